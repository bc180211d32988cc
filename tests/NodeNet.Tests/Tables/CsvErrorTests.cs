using System.IO.Compression;
using System.Text;
using NodeNet.Foundation;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tests.Datasets;

namespace NodeNet.Tests.Tables;

/// <summary>What is wrong in a CSV file is named by line and column, both from 1 as editors count them.</summary>
public class CsvErrorTests
{
    private const string Stray =
        "There is a quote inside a cell that does not begin with one; such a cell stands in quotes, with its own quotes written twice.";

    [Theory]
    [InlineData("a,b\n1,2\n3\n", 3, 2, "line 3, column 2 (b): The row ends before this column; it has 1 of 2 cells.")]
    [InlineData("a,b\n1,2,3\n", 2, 3, "line 2, column 3: The row goes on beyond the 2 columns; it has 3 cells.")]
    [InlineData("a\n1,5\n2\n", 2, 2, "line 2, column 2: The row goes on beyond the 1 column; it has 2 cells, divided by ',' (CsvOptions.Delimiter)*")]
    [InlineData("a,b\n1,2,\n", 2, 3, "line 2, column 3: The row goes on beyond the 2 columns; it has 3 cells.")]
    [InlineData("a,b,a\n1,2,3\n", 1, 3, "line 1, column 3 (a): Column 1 has the same name; CsvOptions.ColumnNames can give other names.")]
    [InlineData("a,b\n1,\"x\n2,3\n", 2, 2, "line 2, column 2: The quote that begins this cell is never closed.")]
    [InlineData("a,b\n1,\"\n", 2, 2, "line 2, column 2: The quote that begins this cell is never closed.")]
    [InlineData("a,b,c\n1,\"x\"y,3\n", 2, 2, "line 2, column 2: There is text after the closing quote; a quote within quotes is written twice.")]
    [InlineData("a,b,c\n1,2,x\"y\n", 2, 3, "line 2, column 3: " + Stray)]
    [InlineData("a,b,c\n1,x\"y,3\n4,5,6\n", 2, 2, "line 2, column 2: " + Stray)]
    [InlineData("a\"b,c\n1,2\n", 1, 1, "line 1, column 1: " + Stray)]
    [InlineData("", 1, null, "line 1: The content is empty; there must be a header or a row.")]
    [InlineData("\n\n", 1, null, "line 1: The content is empty; there must be a header or a row.")]
    public void Damaged_content_is_named_by_line_and_column(string text, int line, int? column, string message)
    {
        TableFormatException error = FluentActions.Invoking(() => Table.ParseCsv(text)).Should().Throw<TableFormatException>().WithMessage(message).Which;
        error.Line.Should().Be(line);
        error.Column.Should().Be(column);
        error.File.Should().BeNull();
    }

    [Fact]
    public void Without_a_header_the_first_row_decides_how_many_cells_there_are()
    {
        FluentActions.Invoking(() => Table.ParseCsv("1,2\n3,4,5", new CsvOptions { HasHeader = false }))
            .Should().Throw<TableFormatException>().WithMessage("line 2, column 3: The row goes on beyond the 2 columns; it has 3 cells.");
    }

    [Fact]
    public void As_many_names_must_be_given_as_there_are_columns()
    {
        FluentActions.Invoking(() => Table.ParseCsv("1,2,3", new CsvOptions { ColumnNames = ["a", "b"] }))
            .Should().Throw<TableFormatException>().WithMessage("line 1: There are 3 columns, but CsvOptions.ColumnNames has 2 names.");
    }

    [Fact]
    public void Lines_are_counted_with_blank_lines_comments_skipped_lines_and_line_breaks_in_quotes()
    {
        // line 1 sep= │ 2 title │ 3 comment │ 4 a,b │ 5 blank │ 6 and 7 one row │ 8 the wrong one
        const string Text = "sep=,\ntitle\n# \"comment\na,b\n\n\"two\nlines\",1\nx,y\n";
        var options = new CsvOptions { SkipLines = 1, Comment = "#", ColumnKinds = new Dictionary<string, CellKind> { ["b"] = CellKind.Number } };
        FluentActions.Invoking(() => Table.ParseCsv(Text, options)).Should().Throw<TableFormatException>().WithMessage(
            "line 8, column 2 (b): \"y\" is not a finite number, which CsvOptions.ColumnKinds says the column holds (written with a decimal point, as 1.5 or " +
            "-2e-3).");
    }

    [Fact]
    public void A_column_of_a_named_kind_refuses_what_is_not_of_it_and_says_what_it_looks_like()
    {
        Refusal(CellKind.Number, "1,5").Should().Be(
            "line 3, column 1 (x): \"1,5\" is not a finite number, which CsvOptions.ColumnKinds says the column holds (written with a decimal point, as 1.5 " +
            "or -2e-3). It looks like a number with a decimal comma: set CsvOptions.DecimalSeparator to ','.");
        Refusal(CellKind.Date, "5.3.2024").Should().Be(
            "line 3, column 1 (x): \"5.3.2024\" is not a date, which CsvOptions.ColumnKinds says the column holds. It looks like a date: name its form in " +
            "CsvOptions.DateFormats, as \"d.M.yyyy\".");
        Refusal(CellKind.Truth, "yes").Should().Be("line 3, column 1 (x): \"yes\" is not yes or no, which CsvOptions.ColumnKinds says the column holds.");
        FluentActions.Invoking(() => Table.ParseCsv("x\n1\n", Kinds("y", CellKind.Text))).Should().Throw<TableFormatException>()
            .WithMessage("line 1: CsvOptions.ColumnKinds names a column \"y\"; there is x.");

        static string Refusal(CellKind kind, string cell) =>
            FluentActions.Invoking(() => Table.ParseCsv($"x;y\n;1\n{cell};2\n", Kinds("x", kind))).Should().Throw<TableFormatException>().Which.Message;

        static CsvOptions Kinds(string column, CellKind kind) => new() { ColumnKinds = new Dictionary<string, CellKind> { [column] = kind } };
    }

