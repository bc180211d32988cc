using NodeNet.Diagnostics;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Recipes;
using NodeNet.Writers;

namespace NodeNet;

/// <summary>What a recipe does with a row, and the doctor on a table and the recipe that reads it.</summary>
public static class RecipeExplanations
{
    private const int Digits = 7;

    /// <param name="recipe">The recipe by which the table is read.</param>
    extension(Recipe recipe)
    {
        /// <summary>How a row becomes numbers, a line for each column: "island = Biscoe → 1, 0, 0", "bill_mm = 45.1 → (45.1 − 43.9) / 5.4 =
        /// 0.2222222".</summary>
        /// <param name="table">A table with the recipe's columns.</param>
        /// <param name="row">The row, from 0.</param>
        /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
        public IReadOnlyList<string> Explain(ITable table, int row)
        {
            Guard.NotNull(recipe);
            Guard.NotNull(table);
            var writer = new TextFormulas(Digits, LedgerFormat.Default.MostTerms);
            return [.. RecipeLedger.InputsOf(recipe, table, row).Select(cell => cell.Write(writer))];
        }

        /// <summary>Looks for what is wrong with a table that the recipe reads: identifiers, constant columns, columns that are almost all gaps, inputs that
        /// tell the target, classes out of balance. No network is looked at.</summary>
        /// <param name="table">The table that the recipe was fitted on, or another with its columns and targets.</param>
        /// <returns>The findings; see <see cref="Doctor"/>.</returns>
        public Diagnosis Diagnose(ITable table) => Doctor.Diagnose(recipe, table);
    }
}
