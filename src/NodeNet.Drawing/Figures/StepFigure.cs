using NodeNet.Drawing.Svg;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Figures;

/// <summary>What the figures of a recorded step share.</summary>
internal static class StepFigure
{
    /// <summary>Of many terms of a sum, so many are drawn.</summary>
    public const int MostTerms = 8;

    /// <summary>The example that is drawn.</summary>
    public static ExampleLedger Example(StepLedger ledger, StepPictureOptions options)
    {
        Guard.NotNull(ledger);
        if (ledger.Setup.Dropout is not null || ledger.Setup.InputNoise > 0.0 || ledger.Setup.MaxNorm is not null)
        {
            throw new ArgumentException(
                "Pictures of a step do not show dropout, noise and max-norm; the ledger and the replay do. Draw the step of one without.", nameof(ledger));
        }
        return options.Example < ledger.Examples.Count
            ? ledger.Examples[options.Example]
            : throw new ArgumentException(
                $"Example is {options.Example}; the step has {Numbers.Count(ledger.Examples.Count, "example")}, the first of which is 0.", nameof(options));
    }

    /// <summary>The terms that count most, in their order.</summary>
    public static T[] Largest<T>(IReadOnlyList<T> terms, Func<T, double> size)
    {
        if (terms.Count <= MostTerms) return [.. terms];
        return [.. terms.Select((term, index) => (term, index))
            .OrderByDescending(each => double.IsNaN(size(each.term)) ? double.PositiveInfinity : Math.Abs(size(each.term))).ThenBy(each => each.index)
            .Take(MostTerms).OrderBy(each => each.index).Select(each => each.term)];
    }

    /// <summary>What the sign of a δ says.</summary>
    public static string Meaning(double delta) => delta switch
    {
        > 0 => "δ is positive: the loss falls if the node's net input grows",
        < 0 => "δ is negative: the loss falls if the node's net input shrinks",
        0 => "δ is 0: the node's net input should stay as it is",
        _ => "δ is not a number",
    };

    /// <summary>What is wrong on purpose in the step, so that no such picture passes for a right one.</summary>
    public static IEnumerable<Phrase> Warnings(StepLedger ledger) => ledger.Mistakes.Select(mistake => (Phrase)$"wrong on purpose: {mistake.Name}");

    /// <summary>The formulas in words for screen readers: as they are, one sentence each.</summary>
    public static string Words(IEnumerable<Phrase> lines) => string.Join(". ", lines.Select(Words)) + ".";

    private static string Words(Phrase line) =>
        string.Concat(line.Pieces.Select(piece => piece.IsLow ? $" of {piece.Text}" : piece.Text)).Replace("\u2003", "", StringComparison.Ordinal).Trim();
}
