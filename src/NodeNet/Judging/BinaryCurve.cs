using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>How well scores tell positive rows from negative ones, at every threshold: the ROC curve, the precision–recall curve, their areas, and the
/// threshold for what is wanted. Immutable.</summary>
/// <remarks>Rows with equal scores are answered alike, so they make one point. The numbers are scikit-learn's.</remarks>
/// <example><code>
/// BinaryCurve curve = BinaryCurve.Of(model, validation);
/// Console.WriteLine(curve);                                               // ROC area 0.93, average precision 0.81, …
/// Model careful = model with { Threshold = curve.ThresholdFor(recall: 0.9) };
/// careful.Save("careful.json");                                           // the threshold is part of the model
/// </code></example>
public sealed class BinaryCurve
{
    private BinaryCurve(ThresholdPoint[] points)
    {
        Points = points;
        PositiveCount = points[^1].TruePositives;
        NegativeCount = points[^1].FalsePositives;
    }

    /// <summary>A point for each different score, from the highest threshold, ∞, at which nothing is answered as positive, to the lowest score, at which
    /// everything is.</summary>
    public IReadOnlyList<ThresholdPoint> Points { get; }

    /// <summary>How many rows are positive.</summary>
    public int PositiveCount { get; }

    /// <summary>How many rows are negative.</summary>
    public int NegativeCount { get; }

    /// <summary>The area under recall over false-positive rate: the chance that a positive row has a higher score than a negative one, where equal scores
    /// count one half. 1 is perfect, 0.5 is chance.</summary>
    public double RocArea
    {
        get
        {
            double pairs = 0.0; // whole pairs of a positive and a negative row that are in order, twice
            for (int i = 1; i < Points.Count; i++)
            {
                double negatives = Points[i].FalsePositives - Points[i - 1].FalsePositives;
                pairs += negatives * ((double)Points[i].TruePositives + Points[i - 1].TruePositives);
            }
            return pairs / (2.0 * PositiveCount * NegativeCount);
        }
    }

    /// <summary>The mean precision over the positive rows, Σ (recall − recall before) · precision: the area under the precision–recall curve without
    /// interpolation, which would flatter. The share of positive rows is chance.</summary>
    public double AveragePrecision
    {
        get
        {
            double sum = 0.0;
            for (int i = 1; i < Points.Count; i++)
                sum += (Points[i].Recall - Points[i - 1].Recall) * Points[i].Precision;
            return sum;
        }
    }

