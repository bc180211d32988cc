using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>What was found out about a wrong answer.</summary>
/// <param name="Verdict">Mistaken, rounded too early, too few digits, or not recognised.</param>
/// <param name="Reasons">Every known way to the number.</param>
/// <param name="Meant">The unrounded number, if it is known which.</param>
internal readonly record struct Recognised(Verdict Verdict, IReadOnlyList<Reason> Reasons, double? Meant);

/// <summary>Finds the ways to a wrong answer.</summary>
/// <param name="facts">What the step starts from.</param>
/// <param name="right">The right numbers.</param>
/// <param name="oldValueOf">What a number was before the step; null where it was not there.</param>
internal sealed class Recognition(StepFacts facts, StepCalculation right, Func<Quantity, double?> oldValueOf)
{
    // A mistake at any of several nodes gives many numbers: fewer digits fit one of them by chance.
    private const int FewestDigitsElsewhere = 4;

    /// <summary>So near to the number, as a share of it or of its change, an answer is nearly right.</summary>
    private const double Near = 0.005;

    private readonly ErrorHypotheses _suspects = new(facts, right);

    /// <summary>The classic mistakes whose numbers have the same digits as an answer that is right in them.</summary>
    public IReadOnlyList<Reason> MistakesOf(Quantity quantity, LearnersNumber number, double expected)
    {
        IEnumerable<ErrorHypothesis> mistakes = _suspects.Simple(quantity).Where(suspect => suspect.Reason.Mistakes.Count > 0);
        return FitsOrCut([.. mistakes.Where(mistake => MistakeComparison.Differ(expected, mistake.Value()))], number).Reasons;
    }

    /// <summary>Every known way to the number: the simplest that there are. First single mistakes and slips, then rounding, then what a mistake, a slip or
    /// rounding makes of the learner's own numbers, then neighbours, two mistakes at once, and mistakes at nodes that were not asked for.</summary>
    public Recognised Of(Quantity quantity, LearnersNumber number, OwnNumbers own)
    {
        IEnumerable<ErrorHypothesis> simple = _suspects.Simple(quantity);
        if (oldValueOf(quantity) is { } old && !IsNew(quantity)) simple = simple.Append(ErrorHypothesis.Slip("this is what it was before the step", () => old));
        Found found = FitsOrCut([.. simple], number);
        Found rounded = Fits(_suspects.Roundings(quantity), number);
        if (found.Reasons.Count > 0)
        {
            // Of two digits nobody can tell which of several mistakes they are.
            bool isVague = number.Digits <= LearnersNumber.FewestDigits && found.Reasons.Count > 1 && found.Meant is null;
            if (isVague) return new Recognised(Verdict.TooFewDigits, [.. found.Reasons.Where(reason => reason.Mistakes.Count > 0)], null);
            return rounded.Reasons.Count == 0 ? found.As(Verdict.Mistaken) : new Recognised(Verdict.Mistaken, [.. found.Reasons, .. rounded.Reasons], null);
        }
        if (IsNear(quantity, number, right[quantity])) return OnlyRounded(rounded, "");
        if (rounded.Reasons.Count > 0) return rounded.As(Verdict.Mistaken);
        if (own.Any && OfOwn(quantity, number, own) is { } ofOwn) return ofOwn;
        found = FitsOrCut([.. _suspects.Neighbours(quantity)], number);
        if (found.Reasons.Count > 0) return found.As(Verdict.Mistaken);
        found = FitsOrCut([.. _suspects.Pairs(quantity)], number);
        if (found.Reasons.Count == 1 || SayTheSame(found.Reasons)) return found.As(Verdict.Mistaken);
        if (found.Reasons.Count > 1 || number.Digits < FewestDigitsElsewhere) return new Recognised(Verdict.NotRecognised, [], null);
        found = FitsOrCut([.. own.Elsewhere(quantity, _suspects.FormulaOf)], number);
        return found.Reasons.SelectMany(reason => reason.Mistakes).Distinct().Count() == 1
            ? new Recognised(Verdict.Mistaken, [found.Reasons[0]], found.Meant)
            : new Recognised(Verdict.NotRecognised, [], null);
    }

