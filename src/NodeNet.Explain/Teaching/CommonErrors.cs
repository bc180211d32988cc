using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Teaching;

/// <summary>Slips that are none of the classic mistakes: a forgotten factor, another book's sign, the wrong one of two numbers.</summary>
internal sealed class CommonErrors(StepFacts facts, StepCalculation right)
{
    /// <summary>Whether another quantity belongs to the same node: for a connection or bias, the node that it leads to.</summary>
    public static Func<Quantity, bool> AtSameNode(Quantity quantity) =>
        other => other.Node == quantity.Node && (other.Example == quantity.Example || other.Example == 0 || quantity.Example == 0);

    public IEnumerable<ErrorHypothesis> Of(Quantity q) => q.Kind switch
    {
        QuantityKind.NetInput => OfNetInput(q),
        QuantityKind.Activation => OfActivation(q),
        QuantityKind.Loss => OfLoss(q),
        QuantityKind.Slope => OfSlope(q),
        QuantityKind.Push or QuantityKind.Delta => OfDelta(q),
        QuantityKind.WeightChange or QuantityKind.BiasChange => OfChange(q),
        QuantityKind.NewWeight or QuantityKind.NewBias => OfNewValue(q),
        _ => [],
    };

    private IEnumerable<ErrorHypothesis> OfNetInput(Quantity q)
    {
        if (facts.NodeOf(q).HasBias)
        {
            double bias = right[Quantity.Given(QuantityKind.Bias, q.Node)];
            yield return ErrorHypothesis.Slip("the bias was left out", () => right[q] - bias);
            yield return ErrorHypothesis.Slip("the bias was taken off instead of added", () => right[q] - 2 * bias);
        }
        yield return ErrorHypothesis.Slip(
            "this is the activation; the net input comes before the activation function", () => right[q with { Kind = QuantityKind.Activation }]);
    }

    private IEnumerable<ErrorHypothesis> OfActivation(Quantity q)
    {
        Quantity z = q with { Kind = QuantityKind.NetInput };
        LedgerNode node = facts.NodeOf(q);
        yield return ErrorHypothesis.Slip("this is the net input; the activation function was left out", () => right[z]);
        if (node.Function is not { } f) yield break;
        if (node.HasBias)
        {
            yield return ErrorHypothesis.Slip("the bias was left out", () => f.Activate(right[z] - right[Quantity.Given(QuantityKind.Bias, q.Node)]));
        }
        yield return ErrorHypothesis.Slip("the net input has the wrong sign", () => f.Activate(-right[z]));
    }

    private IEnumerable<ErrorHypothesis> OfLoss(Quantity q)
    {
        foreach ((string text, double factor) in Factors())
            yield return ErrorHypothesis.Slip(text, () => factor * right[q]);
    }

    private IEnumerable<ErrorHypothesis> OfSlope(Quantity q)
    {
        LedgerNode node = facts.NodeOf(q);
        double a = right[q with { Kind = QuantityKind.Activation }];
        yield return ErrorHypothesis.Slip(
            "the slope was taken at the activation; its place is the net input", () => node.Function!.Slope(a, node.Function.Activate(a)));
    }

    private IEnumerable<ErrorHypothesis> OfDelta(Quantity q)
    {
        string what = q.Kind == QuantityKind.Delta ? "net input" : "activation";
        yield return ErrorHypothesis.Slip($"the sign is that of other books, +∂Loss/∂{what}; here it is −∂Loss/∂{what}", () => -right[q]);
        foreach ((string text, double factor) in Factors())
        {
            yield return ErrorHypothesis.Slip(text, () => factor * right[q]);
            yield return ErrorHypothesis.Slip($"{text}; and the sign is that of other books", () => -factor * right[q]);
        }
        LedgerNode node = facts.NodeOf(q);
        if (q.Kind == QuantityKind.Push || node.Layer.IsWholeLayer || facts.IsFused(node)) yield break;
        double push = right[q with { Kind = QuantityKind.Push }];
        double slope = right[q with { Kind = QuantityKind.Slope }];
        double a = right[q with { Kind = QuantityKind.Activation }];
        yield return ErrorHypothesis.Slip("this is only the slope", () => slope);
        yield return ErrorHypothesis.Slip(
            "the slope was taken at the activation; its place is the net input", () => push * node.Function!.Slope(a, node.Function.Activate(a)));
        yield return ErrorHypothesis.Slip("the activation stands in place of the slope", () => push * a);
    }

