using NodeNet.Steps;

namespace NodeNet.Inspection;

/// <summary>A network's nodes and connections, each beside what a ledger calls it. Made once for many steps, until the network is built otherwise.</summary>
internal sealed class RecordedShape
{
    public RecordedShape(Network network)
    {
        StructureVersion = network.StructureVersion;
        Ledger = new LedgerNetwork(network);
        var parameters = new List<RecordedParameter>();
        var leaving = network.Layers.SelectMany(layer => layer.Nodes).ToDictionary(node => node, _ => new List<RecordedParameter>());
        var nodes = new List<RecordedNode>();
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes)) // in the order of LedgerNetwork.Parameters
        {
            if (node.HasBias) parameters.Add(new RecordedParameter(Ledger.Parameters[parameters.Count], node, null));
            int first = parameters.Count;
            foreach (Connection connection in node.Incoming)
            {
                var weight = new RecordedParameter(Ledger.Parameters[parameters.Count], node, connection);
                parameters.Add(weight);
                leaving[connection.Source].Add(weight);
            }
            nodes.Add(new RecordedNode(Ledger.Of(node), node, [.. parameters.Skip(first)], leaving[node]));
        }
        Parameters = [.. parameters];
        Nodes = [.. nodes];
        Outputs = [.. nodes.Where(node => node.Node.Layer.IsOutput)];
        Backward = [.. nodes.GroupBy(node => node.Node.Layer).Reverse().SelectMany(layer => layer)];
    }

    /// <summary>The version of the network's structure that this was made from.</summary>
    public long StructureVersion { get; }

    /// <summary>The network as ledgers keep it.</summary>
    public LedgerNetwork Ledger { get; }

    /// <summary>Every bias and weight, in the order of <see cref="LedgerNetwork.Parameters"/>.</summary>
    public RecordedParameter[] Parameters { get; }

    /// <summary>All nodes but the inputs.</summary>
    public RecordedNode[] Nodes { get; }

    /// <summary>The same, layer by layer from the output layer back.</summary>
    public RecordedNode[] Backward { get; }

    /// <summary>The nodes of the output layer.</summary>
    public RecordedNode[] Outputs { get; }
}

/// <summary>A node and what leads to it and leaves it.</summary>
internal sealed class RecordedNode(LedgerNode ledger, Node node, RecordedParameter[] incoming, List<RecordedParameter> outgoing)
{
    public LedgerNode Ledger { get; } = ledger;

    public Node Node { get; } = node;

    public RecordedParameter[] Incoming { get; } = incoming;

    public RecordedParameter[] Outgoing => field ??= [.. outgoing];
}

/// <summary>A weight, or the bias of <paramref name="target"/>.</summary>
internal sealed class RecordedParameter(LedgerParameter ledger, Node target, Connection? connection)
{
    public LedgerParameter Ledger { get; } = ledger;

    public Node Target { get; } = target;

    public Connection? Connection { get; } = connection;

    public double Value => Connection?.Weight ?? Target.Bias;

    public double In(in GradientView gradient) => Connection is null ? gradient.OfBias(Target) : gradient[Connection];

    public double In(in ChangeView changes) => Connection is null ? changes.OfBias(Target) : changes[Connection];

    public double[] MemoryIn(in GradientView gradient) => Connection is null ? gradient.MemoryOfBias(Target) : gradient.MemoryOf(Connection);

    public double[] MemoryIn(in ChangeView changes) => Connection is null ? changes.MemoryOfBias(Target) : changes.MemoryOf(Connection);

    public long StepsIn(in ChangeView changes) => Connection is null ? changes.StepsOfBias(Target) : changes.StepsOf(Connection);
}
