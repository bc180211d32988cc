using System.CommandLine;
using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Playground;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet playground: a page to play with, of a table with a small new network, of a model, or of XOR.</summary>
internal static class PlaygroundCommand
{
    private const int HiddenNodes = 4;

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
            Action<string> save = SaverOf(named, parsed, table, learner, error);
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

    private static Action<string> SaverOf(string? named, ParseResult parsed, TableArguments table, LearnerArguments learner, TextWriter error)
    {
        double? rate = learner.RateOf(parsed);
        if (InputFile.IsModel(named))
        {
            Model model = InputFile.LoadModel(named!);
            Table? rows = table.Read(parsed, model.Origin?.TableForm, error);
            DataSet examples = rows is null ? Zeros(model.Network) : OfRecipe(model, rows);
            return place => model.Network.SavePlayground(place, examples, rate ?? 0.1);
        }
        if (named is not null && parsed.GetValue(table.File) is not null)
            throw new UsageException($"{named} is no model file; a model comes first and ends in .json.");
        if ((named is null ? table.Read(parsed) : table.Read(parsed, named)) is not { } all) return place => File.WriteAllText(place, PlaygroundPage.Read());

        Learner how = learner.ReadStepwise(parsed);
        LearnerPlan plan = how.Plan(all);
        DataSet data = plan.Recipe.DataSet(all);
        Network network = Small(plan.Recipe, how.Hidden ?? [HiddenNodes], how.Activation ?? new Tanh(), how.Seed);
        return place => network.SavePlayground(place, data, rate ?? 0.1);
    }

    /// <summary>A network that a page shows well: classes by sigmoids, numbers by the identity.</summary>
    private static Network Small(Recipe recipe, IReadOnlyList<int> hidden, IActivation activation, long seed)
    {
        var builder = new NetworkBuilder(recipe.InputCount);
        foreach (int nodes in hidden) builder.AddLayer(nodes, activation);
        builder.AddLayer(recipe.OutputCount, recipe.ClassLabels is null ? new Identity() : (IActivation)new Sigmoid());
        return builder.Build(seed);
    }

    private static DataSet OfRecipe(Model model, Table rows) => model.Recipe is { } recipe
        ? recipe.DataSet(rows)
        : throw new UsageException("The model has no recipe, so it does not know what the table's columns are to it.");

    /// <summary>Something to begin with where no rows are given: one row of zeros.</summary>
    private static DataSet Zeros(Network network) =>
        DataSet.From([new double[network.InputLayer.Count]], [new double[network.OutputLayer.Count]]);
}
