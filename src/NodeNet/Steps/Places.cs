using NodeNet.Foundation;

namespace NodeNet.Steps;

/// <summary>Where the numbers of nodes and connections are in the loops' arrays.</summary>
internal static class Places
{
    public static int Of(Network network, Node node)
    {
        Guard.NotNull(node);
        return ReferenceEquals(node.Layer.Network, network)
            ? node.Layer.Slot(node.Position)
            : throw new ArgumentException($"{node.Name} is a node of another network than the one that takes the step.", nameof(node));
    }

    public static int OfComputed(Network network, Node node)
    {
        int slot = Of(network, node);
        return node.Layer.IsInput ? throw new ArgumentException($"{node.Name} is an input; it has an activation only.", nameof(node)) : slot;
    }

    public static int OfBias(Network network, Node node)
    {
        Of(network, node);
        return node.Layer.IsInput ? throw new ArgumentException($"{node.Name} is an input; it has no bias.", nameof(node)) : node.BiasIndex;
    }

    public static int Of(Network network, Connection connection)
    {
        Guard.NotNull(connection);
        return ReferenceEquals(connection.Target.Layer.Network, network)
            ? connection.Index
            : throw new ArgumentException($"{connection.Name} is a connection of another network than the one that takes the step.", nameof(connection));
    }
}
