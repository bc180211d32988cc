using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>A command that finds something out about a model on rows of their own, and writes the model with it.</summary>
internal static class Improvement
{
    /// <summary>Makes such a command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, with an example.</param>
    /// <param name="options">Options of its own.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="improve">What it does: the new model, its words, and the members of its JSON beside "model".</param>
    public static Command Create(
        string name, string description, Option[] options, TextWriter output, TextWriter error,
        Func<ParseResult, Model, Table, (Model Model, string Words, JsonObject Json)> improve)
    {
        Argument<string> model = Common.ModelFile();
        var table = new TableArguments("table", "Rows with their targets, which the model was not trained on.");
        var file = new Option<string?>("--out") { Description = "The model file to write. Default: none, it is only told." };
        Option<bool> force = Common.Force();
        Option<bool> json = Common.Json();
        var command = new Command(name, description) { model };
        table.AddTo(command);
        foreach (Option option in (Option[])[.. options, file, force, json]) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            string? path = parsed.GetValue(file);
            OutputFile.Check(path, parsed.GetValue(force));
            OutputFile.CheckApart([path], [parsed.GetRequiredValue(model), table.FileOf(parsed)]);
            Model loaded = InputFile.LoadModel(parsed.GetRequiredValue(model));
            Table rows = table.Read(parsed, loaded.Origin?.TableForm, error)!;
            TellIfTrainedOn(loaded, rows, error);
            (Model improved, string words, JsonObject described) = improve(parsed, loaded, rows);
            if (path is not null) OutputFile.Write(path, place => improved.Save(place));
            if (parsed.GetValue(json)) Json.Print(output, WithModel(described, path));
            else output.WriteLine(path is null ? words : $"{words}\nsaved as {path}");
        });
    }

    /// <summary>What is found on the rows that a model was trained on holds for those alone.</summary>
    public static void TellIfTrainedOn(Model model, Table rows, TextWriter error)
    {
        if (model.Origin is { TableHash: { } hash } && hash == TableHash.Of(rows))
            error.WriteLine("This is the table that the model was trained on: on other rows it will do worse. Take rows that were kept away from it.");
    }

    private static JsonObject WithModel(JsonObject described, string? path)
    {
        described.Insert(0, "model", path);
        return described;
    }
}
