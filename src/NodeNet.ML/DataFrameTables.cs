using Microsoft.Data.Analysis;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.ML;

/// <summary>Tables from and to <see cref="DataFrame"/>.</summary>
public static class DataFrameTables
{
    extension(Table)
    {
        /// <summary>A frame as a table: numbers of every kind become doubles, null and NaN gaps; strings, booleans and dates stay what they are.</summary>
        /// <param name="frame">The frame; at least one column.</param>
        /// <exception cref="ArgumentException">There is no column, a name is blank or there twice, or a column is of a type that no table has; the message
        /// names it.</exception>
        public static Table FromDataFrame(DataFrame frame)
        {
            ArgumentNullException.ThrowIfNull(frame);
            return Table.FromColumns([.. frame.Columns.Select(column => (column.Name, (System.Collections.IEnumerable)column))]);
        }
    }

    /// <summary>The table as a frame: numbers become doubles, words strings, yes and no booleans, dates dates; a gap null. A column without a single value
    /// becomes one of strings.</summary>
    /// <param name="table">The table.</param>
    public static DataFrame ToDataFrame(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new DataFrame(table.ColumnNames.Select(name => ColumnOf(table, name)));
    }

    private static DataFrameColumn ColumnOf(Table table, string name)
    {
        int place = table.IndexOf(name);
        IEnumerable<Cell> cells = Enumerable.Range(0, table.RowCount).Select(row => table[row, place]);
        return table.KindOf(name) switch
        {
            CellKind.Number => new DoubleDataFrameColumn(name, cells.Select(cell => cell.IsMissing ? (double?)null : cell.Number)),
            CellKind.Truth => new BooleanDataFrameColumn(name, cells.Select(cell => cell.IsMissing ? (bool?)null : cell.Truth)),
            CellKind.Date => new DateTimeDataFrameColumn(name, cells.Select(cell => cell.IsMissing ? (DateTime?)null : cell.Date)),
            _ => new StringDataFrameColumn(name, cells.Select(cell => cell.IsMissing ? null! : cell.Text)),
        };
    }
}
