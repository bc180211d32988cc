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
        var order = new Option<string?>("--order")
        {
            Description = "The layers from the first to the last, as input,hidden,out, for such files, where they do not tell it.",
        };
        var stepwise = new Option<bool>("--stepwise-as-sigmoid")
        {
            Description = "Takes FANN's stepwise functions for the sigmoid that they approximate; answers change by some hundredths.",
        };
        var inputs = new Option<string?>("--inputs")
        {
            Description = "What the columns of a table are called that the model reads, one for each input. A name with a comma: '\"a, b\"'.",
        };
        var target = new Option<string?>("--target") { Description = "What the column is called that it predicts; of several outputs, one name for each." };
        var classes = new Option<string?>("--classes") { Description = "The classes, in the order of the outputs; of two classes, the second is the yes." };
        Option<bool> force = Common.Force();
        var command = new Command(
            "import", "Makes a model file of another library's model, which can be trained further.\n\n"
                + "Of .pt, .pth and .safetensors, which hold weights alone, the layers are taken in the file's order; of a safetensors file that is sorted by "
                + "name in the one order that shapes and numbers in names leave. It is printed; --order gives it where it is open.\n\n"
                + "Example: nodenet import fruit.onnx --out fruit.json\n"
                + "Example: nodenet import w.safetensors --activation relu --order input,hidden,out --out w.json")
        {
            source, file, inputs, target, classes, layers, activation, answers, order, stepwise, force,
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
            var told = new List<string>();
            var request = new ImportRequest(
                from, sizes, parsed.GetValue(activation), parsed.GetValue(answers), parsed.GetValue(stepwise), Lists.Names(parsed.GetValue(order)), told.Add);
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
            foreach (string line in told) output.WriteLine(line);
            output.WriteLine($"saved as {to}");
            if (columns is null && model.Recipe is null)
                output.WriteLine(OneLine.Of($"The columns of its tables are called {Listed(model.InputNames)}; {Remedy}"));
        });
    }

    private const string Remedy = "import it with --inputs to give them other names.";

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count <= 12 ? string.Join(", ", names) : string.Join(", ", names.Take(11)) + ", …, " + names[^1];
}
