using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Drawing;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Recipes;
using NodeNet.Samples.Output;
using NodeNet.Tables;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 6: from a table with words and gaps to a number with a unit.</summary>
public static class PenguinWeights
{
    private static readonly string[] _inputs = ["species", "sex", "bill_length_mm", "bill_depth_mm", "flipper_length_mm"];

    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        Table table = Penguins.Table;
        paper.Say(
            $"{table.RowCount} penguins of three species. How heavy is a penguin, in grams, given its species, sex, bill and flippers? The table has words, "
                + "which become one-hot columns, and gaps (NA).");
        string[] some = ["species", "sex", "bill_length_mm", "flipper_length_mm", "body_mass_g"];
        paper.Table(some, (int[])[0, 3, 160, 300],
            row => [.. some.Select(column => table.IsMissing(row, column) ? "NA" : table[row, column].ToString())]);

        Table complete = table.DropMissing([.. _inputs, "body_mass_g"]);
        var asTheyAre = new ColumnOptions { Scaling = NumberScaling.None };
        Recipe recipe = Recipe.Fit(complete, new RecipeOptions
        {
            Inputs = _inputs,
            Targets = ["body_mass_g"],
            Defaults = asTheyAre,
            Columns = { ["body_mass_g"] = asTheyAre },
        });
        DataSet penguins = recipe.DataSet(complete);
        paper.Say($"{complete.RowCount} penguins have no gap. Their inputs are now: {string.Join(", ", penguins.InputNames!)}.");

        paper.Heading("Two parts, one scale");
        paper.Say(
            "A quarter is held out. Inputs and masses are scaled to mean 0 and standard deviation 1, as measured on the training part alone; the held-out "
                + "part must not influence anything.");
        (DataSet training, DataSet test) = penguins.Split(0.75, seed: 1);
        Scaler inputs = Scaler.Standard(training.Inputs);
        Scaler grams = Scaler.Standard(training.Targets);
        paper.Lines($"training: {training}");
        paper.Lines($"test:     {test}");
        paper.Formula("1 on the network's scale", $"{grams.Offsets[0]:0} g + 1·{grams.Factors[0]:0} g", $"{grams.Restore([1.0])[0]:0} g");

        paper.Heading("Learning");
        Network network = new NetworkBuilder([.. penguins.InputNames!])
            .AddLayer(8, new Tanh())
            .AddLayer(1, new Identity())
            .LabelOutputs("body_mass_g")
            .Build(seed: 1);
        paper.Lines(network.Summary());
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = 50 };
        TrainingResult result = paper.Watch("Penguins", options.Epochs, progress =>
            new Trainer(network, new MeanSquaredError(), options with { Progress = progress }).Train(training.ScaleInputs(inputs).ScaleTargets(grams)));
        paper.Picture("penguins-loss.svg", Draw.LossCurve(result.History));

        paper.Heading("Test, in grams");
        Rows predictions = grams.Restore(network.Predict(inputs.Scale(test.Inputs)));
        RegressionErrors errors = RegressionErrors.Of(predictions, test.Targets);
        paper.Formula("MAE", "mean of |error|", $"{errors.MeanAbsoluteError:0} g");
        paper.Formula("RMSE", "root of the mean of error²", $"{errors.RootMeanSquaredError:0} g");
        paper.Formula("R²", "1 - Σ error² / Σ (mass - mean)²", Fixed(errors.RSquared, 3));
        paper.Say("R² is 1 for a perfect prediction, and 0 for one no better than always saying the mean. Some of the held-out penguins:");
        paper.Table(["flipper (mm)", "weighs (g)", "predicted (g)", "error (g)"], Enumerable.Range(0, 6),
            i => [test.Inputs[i, test.Inputs.Width - 1], test.Targets[i, 0], Fixed(predictions[i, 0], 0), Fixed(predictions[i, 0] - test.Targets[i, 0], 0)]);
    }
}
