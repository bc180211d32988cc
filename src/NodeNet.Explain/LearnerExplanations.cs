using NodeNet.Diagnostics;
using NodeNet.Learning;
using NodeNet.Recipes;

namespace NodeNet;

/// <summary>The doctor on tables: <c>Learner.For("species").Diagnose(table)</c>.</summary>
public static class LearnerExplanations
{
    /// <param name="learner">What would learn.</param>
    extension(Learner learner)
    {
        /// <summary>Looks for what keeps a table from being learned, or what is learned from being of use: in its columns, its recipe, the network and its
        /// learning rate. Changes nothing.</summary>
        /// <param name="training">The training table.</param>
        /// <returns>The findings. A column that the recipe would refuse is one; the rest is examined without it. See <see cref="Doctor"/>.</returns>
        /// <exception cref="RecipeException">A column that the learner names is not there, or the table has no rows.</exception>
        /// <exception cref="ArgumentException">The learner names a column as input and as target, or one twice.</exception>
        public Diagnosis Diagnose(ITable training) => Doctor.Diagnose(learner, training);
    }
}
