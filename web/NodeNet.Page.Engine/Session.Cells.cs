namespace NodeNet.Page;

public sealed partial class Session
{
    /// <summary>Changes several numbers of a row at once, as one cell of a pupil's table may stand for: they are undone together.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="cells">The numbers' columns, from 0, and their new values.</param>
    public void EditCells(int row, IReadOnlyList<(int Column, double Value)> cells) =>
        Take([.. cells.Select(cell => new Edit(EditKind.Cell, _story.Step, cell.Value, null, row, cell.Column))], goesOn: false);
}
