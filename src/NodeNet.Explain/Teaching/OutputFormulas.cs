using NodeNet.Formulas;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Writers;

namespace NodeNet.Teaching;

/// <summary>The formulas in which the loss appears: its value, and what it makes of the output nodes.</summary>
internal sealed class OutputFormulas(StepFacts facts)
{
    private IReadOnlyList<LedgerNode> Outputs => facts.Outputs.Nodes;

    /// <summary>The loss of an example: the sum of the outputs' terms, or their mean.</summary>
    public Expression Loss(int example)
    {
        Expression sum = facts.FusedLayer is { } whole ? LayerLoss(whole, example) : SumOf([.. Outputs.Select(node => Term(node, example))]);
        return facts.Loss.IsMeanOverOutputs && Outputs.Count > 1 ? sum / (double)Outputs.Count : sum;
    }

    /// <summary>−∂Loss/∂activation of an output node.</summary>
    public Expression Push(LedgerNode node, int example)
    {
        ILoss loss = facts.Loss;
        Expression output = Part(QuantityKind.Activation, node, example);
        Expression target = Part(QuantityKind.Target, node, example);
        Expression push = loss.SlopeExpression(output, target) is { } slope
            ? Signs.Opposite(slope)
            : new Call(loss.Name + "′", [output, target], v => -loss.Slope(v[0], v[1]));
        return loss.IsMeanOverOutputs && Outputs.Count > 1 ? push / (double)Outputs.Count : push;
    }

    /// <summary>δ of an output node whose loss and activation function are computed together (sigmoid with binary cross-entropy, softmax with cross-entropy),
    /// or null.</summary>
    public Expression? FusedDelta(LedgerNode node, int example)
    {
        if (!node.IsOutput) return null;
        if (facts.FusedLayer is { } whole) return LayerDelta(whole, node, example);
        if (facts.FusedNode(node) is not { } fused) return null;

        Expression target = Part(QuantityKind.Target, node, example);
        var delta = new Taught(
            fused.DeltaExpression(Part(QuantityKind.NetInput, node, example), target),
            fused.TaughtDeltaExpression(Part(QuantityKind.Activation, node, example), target));
        return facts.Loss.IsMeanOverOutputs && Outputs.Count > 1 ? delta / (double)Outputs.Count : delta;
    }

    private static QuantityVariable Part(QuantityKind kind, LedgerNode node, int example) => new(Quantity.Given(kind, node.Name, example: example));

    private Expression[] OfOutputs(QuantityKind kind, int example) => [.. Outputs.Select(node => Part(kind, node, example))];

    private static Expression SumOf(IReadOnlyList<Expression> terms) => terms.Count == 1 ? terms[0] : new Sum(terms);

    private Expression Term(LedgerNode node, int example)
    {
        Expression target = Part(QuantityKind.Target, node, example);
        Expression shown = Shown(node, example);
        return facts.FusedNode(node) is { } fused && fused.TermExpression(Part(QuantityKind.NetInput, node, example), target) is var exact
            ? new Taught(exact, shown, exact)
            : shown;
    }

    /// <summary>The term as it is taught, from the activation.</summary>
    private Expression Shown(LedgerNode node, int example)
    {
        ILoss loss = facts.Loss;
        Expression output = Part(QuantityKind.Activation, node, example);
        Expression target = Part(QuantityKind.Target, node, example);
        return loss.TermExpression(output, target) ?? new Call(loss.Name, [output, target], v => loss.Term(v[0], v[1]));
    }

    private Taught LayerLoss(ILayerFusedLoss whole, int example)
    {
        int n = Outputs.Count;
        Expression[] z = OfOutputs(QuantityKind.NetInput, example);
        Expression[] y = OfOutputs(QuantityKind.Target, example);
        var computed = new Call(facts.Loss.Name, [.. z, .. y], v =>
        {
            var terms = new double[n];
            whole.Terms(v.AsSpan(0, n), v.AsSpan(n, n), terms);
            return terms.Sum();
        });
        Expression shown = SumOf([.. Outputs.Select(node => Shown(node, example))]);
        return new Taught(computed, shown, whole.LossExpression(z, y));
    }

    private Taught LayerDelta(ILayerFusedLoss whole, LedgerNode node, int example)
    {
        int n = Outputs.Count;
        Expression[] a = OfOutputs(QuantityKind.Activation, example);
        Expression[] y = OfOutputs(QuantityKind.Target, example);
        var computed = new Call($"δ of {facts.Loss.Name}", [.. a, .. y], v =>
        {
            var deltas = new double[n];
            whole.Deltas(v.AsSpan(0, n), v.AsSpan(n, n), deltas);
            return deltas[node.Position];
        });
        return new Taught(computed, whole.DeltaExpression(node.Position, a, y));
    }
}
