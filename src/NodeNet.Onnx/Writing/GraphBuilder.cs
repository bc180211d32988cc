using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Writing;

/// <summary>Collects the nodes of a graph. The same operator on the same values is there once, however often it is asked for.</summary>
internal sealed class GraphBuilder(bool isDouble)
{
    private readonly List<NodeMessage> _nodes = [];
    private readonly List<TensorMessage> _initializers = [];
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal) { "" };

    /// <summary>Whether numbers are doubles; otherwise floats.</summary>
    public bool IsDouble => isDouble;

    public ElementType NumberType => isDouble ? ElementType.Double : ElementType.Float;

    public IReadOnlyList<NodeMessage> Nodes => _nodes;

    public IReadOnlyList<TensorMessage> Initializers => _initializers;

    /// <summary>The operators' domains in use; "" is ONNX's own.</summary>
    public IReadOnlyCollection<string> Domains => _domains;

    /// <summary>What comes before the names of values and nodes that are made: the part of the model that they belong to.</summary>
    public string Part { get; set; } = "";

    /// <summary>Keeps a name for an input or output.</summary>
    public void Reserve(string name) => _names.Add(name);

    /// <summary>A node with one output.</summary>
    /// <returns>The name of its output.</returns>
    public string Add(string type, IReadOnlyList<string> inputs, params IReadOnlyList<AttributeMessage> attributes) => Add(type, "", null, inputs, attributes);

    /// <summary>A node of the machine learning operators.</summary>
    public string AddMl(string type, string input, params IReadOnlyList<AttributeMessage> attributes) => Add(type, "ai.onnx.ml", null, [input], attributes);

    /// <summary>Gives a value the name that the graph's users read.</summary>
    public void Output(string value, string name) => Add("Identity", "", name, [value], []);

    /// <summary>A constant, without dimensions.</summary>
    public string Number(double value)
    {
        string key = FormattableString.Invariant($"number {BitConverter.DoubleToInt64Bits(value)}");
        return _made.TryGetValue(key, out string? known) ? known : _made[key] = Initializer("c", name => TensorMessage.Of(name, [value], isDouble));
    }

    /// <summary>A constant array.</summary>
    public string Numbers(string name, ReadOnlySpan<double> values, params long[] shape)
    {
        double[] copied = values.ToArray();
        return Initializer(name, free => TensorMessage.Of(free, copied, isDouble, shape));
    }

    /// <summary>A constant array of indices.</summary>
    public string Integers(string name, long[] values, params long[] shape)
    {
        string key = $"integers {string.Join(",", shape)}: {string.Join(",", values)}";
        return _made.TryGetValue(key, out string? known) ? known : _made[key] = Initializer(name, free => TensorMessage.Of(free, values, shape));
    }

    /// <summary>A constant text, without dimensions.</summary>
    public string Text(string name, string value) => Initializer(name, free => new TensorMessage(free, ElementType.Text, [], default) { Texts = [value] });

    /// <summary>Truths or integers as numbers.</summary>
    public string ToNumbers(string value) => Add("Cast", [value], new AttributeMessage("to") { Integer = (long)NumberType });

    private string Add(string type, string domain, string? output, IReadOnlyList<string> inputs, IReadOnlyList<AttributeMessage> attributes)
    {
        string key = $"{type}({string.Join("\n", inputs)}){string.Join("\n", attributes.Select(KeyOf))}";
        if (output is null && _made.TryGetValue(key, out string? known)) return known;
        _domains.Add(domain);
        string name = output ?? Free(type);
        _nodes.Add(new NodeMessage(type, inputs, [name]) { Name = output is null ? name : Free(output), Domain = domain, Attributes = attributes });
        return output ?? (_made[key] = name);
    }

    private string Initializer(string wanted, Func<string, TensorMessage> make)
    {
        string name = Free(wanted);
        _initializers.Add(make(name));
        return name;
    }

    /// <summary>A name that is not in use: "hidden_1_Gemm", "hidden_1_Gemm_2".</summary>
    private string Free(string wanted)
    {
        string first = Part.Length == 0 ? wanted : $"{Part}_{wanted}";
        string name = first;
        for (int i = 2; !_names.Add(name); i++) name = $"{first}_{i}";
        return name;
    }

    private static string KeyOf(AttributeMessage a) =>
        $"{a.Name}={a.Single} {a.Integer} {a.Text} {string.Join(",", a.Singles ?? [])} {string.Join(",", a.Integers ?? [])} "
            + string.Join("\n", a.Texts ?? []);
}
