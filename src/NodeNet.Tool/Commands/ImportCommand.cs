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
        Option<bool> force = Common.Force();
        var command = new Command(
            "import", "Makes a model file of another library's model, which can be trained further.\n\nExample: nodenet import fruit.onnx --out fruit.json")
        {
            source, file, layers, activation, answers, stepwise, force,
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
            OutputFile.Write(to, place => model.Save(place));
            output.WriteLine(model);
            output.WriteLine($"saved as {to}");
        });
    }
}
