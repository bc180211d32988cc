using System.Data.Common;
using CsCheck;
using DuckDB.NET.Data;
using NodeNet.Data;
using NodeNet.Parquet;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tests.Datasets;

namespace NodeNet.Tables.Tests.Parquet;

/// <summary>Parquet files, with DuckDB as another program that writes and reads them.</summary>
public class ParquetTableTests
{
    [Fact]
    public void What_DuckDB_writes_is_read()
    {
        using var file = new TemporaryFile("");
        Ask($"""
            COPY (SELECT * FROM (VALUES
                (1::TINYINT, 2::SMALLINT, 3, 4::BIGINT, 1.5::FLOAT, 2.5, 1.25::DECIMAL(9, 2), 5::UBIGINT, true, 'apple', DATE '2024-03-05',
                    TIMESTAMP '2024-03-05 14:30:00.25'),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
                AS fruit(tiny, small, whole, large, single, number, money, positive, ripe, kind, day, moment))
            TO '{file.Path}' (FORMAT parquet)
            """);

        Table table = ParquetTable.Read(file.Path);

        table[0].ToString().Should().Be("1, 2, 3, 4, 1.5, 2.5, 1.25, 5, true, apple, 2024-03-05, 2024-03-05T14:30:00.25");
        table.ColumnNames.Should().OnlyContain(name => table.IsMissing(1, name));
        table.KindOf("money").Should().Be(CellKind.Number);
        table.KindOf("day").Should().Be(CellKind.Date);
        Table two = ParquetTable.Read(file.Path, "kind", "tiny");
        two.ColumnNames.Should().Equal("kind", "tiny");
        two[0].ToString().Should().Be("apple, 1");
        FluentActions.Invoking(() => ParquetTable.Read(file.Path, "size")).Should().Throw<ArgumentException>()
            .WithMessage("There is no column \"size\"; there are tiny, small, *");
    }

