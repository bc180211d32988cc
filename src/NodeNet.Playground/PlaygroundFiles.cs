using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Recipes;

namespace NodeNet.Playground;

/// <summary>Saves networks, models and tables as pages to play with: one HTML file of some three megabytes, which opens offline by double click.</summary>
/// <remarks>A page takes up to 10,000 rows and 20,000 weights and biases. What is saved in it is a model file again.</remarks>
public static class PlaygroundFiles
{
    extension(Network network)
    {
        /// <summary>Saves the playground with this network and these examples.</summary>
        /// <param name="path">The file; one that is there is replaced.</param>
        /// <param name="data">The examples; at most 10 000. Their inputs and targets are what the page learns from, as they are.</param>
        /// <param name="learningRate">α at the start; finite, 0 or above.</param>
        /// <param name="loss">The loss, by its name in <see cref="Catalogue.Losses"/>.</param>
        /// <exception cref="ArgumentException">The examples do not fit the network or are too many, there is no such loss, or the network has more than
        /// 20 000 weights and biases.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative or not finite.</exception>
        /// <exception cref="InvalidOperationException">This build of the library has no page in it: run web/publish and build again. Packages always
        /// have it.</exception>
        public void SavePlayground(string path, DataSet data, double learningRate = 0.1, string loss = "sse")
        {
            ArgumentNullException.ThrowIfNull(network);
            Write(path, PlaygroundSetup.Of(network, data, learningRate, loss));
        }
    }

    /// <summary>Saves the playground with this model: its recipe, loss, threshold and names are the page's, and are saved from it again.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="rows">The rows to learn from, with the recipe's columns and its targets; at most 10 000. Null: none yet. Then the page shows a row of
    /// usual values, says so, and takes a table.</param>
    /// <param name="learningRate">α at the start; finite, 0 or above. Null: the model's own (<see cref="ModelOrigin.LearningRate"/>), or else 0.1.</param>
    /// <param name="loss">The loss. Null: the model's own, or else sse.</param>
    /// <param name="batchSize">How many examples a step takes; at least 1.</param>
    /// <returns>What became of the rows, a sentence each: gaps that were filled, rows that were left out.</returns>
    /// <exception cref="RecipeException">The recipe refuses a row; the message names its place.</exception>
    /// <exception cref="ArgumentException">There are too many rows, weights or biases.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative or not finite, or <paramref name="batchSize"/> below
    /// 1.</exception>
    /// <exception cref="InvalidOperationException">There are rows, and the model has two classes and an output for each, which no recipe has; or this build
    /// has no page in it, as above.</exception>
    public static IReadOnlyList<string> SavePlayground(
        this Model model, string path, ITable? rows = null, double? learningRate = null, ILoss? loss = null, int batchSize = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (rows is not null) PlaygroundRules.CheckRows(rows.RowCount);
        Recipe? recipe = rows is null ? null : model.ForTables().Recipe;
        DataSet? data = rows is null ? null : recipe!.DataSet(rows);
        IReadOnlyList<string> notes = rows is null ? [] : PlaygroundRules.NotesOn(recipe!, rows, data!.Count);
        Model shown = loss is null ? model : model with { Loss = loss };
        double rate = learningRate ?? model.Origin?.LearningRate ?? PlaygroundRules.Rate;
        IReadOnlyList<int[]> gaps = rows is null ? [] : PlaygroundRules.GapsIn(recipe!, rows);
        Write(path, PlaygroundSetup.Of(shown, data, rate, batchSize, seed: 1, isFitted: false, notes, gaps));
        return notes;
    }

    /// <summary>Saves the playground with a table and a small new network, as the page itself opens a table: the learner's recipe, one hidden layer of 4
    /// tanh nodes, classes by sigmoids, the loss sse, α 0.1 and steps of one row, where the learner does not say otherwise. Rows without a target are left
    /// out. Where all numbers lie within ±10 they stay as they are; otherwise they are scaled as by
    /// <see cref="Learner.Train(ITable, CancellationToken)"/>.</summary>
    /// <param name="learner">How it is learned.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="table">The rows; at most 10 000.</param>
    /// <returns>What became of the rows, a sentence each: what was guessed, gaps that were filled, rows that were left out.</returns>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place.</exception>
    /// <exception cref="ArgumentException">There are too many rows, weights, hidden layers (4) or nodes in one (8); or the learner goes on from a model,
    /// which has a page of its own.</exception>
    /// <exception cref="InvalidOperationException">This build has no page in it, as above.</exception>
    public static IReadOnlyList<string> SavePlayground(this Learner learner, string path, ITable table)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(table);
        if (learner.StartFrom is not null) throw new ArgumentException("The learner goes on from a model: save that model's page.", nameof(learner));
        LearnerPlan plan = PlaygroundRules.Complete(learner, table).Plan(table);
        DataSet data = plan.Recipe.DataSet(table);
        IReadOnlyList<string> notes = PlaygroundRules.NotesOn(plan.Recipe, table, data.Count);
        Model model = PlaygroundRules.NewModel(plan, table, null);
        IReadOnlyList<int[]> gaps = PlaygroundRules.GapsIn(plan.Recipe, table);
        Write(path, PlaygroundSetup.Of(model, data, plan.LearningRate, plan.BatchSize, plan.Seed, isFitted: true, notes, gaps));
        return notes;
    }

    private static void Write(string path, string setup)
    {
        ArgumentNullException.ThrowIfNull(path);
        File.WriteAllText(path, PlaygroundPage.With(PlaygroundPage.Read(), setup));
    }
}
