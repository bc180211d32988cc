using System.CommandLine;
using System.Diagnostics;
using NodeNet.Learning;
using NodeNet.Persistence;
using NodeNet.Playground;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet playground: a page to play with, of a table with a small new network, of a model, or of XOR.</summary>
internal static class PlaygroundCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var first = new Argument<string?>("model") { Description = "A model file (.json), if there is one.", Arity = ArgumentArity.ZeroOrOne };
        var table = new TableArguments("table", "The rows to learn from.", isOptional: true);
        var learner = new LearnerArguments();
        var file = new Option<string?>("--out") { Description = "The HTML file to write. Without it a temporary one opens in the browser." };
        var folder = new Option<string?>("--folder") { Description = "Instead of one file, a folder of files for a web server." };
        Option<bool> force = Common.Force();
        var command = new Command(
            "playground",
            "Makes a page to play with a network, offline, in one file.\n\nExample: nodenet playground table.csv --target y --out class.html\n"
                + "Example: nodenet playground penguins.json penguins.csv") { first };
        table.AddTo(command);
        learner.AddTo(command);
        command.Add(file);
        command.Add(folder);
        command.Add(force);
        return Guarded.WithAction(command, error, parsed =>
        {
            string? path = parsed.GetValue(file);
            string? site = parsed.GetValue(folder);
            if (path is not null && site is not null) throw new UsageException("--out makes one file, and --folder a folder of files; name one of them.");
            OutputFile.Check(path, parsed.GetValue(force));
            OutputFolder.Check(site, parsed.GetValue(force));
            string? named = parsed.GetValue(first);
            string?[] written = site is null ? [path] : [.. PlaygroundFolder.Files.Select(name => Path.Combine(site, name))];
            OutputFile.CheckApart(written, [named, table.FileOf(parsed)]);
            Func<string, IReadOnlyList<string>> make = SaverOf(named, parsed, table, learner, error);
            Action<string> save = place =>
            {
                foreach (string note in make(place)) error.WriteLine(OneLine.Of(CommandWords.Of(note)));
            };
            if (path is not null)
            {
                OutputFile.Write(path, save);
                output.WriteLine($"saved as {path}");
                return;
            }
            if (site is not null)
            {
                SaveFolder(site, save);
                output.WriteLine($"saved in the folder {site}");
                return;
            }
            string shown = Path.Combine(Directory.CreateTempSubdirectory("nodenet-playground-").FullName, "playground.html");
            save(shown);
            output.WriteLine($"opening {shown}");
            using Process? browser = Process.Start(new ProcessStartInfo(shown) { UseShellExecute = true });
        });
    }

    private static void SaveFolder(string site, Action<string> save)
    {
        string temporary = Path.GetTempFileName();
        try
        {
            save(temporary);
            PlaygroundFolder.Save(site, File.ReadAllText(temporary));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static Func<string, IReadOnlyList<string>> SaverOf(
        string? named, ParseResult parsed, TableArguments table, LearnerArguments learner, TextWriter error)
    {
        if (learner.OfTrainings(parsed) is { Count: > 0 } useless)
        {
            throw new UsageException(
                $"{string.Join(", ", useless)}: a page learns by steps of gradient descent, and stops when its reader does. Leave this out; "
                    + "--rate, --batch and --loss say how it begins.");
        }
        if (InputFile.IsModel(named)) return OfModel(named!, parsed, table, learner, error);
        if (named is not null && parsed.GetValue(table.File) is { } second)
        {
            throw new UsageException(
                InputFile.IsModel(second)
                    ? $"The model comes first, then the table: nodenet playground {second} {named}"
                    : $"{named} is no model file; a model comes first and ends in .json.");
        }
        if ((named is null ? table.Read(parsed) : table.Read(parsed, named)) is not { } all)
        {
            return place =>
            {
                File.WriteAllText(place, PlaygroundPage.Read());
                return [];
            };
        }
        Learner how = learner.ReadStepwise(parsed);
        return place => how.SavePlayground(place, all);
    }

    private static Func<string, IReadOnlyList<string>> OfModel(
        string named, ParseResult parsed, TableArguments table, LearnerArguments learner, TextWriter error)
    {
        string[] own = [.. learner.HasTarget(parsed) ? ["--target"] : (string[])[], .. learner.OfNewModels(parsed)];
        if (own.Length > 0) throw new UsageException($"{string.Join(", ", own)}: the model has its own columns and network. Leave this out, or the model.");
        Model model = Load(named);
        Table? rows = table.Read(parsed, model.Origin?.TableForm, error);
        if (rows is not null && model.ClassLabels is { Count: 2 } && model.Network.OutputLayer.Count == 2 && model.Recipe is null)
        {
            throw new UsageException(
                $"{named} has two classes and an output for each, so rows of a table cannot be read for it. Leave the table out: the page opens with the model "
                    + "alone.");
        }
        return place =>
        {
            IReadOnlyList<string> notes = model.SavePlayground(
                place, rows, learner.RateOf(parsed), learner.LossOf(parsed), learner.BatchOf(parsed) ?? 1);
            return rows is not null ? notes
                : [$"There are no rows yet: the page shows a row of usual values. For rows, name a table: nodenet playground {named} rows.csv"];
        };
    }

    /// <summary>The model, or in a reader's words what is wrong with its file: the line, not where in the JSON.</summary>
    private static Model Load(string file)
    {
        try
        {
            return InputFile.LoadModel(file);
        }
        catch (ModelFileException wrong)
        {
            string plain = wrong.Message.Replace($", {wrong.JsonPath}: ", ": ", StringComparison.Ordinal);
            throw new InvalidDataException($"{plain} The file cannot be opened as it is: nodenet train writes a new one.");
        }
    }
}
