using System.Diagnostics.CodeAnalysis;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet;

/// <summary>What a model with a recipe tells of its answers: how a row's cells become the network's inputs, and its outputs an answer.</summary>
public static class ModelExplanations
{
    /// <param name="model">A model with a recipe.</param>
    extension(Model model)
    {
        /// <summary>How a row becomes the network's inputs, a line for each column, and its outputs an answer: "island = Biscoe → 1, 0, 0", "bill_mm = 45.1 →
        /// (45.1 − 43.9) / 5.4 = 0.2222222", "the largest of 0.9, 0.07, 0.03 → species: Adelie".</summary>
        /// <typeparam name="T">The type of the row.</typeparam>
        /// <param name="row">A record, an anonymous object or another object with a public property for each column, or a dictionary; see
        /// <see cref="Records.Table"/>.</param>
        /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
        /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained on another thread, or training began
        /// meanwhile.</exception>
        public RecipeLedger ExplainAnswer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
            where T : notnull => model.ExplainAnswer(Records.Table(row), 0);

        /// <summary>As the other, for a row of a table.</summary>
        /// <param name="table">A table with the recipe's columns, in any order.</param>
        /// <param name="row">The row, from 0.</param>
        /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
        /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained on another thread, or training began
        /// meanwhile.</exception>
        public RecipeLedger ExplainAnswer(ITable table, int row)
        {
            Guard.NotNull(model);
            Guard.NotNull(table);
            if ((uint)row >= (uint)table.RowCount)
                throw new ArgumentOutOfRangeException(nameof(row), row, $"row is {row}; the table has {MessageText.Count(table.RowCount, "row")}, from 0.");
            double[] inputs = [.. RecipeOf(model).FormulasOf(table, row).SelectMany(column => column).Select(formula => formula.Value)];
            return RecipeLedger.Of(model, table, row, model.Network.Predict(inputs), hasTargets: false);
        }

        /// <summary>What a training step on rows as their users have them would do, number by number, from the cells to the inputs and from the outputs to the
        /// answer. Nothing changes.</summary>
        /// <param name="rows">A table with the recipe's columns and its targets. Rows without a target are left out where the recipe says so.</param>
        /// <param name="options">How the step is taken; by default <see cref="TrainerOptions"/>' own defaults.</param>
        /// <returns>The ledger; <see cref="ExampleLedger.Recipe"/> has the recipe's part.</returns>
        /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
        /// <exception cref="InvalidOperationException">The model has no recipe or does not tell its loss; or the network is being trained on another thread,
        /// or training began meanwhile.</exception>
        public StepLedger Explain(ITable rows, TrainerOptions? options = null)
        {
            Guard.NotNull(model);
            ILoss loss = model.Loss ?? throw new InvalidOperationException("The model does not tell its loss: set Loss when it is created.");
            return new Trainer(model.Network, loss, options ?? new TrainerOptions()).Explain(model, rows);
        }
    }

    /// <summary>The recipe of a model that must have one.</summary>
    internal static Recipe RecipeOf(Model model) => model.Recipe
        ?? throw new InvalidOperationException("The model has no recipe, so it does not know what cells are to it: set Recipe when it is created.");

    /// <summary>The rows of a table that examples are made of: all that have their targets, in order.</summary>
    internal static int[] RowsWithTargets(Model model, ITable rows)
    {
        int[] targets = Records.PlacesOf(rows, [.. RecipeOf(model).Targets.Select(target => target.Name)]);
        return [.. Enumerable.Range(0, rows.RowCount).Where(row => Array.TrueForAll(targets, target => !rows[row, target].IsMissing))];
    }

    /// <summary>Gives an example's ledger the recipe's part.</summary>
    internal static void AddRecipe(ExampleLedger example, Model model, ITable rows, int row)
    {
        double[] outputs = [.. example.LossTerms.Select(term => term.Output)];
        example.Recipe = RecipeLedger.Of(model, rows, row, outputs, hasTargets: true);
    }
}
