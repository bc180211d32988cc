using NodeNet.Activations;
using NodeNet.Onnx.Writing;
using NodeNet.Recipes;

namespace NodeNet.Onnx.Reading;

/// <summary>A node of the network to be: its weighted sum and its function.</summary>
internal sealed record PlannedNode(Line Line, IActivation? Function, PlannedLayer Layer);

/// <summary>Nodes whose sums come from one value of the graph.</summary>
internal sealed class PlannedLayer(ILayerActivation? function, int order)
{
    /// <summary>Layers stand in the order in which the graph computes them.</summary>
    public int Order { get; } = order;

    public ILayerActivation? Function { get; } = function;

    /// <summary>The numbers of its nodes, by the places of their sums.</summary>
    public List<(int Place, int Node)> Nodes { get; } = [];
}

/// <summary>The nodes and layers that a graph asks for, as its operators are read.</summary>
internal sealed class NetworkPlan(TermTable terms)
{
    private readonly FunctionSearch _functions = new(terms);
    private readonly Dictionary<(Line Line, int Term), int> _made = new(ByReference.Instance);
    private readonly Dictionary<int, PlannedLayer> _layersByOrigin = [];
    private readonly Dictionary<int, (double Offset, double Factor)> _scalings = [];
    private readonly List<PlannedNode?> _nodes = []; // null: an input
    private readonly List<(int Cell, int Place, int Node)> _inputs = [];
    private int _origins;

    public TermTable Terms => terms;

    public FunctionSearch Functions => _functions;

    public int InputCount => _inputs.Count;

    /// <summary>The numbers of the inputs, in the order of the user's row.</summary>
    public int[] Inputs => [.. _inputs.Order().Select(input => input.Node)];

    /// <summary>Inputs whose logarithm is taken first.</summary>
    public Dictionary<int, NumberScaling> Logarithms { get; } = [];

    public IReadOnlyList<PlannedNode?> Nodes => _nodes;

    public List<PlannedLayer> Layers { get; } = [];

    /// <summary>How the inputs in use are scaled before the network, by their numbers.</summary>
    public IReadOnlyDictionary<int, (double Offset, double Factor)> Scalings => _scalings;

    /// <summary>A new value of the graph.</summary>
    public int NewOrigin() => _origins++;

    /// <summary>Inputs of the network that a cell of the user's row becomes.</summary>
    /// <param name="cell">Which cell.</param>
    /// <param name="first">The place of the first of them among all that the cell becomes.</param>
    /// <param name="count">How many.</param>
    public Column[] AddInputs(int cell, int first, int count)
    {
        var columns = new Column[count];
        int origin = NewOrigin();
        for (int i = 0; i < count; i++)
        {
            _inputs.Add((cell, first + i, _nodes.Count));
            columns[i] = new Column(Activation(_nodes.Count, origin, i));
            _nodes.Add(null);
        }
        return columns;
    }

    /// <summary>Whether a number of a node is that of an input.</summary>
    public bool IsInput(int node) => _nodes[node] is null;

    /// <summary>A raw input, which nothing was done with; −1 if a weighted sum is none.</summary>
    public int RawInput(Line line) =>
        line is { IsNode: true, Scale: 1.0, Shift: 0.0, Scaling: null } && IsInput(line.Sources[0]) ? line.Sources[0] : -1;

    /// <summary>A column as a weighted sum: a function of one is a node, whose activation it then is.</summary>
    /// <exception cref="OnnxFileException">The function is none that NodeNet has.</exception>
    public Line Resolve(Column column, string node)
    {
        if (RawInput(column.Line) is >= 0 and var input && column.Term != TermTable.Z && ScaledInput(column, input) is { } scaled) return scaled;
        if (terms.Line(column.Term) is { } line) return Moved(column.Line, line.Scale, line.Shift);
        if (_made.TryGetValue((column.Line, column.Term), out int known)) return Activation(known, column.Line.Origin, column.Line.Place);
        if (_functions.Find(column.Term) is { } function)
        {
            int made = Add(column.Line, function);
            _made[(column.Line, column.Term)] = made;
            return Activation(made, column.Line.Origin, column.Line.Place);
        }
        return Parts(column, node) ?? throw new OnnxFileException(
            $"What it takes is a function of a node's net input that is none of NodeNet's: {string.Join(", ", Catalogue.Activations.Names)}"
                + $"{string.Concat(Catalogue.Activations.RegisteredNames.Select(name => ", " + name))}. "
                + "A function of your own is found once it is registered (Catalogue.Activations.Register).", node);
    }

    /// <summary>The node whose activation a column is, and its scale and shift. A weighted sum of several becomes a node without function.</summary>
    public (int Node, double Scale, double Shift) NodeOf(Column column, string node)
    {
        Line line = Resolve(column, node);
        if (!line.IsNode)
        {
            if (line.Scale == 1.0) line = Settled(line);
            if (!_made.TryGetValue((column.Line, ByReference.AsNode), out int made))
                _made[(column.Line, ByReference.AsNode)] = made = Add(line with { Scale = 1.0, Shift = 0.0 }, new Identity());
            return (made, line.Scale, line.Shift);
        }
        if (IsInput(line.Sources[0]))
        {
            (double Offset, double Factor) scaling = line.Scaling ?? (0.0, 1.0);
            if (_scalings.TryAdd(line.Sources[0], scaling) || _scalings[line.Sources[0]] == scaling) return (line.Sources[0], line.Scale, line.Shift);
            // Scaled in two ways: the network's input has one, and the weights make up for the other.
            (double Offset, double Factor) taken = _scalings[line.Sources[0]];
            double scale = taken.Factor / scaling.Factor;
            return (line.Sources[0], line.Scale * scale, line.Shift + line.Scale * (taken.Offset - scaling.Offset) / scaling.Factor);
        }
        return (line.Sources[0], line.Scale, line.Shift);
    }

