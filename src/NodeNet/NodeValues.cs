namespace NodeNet;

/// <summary>The numbers that the nodes show, each kind one array over all nodes, and to which state of the network they belong.</summary>
internal sealed class NodeValues
{
    private readonly Network _network;
    private long _forwardVersion = -1;
    private long _backwardVersion = -1;
    private bool _isOfStep; // the activations are those of the weights before the step

    public NodeValues(Network network)
    {
        _network = network;
        NetInputs = new double[network.SlotCount];
        Activations = new double[network.SlotCount];
        Deltas = new double[network.SlotCount];
    }

    public double[] NetInputs { get; }

    public double[] Activations { get; }

    public double[] Deltas { get; }

    public bool HasForward => _forwardVersion == _network.Version;

    /// <summary>Whether activations are those of the weights as they are: not of a step, which has changed them.</summary>
    public bool HasForwardOfNow => HasForward && !_isOfStep;

    public bool HasBackward => _backwardVersion == _network.Version;

    /// <summary>Net inputs and activations now belong to the network as it is; deltas belong to nothing.</summary>
    public void MarkForward()
    {
        _forwardVersion = _network.Version;
        _backwardVersion = -1;
        _isOfStep = false;
    }

    /// <summary>Deltas now belong to the network as it is, too.</summary>
    public void MarkBackward() => _backwardVersion = _network.Version;

    /// <summary>Deltas belong to nothing: a backward pass has begun to overwrite them.</summary>
    public void MarkNoDeltas() => _backwardVersion = -1;

    /// <summary>All three belong to the step that made the network as it is.</summary>
    public void MarkStep()
    {
        _forwardVersion = _backwardVersion = _network.Version;
        _isOfStep = true;
    }

    /// <summary>Nothing belongs to anything: a pass has begun to overwrite the numbers.</summary>
    public void MarkNothing() => _forwardVersion = _backwardVersion = -1;

    public double Read(double[] values, Node node, string what)
    {
        if (HasForward) return values[node.Layer.Slot(node.Position)];
        throw new InvalidOperationException(_forwardVersion < 0
            ? $"{node.Name} has no {what} to show: call Forward or take a training step on one example first."
            : $"{node.Name}'s {what} belongs to an earlier state of the network, which was changed since: call Forward again.");
    }

    public double ReadDelta(Node node)
    {
        if (HasBackward) return Deltas[node.Layer.Slot(node.Position)];
        throw new InvalidOperationException(_backwardVersion < 0
            ? $"{node.Name} has no δ to show: δ is computed by a training step on one example, or by Backward."
            : $"{node.Name}'s δ belongs to an earlier state of the network, which was changed since: take another step, or call Forward and Backward.");
    }
}
