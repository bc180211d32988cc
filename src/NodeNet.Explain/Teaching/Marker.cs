using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>Marks a learner's numbers of a step: right, rounded, or which mistake gives that number.</summary>
/// <remarks>
/// <para>An answer is compared in the digits in which it is written. Known are the six classic <see cref="Mistake"/>s, made everywhere or at some nodes only;
/// two of them at once, where that is not ambiguous; rounding on the way; other books' signs and factors (½, mean or sum); forgotten biases, learning rates and
/// activations; the number of a neighbouring node. Where several give the same number, all are named; on a sheet, the one that explains most answers.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
public sealed class Marker
{
    // A mistake at any of several nodes gives many numbers: fewer digits fit one of them by chance.
    private const int FewestDigitsElsewhere = 4;

    private readonly StepFacts _facts;
    private readonly StepCalculation _right;
    private readonly ErrorHypotheses _suspects;

    /// <summary>Creates a marker for a step.</summary>
    /// <param name="ledger">The ledger of the step. If that of a step with a mistake is given, the right step from the same start is what counts.</param>
    public Marker(StepLedger ledger)
    {
        Guard.NotNull(ledger);
        _facts = StepFacts.OfPlainStep(ledger);
        _right = new StepCalculation(_facts);
        _suspects = new ErrorHypotheses(_facts, _right);
    }

    /// <summary>Marks one answer.</summary>
    /// <param name="quantity">Which number was asked for.</param>
    /// <param name="answer">The number as the learner wrote it: "0.0099", "9.9e-3", "−0,5". Its digits say how exact it claims to be.</param>
    /// <exception cref="ArgumentException">The step has no such number, or it is given with the task.</exception>
    public Marking Check(Quantity quantity, string answer)
    {
        Guard.NotNull(answer);
        return Mark(Known(quantity), answer, Own([]));
    }

    /// <summary>Marks one answer that comes as a number; its digits are those of its shortest exact text.</summary>
    /// <param name="quantity">Which number was asked for.</param>
    /// <param name="answer">The number.</param>
    /// <exception cref="ArgumentException">The step has no such number, or it is given with the task.</exception>
    public Marking Check(Quantity quantity, double answer) => Check(quantity, MessageText.Exact(answer));

    /// <summary>Marks several answers that belong together: later ones may be right from the learner's own earlier numbers.</summary>
    /// <param name="answers">The answers, in the order in which the step computes them.</param>
    /// <returns>One marking an answer, in the same order.</returns>
    /// <exception cref="ArgumentException">The step has no such number, or it is given with the task.</exception>
    public IReadOnlyList<Marking> Check(IEnumerable<(Quantity Quantity, string Answer)> answers)
    {
        Guard.NotNull(answers);
        var markings = new List<Marking>();
        foreach ((Quantity quantity, string answer) in answers)
            markings.Add(Mark(Known(quantity), Guard.NotNull(answer), Own(markings)));
        return RepeatedMistakes.Join(markings);
    }

    /// <summary>The quantity by its nodes' names, if the step has it.</summary>
    internal Quantity Known(Quantity quantity)
    {
        Guard.NotNull(quantity);
        if (quantity.IsGiven) throw new ArgumentException($"The {quantity} is given with the task; there is nothing to mark.", nameof(quantity));
        if (!Enum.IsDefined(quantity.Kind)) throw new ArgumentException($"There is no kind of quantity {(int)quantity.Kind}.", nameof(quantity));

        bool isShared = quantity.Kind >= QuantityKind.WeightDownhill;
        if (isShared ? quantity.Example != 0 : quantity.Example < 1 || quantity.Example > _facts.Count)
        {
            throw new ArgumentException(
                $"The {quantity with { Example = 0 }} has no example {quantity.Example}; "
                    + (isShared ? "the whole batch shares it, so example must be 0." : $"the step has {MessageText.Count(_facts.Count, "example")}, from 1."),
                nameof(quantity));
        }

        if (quantity.Kind == QuantityKind.Loss) return quantity with { Node = "", Source = "" };
        if (quantity.Kind == QuantityKind.ClipFactor)
        {
            return _facts.Setup.ClipNorm is null
                ? throw new ArgumentException("This step does not clip its gradient.", nameof(quantity))
                : Quantity.Given(QuantityKind.ClipFactor);
        }

        if (isShared)
        {
            bool ofWeight = quantity.Kind is QuantityKind.WeightDownhill or QuantityKind.WeightChange or QuantityKind.NewWeight;
            LedgerParameter parameter = ofWeight ? _facts.Network.Weight(quantity.Source, quantity.Node) : _facts.Network.Bias(quantity.Node);
            return quantity with { Node = parameter.Target.Name, Source = parameter.Source?.Name ?? "" };
        }
        LedgerNode node = _facts.NodeOf(quantity);
        if (node.IsInput) throw new ArgumentException($"{node.Name} is an input; it has no {quantity.Kind}.", nameof(quantity));
        if (quantity.Kind == QuantityKind.Slope && node.Layer.IsWholeLayer)
            throw new ArgumentException($"{node.Name} has no slope of its own: {node.Activation} is the whole layer's.", nameof(quantity));
        return quantity with { Node = node.Name, Source = "" };
    }

