using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>What a <see cref="Marker"/> thinks of an answer.</summary>
public enum Verdict
{
    /// <summary>The number itself, up to the roundings of a computer.</summary>
    Right,

    /// <summary>The number, rounded to the digits that were written, or cut off after them.</summary>
    Rounded,

    /// <summary>It may be the number, or that which follows from the learner's own, but the digits are too few to tell: less than two significant ones; so few
    /// that it is also the old weight; or, less than four, those of a mistake's number, too. Of two digits, also those of several mistakes.</summary>
    TooFewDigits,

    /// <summary>What the right formula makes of the learner's own earlier numbers. Only on a sheet, where those are known.</summary>
    CarriedForward,

    /// <summary>Within half a percent of the number, or of its change where it has an old value, as when numbers on the way are rounded.</summary>
    RoundedTooEarly,

    /// <summary>What one of the <see cref="Marking.Reasons"/> gives.</summary>
    Mistaken,

    /// <summary>Neither right nor what a known mistake gives.</summary>
    NotRecognised,

    /// <summary>Not a number that can be read.</summary>
    NotANumber,

    /// <summary>Nothing was written.</summary>
    Missing,
}

/// <summary>One way to get a wrong number.</summary>
/// <param name="Explanation">What was done, in words.</param>
/// <param name="Mistakes">The classic mistakes among it; empty for a slip that is none of them.</param>
public sealed record Reason(string Explanation, IReadOnlyList<Mistake> Mistakes);

/// <summary>What a <see cref="Marker"/> found out about one answer.</summary>
public sealed class Marking
{
    /// <summary>Which number was asked for.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>What was answered.</summary>
    public required string Answer { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The right number.</summary>
    public required double Expected { get; init; }

    /// <summary>Every known way to this wrong number; more than one where several give the same. For an answer of too few digits, what else it could
    /// be.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>Where to look first: of the numbers that this one is computed from the first wrong one, in the order of calculating; where none was answered
    /// wrongly, the last that was not answered. Null where the answer is right, or what it is computed from is.</summary>
    public Quantity? CheckFirst { get; init; }

    /// <summary>1 for a number that is right, rounded, or carried forward without a new mistake; ½ where only the rounding came too early; otherwise
    /// 0.</summary>
    public double Points => Verdict switch
    {
        Verdict.Right or Verdict.Rounded or Verdict.CarriedForward => 1.0,
        Verdict.RoundedTooEarly => 0.5,
        _ => 0.0,
    };

    /// <summary>Whether the answer is the right number: right or rounded.</summary>
    public bool IsRight => Verdict is Verdict.Right or Verdict.Rounded;

    /// <summary>All the mistakes that are named in the <see cref="Reasons"/>.</summary>
    public IEnumerable<Mistake> Mistakes => Reasons.SelectMany(reason => reason.Mistakes).Distinct();

    /// <summary>The verdict in a sentence or two, without giving the right number away.</summary>
    public string Explanation
    {
        get
        {
            string reasons = string.Join("; or ", Reasons.Select(reason => reason.Explanation));
            string look = CheckFirst is null ? "" : $" Check the {CheckFirst} first.";
            return Verdict switch
            {
                Verdict.Right => "Right.",
                Verdict.Rounded => "Right, rounded.",
                Verdict.TooFewDigits => "Too few digits to tell; write more of them." + string.Concat(
                    Reasons.Where(reason => reason.Mistakes.Count == 0).Take(1).Select(reason => $" ({Capital(reason.Explanation)}.)")),
                Verdict.CarriedForward => CheckFirst is null ? "Right from your own earlier numbers."
                    : $"Right from your own earlier numbers: it follows from your {CheckFirst}.",
                Verdict.RoundedTooEarly => $"Nearly: {reasons}.",
                Verdict.Mistaken => $"This number comes out like this: {reasons}.",
                Verdict.NotRecognised => "Not right, and not a mistake that I know." + look,
                Verdict.NotANumber => "This is not a number that I can read.",
                _ => "Nothing was written.",
            };
        }
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>The same with another verdict and hint.</summary>
    internal Marking With(Verdict verdict, Quantity? checkFirst) => With(verdict, checkFirst, Reasons);

    /// <summary>The same with other reasons.</summary>
    internal Marking With(IReadOnlyList<Reason> reasons) => With(Verdict, CheckFirst, reasons);

    private Marking With(Verdict verdict, Quantity? checkFirst, IReadOnlyList<Reason> reasons) => new()
    {
        Quantity = Quantity,
        Answer = Answer,
        Verdict = verdict,
        CheckFirst = checkFirst,
        Expected = Expected,
        Reasons = reasons,
        Meant = Meant,
    };

    /// <summary>What an earlier answer stands for when later ones are computed from it: the unrounded number, if it is known which.</summary>
    internal double? Meant { get; init; }

    /// <summary>"δ of h1 = 0.143: This number comes out like this: …".</summary>
    public override string ToString() => $"{Quantity} = {Answer}: {Explanation}";
}
