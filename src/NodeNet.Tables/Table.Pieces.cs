using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <content>Tables larger than memory, piece by piece.</content>
public sealed partial class Table
{
    /// <summary>How many rows a piece has if nothing else is said: 16,384.</summary>
    public const int DefaultPieceRows = 16_384;

    /// <summary>Reads a CSV file, plain or packed by gzip, in pieces of so many rows: each a table with the columns, kinds and places that the whole table
    /// would have, whatever the size of the file, in the memory of one piece.</summary>
    /// <remarks>The file is read twice: at the call, to find the kinds of the columns, and while the pieces are taken. It must not change meanwhile. What
    /// <see cref="CsvOptions.MaximumBytes"/> says holds for each piece. The pieces can be taken once.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows a piece has, but for the last; at least 1.</param>
    /// <param name="options">How the file is written; null: as usual.</param>
    /// <returns>The pieces, in order; at least one, which has no rows if the file has none.</returns>
    /// <exception cref="TableFormatException">The content is damaged: at the call, or where a piece is taken if the file has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1, or an option is out of its range.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IEnumerable<Table> ReadCsvPieces(string path, int rows = DefaultPieceRows, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        options ??= new CsvOptions();
        return CsvReading.Pieces(CsvSource.Of(path, options.Encoding), options, rows);
    }

    /// <summary>As the other, from a stream that can be sought in: from where it stands to its end. It stays open, and is read while the pieces are
    /// taken.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="rows">How many rows a piece has, but for the last; at least 1.</param>
    /// <param name="options">How the content is written; null: as usual.</param>
    /// <returns>The pieces, in order; at least one.</returns>
    /// <exception cref="TableFormatException">The content is damaged.</exception>
    /// <exception cref="ArgumentException">The stream cannot be sought in.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1, or an option is out of its range.</exception>
    public static IEnumerable<Table> ReadCsvPieces(Stream stream, int rows = DefaultPieceRows, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (!stream.CanSeek) throw new ArgumentException("The stream cannot be sought in; the content is read twice. Save it to a file first.", nameof(stream));
        options ??= new CsvOptions();
        return CsvReading.Pieces(CsvSource.Of(stream, options.Encoding), options, rows);
    }

    /// <summary>A CSV file, plain or packed by gzip, as a table that is read when it is needed: to learn from more rows than memory holds
    /// (<see cref="Learning.Learner.Train(ITableSource, CancellationToken)"/>).</summary>
    /// <remarks>The file is read now, to find the kinds of its columns and where its rows begin, and must not change afterwards: an
    /// <see cref="NodeNet.Data.ExampleSourceException"/> says what has changed. Length and content count; a file that is merely touched is still the same.
    /// Its rows stand in groups of about a megabyte, which can be shuffled. A packed file, one in UTF-16, with <see cref="CsvOptions.SkipLines"/>,
    /// <see cref="CsvOptions.Comment"/> or cells divided by spaces is one group, which is read from the first row to the last.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How the file is written; null: as usual.</param>
    /// <exception cref="TableFormatException">The content is damaged.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ITableSource StreamCsv(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return CsvReading.Source(path, options ?? new CsvOptions());
    }

    /// <summary>A query as a table that is read when it is needed. It is asked again for each reading, and once now for its columns.</summary>
    /// <remarks>It must give the same rows in the same order each time, as with "order by" over a unique column: rows that come otherwise are refused. It is
    /// one
    /// group, so rows are shuffled within windows alone; "order by" over random numbers that are stored with the rows shuffles all.</remarks>
    /// <param name="query">Asks the query: <c>() => command.ExecuteReader()</c>. The reader is disposed of after each reading; with
    /// <see cref="System.Data.CommandBehavior.CloseConnection"/> it closes its connection.</param>
    /// <param name="name">What it is called, for messages.</param>
    /// <exception cref="System.Data.Common.DbException">The database fails.</exception>
    public static ITableSource StreamQuery(Func<System.Data.Common.DbDataReader> query, string name = "the query")
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(name);
        return new QuerySource(query, name);
    }

    /// <summary>The same table as a piece of a larger one whose rows have no lines, for messages: they count from there.</summary>
    /// <param name="before">How many rows come before it; at least 0.</param>
    /// <param name="name">What the larger one is called, as a file's name; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="before"/> is below 0.</exception>
    public Table AsPieceAfter(long before, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        return new Table(_head.With(RowPlaces.After(name, before)), _columns, RowCount, _source);
    }
}