    private OwnNumbers Own(IReadOnlyList<Marking> earlier) => new(_facts, _right, earlier);

    private Marking Mark(Quantity quantity, string answer, OwnNumbers own)
    {
        double expected = _right[quantity];
        Marking Say(Verdict verdict, IReadOnlyList<Reason>? reasons = null, Quantity? checkFirst = null, double? meant = null) => new()
        {
            Quantity = quantity,
            Answer = answer,
            Verdict = verdict,
            Expected = expected,
            Reasons = reasons ?? [],
            CheckFirst = checkFirst,
            Meant = meant,
        };

        if (string.IsNullOrWhiteSpace(answer)) return Say(Verdict.Missing);
        if (LearnersNumber.Read(answer) is not { } number) return Say(Verdict.NotANumber);
        if (number.Is(expected)) return Say(Verdict.Right, meant: expected);
        if (number.Rounds(expected) || number.CutsOff(expected))
        {
            bool tells = number.CanTell && !IsOldValue(quantity, number);
            IEnumerable<ErrorHypothesis> others = _suspects.Simple(quantity).Where(
                suspect => suspect.Reason.Mistakes.Count > 0 && MistakeComparison.Differ(expected, suspect.Value()));
            return Say(tells ? Verdict.Rounded : Verdict.TooFewDigits, Fits(others, number).Reasons, meant: tells ? expected : number.Value);
        }
        if (CarriedForward(quantity, number, own) is { } value)
            return Say(Verdict.CarriedForward, checkFirst: own.FirstWrong(quantity, evenRounded: true), meant: value);
        if (!number.CanTell && own.Any && number.Rounds(own.From(quantity, asWritten: true, MistakeKinds.None)))
            return Say(Verdict.TooFewDigits, checkFirst: own.FirstWrong(quantity, evenRounded: true), meant: number.Value);

        (IReadOnlyList<Reason> reasons, double? meant) = Recognise(quantity, number, own);
        if (reasons.Count == 0)
        {
            return Say(
                Verdict.NotRecognised, checkFirst: own.FirstWrong(quantity, evenRounded: false) ?? own.LastUnknown(quantity), meant: number.Value);
        }
        bool onlyRounding = reasons.All(reason => reason.Explanation.Contains(ErrorHypotheses.WasRounded, StringComparison.Ordinal));
        return Say(onlyRounding ? Verdict.RoundedTooEarly : Verdict.Mistaken, reasons, meant: meant ?? number.Value);
    }

    /// <summary>Whether a new weight or bias is written with so few digits that it is also the old one, though there is a change.</summary>
    private bool IsOldValue(Quantity quantity, LearnersNumber number)
    {
        if (quantity.Kind is not (QuantityKind.NewWeight or QuantityKind.NewBias)) return false;
        double old = _right[quantity with { Kind = quantity.IsOfWeight ? QuantityKind.Weight : QuantityKind.Bias }];
        return old != _right[quantity] && number.Rounds(old);
    }

