namespace NodeNet.Page;

/// <summary>A network's weights and biases by the names that the page uses: "x1→h1", and "b_h1" for a bias.</summary>
public static class ByName
{
    public static double Get(Network network, string name) => IsBias(network, name, out Node? node) ? node!.Bias : ConnectionOf(network, name).Weight;

    public static void Set(Network network, string name, double value)
    {
        if (IsBias(network, name, out Node? node)) node!.Bias = value;
        else ConnectionOf(network, name).Weight = value;
    }

    public static void Freeze(Network network, string name, bool frozen)
    {
        if (IsBias(network, name, out Node? node)) node!.IsBiasFrozen = frozen;
        else ConnectionOf(network, name).IsFrozen = frozen;
    }

    /// <summary>The names of all that does not learn.</summary>
    public static string[] FrozenOf(Network network) =>
    [
        .. network.Connections.Where(connection => connection.IsFrozen).Select(connection => connection.Name),
        .. Computed(network).Where(node => node.HasBias && node.IsBiasFrozen).Select(node => "b_" + node.Name),
    ];

    /// <summary>All nodes but the inputs.</summary>
    public static IEnumerable<Node> Computed(Network network) => network.Layers.Skip(1).SelectMany(layer => layer.Nodes);

    private static bool IsBias(Network network, string name, out Node? node)
    {
        node = name.StartsWith("b_", StringComparison.Ordinal) ? network.Node(name[2..]) : null;
        return node is not null;
    }

    private static Connection ConnectionOf(Network network, string name)
    {
        string[] ends = name.Split('→');
        return ends.Length == 2 ? network.Connection(ends[0], ends[1]) : throw new ArgumentException("There is no weight or bias of that name.");
    }
}
