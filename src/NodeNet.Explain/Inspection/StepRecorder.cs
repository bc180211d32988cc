using NodeNet.Formulas;
using NodeNet.Losses;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Inspection;

/// <summary>Writes down a step while the reference loops take it.</summary>
/// <remarks>The loops keep sums, not their terms. So each weighted input, each δ · weight and each example's share is multiplied here once more; the tests hold
/// these terms, added up in the order of the loops, to the loops' sums, bit for bit.</remarks>
internal sealed class StepRecorder(Trainer trainer, bool isApplied, Action<StepLedger>? onLedger = null) : IStepObserver
{
    private readonly Network _network = trainer.Network;
    private readonly ILoss _loss = trainer.Loss;
    private readonly TrainerOptions _options = trainer.Options;
    private readonly List<ExampleLedger> _examples = [];
    private RecordedShape _shape = new(trainer.Network);
    private int[] _rows = [];
    private double[] _sum = [];
    private double[] _reduced = [];
    private double[] _penalized = [];
    private double[] _downhill = [];
    private double[][] _memoryBefore = [];
    private double _divisor;
    private double _penalty;
    private double _clipFactor;

    /// <summary>The last step that was recorded to its end.</summary>
    public StepLedger? Ledger { get; private set; }

    /// <inheritdoc/>
    public void OnBegin(ReadOnlySpan<int> rows)
    {
        _examples.Clear();
        _rows = rows.ToArray();
        if (_shape.StructureVersion != _network.StructureVersion) _shape = new RecordedShape(_network);
    }

    /// <inheritdoc/>
    public void OnExample(in ExampleView example)
    {
        var forward = new NodeForward[_shape.Nodes.Length];
        for (int i = 0; i < forward.Length; i++)
            forward[i] = ForwardOf(_shape.Nodes[i], example);

        var shares = new GradientShare[_shape.Parameters.Length];
        for (int i = 0; i < shares.Length; i++)
            shares[i] = ShareOf(_shape.Parameters[i], example);

        _examples.Add(new ExampleLedger
        {
            Index = _examples.Count,
            Row = _examples.Count < _rows.Length ? _rows[_examples.Count] : null,
            Weight = example.Weight,
            Inputs = Seen(example),
            Disturbed = Disturbed(example),
            Targets = example.Targets.ToArray(),
            Forward = forward,
            LossTerms = LossTerms(example),
            Loss = example.Loss,
            Deltas = Deltas(example),
            Shares = shares,
        });
    }

