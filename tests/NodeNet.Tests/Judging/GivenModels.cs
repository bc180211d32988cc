using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Judging;

/// <summary>Models whose answers can be worked out: their networks pass on what the table says.</summary>
internal static class GivenModels
{
    public static JsonElement Explaining { get; } =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Judging", "explaining.json"))).RootElement;

    public static double[] Numbers(JsonElement of) => [.. of.EnumerateArray().Select(number => number.GetDouble())];

    public static double[] Numbers(JsonElement of, string name) => Numbers(of.GetProperty(name));

    public static double[][] Table(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(Numbers)];

    public static double Number(JsonElement of, string name) => of.GetProperty(name).GetDouble();

    /// <summary>A model whose net inputs of the output layer are the numbers of the table: three columns, a softmax; or one, a sigmoid.</summary>
    public static (Model Model, Table Table) Passing(double[][] netInputs, int[] classes)
    {
        int width = netInputs[0].Length;
        Table table = Columns(netInputs, ("class", classes.Select(c => "abc"[c].ToString()).ToArray()));
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["class"],
            Defaults = new ColumnOptions { Kind = ColumnKind.Number, Scaling = NumberScaling.None },
        });
        NetworkBuilder builder = new(width);
        Network network = (width == 1 ? builder.AddLayer(1, new Sigmoid()) : builder.AddLayer(width, new Softmax())).Build(1);
        network.OutputLayer.SetWeights([.. Enumerable.Range(0, width).Select(j => Enumerable.Range(0, width).Select(i => i == j ? 1.0 : 0.0).ToArray())]);
        return (new Model(network) { Recipe = recipe }, table);
    }

    /// <summary>A model that answers a weighted sum of the columns a, b, c.</summary>
    public static (Model Model, Table Table) Weighted(double[][] rows, double[] weights)
    {
        double[] target = [.. rows.Select(row => row.Zip(weights, (x, w) => x * w).Sum())];
        Table table = Columns(rows, ("y", target));
        var plain = new ColumnOptions { Kind = ColumnKind.Number, Scaling = NumberScaling.None };
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], Defaults = plain, Columns = { ["y"] = plain } });
        Network network = new NetworkBuilder(weights.Length).AddLayer(1, new Identity()).Build(1);
        network.OutputLayer.SetWeights([weights]);
        return (new Model(network) { Recipe = recipe }, table);
    }

    /// <summary>Columns a, b, … of numbers, and one more.</summary>
    public static Table Columns(double[][] rows, (string Name, System.Collections.IEnumerable Values) more)
    {
        var columns = new List<(string, System.Collections.IEnumerable)>();
        for (int c = 0; c < rows[0].Length; c++) columns.Add(("abcdefghijklmnopqrstuvwx"[c].ToString(), rows.Select(row => row[c]).ToArray()));
        columns.Add(more);
        return NodeNet.Tables.Table.FromColumns([.. columns]);
    }
}
