using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>Models of every kind, each with rows for its proof or none. Weights are as they were drawn: what they predict is no matter here.</summary>
internal static class Models
{
    /// <summary>Names that break what is not escaped.</summary>
    public static readonly string[] Hostile =
    [
        "a\"b", "it's", "back\\slash", "\\", "*/ x = 1; /*", "// y", "??/", "%s%n", "${x}", "`x`", "line\nbreak", "tab\t", "Ærøskøbing", "日本語", "😀",
            "'; DROP TABLE x; --",
        "for", "class", "<b>&amp;</b>", "\u202Eevil", "--", "1st", "\\u000a", "#{1}", "\"\"\"", "'''",
    ];

    public static readonly Dictionary<string, Func<(Model Model, ITable? Rows)>> All = new()
    {
        ["identity"] = () => (new Model(Network(3, new Identity(), 4, new Identity(), 2)), null),
        ["relu"] = () => (new Model(Network(4, new ReLU(), 8, new Identity(), 3)) { ClassLabels = ["a", "b", "c"] }, null),
        ["leaky"] = () => (new Model(Network(4, new LeakyReLU(0.02), 8, new ReLU(), 1)) { ClassLabels = ["no", "yes"], Threshold = 0.25 }, null),
        ["scaled"] = () => (new Model(Network(20, new ReLU(), 6, new Identity(), 2)) { InputScaling = Scaling(20), TargetScaling = Scaling(2) }, null),
        ["sigmoid"] = () => (new Model(Network(4, new Sigmoid(), 5, new Sigmoid(), 1)) { ClassLabels = ["no", "yes"] }, null),
        ["tanh_softmax"] = () => (Softmaxed(), null),
        ["every_activation"] = () => (new Model(EveryActivation()), null),
        ["skips_and_gaps"] = () => (new Model(SkipsAndGaps()), null),
        ["own"] = () => (new Model(Network(3, new Mish(), 5, new Wobble(), 2)), null),
        ["penguins"] = () => OnTable(Penguins(), Recipe.Fit(Penguins(), new RecipeOptions
        {
            Targets = ["species"],
            Defaults = new ColumnOptions { Missing = MissingRule.Median }
        }), new Tanh(), new Softmax()),
        ["mass"] = Mass,
        ["mixed"] = Mixed,
        ["hostile"] = HostileNames,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static Network Network(int inputs, IActivation hidden, int nodes, IActivation output, int outputs) =>
        new NetworkBuilder(inputs).AddLayer(nodes, hidden, biases: new Initializers.Uniform(-0.5, 0.5)).AddLayer(outputs, output,
            biases: new Initializers.Uniform(-0.5, 0.5)).Build(seed: 7);

    public static ITable Penguins() => Datasets.Penguins.Table;

    private static Model Softmaxed() => new(
        new NetworkBuilder(4).AddLayer(8, new Tanh()).AddLayer(3, new Softmax()).LabelOutputs("setosa", "versicolor", "virginica").Build(seed: 3));

    private static Scaler Scaling(int width) => Scaler.From([.. Enumerable.Range(0, width).Select(i => 0.3 * i)], [.. Enumerable.Range(0, width).Select(i =>
        1.7 + i)]);

    private static Network EveryActivation()
    {
        IActivation[] all = [.. Catalogue.Activations.Names.Select(name => Catalogue.Activations.Create(name))];
        return new NetworkBuilder(3).AddLayer(all, weights: new Initializers.Uniform(-3, 3)).AddLayer(4, new Identity()).Build(seed: 5);
    }

    private static Network SkipsAndGaps()
    {
        Network network = new NetworkBuilder(4).AddLayer(5, new ReLU()).AddLayer(4, new LeakyReLU(), from: [0, 1], bias: false).AddLayer(2, new Identity(),
            from: [1, 2])
            .Build(seed: 11);
        network.Prune(connection => connection.Weight > 0.3);
        return network;
    }

    private static (Model, ITable?) OnTable(ITable table, Recipe recipe, IActivation hidden, ILayerActivation output) => (
        new Model(new NetworkBuilder(recipe.InputCount).AddLayer(6, hidden).AddLayer(recipe.OutputCount, output).Build(seed: 2)) { Recipe = recipe }, table);

    private static (Model, ITable?) Mass()
    {
        ITable table = Penguins();
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["body_mass_g"],
            DropsMissingTargets = true,
            Defaults = new ColumnOptions { Missing = MissingRule.Median, MarksMissing = true, Unknown = UnknownRule.AllZeros },
            Columns = new()
            {
                ["body_mass_g"] = new ColumnOptions { Scaling = NumberScaling.Log },
                ["bill_length_mm"] = new ColumnOptions { Scaling = NumberScaling.Log }
            },
        });
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(5, new ReLU()).AddLayer(1, new Identity()).Build(seed: 4);
        return (new Model(network) { Recipe = recipe }, table);
    }

    private static (Model, ITable?) Mixed()
    {
        string[] colours = ["red", "green", "blue", "green", "red", "green", "mauve", "ochre"];
        string[] sizes = ["small", "large", "medium", "small", "large", "medium", "small", "medium"];
        string[] answers = ["ja", "nein", "Ja", "nein", "sí", "no", "1", "0"];
        ITable table = Records.Table(Enumerable.Range(0, 40).Select(i => new Dictionary<string, object?>
        {
            ["colour"] = i % 9 == 8 ? null : colours[i % 8],
            ["size"] = i % 7 == 6 ? null : sizes[(i + 3) % 8],
            ["fresh"] = answers[(i * 3) % 8],
            ["alive"] = i % 3 == 0 ? "lebt" : "tot",
            ["seen"] = i % 11 == 5 ? null : new DateTime(2021, 1, 4, 6, 30, 0).AddHours(i * 321.25),
            ["count"] = i % 5 == 4 ? null : (double)(i * i),
            ["good"] = i % 3 == 1 ? "yes" : "no",
        }));
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["good"],
            Columns = new()
            {
                ["colour"] = new ColumnOptions { Kind = ColumnKind.Category, Missing = MissingRule.OwnCategory, MinimumCount = 6, Unknown = UnknownRule.Rare },
                ["size"] = new ColumnOptions
                {
                    Kind = ColumnKind.OrderedCategory,
                    Order = ["small", "medium", "large"],
                    Missing = MissingRule.MostFrequent,
                    MarksMissing = true
                },
                ["fresh"] = new ColumnOptions { Kind = ColumnKind.Truth },
                ["alive"] = new ColumnOptions { Kind = ColumnKind.Truth, Yes = "lebt" },
                ["seen"] = new ColumnOptions
                {
                    Kind = ColumnKind.Date,
                    Missing = MissingRule.Median,
                    MarksMissing = true,
                    Dates = DateParts.Year | DateParts.DayOfYear | DateParts.Weekday | DateParts.Hour | DateParts.DaysSince,
                },
                ["count"] = new ColumnOptions { Kind = ColumnKind.Number, Scaling = NumberScaling.LogOnePlus, Missing = MissingRule.Mean, MarksMissing = true },
            },
        });
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(6, new SiLU()).AddLayer(1, new Sigmoid()).Build(seed: 4);
        return (new Model(network) { Recipe = recipe, Threshold = 0.6 }, table);
    }

    private static (Model, ITable?) HostileNames()
    {
        ITable table = Records.Table(Enumerable.Range(0, 2 * Hostile.Length).Select(i =>
        {
            var row = new Dictionary<string, object?>();
            foreach (string name in Hostile) row[name] = (double)((i * 7 + name.Length) % 5);
            row["word"] = Hostile[i % Hostile.Length];
            row["target\"*/'"] = Hostile[i % 3] + "!";
            return row;
        }));
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["target\"*/'"],
            Columns = new() { ["word"] = new ColumnOptions { Kind = ColumnKind.Category } }
        });
        return OnTable(table, recipe, new Tanh(), new Softmax());
    }
}
