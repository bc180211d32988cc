using System.CommandLine;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet import: a model of another library as a model file.</summary>
internal static class ImportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        string ends = string.Join(", ", ImportSources.All.Keys);
        var source = new Argument<string>("file") { Description = $"The file of another library: {ends}." };
        var file = new Option<string>("--out") { Description = "The model file to write.", Required = true };
        var layers = new Option<string?>("--layers") { Description = "The sizes of all layers, as 4,16,3: what the file must have. Default: what it has." };
        var activation = new Option<string?>("--activation") { Description = "The hidden layers' activation function, for files that hold weights alone." };
        var answers = new Option<string?>("--output") { Description = "The output layer's activation function, for such files. Default: identity." };
        var stepwise = new Option<bool>("--stepwise-as-sigmoid")
        {
            Description = "Takes FANN's stepwise functions for the sigmoid that they approximate; answers change by some hundredths.",
        };
        var inputs = new Option<string?>("--inputs") { Description = "What the columns of a table are called that the model reads, one for each input." };
        var target = new Option<string?>("--target") { Description = "What the column is called that it predicts; of several outputs, one name for each." };
        var classes = new Option<string?>("--classes") { Description = "The classes, in the order of the outputs; of two classes, the second is the yes." };
        Option<bool> force = Common.Force();
        var command = new Command(
            "import", "Makes a model file of another library's model, which can be trained further.\n\nExample: nodenet import fruit.onnx --out fruit.json")
        {
            source, file, inputs, target, classes, layers, activation, answers, stepwise, force,
        };
        return Guarded.WithAction(command, error, parsed =>
        {
            string from = parsed.GetRequiredValue(source);
            string to = parsed.GetRequiredValue(file);
            InputFile.Check(from);
            OutputFile.Check(to, parsed.GetValue(force));
            OutputFile.CheckApart([to], [from]);
            if (!ImportSources.All.TryGetValue(Path.GetExtension(from), out Func<ImportRequest, Model>? read))
                throw new UsageException($"\"{Path.GetFileName(from)}\" does not end like a file that is read: {ends}.");
            int[]? sizes = Lists.Sizes(parsed.GetValue(layers), "--layers");
            var request = new ImportRequest(from, sizes, parsed.GetValue(activation), parsed.GetValue(answers), parsed.GetValue(stepwise));
            ImportSources.CheckAsked(request);
            Model model = read(request);
            if (sizes is not null && !sizes.SequenceEqual(model.Network.Layers.Select(layer => layer.Count)))
                throw new InvalidOperationException($"--layers is {string.Join(",", sizes)}; the file holds a {model.Network}.");
            if (Lists.Names(parsed.GetValue(classes)) is { } labels) model = model with { ClassLabels = labels };
            string[]? columns = Lists.Names(parsed.GetValue(inputs));
            string[]? targets = Lists.Names(parsed.GetValue(target));
            if (columns is not null || targets is not null)
            {
                if (model.Recipe is not null) throw new UsageException("The file says what its columns are: --inputs and --target are for files that do not.");
                model = model.ForTables(columns, targets);
            }
            OutputFile.Write(to, place => model.Save(place));
            output.WriteLine(model);
            output.WriteLine($"saved as {to}");
        });
    }
}
