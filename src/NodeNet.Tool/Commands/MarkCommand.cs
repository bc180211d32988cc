using System.CommandLine;
using NodeNet.Teaching;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet mark: a folder of filled worksheets becomes a table of pupils × questions × mistake.</summary>
internal static class MarkCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var sheets = new Argument<string>("sheets") { Description = "The folder with the filled sheets (.csv, .xlsx), each named after its pupil." };
        var key = new Option<string>("--key") { Description = "The key that nodenet worksheet wrote, key.json.", Required = true };
        var file = new Option<string?>("--out") { Description = "The table (CSV): a line for each pupil and question. Default: the summary alone is printed." };
        Option<bool> force = Common.Force();
        var command = new Command(
            "mark",
            "Marks filled worksheets: right, rounded, or which mistake gives that number.\n\n"
                + "Example: nodenet mark sheets/ --key monday/key.json --out marks.csv") { sheets, key, file, force };
        return Guarded.WithAction(command, error, parsed =>
        {
            string? into = parsed.GetValue(file);
            OutputFile.Check(into, parsed.GetValue(force));
            OutputFile.CheckApart([into], [parsed.GetValue(key)!]);
            InputFile.Check(parsed.GetValue(key)!);
            MarkedClass marked = WorksheetSet.LoadKey(parsed.GetValue(key)!).Mark(parsed.GetValue(sheets)!);
            output.WriteLine(marked);
            if (into is not null)
            {
                OutputFile.Write(into, path => File.WriteAllText(path, marked.ToCsv(), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true)));
                output.WriteLine($"saved as {into}");
            }
            int left = marked.Unmarked.Count;
            string files = left == 1 ? "1 file was" : FormattableString.Invariant($"{left} files were");
            if (left > 0) throw new InvalidOperationException($"{files} not marked; the others were.");
        });
    }
}
