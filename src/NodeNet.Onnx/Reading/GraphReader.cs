using NodeNet.Onnx.Format;
using NodeNet.Persistence;

namespace NodeNet.Onnx.Reading;

/// <summary>Reads the nodes of a graph that its outputs need: what weighted sums and functions it is of the graph's inputs.</summary>
internal sealed class GraphReader
{
    private readonly GraphMessage _graph;
    private readonly ModelFileLimits _limits;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private long _spent;

    public GraphReader(GraphMessage graph, ModelFileLimits limits)
    {
        _graph = graph;
        _limits = limits;
        Plan = new NetworkPlan(new TermTable());
        foreach (TensorMessage tensor in graph.Initializers) Set(tensor.Name, new ConstantValue(tensor));
        foreach (ValueMessage input in graph.Inputs.Where(input => !_values.ContainsKey(input.Name))) AddInput(input);
    }

    public NetworkPlan Plan { get; }

    /// <summary>The cells of the user's row, in their order: what the graph's inputs are.</summary>
    public List<Cells> Cells { get; } = [];

    /// <summary>The value of a name.</summary>
    public Value this[string name] => _values[name];

    /// <summary>Reads the nodes that the graph's outputs need, in their order in the file.</summary>
    public void Read()
    {
        var needed = new HashSet<string>(_graph.Outputs.Select(output => output.Name), StringComparer.Ordinal);
        var chosen = new Stack<NodeMessage>();
        foreach (NodeMessage node in _graph.Nodes.Reverse().Where(node => node.Outputs.Any(needed.Contains)))
        {
            chosen.Push(node);
            needed.UnionWith(node.Inputs);
        }
        foreach (NodeMessage node in chosen)
        {
            if (node.Inputs.FirstOrDefault(input => input.Length > 0 && !_values.ContainsKey(input)) is { } unknown)
                throw new OnnxFileException($"It takes \"{unknown}\", which is no input and no constant, and which no node before it makes.", node.Title);
            Operators.Read(this, node);
        }
        if (_graph.Outputs.FirstOrDefault(output => !_values.ContainsKey(output.Name)) is { } missing)
            throw new OnnxFileException($"Nothing makes the graph's output \"{missing.Name}\".");
    }

    public void Set(string name, Value value)
    {
        if (value is MatrixValue matrix) Spend(matrix.Columns.Length);
        if (!_values.TryAdd(name, value)) throw new OnnxFileException($"The graph has two values \"{name}\".");
    }

    /// <summary>Counts columns and weights before memory is taken for them.</summary>
    public void Spend(long numbers)
    {
        _spent += numbers;
        if (numbers <= _limits.MaximumParameters && _spent <= _limits.MaximumParameters) return;
        throw new OnnxFileException(
            $"The graph's values have more than the limit of {_limits.MaximumParameters} weights and columns ({nameof(ModelFileLimits.MaximumParameters)}).");
    }

    private void AddInput(ValueMessage input)
    {
        long width = WidthOf(input);
        Spend(width);
        if (input.Type == ElementType.Text)
        {
            if (width != 1) throw new OnnxFileException($"The graph's input \"{input.Name}\" has {width} columns of texts; one is read.");
            Cells.Add(new Cells(Cells.Count, input.Name, IsText: true));
            Set(input.Name, new TextValue(Cells[^1]));
            return;
        }
        var columns = new Column[width];
        for (int i = 0; i < width; i++)
        {
            var cell = new Cells(Cells.Count, width == 1 ? input.Name : $"{input.Name}_{i + 1}", IsText: false);
            Cells.Add(cell);
            columns[i] = Plan.AddInputs(cell.Index, 0, 1)[0];
            cell.Input = columns[i].Line.Sources[0];
        }
        var raw = new MatrixValue(columns);
        if (width == 1) Cells[^1].Raw = raw;
        Set(input.Name, raw);
    }

    /// <summary>How many columns an input has; all dimensions but that of the rows are columns.</summary>
    private long WidthOf(ValueMessage input)
    {
        if (input.Type is not (ElementType.Float or ElementType.Double or ElementType.Half or ElementType.Int64 or ElementType.Int32 or ElementType.Text))
            throw new OnnxFileException($"The graph's input \"{input.Name}\" holds elements of type {(int)input.Type}; numbers and texts are read.");
        long width = input.Shape.Count == 1 ? input.Shape[0] : 1;
        foreach (long length in input.Shape.Skip(1))
            width = length > 0 && width > 0 && length <= int.MaxValue ? Math.Min(width * length, int.MaxValue) : -1;
        if (input.Shape.Count == 0 || width < 1)
            throw new OnnxFileException($"The graph's input \"{input.Name}\" does not say how many columns it has; its shape must be [rows, columns].");
        if (width <= _limits.MaximumNodes) return width;
        throw new OnnxFileException(
            $"The graph's input \"{input.Name}\" has {width} columns; the limit is {_limits.MaximumNodes} ({nameof(ModelFileLimits.MaximumNodes)}).");
    }
}
