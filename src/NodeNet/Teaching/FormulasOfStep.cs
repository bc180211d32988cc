using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>The formula of every quantity of a step, right or with mistakes.</summary>
internal sealed class FormulasOfStep(StepFacts facts, MistakeKinds mistakes)
{
    private bool Makes(MistakeKinds mistake) => (mistakes & mistake) != 0;

    public Formula Of(Quantity q) => q.Kind switch
    {
        QuantityKind.LearningRate => Formula.Number(facts.Setup.LearningRate),
        QuantityKind.Input => Formula.Number(facts.Ledger.Examples[q.Example - 1].Inputs[facts.NodeOf(q).Position]),
        QuantityKind.Target => Formula.Number(facts.Ledger.Examples[q.Example - 1].Targets[facts.NodeOf(q).Position]),
        QuantityKind.Weight or QuantityKind.Bias => Formula.Number(facts.Ledger.Changes[facts.ParameterOf(q).Number].OldValue),
        QuantityKind.NetInput => NetInput(facts.NodeOf(q), q.Example),
        QuantityKind.Activation => Activation(facts.NodeOf(q), q.Example),
        QuantityKind.Loss => LossFormulas.Loss(facts, q.Example),
        QuantityKind.Push => Push(facts.NodeOf(q), q.Example),
        QuantityKind.Slope => Slope(facts.NodeOf(q), q.Example),
        QuantityKind.Delta => Delta(facts.NodeOf(q), q.Example),
        QuantityKind.WeightDownhill or QuantityKind.BiasDownhill => Downhill(q),
        QuantityKind.WeightChange or QuantityKind.BiasChange => Change(q),
        QuantityKind.NewWeight => Formula.Sum(q with { Kind = QuantityKind.Weight }, q with { Kind = QuantityKind.WeightChange }),
        QuantityKind.NewBias => Formula.Sum(q with { Kind = QuantityKind.Bias }, q with { Kind = QuantityKind.BiasChange }),
        _ => ClipFactor(q),
    };

    /// <summary>What a node sends on: its activation, or for an input what is put in.</summary>
    public static Quantity SentBy(LedgerNode node, int example) =>
        Quantity.Given(node.IsInput ? QuantityKind.Input : QuantityKind.Activation, node.Name, example: example);

    private static Quantity Of(QuantityKind kind, LedgerNode node, int example) => Quantity.Given(kind, node.Name, example: example);

    private static Formula[] OfLayer(QuantityKind kind, LedgerLayer layer, int example) => [.. layer.Nodes.Select(node => (Formula)Of(kind, node, example))];

    private Formula NetInput(LedgerNode node, int example)
    {
        var terms = new List<Formula>();
        if (node.HasBias) terms.Add(Of(QuantityKind.Bias, node, 0));
        foreach (LedgerParameter weight in facts.Incoming(node))
            terms.Add(Formula.Product(WeightOf(weight, QuantityKind.Weight), SentBy(weight.Source!, example)));
        return Formula.Sum(terms);
    }

    private static Formula Activation(LedgerNode node, int example)
    {
        if (node.Layer.WholeLayerFunction is { } whole)
        {
            Wording? wording = whole is Softmax ? Softmaxes.Activation(node.Position, node.Layer.Nodes.Count) : null;
            return Formula.Of(z => Softmaxes.Activate(whole, z)[node.Position], wording, OfLayer(QuantityKind.NetInput, node.Layer, example));
        }
        IActivation f = node.Function!;
        return Formula.Of(v => f.Activate(v[0]), Wordings.OfActivation(f), Of(QuantityKind.NetInput, node, example));
    }

    private Formula Push(LedgerNode node, int example)
    {
        if (node.IsOutput) return LossFormulas.Push(facts, node, example);

        IEnumerable<LedgerNode> counted = Makes(MistakeKinds.SumsWholeLayer) ? node.Layer.Nodes : [node];
        QuantityKind weight = Makes(MistakeKinds.UpdatesBeforePropagating) ? QuantityKind.NewWeight : QuantityKind.Weight;
        return Formula.Sum(counted.SelectMany(facts.Outgoing).Select(c => Formula.Product(Of(QuantityKind.Delta, c.Target, example), WeightOf(c, weight))));
    }

    private Formula Slope(LedgerNode node, int example)
    {
        IActivation f = node.Function ?? throw new ArgumentException($"{node.Name} has no slope of its own: {node.Layer.Activation} is the whole layer's.");
        Quantity z = Of(QuantityKind.NetInput, node, example);
        Quantity a = Of(QuantityKind.Activation, node, example);
        return Formula.Of(v => f.Slope(v[0], v[1]), Wordings.OfSlope(f), z, Makes(MistakeKinds.NetInputInSlope) ? z : a);
    }