    /// <summary>Every known way to the number: the simplest that there are. First single mistakes and slips, then what a mistake, or rounding, makes of the
    /// learner's own numbers, then neighbours, two mistakes at once, and mistakes at nodes that were not asked for.</summary>
    private (IReadOnlyList<Reason> Reasons, double? Meant) Recognise(Quantity quantity, LearnersNumber number, OwnNumbers own)
    {
        (IReadOnlyList<Reason> Reasons, double? Meant) found = Fits(_suspects.Simple(quantity), number);
        if (found.Reasons.Count == 0) found = Cut(_suspects.Simple(quantity), number);
        (IReadOnlyList<Reason> Reasons, double? Meant) rounded = Fits(_suspects.Roundings(quantity), number);
        if (rounded.Reasons.Count > 0) found = ([.. found.Reasons, .. rounded.Reasons], found.Reasons.Count == 0 ? rounded.Meant : null);
        if (found.Reasons.Count > 0) return found;
        if (own.Any)
        {
            foreach (bool asWritten in new[] { true, false })
            {
                found = FitsOrCut([.. Mistake.All.Select(mistake => new ErrorHypothesis(
                    new Reason($"from your own earlier numbers, with \"{mistake.Name}\": {mistake.Wrong}", [mistake]),
                    () => own.From(quantity, asWritten, mistake.Kind)))], number);
                if (found.Reasons.Count > 0) return found;
            }
            found = Fits(ErrorHypotheses.Rounding.Select(rounding => ErrorHypothesis.Slip(
                "from your own earlier numbers, but " + rounding.Text, () => own.Rounded(quantity, rounding.Round))), number);
            if (found.Reasons.Count > 0) return found;
        }
        found = FitsOrCut([.. _suspects.Neighbours(quantity)], number);
        if (found.Reasons.Count > 0) return found;
        found = FitsOrCut([.. _suspects.Pairs(quantity)], number);
        if (found.Reasons.Count == 1 || SayTheSame(found.Reasons)) return found;
        if (found.Reasons.Count > 1 || number.Digits < FewestDigitsElsewhere) return ([], null);
        found = FitsOrCut([.. own.Elsewhere(quantity)], number);
        return found.Reasons.SelectMany(reason => reason.Mistakes).Distinct().Count() == 1 ? ([found.Reasons[0]], found.Meant) : ([], null);
    }

    /// <summary>Whether several pairs of mistakes have one mistake in common, so that naming them all still says something.</summary>
    private static bool SayTheSame(IReadOnlyList<Reason> pairs) =>
        pairs.Count > 0 && Mistake.All.Any(mistake => pairs.All(pair => pair.Mistakes.Contains(mistake)));

    /// <summary>Those whose numbers are the answer when they are rounded; where there are none, when they are cut off.</summary>
    private static (IReadOnlyList<Reason> Reasons, double? Meant) FitsOrCut(ErrorHypothesis[] suspects, LearnersNumber number)
    {
        (IReadOnlyList<Reason> Reasons, double? Meant) found = Fits(suspects, number);
        return found.Reasons.Count > 0 ? found : Cut(suspects, number);
    }

    private static (IReadOnlyList<Reason> Reasons, double? Meant) Fits(IEnumerable<ErrorHypothesis> suspects, LearnersNumber number) =>
        That(value => number.CanTell ? number.Rounds(value) : number.Is(value), suspects);

    private static (IReadOnlyList<Reason> Reasons, double? Meant) Cut(IEnumerable<ErrorHypothesis> suspects, LearnersNumber number) =>
        That(number.CutsOff, suspects);

    private static (IReadOnlyList<Reason> Reasons, double? Meant) That(Func<double, bool> isAnswer, IEnumerable<ErrorHypothesis> suspects)
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
        return (reasons, isOne ? values[0] : null);
    }

    /// <summary>The number that the right formula makes of the learner's own earlier ones, if that is the answer and not simply the right number.</summary>
    private double? CarriedForward(Quantity quantity, LearnersNumber number, OwnNumbers own)
    {
        if (!own.Any || !number.CanTell || IsOldValue(quantity, number)) return null;
        foreach (bool asWritten in new[] { true, false })
        {
            double value = own.From(quantity, asWritten, MistakeKinds.None);
            if (MistakeComparison.Differ(value, _right[quantity]) && (number.Rounds(value) || number.CutsOff(value))) return value;
        }
        return null;
    }
}
