using NodeNet.Tables;
using Parquet;
using Parquet.Schema;

namespace NodeNet.Parquet;

/// <content>Parquet files larger than memory, group of rows after group of rows.</content>
public static partial class ParquetTable
{
    /// <summary>Reads a Parquet file group of rows after group of rows, as the file has them: each is a table with the columns that the whole would have, in
    /// the memory of one group.</summary>
    /// <param name="path">The file. It stays open until the last piece is taken.</param>
    /// <param name="columns">The columns to read, in this order. None: all, in the order of the file.</param>
    /// <returns>The pieces, in order; at least one, which has no rows if the file has none.</returns>
    /// <exception cref="InvalidDataException">As for <see cref="Read(string, string[])"/>, where a piece is taken; the limit of size holds for each
    /// group.</exception>
    /// <exception cref="ArgumentException">There is no such column, or one is of a type that no table has: where the first piece is taken.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read: where the first piece is taken.</exception>
    public static IEnumerable<Table> ReadPieces(string path, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(columns);
        return Pieces(path, columns);
    }

    private static IEnumerable<Table> Pieces(string path, string[] columns)
    {
        using FileStream stream = File.OpenRead(path);
        (ParquetReader reader, DataField[] fields) = Guarded(path, () => OpenAsync(stream, columns));
        try
        {
            int groups = reader.RowGroupCount;
            long before = 0;
            for (int g = 0; g < groups; g++)
            {
                ParquetRowGroupReader group = reader.RowGroups[g];
                if (group.RowCount == 0 && (g < groups - 1 || before > 0)) continue;
                Table piece = Guarded(path, () => GroupAsync(group, fields));
                yield return piece.AsPieceAfter(before);
                before += piece.RowCount;
            }
            if (groups == 0) yield return Guarded(path, () => ReadAsync([], fields, 0));
        }
        finally
        {
            Task.Run(async () => await reader.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        }
    }

    private static async Task<(ParquetReader Reader, DataField[] Fields)> OpenAsync(Stream stream, string[] columns)
    {
        var check = new ParquetCheck(stream, DefaultMaximumBytes);
        check.CheckFooter();
        stream.Position = 0;
        ParquetReader reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true).ConfigureAwait(false);
        try
        {
            DataField[] fields = FieldsOf(reader, columns);
            foreach (DataField field in fields)
                check.CheckPages(field.Name);
            return (reader, fields);
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Task<Table> GroupAsync(ParquetRowGroupReader group, DataField[] fields)
    {
        CheckSize(group.RowCount, fields.Length, DefaultMaximumBytes);
        return ReadAsync([group], fields, (int)group.RowCount);
    }
}
