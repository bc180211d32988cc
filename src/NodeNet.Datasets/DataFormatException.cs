using System.Globalization;

namespace NodeNet.Datasets;

/// <summary>The content of a data file is damaged or is not what it should be. The message says where: file, line and column in a CSV file, file and byte in an
/// IDX file.</summary>
/// <remarks>It is the only exception that content can cause. A file that is missing or may not be read gives the usual <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</remarks>
public sealed class DataFormatException : FormatException
{
    private DataFormatException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>The file as it was named to the reader; null when the content came from a text or a stream.</summary>
    public string? File { get; private init; }

    /// <summary>In CSV: the line, from 1, on which the row begins (a row with line breaks in quotes goes over several lines). Otherwise null.</summary>
    public long? Line { get; private init; }

    /// <summary>In CSV: the column, from 1. Null outside CSV, and where no single column is at fault.</summary>
    public int? Column { get; private init; }

    /// <summary>In IDX: the byte, from 0, at which the trouble is; of a gzipped file, counted in the unpacked content. Otherwise null.</summary>
    public long? ByteOffset { get; private init; }

    internal static DataFormatException InCsv(string? file, long line, int? column, string? columnName, string trouble, Exception? cause = null)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"line {line}");
        if (column is not null) place += string.Create(CultureInfo.InvariantCulture, $", column {column}");
        if (columnName is not null) place += $" ({columnName})";
        return new DataFormatException($"{Named(file)}{place}: {trouble}", cause) { File = file, Line = line, Column = column };
    }

    internal static DataFormatException InIdx(string? file, long offset, string trouble, Exception? cause = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Named(file)}byte {offset}: {trouble}"), cause) { File = file, ByteOffset = offset };

    private static string Named(string? file) => file is null ? "" : $"{file}, ";
}