    [Fact]
    public void Groups_of_rows_are_pieces_of_the_same_table()
    {
        using var file = new TemporaryFile("");
        Ask($"""
            COPY (SELECT range AS n, CASE WHEN range > 9000 THEN 'w' || (range % 3) END AS w FROM range(10000)) TO '{file.Path}'
            (FORMAT parquet, ROW_GROUP_SIZE 2048)
            """);
        Table whole = ParquetTable.Read(file.Path);

        Table[] pieces = [.. ParquetTable.ReadPieces(file.Path)];

        pieces.Length.Should().BeGreaterThan(1);
        int at = 0;
        foreach (Table piece in pieces)
        {
            piece.ColumnNames.Should().Equal("n", "w");
            for (int row = 0; row < piece.RowCount; row++, at++)
            {
                (piece[row, 0], piece[row, 1]).Should().Be((whole[at, 0], whole[at, 1]));
                ((ITable)piece).PlaceOf(row).Should().Be(((ITable)whole).PlaceOf(at));
            }
        }
        at.Should().Be(10000);
        ParquetTable.ReadPieces(file.Path, "w").First().ColumnNames.Should().Equal("w");
        FluentActions.Invoking(() => ParquetTable.ReadPieces(file.Path, "x").First()).Should().Throw<ArgumentException>().WithMessage("*no column*");
        File.WriteAllText(file.Path, "PAR1 and no more");
        FluentActions.Invoking(() => ParquetTable.ReadPieces(file.Path).First()).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void A_file_is_read_again_group_by_group_in_any_order()
    {
        using var file = new TemporaryFile("");
        Ask($"COPY (SELECT range AS n, 'w' || (range % 3) AS w FROM range(10000)) TO '{file.Path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        Table whole = ParquetTable.Read(file.Path);

        ITableSource source = ParquetTable.Stream(file.Path);
        int[] order = [.. Enumerable.Range(0, source.GroupCount).Reverse()];
        TablePiece[] pieces = [.. source.Read(order)];

        source.GroupCount.Should().BeGreaterThan(1);
        source.ColumnNames.Should().Equal("n", "w");
        pieces.Select(piece => piece.Group).Should().Equal(order);
        pieces.Sum(piece => piece.Rows.RowCount).Should().Be(10_000);
        foreach (TablePiece piece in pieces)
        {
            int at = (int)piece.Rows[0, 0].Number;
            piece.Rows.PlaceOf(1).Should().EndWith($", row {at + 2}");
            for (int row = 0; row < piece.Rows.RowCount; row++)
                (piece.Rows[row, 0], piece.Rows[row, 1]).Should().Be((whole[at + row, 0], whole[at + row, 1]));
        }
        ParquetTable.Stream(file.Path, "w").ColumnNames.Should().Equal("w");
        FluentActions.Invoking(() => ParquetTable.Stream(file.Path, "x")).Should().Throw<ArgumentException>().WithMessage("*no column*");
    }

    [Fact]
    public void A_file_that_is_touched_is_still_read_and_one_that_has_changed_is_refused_in_words()
    {
        using var file = new TemporaryFile("");
        Ask($"COPY (SELECT range AS n, 'w' || (range % 3) AS w FROM range(10000)) TO '{file.Path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        ITableSource source = ParquetTable.Stream(file.Path);
        byte[] content = File.ReadAllBytes(file.Path);
        void Refused(string message) =>
            FluentActions.Invoking(() => source.Read([0]).First()).Should().Throw<ExampleSourceException>().WithMessage(message);

        File.SetLastWriteTimeUtc(file.Path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        source.Read([0]).First().Rows.RowCount.Should().Be(2048);
        File.WriteAllBytes(file.Path, [.. content[..100], (byte)(content[100] ^ 1), .. content[101..]]);
        File.SetLastWriteTimeUtc(file.Path, new DateTime(2002, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Refused($"{file.Path}: The file was changed after it was first read: it was written at 2002-01-01 00:00:00 (UTC)*its content is another*");
        File.WriteAllBytes(file.Path, content[..^1]);
        Refused("*The file was changed after it was first read: it had * bytes, and has *");
        File.Delete(file.Path);
        Refused("*The file is no longer there*");
    }

    [Fact]
    public void Many_groups_of_rows_become_one_table()
    {
        using var file = new TemporaryFile("");
        Ask($"COPY (SELECT range AS n, 'w' || (range % 3) AS w FROM range(10000)) TO '{file.Path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");

        Table table = ParquetTable.Read(file.Path);

        table.NumbersOf("n").ToArray().Should().Equal(Enumerable.Range(0, 10_000).Select(n => (double)n));
        table[9_999, "w"].Text.Should().Be("w0");
        using FileStream stream = File.OpenRead(file.Path);
        FluentActions.Invoking(() => ParquetTable.Read(stream, maximumBytes: 159_999)).Should().Throw<InvalidDataException>()
            .WithMessage("*10000 rows of 2 columns would take more than 159999 bytes (maximumBytes), eight a cell.");
        ParquetTable.Read(stream, maximumBytes: 160_000).RowCount.Should().Be(10_000);
        stream.CanRead.Should().BeTrue();
    }

    [Fact]
    public void What_no_column_of_a_table_holds_is_named_and_others_can_be_read()
    {
        using var file = new TemporaryFile("");
        Ask($"COPY (SELECT 1 AS n, [1, 2] AS list, TIME '10:30:00' AS clock, 'x'::BLOB AS bytes) TO '{file.Path}' (FORMAT parquet)");

        ParquetTable.Read(file.Path, "n")[0, 0].Number.Should().Be(1);
        foreach (string column in (string[])["list", "clock", "bytes"])
        {
            FluentActions.Invoking(() => ParquetTable.Read(file.Path, column)).Should().Throw<ArgumentException>(column)
                .WithMessage($"Column \"{column}\" holds *, which no column of a table holds; name those to read.*");
        }
    }

    [Fact]
    public void What_Parquet_Net_does_not_read_is_told_as_that()
    {
        using var file = new TemporaryFile("");
        Ask($"COPY (SELECT DATE '2024-03-05' + range::INT AS day FROM range(300)) TO '{file.Path}' (FORMAT parquet, PARQUET_VERSION V2)");

        FluentActions.Invoking(() => ParquetTable.Read(file.Path)).Should().Throw<InvalidDataException>()
            .WithMessage($"{file.Path}: This is written in a way that is not read: *DELTA_BINARY_PACKED.");
    }

    [Fact]
    public void What_is_written_is_read_by_DuckDB_as_it_was()
    {
        using var file = new TemporaryFile("");
        ParquetTable.Write(Table.ParseCsv("n,kind,ripe,day\n1.5,apple,true,2024-03-05T14:30:00.25\nNA,NA,NA,NA\n"), file.Path);

        Table read = Ask($"SELECT * FROM read_parquet('{file.Path}')");

        read.ColumnNames.Should().Equal("n", "kind", "ripe", "day");
        read[0].ToString().Should().Be("1.5, apple, true, 2024-03-05T14:30:00.25");
        read.DropMissing().RowCount.Should().Be(1);
    }

    [Fact]
    public void Any_table_reads_back_as_the_same()
    {
        Gen<Table> tables =
            from rows in Gen.Int[0, 20]
            from numbers in Gen.Double.Array[rows]
            from words in Gen.OneOf(Gen.String, Gen.Const((string?)null)).Array[rows]
            from seconds in Gen.Int[-1_000_000_000, 1_000_000_000].Array[rows]
            let days = seconds.Select(second => second % 5 == 0 ? null : (DateTime?)new DateTime(2000, 1, 1).AddSeconds(second))
            from truths in Gen.OneOf(Gen.Bool.Select(truth => (bool?)truth), Gen.Const((bool?)null)).Array[rows]
            select Table.FromColumns(("n", numbers), ("w", words), ("d", days), ("t", truths));
        tables.Sample(
            table =>
            {
                using var stream = new MemoryStream();
                ParquetTable.Write(table, stream);
                stream.Position = 0;
                Table read = ParquetTable.Read(stream);
                Cells(read).Should().Equal(Cells(table));
            },
            iter: 50);
    }

    private static IEnumerable<Cell> Cells(Table table) =>
        Enumerable.Range(0, table.RowCount).SelectMany(row => Enumerable.Range(0, table.ColumnCount).Select(column => table[row, column]));

    private static Table Ask(string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader reader = command.ExecuteReader();
        return Table.From(reader);
    }
}