    private Formula Delta(LedgerNode node, int example)
    {
        Quantity push = Of(QuantityKind.Push, node, example);
        if (Makes(MistakeKinds.ForgetsSlope)) return push;
        if (!Makes(MistakeKinds.NetInputInSlope) && LossFormulas.FusedDelta(facts, node, example) is { } fused) return fused;
        if (node.Layer.WholeLayerFunction is not { } whole) return Formula.Product(push, Of(QuantityKind.Slope, node, example));

        int n = node.Layer.Nodes.Count;
        QuantityKind activations = Makes(MistakeKinds.NetInputInSlope) ? QuantityKind.NetInput : QuantityKind.Activation;
        return Formula.Of(
            v => Softmaxes.Delta(whole, node.Position, v.AsSpan(0, n), v.AsSpan(n, n), v.AsSpan(2 * n, n)),
            whole is Softmax ? Softmaxes.Delta(node.Position, n) : null,
            [.. OfLayer(QuantityKind.NetInput, node.Layer, example), .. OfLayer(activations, node.Layer, example), .. OfLayer(QuantityKind.Push, node.Layer, example)]);
    }

    /// <summary>−∂Loss/∂parameter over the batch, with the penalties and after clipping.</summary>
    private Formula Downhill(Quantity q)
    {
        Formula downhill = Unclipped(q);
        if (facts.Setup.ClipNorm is null) return downhill;
        // Whoever updates layer by layer knows no other layer's gradient when clipping.
        string layer = Makes(MistakeKinds.UpdatesBeforePropagating) ? facts.NodeOf(q).Layer.Name : "";
        return Formula.Product(downhill, Quantity.Given(QuantityKind.ClipFactor, layer));
    }

    private Formula Unclipped(Quantity q)
    {
        bool isBias = !q.IsOfWeight;
        Formula downhill = Formula.Sum(Enumerable.Range(1, facts.Count).Select(example => Share(q, example)));
        if (facts.Count == 1) downhill = Share(q, 1);
        else if (facts.Setup.BatchReduction == Training.BatchReduction.Mean)
            downhill = Formula.Of(v => v[0] / facts.Count, new($"{{0}} / {facts.Count}", $"{{0}}/{facts.Count}"), downhill);

        double l1 = facts.Setup.L1;
        double l2 = facts.Setup.L2;
        if ((l1 == 0.0 && l2 == 0.0) || (isBias && !facts.Setup.PenalizeBiases)) return downhill;
        return Formula.Of(
            v => v[0] - (l1 * Math.Sign(v[1]) + l2 * v[1]),
            new($"{{0}} − {Naming.Exact(l1)} · sign({{1}}) − {Naming.Exact(l2)} · {{1}}", $"{{0}}-{Naming.Exact(l1)}*SIGN({{1}})-{Naming.Exact(l2)}*{{1}}"),
            downhill, q with { Kind = isBias ? QuantityKind.Bias : QuantityKind.Weight });
    }

    /// <summary>One example's part: δ · activation, for a bias δ.</summary>
    private Formula Share(Quantity q, int example)
    {
        Quantity delta = Quantity.Given(QuantityKind.Delta, q.Node, example: example);
        return q.Source.Length == 0 ? delta : Formula.Product(delta, SentBy(facts.Network.Node(q.Source), example));
    }

    private Formula Change(Quantity q)
    {
        bool isBias = q.Kind == QuantityKind.BiasChange;
        LedgerParameter parameter = facts.ParameterOf(q);
        if (parameter.IsFrozen || (isBias && Makes(MistakeKinds.LeavesBiases))) return Formula.Number(0.0);

        Formula downhill = facts.IsPlain ? Share(q, 1) : q with { Kind = isBias ? QuantityKind.BiasDownhill : QuantityKind.WeightDownhill };
        if (Makes(MistakeKinds.StepsUphill)) downhill = Formula.Of(v => -v[0], new("−{0}", "0-{0}"), downhill);
        if (facts.IsGradientDescent) return Formula.Product(Quantity.Given(QuantityKind.LearningRate), downhill);

        return Formula.Of(v => facts.Change(parameter, v[0], facts.MemoryOf(parameter)), wording: null, downhill);
    }

    /// <summary>largest / √(Σ downhill²) over all trained parameters, or over those into one layer; at most 1.</summary>
    private Formula ClipFactor(Quantity q)
    {
        double largest = facts.Setup.ClipNorm!.Value;
        var parts = new List<Formula>();
        foreach (LedgerLayer layer in facts.ComputedLayers.Where(layer => q.Node.Length == 0 || layer.Name == q.Node))
        {
            parts.AddRange(facts.ParametersInto(layer).Where(parameter => !parameter.IsFrozen)
                .Select(parameter => Unclipped(Quantity.Of(QuantityKind.Weight, QuantityKind.Bias, parameter))));
        }
        IEnumerable<int> numbers = Enumerable.Range(0, parts.Count);
        string words = string.Join(" + ", numbers.Select(i => $"{{{i}}}²"));
        string cell = string.Join("+", numbers.Select(i => $"{{{i}}}*{{{i}}}"));
        return Formula.Of(
            v => Math.Min(1.0, largest / Math.Sqrt(v.Sum(part => part * part))),
            new($"the smaller of 1 and {Naming.Exact(largest)} / √({words})", $"{Naming.Exact(largest)}/MAX({Naming.Exact(largest)},SQRT({cell}))"),
            [.. parts]);
    }

    private static Quantity WeightOf(LedgerParameter weight, QuantityKind kind) => Quantity.Given(kind, weight.Target.Name, weight.Source!.Name);
}
