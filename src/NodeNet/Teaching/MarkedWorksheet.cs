using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Teaching;

/// <summary>A filled worksheet with its marks.</summary>
public sealed class MarkedWorksheet
{
    internal MarkedWorksheet(IReadOnlyList<Marking> markings) => Markings = markings;

    /// <summary>One marking a blank, in the order of the sheet; blank 1 is the first.</summary>
    public IReadOnlyList<Marking> Markings { get; }

    /// <summary>The sum of the markings' points.</summary>
    public double Points => Markings.Sum(marking => marking.Points);

    /// <summary>One point a blank.</summary>
    public int MostPoints => Markings.Count;

    /// <summary>The marks as a Markdown table, and their sum. It does not give the right numbers away.</summary>
    public string ToMarkdown()
    {
        IEnumerable<string[]> lines = Markings.Select((marking, i) => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"({i + 1})"), marking.Quantity.ToString(), marking.Answer, Naming.Short(marking.Points), marking.Explanation,
        });
        return TextTable.Markdown(["no.", "number", "answer", "points", "what I think"], lines) + $"\n\n{this}\n";
    }

    /// <summary>"7.5 of 9 points".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Points} of {MostPoints} points");
}
