using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>Marks a learner's numbers of a step: right, rounded, or which mistake gives that number.</summary>
/// <remarks>
/// <para>An answer is compared in the digits in which it is written; cut off counts like rounded. Too few digits are those that are also the old value's or,
/// fewer than four, those of one of the six mistakes. Within half a percent of the number (of its change, where it has an old value) an answer is nearly right,
/// unless a mistake gives it. Known are the six classic <see cref="Mistake"/>s, made everywhere or at some nodes only;
/// two of them at once, where that is not ambiguous; rounding on the way; other books' signs and factors (½, mean or sum); forgotten biases, learning rates and
/// activations; the number of a neighbouring node. Where several give the same number, all are named; on a sheet, the one that explains most answers.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
public sealed class Marker
{
    private readonly StepFacts _facts;
    private readonly StepCalculation _right;
    private readonly StepCalculation? _before;
    private readonly Recognition _recognition;

    /// <summary>Creates a marker for a step.</summary>
    /// <param name="ledger">The ledger of the step. If that of a step with a mistake is given, the right step from the same start is what counts.</param>
    public Marker(StepLedger ledger) : this(StepFacts.OfPlainStep(Guard.NotNull(ledger)), null) { }

    /// <summary>Creates a marker for numbers after a step, such as the loss that it leads to: an answer that cannot be told from what the number was before
    /// has too few digits.</summary>
    /// <param name="ledger">The ledger of the step that comes next, whose numbers are asked for.</param>
    /// <param name="before">The ledger of the step that was taken.</param>
    /// <exception cref="ArgumentException">The two are of other networks, or of other numbers of examples.</exception>
    public Marker(StepLedger ledger, StepLedger before)
        : this(StepFacts.OfPlainStep(Guard.NotNull(ledger)), new StepCalculation(StepFacts.OfPlainStep(Guard.NotNull(before))))
    {
        IEnumerable<string> names = ledger.Network.Parameters.Select(parameter => parameter.Name);
        if (ledger.Examples.Count != before.Examples.Count || !names.SequenceEqual(before.Network.Parameters.Select(parameter => parameter.Name)))
            throw new ArgumentException("The step before is of another network, or has another number of examples.", nameof(before));
    }

    internal Marker(StepFacts facts, StepCalculation? before)
    {
        _facts = facts;
        _right = new StepCalculation(_facts);
        _before = before;
        _recognition = new Recognition(_facts, _right, OldValueOf);
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
        if (number.Fits(expected))
        {
            Reason[] others = WhatElse(quantity, number, expected);
            return others.Length == 0 && number.CanTell ? Say(Verdict.Rounded, meant: expected) : Say(Verdict.TooFewDigits, others, meant: number.Value);
        }
        if (own.Any)
        {
            bool fits = false;
            foreach (bool asWritten in new[] { true, false })
            {
                double value = own.From(quantity, asWritten, MistakeKinds.None);
                if (!number.Fits(value)) continue;
                fits = true;
                if (number.CanTell && MistakeComparison.Differ(value, expected) && !IsAlsoOld(quantity, number, value))
                    return Say(Verdict.CarriedForward, checkFirst: own.FirstWrong(quantity, evenRounded: true), meant: value);
            }
            if (fits) return Say(Verdict.TooFewDigits, checkFirst: own.FirstWrong(quantity, evenRounded: true), meant: number.Value);
        }

        Recognised found = _recognition.Of(quantity, number, own);
        Quantity? first = found.Verdict == Verdict.NotRecognised ? own.FirstWrong(quantity, evenRounded: false) ?? own.LastUnknown(quantity) : null;
        return Say(found.Verdict, found.Reasons, first, found.Meant ?? number.Value);
    }

    /// <summary>What else the digits of a right answer could be: the old value and, where they are few, what mistakes make of it.</summary>
    private Reason[] WhatElse(Quantity quantity, LearnersNumber number, double expected)
    {
        bool isOld = IsAlsoOld(quantity, number, expected);
        IEnumerable<Reason> mistakes = number.Digits >= LearnersNumber.EnoughDigits && !isOld ? [] : _recognition.MistakesOf(quantity, number, expected);
        return isOld ? [new Reason("with these digits it is the old value, too", []), .. mistakes] : [.. mistakes];
    }

    /// <summary>Whether a number is written with so few digits that it is also what it was before the step, though there is a change.</summary>
    private bool IsAlsoOld(Quantity quantity, LearnersNumber number, double value) =>
        OldValueOf(quantity) is { } old && MistakeComparison.Differ(old, value) && number.Fits(old);

    /// <summary>What a number was before the step; null where it was not there, or nobody knows.</summary>
    private double? OldValueOf(Quantity quantity) => quantity.Kind is QuantityKind.NewWeight or QuantityKind.NewBias
        ? _right[quantity with { Kind = quantity.IsOfWeight ? QuantityKind.Weight : QuantityKind.Bias }]
        : _before?[quantity];
}
