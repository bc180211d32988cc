using System.Globalization;

namespace NodeNet.Tables;

/// <summary>The content of a table's file is damaged, or is not what the options say. The message names file, line and column.</summary>
/// <remarks>It is the only exception that content can cause. A file that is missing or may not be read gives the usual <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</remarks>
public sealed class TableFormatException : FormatException
{
    internal TableFormatException(string? file, long line, int? column, string? columnName, string trouble, Exception? cause = null)
        : base(PlaceOf(file, line, column, columnName) + trouble, cause)
    {
        File = file;
        Line = line;
        Column = column;
        ColumnName = columnName;
    }

    /// <summary>The file as it was named to the reader; null when the content came from a text or a stream.</summary>
    public string? File { get; }

    /// <summary>The line, from 1, on which the row begins (a row with line breaks in quotes goes over several lines).</summary>
    public long Line { get; }

    /// <summary>The column, from 1. Null where no single column is at fault.</summary>
    public int? Column { get; }

    /// <summary>The name of the column. Null where no single column is at fault, or its name is not known.</summary>
    public string? ColumnName { get; }

    private static string PlaceOf(string? file, long line, int? column, string? columnName)
    {
        string place = (file is null ? "" : file + ", ") + string.Create(CultureInfo.InvariantCulture, $"line {line}");
        if (column is not null) place += string.Create(CultureInfo.InvariantCulture, $", column {column}");
        if (columnName is not null) place += $" ({TableText.Line(columnName)})";
        return place + ": ";
    }
}
