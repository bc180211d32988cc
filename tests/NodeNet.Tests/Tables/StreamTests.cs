using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tests.Datasets;

namespace NodeNet.Tests.Tables;

/// <summary>Tables that are read when they are needed have the rows that they have as a whole, in any order of their groups.</summary>
public sealed class StreamTests
{
    private const int Rows = 60_000;

    /// <summary>Files as other people write them, of several megabytes.</summary>
    public static TheoryData<string> Files => [.. _files.Keys];

    private static readonly Dictionary<string, Func<byte[]>> _files = new()
    {
        ["plain"] = () => Bytes(Text("\n")),
        ["with a byte order mark"] = () => [0xEF, 0xBB, 0xBF, .. Bytes(Text("\n"))],
        ["with carriage returns"] = () => Bytes(Text("\r\n")),
        ["without a last line end"] = () => Bytes(Text("\n").TrimEnd('\n')),
        ["with line breaks in quotes"] = () => Bytes(Text("\n", row => row % 7 == 0 ? $"\"a note\nof \"\"two\"\" lines {row}\"" : "short")),
        ["with line breaks in quotes and carriage returns"] = () => Bytes(Text("\r\n", row => row % 7 == 0 ? $"\"a note\r\nof two lines {row}\"" : "short")),
        ["with gaps and blank lines"] = () => Bytes(Text("\n", row => row % 3 == 0 ? "" : "word") + "\n\n"),
        ["divided by semicolons"] = () => Bytes(Text("\n").Replace(',', ';')),
        ["with a line that says what divides"] = () => Bytes("sep=;\n" + Text("\n").Replace(',', ';')),
        ["with letters of two bytes"] = () => Bytes(Text("\n", row => $"größe {row % 5}")),
        ["packed"] = () => Packed(Bytes(Text("\n"))),
        ["in UTF-16"] = () => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text("\n"))],
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_csv_file_has_its_rows_and_their_lines_in_any_order_of_groups(string file)
    {
        using var csv = new TemporaryFile(_files[file]());
        Table whole = Table.ReadCsv(csv.Path);

        ITableSource source = Table.StreamCsv(csv.Path);

        source.ColumnNames.Should().Equal(whole.ColumnNames);
        source.Form.Should().BeEquivalentTo(whole.Form);
        source.GroupCount.Should().Be(file is "packed" or "in UTF-16" ? 1 : source.GroupCount).And.BeGreaterThan(file is "packed" or "in UTF-16" ? 0 : 1);
        int[] order = [.. Enumerable.Range(0, source.GroupCount)];
        AreRowsOf(source.Read(order), whole, isInOrder: true);
        Array.Reverse(order);
        AreRowsOf(source.Read(order), whole, isInOrder: false);
        AreRowsOf(source.Read(order), whole, isInOrder: false); // again
    }

    [Fact]
    public void Files_whose_rows_cannot_be_told_from_bytes_are_one_group()
    {
        using var csv = new TemporaryFile("a title \" of two\n" + "# a comment \"\n" + Text("\n"));

        ITableSource source = Table.StreamCsv(csv.Path, new CsvOptions { SkipLines = 1, Comment = "#" });

        source.GroupCount.Should().Be(1);
        source.Read([0]).Sum(piece => piece.Rows.RowCount).Should().Be(Rows);
        source.Read([]).Should().BeEmpty();
    }

    [Fact]
    public void What_is_damaged_is_told_with_its_line_at_once()
    {
        using var wide = new TemporaryFile(Text("\n") + "1,2,3,4,5\n");
        using var open = new TemporaryFile("a,b\n1,\"open\n" + string.Concat(Enumerable.Repeat("1,2\n", 300_000)));

        FluentActions.Invoking(() => Table.StreamCsv(wide.Path)).Should().Throw<TableFormatException>().Which.Line.Should().Be(Rows + 2);
        FluentActions.Invoking(() => Table.StreamCsv(open.Path)).Should().Throw<TableFormatException>();
        FluentActions.Invoking(() => Table.StreamCsv(wide.Path + "x")).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void A_wide_row_is_read_like_others()
    {
        string names = string.Join(',', Enumerable.Range(0, 3000).Select(c => $"c{c}"));
        using var csv = new TemporaryFile(names + "\n" + string.Concat(Enumerable.Range(0, 200).Select(
            row => string.Join(',', Enumerable.Range(0, 3000).Select(c => (row * c % 97).ToString(CultureInfo.InvariantCulture))) + "\n")));
        Table whole = Table.ReadCsv(csv.Path);

        ITableSource source = Table.StreamCsv(csv.Path);

        AreRowsOf(source.Read([.. Enumerable.Range(0, source.GroupCount)]), whole, isInOrder: true);
    }

    [Fact]
    public void A_query_is_asked_again_for_each_reading()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, "create table t (id integer, word text, x real)");
        Execute(
            connection, "with recursive n(i) as (select 0 union all select i + 1 from n where i < 40000) "
                + "insert into t select i, case when i < 20000 then null else 'w' || i % 3 end, i / 4.0 from n");
        int asked = 0;
        ITableSource source = Table.StreamQuery(
            () =>
            {
                asked++;
                SqliteCommand command = connection.CreateCommand();
                command.CommandText = "select word, x from t order by id";
                return command.ExecuteReader();
            },
            "t");
        SqliteDataReader All()
        {
            SqliteCommand all = connection.CreateCommand();
            all.CommandText = "select word, x from t order by id";
            return all.ExecuteReader();
        }
        using SqliteDataReader reader = All();
        Table whole = Table.From(reader);

        TablePiece[] pieces = [.. source.Read([0])];

        (source.Name, source.GroupCount, asked).Should().Be(("t", 1, 2));
        pieces.Should().HaveCount(3);
        AreRowsOf(pieces, whole, isInOrder: true, hasPlaces: false);
        pieces[1].Rows.PlaceOf(0).Should().Be("t, row 16385");
        source.Read([]).Should().BeEmpty();
        using SqliteDataReader again = All();
        Table.FromPieces(again, 15_000).Select(piece => piece.RowCount).Should().Equal(15_000, 15_000, 10_001);
    }

    [Fact]
    public void A_query_whose_later_rows_are_of_another_kind_is_refused_with_the_row()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) select iif(i < 17000, i, 'word') as a from n";

        FluentActions.Invoking(() => Table.StreamQuery(command.ExecuteReader).Read([0]).Count())
            .Should().Throw<ArgumentException>().WithMessage("row 17000, column a: \"word\" is none of the numbers that the rows before it have.*");
    }

    [Fact]
    public void A_stream_that_can_be_sought_in_is_read_in_pieces()
    {
        using var content = new MemoryStream(Bytes("a,b\n1,x\n2,y\n3,z\n"));

        Table[] pieces = [.. Table.ReadCsvPieces(content, rows: 2)];

        pieces.Select(piece => piece.RowCount).Should().Equal(2, 1);
        pieces[1].PlaceOf(0).Should().Be("line 4");
        using var packed = new GZipStream(new MemoryStream(), CompressionMode.Compress);
        FluentActions.Invoking(() => Table.ReadCsvPieces(packed)).Should().Throw<ArgumentException>().WithMessage("*cannot be sought in*");
    }

    private static void AreRowsOf(IEnumerable<TablePiece> pieces, Table whole, bool isInOrder, bool hasPlaces = true)
    {
        static string RowOf(ITable table, int row, bool hasPlaces) =>
            $"{(hasPlaces ? table.PlaceOf(row) : "")}: "
                + $"{string.Join('|', Enumerable.Range(0, table.ColumnNames.Count).Select(c => $"{table[row, c].Kind} {table[row, c]}"))}";
        string[] rows = [.. pieces.SelectMany(piece => Enumerable.Range(0, piece.Rows.RowCount).Select(row => RowOf(piece.Rows, row, hasPlaces)))];
        string[] expected = [.. Enumerable.Range(0, whole.RowCount).Select(row => RowOf(whole, row, hasPlaces))];
        rows.Length.Should().Be(expected.Length);
        if (!isInOrder)
        {
            Array.Sort(rows, StringComparer.Ordinal);
            Array.Sort(expected, StringComparer.Ordinal);
        }
        rows.SequenceEqual(expected).Should().BeTrue(rows.Zip(expected).FirstOrDefault(pair => pair.First != pair.Second).ToString());
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Text(string lineEnd, Func<int, string>? note = null)
    {
        var text = new StringBuilder("a,b,note,c").Append(lineEnd);
        for (int row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{row / 8.0},{note?.Invoke(row) ?? "some words"},{(row % 5 == 0 ? "NA" : "2024-03-05")}")
                .Append(lineEnd);
        }
        return text.ToString();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }
}
