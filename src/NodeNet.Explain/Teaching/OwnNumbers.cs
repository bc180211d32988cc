using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>What the numbers that a learner has written so far make of the next one, and which of them is the first wrong one.</summary>
/// <param name="facts">What the step starts from.</param>
/// <param name="right">The right numbers.</param>
/// <param name="earlier">What was answered before.</param>
internal sealed class OwnNumbers(StepFacts facts, StepCalculation right, IReadOnlyList<Marking> earlier)
{
    // On the way to a number from so many nodes, each alone may be where a mistake was made; more would take seconds, and fit by chance.
    private const int MostNodes = 12;

    /// <summary>Whether there are any.</summary>
    public bool Any => earlier.Count > 0;

    /// <summary>The number that the formulas make of the learner's own earlier ones.</summary>
    /// <param name="quantity">Which number.</param>
    /// <param name="asWritten">Whether the earlier numbers are taken as they are written, or unrounded where it is known what they are.</param>
    /// <param name="mistakes">The mistakes that are made at this number's node.</param>
    public double From(Quantity quantity, bool asWritten, MistakeKinds mistakes)
    {
        // The mistake is made at this node alone: with it everywhere, numbers of other nodes would be computed from this one, and this one from them.
        StepCalculation others = With(new StepCalculation(facts), quantity, asWritten);
        return With(new StepCalculation(facts, mistakes, CommonErrors.AtSameNode(quantity), others), quantity, asWritten)[quantity];
    }

    /// <summary>As <see cref="From"/> without mistakes, where what comes between is rounded.</summary>
    public double Rounded(Quantity quantity, Func<double, double> rounding) =>
        With(new StepCalculation(facts, rounding: rounding), quantity, asWritten: true).Before(quantity);

    /// <summary>The slips that are none of the classic mistakes, made with the learner's own earlier numbers.</summary>
    public IEnumerable<ErrorHypothesis> Slips(Quantity quantity, bool asWritten) =>
        new CommonErrors(facts, With(new StepCalculation(facts), quantity, asWritten)).Of(quantity);

    /// <summary>The learner's own change, taken away from an old weight or bias instead of added to it.</summary>
    public IEnumerable<ErrorHypothesis> Uphill(Quantity quantity, bool asWritten)
    {
        if (quantity.Kind is not (QuantityKind.NewWeight or QuantityKind.NewBias)) yield break;
        Quantity change = quantity with { Kind = quantity.IsOfWeight ? QuantityKind.WeightChange : QuantityKind.BiasChange };
        if (!IsAnswered(change)) yield break;
        double old = right[quantity with { Kind = quantity.IsOfWeight ? QuantityKind.Weight : QuantityKind.Bias }];
        double own = With(new StepCalculation(facts), quantity, asWritten)[change];
        yield return new ErrorHypothesis(
            new Reason(
                $"from your own earlier numbers, with \"{Mistake.StepsUphill.Name}\": you took the change away from {MessageText.Short(old)}; it is added",
                [Mistake.StepsUphill]),
            () => old - own);
    }

