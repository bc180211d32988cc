using System.Data.Common;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>A query that is asked again for each reading.</summary>
internal sealed class QuerySource : ITableSource
{
    private readonly Func<DbDataReader> _query;

    public QuerySource(Func<DbDataReader> query, string name)
    {
        (_query, Name) = (query, name);
        using DbDataReader reader = query();
        ColumnNames = Array.AsReadOnly(Table.NamesOf(reader));
    }

    public string Name { get; }

    public IReadOnlyList<string> ColumnNames { get; }

    public int GroupCount => 1;

    public IEnumerable<TablePiece> Read(IReadOnlyList<int> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count == 0) yield break;
        using DbDataReader reader = _query();
        if (!Table.NamesOf(reader).SequenceEqual(ColumnNames)) throw new InvalidDataException($"{Name}: The query has other columns than before.");
        foreach (Table piece in Table.PiecesOf(reader, Table.DefaultPieceRows, Name)) yield return new TablePiece(0, piece);
    }
}
