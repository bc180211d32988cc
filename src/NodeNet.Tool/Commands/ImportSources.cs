using NodeNet.Activations;
using NodeNet.Import;
using NodeNet.Onnx;

namespace NodeNet.Tool.Commands;

/// <summary>What nodenet import was asked for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Layers">The sizes of the layers, where the file does not tell them and they are to be checked; or null.</param>
/// <param name="Activation">The hidden layers' activation function, where the file does not tell it; or null.</param>
/// <param name="Output">The output layer's activation function, likewise.</param>
/// <param name="StepwiseAsSigmoid">Whether FANN's stepwise functions are taken for those that they approximate.</param>
internal sealed record ImportRequest(string Path, IReadOnlyList<int>? Layers, string? Activation, string? Output, bool StepwiseAsSigmoid);

/// <summary>The files that nodenet import reads, by the ends of their names: a further one is a line here.</summary>
internal static class ImportSources
{
    public static IReadOnlyDictionary<string, Func<ImportRequest, Model>> All { get; } =
        new Dictionary<string, Func<ImportRequest, Model>>(StringComparer.OrdinalIgnoreCase)
        {
            [".onnx"] = request => OnnxModel.Load(request.Path).Model,
            [".safetensors"] = request => OfWeights(SafeTensors.Load(request.Path), request),
            [".pt"] = request => OfWeights(TorchFile.Load(request.Path), request),
            [".h5"] = request => KerasFile.Load(request.Path),
            [".hdf5"] = request => KerasFile.Load(request.Path),
            [".keras"] = request => KerasFile.Load(request.Path),
            [".pth"] = request => OfWeights(TorchFile.Load(request.Path), request),
            [".net"] = request => new Model(Fann.Load(request.Path, request.StepwiseAsSigmoid)),
            [".json"] = request => JsonNetworks.Load(request.Path),
        };

    /// <summary>Weights alone: the command line says what the functions are.</summary>
    private static Model OfWeights(NamedWeights weights, ImportRequest request)
    {
        string hidden = request.Activation
            ?? throw new UsageException($"{Path.GetFileName(request.Path)} holds weights alone: --activation names the hidden layers' function, as relu.");
        string output = request.Output ?? "identity";
        IActivation function = Named("--activation", hidden, Catalogue.Activations.Create);
        return new Model(
            Catalogue.LayerActivations.Contains(output)
                ? weights.ToNetwork(function, Catalogue.LayerActivations.Create(output))
                : weights.ToNetwork(function, Named("--output", output, Catalogue.Activations.Create)));
    }

    private static T Named<T>(string option, string name, Func<string, T> create)
    {
        try
        {
            return create(name);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"{option}: {Guarded.MessageOf(wrong)}");
        }
    }

    /// <summary>Refuses what a file tells itself: it would be read over.</summary>
    public static void CheckAsked(ImportRequest request)
    {
        if (_weightsAlone.Contains(Path.GetExtension(request.Path))) return;
        string? option = request.Activation is not null ? "--activation" : request.Output is not null ? "--output" : null;
        if (option is not null)
            throw new UsageException($"{Path.GetFileName(request.Path)} tells its own activation functions; {option} is for files that hold weights alone.");
    }

    private static readonly HashSet<string> _weightsAlone = new(StringComparer.OrdinalIgnoreCase) { ".safetensors", ".pt", ".pth" };
}