    private IEnumerable<ErrorHypothesis> OfChange(Quantity q)
    {
        yield return ErrorHypothesis.Slip("this is the new value, not the change", () => right[New(q)]);
        foreach (ErrorHypothesis slip in ChangesThatSlip(q))
            yield return slip;
    }

    private IEnumerable<ErrorHypothesis> OfNewValue(Quantity q)
    {
        Quantity change = q with { Kind = q.IsOfWeight ? QuantityKind.WeightChange : QuantityKind.BiasChange };
        double old = right[q with { Kind = q.IsOfWeight ? QuantityKind.Weight : QuantityKind.Bias }];
        yield return ErrorHypothesis.Slip("this is the change; the old value was not added", () => right[change]);
        yield return ErrorHypothesis.Slip("this is the old value", () => old);
        foreach (ErrorHypothesis slip in ChangesThatSlip(change))
            yield return slip with { Value = () => old + slip.Value() };
    }

    private IEnumerable<ErrorHypothesis> ChangesThatSlip(Quantity change)
    {
        if (facts.ParameterOf(change).IsFrozen)
        {
            double downhill = right[Downhill(change)];
            yield return ErrorHypothesis.Slip(
                "this weight or bias is frozen and does not change",
                () => facts.Change(facts.ParameterOf(change), downhill, facts.MemoryOf(facts.ParameterOf(change))));
            yield break;
        }
        if (!facts.IsGradientDescent) yield break;
        double rate = facts.Setup.LearningRate;
        yield return ErrorHypothesis.Slip("the learning rate was left out", () => right[Downhill(change)]);
        foreach ((string text, double factor) in Factors())
            yield return ErrorHypothesis.Slip(text, () => factor * right[change]);
        if (facts.Count > 1)
        {
            bool mean = facts.Setup.BatchReduction == BatchReduction.Mean;
            yield return ErrorHypothesis.Slip(
                mean
                    ? "the examples were summed, not averaged"
                    : "the examples were averaged, not summed", () => right[change] * (mean ? facts.Count : 1.0 / facts.Count));
        }
        if (!change.IsOfWeight || !facts.IsPlain) yield break;
        double delta = right[Quantity.Delta(change.Node)];
        LedgerNode source = facts.Network.Node(change.Source);
        double sent = right[QuantityFormulas.SentBy(source, 1)];
        yield return ErrorHypothesis.Slip("the activation of the source was left out", () => rate * delta);
        yield return ErrorHypothesis.Slip(
            "the activation of the target stands in place of that of the source", () => rate * delta * right[Quantity.Activation(change.Node)]);
        if (!source.IsInput)
        {
            yield return ErrorHypothesis.Slip(
                "the δ of the source stands in place of that of the target", () => rate * right[Quantity.Delta(change.Source)] * sent);
        }
    }

    /// <summary>Factors that books put into a loss, and others do not.</summary>
    private IEnumerable<(string Text, double Factor)> Factors()
    {
        int n = facts.Outputs.Nodes.Count;
        if (facts.Loss is SumOfSquaredErrors or MeanSquaredError) yield return ("as with ½ · (y − ŷ)²; this loss has no ½", 0.5);
        if (facts.Loss is HalfSumOfSquaredErrors) yield return ("as without the ½ of this loss", 2.0);
        if (facts.Loss.IsMeanOverOutputs && n > 1) yield return ("the outputs' terms were summed; this loss is their mean", n);
        if (!facts.Loss.IsMeanOverOutputs && n > 1) yield return ("the mean over the outputs was taken; this loss is their sum", 1.0 / n);
    }

    private static Quantity New(Quantity change) => change with { Kind = change.IsOfWeight ? QuantityKind.NewWeight : QuantityKind.NewBias };

    private static Quantity Downhill(Quantity change) => change with { Kind = change.IsOfWeight ? QuantityKind.WeightDownhill : QuantityKind.BiasDownhill };
}
