using NodeNet.Diagnostics;
using NodeNet.Recipes;

namespace NodeNet;

/// <summary>The doctor on a table and the recipe that reads it: <c>recipe.Diagnose(table)</c>.</summary>
public static class RecipeDiagnoses
{
    /// <param name="recipe">The recipe by which the table is read.</param>
    extension(Recipe recipe)
    {
        /// <summary>Looks for what is wrong with a table that the recipe reads: identifiers, constant columns, columns that are almost all gaps, inputs that
        /// tell the target, classes out of balance. No network is looked at.</summary>
        /// <param name="table">The table that the recipe was fitted on, or another with its columns and targets.</param>
        /// <returns>The findings; see <see cref="Doctor"/>.</returns>
        public Diagnosis Diagnose(ITable table) => Doctor.Diagnose(recipe, table);
    }
}
