using NodeNet.Losses;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Inspection;

/// <summary>Writes down a step while the reference loops take it: after each phase it reads what the phase has computed.</summary>
/// <remarks>The loops keep sums, not their terms. So each weighted input, each δ · weight and each example's share is multiplied here once more; the tests hold
/// these terms, added up in the
/// order of the loops, to the loops' sums, bit for bit.</remarks>
internal sealed class StepRecorder(Network network, ILoss loss, TrainerOptions options, bool isApplied, Action<StepLedger>? onLedger = null) : IStepObserver
{
    public StepRecorder(Trainer trainer, bool isApplied, Action<StepLedger>? onLedger = null)
        : this(trainer.Network, trainer.Loss, trainer.Options, isApplied, onLedger)
    {
    }

    private readonly List<ExampleLedger> _examples = [];
    private LedgerNetwork _shape = new(network);
    private (long Structure, object Layers) _shapeOf = (network.StructureVersion, network.NetworkLayout);
    private int[] _rows = [];
    private double[] _sum = [];
    private double[] _reduced = [];
    private double[] _penalized = [];
    private double[] _downhill = [];
    private double[][] _memoryBefore = [];
    private double _penalty;
    private double _clipFactor;

    /// <summary>The last step that was recorded to its end.</summary>
    public StepLedger? Ledger { get; private set; }

    /// <summary>A step begins.</summary>
    public void Begin()
    {
        _examples.Clear();
        _rows = [];
        if (_shapeOf.Structure == network.StructureVersion && ReferenceEquals(_shapeOf.Layers, network.NetworkLayout)) return;
        _shape = new LedgerNetwork(network);
        _shapeOf = (network.StructureVersion, network.NetworkLayout);
    }

    /// <summary>The step's examples are these rows of a data set.</summary>
    public void Takes(ReadOnlySpan<int> rows) => _rows = rows.ToArray();

    /// <summary>An example has been through the forward and the backward pass.</summary>
    public void Example(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values, double exampleLoss)
    {
        _examples.Add(new ExampleLedger
        {
            Index = _examples.Count,
            Row = _examples.Count < _rows.Length ? _rows[_examples.Count] : null,
            Inputs = inputs.ToArray(),
            Targets = targets.ToArray(),
            Forward = [.. network.ComputedLayers.SelectMany(layer => layer.Nodes).Select(node => ForwardOf(node, values))],
            LossTerms = LossTerms(targets.ToArray(), values),
            Loss = exampleLoss,
            Deltas = Deltas(targets.ToArray(), values),
            Shares = [.. _shape.Parameters.Select(parameter => ShareOf(parameter, values))],
        });
    }

    /// <summary>The examples' ways downhill are added up.</summary>
    public void Summed(double[] downhill) => _sum = [.. downhill];

    /// <summary>The sum has become the mean, if it should.</summary>
    public void Averaged(double[] downhill) => _reduced = [.. downhill];

    /// <summary>L1 and L2 have pulled.</summary>
    public void Penalised(double[] downhill)
    {
        _penalized = [.. downhill];
        _penalty = UpdatePass.Penalty(network, options.Penalty);
    }

    /// <summary>The gradient has its final length; next the optimizer is asked.</summary>
    public void Clipped(double[] downhill, double factor, OptimizerMemory memory)
    {
        memory.FollowStructure();
        _downhill = [.. downhill];
        _clipFactor = factor;
        _memoryBefore = [.. memory.Planes.Select(plane => plane.Span.ToArray())];
    }

    /// <summary>The optimizer has said what changes; nothing is added yet.</summary>
    public void Changed(double[] changes, double learningRate, OptimizerMemory memory)
    {
        Ledger = new StepLedger
        {
            Setup = new LedgerSetup(loss, options, learningRate, memory.Steps, isApplied),
            Network = _shape,
            Examples = [.. _examples],
            Changes = [.. _shape.Parameters.Select(parameter => ChangeOf(parameter, changes, memory))],
            Loss = _examples.Sum(example => example.Loss) / _examples.Count,
            Penalty = _penalty,
            ClipFactor = _clipFactor,
        };
        onLedger?.Invoke(Ledger);
    }

    private NodeForward ForwardOf(Node node, NodeValues values)
    {
        int slot = node.Layer.Slot(node.Position);
        LedgerNode target = _shape.Of(node);
        return new NodeForward
        {
            Node = target,
            Bias = node.Bias,
            Terms = [.. node.Incoming.Select(connection =>
            {
                double activation = values.Activations[connection.Source.Layer.Slot(connection.Source.Position)];
                return new ForwardTerm(
                    _shape.WeightBetween(_shape.Of(connection.Source), target), connection.Weight, activation, connection.Weight * activation);
            })],
            NetInput = values.NetInputs[slot],
            Activation = values.Activations[slot],
        };
    }

