using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>The formula of every quantity of a step, right or with mistakes. Other quantities stand in it as variables.</summary>
internal sealed class QuantityFormulas(StepFacts facts, MistakeKinds mistakes)
{
    private readonly OutputFormulas _outputs = new(facts);

    private bool Makes(MistakeKinds mistake) => (mistakes & mistake) != 0;

    public Expression Of(Quantity q) => q.Kind switch
    {
        QuantityKind.LearningRate => facts.Setup.LearningRate,
        QuantityKind.Input => facts.Inputs(facts.Ledger.Examples[q.Example - 1]).ElementAt(facts.NodeOf(q).Position),
        QuantityKind.Target => facts.Targets(facts.Ledger.Examples[q.Example - 1]).ElementAt(facts.NodeOf(q).Position),
        QuantityKind.Weight or QuantityKind.Bias => facts.OldValue(facts.ParameterOf(q)),
        QuantityKind.NetInput => NetInput(facts.NodeOf(q), q.Example),
        QuantityKind.Activation => Activation(facts.NodeOf(q), q.Example),
        QuantityKind.Loss => _outputs.Loss(q.Example),
        QuantityKind.Push => Push(facts.NodeOf(q), q.Example),
        QuantityKind.Slope => Slope(facts.NodeOf(q), q.Example),
        QuantityKind.Delta => Delta(facts.NodeOf(q), q.Example),
        QuantityKind.WeightDownhill or QuantityKind.BiasDownhill => Downhill(q),
        QuantityKind.WeightChange or QuantityKind.BiasChange => Change(q),
        QuantityKind.NewWeight => Part(q with { Kind = QuantityKind.Weight }) + Part(q with { Kind = QuantityKind.WeightChange }),
        QuantityKind.NewBias => Part(q with { Kind = QuantityKind.Bias }) + Part(q with { Kind = QuantityKind.BiasChange }),
        _ => ClipFactor(q),
    };

    /// <summary>What a node sends on: its activation, or for an input what is put in.</summary>
    public static Quantity SentBy(LedgerNode node, int example) =>
        Quantity.Given(node.IsInput ? QuantityKind.Input : QuantityKind.Activation, node.Name, example: example);

    private static QuantityVariable Part(Quantity quantity) => new(quantity);

    private static QuantityVariable Part(QuantityKind kind, LedgerNode node, int example) => new(Quantity.Given(kind, node.Name, example: example));

    private static Expression[] OfLayer(QuantityKind kind, LedgerLayer layer, int example) => [.. layer.Nodes.Select(node => Part(kind, node, example))];

    private Sum NetInput(LedgerNode node, int example)
    {
        var terms = new List<Expression>();
        if (node.HasBias) terms.Add(Part(QuantityKind.Bias, node, 0));
        foreach (LedgerParameter weight in facts.Incoming(node))
            terms.Add(WeightOf(weight, QuantityKind.Weight) * Part(SentBy(weight.Source!, example)));
        return new Sum(terms);
    }

    private static Expression Activation(LedgerNode node, int example)
    {
        if (node.Layer.WholeLayerFunction is not { } whole)
        {
            IActivation f = node.Function!;
            Expression z = Part(QuantityKind.NetInput, node, example);
            return f.ActivationExpression(z) ?? new Call(f.Name, [z], v => f.Activate(v[0]));
        }
        Expression[] netInputs = OfLayer(QuantityKind.NetInput, node.Layer, example);
        var computed = new Call(whole.Name, netInputs, v =>
        {
            var activations = new double[v.Length];
            whole.Activate(v, activations);
            return activations[node.Position];
        });
        if (whole is not Softmax || whole.ActivationExpressions(netInputs) is not { } safe) return computed;
        // It is taught without the subtraction of the largest, which only keeps e^z from overflowing.
        Expression shown = Expression.Exp(netInputs[node.Position]) / new Sum([.. netInputs.Select(Expression.Exp)]);
        return new Taught(computed, shown, safe[node.Position]);
    }

    private Expression Push(LedgerNode node, int example)
    {
        if (node.IsOutput) return _outputs.Push(node, example);

        IEnumerable<LedgerNode> counted = Makes(MistakeKinds.SumsWholeLayer) ? node.Layer.Nodes : [node];
        QuantityKind weight = Makes(MistakeKinds.UpdatesBeforePropagating) ? QuantityKind.NewWeight : QuantityKind.Weight;
        return new Sum([.. counted.SelectMany(facts.Outgoing).Select(c => Part(QuantityKind.Delta, c.Target, example) * WeightOf(c, weight))]);
    }

    private Expression Slope(LedgerNode node, int example)
    {
        IActivation f = node.Function ?? throw new ArgumentException($"{node.Name} has no slope of its own: {node.Layer.Activation} is the whole layer's.");
        Expression z = Part(QuantityKind.NetInput, node, example);
        Expression a = Makes(MistakeKinds.NetInputInSlope) ? z : Part(QuantityKind.Activation, node, example);
        return f.SlopeExpression(z, a) ?? new Call(f.Name + "′", [z, a], v => f.Slope(v[0], v[1]));
    }

