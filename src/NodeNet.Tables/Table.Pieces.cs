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
