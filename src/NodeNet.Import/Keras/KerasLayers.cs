using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Persistence;

namespace NodeNet.Import.Keras;

/// <summary>A column of a value: an activation of a node of the network to be, times a number and plus another.</summary>
internal readonly record struct KerasColumn(int Layer, int Place, double Scale, double Shift);

/// <summary>What a layer of Keras gives: columns of activations, or weighted sums that have no activation function yet.</summary>
/// <param name="Columns">The columns; null for sums.</param>
/// <param name="Sums">The sums, as nodes with the identity.</param>
internal sealed record KerasValue(KerasColumn[]? Columns, DraftNode[]? Sums)
{
    public int Width => Columns?.Length ?? Sums!.Length;
}

/// <summary>Makes a network of Keras' layers. Scales and shifts, as BatchNormalization's, go into the weights before or after them.</summary>
internal sealed class KerasLayers(int inputs, ModelFileLimits limits)
{
    // What changes nothing but in training, or only the shape.
    private static readonly string[] _silent =
    [
        "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization", "Flatten", "Identity",
    ];

    private readonly NetworkDraft _draft = new(inputs);
    private readonly Dictionary<KerasValue, KerasValue> _realized = new(ReferenceEqualityComparer.Instance);
    private int _count;
    private int _lastWidth;
    private long _columns;

    public int InputCount => inputs > 0 && inputs <= limits.MaximumNodes ? inputs : throw new ImportException($"The model has {inputs} inputs.");

    public KerasValue Inputs(int first, int count) => first + count <= InputCount
        ? new KerasValue([.. Enumerable.Range(first, count).Select(place => new KerasColumn(0, place, 1.0, 0.0))], null)
        : throw new ImportException("The inputs are more than all of them.");

    public KerasValue Apply(string kind, string name, JsonElement settings, KerasValue[] sources, Func<StateTensor[]> weights)
    {
        // Before anything is taken for them: a few lines of a configuration can double a width again and again.
        _columns += sources.Sum(source => (long)source.Width);
        if (_columns > limits.MaximumNodes) throw new ImportException($"The model's layers have more columns than the limit, {limits.MaximumNodes}.");
        if (kind == "Concatenate") return new KerasValue([.. sources.SelectMany(ColumnsOf)], null);
        if (kind == "Add") return Sum(name, sources);
        if (sources is not [var source]) throw new ImportException($"The layer \"{name}\" ({kind}) has {sources.Length} sources.");
        if (_silent.Contains(kind)) return source;
        return kind switch
        {
            "Dense" => Dense(name, settings, source, weights()),
            "BatchNormalization" => Normalized(name, settings, source, weights()),
            "Rescaling" => Changed(source, Repeated(settings, 1.0, "scale", source.Width), Repeated(settings, 0.0, "offset", source.Width)),
            "Activation" => Activated(source, KerasFunctions.Of(settings.GetProperty("activation"), name)),
            "ReLU" => Activated(source, KerasFunctions.Rectifier(settings, name)),
            "LeakyReLU" => Activated(source, new LeakyReLU(KerasFunctions.Number(settings, 0.3, "negative_slope", "alpha"))),
            "ELU" => Activated(source, new ELU(KerasFunctions.Number(settings, 1.0, "alpha"))),
            "Softmax" => Activated(source, null),
            _ => throw new ImportException(
                $"The layer \"{name}\" is a {kind}, which is no part of a feed-forward network of nodes and connections. Dense, Activation, ReLU, LeakyReLU, "
                    + "ELU, Softmax, BatchNormalization, Rescaling, Concatenate, Add, Flatten and Dropout are read."),
        };
    }

    /// <summary>The network whose outputs are these values, one after the other.</summary>
    public Network Build(KerasValue[] outputs)
    {
        KerasColumn[] columns = [.. outputs.SelectMany(ColumnsOf)];
        bool isLast = columns.Length == _lastWidth && columns.Select((column, i) => column == new KerasColumn(_count, i, 1.0, 0.0)).All(fits => fits);
        if (!isLast) Realize([.. columns.Select(Alone)], null);
        return _draft.Build();
    }

    private static double[] Repeated(JsonElement settings, double standard, string name, int width)
    {
        if (settings.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == width && width > 1)
            return [.. list.EnumerateArray().Select(number => number.GetDouble())];
        return [.. Enumerable.Repeat(KerasFunctions.Number(settings, standard, name), width)];
    }

