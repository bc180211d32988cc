using NodeNet.Recipes;
using NodeNet.Tables;
using Parquet;
using Parquet.Schema;

namespace NodeNet.Parquet;

/// <content>Parquet files that are read when they are needed.</content>
public static partial class ParquetTable
{
    /// <summary>A Parquet file as a table that is read when it is needed, a group of rows at a time in any order: to learn from more rows than memory holds
    /// (<see cref="Learning.Learner.Train(ITableSource, CancellationToken)"/>).</summary>
    /// <remarks>The groups are the file's own, and each is in memory as a whole while it is read. The file must not change: its content is
    /// looked at now, and whenever it was written again.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns to read, in this order. None: all, in the order of the file.</param>
    /// <exception cref="InvalidDataException">As for <see cref="Read(string, string[])"/>; the limit of size holds for each group.</exception>
    /// <exception cref="ArgumentException">There is no such column, or one is of a type that no table has.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ITableSource Stream(string path, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(columns);
        return new FileSource(path, columns);
    }

    private sealed class FileSource : ITableSource
    {
        private readonly string[] _columns;
        private readonly long[] _before; // of each group, how many rows come before it
        private readonly FileState _file;

        public FileSource(string path, string[] columns)
        {
            (Name, _columns, _file) = (path, columns, FileState.Of(path));
            using FileStream stream = File.OpenRead(path);
            (ParquetReader reader, DataField[] fields) = Guarded(path, () => OpenAsync(stream, columns));
            try
            {
                ColumnNames = Array.AsReadOnly<string>([.. fields.Select(field => field.Name)]);
                _before = new long[reader.RowGroupCount];
                for (int g = 1; g < _before.Length; g++) _before[g] = _before[g - 1] + reader.RowGroups[g - 1].RowCount;
            }
            finally
            {
                Close(reader);
            }
        }

        public string Name { get; }

        public IReadOnlyList<string> ColumnNames { get; }

        public int GroupCount => Math.Max(_before.Length, 1);

        public IEnumerable<TablePiece> Read(IReadOnlyList<int> groups)
        {
            ArgumentNullException.ThrowIfNull(groups);
            return _file.Watched(() => Pieces(groups));
        }

        private IEnumerable<TablePiece> Pieces(IReadOnlyList<int> groups)
        {
            using FileStream stream = File.OpenRead(Name);
            (ParquetReader reader, DataField[] fields) = Guarded(Name, () => OpenAsync(stream, _columns));
            try
            {
                foreach (int group in groups)
                {
                    if (group >= reader.RowGroupCount || reader.RowGroups[group].RowCount == 0) continue;
                    yield return new TablePiece(group, Guarded(Name, () => GroupAsync(reader.RowGroups[group], fields)).AsPieceAfter(_before[group], Name));
                }
            }
            finally
            {
                Close(reader);
            }
        }

        private static void Close(ParquetReader reader) => Task.Run(async () => await reader.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
    }
}
