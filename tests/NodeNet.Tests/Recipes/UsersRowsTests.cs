using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Recipes;

/// <summary>Rows in the forms in which programs have them, and what is said of rows that are none.</summary>
public class UsersRowsTests
{
    private static readonly Table _fruit = Table.ParseCsv(
        "colour,body_mass,picked,price\nred,150,2024-03-04,3\nyellow,120,2024-07-01,1\ngreen,,2024-12-31,2\nred,130,2025-01-01,4\n");

    private static readonly Model _model = (Learner.For("price") with { Epochs = 1 }).Train(_fruit);

    [Fact]
    public void A_row_of_json_is_a_row()
    {
        const string Text = """{ "colour": "red", "body_mass": 150, "picked": "2024-03-04" }""";
        double expected = _model.Predict(_fruit)[0][0];

        _model.Predict(JsonDocument.Parse(Text).RootElement).Should().Equal(expected);
        _model.Predict(JsonNode.Parse(Text)!.AsObject()).Should().Equal(expected);
        _model.Predict(JsonSerializer.Deserialize<Dictionary<string, object?>>(Text)!).Should().Equal(expected);
        _model.Predict(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Text)!).Should().Equal(expected);
        double withGap = _model.Predict(_fruit)[2][0];
        _model.Predict(JsonNode.Parse("""{ "colour": "green", "body_mass": null, "picked": "2024-12-31T00:00:00" }""")!.AsObject()).Should().Equal(withGap);
        Cell.From(JsonValue.Create(true)).Should().Be(new Cell(true));
        Cell.From(JsonDocument.Parse("false").RootElement).Should().Be(new Cell(false));
        _model.Invoking(model => model.Predict(JsonDocument.Parse("[1]").RootElement)).Should().Throw<ArgumentException>()
            .WithMessage("A row in JSON is an object with a member for each column, not: Array.*");
        _model.Invoking(model => model.Predict(JsonDocument.Parse("""{ "colour": ["red"] }""").RootElement)).Should().Throw<RecipeException>()
            .WithMessage("column colour: A JSON array is no cell of a table.");
    }

    [Theory]
    [InlineData("2024-07-01")]
    [InlineData("2024-7-1")]
    [InlineData("2024-07-01T00:00")]
    [InlineData("2024-07-01 00:00:00")]
    [InlineData("2024-07-01T00:00:00.000")]
    [InlineData("2024-07-01T00:00:00Z")]
    [InlineData("2024-07-01T00:00:00+02:00")]
    public void A_date_in_words_is_written_as_ISO_8601_has_it(string date) =>
        _model.Predict(new { colour = "yellow", body_mass = 120, picked = date }).Should().Equal(_model.Predict(_fruit)[1][0]);

    [Theory]
    [InlineData("01.07.2024")] // the first of July to most, the seventh of January to .NET's own parser
    [InlineData("01/07/2024")]
    [InlineData("July 1, 2024")]
    [InlineData("12:30")] // which that parser takes for today
    public void A_date_in_another_form_is_refused_and_not_read_with_the_month_first(string date) =>
        _model
            .Invoking(model => model.Predict(new { colour = "yellow", body_mass = 120, picked = date }))
            .Should()
            .Throw<RecipeException>()
            .WithMessage($"the row, column picked: \"{date}\" is no date; write dates as 2024-03-05 or 2024-03-05T14:30.");

    [Fact]
    public void All_missing_columns_are_named_and_none_that_is_there_is_meant_instead() =>
        _model
            .Invoking(model => model.Predict(new { body_mas = 120, colour = "red" }))
            .Should()
            .Throw<RecipeException>()
            .WithMessage("column body_mass: There is no column \"body_mass\", nor picked; there are body_mas, colour. Is \"body_mas\" meant?");

    [Fact]
    public void Members_that_could_both_be_meant_are_named() =>
        _model
            .Invoking(model => model.Predict(new { BodyMass = 120, bodyMass = 130, colour = "red", picked = "2024-03-04" }))
            .Should()
            .Throw<RecipeException>()
            .WithMessage("column body_mass: BodyMass, bodyMass could all be meant by \"body_mass\"; give one that name.");

    [Fact]
    public void A_member_too_many_is_told_by_a_check()
    {
        var row = new { colour = "red", bodyMass = 150, picked = "2024-03-04", weight = 3, price = 2 };

        _model.Check(row).Should().Equal("weight is none of the model's columns, and is not looked at.");
        _model.Predict(row).Should().Equal(_model.Predict(_fruit)[0][0]);
    }

    [Fact]
    public void What_is_no_row_says_what_a_row_is()
    {
        object row = new { colour = "red" };

        _model.Invoking(model => model.Predict("red")).Should().Throw<ArgumentException>().WithMessage("A String is no row: a row is a record*");
        _model.Invoking(model => model.Predict(new List<Cell[]> { Array.Empty<Cell>() })).Should().Throw<ArgumentException>().WithMessage("*Records.Table*");
        _model.Invoking(model => model.Predict(row)).Should().Throw<ArgumentException>().WithMessage("*given as its own type, not as object*");
        _model.Invoking(model => model.Predict(new { colour = "red", body_mass = "45,1", picked = "2024-03-04" })).Should().Throw<RecipeException>()
            .WithMessage("the row, column body_mass: \"45,1\" is no number; *Numbers are written as 45.1.");
        _model.Invoking(model => model.Classify(_fruit)).Should().Throw<InvalidOperationException>()
            .WithMessage("The model predicts numbers (price), not classes: Predict answers them.");
    }

    [Fact]
    public void The_order_of_classes_is_the_users_for_two_classes_too_and_leaves_none_out()
    {
        Table table = Table.ParseCsv("a,y\n1,low\n2,mid\n3,high\n");
        Table two = Table.ParseCsv("a,y\n1,yes\n2,no\n");

        Labels(table, "low", "mid", "high", "top").Should().Equal(["low", "mid", "high", "top"], "a class may come later");
        Labels(two, "yes", "no").Should().Equal("yes", "no");
        Labels(two).Should().Equal("no", "yes");
        FluentActions.Invoking(() => Labels(table, "low", "mid")).Should().Throw<RecipeException>()
            .WithMessage("column y: \"high\" has no place in the order low, mid.");
        FluentActions.Invoking(() => Labels(table, "low", "mid", "high", "mid")).Should().Throw<RecipeException>().WithMessage("*The order is not one:*twice.");
        FluentActions
            .Invoking(() => Learner.For("y").WithColumn("y", new ColumnOptions { Order = ["yes", "no"], Yes = "yes" }).Plan(two))
            .Should()
            .Throw<RecipeException>()
            .WithMessage("column y: The order ends with \"no\", which of two classes is the positive one.");

        static IReadOnlyList<string> Labels(Table table, params string[] order) =>
            Learner.For("y").WithColumn("y", new ColumnOptions { Order = order.Length == 0 ? null : order }).Plan(table).Recipe.ClassLabels!;
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_share_to_hold_out_is_named_when_it_is_none(double share) =>
        FluentActions
            .Invoking(() => (Learner.For("price") with { ValidationFraction = share }).Train(_fruit))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage($"ValidationFraction is {share.ToString(System.Globalization.CultureInfo.InvariantCulture)}; it must be from 0 to below 1.*");

    [Fact]
    public void A_table_of_40_000_columns_is_bound_in_one_pass()
    {
        string[] names = [.. Enumerable.Range(0, 40_000).Select(i => $"c{i}")];
        var wide = new CountedNames([.. names, "y"]);
        Recipe recipe = Recipe.Fit(wide, "y");
        int fitting = wide.Reads;

        recipe.Inputs(wide).Width.Should().Be(40_000);
        fitting.Should().BeLessThan(20 * 40_000, "a search for each column would read the names 800 million times");
        (wide.Reads - fitting).Should().BeLessThan(3 * 40_000);
    }

    /// <summary>Three rows of very many numbers, which count how often a name is read.</summary>
    private sealed class CountedNames(string[] names) : ITable, IReadOnlyList<string>
    {
        public int Reads { get; private set; }

        public IReadOnlyList<string> ColumnNames => this;

        public int RowCount => 3;

        public int Count => names.Length;

        public Cell this[int row, int column] => row + column % 2;

        public string this[int index]
        {
            get
            {
                Reads++;
                return names[index];
            }
        }

        public IEnumerator<string> GetEnumerator()
        {
            Reads += names.Length;
            return names.AsEnumerable().GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