    /// <inheritdoc/>
    public void OnGradient(GradientStage stage, in GradientView gradient)
    {
        var downhill = new double[_shape.Parameters.Length];
        for (int i = 0; i < downhill.Length; i++)
            downhill[i] = _shape.Parameters[i].In(gradient);
        switch (stage)
        {
            case GradientStage.Summed:
                _sum = downhill;
                _divisor = gradient.Divisor;
                break;
            case GradientStage.Averaged:
                _reduced = downhill;
                break;
            case GradientStage.Penalized:
                _penalized = downhill;
                _penalty = gradient.Penalty();
                break;
            default:
                _downhill = downhill;
                _clipFactor = gradient.ClipFactor;
                _memoryBefore = new double[downhill.Length][];
                for (int i = 0; i < downhill.Length; i++)
                    _memoryBefore[i] = _shape.Parameters[i].MemoryIn(gradient);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnChanges(in ChangeView changes)
    {
        var changed = new ParameterChange[_shape.Parameters.Length];
        for (int i = 0; i < changed.Length; i++)
            changed[i] = ChangeOf(i, changes);

        Ledger = new StepLedger
        {
            Setup = new LedgerSetup(_loss, _options, changes.LearningRate, changes.StepNumber, isApplied),
            Network = _shape.Ledger,
            Examples = [.. _examples],
            Changes = changed,
            Loss = MeanLoss(),
            Divisor = _divisor,
            Penalty = _penalty,
            ClipFactor = _clipFactor,
        };
        onLedger?.Invoke(Ledger);
    }

    private double[] Seen(in ExampleView example)
    {
        var seen = new double[example.Inputs.Length];
        for (int i = 0; i < seen.Length; i++)
            seen[i] = example.Activation(_network.InputLayer.Nodes[i]);
        return seen;
    }

    private DisturbedInput[]? Disturbed(in ExampleView example)
    {
        if (_options.InputNoise == 0.0 && _options.Dropout is not { Inputs: > 0.0 }) return null;
        var inputs = new DisturbedInput[example.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            Node node = _network.InputLayer.Nodes[i];
            inputs[i] = new DisturbedInput(example.Inputs[i], example.WholeActivation(node) - example.Inputs[i], example.DropoutFactor(node));
        }
        return inputs;
    }

    private double MeanLoss()
    {
        double weights = _examples.Sum(example => example.Weight);
        return weights == 0.0 ? 0.0 : _examples.Where(example => example.Weight != 0.0).Sum(example => example.Weight * example.Loss) / weights;
    }

    private static NodeForward ForwardOf(RecordedNode node, in ExampleView example)
    {
        var terms = new ForwardTerm[node.Incoming.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            RecordedParameter weight = node.Incoming[i];
            double activation = example.Activation(weight.Connection!.Source);
            terms[i] = new ForwardTerm(weight.Ledger, weight.Value, activation, weight.Value * activation);
        }
        return new NodeForward
        {
            Node = node.Ledger,
            Bias = node.Node.Bias,
            Terms = terms,
            NetInput = example.NetInput(node.Node),
            WholeActivation = example.WholeActivation(node.Node),
            DropoutFactor = example.DropoutFactor(node.Node),
            Activation = example.Activation(node.Node),
        };
    }

    private LossTerm[] LossTerms(in ExampleView example)
    {
        double[] values = example.LossTerms();
        var terms = new LossTerm[values.Length];
        foreach (RecordedNode output in _shape.Outputs)
        {
            int i = output.Node.Position;
            terms[i] = new LossTerm(output.Ledger, example.Activation(output.Node), example.Targets[i], values[i], example.IsFused(output.Node));
        }
        return terms;
    }

    private NodeDelta[] Deltas(in ExampleView example)
    {
        var deltas = new List<NodeDelta>(_shape.Nodes.Length);
        foreach (RecordedNode node in _shape.Backward)
            deltas.Add(node.Node.Layer.IsOutput ? DeltaOfOutput(node, example) : DeltaOfHidden(node, example));
        return [.. deltas];
    }

    private NodeDelta DeltaOfOutput(RecordedNode output, in ExampleView example)
    {
        bool isFused = example.IsFused(output.Node);
        double share = _loss.IsMeanOverOutputs ? 1.0 / _shape.Outputs.Length : 1.0;
        double? slope = isFused ? null : _loss.Slope(example.Activation(output.Node), example.Targets[output.Node.Position]);
        return new NodeDelta
        {
            Node = output.Ledger,
            Terms = [],
            LossSlope = slope,
            Push = -slope * share,
            ActivationSlope = isFused ? null : SlopeOf(output.Node, example),
            IsFused = isFused,
            Delta = example.Delta(output.Node),
        };
    }

    private static NodeDelta DeltaOfHidden(RecordedNode node, in ExampleView example)
    {
        var terms = new DeltaTerm[node.Outgoing.Length];
        double push = 0.0;
        for (int i = 0; i < terms.Length; i++)
        {
            RecordedParameter weight = node.Outgoing[i];
            double delta = example.Delta(weight.Connection!.Target);
            terms[i] = new DeltaTerm(weight.Ledger, delta, weight.Value, delta * weight.Value);
            push += terms[i].Product;
        }
        return new NodeDelta
        {
            Node = node.Ledger,
            Terms = terms,
            LossSlope = null,
            Push = push,
            ActivationSlope = SlopeOf(node.Node, example),
            IsFused = false,
            DropoutFactor = example.DropoutFactor(node.Node),
            Delta = example.Delta(node.Node),
        };
    }

    private static double? SlopeOf(Node node, in ExampleView example) => node.ActivationFunction?.Slope(example.NetInput(node), example.WholeActivation(node));

    private static GradientShare ShareOf(RecordedParameter parameter, in ExampleView example)
    {
        double delta = example.Delta(parameter.Target);
        double weight = example.Weight;
        if (parameter.Connection is null) return new GradientShare(parameter.Ledger, delta, 1.0, weight * delta, weight);
        double activation = example.Activation(parameter.Connection.Source);
        return new GradientShare(parameter.Ledger, delta, activation, weight * (delta * activation), weight);
    }

    private ParameterChange ChangeOf(int i, in ChangeView changes)
    {
        RecordedParameter parameter = _shape.Parameters[i];
        double old = parameter.Value;
        double change = parameter.In(changes);
        WeightPenalty penalty = _options.Penalty;
        bool hasNorm = !parameter.Ledger.IsBias && !parameter.Ledger.IsFrozen;
        double normFactor = hasNorm ? changes.NormFactorOf(parameter.Target) : 1.0;
        return new ParameterChange
        {
            Parameter = parameter.Ledger,
            Shares = [.. _examples.Select(example => example.Shares[i].Downhill)],
            Sum = _sum[i],
            Reduced = _reduced[i],
            PenaltyPart = penalty.Counts(parameter.Ledger.IsBias) ? 0.0 - penalty.Slope<Scalar>(old).Value : 0.0,
            Penalized = _penalized[i],
            Downhill = _downhill[i],
            MemoryBefore = _memoryBefore[i],
            MemoryAfter = parameter.MemoryIn(changes),
            StepNumber = parameter.StepsIn(changes),
            Change = parameter.Ledger.IsFrozen ? 0.0 : change,
            OldValue = old,
            NormFactor = normFactor,
            NewValue = (old + change) * normFactor,
        };
    }
}
