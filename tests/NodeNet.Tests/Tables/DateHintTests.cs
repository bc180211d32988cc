using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>What is told of columns that would be dates: both forms that a date may have, and the one word among dates.</summary>
public class DateHintTests
{
    private static readonly CsvOptions _named = new() { Delimiter = ';', DateFormats = ["dd.MM.yyyy"] };

    [Theory]
    [InlineData("01/02/2020;03/04/2020;12/11/2020", "as \"d/M/yyyy\" or \"M/d/yyyy\"")]
    [InlineData("01/02/2020;03/04/2020;13/11/2020", "as \"d/M/yyyy\".")] // one cell decides for all
    [InlineData("01/02/2020;03/24/2020;12/11/2020", "as \"M/d/yyyy\".")]
    [InlineData("1.2.20;3.4.20", "as \"d.M.yy\".")] // with points nobody writes the month first
    public void Both_forms_are_named_where_the_cells_leave_it_open(string cells, string form) =>
        Table.ParseCsv("when\n" + cells.Replace(';', '\n') + "\n").HintFor(0).Should().Contain("CsvOptions.DateFormats, " + form);

    [Fact]
    public void A_word_among_dates_of_a_named_form_is_what_is_told()
    {
        Table table = Table.ParseCsv("when;y\n13.11.1993;1\nukendt;2\n14.11.1993;3\n", _named);

        table.KindOf("when").Should().Be(CellKind.Text);
        table.HintFor(0).Should().Be("\"ukendt\" (line 3) is no date, but 2 of 3 cells are: correct it, or name it in CsvOptions.MissingValues.");
        Table.ParseCsv("when;y\n13.11.1993;1\nukendt;2\n", _named with { MissingValues = ["ukendt"] }).KindOf("when").Should().Be(CellKind.Date);
    }

    [Theory]
    [InlineData("qq")]
    [InlineData("HH:mm")]
    [InlineData("d.M")]
    [InlineData("dd")]
    public void A_form_that_holds_no_year_is_refused(string form) =>
        FluentActions.Invoking(() => Table.ParseCsv("x\n1\n", new CsvOptions { DateFormats = [form] }))
            .Should().Throw<ArgumentException>().WithMessage($"\"{form}\" in DateFormats is no form of dates*");

    [Theory]
    [InlineData("d.M.yyyy")]
    [InlineData("MM/yy")]
    [InlineData("yyyyMMddTHHmmss")]
    [InlineData("d MMM yyyy H:mm:ss.fff")]
    public void Every_form_with_a_year_is_one(string form) => Table.ParseCsv("x\n1\n", new CsvOptions { DateFormats = [form] }).RowCount.Should().Be(1);
}