    private LossTerm[] LossTerms(double[] targets, NodeValues values)
    {
        Layer outputs = network.OutputLayer;
        var terms = new double[outputs.Count];
        ILayerFusedLoss? fusedLayer = OutputLoss.Fused(outputs, loss);
        fusedLayer?.Terms(outputs.Of(values.NetInputs), targets, terms);
        for (int node = 0; fusedLayer is null && node < outputs.Count; node++)
            terms[node] = OutputLoss.Term(outputs, node, loss, targets, values.NetInputs, values.Activations);

        return [.. outputs.Nodes.Select(node => new LossTerm(
            _shape.Of(node), values.Activations[outputs.Slot(node.Position)], targets[node.Position], terms[node.Position], IsFused(node)))];
    }

    private NodeDelta[] Deltas(double[] targets, NodeValues values) =>
    [
        .. network.OutputLayer.Nodes.Select(node => DeltaOfOutput(node, targets[node.Position], values)),
        .. network.HiddenLayers.Reverse().SelectMany(layer => layer.Nodes).Select(node => DeltaOfHidden(node, values)),
    ];

    private NodeDelta DeltaOfOutput(Node node, double target, NodeValues values)
    {
        Layer outputs = network.OutputLayer;
        int slot = outputs.Slot(node.Position);
        bool isFused = IsFused(node);
        double share = loss.IsMeanOverOutputs ? 1.0 / outputs.Count : 1.0;
        double? slope = isFused ? null : loss.Slope(values.Activations[slot], target);
        return new NodeDelta
        {
            Node = _shape.Of(node),
            Terms = [],
            LossSlope = slope,
            Push = -slope * share,
            ActivationSlope = isFused ? null : SlopeOf(node, values),
            IsFused = isFused,
            Delta = values.Deltas[slot],
        };
    }

    private NodeDelta DeltaOfHidden(Node node, NodeValues values)
    {
        LedgerNode source = _shape.Of(node);
        DeltaTerm[] terms =
        [
            .. node.Outgoing.Select(connection =>
            {
                double delta = values.Deltas[connection.Target.Layer.Slot(connection.Target.Position)];
                return new DeltaTerm(_shape.WeightBetween(source, _shape.Of(connection.Target)), delta, connection.Weight, delta * connection.Weight);
            }),
        ];
        double push = 0.0;
        foreach (DeltaTerm term in terms)
            push += term.Product;
        return new NodeDelta
        {
            Node = source,
            Terms = terms,
            LossSlope = null,
            Push = push,
            ActivationSlope = SlopeOf(node, values),
            IsFused = false,
            Delta = values.Deltas[node.Layer.Slot(node.Position)],
        };
    }

    private bool IsFused(Node output) =>
        OutputLoss.Fused(network.OutputLayer, loss) is not null || OutputLoss.Fused(network.OutputLayer, output.Position, loss) is not null;

    private static double? SlopeOf(Node node, NodeValues values)
    {
        int slot = node.Layer.Slot(node.Position);
        return node.ActivationFunction?.Slope(values.NetInputs[slot], values.Activations[slot]);
    }

    private GradientShare ShareOf(LedgerParameter parameter, NodeValues values)
    {
        double delta = values.Deltas[SlotOf(parameter.Target)];
        if (parameter.Source is null) return new GradientShare(parameter, delta, 1.0, delta);
        double activation = values.Activations[SlotOf(parameter.Source)];
        return new GradientShare(parameter, delta, activation, delta * activation);
    }

    private int SlotOf(LedgerNode node) => network.Layers[node.Layer.Index].Slot(node.Position);

    private ParameterChange ChangeOf(LedgerParameter parameter, double[] changes, OptimizerMemory memory)
    {
        int p = parameter.Place;
        double old = network.Parameters[p];
        bool isPenalized = !parameter.IsBias || options.PenalizeBiases;
        return new ParameterChange
        {
            Parameter = parameter,
            Shares = [.. _examples.Select(example => example.Shares[parameter.Number].Downhill)],
            Sum = _sum[p],
            Reduced = _reduced[p],
            PenaltyPart = isPenalized ? 0.0 - (options.L1 * Math.Sign(old) + options.L2 * old) : 0.0,
            Penalized = _penalized[p],
            Downhill = _downhill[p],
            MemoryBefore = [.. _memoryBefore.Select(plane => plane[p])],
            MemoryAfter = [.. memory.Planes.Select(plane => plane[p])],
            StepNumber = memory.StepsOf(p),
            Change = parameter.IsFrozen ? 0.0 : changes[p],
            OldValue = old,
            NewValue = old + changes[p],
        };
    }
}
