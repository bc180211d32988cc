using System.IO.Compression;
using System.Text;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tests.Datasets;

namespace NodeNet.Tests.Tables;

/// <summary>What a CSV file may look like, and the cells it gives.</summary>
public class CsvReadingTests
{
    [Fact]
    public void The_first_row_names_the_columns_and_each_column_has_a_kind()
    {
        Table table = Table.ParseCsv("length,colour,sold,when\n1.5,red,true,2024-03-05\n2,blue,False,2024-03-06T14:30:00\n");
        table.ColumnNames.Should().Equal("length", "colour", "sold", "when");
        (table.RowCount, table.ColumnCount).Should().Be((2, 4));
        table[1, "length"].Should().Be(new Cell(2.0));
        table[1, "colour"].Should().Be(new Cell("blue"));
        table[1, "sold"].Should().Be(new Cell(false));
        table[0, "when"].Should().Be(new Cell(new DateTime(2024, 3, 5)));
        table[1, 3].Should().Be(new Cell(new DateTime(2024, 3, 6, 14, 30, 0)));
        table.Notes.Should().BeEmpty();
        table.ToString().Should().Be("2 rows of 4 columns: length (numbers), colour (words), sold (yes or no), when (dates)");
    }

    [Fact]
    public void Without_a_header_the_columns_are_numbered_from_1()
    {
        Table table = Table.ParseCsv("x,2\n3,4", new CsvOptions { HasHeader = false });
        table.ColumnNames.Should().Equal("column1", "column2");
        table.RowCount.Should().Be(2);
        table.Notes.Should().BeEmpty("nothing was guessed");
    }

    [Fact]
    public void A_header_cell_without_a_name_is_numbered_too() => Table.ParseCsv(",x\n1,2").ColumnNames.Should().Equal("column1", "x");

