using System.Text.Json;
using NodeNet.Persistence;

namespace NodeNet.Import.Keras;

/// <summary>Goes through a model's layers in their order.</summary>
internal sealed class KerasGraph
{
    private static readonly string[] _models = ["Sequential", "Functional", "Model"];

    private readonly KerasWeights _weights;
    private readonly ModelFileLimits _limits;
    private readonly Dictionary<string, KerasValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _inputs = [];
    private KerasLayers? _layers;

    private KerasGraph(KerasWeights weights, ModelFileLimits limits) => (_weights, _limits) = (weights, limits);

    /// <summary>The network of a configuration.</summary>
    public static Network Read(string config, KerasWeights weights, ModelFileLimits limits)
    {
        using JsonDocument json = JsonDocument.Parse(config, new JsonDocumentOptions { MaxDepth = 64 });
        string kind = json.RootElement.GetProperty("class_name").GetString() ?? "";
        if (!_models.Contains(kind)) throw new ImportException($"The model is a {kind}; Sequential and Functional models are read.");
        JsonElement settings = json.RootElement.GetProperty("config");
        var graph = new KerasGraph(weights, limits);
        return kind == "Sequential" ? graph.Sequential(settings) : graph.Functional(settings);
    }

    private Network Sequential(JsonElement settings)
    {
        // Before Keras 2.3 the configuration was the list itself.
        JsonElement[] layers = [.. (settings.ValueKind == JsonValueKind.Array ? settings : settings.GetProperty("layers")).EnumerateArray()];
        if (layers.Length == 0 || layers.Length > _limits.MaximumLayers) throw new ImportException($"The model has {layers.Length} layers.");
        KerasValue? value = null;
        foreach (JsonElement layer in layers)
        {
            string kind = layer.GetProperty("class_name").GetString() ?? "";
            if (value is null)
            {
                _layers = new KerasLayers(Width(layer) ?? throw new ImportException("The model does not say how many inputs it has."), _limits);
                value = _layers.Inputs(0, _layers.InputCount);
            }
            if (kind != "InputLayer") value = Apply(layer, kind, [value]);
        }
        return _layers!.Build([value!]);
    }

    private Network Functional(JsonElement settings)
    {
        JsonElement[] layers = [.. settings.GetProperty("layers").EnumerateArray()];
        if (layers.Length == 0 || layers.Length > _limits.MaximumLayers) throw new ImportException($"The model has {layers.Length} layers.");
        _inputs.AddRange(Names(settings.GetProperty("input_layers")));
        int[] widths = [.. _inputs.Select(name => Width(layers.First(layer => NameOf(layer) == name))
            ?? throw new ImportException($"The input \"{name}\" does not say how wide it is."))];
        _layers = new KerasLayers(checked(widths.Sum()), _limits);
        int next = 0;
        for (int i = 0; i < widths.Length; next += widths[i++]) _values[_inputs[i]] = _layers.Inputs(next, widths[i]);
        foreach (JsonElement layer in layers)
        {
            string kind = layer.GetProperty("class_name").GetString() ?? "";
            string name = NameOf(layer);
            if (kind == "InputLayer") continue;
            KerasValue[] sources = [.. Sources(layer, name).Select(source => _values.TryGetValue(source, out KerasValue? value)
                ? value
                : throw new ImportException($"The layer \"{name}\" comes before its source \"{source}\"."))];
            if (sources.Length == 0) throw new ImportException($"Nothing leads to the layer \"{name}\".");
            _values[name] = Apply(layer, kind, sources);
        }
        return _layers.Build([.. Names(settings.GetProperty("output_layers")).Select(name => _values[name])]);
    }

    private KerasValue Apply(JsonElement layer, string kind, KerasValue[] sources)
    {
        JsonElement settings = layer.GetProperty("config");
        string name = NameOf(layer);
        int number = _counts.GetValueOrDefault(kind);
        _counts[kind] = number + 1;
        return _layers!.Apply(kind, name, settings, sources, () => _weights.Of(name, kind, number));
    }

    private static string NameOf(JsonElement layer)
    {
        if (layer.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String) return name.GetString()!;
        return layer.GetProperty("config").GetProperty("name").GetString() ?? "";
    }

    /// <summary>How wide the input of a first layer is: the product of its shape's lengths without the batch's.</summary>
    private static int? Width(JsonElement layer)
    {
        JsonElement settings = layer.GetProperty("config");
        foreach (string name in (string[])["batch_input_shape", "batch_shape"])
        {
            if (!settings.TryGetProperty(name, out JsonElement shape) || shape.ValueKind != JsonValueKind.Array) continue;
            return checked(shape.EnumerateArray().Skip(1).Aggregate(1, (product, length) => product * length.GetInt32()));
        }
        return settings.TryGetProperty("input_dim", out JsonElement count) && count.ValueKind == JsonValueKind.Number ? count.GetInt32() : null;
    }

    /// <summary>["name", 0, 0], or a list of such.</summary>
    private static IEnumerable<string> Names(JsonElement list) => list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.String
        ? [list[0].GetString()!]
        : list.EnumerateArray().Select(one => one[0].GetString()!);

    /// <summary>The layers whose outputs a layer takes: [[["name", 0, 0, {}]]] in Keras 2, tensors with a keras_history in Keras 3.</summary>
    private static string[] Sources(JsonElement layer, string name)
    {
        JsonElement[] calls = [.. layer.GetProperty("inbound_nodes").EnumerateArray()];
        if (calls.Length != 1) throw new ImportException($"The layer \"{name}\" is called {calls.Length} times; once is read.");
        if (calls[0].ValueKind == JsonValueKind.Array) return [.. calls[0].EnumerateArray().Select(source => source[0].GetString()!)];
        return [.. Tensors(calls[0].GetProperty("args"))];
    }

    private static IEnumerable<string> Tensors(JsonElement arguments)
    {
        foreach (JsonElement argument in arguments.EnumerateArray())
        {
            if (argument.ValueKind == JsonValueKind.Array)
            {
                foreach (string inner in Tensors(argument)) yield return inner;
            }
            else if (argument.ValueKind == JsonValueKind.Object)
            {
                yield return argument.GetProperty("config").GetProperty("keras_history")[0].GetString()!;
            }
        }
    }
}
