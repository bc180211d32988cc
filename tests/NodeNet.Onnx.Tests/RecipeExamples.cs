using NodeNet.Activations;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Onnx.Tests;

/// <summary>A table with each kind of column that travels, with gaps, and models on it.</summary>
internal static class RecipeExamples
{
    public static string[] Island { get; } = ["Biscoe", "Dream", "", "Dream", "Torgersen", "Biscoe", "Dream", "Biscoe"];
    public static double[] Length { get; } = [39.1, 41.5, double.NaN, 36.7, 44.0, 50.2, 47.5, 39.9];
    public static string[] Size { get; } = ["small", "large", "medium", "small", "", "large", "medium", "small"];
    public static string[] Ringed { get; } = ["yes", "no", "no", "yes", "yes", "", "no", "no"];
    public static double[] Eggs { get; } = [0, 2, 1, 5, 30, 2, 1, 0];
    private static readonly string[] _species = ["Adelie", "Gentoo", "Gentoo", "Adelie", "Chinstrap", "Gentoo", "Chinstrap", "Adelie"];

    public static RecipeOptions Options() => new()
    {
        Targets = ["species"],
        Columns =
        {
            ["island"] = new ColumnOptions { Kind = ColumnKind.Category, Missing = MissingRule.OwnCategory },
            ["length"] = new ColumnOptions { Missing = MissingRule.Median, MarksMissing = true },
            ["size"] = new ColumnOptions { Kind = ColumnKind.OrderedCategory, Order = ["small", "medium", "large"], Missing = MissingRule.MostFrequent },
            ["ringed"] = new ColumnOptions { Kind = ColumnKind.Truth, Missing = MissingRule.MostFrequent, MarksMissing = true },
            ["eggs"] = new ColumnOptions { Kind = ColumnKind.Number, Scaling = NumberScaling.LogOnePlus },
        },
    };

    public static Model Model(Table table, RecipeOptions options)
    {
        Recipe recipe = Recipe.Fit(table, options);
        var builder = new NetworkBuilder(recipe.InputCount).AddLayer(5, new Tanh());
        Network network = recipe.ClassLabels is null
            ? builder.AddLayer(recipe.OutputCount, new Identity()).Build(seed: 3)
            : builder.AddLayer(recipe.OutputCount, new Softmax()).Build(seed: 3);
        return new Model(network) { Recipe = recipe };
    }

    public static Table Table() => NodeNet.Tables.Table.FromColumns(
        ("island", Island), ("length", Length), ("size", Size), ("ringed", Ringed), ("eggs", Eggs), ("species", _species));
}
