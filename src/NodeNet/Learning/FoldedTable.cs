using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Metrics;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>A table in the parts of a cross-validation. Each part's rows are encoded once for all learners that read the columns in the same way; the recipe is
/// fitted on the rows that are trained on, and on no others.</summary>
internal sealed class FoldedTable
{
    private readonly ITable _table;
    private readonly (int[] Training, int[] Test)[] _parts;
    private readonly Learner _reader; // the learner whose columns were encoded
    private readonly Lazy<Prepared>[] _prepared;

    public FoldedTable(ITable table, Learner learner, int folds, long seed)
    {
        _table = Guard.NotNull(table);
        WarmStart.CheckNone(learner, "Cross-validation");
        if (folds < 2 || folds > table.RowCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(folds), folds, $"There are {folds} parts of {MessageText.Count(table.RowCount, "row")}; there must be from 2 to as many as rows.");
        }
        bool[] counts = Counting(table, learner);
        int left = counts.Count(isCounted => isCounted);
        if (folds > left)
        {
            throw new ArgumentOutOfRangeException(
                nameof(folds), folds,
                $"There are {folds} parts of {MessageText.Count(left, "row")}: {MessageText.Count(counts.Length - left, "row")} without a target are left out. "
                    + "There must be from 2 parts to as many as rows are left.");
        }
        _reader = learner;
        // Whether classes are predicted is the target's kind, which no held-out row could change in a way that matters here: it only says how rows are dealt.
        _parts = Folds.Of(table, learner.PredictsClasses(table) ? learner.Targets[0] : null, counts, folds, seed);
        _prepared = [.. _parts.Select(part => new Lazy<Prepared>(() => Prepare(learner, part)))];
    }

    public ITable Table => _table;

    /// <summary>Which rows are neither left out nor empty of what is tested: those with every target.</summary>
    private static bool[] Counting(ITable table, Learner learner)
    {
        if (!learner.DropsMissingTargets) return [.. Enumerable.Repeat(true, table.RowCount)];
        int[] places = Records.PlacesOf(table, learner.Targets);
        return [.. Enumerable.Range(0, table.RowCount).Select(row => places.All(place => !table[row, place].IsMissing))];
    }

    /// <summary>Encodes every part, so that what the table does not allow is said at once.</summary>
    public void Prepare(CancellationToken cancellation)
    {
        foreach (Lazy<Prepared> part in _prepared)
        {
            cancellation.ThrowIfCancellationRequested();
            _ = part.Value;
        }
    }

    /// <summary>Trains on all parts but one, and measures on that.</summary>
    public FoldResult Test(Learner learner, int fold, CancellationToken cancellation) => TestAndKeep(learner, fold, cancellation).Result;

    /// <summary>As <see cref="Test"/>, with the trained network, and whether its training diverged.</summary>
    public (FoldResult Result, Network Network, bool Diverged) TestAndKeep(Learner learner, int fold, CancellationToken cancellation)
    {
        (Learner alone, Prepared data, LearnerPlan plan) = PlanOf(learner, fold);
        (Network network, TrainingResult result) = alone.TrainNetwork(plan, data.Training, cancellation);
        cancellation.ThrowIfCancellationRequested();
        bool diverged = result.Reason == StopReason.NotFinite;
        return (Judged(data, plan, network, diverged, result.Epochs), network, diverged);
    }

    /// <summary>What <see cref="Test"/> answers, of a training that was done elsewhere and whose weights were kept.</summary>
    public FoldResult Restored(Learner learner, int fold, LearnerTrialResult done)
    {
        (_, Prepared data, LearnerPlan plan) = PlanOf(learner, fold);
        Network network = plan.BuildNetwork();
        network.CopyParametersFrom(done.Parameters);
        return Judged(data, plan, network, done.Diverged, done.Epochs);
    }

    private (Learner Alone, Prepared Data, LearnerPlan Plan) PlanOf(Learner learner, int fold)
    {
        Learner alone = learner with { MaxDegreeOfParallelism = 1, Progress = null };
        Prepared data = alone.ReadsColumnsAs(_reader) ? _prepared[fold].Value : Prepare(alone, _parts[fold]);
        return (alone, data, LearnerDefaults.Complete(alone, data.Recipe, data.Rows));
    }

    private static FoldResult Judged(Prepared data, LearnerPlan plan, Network network, bool diverged, int epochs)
    {
        string measure = data.Recipe.ClassLabels is null ? "R²" : "accuracy";
        if (diverged) return new FoldResult(measure, double.NaN, null, epochs);
        TableEvaluation found = ModelEvaluations.Of(new Model(network) { Recipe = data.Recipe, Loss = plan.Loss }, data.Test, data.Targets);
        return new FoldResult(measure, found.Accuracy ?? found.Errors.Average(target => target.Errors.RSquared), found, epochs);
    }

    private Prepared Prepare(Learner learner, (int[] Training, int[] Test) part)
    {
        var training = new RowsOf(_table, part.Training);
        Recipe recipe = learner.FitRecipe(training);
        DataSet data = learner.DataFor(recipe, training);
        (DataSet test, double[] targets) = recipe.Encode(new RowsOf(_table, part.Test));
        if (recipe.ClassLabels is null) RequireSpread(recipe, targets, Array.IndexOf(_parts, part) + 1);
        return new Prepared(recipe, data, data.Count, test, targets);
    }

    /// <summary>R² compares with the spread of the targets: of one row, or of equal targets, there is none.</summary>
    private void RequireSpread(Recipe recipe, double[] targets, int part)
    {
        int width = recipe.Targets.Count;
        for (int column = 0; column < width; column++)
        {
            double first = targets[column];
            if (targets.Where((target, i) => i % width == column).Any(target => target != first)) continue;
            string why = targets.Length == width ? "and" : "whose targets are all the same;";
            throw new RecipeException(
                $"column {MessageText.Shown(recipe.Targets[column].Name)}: Part {part} of {_parts.Length} has "
                    + $"{MessageText.Count(targets.Length / width, "row")}, {why} R² needs two different targets in each part. Take fewer parts.");
        }
    }

    private sealed record Prepared(Recipe Recipe, DataSet Training, int Rows, DataSet Test, double[] Targets);
}
