using Microsoft.ML.OnnxRuntime;
using NodeNet.Data;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Onnx.Tests;

/// <summary>A model with a recipe takes its user's row, in ONNX Runtime as here.</summary>
public class RecipeExportTests
{
    [Theory]
    [InlineData(Precision.Double, 1e-13)]
    [InlineData(Precision.Single, 1e-5)]
    public void Every_row_gets_the_same_scores_and_the_same_label(Precision precision, double bound)
    {
        Model model = RecipeExamples.Model(RecipeExamples.Table(), RecipeExamples.Options());
        using var runtime = new Runtime(Runtime.FileOf(model, precision));

        double[][] scores = runtime.Outputs(Row(precision), "outputs");
        string[] labels = runtime.Labels(Row(precision));

        IReadOnlyList<Classification> ours = model.Classify(RecipeExamples.Table());
        runtime.InputNames.Should().Equal("island", "length", "size", "ringed", "eggs");
        for (int row = 0; row < ours.Count; row++)
        {
            labels[row].Should().Be(ours[row].Label);
            for (int i = 0; i < 3; i++) scores[row][i].Should().BeApproximately(ours[row].Scores[i], bound);
        }
    }

    [Fact]
    public void Unknown_categories_that_are_taken_as_rare_are_so_there_too()
    {
        RecipeOptions options = RecipeExamples.Options();
        options.Columns["island"] = new ColumnOptions
        {
            Kind = ColumnKind.Category,
            MinimumCount = 2,
            Unknown = UnknownRule.Rare,
            Missing = MissingRule.MostFrequent,
            MarksMissing = true,
        };
        Model model = RecipeExamples.Model(RecipeExamples.Table(), options);
        string[] islands = ["Biscoe", "Ross", "Torgersen", ""];
        double[] lengths = [40, 40, 40, 40];
        string[] sizes = ["small", "small", "small", "small"];
        string[] words = ["yes", "YES", "Ja", "1"];
        double[] eggs = [1, 1, 1, 1];
        using var runtime = new Runtime(Runtime.FileOf(model));

        double[][] scores = runtime.Outputs(Row(islands, lengths, sizes, words, eggs), "outputs");

        Rows ours = model.Predict(Given(islands, lengths, sizes, words, eggs));
        for (int row = 0; row < 4; row++)
        {
            for (int i = 0; i < 3; i++) scores[row][i].Should().BeApproximately(ours[row][i], 1e-13);
        }
        scores[1].Should().Equal(scores[2], "Ross is unknown, and Torgersen rare");
    }

    [Theory]
    [InlineData("Ross", 40.0, "small", "yes", 1.0, "an unknown category")]
    [InlineData("Biscoe", 40.0, "huge", "yes", 1.0, "no place in the order")]
    [InlineData("Biscoe", 40.0, "small", "perhaps", 1.0, "neither yes nor no")]
    [InlineData("Biscoe", 40.0, "small", "yes", -2.0, "no logarithm")]
    [InlineData("Biscoe", double.PositiveInfinity, "small", "yes", 1.0, "not finite")]
    [InlineData("Biscoe", 40.0, "small", "yes", double.NaN, "missing, and nothing stands in")]
    public void What_the_recipe_refuses_gets_no_answer_there(string island, double length, string size, string ringed, double eggs, string why)
    {
        Model model = RecipeExamples.Model(RecipeExamples.Table(), RecipeExamples.Options());
        using var runtime = new Runtime(Runtime.FileOf(model));
        NamedOnnxValue[] rows = Row([island, "Biscoe"], [length, 40.0], [size, "small"], [ringed, "yes"], [eggs, 1.0]);

        double[][] scores = runtime.Outputs(rows, "outputs");

        scores[0].Should().OnlyContain(score => double.IsNaN(score), why);
        scores[1].Should().OnlyContain(score => double.IsFinite(score), "the row beside it is in order");
        runtime.Labels(rows)[0].Should().BeEmpty();
        Action here = () => model.Predict(Given([island], [length], [size], [ringed], [eggs]));
        here.Should().Throw<RecipeException>(why);
    }

    [Fact]
    public void Numbers_that_are_predicted_come_in_their_own_units()
    {
        Table table = RecipeExamples.Table();
        var options = new RecipeOptions
        {
            Targets = ["length", "eggs"],
            Inputs = ["island"],
            Columns =
            {
                ["island"] = new ColumnOptions { Kind = ColumnKind.Category, Missing = MissingRule.OwnCategory },
                ["eggs"] = new ColumnOptions { Scaling = NumberScaling.LogOnePlus },
            },
            DropsMissingTargets = true,
        };
        Model model = RecipeExamples.Model(table, options);
        using var runtime = new Runtime(Runtime.FileOf(model));

        double[][] theirs = runtime.Outputs([Runtime.Words("island", RecipeExamples.Island)], "outputs");

        Rows ours = model.Predict(table);
        for (int row = 0; row < ours.Count; row++)
        {
            for (int i = 0; i < 2; i++) theirs[row][i].Should().BeApproximately(ours[row][i], 1e-11);
        }
    }

    [Fact]
    public void A_date_is_refused_by_its_columns_name()
    {
        Table table = NodeNet.Tables.Table.FromColumns(
            ("sold", new[] { new DateTime(2024, 1, 5), new DateTime(2024, 3, 5), new DateTime(2024, 4, 1) }), ("price", new[] { 1.0, 2.0, 3.0 }));
        Model model = RecipeExamples.Model(table, new RecipeOptions { Targets = ["price"] });

        Action export = () => Runtime.FileOf(model);

        export.Should().Throw<NotSupportedException>().WithMessage("The column sold is a date, which ONNX cannot express*");
    }

    private static Table Given(string[] island, double[] length, string[] size, string[] ringed, double[] eggs) => NodeNet.Tables.Table.FromColumns(
        ("island", island), ("length", length), ("size", size), ("ringed", ringed), ("eggs", eggs));

    private static NamedOnnxValue[] Row(Precision precision) => Row(
        RecipeExamples.Island, RecipeExamples.Length, RecipeExamples.Size, RecipeExamples.Ringed, RecipeExamples.Eggs, precision);

    private static NamedOnnxValue[] Row(
        string[] island, double[] length, string[] size, string[] ringed, double[] eggs, Precision precision = Precision.Double) =>
    [
        Runtime.Words("island", island),
        Runtime.Numbers("length", [.. length.Select(x => new[] { x })], precision),
        Runtime.Words("size", size),
        Runtime.Words("ringed", ringed),
        Runtime.Numbers("eggs", [.. eggs.Select(x => new[] { x })], precision),
    ];
}