    /// <summary>An input that is scaled as a recipe's numbers are, exactly as the graph has it, or null.</summary>
    private Line? ScaledInput(Column column, int input)
    {
        (int inner, double offset, double factor) = terms.Scaling(column.Term);
        if (inner != TermTable.Z)
        {
            if (terms[inner].Operator == "Log" && terms[inner].Arguments is [TermTable.Z]) Logarithms[input] = NumberScaling.Log;
            else if (_functions.IsSame(inner, GraphNumber.LogOnePlus)) Logarithms[input] = NumberScaling.LogOnePlus;
            else return null;
        }
        return column.Line with { Scaling = (offset, factor) };
    }

    /// <summary>Nodes whose function needs them all, as softmax.</summary>
    public Column[] AddLayer(Column[] columns, ILayerActivation function, string node)
    {
        Line[] lines = [.. columns.Select(column => Settled(Resolve(column, node)))];
        int origin = NewOrigin();
        var layer = new PlannedLayer(function, origin);
        Layers.Add(layer);
        return [.. lines.Select((line, i) => new Column(Activation(Add(line with { Place = i }, null, layer), origin, i)))];
    }

    /// <summary>A weighted sum, scaled and moved.</summary>
    public static Line Moved(Line line, double scale, double shift)
    {
        if (scale == 1.0 && shift == 0.0) return line;
        if (scale == 1.0 && line is { Scale: 1.0, Shift: 0.0, HasBias: false, IsNode: false }) return line with { Bias = shift, HasBias = true };
        return line with { Scale = line.Scale * scale, Shift = line.Shift * scale + shift };
    }

    /// <summary>A weighted sum without scale and shift of its own: its weights and bias have them.</summary>
    public Line Settled(Line line)
    {
        if (line.IsNode)
        {
            (int source, double scale, double shift) = NodeOf(new Column(line), "");
            line = line with { Sources = [source], Scale = scale, Shift = shift, Scaling = null };
        }
        if (line is { Scale: 1.0, Shift: 0.0 }) return line;
        return line with
        {
            IsNode = false,
            Weights = [.. line.Weights.Select(weight => line.Scale * weight)],
            Bias = line.Scale * line.Bias + line.Shift,
            HasBias = line.HasBias || line.Shift != 0.0,
            Scale = 1.0,
            Shift = 0.0,
        };
    }

    /// <summary>Whether columns are all nodes of a layer with softmax.</summary>
    public bool IsSoftmax(Column[] columns)
    {
        PlannedNode?[] nodes = [.. columns.Select(column => column is { Term: TermTable.Z, Line: { IsNode: true, Scale: 1.0, Shift: 0.0 } line }
            ? _nodes[line.Sources[0]] : null)];
        return nodes[0]?.Layer is { Function: Softmax } layer && nodes.Distinct().Count() == layer.Nodes.Count
            && Array.TrueForAll(nodes, node => node?.Layer == layer);
    }

    private static Line Activation(int node, int origin, int place) =>
        new([node], [1.0], 0.0, HasBias: false) { IsNode = true, Origin = origin, Place = place };

    /// <summary>A sum or product of a constant and functions, each of which is a node: as normalization after an activation function makes them.</summary>
    private Line? Parts(Column column, string node)
    {
        if (terms.Factors(column.Term) is [var first, var second] && terms.ConstantOf(first) is { } factor)
            return Moved(Resolve(column with { Term = second }, node), factor, 0.0);
        if (terms.Terms(column.Term) is not { } parts) return null;
        Line? sum = null;
        double constant = 0.0;
        foreach (int part in parts)
        {
            if (terms.ConstantOf(part) is { } number) constant += number;
            else sum = sum is null ? Resolve(column with { Term = part }, node) : Added(sum, Resolve(column with { Term = part }, node), sum.Origin, sum.Place);
        }
        return Moved(sum!, 1.0, constant);
    }

    /// <summary>The sum of two weighted sums.</summary>
    public Line Added(Line left, Line right, int origin, int place)
    {
        (left, right) = (Settled(left), Settled(right));
        var weights = new Dictionary<int, double>();
        foreach (Line line in (Line[])[left, right])
        {
            for (int i = 0; i < line.Sources.Length; i++)
                weights[line.Sources[i]] = weights.GetValueOrDefault(line.Sources[i]) + line.Weights[i];
        }
        return new Line([.. weights.Keys], [.. weights.Values], left.Bias + right.Bias, left.HasBias || right.HasBias) { Origin = origin, Place = place };
    }

    private int Add(Line line, IActivation function)
    {
        if (!_layersByOrigin.TryGetValue(line.Origin, out PlannedLayer? layer))
        {
            _layersByOrigin[line.Origin] = layer = new PlannedLayer(null, line.Origin);
            Layers.Add(layer);
        }
        return Add(Settled(line), function, layer);
    }

    private int Add(Line line, IActivation? function, PlannedLayer layer)
    {
        _nodes.Add(new PlannedNode(line, function, layer));
        layer.Nodes.Add((line.Place, _nodes.Count - 1));
        return _nodes.Count - 1;
    }

    private sealed class ByReference : IEqualityComparer<(Line Line, int Term)>
    {
        /// <summary>Stands for "the sum itself, as a node".</summary>
        public const int AsNode = -1;

        public static ByReference Instance { get; } = new();

        public bool Equals((Line Line, int Term) x, (Line Line, int Term) y) => ReferenceEquals(x.Line, y.Line) && x.Term == y.Term;

        public int GetHashCode((Line Line, int Term) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Line), key.Term);
    }
}
