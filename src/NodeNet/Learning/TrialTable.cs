using System.Collections.Concurrent;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>A table on which trials of learners are done, for a machine that gets trials sent: each way of reading the table is encoded once.</summary>
/// <remarks>Any number of threads may use it at once.</remarks>
/// <param name="table">The table.</param>
public sealed class TrialTable(ITable table)
{
    private readonly ITable _table = Guard.NotNull(table);
    private readonly ConcurrentDictionary<string, Learner> _readers = [];
    private readonly ConcurrentDictionary<(string Reader, int Folds, long Seed), Lazy<FoldedTable>> _folded = [];
    private readonly ConcurrentDictionary<string, Lazy<(Recipe Recipe, DataSet Data)>> _whole = [];

    /// <summary>Does a trial on this thread. Where the table or the learner's settings do not allow it, the result says why.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="cancellation">Ends the training; the result is then worth nothing.</param>
    public LearnerTrialResult Run(LearnerTrial trial, CancellationToken cancellation = default)
    {
        Guard.NotNull(trial);
        try
        {
            return trial.Folds == 0 ? Member(trial, cancellation) : Part(trial, cancellation);
        }
        catch (Exception trouble) when (IsResult(trouble))
        {
            return new LearnerTrialResult("", double.NaN, 0, false, null, trouble.Message, trouble is RecipeException);
        }
    }

    /// <summary>What is a trial's trouble, and no fault of the program.</summary>
    internal static bool IsResult(Exception trouble) => trouble is ArgumentException or InvalidOperationException or ArithmeticException;

    private LearnerTrialResult Part(LearnerTrial trial, CancellationToken cancellation)
    {
        string reader = LearnerText.Reading(trial.Learner);
        Learner learner = Canonical(trial.Learner, reader);
        FoldedTable parts = _folded.GetOrAdd(
            (reader, trial.Folds, trial.Seed), key => new Lazy<FoldedTable>(() => new FoldedTable(_table, learner, key.Folds, key.Seed))).Value;
        (FoldResult result, Network network, bool diverged) = parts.TestAndKeep(learner, trial.Fold, cancellation);
        return new LearnerTrialResult(result.Measure, result.Score, result.Epochs, diverged, trial.KeepsNetwork ? Parameters(network) : null);
    }

    private LearnerTrialResult Member(LearnerTrial trial, CancellationToken cancellation)
    {
        string reader = LearnerText.Reading(trial.Learner);
        Learner learner = Canonical(trial.Learner, reader);
        (Recipe recipe, DataSet data) = _whole.GetOrAdd(reader, _ => new Lazy<(Recipe, DataSet)>(() =>
        {
            Recipe fitted = learner.FitRecipe(_table);
            return (fitted, learner.DataFor(fitted, _table));
        })).Value;
        LearnerPlan plan = LearnerDefaults.Complete(learner, recipe, recipe.Columns[0].Facts.Count);
        (Network network, TrainingResult result) = Ensemble.TrainMember(learner, plan, data, trial.Bootstrap, cancellation);
        return new LearnerTrialResult("", double.NaN, result.Epochs, result.Reason == StopReason.NotFinite, trial.KeepsNetwork ? Parameters(network) : null);
    }

    /// <summary>Learners that were sent have lists of their own; those that read the table alike get the same ones, by which encoded rows are found.</summary>
    private Learner Canonical(Learner learner, string reader)
    {
        Learner first = _readers.GetOrAdd(reader, learner);
        return learner with { Inputs = first.Inputs, Ignore = first.Ignore, Columns = first.Columns, Defaults = first.Defaults };
    }

    private static double[] Parameters(Network network)
    {
        var parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