    [Fact]
    public void A_long_cell_is_quoted_only_in_part()
    {
        var options = new CsvOptions { ColumnKinds = new Dictionary<string, CellKind> { ["a"] = CellKind.Number } };
        FluentActions.Invoking(() => Table.ParseCsv("a\n" + new string('x', 100_000), options)).Should().Throw<TableFormatException>()
            .Which.Message.Length.Should().BeLessThan(250);
    }

    [Fact]
    public void The_file_is_named_when_it_is_known()
    {
        using var file = new TemporaryFile("a,b\n1\n");
        TableFormatException error = FluentActions.Invoking(() => Table.ReadCsv(file.Path)).Should().Throw<TableFormatException>().Which;
        error.File.Should().Be(file.Path);
        error.ColumnName.Should().Be("b");
        error.Message.Should().StartWith($"{file.Path}, line 2, column 2 (b): ");
    }

    [Fact]
    public void Another_encoding_is_an_error_and_not_a_wrong_letter()
    {
        using var file = new TemporaryFile("name,n\nJosé,1\n", Encoding.Latin1);
        FluentActions.Invoking(() => Table.ReadCsv(file.Path)).Should().Throw<TableFormatException>()
            .WithMessage("*line 2, column 1: The bytes are not UTF-8*");
        using var reader = new StreamReader(file.Path, Encoding.Latin1);
        Table.ReadCsv(reader)[0, "name"].Text.Should().Be("José");
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_matter_of_format()
    {
        FluentActions.Invoking(() => Table.ReadCsv("there/is/no/such.csv")).Should().Throw<IOException>();
    }

    [Fact]
    public void A_packed_file_that_is_cut_short_or_goes_on_after_its_end_is_refused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write("a\n1\n2\n"u8);
        byte[] whole = packed.ToArray();
        Table.ReadCsv(new MemoryStream(whole)).RowCount.Should().Be(2);
        for (int lost = 1; lost < 9; lost++)
            Refused(whole[..^lost]);
        Refused([.. whole, 7]);

        static void Refused(byte[] bytes) => FluentActions.Invoking(() => Table.ReadCsv(new MemoryStream(bytes))).Should().Throw<TableFormatException>()
            .WithMessage("*The gzip file is damaged: *");
    }

    [Fact]
    public void A_row_that_does_not_end_is_refused()
    {
        string endless = "a,b\n1,\"" + string.Concat(Enumerable.Repeat("x,y\n", 5_000_000));
        FluentActions.Invoking(() => Table.ParseCsv(endless)).Should().Throw<TableFormatException>()
            .WithMessage("line 1: A row after this line does not end within 16777216 characters*");
    }

    [Fact]
    public void A_small_packed_file_with_a_huge_table_is_refused_by_its_size_in_memory()
    {
        const string Text = "a,b\n1,2\n3,4\n"; // 2 rows of 2 numbers are 32 bytes
        Table.ParseCsv(Text, new CsvOptions { MaximumBytes = 32 }).RowCount.Should().Be(2);
        FluentActions.Invoking(() => Table.ParseCsv(Text, new CsvOptions { MaximumBytes = 31 })).Should().Throw<TableFormatException>()
            .WithMessage("line 3: The table would take more than 31 bytes (CsvOptions.MaximumBytes).");
    }

    [Fact]
    public void Settings_out_of_range_are_refused_before_anything_is_read()
    {
        foreach (CsvOptions wrong in (CsvOptions[])[
            new() { Delimiter = '"' },
            new() { Delimiter = '\n' },
            new() { Delimiter = '…' },
            new() { Delimiter = 'x' },
            new() { Delimiter = '#' },
            new() { ColumnNames = ["a", "a"] },
            new() { MissingValues = [null!] },
            new() { DecimalSeparator = ';' },
            new() { GroupSeparator = '.' },
            new() { GroupSeparator = '5' },
            new() { Units = [" "] },
            new() { Units = null! },
            new() { DateFormats = [""] },
            new() { TrueWords = ["ja"], FalseWords = ["JA"] },
            new() { SkipLines = -1 },
            new() { Comment = "" },
            new() { ColumnKinds = new Dictionary<string, CellKind> { ["a"] = CellKind.Missing } },
            new() { MaximumBytes = 0 },
        ])
        {
            FluentActions.Invoking(() => Table.ParseCsv("a,b\n1,2", wrong)).Should().Throw<ArgumentException>(wrong.ToString());
        }
    }

    [Fact]
    public void A_thousand_damaged_files_give_a_table_or_the_one_exception()
    {
        byte[] whole = Encoding.UTF8.GetBytes("name,n,c\n\"a, \"\"b\"\"\",1.5,x\n\"two\r\nlines\",NA,y\n\n\u00E9,-2e-3,z\n");
        var random = new RandomGenerator(20260101);
        int damaged = 0;
        for (int run = 0; run < 1000; run++)
        {
            using var content = new MemoryStream(Damage.Of(whole, random));
            try
            {
                Table table = Table.ReadCsv(content);
                table.Describe().ToString().Should().NotBeEmpty();
            }
            catch (TableFormatException error)
            {
                error.Line.Should().BeInRange(1, 100);
                damaged++;
            }
        }
        damaged.Should().BeInRange(300, 999, "most damage shows");
    }
}
