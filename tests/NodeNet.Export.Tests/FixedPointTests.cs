using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Export.Tests;

/// <summary>Models in whole numbers: what the C computes is what <see cref="FixedModel"/> computes, nothing overflows, and the answers are near the
/// model's.</summary>
public class FixedPointTests
{
    private static readonly string[] _strict = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"];

    /// <summary>Models, and by how much their answers in Q16 may differ from their own in the rows of the proof.</summary>
    private static readonly Dictionary<string, (Func<(Model Model, ITable? Rows)> Make, double Apart)> _models = new()
    {
        ["identity"] = (() => Ranged("identity"), 4e-4),
        ["relu"] = (() => Ranged("relu"), 1e-3),
        ["leaky"] = (() => Ranged("leaky"), 1e-3),
        ["scaled"] = (() => Ranged("scaled"), 1e-2),
        ["sigmoid"] = (() => Ranged("sigmoid"), 3e-4),
        ["tanh_softmax"] = (() => Ranged("tanh_softmax"), 3e-4),
        ["every_activation"] = (() => Ranged("every_activation"), 5e-2),
        ["skips_and_gaps"] = (() => Ranged("skips_and_gaps"), 1e-3),
        ["mish"] = (() => (new Model(Models.Network(3, new Mish(), 5, new Tanh(), 2)), Rows(3)), 1e-3),
        ["penguins"] = (() => Models.All["penguins"](), 1e-3),
        ["words"] = (Words, 1e-3),
        ["mass"] = (Mass, 1.0),
    };

    public static TheoryData<string> Names => [.. _models.Keys];

    [ToolTheory("gcc")]
    [MemberData(nameof(Names))]
    public void The_C_has_the_bits_of_the_simulation_and_is_near_the_model(string name)
    {
        (Func<(Model, ITable?)> make, double apart) = _models[name];
        (Model model, ITable? rows) = make();
        foreach (int weightBits in (int[])(name == "every_activation" ? [16] : [16, 8]))
        {
            ExportedCode code = model.ToCode(
                Language.C, "fruit", new CodeOptions { Rows = rows, Arithmetic = Fixed.Q(16) with { WeightBits = weightBits } });

            string[] flags = weightBits == 16 ? [.. _strict, "-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all"] : ["-O3", "-march=native"];
            Proved(code, flags).Should().Contain(" 0 wrong").And.MatchRegex("rows, [1-9][0-9]* answered");
            string.Concat(code.Files.Where(file => !file.IsProof).Select(file => file.Text)).Should().NotContainAny("float", "double", "math.h");
            code.IsExact.Should().BeTrue();
            code.LargestError.Should().BeInRange(1e-9, weightBits == 16 ? apart : 300.0 * apart);
        }
    }