    [Fact]
    public void A_first_line_of_numbers_alone_is_a_row_and_that_is_said()
    {
        const string Text = "5.1,3.5,NA\n4.9,3.0,1.4\n";
        Table table = Table.ParseCsv(Text);
        table.RowCount.Should().Be(2);
        table.ColumnNames.Should().Equal("column1", "column2", "column3");
        table.Notes.Should().Equal(
            "Line 1 holds numbers alone and was read as a row, not as names of columns; CsvOptions.HasHeader = true reads it as names.");
        Table.ParseCsv("2019,2020\n1,2\n", new CsvOptions { HasHeader = true }).ColumnNames.Should().Equal("2019", "2020");
        Table.ParseCsv("2019,b\n1,2\n").ColumnNames.Should().Equal("2019", "b");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Own_names_take_the_place_of_the_header_or_serve_where_there_is_none(bool hasHeader, int rows)
    {
        Table table = Table.ParseCsv("a,a\n1,2", new CsvOptions { HasHeader = hasHeader, ColumnNames = ["left", "right"] });
        table.ColumnNames.Should().Equal("left", "right");
        table.RowCount.Should().Be(rows);
        table[rows - 1, "right"].ToString().Should().Be("2");
    }

    [Fact]
    public void A_cell_in_quotes_may_hold_delimiters_line_breaks_and_doubled_quotes()
    {
        Table table = Table.ParseCsv("text,n\n\"a,b\",1\n\"two\nlines\",2\n\"say \"\"hi\"\"\",3\n\"\",4\n");
        string[] cells = [.. Enumerable.Range(0, 4).Select(row => table[row, "text"].ToString())];
        cells.Should().Equal("a,b", "two\nlines", "say \"hi\"", "");
        table.NumbersOf("n").ToArray().Should().Equal(1, 2, 3, 4);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4")]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("\uFEFFa,b\n1,2\n3,4")]
    [InlineData("\na,b\n\n1,2\n\n\n3,4\n\n")]
    [InlineData(" a ,\tb\n 1, 2\n3 ,4 ")]
    [InlineData("a,b\n\"1\",2\n3,\" 4 \"\n")]
    public void Line_ends_a_byte_order_mark_blank_lines_spaces_and_quotes_around_cells_make_no_difference(string text)
    {
        Table table = Table.ParseCsv(text);
        table.ColumnNames.Should().Equal("a", "b");
        table.NumbersOf("a").ToArray().Should().Equal(1, 3);
        table[1, "b"].Should().Be(new Cell(4.0));
    }

    [Fact]
    public void Spaces_stay_inside_quotes_and_where_trimming_is_off()
    {
        Table.ParseCsv("a\n\" x \"")[0, 0].Text.Should().Be(" x ");
        Table.ParseCsv("a\n x ", new CsvOptions { TrimSpaces = false })[0, 0].Text.Should().Be(" x ");
        Table.ParseCsv("a\n x ")[0, 0].Text.Should().Be("x");
    }

    [Fact]
    public void A_cell_is_missing_when_it_holds_one_of_the_texts_for_it()
    {
        Table table = Table.ParseCsv("a,b\n1,\n2,NA\n3,?\n4,N/A\n5,NaN\n6,null\n7,0\n");
        bool[] missing = [.. Enumerable.Range(0, 7).Select(row => table.IsMissing(row, "b"))];
        missing.Should().Equal(true, true, true, true, true, true, false);
        table.KindOf("b").Should().Be(CellKind.Number);
        Table.ParseCsv("a,b\n1,na\n")[0, "b"].Text.Should().Be("na", "the texts are compared exactly");
    }

    [Fact]
    public void The_texts_for_a_missing_value_can_be_set_and_may_be_numbers()
    {
        Table table = Table.ParseCsv("a\n5\n-999\n7\n", new CsvOptions { MissingValues = ["-999"] });
        table.NumbersOf("a").ToArray().Should().Equal(5, double.NaN, 7);
        Table.ParseCsv("a\n-999\nNA\n", new CsvOptions { MissingValues = ["-999"] }).KindOf("a").Should().Be(CellKind.Text);
    }

    [Fact]
    public void A_column_of_gaps_has_no_kind()
    {
        Table table = Table.ParseCsv("a,b\n,1\nNA,2\n");
        table.KindOf("a").Should().Be(CellKind.Missing);
        table[1, "a"].Should().Be(Cell.Missing);
        table.DropMissing().RowCount.Should().Be(0);
    }

    [Fact]
    public void A_file_is_read_in_utf8_and_in_utf16_with_a_byte_order_mark_plain_and_packed()
    {
        foreach (Encoding encoding in (Encoding[])[new UTF8Encoding(false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            using var file = new TemporaryFile("größe\nä\n", encoding);
            Table.ReadCsv(file.Path)[0, "größe"].Text.Should().Be("ä", encoding.EncodingName);
            using var packed = new TemporaryFile(Packed(File.ReadAllBytes(file.Path)));
            Table.ReadCsv(packed.Path)[0, "größe"].Text.Should().Be("ä", encoding.EncodingName);
        }
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_and_stays_open_even_if_it_cannot_be_read_twice()
    {
        using var stream = new MemoryStream("xxxn\n1\nx\n"u8.ToArray()) { Position = 3 };
        Table.ReadCsv(stream)[0, "n"].Text.Should().Be("1");
        stream.CanRead.Should().BeTrue();

        using var packed = new GZipStream(new MemoryStream(Packed("n\n1\nx\n"u8.ToArray())), CompressionMode.Decompress);
        Table.ReadCsv(packed)[0, "n"].Text.Should().Be("1");
        packed.CanRead.Should().BeTrue();
    }

    [Fact]
    public void A_reader_is_read_to_its_end_and_stays_open()
    {
        using var reader = new StringReader("a\n1\nb");
        Table.ReadCsv(reader)[0, 0].Text.Should().Be("1");
        reader.Peek().Should().Be(-1);
    }

    [Fact]
    public void A_header_alone_makes_a_table_without_rows()
    {
        Table table = Table.ParseCsv("a,b\n");
        table.RowCount.Should().Be(0);
        table.ToString().Should().Be("0 rows of 2 columns: a (nothing), b (nothing)");
    }

    [Fact]
    public void A_long_file_keeps_its_rows_and_its_line_numbers()
    {
        // Far longer than any buffer, with a line break in quotes now and then: every tenth row takes two lines.
        const int Rows = 40_000;
        IEnumerable<string> lines = Enumerable.Range(0, Rows).Select(row => $"{row},{(row % 10 == 0 ? "\"two\nlines\"" : "one")}");
        Table table = Table.ParseCsv("n,text\n" + string.Join('\n', lines) + "\n7,one\n");
        table.RowCount.Should().Be(Rows + 1);
        table[Rows - 1, "n"].Number.Should().Be(39_999);
        table.PlaceOf(0).Should().Be("line 2");
        table.PlaceOf(1).Should().Be("line 4");
        table.PlaceOf(Rows).Should().Be("line 44002");
        table.Where(row => row["n"].Number == 7).PlaceOf(1).Should().Be("line 44002");
    }

    [Fact]
    public void An_unknown_column_is_answered_with_those_there_are()
    {
        Table table = Table.ParseCsv("length,width\n1,2");
        FluentActions.Invoking(() => table[0, "Length"]).Should().Throw<ArgumentException>()
            .WithMessage("There is no column \"Length\"; there are length, width.*");
        FluentActions.Invoking(() => table[0, 2]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => table[1, 0]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => table.PlaceOf(1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Table.ParseCsv("a;b\n1;2\n", new CsvOptions { Delimiter = ',' }).IndexOf("a")).Should().Throw<ArgumentException>()
            .WithMessage("There is no column \"a\"; there is a;b. A single column: are its cells divided by something that CsvOptions.Delimiter should name?*");
    }

    [Fact]
    public void Carriage_returns_stay_wherever_a_read_ends()
    {
        // A reader that gives out one, two, … characters at a time puts the end of a read between any two of them.
        const string Text = "a,b\r\n\"x\r\ry\",1\r\r\n\"\r\r\r\",2\r\r\r3,4\r";
        for (int length = 1; length < 9; length++)
        {
            foreach (string? comment in (string?[])[null, "#"])
            {
                using var reader = new ShortReads(Text, length);
                Table table = Table.ReadCsv(reader, new CsvOptions { Comment = comment });
                table[0, "a"].Text.Should().Be("x\r\ry");
                table[1, "a"].Text.Should().Be("\r\r\r");
                table.PlaceOf(2).Should().Be("line 12");
            }
        }
    }

    private sealed class ShortReads(string text, int length) : StringReader(text)
    {
        public override int Read(Span<char> buffer) => base.Read(buffer[..Math.Min(length, buffer.Length)]);

        public override int ReadBlock(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(content);
        return packed.ToArray();
    }
}
