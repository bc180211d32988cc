using NodeNet.Data;

namespace NodeNet.Tests.Data;

public class RowsTests
{
    [Fact]
    public void A_table_has_rows_and_columns()
    {
        Rows rows = Rows.From([[1, 2, 3], [4, 5, 6]]);

        rows.Count.Should().Be(2);
        rows.Width.Should().Be(3);
        rows[1].ToArray().Should().Equal(4, 5, 6);
        rows[1, 2].Should().Be(6);
        rows.Column(1).Should().Equal(2, 5);
        rows.ToString().Should().Be("2 rows of 3");
        rows.ToArrays().Should().BeEquivalentTo(new double[][] { [1, 2, 3], [4, 5, 6] }, o => o.WithStrictOrdering());
    }

    [Fact]
    public void Numbers_can_stand_row_after_row()
    {
        Rows rows = Rows.From([1, 2, 3, 4, 5, 6], width: 2);

        rows.Count.Should().Be(3);
        rows[2].ToArray().Should().Equal(5, 6);
    }

    [Fact]
    public void A_table_is_a_copy_and_gives_out_copies()
    {
        double[][] arrays = [[1, 2]];
        double[] flat = [1, 2];
        Rows fromArrays = Rows.From(arrays);
        Rows fromFlat = Rows.From(flat, width: 2);

        arrays[0][0] = 99;
        flat[0] = 99;
        fromArrays.ToArrays()[0][0] = 99;
        fromArrays.Column(0)[0] = 99;

        fromArrays[0, 0].Should().Be(1);
        fromFlat[0, 0].Should().Be(1);
    }

    [Fact]
    public void Rows_are_taken_from_any_sequence_once()
    {
        int enumerations = 0;
        IEnumerable<double[]> Sequence()
        {
            enumerations++;
            yield return [1];
            yield return [2];
        }

        Rows.From(Sequence()).Column(0).Should().Equal(1, 2);
        enumerations.Should().Be(1);
    }

    [Fact]
    public void Rows_can_be_selected_in_any_order_and_more_than_once()
    {
        Rows rows = Rows.From([[1], [2], [3]]);

        rows.Select([2, 0, 2]).Column(0).Should().Equal(3, 1, 3);
        rows.Invoking(r => r.Select([])).Should().Throw<ArgumentException>().WithMessage("rows is empty*").WithParameterName("rows");
        rows.Invoking(r => r.Select([3])).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void There_must_be_rows_of_one_width()
    {
        Refused([]).WithMessage("There are no rows; there must be at least one.*");
        Refused([[]]).WithMessage("Row 0 has no columns; a row has at least one.*");
        Refused([null!]).WithMessage("Row 0 has no columns*");
        Refused([[1, 2], [3]]).WithMessage("Row 1 has 1 column; row 0 has 2.*");
        Refused([[1, 2], [3, 4], null!]).WithMessage("Row 2 has 0 columns; row 0 has 2.*");
        FluentActions.Invoking(() => Rows.From(null!)).Should().Throw<ArgumentNullException>().WithParameterName("rows");
        FluentActions
            .Invoking(() => Rows.From([1, 2, 3], width: 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("3 values do not make whole rows of 2.*")
            .WithParameterName("values");
        FluentActions.Invoking(() => Rows.From([], width: 2)).Should().Throw<ArgumentException>().WithMessage("0 values do not make whole rows of 2.*");
        FluentActions
            .Invoking(() => Rows.From([1.0], width: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("width is 0; it must be at least 1.*");

        static FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Refused(double[][] table) =>
            FluentActions.Invoking(() => Rows.From(table)).Should().Throw<ArgumentException>().WithParameterName("rows");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_number_that_is_not_finite_is_refused_with_its_row_and_column(double value, string shown)
    {
        string message = $"Row 1, column 2 is {shown}; data must be finite numbers (row and column count from 0).*";

        FluentActions.Invoking(() => Rows.From([[1, 2, 3], [4, 5, value]])).Should().Throw<ArgumentException>().WithMessage(message);
        FluentActions.Invoking(() => Rows.From([1, 2, 3, 4, 5, value], width: 3)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void What_is_not_there_cannot_be_read()
    {
        Rows rows = Rows.From([[1, 2], [3, 4]]);

        rows.Invoking(r => r[2].Length).Should().Throw<ArgumentOutOfRangeException>();
        rows.Invoking(r => r[-1].Length).Should().Throw<ArgumentOutOfRangeException>();
        rows.Invoking(r => r[0, 2]).Should().Throw<ArgumentOutOfRangeException>("and not the first number of the next row");
        rows.Invoking(r => r[1, -1]).Should().Throw<ArgumentOutOfRangeException>();
        rows.Invoking(r => r.Column(2)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