    /// <summary>What a mistake, a slip or rounding makes of the learner's own earlier numbers.</summary>
    private Recognised? OfOwn(Quantity quantity, LearnersNumber number, OwnNumbers own)
    {
        const string from = "from your own earlier numbers, ";
        bool[] both = [true, false];
        foreach (bool asWritten in both)
        {
            Found found = FitsOrCut([.. own.Uphill(quantity, asWritten), .. Mistake.All.Select(mistake => new ErrorHypothesis(
                new Reason($"{from}with \"{mistake.Name}\": {_suspects.FormulaOf(quantity, mistake)}", [mistake]),
                () => own.From(quantity, asWritten, mistake.Kind)))], number);
            if (found.Reasons.Count > 0) return found.As(Verdict.Mistaken);
        }
        Found rounded = Fits(ErrorHypotheses.Rounding.Select(rounding => ErrorHypothesis.Slip(
            $"{from}but {rounding.Text}", () => own.Rounded(quantity, rounding.Round))), number);
        if (both.Any(asWritten => IsNear(quantity, number, own.From(quantity, asWritten, MistakeKinds.None)))) return OnlyRounded(rounded, from + "but ");
        foreach (bool asWritten in both)
        {
            Found found = FitsOrCut([.. own.Slips(quantity, asWritten).Select(slip =>
                slip with { Reason = slip.Reason with { Explanation = from + "but " + slip.Reason.Explanation } })], number);
            if (found.Reasons.Count > 0) return found.As(Verdict.Mistaken);
        }
        return rounded.Reasons.Count > 0 ? rounded.As(Verdict.Mistaken) : null;
    }

    private bool IsNear(Quantity quantity, LearnersNumber number, double value)
    {
        double size = oldValueOf(quantity) is { } old ? Math.Abs(value - old) : Math.Abs(value);
        return double.IsFinite(value) && Math.Abs(number.Value - value) <= Near * size;
    }

    private static Recognised OnlyRounded(Found rounded, string from) => rounded.Reasons.Count > 0 ? rounded.As(Verdict.RoundedTooEarly)
        : new Recognised(Verdict.RoundedTooEarly, [new Reason(from + "rounded too early, or not right in the last digits", [])], null);

    private static bool IsNew(Quantity quantity) => quantity.Kind is QuantityKind.NewWeight or QuantityKind.NewBias;

    /// <summary>Whether several pairs of mistakes have one mistake in common, so that naming them all still says something.</summary>
    private static bool SayTheSame(IReadOnlyList<Reason> pairs) =>
        pairs.Count > 0 && Mistake.All.Any(mistake => pairs.All(pair => pair.Mistakes.Contains(mistake)));

    /// <summary>Those whose numbers are the answer when they are rounded; where there are none, when they are cut off.</summary>
    private static Found FitsOrCut(ErrorHypothesis[] suspects, LearnersNumber number)
    {
        Found found = Fits(suspects, number);
        return found.Reasons.Count > 0 ? found : That(value => number.Digits > LearnersNumber.FewestDigits && number.CutsOff(value), suspects);
    }

    private static Found Fits(IEnumerable<ErrorHypothesis> suspects, LearnersNumber number) =>
        That(value => number.CanTell ? number.Rounds(value) : number.Is(value), suspects);

    private static Found That(Func<double, bool> isAnswer, IEnumerable<ErrorHypothesis> suspects)
    {
        var reasons = new List<Reason>();
        var values = new List<double>();
        foreach (ErrorHypothesis suspect in suspects)
        {
            double value = suspect.Value();
            if (!isAnswer(value)) continue;
            // "Here only" says nothing new where "everywhere" gives the same.
            if (suspect.Reason.Mistakes.Count == 1 && reasons.Exists(r => r.Mistakes.SequenceEqual(suspect.Reason.Mistakes))) continue;
            reasons.Add(suspect.Reason);
            values.Add(value);
        }
        bool isOne = values.Count > 0 && values.TrueForAll(value => !MistakeComparison.Differ(value, values[0]));
        return new Found(reasons, isOne ? values[0] : null);
    }

    private readonly record struct Found(IReadOnlyList<Reason> Reasons, double? Meant)
    {
        public Recognised As(Verdict verdict) => new(verdict, Reasons, Meant);
    }
}
