using NodeNet.Datasets;

namespace NodeNet.Tests.Datasets;

/// <summary>What a CSV file may look like, and the cells it gives.</summary>
public class CsvTableTests
{
    [Fact]
    public void The_first_row_names_the_columns()
    {
        CsvTable table = CsvTable.Parse("length,colour\n1.5,red\n2,blue\n");
        table.Columns.Should().Equal("length", "colour");
        table.RowCount.Should().Be(2);
        table[1, "colour"].Should().Be("blue");
        table[1, 0].Should().Be("2");
    }

    [Fact]
    public void Without_a_header_the_columns_are_numbered_from_1()
    {
        CsvTable table = CsvTable.Parse("1,2\n3,4", new CsvOptions { HasHeader = false });
        table.Columns.Should().Equal("column1", "column2");
        table.RowCount.Should().Be(2);
    }

    [Fact]
    public void A_header_cell_without_a_name_is_numbered_too()
    {
        CsvTable.Parse(",x\n1,2").Columns.Should().Equal("column1", "x");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Own_names_take_the_place_of_the_header_or_serve_where_there_is_none(bool hasHeader, int rows)
    {
        CsvTable table = CsvTable.Parse("a,a\n1,2", new CsvOptions { HasHeader = hasHeader, ColumnNames = ["left", "right"] });
        table.Columns.Should().Equal("left", "right");
        table.RowCount.Should().Be(rows);
        table[rows - 1, "right"].Should().Be("2");
    }

    [Fact]
    public void A_cell_in_quotes_may_hold_delimiters_line_breaks_and_doubled_quotes()
    {
        CsvTable table = CsvTable.Parse("text,n\n\"a,b\",1\n\"two\nlines\",2\n\"say \"\"hi\"\"\",3\n\"\",4\n");
        table.RowCount.Should().Be(4);
        table[0, "text"].Should().Be("a,b");
        table[1, "text"].Should().Be("two\nlines");
        table[2, "text"].Should().Be("say \"hi\"");
        table[3, "text"].Should().BeEmpty();
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4")]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("\uFEFFa,b\n1,2\n3,4")]
    [InlineData("\na,b\n\n1,2\n\n\n3,4\n\n")]
    [InlineData(" a ,\tb\n 1, 2\n3 ,4 ")]
    public void Line_ends_a_byte_order_mark_empty_lines_and_spaces_around_cells_make_no_difference(string text)
    {
        CsvTable table = CsvTable.Parse(text);
        table.Columns.Should().Equal("a", "b");
        table.Numbers("a").Should().Equal(1, 3);
        table[1, "b"].Should().Be("4");
    }

    [Fact]
    public void Spaces_stay_inside_quotes_and_where_trimming_is_off()
    {
        CsvTable.Parse("a\n\" x \"")[0, 0].Should().Be(" x ");
        CsvTable.Parse("a\n x ", new CsvOptions { TrimSpaces = false })[0, 0].Should().Be(" x ");
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(' ')]
    public void Another_delimiter_can_be_set(char delimiter)
    {
        CsvTable table = CsvTable.Parse($"a{delimiter}b\n1,5{delimiter}2", new CsvOptions { Delimiter = delimiter });
        table[0, "a"].Should().Be("1,5");
        table[0, "b"].Should().Be("2");
    }

    [Fact]
    public void A_cell_is_missing_when_it_holds_one_of_the_texts_for_it()
    {
        CsvTable table = CsvTable.Parse("a,b\n1,\n2,NA\n3,?\n4,na\n5,0\n");
        bool[] missing = [.. Enumerable.Range(0, 5).Select(row => table.IsMissing(row, "b"))];
        missing.Should().Equal(true, true, true, false, false);
    }

    [Fact]
    public void The_texts_for_a_missing_value_can_be_set()
    {
        CsvTable table = CsvTable.Parse("a\n-999\nNA\n", new CsvOptions { MissingValues = ["-999"] });
        table.IsMissing(0, "a").Should().BeTrue();
        table.IsMissing(1, "a").Should().BeFalse();
    }

    [Fact]
    public void Rows_with_gaps_are_left_out_by_all_columns_or_by_some()
    {
        CsvTable table = CsvTable.Parse("a,b,c\n1,NA,x\n2,5,NA\n3,6,y\n");
        table.DropMissing().Numbers("a").Should().Equal(3);
        table.DropMissing("b").Numbers("a").Should().Equal(2, 3);
        table.RowCount.Should().Be(3, "the table itself stays as it is");
    }

    [Fact]
    public void Categories_are_the_different_values_in_ordinal_order_or_that_of_numbers_without_gaps()
    {
        CsvTable.Parse("c\nb\nB\nNA\na\nb\n10\n9\n").Categories("c").Should().Equal("10", "9", "B", "a", "b");
        CsvTable.Parse("c\n10\n9\nNA\n11\n-1\n2\n").Categories("c").Should().Equal("-1", "2", "9", "10", "11");
    }

    [Fact]
    public void A_file_is_read_in_utf8_and_in_utf16_with_a_byte_order_mark()
    {
        foreach (
            System.Text.Encoding encoding in (System.Text.Encoding[])
            [
                new System.Text.UTF8Encoding(false),
                System.Text.Encoding.UTF8,
                System.Text.Encoding.Unicode,
            ])
        {
            using var file = new TemporaryFile("größe\nä\n", encoding);
            CsvTable.Read(file.Path)[0, "größe"].Should().Be("ä", encoding.EncodingName);
        }
    }

    [Fact]
    public void A_reader_is_read_to_its_end_and_stays_open()
    {
        using var reader = new StringReader("a\n1");
        CsvTable.Read(reader).RowCount.Should().Be(1);
        reader.Peek().Should().Be(-1);
    }

    [Fact]
    public void A_header_alone_makes_a_table_without_rows()
    {
        CsvTable table = CsvTable.Parse("a,b\n");
        table.RowCount.Should().Be(0);
        table.Numbers("a").Should().BeEmpty();
        table.ToString().Should().Be("0 rows of a, b");
    }

    [Fact]
    public void A_long_file_keeps_its_rows_and_its_line_numbers()
    {
        // Far longer than the scanner's buffer of 64 KiB, with a line break in quotes now and then: every tenth row takes two lines.
        const int rows = 20_000;
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(row => $"{row},{(row % 10 == 0 ? "\"two\nlines\"" : "one")}");
        CsvTable table = CsvTable.Parse("n,text\n" + string.Join('\n', lines) + "\nend,one\n");
        table.RowCount.Should().Be(rows + 1);
        table[rows - 1, "n"].Should().Be("19999");
        FluentActions.Invoking(() => table.Numbers("n")).Should().Throw<DataFormatException>().Which.Line.Should().Be(1 + rows + rows / 10 + 1);
    }

    [Fact]
    public void An_unknown_column_is_answered_with_those_there_are()
    {
        CsvTable table = CsvTable.Parse("length,width\n1,2");
        FluentActions
            .Invoking(() => table[0, "Length"])
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There is no column \"Length\"; there are length, width.*");
        FluentActions.Invoking(() => table[0, 2]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => table[1, 0]).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Options_are_checked_before_anything_is_read()
    {
        foreach (CsvOptions wrong in (CsvOptions[])[
            new() { Delimiter = '"' },
            new() { Delimiter = '\n' },
            new() { Delimiter = '…' },
            new() { ColumnNames = ["a", "a"] },
            new() { MissingValues = [null!] },
        ])
        {
            FluentActions.Invoking(() => CsvTable.Parse("a,b\n1,2", wrong)).Should().Throw<ArgumentException>(wrong.ToString());
        }
    }
}
