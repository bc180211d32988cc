using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>The rules by which a learner chooses what it is not told; docs/learner.md has them with the experiment behind them.</summary>
internal static class LearnerDefaults
{
    /// <summary>Training without held-out rows stops when the loss gets smaller by no more than this.</summary>
    public const double LeastImprovement = 1e-4;

    private const int FewestHidden = 32;
    private const int MostHidden = 128;
    private const double HiddenForEachInput = 1.5;

    private const int SmallestBatch = 32;
    private const int LargestBatch = 256;
    private const int BatchesInEpoch = 500;

    private const int FewestEpochs = 20;
    private const int MostEpochs = 200;
    private const int MostPasses = 1000; // of a minimizer
    private const int MostExamples = 2_000_000; // over all epochs

    private const double PenaltyOfClasses = 1.5; // divided by the rows
    private const double PenaltyOfNumbers = 3.5;
    private const double SmallestL2 = 1e-4;
    private const double LargestL2 = 1e-2;

    private const int FewRowsForColumn = 10;
    private const int FewRowsOfClass = 10;

    public static string Version { get; } = typeof(Learner).Assembly.GetName().Version?.ToString(3) ?? "";

    public static LearnerPlan Complete(Learner learner, Recipe recipe, int rows)
    {
        double held = learner.ValidationFraction ?? 0.0;
        if (held is not (>= 0.0 and < 1.0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(learner), held, $"ValidationFraction is {MessageText.Exact(held)}; it must be from 0 to below 1.");
        }
        if (learner.Minimizer is { } minimizer) CheckAlone(learner, minimizer);
        bool takesRectifier = recipe.ClassLabels is not null && learner.Minimizer is null; // minimizers need smooth functions
        return new LearnerPlan
        {
            Recipe = recipe,
            Rows = rows,
            StartFrom = learner.StartFrom,
            Hidden = learner.StartFrom is { } known ? WarmStart.HiddenOf(known) : learner.Hidden ?? [HiddenFor(recipe.InputCount)],
            Activation = learner.Activation ?? (takesRectifier ? new ReLU() : new Tanh()),
            Loss = learner.Loss ?? learner.StartFrom?.Loss ?? LossFor(recipe),
            Optimizer = learner.Optimizer ?? new Adam(),
            Minimizer = learner.Minimizer,
            LearningRate = learner.LearningRate ?? 0.005,
            Epochs = learner.Epochs ?? (learner.Minimizer is not null ? MostPasses : Math.Clamp(MostExamples / rows, FewestEpochs, MostEpochs)),
            BatchSize = learner.BatchSize ?? Math.Clamp(rows / BatchesInEpoch, SmallestBatch, LargestBatch),
            L2 = learner.L2 ?? L2For(recipe, rows),
            ValidationFraction = held,
            StopsByRunningLoss = learner.StopsByRunningLoss,
            Patience = learner.Patience is { } patience ? Guard.AtLeast(patience, 1, "Patience") : 10,
            Seed = learner.Seed,
            Weights = learner.WeightsInWords,
        };
    }

    /// <summary>Refuses what a minimizer would leave out of account.</summary>
    private static void CheckAlone(Learner learner, IMinimizer minimizer)
    {
        if (learner.Checkpoints is not null)
        {
            throw new ArgumentException(
                $"{minimizer.Name} writes no checkpoints: what it remembers of its steps cannot be saved. Leave Checkpoints out, or the minimizer.",
                nameof(learner));
        }
        string? other = learner.Optimizer is not null ? "Optimizer" : learner.LearningRate is not null ? "LearningRate"
            : learner.BatchSize is not null ? "BatchSize" : learner.StopsByRunningLoss ? "StopsByRunningLoss" : null;
        if (other is not null)
        {
            throw new ArgumentException(
                $"{minimizer.Name} finds its own steps over all rows, so {other} would do nothing: leave {other} out, or the minimizer.", nameof(learner));
        }
        if (learner.Precision != Precision.Double)
            throw new ArgumentException($"{minimizer.Name} computes in double precision: leave Precision out.", nameof(learner));
    }

