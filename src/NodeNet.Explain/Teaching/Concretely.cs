using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Writers;

namespace NodeNet.Teaching;

/// <summary>Says with numbers what was done in a mistake, so that a learner recognises her own line: which number was taken, and which one belongs
/// there.</summary>
internal sealed class Concretely(StepFacts facts, StepCalculation right)
{
    private const int MostWeights = 3;

    /// <summary>The sentence, or null where the mistake happened further back than in the quantity's own formula.</summary>
    public string? Of(Quantity q, Mistake mistake) => mistake.Kind switch
    {
        MistakeKinds.UpdatesBeforePropagating => TookNewWeights(q),
        MistakeKinds.SumsWholeLayer => TookOthersWeights(q),
        MistakeKinds.ForgetsSlope when q.Kind == QuantityKind.Delta => "you stopped at the push; δ is the push times the slope",
        MistakeKinds.StepsUphill when q.Kind is QuantityKind.NewWeight or QuantityKind.NewBias =>
            $"you took the change away from {Old(q)}; it is added",
        MistakeKinds.StepsUphill when q.Kind is QuantityKind.WeightChange or QuantityKind.BiasChange => "you turned the sign of the change",
        MistakeKinds.LeavesBiases when q.Kind is QuantityKind.NewBias => $"you left the bias at {Old(q)}; it learns, too",
        MistakeKinds.LeavesBiases when q.Kind is QuantityKind.BiasChange => "you changed nothing; the bias learns, too",
        MistakeKinds.NetInputInSlope when q.Kind is QuantityKind.Slope or QuantityKind.Delta && SlopeOfNetInput(facts.NodeOf(q)) is not null =>
            $"you took {Short(QuantityKind.NetInput, q)}, the net input; the slope uses the activation",
        _ => null,
    };

    /// <summary>The mistake's own formula; of a slope, that of the nearest node, on the way from the quantity to the outputs, whose slope is made from its
    /// activation.</summary>
    public string FormulaOf(Quantity q, Mistake mistake)
    {
        if (mistake.Kind != MistakeKinds.NetInputInSlope) return mistake.Wrong;
        var next = new List<LedgerNode>();
        if (q.Node.Length > 0) next.Add(facts.NodeOf(q));
        if (q.Kind == QuantityKind.Push && next.Count > 0) next = Targets(next);
        for (; next.Count > 0; next = Targets(next))
        {
            if (next.Select(SlopeOfNetInput).FirstOrDefault(formula => formula is not null) is { } formula) return formula;
        }
        return "the slope's formula has the net input where it should have the activation";
    }

    private List<LedgerNode> Targets(List<LedgerNode> nodes) => [.. nodes.SelectMany(facts.Outgoing).Select(weight => weight.Target).Distinct()];

    /// <summary>"slope_h1 = z_h1 · (1 − z_h1)"; null where the slope is not made from the activation.</summary>
    private string? SlopeOfNetInput(LedgerNode node)
    {
        if (node.IsInput || node.Layer.IsWholeLayer) return null;
        string? wrong = Slope(MistakeKinds.NetInputInSlope);
        return wrong is null || wrong == Slope(MistakeKinds.None) ? null : $"{Quantity.Slope(node.Name).Symbol} = {wrong}";

        string? Slope(MistakeKinds mistakes) =>
            new WordsFormulas(variable => variable.Name).TryWrite(new QuantityFormulas(facts, mistakes).Of(Quantity.Slope(node.Name)));
    }

    /// <summary>The weights over which a hidden node's push comes back; none for outputs, which have no such push.</summary>
    private LedgerParameter[] OwnWeights(Quantity q) =>
        q.Kind is QuantityKind.Push or QuantityKind.Delta && q.Node.Length > 0 && !facts.NodeOf(q).IsOutput ? [.. facts.Outgoing(facts.NodeOf(q))] : [];

    private string? TookNewWeights(Quantity q)
    {
        LedgerParameter[] changed =
        [
            .. OwnWeights(q).Where(weight => right[New(weight)] != right[Quantity.Of(QuantityKind.Weight, QuantityKind.Bias, weight)]),
        ];
        if (changed.Length is 0 or > MostWeights) return null;
        string Values(Func<LedgerParameter, Quantity> of) => string.Join(" and ", changed.Select(weight => Telling(right[of(weight)], weight)));
        string weights = changed.Length == 1 ? "the new weight" : "the new weights";
        string letter = q.Kind == QuantityKind.Delta ? "δ" : "the push";
        return $"you took {Values(New)}, {weights}; {letter} uses {string.Join(" and ", changed.Select(weight => MessageText.Short(Before(weight))))}";
    }

    private string? TookOthersWeights(Quantity q)
    {
        LedgerParameter[] own = OwnWeights(q);
        if (own.Length is 0 or > MostWeights) return null;
        int all = facts.NodeOf(q).Layer.Nodes.Sum(node => facts.Outgoing(node).Count());
        return $"you added up {MessageText.Count(all, "weight")}, those of the whole layer; of {q.Node} "
            + $"{(own.Length == 1 ? "it is only" : "they are only")} {string.Join(" and ", own.Select(weight => MessageText.Short(Before(weight))))}";
    }

    /// <summary>A new weight in as many digits as tell it from the old one; at least four.</summary>
    private string Telling(double value, LedgerParameter weight)
    {
        for (int digits = 4; digits < 17; digits++)
        {
            string text = value.ToString($"G{digits}", System.Globalization.CultureInfo.InvariantCulture);
            if (LearnersNumber.Read(text) is { } number && !number.Rounds(Before(weight))) return text;
        }
        return MessageText.Exact(value);
    }

    private double Before(LedgerParameter weight) => right[Quantity.Of(QuantityKind.Weight, QuantityKind.Bias, weight)];

    private static Quantity New(LedgerParameter weight) => Quantity.Of(QuantityKind.NewWeight, QuantityKind.NewBias, weight);

    private string Old(Quantity q) => MessageText.Short(right[q with { Kind = q.IsOfWeight ? QuantityKind.Weight : QuantityKind.Bias }]);

    private string Short(QuantityKind kind, Quantity q) =>
        right[q with { Kind = kind }].ToString("G4", System.Globalization.CultureInfo.InvariantCulture);
}
