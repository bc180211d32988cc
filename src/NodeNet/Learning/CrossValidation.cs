using System.Globalization;
using System.Text;
using NodeNet.Foundation;
using NodeNet.Metrics;
using NodeNet.Recipes;

namespace NodeNet.Learning;

/// <summary>How well a learner does on rows that it has not seen: the table is divided into parts, and each part is tested with once, by a model of its own
/// that is trained on the others. The recipe, too, is fitted on those others alone. Immutable.</summary>
/// <example><code>
/// Console.WriteLine(CrossValidation.Run(table, Learner.For("species")));
/// </code></example>
public sealed class CrossValidation
{
    private CrossValidation(Learner learner, IReadOnlyList<FoldResult> folds)
    {
        (Learner, Folds) = (learner, folds);
        double[] scores = [.. folds.Select(fold => fold.Score)];
        bool allFinite = scores.All(double.IsFinite);
        (MeanScore, Deviation) = allFinite ? Statistics.MeanAndDeviation(scores) : (double.NaN, double.NaN);
    }

    /// <summary>The learner.</summary>
    public Learner Learner { get; }

    /// <summary>What came of each part.</summary>
    public IReadOnlyList<FoldResult> Folds { get; }

    /// <summary>The parts' scores, in their order: as <c>PairedComparison</c> takes them.</summary>
    public IReadOnlyList<double> Scores => [.. Folds.Select(fold => fold.Score)];

    /// <summary>The mean of the scores; NaN if a training diverged.</summary>
    public double MeanScore { get; }

    /// <summary>Their standard deviation, √(Σ (score − mean)² / n).</summary>
    public double Deviation { get; }

    /// <summary>How far the mean may be off by chance, about: the deviation with n − 1, divided by √n. The parts share training rows, so it is a little too
    /// small.</summary>
    public double StandardError => Deviation / Math.Sqrt(Folds.Count - 1.0);

    /// <summary>Trains and tests a learner once for each part.</summary>
    /// <param name="table">The table. Of classes each part has the same share, as nearly as whole rows allow.</param>
    /// <param name="learner">The learner. Each training takes one thread; the parts run side by side.</param>
    /// <param name="folds">How many parts, from 2 to the number of rows. Default: 5.</param>
    /// <param name="seed">Decides which row is in which part.</param>
    /// <param name="maxDegreeOfParallelism">The largest number of threads; null for the processors. The results are the same, to the bit, for any.</param>
    /// <param name="runOn">Where the trainings run, as a cluster: the results are the same; null for this process's threads.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> or <paramref name="maxDegreeOfParallelism"/> is out of its range.</exception>
    /// <exception cref="RecipeException">The table does not allow it, as when a part of the rows has one class only; the message names column and place.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CrossValidation Run(
        ITable table, Learner learner, int folds = 5, long seed = 1, int? maxDegreeOfParallelism = null, ITrialRunner? runOn = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(learner);
        var parts = new FoldedTable(table, learner, folds, seed);
        var results = new FoldResult[folds];
        if (runOn is null)
        {
            TrialThreads.Run(folds, maxDegreeOfParallelism, fold => results[fold] = parts.Test(learner, fold, cancellation), cancellation);
            return new CrossValidation(learner, results);
        }
        parts.Prepare(cancellation);
        LearnerTrial[] trials = [
            .. Enumerable.Range(0, folds).Select(fold => new LearnerTrial { Learner = learner, Folds = folds, Seed = seed, Fold = fold, KeepsNetwork = true }),
        ];
        var done = new LearnerTrialResult[folds];
        runOn.Run(table, trials, (fold, result) => done[fold] = result, cancellation);
        if (done.FirstOrDefault(result => result.Trouble is not null) is { } failed) throw failed.ToException();
        for (int fold = 0; fold < folds; fold++) results[fold] = parts.Restored(learner, fold, done[fold]);
        return new CrossValidation(learner, results);
    }

    /// <summary>"accuracy 0.967 ± 0.009 (mean of 5 parts and its standard error)", and a line for each part.</summary>
    public override string ToString()
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append(plain, $"{Folds[0].Measure} {MeanScore:0.0000} ± {StandardError:0.0000} (mean of {Folds.Count} parts and its standard error)");
        for (int fold = 0; fold < Folds.Count; fold++) text.Append(plain, $"\n  part {fold + 1}: {Folds[fold]}");
        return text.ToString();
    }
}

/// <summary>What came of one part of a cross-validation.</summary>
/// <param name="Measure">"accuracy" of classes, "R²" of numbers.</param>
/// <param name="Score">The accuracy, or the mean R² of the targets; NaN if the training diverged.</param>
/// <param name="Evaluation">Everything that was measured on the rows of the part; null if the training diverged.</param>
/// <param name="Epochs">How many epochs the training took.</param>
public sealed record FoldResult(string Measure, double Score, TableEvaluation? Evaluation, int Epochs)
{
    /// <summary>"accuracy 0.9667 of 30 rows, after 58 epochs".</summary>
    public override string ToString() => Evaluation is { } found
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Measure} {Score:0.0000} of {MessageText.Count(found.Count, "row")}, after {MessageText.Count(Epochs, "epoch")}")
        : $"diverged after {MessageText.Count(Epochs, "epoch")}";
}
