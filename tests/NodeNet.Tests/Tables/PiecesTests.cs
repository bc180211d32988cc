using System.IO.Compression;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>A file taken in pieces is the same table as the file taken whole.</summary>
public sealed class PiecesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-pieces-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n3,z\n4,x\n5,y\n")] // ends in a piece that is not full
    [InlineData("a,b\n1,x\n2,y\n3,z\n4,x\n")] // ends with a full one
    [InlineData("a,b\n1,1\n2,2\n3,3\n4,4\n5,word\n")] // a column of numbers until its last row
    [InlineData("a,b\n1,true\n2,no\n3,2024-03-05\n4,7\n5,word\n")]
    [InlineData("a,b\n1,\n2,NA\n3,\n4,\n5,2024-03-05\n")] // a column without a value until its last row
    [InlineData("a,b\n1,\n2,\n3,\n")] // and for ever
    [InlineData("a,b\n1,007\n2,08\n3,9\n")] // codes
    [InlineData("a;b\n1,5;\"x\ny\"\n\n\n2,5;\"z;\"\n3,5;w\n")] // lines within cells, blank lines, another delimiter
    [InlineData("1,2\n3,4\n5,6\n7,8\n")] // without a header
    [InlineData("a,b\n")]
    [InlineData("a\n1\n2\n3\n4\n5\n6\n7")]
    public void The_pieces_together_are_the_whole_table(string text)
    {
        string path = Written("t.csv", text);
        Table whole = Table.ReadCsv(path);

        for (int rows = 1; rows <= 6; rows++)
        {
            Table[] pieces = [.. Table.ReadCsvPieces(path, rows)];

            pieces.Sum(piece => piece.RowCount).Should().Be(whole.RowCount);
            pieces.SkipLast(1).All(piece => piece.RowCount == rows).Should().BeTrue();
            pieces.Should().OnlyContain(piece => piece.ColumnNames.SequenceEqual(whole.ColumnNames));
            pieces.Should().OnlyContain(piece => whole.ColumnNames.All(name => piece.KindOf(name) == whole.KindOf(name)));
            int at = 0;
            foreach (Table piece in pieces)
            {
                for (int row = 0; row < piece.RowCount; row++, at++)
                {
                    for (int c = 0; c < whole.ColumnCount; c++) piece[row, c].Should().Be(whole[at, c]);
                    piece.PlaceOf(row).Should().Be(whole.PlaceOf(at));
                }
            }
        }
    }

    [Fact]
    public void A_file_packed_by_gzip_and_options_are_taken_as_ever()
    {
        string path = Path.Combine(_folder, "t.csv.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            packed.Write("title\na;b\n1,5;05.03.2024\n#\n2,5;06.03.2024"u8);
        var options = new CsvOptions { DecimalSeparator = ',', DateFormats = ["dd.MM.yyyy"], SkipLines = 1, Comment = "#" };

        Table[] pieces = [.. Table.ReadCsvPieces(path, 1, options)];

        pieces.Select(piece => (piece[0, 0].Number, piece[0, 1].Date.Day)).Should().Equal((1.5, 5), (2.5, 6));
        pieces[1].PlaceOf(0).Should().EndWith("t.csv.gz, line 5");
    }

    [Fact]
    public void What_is_damaged_is_told_before_the_first_piece_with_its_line()
    {
        string path = Written("t.csv", "a,b\n1,2\n3,4\n5\n");

        FluentActions.Invoking(() => Table.ReadCsvPieces(path, 1)).Should().Throw<TableFormatException>().WithMessage("*line 4*");
        FluentActions.Invoking(() => Table.ReadCsvPieces(Written("empty.csv", ""), 1)).Should().Throw<TableFormatException>();
        FluentActions.Invoking(() => Table.ReadCsvPieces(path, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Table.ReadCsvPieces(Path.Combine(_folder, "none.csv"), 1)).Should().Throw<IOException>();
    }

    [Theory]
    [InlineData("a\n1\n2\nword\n")]
    [InlineData("a\n1\n2\n")]
    [InlineData("a\n1\n2\n3\n4\n5\n")]
    public void A_file_that_changes_between_the_readings_is_refused(string then)
    {
        string path = Written("t.csv", "a\n1\n2\n3\n");
        IEnumerable<Table> pieces = Table.ReadCsvPieces(path, 2);
        File.WriteAllText(path, then);

        pieces.Invoking(all => all.ToArray()).Should().Throw<TableFormatException>().WithMessage("*changed while it was read*");
    }

    [Fact]
    public void The_limit_of_size_holds_for_a_piece_and_not_for_the_file()
    {
        string path = Written("t.csv", "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 1000)));
        var options = new CsvOptions { MaximumBytes = 2000 };

        Table.ReadCsvPieces(path, 100, options).Sum(piece => piece.RowCount).Should().Be(1000);
        FluentActions.Invoking(() => Table.ReadCsv(path, options)).Should().Throw<TableFormatException>();
        FluentActions.Invoking(() => Table.ReadCsvPieces(path, 500, options)).Should().Throw<TableFormatException>().WithMessage("*MaximumBytes*");
    }

    [Fact]
    public void A_piece_of_rows_without_lines_counts_them_from_where_it_begins()
    {
        Table piece = Table.FromColumns(("x", new[] { 1.0, 2.0 }));

        piece.AsPieceAfter(1000).PlaceOf(1).Should().Be("row 1002");
        piece.AsPieceAfter(0, "rows.parquet").PlaceOf(1).Should().Be("rows.parquet, row 2");
        piece.Invoking(one => one.AsPieceAfter(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private string Written(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
