using System.Text.Json;
using NodeNet.Data;
using NodeNet.Recipes;

namespace NodeNet.Tests.Recipes;

/// <summary>A recipe makes the numbers that scikit-learn's transformers make, fitted on three quarters of the penguins and asked for the fourth.
/// scikit_learn.py made them.</summary>
public class ScikitLearnTests
{
    private static readonly JsonElement _cases =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recipes", "scikit_learn.json"))).RootElement.GetProperty("cases");

    private static readonly GivenTable _penguins = GivenTable.Penguins();
    private static readonly GivenTable _training = _penguins.Where(row => row % 4 != 0);
    private static readonly GivenTable _test = _penguins.Where(row => row % 4 == 0).With(0, "island", "Mars");

    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "standard, median", "bill_length_mm" },
        { "standard, median, marked", "bill_length_mm" },
        { "minmax, mean", "bill_depth_mm" },
        { "robust, most frequent", "flipper_length_mm" },
        { "log, constant 4000", "body_mass_g" },
        { "one-hot, unknown zeros", "island" },
        { "one-hot, most frequent", "sex" },
        { "one-hot, rare together", "island" },
    };

    [Fact]
    public void Every_case_is_asked() => _cases.EnumerateObject().Count().Should().Be(Cases.Count + 1); // and the ordered one

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_numbers_are_those_of_scikit_learn(string name, string column)
    {
        Recipe recipe = Fit(column, name switch
        {
            "standard, median" => new ColumnOptions { Missing = MissingRule.Median },
            "standard, median, marked" => new ColumnOptions { Missing = MissingRule.Median, MarksMissing = true },
            "minmax, mean" => new ColumnOptions { Scaling = NumberScaling.MinMax, Missing = MissingRule.Mean },
            "robust, most frequent" => new ColumnOptions { Scaling = NumberScaling.Robust, Missing = MissingRule.MostFrequent },
            "log, constant 4000" => new ColumnOptions { Scaling = NumberScaling.Log, Missing = MissingRule.Constant, MissingConstant = 4000 },
            "one-hot, unknown zeros" => new ColumnOptions { Unknown = UnknownRule.AllZeros },
            "one-hot, most frequent" => new ColumnOptions { Kind = ColumnKind.Category, Missing = MissingRule.MostFrequent },
            _ => new ColumnOptions { MinimumCount = 100, Unknown = UnknownRule.Rare },
        });

        Rows inputs = recipe.Inputs(_test);

        double[][] expected = Expected(name);
        inputs.Count.Should().Be(expected.Length);
        inputs.Width.Should().Be(expected[0].Length);
        for (int row = 0; row < expected.Length; row++)
        {
            for (int i = 0; i < inputs.Width; i++)
                inputs[row][i].Should().BeApproximately(expected[row][i], 1e-12 * Math.Max(1, Math.Abs(expected[row][i])), $"row {row} of {name}");
        }
    }

    [Fact]
    public void Categories_with_an_order_are_those_of_its_encoder_and_scaler()
    {
        Recipe recipe = Fit("island", new ColumnOptions { Kind = ColumnKind.OrderedCategory, Order = ["Torgersen", "Dream", "Biscoe"] });

        double[][] expected = Expected("ordered");
        Rows inputs = recipe.Inputs(_test.Where(row => row > 0)); // its first row is on Mars, which has no place in the order
        for (int row = 0; row < inputs.Count; row++)
            inputs[row][0].Should().BeApproximately(expected[row + 1][0], 1e-12);
    }

    private static Recipe Fit(string column, ColumnOptions options) =>
        Recipe.Fit(_training, new RecipeOptions { Targets = ["species"], Inputs = [column], Columns = { [column] = options } });

    private static double[][] Expected(string name) =>
        [.. _cases.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(number => number.GetDouble()).ToArray())];
}
