using System.Globalization;
using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>Networks of JavaScript libraries, as their <c>toJSON()</c> writes them.</summary>
public static class JsonNetworks
{
    private const string Input = "input";
    private const string Output = "output";

    /// <summary>Reads a network of brain.js (<c>NeuralNetwork</c>): its names of inputs and outputs become the model's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">The content is damaged, beyond a limit, or another kind of network.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Model LoadBrainJs(string path, ModelFileLimits? limits = null) => Read(FileContent.Read(path, limits), "brain.js", BrainJs.Read);

    /// <summary>Reads a network of Synaptic: layered, or any other in which connections lead forward.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">The content is damaged, beyond a limit, or has connections that lead back or are gated.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Network LoadSynaptic(string path, ModelFileLimits? limits = null) => Read(FileContent.Read(path, limits), "Synaptic", ReadSynaptic);

    /// <summary>Reads a network of whichever of these libraries wrote it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">As with each.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Model Load(string path, ModelFileLimits? limits = null) => Read(
        FileContent.Read(path, limits), "brain.js or Synaptic",
        root => root.TryGetProperty("neurons", out _) ? new Model(ReadSynaptic(root)) : BrainJs.Read(root));

    private static T Read<T>(byte[] bytes, string library, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? read(json.RootElement)
                : throw new ImportException($"This is no network of {library}: the file is {KindOf(json.RootElement)} and no JSON object.");
        }
        catch (Exception wrong) when (wrong is not ImportException
            && (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException))
        {
            throw new ImportException($"This is no network of {library}: {TextOf.Why(wrong)}.", wrong);
        }
    }

    private static string KindOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };

    private static Network ReadSynaptic(JsonElement root)
    {
        JsonElement[] neurons = [.. root.GetProperty("neurons").EnumerateArray()];
        // The layers are called "input", 0, 1, … and "output".
        string[] layers = [.. neurons.Select(neuron => neuron.GetProperty("layer").ToString())];
        IEnumerable<string> hidden = layers.Distinct().Where(name => name is not (Input or Output))
            .OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture));
        string[] order = [Input, .. hidden, Output];
        var places = new (int Layer, int Place)[neurons.Length];
        var counts = new int[order.Length];
        for (int i = 0; i < neurons.Length; i++)
        {
            int layer = Array.IndexOf(order, layers[i]);
            places[i] = (layer, counts[layer]++);
        }
        if (counts.Contains(0)) throw new ImportException("A layer of the network has no neurons; there must be \"input\" and \"output\".");
        DraftNode[] nodes = [.. neurons.Select(neuron => new DraftNode(FunctionOfSynaptic(neuron), neuron.GetProperty("bias").GetDouble(), HasBias: true))];
        foreach (JsonElement connection in root.GetProperty("connections").EnumerateArray())
        {
            (int from, int to) = (connection.GetProperty("from").GetInt32(), connection.GetProperty("to").GetInt32());
            if (from < 0 || to < 0 || from >= nodes.Length || to >= nodes.Length) throw new ImportException($"There is no connection from {from} to {to}.");
            if (connection.TryGetProperty("gater", out JsonElement gater) && gater.ValueKind != JsonValueKind.Null)
                throw new ImportException($"The connection from neuron {from} to {to} is gated, which feed-forward networks have not.");
            if (places[from].Layer >= places[to].Layer)
                throw new ImportException($"The connection from neuron {from} to {to} does not lead forward.");
            nodes[to].Incoming[places[from]] = connection.GetProperty("weight").GetDouble();
        }
        var draft = new NetworkDraft(counts[0]);
        for (int layer = 1; layer < order.Length; layer++) draft.Add([.. nodes.Where((_, i) => places[i].Layer == layer)]);
        return draft.Build();
    }

    private static IActivation FunctionOfSynaptic(JsonElement neuron) => neuron.GetProperty("squash").GetString() switch
    {
        "LOGISTIC" => new Sigmoid(),
        "TANH" => new Tanh(),
        "IDENTITY" => new Identity(),
        "RELU" => new ReLU(),
        string other => throw new ImportException($"Synaptic's function {other} is none of NodeNet's; LOGISTIC, TANH, IDENTITY and RELU are read."),
        null => throw new ImportException("A neuron has a function of the user's own, which the file does not tell."),
    };
}
