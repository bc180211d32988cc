using System.IO.Compression;
using System.Text;

namespace NodeNet.Tables;

public sealed partial class Table
{
    /// <summary>What is in each column: its kind, gaps, least and greatest value, mean, the most frequent value.</summary>
    public TableSummary Describe()
    {
        ColumnSummary[] columns = [.. _columns.Select((column, c) => ColumnSummary.Of(_head.Names[c], column, RowCount, HintFor(c)))];
        return new TableSummary(RowCount, Array.AsReadOnly(columns), Notes);
    }

    /// <summary>Writes the table as a CSV file in UTF-8, gzipped if the name ends in ".gz". A file that is there already is replaced.</summary>
    /// <remarks>Numbers are written in the shortest form that reads back to the same number, dates as 2024-03-05 or 2024-03-05T14:30:00, a gap as nothing.
    /// Words are quoted where they must be. Read again with the same options and with the kinds of its columns named, it is the same table; without, a column
    /// of words that all look like numbers is read as numbers.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options"><see cref="CsvOptions.Delimiter"/>, <see cref="CsvOptions.DecimalSeparator"/>, <see cref="CsvOptions.DateFormats"/> (the first),
    /// <see cref="CsvOptions.TrueWords"/> and <see cref="CsvOptions.FalseWords"/> (the first), <see cref="CsvOptions.HasHeader"/> (false leaves the names out),
    /// <see cref="CsvOptions.Comment"/> (words that begin so are quoted). Null takes the defaults.</param>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteCsv(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var writing = new CsvWriting(options ?? new CsvOptions());
        using FileStream file = File.Create(path);
        using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        using var writer = new StreamWriter(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writing.Write(this, writer);
    }

    /// <summary>Writes the table as CSV. The writer stays open.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="options">As with a file.</param>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    public void WriteCsv(TextWriter writer, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new CsvWriting(options ?? new CsvOptions()).Write(this, writer);
    }
}
