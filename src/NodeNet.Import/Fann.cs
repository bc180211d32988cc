using System.Globalization;
using System.Text;
using NodeNet.Activations;
using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>Network files of FANN, the Fast Artificial Neural Network Library (<c>fann_save</c>), versions 2.1 and later: layered, shortcut and sparse
/// networks.</summary>
/// <remarks>
/// <para>FANN's functions have a steepness s: its sigmoid is sigmoid(2 s z), its symmetric sigmoid tanh(s z), its linear function s z. Here the factor is
/// part of
/// weights and biases. Its bias neurons are biases.</para>
/// <para>Functions that are none of NodeNet's (Gaussian, Elliot, sine) are refused by their names. FANN's stepwise sigmoids, which it takes by default, are
/// straight
/// lines between six points of the sigmoids: they are refused too, unless the caller takes the sigmoids for them.</para>
/// </remarks>
public static class Fann
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stepwiseAsSigmoid">Whether the sigmoids stand for their stepwise approximations; answers then differ from FANN's by some
    /// hundredths.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">The content is damaged, beyond a limit, or has a function that NodeNet has not.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Network Load(string path, bool stepwiseAsSigmoid = false, ModelFileLimits? limits = null) =>
        new FannReader(stepwiseAsSigmoid).Read(FileContent.Read(path, limits));

    /// <summary>As <see cref="Load(string, bool, ModelFileLimits?)"/>, from a stream: from where it stands to its end. The stream stays open.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="stepwiseAsSigmoid">Whether the sigmoids stand for their stepwise approximations.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">As with a file.</exception>
    public static Network Load(Stream stream, bool stepwiseAsSigmoid = false, ModelFileLimits? limits = null) =>
        new FannReader(stepwiseAsSigmoid).Read(FileContent.Read(stream, limits));
}

/// <summary>Reads a network file of FANN.</summary>
internal sealed class FannReader(bool stepwiseAsSigmoid)
{
    private static readonly string[] _functions =
    [
        "linear", "threshold", "threshold symmetric", "sigmoid", "sigmoid stepwise", "sigmoid symmetric", "sigmoid symmetric stepwise", "gaussian",
        "gaussian symmetric", "gaussian stepwise", "elliot", "elliot symmetric", "linear piece", "linear piece symmetric", "sin symmetric", "cos symmetric",
        "sin", "cos",
    ];

    public Network Read(byte[] bytes)
    {
        string[] lines = Encoding.Latin1.GetString(bytes).Split('\n', StringSplitOptions.TrimEntries);
        if (!lines[0].StartsWith("FANN_FLO_2.", StringComparison.Ordinal))
        {
            throw new ImportException(lines[0].StartsWith("FANN_FIX", StringComparison.Ordinal)
                ? "The file has fixed-point weights; save it by fann_save."
                : "This is no network file of FANN: it does not begin with FANN_FLO_2.");
        }
        if (Value(lines, "scale_included") is not (null or "0"))
            throw new ImportException("The file scales inputs and outputs (scale_included=1); save the network without scaling, and scale the rows.");
        int[] sizes = [.. (Value(lines, "layer_sizes") ?? throw Missing("layer_sizes")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Integer)];
        if (Value(lines, "num_layers") is { } told && told != sizes.Length.ToString(CultureInfo.InvariantCulture))
            throw new ImportException($"num_layers is {TextOf.Shown(told)}, and layer_sizes has {sizes.Length} sizes.");
        double[][] neurons = Tuples(lines, "neurons (num_inputs, activation_function, activation_steepness)", 3);
        double[][] connections = Tuples(lines, "connections (connected_to_neuron, weight)", 2);
        return Build(sizes, neurons, connections);
    }

