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
        IActivation function = Catalogue.Activations.Create(hidden);
        return new Model(
            Catalogue.LayerActivations.Contains(output)
                ? weights.ToNetwork(function, Catalogue.LayerActivations.Create(output))
                : weights.ToNetwork(function, Catalogue.Activations.Create(output)));
    }
}
