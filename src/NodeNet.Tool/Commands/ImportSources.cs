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
/// <param name="Order">The names of the layers from the first to the last, where the file does not tell their order; or null.</param>
/// <param name="Say">Takes lines that the user should read.</param>
internal sealed record ImportRequest(
    string Path, IReadOnlyList<int>? Layers, string? Activation, string? Output, bool StepwiseAsSigmoid, string[]? Order, Action<string> Say);

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
        if (request.Order is { } order)
        {
            try
            {
                weights = weights.InOrder(order);
            }
            catch (ArgumentException wrong)
            {
                throw new UsageException($"--order: {Guarded.MessageOf(wrong)}");
            }
        }
        IActivation function = Named("--activation", hidden, Catalogue.Activations.Create);
        Network network =
            Catalogue.LayerActivations.Contains(output)
                ? weights.ToNetwork(function, Catalogue.LayerActivations.Create(output))
                : weights.ToNetwork(function, Named("--output", output, Catalogue.Activations.Create));
        IReadOnlyList<(StateTensor Weight, StateTensor? Bias)> layers = weights.LayersInOrder();
        for (int i = 0; i < layers.Count; i++)
        {
            if (i == MostTold && layers.Count > MostTold + 1) request.Say($"… {layers.Count - MostTold - 1} more layers …");
            if (i < MostTold || i == layers.Count - 1)
                request.Say($"{network.Layers[i + 1].Name} is {layers[i].Weight}{(layers[i].Bias is { } bias ? $", {bias}" : ", without biases")}");
        }
        if (weights.OrderDoubt is { } doubt) request.Say($"{doubt} Another is given by --order.");
        return new Model(network);
    }

    /// <summary>Of more layers the last is told, and that there are others.</summary>
    private const int MostTold = 40;

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
        string? option = request.Activation is not null ? "--activation" : request.Output is not null ? "--output"
            : request.Order is not null ? "--order" : null;
        if (option is not null)
        {
            throw new UsageException(
                $"{Path.GetFileName(request.Path)} tells its own {(option == "--order" ? "order of layers" : "activation functions")}; "
                    + $"{option} is for files that hold weights alone.");
        }
    }

    private static readonly HashSet<string> _weightsAlone = new(StringComparer.OrdinalIgnoreCase) { ".safetensors", ".pt", ".pth" };
}
