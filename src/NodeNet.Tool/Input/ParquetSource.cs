using NodeNet.Parquet;
using NodeNet.Tables;

namespace NodeNet.Tool.Input;

/// <summary>Parquet files. Apart, so that their library is loaded only where it is used.</summary>
internal static class ParquetSource
{
    /// <summary>Whether a file is one by its name or by its first four letters.</summary>
    public static bool Is(string file)
    {
        if (Path.GetExtension(file).Equals(".parquet", StringComparison.OrdinalIgnoreCase)) return true;
        if (!File.Exists(file)) return false;
        var head = new byte[4];
        using FileStream stream = File.OpenRead(file);
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual("PAR1"u8);
    }

    public static Table Read(string file, IReadOnlyList<string>? columns) => ParquetTable.Read(file, [.. columns ?? []]);

    public static NodeNet.Recipes.ITableSource Stream(string file, IReadOnlyList<string>? columns) => ParquetTable.Stream(file, [.. columns ?? []]);

    public static IEnumerable<Table> ReadPieces(string file, IReadOnlyList<string>? columns) => ParquetTable.ReadPieces(file, [.. columns ?? []]);
}