    [Fact]
    public void The_header_lists_words_with_a_semicolon_to_their_end()
    {
        ITable table = Records.Table(Enumerable.Range(0, 20).Select(i => new Dictionary<string, object?>
        {
            ["word"] = i % 2 == 0 ? "a; b" : "c",
            ["size"] = (double)i,
            ["y"] = (double)(i % 3),
        }));
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["y"],
            Columns = new()
            {
                ["word"] = new ColumnOptions { Kind = ColumnKind.Category },
                ["size"] = new ColumnOptions { Kind = ColumnKind.Number },
                ["y"] = new ColumnOptions { Kind = ColumnKind.Number },
            },
        });
        var model = new Model(new NetworkBuilder(recipe.InputCount).AddLayer(2, new ReLU()).AddLayer(1, new Identity()).Build(seed: 1)) { Recipe = recipe };

        string header = model.ToCode(Language.C, "fruit", new CodeOptions { Rows = table, Arithmetic = Fixed.Q(16) }).Files[0].Text;

        header.Should().Contain("word: one of a; b, c, must not be missing");
    }

    /// <summary>Rows of every accepted number, the ends of the ranges above all: each net input is where interval arithmetic says, each sum in its
    /// bits.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void No_row_that_is_accepted_leaves_the_intervals(string name)
    {
        (Model model, ITable? rows) = _models[name].Make();
        var chip = FixedModel.Of(model, Fixed.Q(12), rows);
        var random = new Random(5);
        var outputs = new int[chip.OutputBits.Count];
        for (int trial = 0; trial < 300; trial++)
        {
            int[] row = [.. chip.Columns.Select(column => column.Words is { } words ? random.Next(words.Count)
                : random.Next(3) switch { 0 => column.Least, 1 => column.Most, _ => random.Next(column.Least, column.Most) })];
            chip.Predict(row, outputs).Should().Be(0);
            IReadOnlyList<int[]> activations = chip.Activations(row);
            for (int l = 0; l < chip.Layers.Count; l++)
            {
                FixedLayer layer = chip.Layers[l];
                for (int j = 0; j < layer.Biases.Count; j++)
                {
                    long sum = 1L << (layer.Shifts[j] - 1);
                    int next = 0;
                    foreach (ConnectionBlock block in model.Network.Layers[l + 1].Incoming)
                    {
                        foreach (int activation in activations[block.Source.Index])
                        {
                            sum += (long)layer.Weights[j][next++] * activation;
                            if (layer.SumBits == 32) sum.Should().BeInRange(int.MinValue, int.MaxValue);
                        }
                    }
                    (layer.Biases[j] + (sum >> layer.Shifts[j])).Should().BeInRange(layer.NetInputs[j].Least, layer.NetInputs[j].Most);
                }
            }
        }
    }

    [ToolFact("gcc", "size")]
    public void A_network_of_4_8_3_takes_less_than_2_kB()
    {
        (Model model, ITable rows) = Iris();
        foreach (Fixed format in (Fixed[])[Fixed.Q(16), Fixed.Q(12) with { WeightBits = 8 }])
        {
            using var folder = new Folder();
            model.ToCode(Language.C, "iris", new CodeOptions { Rows = rows, Arithmetic = format }).Save(folder.Path);
            Tools.RunWell(folder.Path, "gcc", [.. _strict, "-Os", "-c", "iris.c"]);
            string[] sizes = Tools.RunWell(folder.Path, "size", "iris.o").Split('\n')[1].Split('\t', StringSplitOptions.TrimEntries);

            (int.Parse(sizes[0]) + int.Parse(sizes[1]) + int.Parse(sizes[2])).Should().BeInRange(500, 2047, format.ToString());
        }
    }

    [Fact]
    public void Iris_keeps_its_classes_in_whole_numbers()
    {
        (Model model, ITable rows) = Iris();
        var chip = FixedModel.Of(model, Fixed.Q(16) with { WeightBits = 8 }, rows);
        IReadOnlyList<Classification> own = model.Classify(rows);
        var outputs = new int[3];
        int same = 0;
        for (int row = 0; row < rows.RowCount; row++)
        {
            int r = row;
            chip.Predict(chip.RowOf([.. chip.Columns.Select((_, c) => rows[r, c])]), outputs).Should().Be(0);
            outputs.Sum().Should().BeInRange(65530, 65542, "softmax sums to 1");
            if (chip.ClassOf(outputs) == own[row].Class) same++;
        }

        same.Should().BeGreaterThanOrEqualTo(149);
        chip.ToString().Should().StartWith("fixed point Q16 with weights of 8 bits: ");
        chip.Layers[0].ToString().Should().Be("hidden 1: 8 nodes, tanh; sums of 32 bits");
        chip.Layers[0].TableError.Should().BeInRange(1e-7, 5e-5);
        chip.Columns[0].ToString().Should().StartWith("sepal length: 17 bits behind the point, from ");
        chip.Format.Should().Be(Fixed.Q(16) with { WeightBits = 8 });
    }

    [Fact]
    public void Numbers_beyond_the_accepted_ones_are_refused_by_their_column()
    {
        (Model model, ITable rows) = Iris();
        var chip = FixedModel.Of(model, Fixed.Q(16), rows);
        var outputs = new int[3];

        chip.Predict(chip.RowOf(5.0, 3.0, 1e9, 0.2), outputs).Should().Be(3);
        chip.Predict(chip.RowOf(5.0, 3.0, 1.0, Cell.Missing), outputs).Should().Be(4);
        chip.Activations(chip.RowOf(5.0, 3.0, 1e9, 0.2)).Should().BeEmpty();
        chip.Columns[2].Of(1.5).Should().Be((int)(1.5 * (1 << chip.Columns[2].FractionBits)));
        chip.Invoking(c => c.RowOf(1.0)).Should().Throw<ArgumentException>();
        chip.Invoking(c => c.Predict(new int[4], new int[1])).Should().Throw<ArgumentException>();
        chip.Invoking(c => c.Predict(new int[3], new int[3])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void What_whole_numbers_cannot_hold_is_refused_by_name()
    {
        Model relu = Models.All["relu"]().Model;
        Network large = Models.Network(2, new Identity(), 2, new Identity(), 1);
        large.OutputLayer.Nodes[0].Incoming[0].Weight = 40_000.0;
        Network wide = Models.Network(2, new Identity(), 2, new Identity(), 1);
        foreach (Connection connection in wide.OutputLayer.Nodes[0].Incoming) connection.Weight = 9000.0;

        Refused(relu, null).WithMessage("Nobody knows how large x1 can be*Give rows*");
        Refused(new Model(large), Rows(2)).WithMessage("A weight into y1 is 4E+04: more than weights of 16 bits hold.");
        Refused(new Model(wide), Rows(2)).WithMessage("The net input of y1 can be from *Q16 holds ±32768.*");
        Refused(Models.All["mass"]().Model, null).WithMessage("*which is no straight line*");
        Refused(Models.All["own"]().Model, Rows(3)).WithMessage("The activation function wobble* of y1 jumps or bends too sharply*");
        Refused(Models.All["mixed"]().Model, null).WithMessage("The column seen is a date;*");
        relu.Invoking(model => model.ToCode(Language.Java, "fruit", new CodeOptions { Arithmetic = Fixed.Q(16) })).Should().Throw<NotSupportedException>();
        FluentActions.Invoking(() => Fixed.Q(19)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Fixed.Q(8) with { WeightBits = 12 }).Should().Throw<ArgumentOutOfRangeException>();
        Fixed.Q(8).FractionBits.Should().BeInRange(Fixed.FewestBits, Fixed.MostBits);
        FixedModel.Of(relu, Fixed.Q(8), Rows(4)).Invoking(chip => chip.ClassOf([1, 2, 3])).Should().NotThrow();
        FixedModel.Of(Models.All["identity"]().Model, Fixed.Q(8), Rows(3)).Invoking(chip => chip.ClassOf([1])).Should().Throw<InvalidOperationException>();
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<NotSupportedException> Refused(Model model, ITable? rows) =>
        model.Invoking(m => FixedModel.Of(m, Fixed.Q(16), rows)).Should().Throw<NotSupportedException>();

    private static string Proved(ExportedCode code, string[] flags)
    {
        using var folder = new Folder();
        code.Save(folder.Path);
        Tools.RunWell(folder.Path, "gcc", [.. flags, "-o", "proof", "fruit.c", "fruit_test.c"]);
        return Tools.RunWell(folder.Path, Path.Combine(folder.Path, "proof"));
    }

    private static (Model, ITable?) Ranged(string name)
    {
        Model model = Models.All[name]().Model;
        return (model, Rows(model.InputNames.Count));
    }

    private static ITable Rows(int columns)
    {
        var random = new Random(1);
        return Records.Table(Enumerable.Range(0, 40).Select(_ =>
            Enumerable.Range(1, columns).ToDictionary(i => $"x{i}", _ => (object?)(4.0 * random.NextDouble() - 2.0))));
    }

    private static (Model, ITable) Iris()
    {
        ITable table = Datasets.Iris.Table;
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["species"] });
        Network network = new NetworkBuilder(4).AddLayer(8, new Tanh()).AddLayer(3, new Softmax()).Build(seed: 1);
        var options = new TrainerOptions { Optimizer = new Adam(), LearningRate = 0.02, BatchSize = 16, Seed = 1, Epochs = 60 };
        new Trainer(network, new CrossEntropy(), options).Train(recipe.DataSet(table));
        return (new Model(network) { Recipe = recipe }, table);
    }

    /// <summary>Words, words with an order, yes or no, gaps and their marks.</summary>
    private static (Model, ITable?) Words()
    {
        string[] colours = ["red", "green", "blue", "green", "red", "green", "mauve", "ochre"];
        string[] sizes = ["small", "large", "medium"];
        ITable table = Records.Table(Enumerable.Range(0, 40).Select(i => new Dictionary<string, object?>
        {
            ["colour"] = i % 9 == 8 ? null : colours[i % 8],
            ["size"] = i % 7 == 6 ? null : sizes[i % 3],
            ["alive"] = i % 3 == 0 ? "yes" : "no",
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
                    MarksMissing = true,
                },
                ["alive"] = new ColumnOptions { Kind = ColumnKind.Truth },
                ["count"] = new ColumnOptions { Kind = ColumnKind.Number, Missing = MissingRule.Mean, MarksMissing = true },
            },
        });
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(6, new SiLU()).AddLayer(1, new Sigmoid()).Build(seed: 4);
        return (new Model(network) { Recipe = recipe, Threshold = 0.6 }, table);
    }

    /// <summary>A number in its own unit is predicted.</summary>
    private static (Model, ITable?) Mass()
    {
        ITable table = Models.Penguins();
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["body_mass_g"],
            DropsMissingTargets = true,
            Defaults = new ColumnOptions { Missing = MissingRule.Median, Unknown = UnknownRule.AllZeros },
        });
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(5, new ReLU()).AddLayer(1, new Identity()).Build(seed: 4);
        return (new Model(network) { Recipe = recipe }, table);
    }
}
