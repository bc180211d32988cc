using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>Columns of numbers that may not be what they were read as are told.</summary>
public class NumberNotesTests
{
    [Fact]
    public void Whole_numbers_that_a_double_cannot_tell_apart_are_told()
    {
        Table.ParseCsv("id\n7\n9007199254740993\n").Notes.Should().Equal(
            "id: 9007199254740992 (line 3) is at or beyond 2^53 = 9007199254740992, from where on a double may differ from the number that is written. "
            + "If these are names and not sizes, leave the column out, or read it as words (CsvOptions.ColumnKinds).");
        Table.ParseCsv("id\n9007199254740991\n-9007199254740991\n").Notes.Should().BeEmpty();
        var words = new CsvOptions { ColumnKinds = new Dictionary<string, CellKind> { ["id"] = CellKind.Text } };
        Table.ParseCsv("id\n9007199254740993\n", words).Notes.Should().BeEmpty();
    }

    [Theory]
    [InlineData("1.319", true)]
    [InlineData("12.5", false)]
    [InlineData("0.319", false)]
    [InlineData("1.3195", false)]
    public void A_point_that_may_divide_thousands_is_told_beside_decimal_commas(string cell, bool isTold)
    {
        Table table = Table.ParseCsv($"a;b\n1,5;{cell}\n2,5;7\n");
        table.Notes.Any(note => note.StartsWith("b: ", StringComparison.Ordinal)).Should().Be(isTold);
        if (!isTold) return;
        table.Notes[^1].Should().Be("b: 1.319 (line 2) is read with a decimal point, while a has decimal commas. "
            + "If it means 1319: set CsvOptions.DecimalSeparator to ',' and CsvOptions.GroupSeparator to '.'.");
        Table.ParseCsv("a;b\n1,5;1.319\n2,5;7\n", new CsvOptions { DecimalSeparator = ',', GroupSeparator = '.' })[0, 1].Number.Should().Be(1319.0);
        Table.ParseCsv($"a;b\n1.5;{cell}\n2.5;7\n").Notes.Should().ContainSingle("nothing has a decimal comma");
    }
}
