using System.Globalization;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>The table of a step's numbers, filled as formulas ask for them: what no formula names is not saved.</summary>
internal sealed class StepNumbers
{
    public StepNumbers(ReplayShape shape, int examples)
    {
        Shape = shape;
        Examples = [.. Enumerable.Range(0, examples).Select(_ => new Table())];
    }

    public ReplayShape Shape { get; }

    /// <summary>What belongs to the whole step.</summary>
    public Table Step { get; } = new();

    /// <summary>What belongs to one example.</summary>
    public IReadOnlyList<Table> Examples { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count => Examples.Append(Step).Sum(table => table.Values.Sum(numbers => numbers.Length));

    /// <summary>Writes a number down, and returns how a formula names it.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="of">What has it: the id of a node or connection; empty for the step.</param>
    /// <param name="value">The number.</param>
    /// <param name="example">The example that it belongs to, or null for the whole step.</param>
    /// <returns>"{w x1:h1}"; where the table already has another number, "{w x1:h1 =0.5}".</returns>
    public string Put(ReplayKind kind, string of, double value, int? example)
    {
        Shape.Use(kind);
        Table table = example is { } index ? Examples[index] : Step;
        if (!table.TryGetValue(kind.Code, out double?[]? numbers)) table.Add(kind.Code, numbers = new double?[Shape.CountOf(kind)]);
        int place = Shape.PlaceOf(kind, of);
        string name = of.Length == 0 ? kind.Code : $"{kind.Code} {of}";
        if (numbers[place] is { } known && !known.Equals(value)) return string.Create(CultureInfo.InvariantCulture, $"{{{name} ={value:R}}}");
        numbers[place] = value;
        return $"{{{name}}}";
    }

    internal sealed class Table : SortedDictionary<string, double?[]>
    {
        public Table()
            : base(StringComparer.Ordinal)
        {
        }
    }
}

/// <summary>The nodes and connections of a replay's network, in the order of its tables, and the quantities that its formulas use.</summary>
internal sealed class ReplayShape
{
    private readonly Dictionary<string, int> _nodes;
    private readonly Dictionary<string, int> _edges;
    private readonly SortedDictionary<string, ReplayKind> _kinds = new(StringComparer.Ordinal);

    public ReplayShape(LedgerNetwork network)
    {
        Network = network;
        _nodes = Numbered(network.Nodes.Select(node => node.Name));
        _edges = Numbered(network.Weights.Select(IdOf));
    }

    public LedgerNetwork Network { get; }

    /// <summary>The quantities in use, in the order of computing.</summary>
    public IEnumerable<ReplayKind> Kinds => _kinds.Values.OrderBy(kind => kind.Place);

    /// <summary>"x1:h1" for a connection, "h1" for the bias of h1.</summary>
    public static string IdOf(LedgerParameter parameter) => parameter.IsBias ? parameter.Target.Name : $"{parameter.Source!.Name}:{parameter.Target.Name}";

    /// <summary>Whether another network has the same nodes and connections.</summary>
    public bool IsLike(LedgerNetwork other) =>
        _nodes.Keys.SequenceEqual(other.Nodes.Select(node => node.Name)) && _edges.Keys.SequenceEqual(other.Weights.Select(IdOf));

    public void Use(ReplayKind kind) => _kinds.TryAdd(kind.Code, kind);

    public int CountOf(ReplayKind kind) => kind.Of switch { "node" => _nodes.Count, "edge" => _edges.Count, _ => 1 };

    public int PlaceOf(ReplayKind kind, string of) => kind.Of switch { "node" => _nodes[of], "edge" => _edges[of], _ => 0 };

    private static Dictionary<string, int> Numbered(IEnumerable<string> names) =>
        names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
}
