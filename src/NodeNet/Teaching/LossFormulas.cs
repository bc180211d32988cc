using NodeNet.Inspection;
using NodeNet.Losses;

namespace NodeNet.Teaching;

/// <summary>The formulas in which the loss appears: its value, and what it makes of the output nodes.</summary>
internal static class LossFormulas
{
    /// <summary>The loss of an example: the sum of the outputs' terms, or their mean.</summary>
    public static Formula Loss(StepFacts facts, int example)
    {
        IReadOnlyList<LedgerNode> outputs = facts.Outputs.Nodes;
        ILoss loss = facts.Loss;
        int n = outputs.Count;
        double Value(double[] parts)
        {
            var terms = new double[n];
            if (facts.FusedLayer is { } whole)
                whole.Terms(parts.AsSpan(0, n), parts.AsSpan(2 * n, n), terms);
            for (int i = 0; i < n && facts.FusedLayer is null; i++)
                terms[i] = facts.FusedNode(outputs[i])?.Term(parts[i], parts[2 * n + i]) ?? loss.Term(parts[n + i], parts[2 * n + i]);
            return loss.IsMeanOverOutputs ? terms.Sum() / n : terms.Sum();
        }

        Wording? wording = null;
        if (Wordings.OfTerm(loss) is { } term)
        {
            IEnumerable<int> all = Enumerable.Range(0, n);
            string cell = facts.FusedLayer is CrossEntropy ? Softmaxes.CrossEntropyCell(n) : string.Join('+', all.Select(CellOfTerm));
            wording = new(string.Join(" + ", all.Select(i => TermOf(i, term.Words))).Replace("+ −", "− ", StringComparison.Ordinal), cell);
            if (loss.IsMeanOverOutputs && n > 1) wording = new($"({wording.Words}) / {n}", $"({wording.Cell})/{n}");
        }
        return Formula.Of(Value, wording, [
            .. outputs.Select(node => (Formula)Part(QuantityKind.NetInput, node, example)),
            .. outputs.Select(node => (Formula)Part(QuantityKind.Activation, node, example)),
            .. outputs.Select(node => (Formula)Part(QuantityKind.Target, node, example)),
        ]);

        string CellOfTerm(int i) => $"({TermOf(i, (facts.FusedNode(outputs[i]) is null ? null : Wordings.FusedCellOfTerm(loss)) ?? Wordings.OfTerm(loss)!.Cell)})";

        // {0}, {1} and {2} are the output, the target and the net input of one node; the parts are those of all, the net inputs first.
        string TermOf(int i, string text) => string.Concat(text.Select((c, at) => at == 0 || text[at - 1] != '{' ? $"{c}" : $"{(c == '0' ? n + i : c == '1' ? 2 * n + i : i)}"));
    }

    /// <summary>−∂Loss/∂activation of an output node.</summary>
    public static Formula Push(StepFacts facts, LedgerNode node, int example)
    {
        ILoss loss = facts.Loss;
        int n = loss.IsMeanOverOutputs ? facts.Outputs.Nodes.Count : 1;
        Wording? wording = Wordings.OfDownhill(loss);
        if (wording is not null && n > 1) wording = new($"({wording.Words}) / {n}", $"({wording.Cell})/{n}");
        return Formula.Of(
            v => -loss.Slope(v[0], v[1]) * (1.0 / n), wording,
            Part(QuantityKind.Activation, node, example), Part(QuantityKind.Target, node, example));
    }

    /// <summary>δ of an output node whose loss and activation function are computed together (sigmoid with binary cross-entropy, softmax with cross-entropy), or null.</summary>
    public static Formula? FusedDelta(StepFacts facts, LedgerNode node, int example)
    {
        if (!node.IsOutput) return null;
        IReadOnlyList<LedgerNode> outputs = facts.Outputs.Nodes;
        int n = outputs.Count;
        if (facts.FusedLayer is { } whole)
        {
            // With targets that sum to 1 this is target − activation.
            string targets = string.Join("+", Enumerable.Range(n, n).Select(i => $"{{{i}}}"));
            return Formula.Of(
                v =>
                {
                    var deltas = new double[n];
                    whole.Deltas(v.AsSpan(0, n), v.AsSpan(n, n), deltas);
                    return deltas[node.Position];
                },
                new($"{{{n + node.Position}}} − {{{node.Position}}} · ({targets.Replace("+", " + ", StringComparison.Ordinal)})", $"{{{n + node.Position}}}-{{{node.Position}}}*({targets})"),
                [.. outputs.Select(y => (Formula)Part(QuantityKind.Activation, y, example)), .. outputs.Select(y => (Formula)Part(QuantityKind.Target, y, example))]);
        }
        if (facts.FusedNode(node) is not { } fused) return null;
        double share = facts.Loss.IsMeanOverOutputs ? 1.0 / n : 1.0;
        return Formula.Of(
            v => fused.Delta(v[0], v[2]) * share, share == 1.0 ? new("{2} − {1}", "{2}-{1}") : null,
            Part(QuantityKind.NetInput, node, example), Part(QuantityKind.Activation, node, example), Part(QuantityKind.Target, node, example));
    }

    private static Quantity Part(QuantityKind kind, LedgerNode node, int example) => Quantity.Given(kind, node.Name, example: example);
}
