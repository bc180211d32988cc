using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>A filled worksheet with its marks.</summary>
public sealed class MarkedWorksheet
{
    internal MarkedWorksheet(IReadOnlyList<Marking> markings, IReadOnlyList<string> remarks, string? code, string keyCode)
    {
        Code = code;
        FitsKey = code is null || code == keyCode;
        Markings = markings;
        Remarks = remarks;
    }

    /// <summary>One marking a blank, in the order of the sheet; blank 1 is the first.</summary>
    public IReadOnlyList<Marking> Markings { get; }

    /// <summary>The classic mistakes that were made, the first one first, each with the numbers in which it was made: one mistake, at however many nodes it was
    /// made. Of these numbers count those whose own formula has the mistake, as δ has the slope; others, as new weights, only where none of them was
    /// asked.</summary>
    public IReadOnlyList<(Mistake Mistake, IReadOnlyList<Quantity> Numbers)> Mistakes =>
    [
        .. from marking in Markings
           where marking.Verdict == Verdict.Mistaken
           from mistake in marking.Mistakes
           group marking.Quantity by mistake into made
           let own = made.Where(number => IsMadeIn(number.Kind, made.Key.Kind)).ToArray()
           select (made.Key, (IReadOnlyList<Quantity>)(own.Length > 0 ? own : [.. made])),
    ];

    private static bool IsMadeIn(QuantityKind number, MistakeKinds mistake) => mistake switch
    {
        MistakeKinds.ForgetsSlope => number == QuantityKind.Delta,
        MistakeKinds.NetInputInSlope => number is QuantityKind.Slope or QuantityKind.Delta,
        MistakeKinds.StepsUphill => number is QuantityKind.WeightChange or QuantityKind.BiasChange or QuantityKind.NewWeight or QuantityKind.NewBias,
        MistakeKinds.LeavesBiases => number is QuantityKind.BiasChange or QuantityKind.NewBias,
        _ => number is QuantityKind.Push or QuantityKind.Delta,
    };

    /// <summary>The first number that is wrong by itself, in the order of the sheet: where to begin looking. Null where there is none, as where later numbers
    /// follow rightly from rounded ones.</summary>
    public Quantity? FirstWrong =>
        Markings.FirstOrDefault(marking => marking.Verdict is Verdict.Mistaken or Verdict.NotRecognised or Verdict.NotANumber)?.Quantity;

    /// <summary>The code that stands on the sheet, as <see cref="Worksheet.Code"/>; null where none was read.</summary>
    public string? Code { get; }

    /// <summary>Whether the sheet's code is that of the key, or it has none. Where it is not, the marks mean nothing, and the first remark says so.</summary>
    public bool FitsKey { get; }

    /// <summary>What is to be said about the file that was read, a sentence each: a blank that comes twice, a line for no blank, a file without an answer.
    /// Empty where there is nothing to say.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The sum of the markings' points.</summary>
    public double Points => Markings.Sum(marking => marking.Points);

    /// <summary>One point a blank.</summary>
    public int MostPoints => Markings.Count;

    /// <summary>The marks as a Markdown table, their sum, the mistakes, and the remarks. It does not give the right numbers away.</summary>
    public string ToMarkdown()
    {
        IEnumerable<string[]> lines = Markings.Select((marking, i) => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"({i + 1})"), marking.Quantity.ToString(), marking.Answer, MessageText.Short(marking.Points),
            marking.Explanation,
        });
        return TextTable.Markdown(
            ["no.", "number", "answer", "points", "what I think"],
            lines) + $"\n\n{this}\n" + string.Concat(Mistakes.Select(made =>
                $"\n{TextTable.Escape($"{made.Mistake.Name}: {string.Join(", ", made.Numbers)}")}\n"))
            + string.Concat(Remarks.Select(remark => $"\n{TextTable.Escape(remark)}\n"));
    }

    /// <summary>"7.5 of 9 points", or "0 of 9 points: no answer was found".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Points} of {MessageText.Count(MostPoints, "point")}{(Markings.All(marking => marking.Verdict == Verdict.Missing) ? ": no answer was found" : "")}");
}
