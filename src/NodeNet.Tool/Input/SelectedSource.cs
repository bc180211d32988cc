using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tool.Input;

/// <summary>Some columns of a table that is read piece by piece.</summary>
internal sealed class SelectedSource : ITableSource
{
    private readonly ITableSource _whole;
    private readonly string[] _columns;

    private SelectedSource(ITableSource whole, string[] columns) => (_whole, _columns) = (whole, columns);

    public string Name => _whole.Name;

    public IReadOnlyList<string> ColumnNames => _columns;

    public TableForm? Form => _whole.Form;

    public int GroupCount => _whole.GroupCount;

    /// <param name="whole">The table.</param>
    /// <param name="columns">The columns in their order; null for all.</param>
    public static ITableSource Of(ITableSource whole, IReadOnlyList<string>? columns)
    {
        if (columns is null) return whole;
        if (columns.FirstOrDefault(column => !whole.ColumnNames.Contains(column)) is { } missing)
        {
            throw new UsageException(
                $"{whole.Name}: There is no column \"{missing}\"; there are {string.Join(", ", whole.ColumnNames)}."
                    + Output.NearestWord.Question(missing, whole.ColumnNames));
        }
        return new SelectedSource(whole, [.. columns]);
    }

    public IEnumerable<TablePiece> Read(IReadOnlyList<int> groups) =>
        _whole.Read(groups).Select(piece => new TablePiece(piece.Group, ((Table)piece.Rows).Select(_columns)));
}
