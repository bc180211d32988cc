using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>Whether probabilities mean what they say: of the answers given with 0.8, do eight of ten hold? Scores are gathered in bins of equal width.
/// Immutable.</summary>
public sealed class Reliability
{
    private Reliability(IReadOnlyList<ReliabilityBin> bins, int count) => (Bins, Count) = (bins, count);

    /// <summary>The bins that have rows, from the lowest scores to the highest.</summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>The expected calibration error: the mean over the rows of |share that holds − mean score| of their bin. 0 is perfect.</summary>
    public double ExpectedCalibrationError => Bins.Sum(bin => bin.Count * bin.Gap) / Count;

    /// <summary>The largest |share that holds − mean score| of a bin.</summary>
    public double MaximumCalibrationError => Bins.Max(bin => bin.Gap);

    /// <summary>Judges a model's probabilities: of two classes that of the second, positive one; of more, that of the class which is answered.</summary>
    /// <param name="model">A model with a recipe, of classes.</param>
    /// <param name="table">A table with the recipe's columns and its target: rows that the model was not trained on.</param>
    /// <param name="bins">How many bins; at least 1. Default: 10.</param>
    /// <exception cref="ArgumentException">An output is no share from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or predicts numbers; or the network is being trained.</exception>
    public static Reliability Of(Model model, ITable table, int bins = 10) => ClassScores.Of(model, table).Reliability(bins);

    /// <summary>Judges scores.</summary>
    /// <param name="scores">From 0 to 1, row by row.</param>
    /// <param name="truths">Whether what the score was given for holds, row by row.</param>
    /// <param name="bins">How many bins; at least 1. Default: 10. A bin holds its upper border, the first its lower one, too.</param>
    /// <exception cref="ArgumentException">The two differ in length or are empty, or a score is not from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public static Reliability Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths, int bins = 10)
    {
        if (bins < 1) throw new ArgumentOutOfRangeException(nameof(bins), bins, $"bins is {bins}; it must be 1 or above.");
        if (scores.Length != truths.Length || scores.Length == 0)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(scores.Length, "score")} and {MessageText.Count(truths.Length, "truth")}; there must be as many, and one at "
                    + "least.", nameof(truths));
        }
        var found = new SortedDictionary<int, (int Count, double Sum, int Holding)>();
        for (int row = 0; row < scores.Length; row++)
        {
            if (!(scores[row] >= 0.0 && scores[row] <= 1.0))
                throw new ArgumentException($"Row {row} (from 0): the score is {MessageText.Exact(scores[row])}; it must be from 0 to 1.", nameof(scores));
            int bin = Math.Max(0, (int)Math.Ceiling(scores[row] * bins) - 1);
            (int count, double sum, int holding) = found.GetValueOrDefault(bin);
            found[bin] = (count + 1, sum + scores[row], holding + (truths[row] ? 1 : 0));
        }
        return new Reliability(
            [
                .. found.Select(bin => (bin.Key, bin.Value.Count, bin.Value.Sum, bin.Value.Holding)).Select(bin => new ReliabilityBin(
                    (double)bin.Key / bins, (bin.Key + 1.0) / bins, bin.Count, bin.Sum / bin.Count, (double)bin.Holding / bin.Count)),
            ],
            scores.Length);
    }

    /// <summary>"200 rows in 10 bins: expected calibration error 0.031, at most 0.12".</summary>
    public override string ToString() =>
        $"{MessageText.Count(Count, "row")} in {MessageText.Count(Bins.Count, "bin")}: expected calibration error "
            + $"{MessageText.Short(ExpectedCalibrationError)}, at most {MessageText.Short(MaximumCalibrationError)}";
}

/// <summary>Rows whose scores are alike.</summary>
/// <param name="From">The lower border of the scores.</param>
/// <param name="To">The upper border.</param>
/// <param name="Count">How many rows.</param>
/// <param name="MeanScore">The mean of their scores: what was promised.</param>
/// <param name="Share">The share of the rows for which it holds: what came true.</param>
public readonly record struct ReliabilityBin(double From, double To, int Count, double MeanScore, double Share)
{
    /// <summary>|share that holds − mean score|.</summary>
    public double Gap => Math.Abs(Share - MeanScore);

    /// <summary>"0.7 to 0.8: 24 rows, mean score 0.751, 0.708 hold".</summary>
    public override string ToString() =>
        $"{MessageText.Short(From)} to {MessageText.Short(To)}: {MessageText.Count(Count, "row")}, mean score {MessageText.Short(MeanScore)}, "
            + $"{MessageText.Short(Share)} hold";
}