    private Expression Delta(LedgerNode node, int example)
    {
        Expression push = Part(QuantityKind.Push, node, example);
        if (Makes(MistakeKinds.ForgetsSlope)) return push;
        if (!Makes(MistakeKinds.NetInputInSlope) && _outputs.FusedDelta(node, example) is { } fused) return fused;
        if (node.Layer.WholeLayerFunction is not { } whole) return push * Part(QuantityKind.Slope, node, example);

        int n = node.Layer.Nodes.Count;
        QuantityKind activations = Makes(MistakeKinds.NetInputInSlope) ? QuantityKind.NetInput : QuantityKind.Activation;
        Expression[] z = OfLayer(QuantityKind.NetInput, node.Layer, example);
        Expression[] a = OfLayer(activations, node.Layer, example);
        Expression[] pushes = OfLayer(QuantityKind.Push, node.Layer, example);
        if (whole.DeltaExpressions(z, a, pushes) is { } deltas) return deltas[node.Position];
        return new Call($"δ of {whole.Name}", [.. z, .. a, .. pushes], v =>
        {
            var all = new double[n];
            whole.Deltas(v.AsSpan(0, n), v.AsSpan(n, n), v.AsSpan(2 * n, n), all);
            return all[node.Position];
        });
    }

    /// <summary>−∂Loss/∂parameter over the batch, with the penalties and after clipping.</summary>
    private Expression Downhill(Quantity q)
    {
        Expression downhill = Unclipped(q);
        if (facts.Setup.ClipNorm is null) return downhill;
        // Whoever updates layer by layer knows no other layer's gradient when clipping.
        string layer = Makes(MistakeKinds.UpdatesBeforePropagating) ? facts.NodeOf(q).Layer.Name : "";
        return downhill * Part(Quantity.Given(QuantityKind.ClipFactor, layer));
    }

    private Expression Unclipped(Quantity q)
    {
        bool isBias = !q.IsOfWeight;
        Expression downhill = facts.Count == 1 ? Share(q, 1) : new Sum([.. Enumerable.Range(1, facts.Count).Select(example => Share(q, example))]);
        if (facts.Count > 1 && facts.Setup.BatchReduction == Training.BatchReduction.Mean) downhill /= (double)facts.Count;

        if (!facts.Setup.Penalty.Counts(isBias)) return downhill;
        return downhill - facts.Setup.Penalty.Slope<Expression>(Part(q with { Kind = isBias ? QuantityKind.Bias : QuantityKind.Weight }));
    }

    /// <summary>One example's part: δ · activation, for a bias δ.</summary>
    private Expression Share(Quantity q, int example)
    {
        Expression delta = Part(Quantity.Given(QuantityKind.Delta, q.Node, example: example));
        return q.Source.Length == 0 ? delta : delta * Part(SentBy(facts.Network.Node(q.Source), example));
    }

    private Expression Change(Quantity q)
    {
        bool isBias = q.Kind == QuantityKind.BiasChange;
        LedgerParameter parameter = facts.ParameterOf(q);
        if (parameter.IsFrozen || (isBias && Makes(MistakeKinds.LeavesBiases))) return 0.0;

        Expression downhill = facts.IsPlain ? Share(q, 1) : Part(q with { Kind = isBias ? QuantityKind.BiasDownhill : QuantityKind.WeightDownhill });
        if (Makes(MistakeKinds.StepsUphill)) downhill = -downhill;
        if (facts.IsGradientDescent) return Part(Quantity.Given(QuantityKind.LearningRate)) * downhill;

        return new Call(facts.Setup.Optimizer, [downhill], v => facts.Change(parameter, v[0], facts.MemoryOf(parameter)));
    }

    /// <summary>largest / √(Σ downhill²) over all trained parameters, or over those into one layer; at most 1.</summary>
    private Taught ClipFactor(Quantity q)
    {
        var squares = new List<Expression>();
        foreach (LedgerLayer layer in facts.ComputedLayers.Where(layer => q.Node.Length == 0 || layer.Name == q.Node))
        {
            squares.AddRange(facts.ParametersInto(layer).Where(parameter => !parameter.IsFrozen)
                .Select(parameter => Expression.Square(Unclipped(Quantity.Of(QuantityKind.Weight, QuantityKind.Bias, parameter)))));
        }
        Expression length = Expression.Sqrt(new Sum(squares));
        double largest = facts.Setup.ClipNorm!.Value;
        Expression safe = Expression.Min(1.0, largest / Expression.Max(length, 1e-290)); // nothing is shortened where there is no gradient
        return new Taught(safe, Expression.Min(1.0, largest / length), safe);
    }

    private static QuantityVariable WeightOf(LedgerParameter weight, QuantityKind kind) => Part(Quantity.Given(kind, weight.Target.Name, weight.Source!.Name));
}
