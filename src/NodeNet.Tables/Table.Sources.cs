using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using NodeNet.Recipes;

namespace NodeNet.Tables;

public sealed partial class Table
{
    /// <summary>Reads a CSV file, plain or gzipped, in UTF-8, in what a byte order mark says, or in <see cref="CsvOptions.Encoding"/>.</summary>
    /// <remarks>
    /// <para>Read as RFC 4180 describes: a cell in double quotes may hold the delimiter, line breaks, and quotes written twice. Blank lines are passed over.
    /// Every row must have as many cells as the header, or as the first row where there is no header, and at most 16,777,216 characters.</para>
    /// <para>A column's kind is that of all of its cells: yes or no, dates, numbers, or else words. Numbers have a decimal point and no separators of groups,
    /// in every culture; <paramref name="options"/> can say otherwise. Digits that begin with a needless 0 are words: "0123" is a code. What looks like numbers
    /// in another form is words too; <see cref="HintFor"/> and <see cref="Notes"/> tell which option reads it.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="TableFormatException">The content is damaged: there is no row at all, rows of different lengths, a name twice, quotes that do not
    /// match. The message names file, line and column.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Table ReadCsv(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new CsvOptions();
        return CsvReading.Read(CsvSource.Of(path, options.Encoding), options);
    }

    /// <summary>Reads CSV to the end of a stream, as from a file. The stream stays open; one that cannot be read twice is first copied into memory.</summary>
    /// <param name="stream">The content, from where the stream stands.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="TableFormatException">The content is damaged. The message names line and column.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    public static Table ReadCsv(Stream stream, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new CsvOptions();
        return CsvReading.Read(CsvSource.Of(stream, options.Encoding), options);
    }

    /// <summary>Reads CSV to the end of a text, as from a file. The reader stays open; the text is kept in memory until it is read.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="TableFormatException">The content is damaged. The message names line and column.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    public static Table ReadCsv(TextReader reader, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return CsvReading.Read(CsvSource.Of(reader), options ?? new CsvOptions());
    }

    /// <summary>Reads CSV from a string, as from a file.</summary>
    /// <param name="text">The whole content.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="TableFormatException">The content is damaged. The message names line and column.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    public static Table ParseCsv(string text, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new StringReader(text);
        return ReadCsv(reader, options);
    }

    /// <summary>Reads what a database answers: the rows of the current result, to its end. The reader stays open.</summary>
    /// <param name="reader">From any database that .NET knows: <c>command.ExecuteReader()</c>.</param>
    /// <exception cref="ArgumentException">Two columns have one name, a value is of a type that is no cell (a blob, a span of time), or the values of a column
    /// are of several kinds; the message names row and column.</exception>
    /// <exception cref="DbException">The database fails.</exception>
    public static Table From(DbDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string[] names = NamesOf(reader);
        CellColumn[] columns = [.. names.Select(name => new CellColumn(name))];
        int rows = 0;
        for (; reader.Read(); rows++)
        {
            for (int c = 0; c < columns.Length; c++)
                columns[c].Add(reader.IsDBNull(c) ? null : reader.GetValue(c));
        }
        return Of(names, [.. columns.Select(column => column.ToColumn())], rows, nameof(reader));
    }

    /// <summary>Reads what a database answers in pieces of so many rows, each in the memory of its own. The reader stays open.</summary>
    /// <param name="reader">From any database that .NET knows: <c>command.ExecuteReader()</c>.</param>
    /// <param name="rows">How many rows a piece has, but for the last; at least 1.</param>
    /// <returns>The pieces, in order; at least one, which has no rows if there are none.</returns>
    /// <exception cref="ArgumentException">As for <see cref="From(DbDataReader)"/>: where a piece is taken.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1.</exception>
    /// <exception cref="DbException">The database fails.</exception>
    public static IEnumerable<Table> FromPieces(DbDataReader reader, int rows = DefaultPieceRows)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return PiecesOf(reader, rows, name: null);
    }

    internal static string[] NamesOf(DbDataReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(c => reader.GetName(c) is { Length: > 0 } name ? name : $"column{c + 1}")];

    internal static IEnumerable<Table> PiecesOf(DbDataReader reader, int rows, string? name)
    {
        string[] names = NamesOf(reader);
        var kinds = new CellKind[names.Length];
        for (long before = 0; ;)
        {
            long start = before;
            CellColumn[] columns = [.. names.Select(column => new CellColumn(column, row => FormattableString.Invariant($"row {start + row + 1}")))];
            for (int c = 0; c < columns.Length; c++) columns[c].Expect(kinds[c]);
            int count = 0;
            for (; count < rows && reader.Read(); count++)
            {
                for (int c = 0; c < columns.Length; c++)
                    columns[c].Add(reader.IsDBNull(c) ? null : reader.GetValue(c));
            }
            if (count > 0 || before == 0)
            {
                Column[] built = [.. columns.Select(column => column.ToColumn())];
                for (int c = 0; c < built.Length; c++)
                    if (kinds[c] == CellKind.Missing) kinds[c] = built[c].Kind;
                yield return Of(names, built, count, nameof(reader)).AsPieceAfter(before, name);
            }
            before += count;
            if (count < rows) yield break;
        }
    }

    /// <summary>A row of each record: a column of each of its public properties, in the order in which they are declared.</summary>
    /// <typeparam name="T">A record, a class or an anonymous type whose properties are numbers, strings, bools, enums, dates, or null.</typeparam>
    /// <param name="records">The records.</param>
    /// <exception cref="ArgumentException">The type has no properties, one is of a type that is no cell, or a record is null.</exception>
    public static Table From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        PropertyInfo[] properties = [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];
        if (properties.Length == 0) throw new ArgumentException($"{typeof(T).Name} has no public properties, so it makes no row.", nameof(records));
        CellColumn[] columns = [.. properties.Select(property => new CellColumn(property.Name))];
        int rows = 0;
        foreach (T record in records)
        {
            if (record is null) throw new ArgumentException(FormattableString.Invariant($"Record {rows} (from 0) is null."), nameof(records));
            for (int c = 0; c < columns.Length; c++)
                columns[c].Add(properties[c].GetValue(record));
            rows++;
        }
        return Of([.. properties.Select(property => property.Name)], [.. columns.Select(column => column.ToColumn())], rows, nameof(records));
    }

    /// <summary>A table of columns: <c>Table.FromColumns(("a", new[] { 1.5, 2.0 }), ("b", new[] { "x", null }))</c>.</summary>
    /// <param name="columns">Names, all different, and values: as many in each, all of one kind or null.</param>
    /// <exception cref="ArgumentException">There is no column, two have one name, one has more values than another, or a value is of a type that is no cell or
    /// of another kind than those before it.</exception>
    public static Table FromColumns(params ReadOnlySpan<(string Name, IEnumerable Values)> columns)
    {
        if (columns.IsEmpty) throw new ArgumentException("There must be at least one column.", nameof(columns));
        var names = new string[columns.Length];
        var built = new Column[columns.Length];
        int rows = 0;
        for (int c = 0; c < columns.Length; c++)
        {
            (string name, IEnumerable values) = columns[c];
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(columns));
            ArgumentNullException.ThrowIfNull(values, nameof(columns));
            names[c] = name;
            (built[c], int count) = ColumnOf(name, values);
            if (c == 0) rows = count;
            if (count == rows) continue;
            throw new ArgumentException(
                $"Column {name} has {TableText.Count(count, "value")}, column {names[0]} has {rows}; all must have as many.", nameof(columns));
        }
        return Of(names, built, rows, nameof(columns));
    }

    private static (Column Column, int Count) ColumnOf(string name, IEnumerable values)
    {
        if (values is double[] numbers) return (new NumberColumn([.. numbers]), numbers.Length);
        var column = new CellColumn(name);
        column.AddAll(values);
        return (column.ToColumn(), column.Count);
    }

    private static Table Of(string[] names, Column[] columns, int rows, string argument)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (Array.Find(names, name => !known.Add(name)) is { } twice)
            throw new ArgumentException($"Two columns are called \"{twice}\"; each needs a name of its own.", argument);
        return new Table(new TableHead(names, RowPlaces.Unknown, options: null, delimiter: default, notes: []), columns, rows);
    }
}
