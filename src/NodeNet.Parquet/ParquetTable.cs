using NodeNet.Tables;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace NodeNet.Parquet;

/// <summary>Parquet files as tables, and tables as Parquet files.</summary>
public static partial class ParquetTable
{
    /// <summary>How many bytes a table may take if nothing else is said: 8 GiB.</summary>
    public const long DefaultMaximumBytes = 8L << 30;

    /// <summary>Reads a Parquet file.</summary>
    /// <remarks>
    /// <para>Numbers of every kind become doubles, text words, booleans yes and no, dates and timestamps dates (their own reading, without a time zone); a
    /// null, and a number that is NaN, is missing.</para>
    /// <para>Before anything is read, every header is checked: against the format, the file's length, and how much the table may take.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns to read, in this order. None: all, in the order of the file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, no Parquet file, encrypted, larger than <see cref="DefaultMaximumBytes"/> allows, or written
    /// in a way that Parquet.Net does not read: decimals and dates as differences (DELTA_BINARY_PACKED).</exception>
    /// <exception cref="ArgumentException">There is no such column, or one is of a type that no table has: lists, structures, bytes, times of day.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Table Read(string path, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, columns, DefaultMaximumBytes);
    }

    /// <summary>Reads Parquet from a stream that can be sought in. The stream stays open.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="columns">As with a file; null: all.</param>
    /// <param name="maximumBytes">How many bytes the table may take, eight a cell, and so many each column's pages in a group of rows, unpacked; at least 1: a
    /// small file can hold a huge table.</param>
    /// <exception cref="InvalidDataException">The content is damaged or no Parquet, or the table is larger than <paramref name="maximumBytes"/>.</exception>
    /// <exception cref="ArgumentException">As with a file; or the stream cannot be sought in.</exception>
    public static Table Read(Stream stream, IReadOnlyList<string>? columns = null, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 1);
        if (!stream.CanSeek) throw new ArgumentException("The stream cannot be sought in; Parquet is read from its end.", nameof(stream));
        return Read(stream, name: null, columns ?? [], maximumBytes);
    }

    /// <summary>Writes a table as a Parquet file. A file that is there already is replaced.</summary>
    /// <remarks>Numbers are written as doubles, words as text, dates as timestamps without a time zone, to the microsecond; a gap as null.</remarks>
    /// <param name="table">The table; at least one column.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(Table table, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.Create(path);
        Write(table, stream);
    }

    /// <summary>Writes a table as Parquet. The stream stays open.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to.</param>
    public static void Write(Table table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        Task.Run(() => ParquetWriting.WriteAsync(table, stream)).GetAwaiter().GetResult();
    }

    private static Table Read(Stream stream, string? name, IReadOnlyList<string> columns, long maximumBytes) =>
        Guarded(name, () => ReadAsync(stream, columns, maximumBytes));

    private static T Guarded<T>(string? name, Func<Task<T>> read)
    {
        string place = name is null ? "" : name + ": ";
        try
        {
            // Parquet.Net has no calls that are not asynchronous.
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (NotSupportedException beyond)
        {
            throw new InvalidDataException($"{place}This is written in a way that is not read: {beyond.Message.TrimEnd('.')}.", beyond);
        }
        catch (Exception damage) when (damage is not (ArgumentException { ParamName: "columns" } or OutOfMemoryException) && !IsOfDisk(damage))
        {
            // A damaged page makes Parquet.Net throw whatever comes of it.
            string trouble = damage.Message.TrimEnd('.', ' ');
            throw new InvalidDataException($"{place}This is no Parquet file, or a damaged one: {trouble}.", damage);
        }
    }

    /// <summary>The disk's own trouble, as against that of the content.</summary>
    private static bool IsOfDisk(Exception trouble) => trouble is IOException and not EndOfStreamException && trouble.HResult != new IOException().HResult;

    private static async Task<Table> ReadAsync(Stream stream, IReadOnlyList<string> columns, long maximumBytes)
    {
        var check = new ParquetCheck(stream, maximumBytes);
        check.CheckFooter();
        stream.Position = 0;
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true).ConfigureAwait(false);
        DataField[] fields = FieldsOf(reader, columns);
        ParquetRowGroupReader[] groups = [.. reader.RowGroups];
        long rows = groups.Sum(group => group.RowCount);
        CheckSize(rows, fields.Length, maximumBytes);
        foreach (DataField field in fields)
            check.CheckPages(field.Name);
        return await ReadAsync(groups, fields, (int)rows).ConfigureAwait(false);
    }

    private static async Task<Table> ReadAsync(IReadOnlyList<ParquetRowGroupReader> groups, DataField[] fields, int rows)
    {
        var read = new (string Name, System.Collections.IEnumerable Values)[fields.Length];
        for (int c = 0; c < fields.Length; c++)
            read[c] = (fields[c].Name, await ParquetReading.ReadAsync(groups, fields[c], rows).ConfigureAwait(false));
        return Table.FromColumns(read);
    }

    private static void CheckSize(long rows, int columns, long maximumBytes)
    {
        if (rows > Array.MaxLength || columns > 0 && rows > maximumBytes / sizeof(double) / columns)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{rows} rows of {columns} columns would take more than {maximumBytes} bytes (maximumBytes), eight a cell"));
        }
    }

    private static DataField[] FieldsOf(ParquetReader reader, IReadOnlyList<string> columns) =>
        columns.Count == 0 ? [.. reader.Schema.Fields.Select(AsColumn)] : [.. columns.Select(column => AsColumn(FieldOf(reader, column)))];

    private static ArgumentException Refused(string message, string columns = "columns") => new(message, columns);

    private static Field FieldOf(ParquetReader reader, string column) =>
        reader.Schema.Fields.FirstOrDefault(field => field.Name == column)
        ?? throw Refused($"There is no column \"{column}\"; there are {string.Join(", ", reader.Schema.Fields.Select(field => field.Name))}.");

    /// <exception cref="ArgumentException">The field is no column of a table.</exception>
    private static DataField AsColumn(Field field) => field is DataField { MaxRepetitionLevel: 0 } data && ParquetReading.CanRead(data.ClrType) && !IsTime(data)
        ? data
        : throw Refused($"Column \"{field.Name}\" holds {KindOf(field)}, which no column of a table holds; name those to read.");

    /// <summary>Parquet.Net gives some times of day as whole numbers, which say nothing without their unit.</summary>
    private static bool IsTime(DataField field) =>
        field is TimeDataField || field.SchemaElement?.LogicalType?.TIME is not null
        || field.SchemaElement?.ConvertedType is ConvertedType.TIME_MICROS or ConvertedType.TIME_MILLIS;

    private static string KindOf(Field field) => field switch
    {
        DataField data when IsTime(data) => "times of day",
        DataField { MaxRepetitionLevel: > 0 } => "lists",
        DataField data => data.ClrType == typeof(ReadOnlyMemory<byte>) ? "bytes" : data.ClrType.Name,
        _ => field.SchemaType.ToString(),
    };
}
