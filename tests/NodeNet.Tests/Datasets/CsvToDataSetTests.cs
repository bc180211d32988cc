using NodeNet.Data;
using NodeNet.Datasets;

namespace NodeNet.Tests.Datasets;

/// <summary>From text cells to numbers: numbers stay, categories become one-hot.</summary>
public class CsvToDataSetTests
{
    private const string Fruit = "weight,colour,size,kind\n150,red,2,apple\n120,yellow,3,banana\n170,green,2,apple\n";

    [Fact]
    public void Numbers_stay_and_categories_become_one_column_for_each_value_in_ordinal_order()
    {
        CsvTable table = CsvTable.Parse(Fruit);
        DataSet set = table.ToDataSet(["weight", "colour"], ["kind"]);
        //                            weight green red yellow
        set[0].Inputs.Should().Equal(150, 0, 1, 0);
        set[1].Inputs.Should().Equal(120, 0, 0, 1);
        set[2].Inputs.Should().Equal(170, 1, 0, 0);
        set.InputNames.Should().Equal("weight", "colour=green", "colour=red", "colour=yellow");
        set.Targets.Column(0).Should().Equal([0.0, 1.0, 0.0], "of two kinds the first is 0 and the second 1");
        set.ClassLabels.Should().Equal("apple", "banana");
    }

    [Fact]
    public void Columns_come_in_the_order_in_which_they_are_named()
    {
        DataSet set = CsvTable.Parse(Fruit).ToDataSet(["size", "weight"], ["weight", "size"]);
        set[1].Inputs.Should().Equal(3, 120);
        set[1].Targets.Should().Equal(120, 3);
    }

    [Fact]
    public void A_column_of_numbers_can_be_named_one_of_categories()
    {
        CsvTable table = CsvTable.Parse(Fruit);
        table.ToDataSet(["weight"], ["size"]).Targets.ToArrays().SelectMany(row => row).Should().Equal(2, 3, 2);
        table.ToDataSet(["weight"], ["size"], categories: ["size"]).Targets.ToArrays().SelectMany(row => row).Should().Equal(0, 1, 0);
        table.ToDataSet(["size"], ["weight"], categories: ["size"]).Inputs.ToArrays().SelectMany(row => row).Should().Equal(1, 0, 0, 1, 1, 0);
        table.ToDataSet(["weight"], ["size"], categories: ["size"]).ClassLabels.Should().Equal("2", "3");
    }

    [Fact]
    public void A_slip_of_the_pen_does_not_turn_a_column_of_numbers_into_categories()
    {
        CsvTable table = CsvTable.Parse("x,y\n1.5,1\n2..5,0\n3.5,1\n");
        FluentActions.Invoking(() => table.ToDataSet(["x"], ["y"])).Should().Throw<DataFormatException>()
            .WithMessage("line 3, column 1 (x): \"2..5\" is not a finite number, but line 2 has one.*");
        table.ToDataSet(["x"], ["y"], categories: ["x"]).Inputs.Width.Should().Be(3, "it is a choice that can be made");
    }

    [Fact]
    public void A_gap_in_a_category_is_an_error_too()
    {
        CsvTable table = CsvTable.Parse("x,sex\n1,male\n2,NA\n");
        FluentActions
            .Invoking(() => table.ToDataSet(["x"], ["sex"]))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("line 3, column 2 (sex): The value is missing*");
        FluentActions
            .Invoking(() => table.ToDataSet(["x"], ["sex"], categories: ["sex"]))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("line 3, column 2 (sex): The value is missing*");
    }

    [Fact]
    public void Inputs_and_targets_and_rows_are_needed()
    {
        CsvTable table = CsvTable.Parse(Fruit);
        FluentActions.Invoking(() => table.ToDataSet([], ["kind"])).Should().Throw<ArgumentException>().WithMessage("inputs is empty*");
        FluentActions.Invoking(() => table.ToDataSet(["weight"], [])).Should().Throw<ArgumentException>().WithMessage("targets is empty*");
        FluentActions
            .Invoking(() => CsvTable.Parse("a,b\n").ToDataSet(["a"], ["b"]))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("line 1: The table has no rows*");
    }

    [Fact]
    public void Numbers_have_a_decimal_point_even_where_people_write_a_comma()
    {
        using var german = new DecimalComma();
        CsvTable table = CsvTable.Parse("x,y\n1.5,-2.5e-3\n1234.5,0\n");
        table.Numbers("x").Should().Equal(1.5, 1234.5);
        table.ToDataSet(["x"], ["y"])[0].Targets.Should().Equal(-0.0025);
        FluentActions.Invoking(() => CsvTable.Parse("x\n\"1,5\"").Numbers("x")).Should().Throw<DataFormatException>();
        FluentActions.Invoking(() => CsvTable.Parse("x\nNA").Numbers("x")).Should().Throw<DataFormatException>().WithMessage("line 2, column 1 (x)*");
        Iris.Load()[0].Inputs.Should().Equal(5.1, 3.5, 1.4, 0.2);
        Penguins.Load().DropMissing().Numbers("bill_length_mm")[0].Should().Be(39.1);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1.5", -1.5)]
    [InlineData("+3", 3)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("2.5E-3", 0.0025)]
    [InlineData("\" 7 \"", 7)]
    public void Numbers_are_written_in_these_ways(string cell, double number)
    {
        CsvTable.Parse($"x\n{cell}").Numbers("x").Should().Equal(number);
    }
}
