using System.Text;
using NodeNet.Datasets;
using NodeNet.Foundation;

namespace NodeNet.Tests.Datasets;

/// <summary>What is wrong in a CSV file is named by line and column, both from 1 as editors count them.</summary>
public class CsvErrorTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3\n", 3, 2, "line 3, column 2 (b): The row ends before this column; it has 1 of 2 cells.")]
    [InlineData("a,b\n1,2,3\n", 2, 3, "line 2, column 3: The row goes on beyond the 2 columns; it has 3 cells.")]
    [InlineData("a\n1,5\n", 2, 2, "line 2, column 2: The row goes on beyond the 1 column; it has 2 cells, divided by ',' (CsvOptions.Delimiter).")]
    [
        InlineData(
            "1,2\n3,4\n", 1, null, "line 1: The first line holds numbers alone: are they the names of the columns or the first row? Set CsvOptions.HasHeader*")]
    [InlineData("a,b\n1,2,\n", 2, 3, "line 2, column 3: The row goes on beyond the 2 columns; it has 3 cells.")]
    [InlineData("a,b,a\n1,2,3\n", 1, 3, "line 1, column 3 (a): Column 1 has the same name; CsvOptions.ColumnNames can give other names.")]
    [InlineData("a,b\n1,\"x\n2,3\n", 2, 2, "line 2, column 2: The quote that begins this cell is never closed.")]
    [InlineData("a,b,c\n1,\"x\"y,3\n", 2, 2, "line 2, column 2: There is text after the closing quote; a quote within quotes is written twice.")]
    [
        InlineData(
            "a,b,c\n1,2,x\"y\n",
            2,
            3,
            "line 2, column 3: There is a quote inside a cell that does not begin with one; such a cell stands in quotes, with its own quotes written twice.")]
    [InlineData("a\"b,c\n1,2\n", 1, 1, "line 1, column 1: There is a quote inside a cell*")]
    [InlineData("", 1, null, "line 1: The content is empty; there must be a header or a row.")]
    [InlineData("\n\n", 1, null, "line 1: The content is empty; there must be a header or a row.")]
    public void Damaged_content_is_named_by_line_and_column(string text, int line, int? column, string message)
    {
        DataFormatException error = FluentActions.Invoking(() => CsvTable.Parse(text)).Should().Throw<DataFormatException>().WithMessage(message).Which;
        error.Line.Should().Be(line);
        error.Column.Should().Be(column);
        error.File.Should().BeNull();
        error.ByteOffset.Should().BeNull();
    }

    [Fact]
    public void Without_a_header_the_first_row_decides_how_many_cells_there_are()
    {
        FluentActions.Invoking(() => CsvTable.Parse("1,2\n3,4,5", new CsvOptions { HasHeader = false }))
            .Should().Throw<DataFormatException>().WithMessage("line 2, column 3: The row goes on beyond the 2 columns; it has 3 cells.");
    }

    [Fact]
    public void As_many_names_must_be_given_as_there_are_columns()
    {
        FluentActions.Invoking(() => CsvTable.Parse("1,2,3", new CsvOptions { ColumnNames = ["a", "b"] }))
            .Should().Throw<DataFormatException>().WithMessage("line 1: There are 3 columns, but ColumnNames has 2 names.");
    }

    [Fact]
    public void Lines_are_counted_with_empty_lines_and_line_breaks_in_quotes()
    {
        // line 1 a,b │ 2 empty │ 3 and 4 one row │ 5 the wrong one
        const string text = "a,b\n\n\"two\nlines\",1\nx,y\n";
        FluentActions.Invoking(() => CsvTable.Parse(text).Numbers("b"))
            .Should()
                .Throw<DataFormatException>()
                .WithMessage("line 5, column 2 (b): \"y\" is not a finite number (written with a decimal point, as 1.5 or -2e-3).");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1,5")]
    [InlineData("1 000")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    public void What_is_not_a_finite_number_is_quoted(string cell)
    {
        CsvTable table = CsvTable.Parse($"a\n1\n\"{cell}\"\n");
        FluentActions
            .Invoking(() => table.Numbers("a"))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"line 3, column 1 (a): \"{cell}\" is not a finite number*");
    }

    [Fact]
    public void A_long_cell_is_quoted_only_in_part()
    {
        CsvTable table = CsvTable.Parse("a\n" + new string('x', 100_000));
        FluentActions.Invoking(() => table.Numbers("a")).Should().Throw<DataFormatException>().Which.Message.Length.Should().BeLessThan(200);
    }

    [Fact]
    public void A_missing_number_is_called_missing_and_the_way_out_is_named()
    {
        CsvTable table = CsvTable.Parse("a,b\n1,2\n3,NA\n");
        const string message = "line 3, column 2 (b): The value is missing (\"NA\"); DropMissing leaves out such rows.";
        FluentActions.Invoking(() => table.Numbers("b")).Should().Throw<DataFormatException>().WithMessage(message);
        FluentActions.Invoking(() => table.ToDataSet(["a"], ["b"])).Should().Throw<DataFormatException>().WithMessage(message);
    }

    [Fact]
    public void Rows_keep_their_line_numbers_when_others_are_dropped()
    {
        CsvTable table = CsvTable.Parse("a\nNA\nNA\nx\n").DropMissing();
        FluentActions.Invoking(() => table.Numbers("a")).Should().Throw<DataFormatException>().Which.Line.Should().Be(4);
    }

    [Fact]
    public void The_file_is_named_when_it_is_known()
    {
        using var file = new TemporaryFile("a,b\n1\n");
        DataFormatException error = FluentActions.Invoking(() => CsvTable.Read(file.Path)).Should().Throw<DataFormatException>().Which;
        error.File.Should().Be(file.Path);
        error.Message.Should().StartWith($"{file.Path}, line 2, column 2 (b): ");

        using var numbers = new TemporaryFile("a\nx\n");
        CsvTable table = CsvTable.Read(numbers.Path);
        FluentActions.Invoking(() => table.Numbers("a")).Should().Throw<DataFormatException>().Which.File.Should().Be(numbers.Path);
    }

    [Fact]
    public void Another_encoding_is_an_error_and_not_a_wrong_letter()
    {
        using var file = new TemporaryFile("name,n\nJosé,1\n", Encoding.Latin1);
        FluentActions.Invoking(() => CsvTable.Read(file.Path)).Should().Throw<DataFormatException>().WithMessage("*line 2, column 1: The bytes are not UTF-8*");
        using var reader = new StreamReader(file.Path, Encoding.Latin1);
        CsvTable.Read(reader)[0, "name"].Should().Be("José");
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_matter_of_format()
    {
        FluentActions.Invoking(() => CsvTable.Read("there/is/no/such.csv")).Should().Throw<IOException>();
    }

    [Fact]
    public void A_column_of_names_that_would_become_a_huge_table_is_refused_before_that_is_made()
    {
        // 20 000 rows of 20 000 different names: 3.2 GB one-hot, from 0.2 MB.
        CsvTable table = CsvTable.Parse("name,y\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"n{i},1\n")));
        long before = GC.GetAllocatedBytesForCurrentThread();
        FluentActions.Invoking(() => table.ToDataSet(["name"], ["y"], categories: ["name"])).Should().Throw<DataFormatException>()
            .WithMessage(
                "line 2, column 1 (name): 20000 rows of 20000 columns are 400000000 numbers; the limit is 134217728 (CsvOptions.MaximumBytes, eight bytes a "
                    + "number). This column alone becomes 20000: is it one of categories?");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20 << 20);

        const string Small = "name,y\na,1\nb,2\n"; // 2 rows of 2 columns are 32 bytes
        CsvTable.Parse(Small, new CsvOptions { MaximumBytes = 32 }).ToDataSet(["name"], ["y"]).Inputs.Width.Should().Be(2);
        FluentActions
            .Invoking(() => CsvTable.Parse(Small, new CsvOptions { MaximumBytes = 31 }).ToDataSet(["name"], ["y"]))
            .Should()
            .Throw<DataFormatException>();
        FluentActions.Invoking(() => CsvTable.Parse(Small, new CsvOptions { MaximumBytes = 0 })).Should().Throw<ArgumentOutOfRangeException>();
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
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                CsvTable table = CsvParsing.Read(content, new CsvOptions(), file: null);
                foreach (string column in table.Columns) table.ToDataSet([column], [column]);
            }
            catch (DataFormatException error)
            {
                error.Line.Should().BeInRange(1, 100);
                damaged++;
            }
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
        }
        damaged.Should().BeInRange(500, 1000, "most damage shows");
    }
}