    private Network Build(int[] sizes, double[][] neurons, double[][] connections)
    {
        if (sizes.Length < 2 || sizes.Any(size => size < 1) || sizes.Sum(size => (long)size) != neurons.Length || sizes[0] < 2)
        {
            string[] listed = [.. sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))];
            throw new ImportException($"layer_sizes are {TextOf.List(listed, " ")}, and there are {neurons.Length} neurons.");
        }
        // Where each neuron stands: its layer and its place there, −1 for one that is always 1.
        var places = new (int Layer, int Place)[neurons.Length];
        int next = 0;
        for (int layer = 0; layer < sizes.Length; layer++)
        {
            int place = 0;
            for (int i = 0; i < sizes[layer]; i++, next++)
            {
                bool isBias = layer == 0 ? i == sizes[0] - 1 : neurons[next][0] == 0;
                places[next] = (layer, isBias ? -1 : place++);
            }
        }
        var draft = new NetworkDraft(sizes[0] - 1);
        (int neuron, long connection) = (sizes[0], 0);
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            var nodes = new List<DraftNode>();
            for (int i = 0; i < sizes[layer]; i++, neuron++)
            {
                if (places[neuron].Place < 0) continue;
                double count = neurons[neuron][0];
                if (count < 0 || connection + count > connections.Length) throw new ImportException($"Neuron {neuron} has more connections than there are.");
                nodes.Add(Node(neuron, layer, neurons[neuron], connections[(int)connection..(int)(connection + count)], places));
                connection += (long)count;
            }
            draft.Add([.. nodes]);
        }
        return connection == connections.Length
            ? draft.Build()
            : throw new ImportException($"There are {connections.Length} connections, and the neurons have {connection}.");
    }

    private DraftNode Node(int neuron, int layer, double[] described, double[][] incoming, (int Layer, int Place)[] places)
    {
        (IActivation function, double factor) = Function(neuron, described[1], described[2]);
        double bias = 0.0;
        bool hasBias = false;
        var weights = new Dictionary<(int Layer, int Place), double>();
        foreach (double[] connection in incoming)
        {
            string trouble = $"Neuron {neuron} is connected to neuron {connection[0]}, which ";
            if (connection[0] < 0 || connection[0] >= places.Length) throw new ImportException(trouble + "is not there.");
            (int Layer, int Place) source = places[(int)connection[0]];
            if (source.Layer >= layer) throw new ImportException(trouble + "does not come before it.");
            if (source.Place < 0) (bias, hasBias) = (bias + factor * connection[1], true);
            else if (!weights.TryAdd(source, factor * connection[1])) throw new ImportException(trouble + "is connected to it already.");
        }
        var node = new DraftNode(function, bias, hasBias);
        foreach (((int Layer, int Place) source, double weight) in weights) node.Incoming.Add(source, weight);
        return node;
    }

    private (IActivation Function, double Factor) Function(int neuron, double number, double steepness)
    {
        string name = number >= 0 && number < _functions.Length ? _functions[(int)number] : $"number {number}";
        return name switch
        {
            "linear" => (new Identity(), steepness),
            "sigmoid" => (new Sigmoid(), 2.0 * steepness),
            "sigmoid symmetric" => (new Tanh(), steepness),
            "sigmoid stepwise" when stepwiseAsSigmoid => (new Sigmoid(), 2.0 * steepness),
            "sigmoid symmetric stepwise" when stepwiseAsSigmoid => (new Tanh(), steepness),
            "sigmoid stepwise" or "sigmoid symmetric stepwise" => throw new ImportException(
                $"Neuron {neuron} has FANN's {name}, straight lines that approximate it. Read the file with stepwiseAsSigmoid to take the function itself; "
                    + "answers then differ by some hundredths."),
            _ => throw new ImportException(
                $"Neuron {neuron} has FANN's activation function {name}, which is none of NodeNet's; linear, sigmoid and sigmoid symmetric are read."),
        };
    }

    private static string? Value(string[] lines, string key) =>
        Array.Find(lines, line => line.StartsWith(key + "=", StringComparison.Ordinal)) is { } line ? line[(key.Length + 1)..] : null;

    /// <summary>"(3, 5, 0.5) (3, 5, 0.5) ".</summary>
    private static double[][] Tuples(string[] lines, string key, int count)
    {
        string text = Value(lines, key) ?? throw Missing(key);
        double[][] tuples =
        [
            .. text.Split(')', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(tuple => tuple.TrimStart('(').Split(',').Select(Number).ToArray()),
        ];
        return tuples.All(tuple => tuple.Length == count) ? tuples : throw new ImportException($"{key}: each must have {count} numbers.");
    }

    private static int Integer(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new ImportException($"\"{TextOf.Shown(text)}\" is no size of a layer.");

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new ImportException($"\"{TextOf.Shown(text)}\" is no number.");

    private static ImportException Missing(string key) => new($"The line \"{key}=\" is missing.");
}
