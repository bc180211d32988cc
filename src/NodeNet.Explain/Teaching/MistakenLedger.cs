using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Training;

namespace NodeNet.Teaching;

/// <summary>Writes the ledger of a step in which mistakes are made, from the ledger of the right step.</summary>
internal sealed class MistakenLedger
{
    private readonly StepLedger _right;
    private readonly MistakeKinds _mistakes;
    private readonly StepFacts _facts;
    private readonly StepCalculation _workings;

    private MistakenLedger(StepLedger right, MistakeKinds mistakes)
    {
        _right = right;
        _mistakes = mistakes;
        _facts = StepFacts.OfPlainStep(right);
        _workings = new StepCalculation(_facts, mistakes);
    }

    /// <summary>The ledger.</summary>
    /// <exception cref="NotFiniteNumberException">A number would not be finite.</exception>
    public static StepLedger Of(StepLedger right, MistakeKinds mistakes)
    {
        var wrong = new MistakenLedger(right, mistakes);
        ExampleLedger[] examples = [.. right.Examples.Select(wrong.Example)];
        ParameterChange[] changes = [.. right.Changes.Select(change => wrong.Change(change, examples))];
        foreach (ParameterChange change in changes)
        {
            if (!double.IsFinite(change.NewValue))
            {
                throw new NotFiniteNumberException(
                    $"{change.Parameter.Name} would not be a finite number after the step with the mistake: "
                        + $"{MessageText.Exact(change.NewValue)}.", change.NewValue);
            }
        }
        return new StepLedger
        {
            Mistakes = Mistake.Of(mistakes),
            Setup = right.Setup,
            Network = right.Network,
            Examples = examples,
            Changes = changes,
            Loss = right.Loss,
            Divisor = right.Divisor,
            Penalty = right.Penalty,
            ClipFactor = right.Setup.ClipNorm is null ? 1.0 : wrong._facts.ComputedLayers.Min(wrong.ClipFactorOf),
        };
    }

    private bool Makes(MistakeKinds mistake) => (_mistakes & mistake) != 0;

    private ExampleLedger Example(ExampleLedger right)
    {
        NodeDelta[] deltas = [.. right.Deltas.Select(record => Delta(record, right.Index + 1))];
        return new ExampleLedger
        {
            Index = right.Index,
            Inputs = right.Inputs,
            Targets = right.Targets,
            Forward = right.Forward,
            LossTerms = right.LossTerms,
            Loss = right.Loss,
            Deltas = deltas,
            Shares = [.. right.Shares.Select(share =>
            {
                double delta = _workings[Quantity.Delta(share.Parameter.Target.Name, right.Index + 1)];
                return new GradientShare(share.Parameter, delta, share.Activation, delta * share.Activation);
            })],
        };
    }

    private NodeDelta Delta(NodeDelta right, int example)
    {
        string node = right.Node.Name;
        // What is computed together with the loss has no slope of its own that could be forgotten or taken wrongly; who makes these mistakes takes the long
        // way.
        bool isFused = right.IsFused && !Makes(MistakeKinds.ForgetsSlope | MistakeKinds.NetInputInSlope);
        double? slope = isFused || right.Node.Layer.IsWholeLayer ? null : _workings[Quantity.Slope(node, example)];
        if (Makes(MistakeKinds.ForgetsSlope)) slope = 1.0;
        return new NodeDelta
        {
            Node = right.Node,
            Terms = right.Node.IsOutput ? [] : Terms(right.Node, example),
            LossSlope = isFused || !right.Node.IsOutput ? null : LossSlope(right.Node, example),
            Push = isFused ? null : _workings[Quantity.Push(node, example)],
            ActivationSlope = slope,
            IsFused = isFused,
            Delta = _workings[Quantity.Delta(node, example)],
        };
    }

    private double LossSlope(LedgerNode output, int example) =>
        _facts.Loss.Slope(_workings[Quantity.Activation(output.Name, example)], _right.Examples[example - 1].Targets[output.Position]);

    private DeltaTerm[] Terms(LedgerNode node, int example)
    {
        IEnumerable<LedgerNode> counted = Makes(MistakeKinds.SumsWholeLayer) ? node.Layer.Nodes : [node];
        return [.. counted.SelectMany(_facts.Outgoing).Select(connection =>
        {
            double delta = _workings[Quantity.Delta(connection.Target.Name, example)];
            double weight = Makes(MistakeKinds.UpdatesBeforePropagating)
                ? _workings[Quantity.NewWeight(connection.Source!.Name, connection.Target.Name)]
                : _right.Changes[connection.Number].OldValue;
            return new DeltaTerm(connection, delta, weight, delta * weight);
        })];
    }

    private ParameterChange Change(ParameterChange right, ExampleLedger[] examples)
    {
        LedgerParameter parameter = right.Parameter;
        double[] shares = [.. examples.Select(example => example.Shares[parameter.Number].Downhill)];
        double sum = shares.Sum();
        double reduced = sum / _right.Divisor;
        double penalized = reduced + right.PenaltyPart;
        double downhill = penalized * ClipFactorOf(parameter.Target.Layer);
        if (Makes(MistakeKinds.StepsUphill)) downhill = -downhill;

        bool isLeft = parameter.IsFrozen || (parameter.IsBias && Makes(MistakeKinds.LeavesBiases));
        double[] memory = [.. right.MemoryBefore];
        double change = isLeft ? 0.0 : _facts.Change(parameter, downhill, memory);
        return new ParameterChange
        {
            Parameter = parameter,
            Shares = shares,
            Sum = sum,
            Reduced = reduced,
            PenaltyPart = right.PenaltyPart,
            Penalized = penalized,
            Downhill = downhill,
            MemoryBefore = right.MemoryBefore,
            MemoryAfter = memory,
            StepNumber = right.StepNumber,
            Change = change,
            OldValue = right.OldValue,
            NewValue = right.OldValue + change,
        };
    }

    private double ClipFactorOf(LedgerLayer layer)
    {
        if (_right.Setup.ClipNorm is null) return 1.0;
        return _workings[Quantity.Given(QuantityKind.ClipFactor, Makes(MistakeKinds.UpdatesBeforePropagating) ? layer.Name : "")];
    }
}
