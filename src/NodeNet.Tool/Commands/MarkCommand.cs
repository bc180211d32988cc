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
        var sheets = new Argument<string>("sheets")
        {
            Description = "The folder with the filled sheets (.csv, .xlsx), each named after its pupil or in a folder of the pupil's name; or one such file.",
        };
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
            string from = parsed.GetValue(sheets)!;
            OutputFile.Check(into, parsed.GetValue(force));
            OutputFile.CheckApart([into], [parsed.GetValue(key)!, from]);
            InputFile.Check(parsed.GetValue(key)!);
            if (from.Length == 0) throw new UsageException("The name of the folder with the filled sheets is empty.");
            MarkedClass marked = WorksheetSet.LoadKey(parsed.GetValue(key)!).Mark(from);
            if (marked.Pupils.Count > 0) output.WriteLine(marked.Summary());
            foreach (string remark in marked.Remarks) error.WriteLine(remark);
            if (into is not null && marked.Pupils.Count + marked.Unmarked.Count > 0)
            {
                OutputFile.Write(into, path => File.WriteAllText(path, marked.ToCsv(), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true)));
                output.WriteLine($"saved as {into}");
            }
            int left = marked.Unmarked.Count;
            string files = left == 1 ? "1 file was" : FormattableString.Invariant($"{left} files were");
            if (marked.Pupils.Count == 0) throw new InvalidOperationException("No sheet was marked.");
            if (left > 0) throw new InvalidOperationException($"{files} not marked; the others were.");
        });
    }
}
