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
        if (folds < 2 || folds > table.RowCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(folds), folds, $"There are {folds} parts of {MessageText.Count(table.RowCount, "row")}; there must be from 2 to as many as rows.");
        }
        _reader = learner;
        // Whether classes are predicted is the target's kind, which no held-out row could change in a way that matters here: it only says how rows are dealt.
        bool hasClasses = learner.FitRecipe(table).ClassLabels is not null;
        _parts = Folds.Of(table, hasClasses ? learner.Targets[0] : null, folds, seed);
        _prepared = [.. _parts.Select(part => new Lazy<Prepared>(() => Prepare(learner, part)))];
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
    public FoldResult Test(Learner learner, int fold, CancellationToken cancellation)
    {
        Learner alone = learner with { MaxDegreeOfParallelism = 1, Progress = null };
        Prepared data = alone.ReadsColumnsAs(_reader) ? _prepared[fold].Value : Prepare(alone, _parts[fold]);
        LearnerPlan plan = LearnerDefaults.Complete(alone, data.Recipe, data.Rows);
        (Network network, TrainingResult result) = alone.TrainNetwork(plan, data.Training, cancellation);
        cancellation.ThrowIfCancellationRequested();
        string measure = data.Recipe.ClassLabels is null ? "R²" : "accuracy";
        if (result.Reason == StopReason.NotFinite) return new FoldResult(measure, double.NaN, null, result.Epochs);
        TableEvaluation found = ModelEvaluations.Of(new Model(network) { Recipe = data.Recipe, Loss = plan.Loss }, data.Test, data.Targets);
        return new FoldResult(measure, found.Accuracy ?? found.Errors.Average(target => target.Errors.RSquared), found, result.Epochs);
    }

    private Prepared Prepare(Learner learner, (int[] Training, int[] Test) part)
    {
        var training = new RowsOf(_table, part.Training);
        Recipe recipe = learner.FitRecipe(training);
        DataSet data = learner.DataFor(recipe, training);
        (DataSet test, double[] targets) = recipe.Encode(new RowsOf(_table, part.Test));
        return new Prepared(recipe, data, data.Count, test, targets);
    }

    private sealed record Prepared(Recipe Recipe, DataSet Training, int Rows, DataSet Test, double[] Targets);
}
