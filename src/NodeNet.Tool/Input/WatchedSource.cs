using NodeNet.Recipes;

namespace NodeNet.Tool.Input;

/// <summary>A table that is read piece by piece, whose readings can be seen and ended.</summary>
internal sealed class WatchedSource(ITableSource whole) : ITableSource
{
    /// <summary>Is told how many rows of a reading there are so far, on the thread that reads; null for nobody.</summary>
    public Action<long>? Told { get; set; }

    /// <summary>Ends a reading after the current piece.</summary>
    public CancellationToken Cancellation { get; set; }

    public string Name => whole.Name;

    public IReadOnlyList<string> ColumnNames => whole.ColumnNames;

    public TableForm? Form => whole.Form;

    public int GroupCount => whole.GroupCount;

    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public IEnumerable<TablePiece> Read(IReadOnlyList<int> groups)
    {
        long rows = 0;
        foreach (TablePiece piece in whole.Read(groups))
        {
            Cancellation.ThrowIfCancellationRequested();
            rows += piece.Rows.RowCount;
            Told?.Invoke(rows);
            yield return piece;
        }
    }
}
