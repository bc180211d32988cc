using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Metrics;
using NodeNet.Recipes;

namespace NodeNet;

/// <summary>Judging a model on a table of its users' own rows: <c>model.Evaluate(test)</c>.</summary>
public static class ModelEvaluations
{
    /// <param name="model">A model with a recipe.</param>
    extension(Model model)
    {
        /// <summary>Measures the model on rows as its users have them: of classes the matrix and what follows from it, of numbers MAE, RMSE and R².</summary>
        /// <param name="table">A table with the recipe's columns and its targets. Rows without a target are left out where the recipe says so.</param>
        /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
        /// <exception cref="ArithmeticException">An output is NaN, so that it names no class.</exception>
        /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained on another thread, or training began
        /// meanwhile.</exception>
        public TableEvaluation Evaluate(ITable table)
        {
            Guard.NotNull(model);
            Guard.NotNull(table);
            (DataSet data, double[] targets) = model.Required().Encode(table);
            double? loss = model.Loss is { } own ? Evaluation.Of(model.Network, own, data).Loss : null;
            if (model.ClassLabels is not null) return new TableEvaluation(data.Count, loss, ConfusionMatrix.OfEncoded(model, data), []);
            (Rows predictions, Rows numbers) = NumbersOf(model, data, targets);
            return new TableEvaluation(
                data.Count,
                loss,
                null,
                [
                    .. model.Recipe!.Targets.Select(
                        (target, i) => new TargetErrors(target.Name, RegressionErrors.Of(Column(predictions, i), Column(numbers, i)))),
                ]);
        }
    }

    /// <summary>Predictions and targets, both in the units of the targets.</summary>
    internal static (Rows Predictions, Rows Targets) NumbersOf(Model model, ITable table)
    {
        Guard.NotNull(table);
        Recipe recipe = model.Required();
        if (recipe.ClassLabels is not null) throw new InvalidOperationException("The model predicts classes; ConfusionMatrix counts those.");
        (DataSet data, double[] targets) = recipe.Encode(table);
        return NumbersOf(model, data, targets);
    }

    private static (Rows Predictions, Rows Targets) NumbersOf(Model model, DataSet data, double[] targets)
    {
        double[] predictions = [.. model.Network.Predict(data.Inputs).Values];
        int width = data.Targets.Width;
        for (int row = 0; row < data.Count; row++)
            model.Recipe!.Restore(predictions.AsSpan(row * width, width));
        return (Rows.Own(predictions, data.Count, width), Rows.Own(targets, data.Count, width));
    }

    private static Rows Column(Rows rows, int column) => Rows.Own(rows.Column(column), rows.Count, 1);
}
