using CsCheck;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>What is written reads back as the same table.</summary>
public class CsvWritingTests
{
    private static readonly Gen<string> _word = Gen.Char["ab \t\"',;|#\n\r0159.-é\uFEFF"].Array[1, 6].Select(letters => new string(letters))
        .Where(word => !new CsvOptions().MissingValues.Contains(word));

    private static readonly Gen<char> _delimiter = Gen.Char[",;\t| :~!"];

    private static readonly Gen<Table> _table =
        from rows in Gen.Int[1, 8]
        from numbers in Gen.OneOf(Gen.Double, Gen.Const(double.NaN)).Where(number => !double.IsInfinity(number)).Array[rows]
        from words in Gen.OneOf(_word, Gen.Const((string?)null)).Array[rows]
        from dates in Gen.OneOf(Gen.DateTime.Select(date => (DateTime?)date), Gen.Const((DateTime?)null)).Array[rows]
        from truths in Gen.OneOf(Gen.Bool.Select(truth => (bool?)truth), Gen.Const((bool?)null)).Array[rows]
        from first in _word
        select Table.FromColumns((first + "1", numbers), ("word", words), ("date", dates), ("truth", truths));

    [Fact]
    public void Any_table_with_any_delimiter_reads_back_as_the_same()
    {
        Gen.Select(_table, _delimiter, Gen.Char[".,"]).Sample((table, delimiter, point) =>
        {
            var options = new CsvOptions
            {
                Delimiter = delimiter,
                DecimalSeparator = point,
                HasHeader = true,
                Comment = "#",
                ColumnKinds = new Dictionary<string, CellKind> { ["word"] = CellKind.Text },
            };
            Table read = Table.ParseCsv(Written(table, options), options);
            read.ColumnNames.Should().Equal(table.ColumnNames);
            Shown(read).Should().Equal(Shown(table));
        });
    }

    [Fact]
    public void A_column_of_words_alone_reads_back_with_its_gaps_where_blank_lines_are_passed_over()
    {
        Table table = Table.FromColumns(("word", new[] { "a", null, "c d" }));
        Written(table, new CsvOptions()).Should().Be("word\na\n\"\"\nc d\n");
        Cells(Table.ParseCsv("word\na\n\"\"\nc d\n")).Should().Equal(Cells(table));
    }

    [Fact]
    public void The_options_decide_how_it_is_written()
    {
        Table table = Table.ParseCsv("a,b,c\n1.5,2024-03-05,true\n");
        Written(table, new CsvOptions
        {
            Delimiter = ';',
            DecimalSeparator = ',',
            DateFormats = ["dd.MM.yyyy"],
            TrueWords = ["ja"],
            FalseWords = ["nein"],
            HasHeader = false,
        }).Should().Be("1,5;05.03.2024;ja\n");
        FluentActions.Invoking(() => table.WriteCsv(new StringWriter(), new CsvOptions { Delimiter = '"' })).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_file_is_packed_when_its_name_says_so()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Table table = Table.ParseCsv("a,b\n1,x\n2,y\n");
            foreach (string name in (string[])["table.csv", "table.csv.gz"])
            {
                string path = Path.Combine(folder, name);
                File.WriteAllText(path, new string('x', 10_000));
                table.WriteCsv(path);
                Cells(Table.ReadCsv(path)).Should().Equal(Cells(table), name);
                (File.ReadAllBytes(path)[0] == 0x1F).Should().Be(name.EndsWith(".gz", StringComparison.Ordinal));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Written(Table table, CsvOptions options)
    {
        using var writer = new StringWriter();
        table.WriteCsv(writer, options);
        return writer.ToString();
    }

    private static IEnumerable<string> Shown(Table table) =>
        Cells(table).Select(cell => cell.Kind + " " + string.Concat(cell.ToString().Select(c => c is > ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}")));

    private static IEnumerable<Cell> Cells(Table table) =>
        Enumerable.Range(0, table.RowCount).SelectMany(row => Enumerable.Range(0, table.ColumnCount).Select(column => table[row, column]));
}