    /// <summary>That there are too few rows for trust in what is learned: fewer than ten for each column that is read, or fewer than ten of a class; or that
    /// a number to predict is always the same.</summary>
    public static IEnumerable<string> NotesOn(ITable training, LearnerPlan plan)
    {
        if (plan.Recipe.ClassLabels is null)
            return NotesOn(null, [.. plan.Recipe.Targets.Select(target => target.Name).Where(name => IsConstant(training, name))], plan);
        int place = new ColumnSearch(training).PlaceOf(plan.Recipe.Targets[0].Name);
        return NotesOn(
            Enumerable.Range(0, training.RowCount).Select(row => training[row, place].ToString()).CountBy(label => label, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal), [], plan);
    }

    /// <summary>As the other, by what is known of the targets.</summary>
    public static IEnumerable<string> NotesOn(IReadOnlyDictionary<string, int>? counts, IReadOnlyList<string> constant, LearnerPlan plan)
    {
        (Recipe recipe, int rows) = (plan.Recipe, plan.Rows);
        if (plan.IsUnboundMinimizer)
        {
            yield return $"{plan.Minimizer!.Name} without L2 and without held-out rows goes on until it has learned the noise, too: "
                + "set L2 or ValidationFraction.";
        }
        if (rows < FewRowsForColumn * recipe.Columns.Count)
        {
            yield return $"{MessageText.Count(rows, "row")} for {MessageText.Count(recipe.Columns.Count, "column")} are very few: with fewer than "
                + $"{FewRowsForColumn} rows for each column a model may learn them by heart. Measure it on other rows before you trust it.";
        }
        if (recipe.ClassLabels is not { } classes)
        {
            foreach (string target in constant)
                yield return $"The target {MessageText.Shown(target)} has the same value in every row: there is nothing to learn, and no score means anything.";
            yield break;
        }
        if (counts is null) yield break;
        string[] rare = [.. classes.Where(label => counts.GetValueOrDefault(label) < FewRowsOfClass)
            .Select(label => $"{MessageText.Shown(label)} ({counts.GetValueOrDefault(label)})")];
        if (rare.Length > 0)
        {
            yield return $"Fewer than {FewRowsOfClass} rows are of the {(rare.Length == 1 ? "class" : "classes")} {MessageText.List(rare)}: "
                + "too few to learn what they have in common.";
        }
    }

    private static bool IsConstant(ITable training, string column)
    {
        int place = new ColumnSearch(training).PlaceOf(column);
        return Enumerable.Range(0, training.RowCount).Select(row => training[row, place]).Where(cell => !cell.IsMissing).Distinct().Take(2).Count() == 1;
    }

    /// <summary>What was measured while training, for a model's origin.</summary>
    public static Dictionary<string, double> ScoresOf(TrainingResult result)
    {
        var scores = new Dictionary<string, double> { ["training loss"] = result.TrainingLoss };
        if (result.TrainingAccuracy is { } training) scores["training accuracy"] = training;
        if (result.ValidationLoss is { } loss) scores["validation loss"] = loss;
        if (result.ValidationAccuracy is { } accuracy) scores["validation accuracy"] = accuracy;
        return scores.Where(score => double.IsFinite(score.Value)).ToDictionary();
    }

    /// <summary>One and a half nodes for each input, in eights.</summary>
    private static int HiddenFor(int inputs) => (int)Math.Clamp(8 * Math.Ceiling(HiddenForEachInput * inputs / 8), FewestHidden, MostHidden);

    /// <summary>The penalty weighs against the mean over the rows: the more rows, the less it is needed.</summary>
    private static double L2For(Recipe recipe, int rows) =>
        Math.Clamp((recipe.ClassLabels is null ? PenaltyOfNumbers : PenaltyOfClasses) / rows, SmallestL2, LargestL2);

    private static ILoss LossFor(Recipe recipe)
    {
        if (recipe.ClassLabels is null) return new MeanSquaredError();
        return recipe.OutputCount == 1 ? new BinaryCrossEntropy() : new CrossEntropy();
    }
}