    /// <summary>A mistake at nodes whose numbers were not answered: at each node alone on the way here, at all of a layer, at all hidden ones. Whatever was
    /// answered is taken as it is written.</summary>
    /// <param name="quantity">Which number.</param>
    /// <param name="formulaOf">A mistake's formula, at a quantity.</param>
    public IEnumerable<ErrorHypothesis> Elsewhere(Quantity quantity, Func<Quantity, Mistake, string> formulaOf)
    {
        HashSet<string> nodes = [.. Chain(quantity).Where(part => !part.IsGiven && part.Node.Length > 0 && !IsAnswered(part)).Select(part => part.Node)];
        nodes.Remove(quantity.Node);
        if (nodes.Count is 0 or > MostNodes) yield break;
        var places = new List<(string Words, HashSet<string> Nodes)>();
        foreach (string node in nodes.Order(StringComparer.Ordinal)) places.Add(($"at {node}", [node]));
        foreach (LedgerLayer layer in facts.ComputedLayers.Where(layer => layer.Nodes.Count > 1))
            places.Add(($"in the whole layer of {layer.Nodes[0].Name}", [.. layer.Nodes.Select(node => node.Name)]));
        IEnumerable<LedgerNode> hidden = facts.ComputedLayers.Where(layer => layer != facts.Outputs).SelectMany(layer => layer.Nodes);
        places.Add(("at all hidden nodes", [.. hidden.Select(node => node.Name)]));
        foreach (Mistake mistake in Mistake.All)
        {
            // Where gradients are clipped together, a weight that is new before its time would be computed from the δ that it makes.
            if (mistake.Kind == MistakeKinds.UpdatesBeforePropagating && facts.Setup.ClipNorm is not null) continue;
            foreach ((string words, HashSet<string> at) in places)
            {
                yield return new ErrorHypothesis(
                    new Reason($"\"{mistake.Name}\", {words}: {formulaOf(Quantity.Delta(at.Order(StringComparer.Ordinal).First()), mistake)}", [mistake]),
                    () => With(new StepCalculation(facts, mistake.Kind, part => at.Contains(part.Node)), quantity, asWritten: true)[quantity]);
            }
        }
    }

    /// <summary>The first earlier answer, in the order of calculating, that this number is computed from and that is wrong.</summary>
    /// <param name="quantity">Which number.</param>
    /// <param name="evenRounded">Whether one that is only rounded too much counts, where there is no other.</param>
    public Quantity? FirstWrong(Quantity quantity, bool evenRounded)
    {
        HashSet<Quantity> chain = Chain(quantity);
        // What was carried forward is wrong because of another one.
        Marking[] wrong = [.. earlier.Where(marking => !marking.IsRight && marking.Verdict is not (Verdict.Missing or Verdict.CarriedForward)
            && marking.Quantity != quantity && chain.Contains(marking.Quantity)).OrderBy(marking => facts.PlaceOf(marking.Quantity))];
        Marking? first = Array.Find(wrong, marking => marking.Verdict is not (Verdict.RoundedTooEarly or Verdict.TooFewDigits));
        return (first ?? (evenRounded ? wrong.FirstOrDefault() : null))?.Quantity;
    }

    /// <summary>Where a learner would have stopped to write a number down last: a δ or activation behind the formula's own parts, that is not known to be
    /// right.</summary>
    public Quantity? LastUnknown(Quantity quantity)
    {
        foreach (Quantity part in right.PartsOf(quantity).Where(part => !part.IsGiven && !IsRight(part)))
        {
            if (part.Kind is QuantityKind.Delta or QuantityKind.Activation or QuantityKind.NetInput) return part;
            if (LastUnknown(part) is { } further) return further;
        }
        return null;
    }

    private bool IsAnswered(Quantity quantity) =>
        earlier.Any(marking => marking.Quantity == quantity && LearnersNumber.Read(marking.Answer) is not null);

    /// <summary>Whether it was answered, and rightly, or rightly from numbers that are right, too, up to their roundings.</summary>
    private bool IsRight(Quantity quantity) => earlier.Any(marking => marking.Quantity == quantity
        && (marking.IsRight || marking is { Verdict: Verdict.CarriedForward, CheckFirst: null }));

    private StepCalculation With(StepCalculation workings, Quantity quantity, bool asWritten)
    {
        foreach (Marking marking in earlier)
        {
            if (marking.Quantity == quantity || (asWritten ? LearnersNumber.Read(marking.Answer)?.Value : marking.Meant) is not { } own) continue;
            workings.Assume(marking.Quantity, own);
        }
        return workings;
    }

    /// <summary>Everything that a number is computed from.</summary>
    private HashSet<Quantity> Chain(Quantity quantity)
    {
        var chain = new HashSet<Quantity>();
        var open = new Stack<Quantity>([quantity]);
        while (open.TryPop(out Quantity? next))
        {
            foreach (Quantity part in right.PartsOf(next))
            {
                if (chain.Add(part)) open.Push(part);
            }
        }
        return chain;
    }
}
