using System.Text.Json;
using NodeNet.Activations;

namespace NodeNet.Import;

/// <summary>Reads a network of brain.js: in version 1 a layer is an object of nodes, in version 2 arrays of weights and biases.</summary>
internal static class BrainJs
{
    private const double DefaultAlpha = 0.01;

    public static Model Read(JsonElement root)
    {
        if (root.TryGetProperty("type", out JsonElement type) && type.GetString() != "NeuralNetwork")
            throw new ImportException($"The file has a {type.GetString()} of brain.js; feed-forward networks (NeuralNetwork) are read.");
        int[] sizes = [.. root.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32())];
        JsonElement[] layers = [.. root.GetProperty("layers").EnumerateArray()];
        if (sizes.Length < 2 || sizes[0] < 1 || layers.Length != sizes.Length)
            throw new ImportException($"The file has the sizes {TextOf.List([.. sizes.Select(size => $"{size}")])} and {layers.Length} layers.");
        bool isArrays = layers[^1].TryGetProperty("biases", out _);
        (IActivation function, double factor) = Function(root, isArrays);
        var draft = new NetworkDraft(sizes[0]);
        for (int layer = 1; layer < layers.Length; layer++)
        {
            (double[][] weights, double[] biases) = isArrays ? Arrays(layers[layer]) : Objects(layers[layer], layers[layer - 1]);
            if (weights.Length != sizes[layer] || biases.Length != sizes[layer] || weights.Any(row => row.Length != sizes[layer - 1]))
                throw new ImportException($"Layer {layer} must have {sizes[layer]} biases and weights of {sizes[layer]} times {sizes[layer - 1]}.");
            draft.Add([.. weights.Select((row, j) => Node(function, factor, biases[j], row, layer - 1))]);
        }
        Network network = draft.Build();
        return new Model(network)
        {
            InputNames = Names(root, "inputLookup", layers[0], isArrays) ?? [.. network.InputLayer.Nodes.Select(node => node.Name)],
            OutputNames = Names(root, "outputLookup", layers[^1], isArrays) ?? [.. network.OutputLayer.Nodes.Select(node => node.Name)],
        };
    }

    private static DraftNode Node(IActivation function, double factor, double bias, double[] weights, int source)
    {
        var node = new DraftNode(function, factor * bias, HasBias: true);
        for (int i = 0; i < weights.Length; i++) node.Incoming.Add((source, i), factor * weights[i]);
        return node;
    }

    private static (double[][] Weights, double[] Biases) Arrays(JsonElement layer) =>
        ([.. layer.GetProperty("weights").EnumerateArray().Select(Numbers)], Numbers(layer.GetProperty("biases")));

    /// <summary>{"0": {"bias": …, "weights": {"name of a node of the layer before": …}}}.</summary>
    private static (double[][] Weights, double[] Biases) Objects(JsonElement layer, JsonElement before)
    {
        string[] sources = [.. before.EnumerateObject().Select(node => node.Name)];
        JsonElement[] nodes = [.. layer.EnumerateObject().Select(node => node.Value)];
        return (
            [.. nodes.Select(node => sources.Select(source => node.GetProperty("weights").GetProperty(source).GetDouble()).ToArray())],
            [.. nodes.Select(node => node.GetProperty("bias").GetDouble())]);
    }

    /// <summary>The function, and what it multiplies the net input by: the leaky-relu of version 1 is 0 below 0 and alpha · z above, so it does not
    /// leak.</summary>
    private static (IActivation Function, double Factor) Function(JsonElement root, bool isVersion2)
    {
        JsonElement settings = root.TryGetProperty("options", out JsonElement options) ? options : root;
        string name = settings.TryGetProperty("activation", out JsonElement activation) ? activation.GetString() ?? "" : "sigmoid";
        switch (name)
        {
            case "sigmoid": return (new Sigmoid(), 1.0);
            case "relu": return (new ReLU(), 1.0);
            case "tanh": return (new Tanh(), 1.0);
            case "leaky-relu":
                double alpha = settings.TryGetProperty("leakyReluAlpha", out JsonElement told) ? told.GetDouble() : DefaultAlpha;
                if (isVersion2) return (new LeakyReLU(alpha), 1.0);
                return alpha > 0.0 ? (new ReLU(), alpha) : throw new ImportException($"leakyReluAlpha is {alpha}; it must be above 0.");
            default: throw new ImportException($"brain.js' activation \"{name}\" is not known; sigmoid, relu, leaky-relu and tanh are.");
        }
    }

    /// <summary>What inputs or outputs are called; null where the network was trained on arrays.</summary>
    private static string[]? Names(JsonElement root, string property, JsonElement layer, bool isArrays)
    {
        if (!root.TryGetProperty(property, out JsonElement lookup)) return null;
        if (lookup.ValueKind == JsonValueKind.Object) return [.. lookup.EnumerateObject().OrderBy(entry => entry.Value.GetInt32()).Select(entry => entry.Name)];
        return lookup.ValueKind == JsonValueKind.True && !isArrays ? [.. layer.EnumerateObject().Select(node => node.Name)] : null;
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];
}