    private KerasValue Dense(string name, JsonElement settings, KerasValue source, StateTensor[] weights)
    {
        KerasColumn[] columns = ColumnsOf(source);
        bool hasBias = !settings.TryGetProperty("use_bias", out JsonElement bias) || bias.GetBoolean();
        if (weights.Length != (hasBias ? 2 : 1) || weights[0].Shape is not [var from, var to] || from != columns.Length
            || (hasBias && (weights[1].Shape is not [var width] || width != to)))
        {
            string found = TextOf.List([.. weights.Select(array => array.ToString())]);
            string needed = hasBias ? "a kernel [inputs, units] and a bias [units]" : "a kernel [inputs, units]";
            throw new ImportException($"The layer \"{name}\" has {columns.Length} inputs, and the arrays {found}; it must have {needed}.");
        }
        var nodes = new DraftNode[to];
        for (int j = 0; j < to; j++)
        {
            double sum = hasBias ? weights[1].Values[j] : 0.0;
            bool isShifted = false;
            var incoming = new Dictionary<(int, int), double>();
            for (int i = 0; i < from; i++)
            {
                double weight = weights[0].Values[i * to + j];
                (int, int) place = (columns[i].Layer, columns[i].Place);
                incoming[place] = incoming.GetValueOrDefault(place) + weight * columns[i].Scale;
                if (columns[i].Shift == 0.0) continue;
                sum += weight * columns[i].Shift;
                isShifted = true;
            }
            nodes[j] = Node(sum, hasBias || isShifted, incoming);
        }
        IActivation? function = settings.TryGetProperty("activation", out JsonElement told) ? KerasFunctions.Of(told, name) : new Identity();
        return Activated(new KerasValue(null, nodes), function);
    }

    /// <summary>γ · (x − mean) / √(variance + ε) + β.</summary>
    private static KerasValue Normalized(string name, JsonElement settings, KerasValue source, StateTensor[] weights)
    {
        bool Has(string property) => !settings.TryGetProperty(property, out JsonElement told) || told.GetBoolean();
        int needed = 2 + (Has("scale") ? 1 : 0) + (Has("center") ? 1 : 0);
        int n = source.Width;
        if (weights.Length != needed || weights.Any(array => array.Values.Count != n))
        {
            string found = TextOf.List([.. weights.Select(array => array.ToString())]);
            throw new ImportException($"The layer \"{name}\" must have {needed} arrays of {n} numbers; it has {found}.");
        }
        double epsilon = KerasFunctions.Number(settings, 1e-3, "epsilon");
        var scales = new double[n];
        var shifts = new double[n];
        for (int i = 0; i < n; i++)
        {
            scales[i] = (Has("scale") ? weights[0].Values[i] : 1.0) / Math.Sqrt(weights[^1].Values[i] + epsilon);
            shifts[i] = (Has("center") ? weights[Has("scale") ? 1 : 0].Values[i] : 0.0) - weights[^2].Values[i] * scales[i];
        }
        return Changed(source, scales, shifts);
    }

    private static KerasValue Changed(KerasValue source, double[] scales, double[] shifts)
    {
        if (source.Columns is { } columns)
        {
            return new KerasValue(
                [.. columns.Select((column, i) => column with { Scale = column.Scale * scales[i], Shift = column.Shift * scales[i] + shifts[i] })], null);
        }
        return new KerasValue(null, [.. source.Sums!.Select((node, i) => Node(
            node.Bias * scales[i] + shifts[i], true, node.Incoming.ToDictionary(source => source.Key, source => source.Value * scales[i])))]);
    }

    /// <summary>Adds values column by column: weighted sums with weights of 1.</summary>
    private KerasValue Sum(string name, KerasValue[] sources)
    {
        if (sources.Any(source => source.Width != sources[0].Width)) throw new ImportException($"The layer \"{name}\" adds values of different widths.");
        KerasColumn[][] columns = [.. sources.Select(ColumnsOf)];
        return new KerasValue(null, [.. Enumerable.Range(0, sources[0].Width).Select(i =>
        {
            var incoming = new Dictionary<(int, int), double>();
            foreach (KerasColumn[] value in columns)
                incoming[(value[i].Layer, value[i].Place)] = incoming.GetValueOrDefault((value[i].Layer, value[i].Place)) + value[i].Scale;
            return Node(columns.Sum(value => value[i].Shift), columns.Any(value => value[i].Shift != 0.0), incoming);
        })]);
    }

    /// <summary>Sums with an activation function; null is softmax.</summary>
    private KerasValue Activated(KerasValue source, IActivation? function)
    {
        if (function is Identity) return source;
        DraftNode[] nodes = source.Sums ?? [.. source.Columns!.Select(Alone)];
        if (function is null) return Realize(nodes, new Softmax());
        return Realize([.. nodes.Select(node => Node(node.Bias, node.HasBias, node.Incoming, function))], null);
    }

    /// <summary>Columns; sums without a function become a layer with the identity, once.</summary>
    private KerasColumn[] ColumnsOf(KerasValue value)
    {
        if (value.Columns is { } columns) return columns;
        if (!_realized.TryGetValue(value, out KerasValue? layer)) _realized[value] = layer = Realize(value.Sums!, null);
        return layer.Columns!;
    }

    private KerasValue Realize(DraftNode[] nodes, ILayerActivation? whole)
    {
        _draft.Add(nodes, whole);
        _count++;
        _lastWidth = nodes.Length;
        return new KerasValue([.. nodes.Select((_, i) => new KerasColumn(_count, i, 1.0, 0.0))], null);
    }

    private static DraftNode Alone(KerasColumn column) =>
        Node(column.Shift, column.Shift != 0.0, new Dictionary<(int, int), double> { [(column.Layer, column.Place)] = column.Scale });

    private static DraftNode Node(double bias, bool hasBias, Dictionary<(int, int), double> incoming, IActivation? function = null)
    {
        var node = new DraftNode(function ?? new Identity(), bias, hasBias);
        foreach (((int, int) place, double weight) in incoming) node.Incoming[place] = weight;
        return node;
    }
}
