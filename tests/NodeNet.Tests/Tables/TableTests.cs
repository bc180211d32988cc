using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>What can be made of a table. The table itself stays as it is.</summary>
public class TableTests
{
    private static readonly Table _fruit = Table.ParseCsv("weight,colour,ripe\n150,red,true\n120,NA,false\n170,green,\nNA,red,true\n");

    [Fact]
    public void Columns_are_selected_left_out_and_come_in_the_order_asked_for()
    {
        _fruit.Select("ripe", "weight").ColumnNames.Should().Equal("ripe", "weight");
        _fruit.Select("ripe", "weight")[2, "weight"].Number.Should().Be(170);
        _fruit.Without("colour").ColumnNames.Should().Equal("weight", "ripe");
        FluentActions.Invoking(() => _fruit.Select("size")).Should().Throw<ArgumentException>().WithMessage("There is no column \"size\"*");
        FluentActions.Invoking(() => _fruit.Select("ripe", "ripe")).Should().Throw<ArgumentException>().WithMessage("A column is named twice.*");
        FluentActions.Invoking(() => _fruit.Select()).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => _fruit.Without("weight", "colour", "ripe")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_column_is_added_or_takes_the_place_of_another()
    {
        Table more = _fruit.WithColumn("juice", new int?[] { 1, 2, null, 4 })
            .WithColumn("weight", row => row["weight"].IsMissing ? Cell.Missing : row["weight"].Number / 1000);
        more.ColumnNames.Should().Equal("weight", "colour", "ripe", "juice");
        more.NumbersOf("weight").ToArray().Should().Equal(0.15, 0.12, 0.17, double.NaN);
        more.NumbersOf("juice").ToArray().Should().Equal(1, 2, double.NaN, 4);
        more.PlaceOf(2).Should().Be("line 4");
        _fruit.ColumnCount.Should().Be(3);
        FluentActions.Invoking(() => _fruit.WithColumn("juice", new[] { 1, 2 })).Should().Throw<ArgumentException>()
            .WithMessage("There are 2 values for 4 rows.*");
        FluentActions.Invoking(() => _fruit.WithColumn("juice", new object[] { 1, 2, "x", 3 })).Should().Throw<ArgumentException>()
            .WithMessage("line 4, column juice: \"x\" is none of the numbers that the rows before it have.*");
    }

    [Fact]
    public void Rows_are_taken_by_number_or_by_a_condition_and_know_where_they_stood()
    {
        Table rows = _fruit.Rows(3, 0, 0);
        rows.RowCount.Should().Be(3);
        rows[0, "weight"].IsMissing.Should().BeTrue();
        rows[2, "colour"].Text.Should().Be("red");
        rows.PlaceOf(0).Should().Be("line 5");
        _fruit.Where(row => row["colour"].ToString() == "red").Rows(1).PlaceOf(0).Should().Be("line 5");
        _fruit[0].ToString().Should().Be("150, red, true");
        _fruit[2][1].Text.Should().Be("green");
        FluentActions.Invoking(() => _fruit.Rows(4)).Should().Throw<ArgumentOutOfRangeException>();
        _fruit.Rows().RowCount.Should().Be(0);
    }

    [Fact]
    public void Rows_with_gaps_are_left_out_by_all_columns_or_by_some()
    {
        _fruit.DropMissing().RowCount.Should().Be(1);
        _fruit.DropMissing("weight").RowCount.Should().Be(3);
        _fruit.DropMissing("weight", "colour")[1, "weight"].Number.Should().Be(170);
        _fruit.RowCount.Should().Be(4);
        FluentActions.Invoking(() => _fruit.DropMissing("size")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Columns_of_numbers_become_rows_of_numbers_without_gaps()
    {
        Table table = Table.ParseCsv("a,b,c\n1,2,x\n3,4,y\n");
        table.Numbers("b", "a")[1].ToArray().Should().Equal(4, 3);
        FluentActions.Invoking(() => _fruit.Numbers("weight")).Should().Throw<ArgumentException>()
            .WithMessage("line 5, column weight: the value is missing; DropMissing leaves out such rows.*");
        FluentActions.Invoking(() => table.Numbers("c")).Should().Throw<ArgumentException>().WithMessage("Column \"c\" holds words, not numbers.*");
        FluentActions.Invoking(() => Table.ParseCsv("a;b\n1,5;1\n").Numbers("a")).Should().Throw<ArgumentException>()
            .WithMessage("Column \"a\" holds words, not numbers. \"1,5\" (line 2) looks like a number with a decimal comma*");
        FluentActions.Invoking(() => Table.FromColumns(("a", new[] { 1.0, double.PositiveInfinity })).Numbers("a")).Should().Throw<ArgumentException>()
            .WithMessage("row 2, column a: the number is infinite.*");
    }

    [Fact]
    public void Different_values_come_in_their_order_and_that_of_numbers_is_no_alphabet()
    {
        Values("c\nb\nB\nNA\na\nb\n").Should().Equal("B", "a", "b");
        Values("c\n10\n9\nNA\n11\n-1\n2\n").Should().Equal("-1", "2", "9", "10", "11");
        string twelve = "c\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i}\n"));
        var words = new CsvOptions { ColumnKinds = new Dictionary<string, CellKind> { ["c"] = CellKind.Text } };
        Values(twelve, words).Should().Equal("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        Values("c\ntrue\nfalse\n").Should().Equal("false", "true");
        Values("c\n2024-03-05\n2023-12-31\n").Should().Equal("2023-12-31", "2024-03-05");

        static IEnumerable<string> Values(string text, CsvOptions? options = null) =>
            Table.ParseCsv(text, options).DistinctOf("c").Select(cell => cell.ToString());
    }

    [Fact]
    public void A_table_is_described_column_by_column()
    {
        Table table = Table.ParseCsv("weight;colour;ripe;price\n2;red;true;1,5\n4;blue;false;2,5\nNA;red;true;3\n6;red;true;4,5\n");
        TableSummary summary = table.Describe();
        ColumnSummary weight = summary.Columns[0];
        (weight.Missing, weight.Distinct, weight.Least, weight.Most, weight.Mean).Should().Be((1, 3, new Cell(2.0), new Cell(6.0), 4.0));
        weight.StandardDeviation.Should().BeApproximately(Math.Sqrt((4 + 0 + 4) / 3.0), 1e-15);
        (summary.Columns[1].MostFrequent, summary.Columns[1].MostFrequentCount).Should().Be((new Cell("red"), 3));
        summary.Columns[2].Mean.Should().Be(0.75, "of yes and no it is the share of yes");
        summary.ToString().Should().Be(
            """
            4 rows
            column  kind       missing  different  least  most  mean  most frequent
            weight  numbers    1        3          2      6     4
            colour  words      0        2          blue   red         red (3)
            ripe    yes or no  0        2          false  true  0.75  true (3)
            price   words      0        4          1,5    4,5
            The cells are divided by ';'.
            price: "1,5" (line 2) looks like a number with a decimal comma: set CsvOptions.DecimalSeparator to ','.
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_mean_of_large_numbers_close_together_is_exact()
    {
        ColumnSummary column = Table.FromColumns(("t", new[] { 1e15 + 1, 1e15 + 2, 1e15 + 3 })).Describe().Columns[0];
        column.Mean.Should().Be(1e15 + 2);
        column.StandardDeviation.Should().BeApproximately(Math.Sqrt(2.0 / 3.0), 1e-12);
    }
}