    /// <summary>Judges scores.</summary>
    /// <param name="scores">A finite number for each row; the higher, the more it is taken for positive.</param>
    /// <param name="truths">Whether each row is positive.</param>
    /// <exception cref="ArgumentException">The two differ in length, a score is not finite, or not both kinds of row are there.</exception>
    public static BinaryCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths)
    {
        if (scores.Length != truths.Length)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(scores.Length, "score")} and {MessageText.Count(truths.Length, "truth")}; there must be as many of each.",
                nameof(truths));
        }
        int positives = truths.Count(true);
        if (positives == 0 || positives == truths.Length)
        {
            throw new ArgumentException(
                $"Of {MessageText.Count(truths.Length, "row")} {positives} are positive; a curve needs rows of both kinds.", nameof(truths));
        }
        for (int row = 0; row < scores.Length; row++)
        {
            if (!double.IsFinite(scores[row]))
                throw new ArgumentException($"Row {row} (from 0): the score is {MessageText.Exact(scores[row])}; it must be a finite number.", nameof(scores));
        }
        double[] falling = [.. scores];
        bool[] truth = [.. truths];
        Array.Sort(falling, truth);
        Array.Reverse(falling);
        Array.Reverse(truth);
        return new BinaryCurve(PointsOf(falling, truth, positives));
    }

    /// <summary>Judges a model that tells two classes apart on rows as its users have them; the second class is the positive one.</summary>
    /// <param name="model">A model with a recipe that predicts two classes; of more, see <see cref="ClassScores.CurveOf"/>.</param>
    /// <param name="table">A table with the recipe's columns and its target: rows that the model was not trained on.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="ArgumentException">Not both classes are there, or an output is not finite.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe, or does not predict two classes; or the network is being trained on another
    /// thread, or training began meanwhile.</exception>
    public static BinaryCurve Of(Model model, ITable table)
    {
        ClassScores scores = ClassScores.Of(model, table);
        return scores.ClassCount == 2
            ? scores.CurveOf(1)
            : throw new InvalidOperationException(
                $"The model tells {scores.ClassCount} classes apart, not two: ClassScores.Of(model, table).CurveOf(c) is the curve of one against the rest.");
    }

    /// <summary>What a threshold makes of the rows.</summary>
    /// <param name="threshold">The threshold: positive is answered from it on.</param>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    public ThresholdPoint At(double threshold)
    {
        if (double.IsNaN(threshold)) throw new ArgumentException("The threshold is NaN.", nameof(threshold));
        int last = 0;
        while (last + 1 < Points.Count && Points[last + 1].Threshold >= threshold) last++;
        return Points[last] with { Threshold = threshold };
    }

    /// <summary>The threshold for one aim: name it. Each is a score that a row has, so that a model that answers "from it on" does what was asked on these
    /// rows.</summary>
    /// <param name="recall">So large a share of the positive rows is to be found: the highest threshold that finds it.</param>
    /// <param name="precision">So large a share of what is answered as positive is to be positive: the threshold of the largest recall where it is.</param>
    /// <param name="falsePositiveRate">At most so large a share of the negative rows is to be answered as positive: the lowest threshold that keeps to
    /// it.</param>
    /// <exception cref="ArgumentException">Not exactly one aim is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">No threshold that answers anything as positive reaches it; the message says what the best one
    /// reaches.</exception>
    public double ThresholdFor(double? recall = null, double? precision = null, double? falsePositiveRate = null)
    {
        if (new[] { recall, precision, falsePositiveRate }.Count(aim => aim is not null) != 1)
            throw new ArgumentException("Name one aim: recall, precision or falsePositiveRate.");
        CheckShare(recall, nameof(recall));
        CheckShare(precision, nameof(precision));
        CheckShare(falsePositiveRate, nameof(falsePositiveRate));
        ThresholdPoint[] thresholds = [.. Points.Skip(1)];
        if (recall is { } found) return thresholds.First(point => point.Recall >= found).Threshold; // the last finds all
        if (precision is { } right)
        {
            ThresholdPoint[] precise = [.. thresholds.Where(point => point.Precision >= right)];
            if (precise.Length > 0) return precise[^1].Threshold;
            ThresholdPoint best = Best(point => point.Precision);
            throw new InvalidOperationException($"No threshold has a precision of {MessageText.Short(right)}; the best is {best}.");
        }
        ThresholdPoint[] few = [.. thresholds.Where(point => point.FalsePositiveRate <= falsePositiveRate)];
        return few.Length > 0
            ? few[^1].Threshold
            : throw new InvalidOperationException(
                $"No threshold has a false-positive rate of at most {MessageText.Short(falsePositiveRate!.Value)}; the highest is {thresholds[0]}.");
    }

    /// <summary>The point that is best by a measure, as F1: the highest threshold of several.</summary>
    /// <param name="measure">The larger, the better: <c>point => point.F1</c>.</param>
    public ThresholdPoint Best(Func<ThresholdPoint, double> measure) => Points.Skip(1).MaxBy(Guard.NotNull(measure));

    /// <summary>How many times as frequent positive rows are among those with the highest scores as among all. Of rows with equal scores at the border, the
    /// mean counts.</summary>
    /// <param name="share">The share of the rows that is looked at, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not above 0 and at most 1.</exception>
    public double Lift(double share)
    {
        if (!(share > 0.0 && share <= 1.0))
            throw new ArgumentOutOfRangeException(nameof(share), share, $"share is {MessageText.Exact(share)}; it must be above 0 and at most 1.");
        double wanted = share * (PositiveCount + NegativeCount);
        int i = 1;
        while (i < Points.Count - 1 && Answered(Points[i]) < wanted) i++;
        double before = Answered(Points[i - 1]);
        double part = (wanted - before) / (Answered(Points[i]) - before);
        double found = Points[i - 1].TruePositives + part * (Points[i].TruePositives - Points[i - 1].TruePositives);
        return found / PositiveCount / share;
    }

    /// <summary>"ROC area 0.93, average precision 0.81 (40 positive, 160 negative rows)".</summary>
    public override string ToString() =>
        $"ROC area {MessageText.Short(RocArea)}, average precision {MessageText.Short(AveragePrecision)} ({PositiveCount} positive, "
            + $"{MessageText.Count(NegativeCount, "negative row")})";

    private static ThresholdPoint[] PointsOf(double[] falling, bool[] truth, int positives)
    {
        var points = new List<ThresholdPoint> { new(double.PositiveInfinity, 0, 0, positives, truth.Length - positives) };
        int found = 0;
        for (int row = 0; row < falling.Length; row++)
        {
            if (truth[row]) found++;
            if (row + 1 < falling.Length && falling[row + 1] == falling[row]) continue;
            int wrong = row + 1 - found;
            points.Add(new ThresholdPoint(falling[row], found, wrong, positives - found, truth.Length - positives - wrong));
        }
        return [.. points];
    }

    private static double Answered(ThresholdPoint point) => (double)point.TruePositives + point.FalsePositives;

    private static void CheckShare(double? share, string name)
    {
        if (share is { } value && !(value >= 0.0 && value <= 1.0))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {MessageText.Exact(value)}; it must be from 0 to 1.");
    }
}
