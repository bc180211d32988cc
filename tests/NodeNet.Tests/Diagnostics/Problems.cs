using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Foundation;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Diagnostics;

/// <summary>Small things to learn, all of a healthy scale.</summary>
internal static class Problems
{
    /// <summary>Points in a square, and the class that a slanted line gives them: 0 or 1.</summary>
    public static DataSet TwoSides(int count = 60) => From(count, 2, x => [x[0] + 0.5 * x[1] > 0.1 ? 1 : 0]);

    /// <summary>Points in a square, and which of three stripes they are in, one-hot.</summary>
    public static DataSet ThreeStripes(int count = 90) => From(count, 2, x => x[0] < -0.33 ? [1, 0, 0] : x[0] < 0.33 ? [0, 1, 0] : [0, 0, 1]);

    /// <summary>Points in a cube, and a smooth function of them, between −1 and 1.</summary>
    public static DataSet Wave(int count = 60) => From(count, 3, x => [0.8 * Math.Sin(2 * x[0]) * x[1] + 0.2 * x[2]]);

    /// <summary>Of eight columns two say a little about a yes or no, which is otherwise left to chance: no network can get much below always answering the
    /// mean.</summary>
    public static DataSet MostlyChance(long seed, int count = 1000)
    {
        var random = new RandomGenerator(seed);
        var rows = new List<double[]>();
        var targets = new List<double[]>();
        for (int row = 0; row < count; row++)
        {
            double[] x = [.. Enumerable.Range(0, 8).Select(_ => random.NextNormal())];
            rows.Add(x);
            targets.Add([random.NextDouble() < 1 / (1 + Math.Exp(-0.5 * x[0] - 0.3 * x[1])) ? 1 : 0]);
        }
        return DataSet.From(rows, targets);
    }

    /// <summary>Inputs in [−1, 1), drawn with a fixed seed.</summary>
    public static DataSet From(int count, int inputs, Func<double[], double[]> target)
    {
        var random = new RandomGenerator(7);
        double[][] rows = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, inputs).Select(_ => random.NextUniform(-1, 1)).ToArray())];
        return DataSet.From(rows, rows.Select(target));
    }

    /// <summary>The same examples with a column of inputs changed.</summary>
    public static DataSet WithInput(this DataSet data, int column, Func<double, double> change) =>
        DataSet.From(data.Inputs.ToArrays().Select(row => Changed(row, column, change)), data.Targets.ToArrays());

    /// <summary>The same examples with all targets changed.</summary>
    public static DataSet WithTargets(this DataSet data, Func<double, double> change) =>
        DataSet.From(data.Inputs.ToArrays(), data.Targets.ToArrays().Select(row => Array.ConvertAll(row, value => change(value))));

    /// <summary>The pixels of handwritten digits, between 0 and 1, three quarters to train on, as lesson 7 has them.</summary>
    public static (DataSet Training, DataSet Test) ScaledDigits()
    {
        DataSet raw = Digits.Load();
        DataSet scaled = DataSet.From(raw.Inputs.ToArrays().Select(pixels => Array.ConvertAll(pixels, pixel => pixel / 16)), raw.Targets.ToArrays());
        (DataSet training, DataSet test) = scaled.SplitStratified(0.75, seed: 1);
        return (training, test);
    }

    /// <summary>A quarter of the digits.</summary>
    public static DataSet SomeDigits() => ScaledDigits().Test;

    /// <summary>Flowers, scaled, as lesson 5 has them.</summary>
    public static (DataSet Training, DataSet Test) ScaledIris()
    {
        (DataSet training, DataSet test) = Iris.Load().SplitStratified(0.7, seed: 1);
        Scaler scaler = Scaler.Standard(training.Inputs);
        return (training.ScaleInputs(scaler), test.ScaleInputs(scaler));
    }

    /// <summary>Penguins in millimetres and grams, as lesson 6 has them before scaling.</summary>
    public static (DataSet Training, DataSet Test) RawPenguins()
    {
        string[] inputs = ["species", "sex", "bill_length_mm", "bill_depth_mm", "flipper_length_mm"];
        var asTheyAre = new ColumnOptions { Scaling = NumberScaling.None };
        Table penguins = Penguins.Table.DropMissing([.. inputs, "body_mass_g"]);
        Recipe recipe = Recipe.Fit(penguins, new RecipeOptions
        {
            Inputs = inputs,
            Targets = ["body_mass_g"],
            Defaults = asTheyAre,
            Columns = { ["body_mass_g"] = asTheyAre },
        });
        return recipe.DataSet(penguins).Split(0.75, seed: 1);
    }

    /// <summary>Penguins, inputs and masses scaled, as lesson 6 has them.</summary>
    public static (DataSet Training, DataSet Test) ScaledPenguins()
    {
        (DataSet training, DataSet test) = RawPenguins();
        Scaler inputs = Scaler.Standard(training.Inputs);
        Scaler grams = Scaler.Standard(training.Targets);
        return (training.ScaleInputs(inputs).ScaleTargets(grams), test.ScaleInputs(inputs).ScaleTargets(grams));
    }

    private static double[] Changed(double[] row, int column, Func<double, double> change)
    {
        row[column] = change(row[column]);
        return row;
    }
}
