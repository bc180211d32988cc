namespace NodeNet.Recipes;

/// <summary>Rows of named cells: what a recipe reads. A table of a file, a query, records of a program.</summary>
public interface ITable
{
    /// <summary>The names of the columns, each once, in their order.</summary>
    IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The number of rows.</summary>
    int RowCount { get; }

    /// <summary>A cell.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0, as in <see cref="ColumnNames"/>.</param>
    Cell this[int row, int column] { get; }

    /// <summary>Where a row stands, for messages: "penguins.csv, line 17". Default: "row 16" of row 15, counted from 1.</summary>
    /// <param name="row">The row, from 0.</param>
    string PlaceOf(int row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row + 1}");

    /// <summary>What words of a column look like that could be numbers or dates of another country's form, and which option reads them; null where they look
    /// like words. A recipe says so where it refuses the column.</summary>
    /// <param name="column">The column, from 0.</param>
    string? HintFor(int column) => null;

    /// <summary>What the table is called, for messages: "penguins.csv"; null where it has no name.</summary>
    string? Name => null;

    /// <summary>How the rows were written, where they come from a text; null where they do not.</summary>
    TableForm? Form => null;

    /// <summary>What a text of this table stands for as a number or a date: that of a column of words, in which a recipe looks for numbers. Default: as
    /// programs write them (<see cref="Cell.Parse"/>).</summary>
    /// <param name="text">The text of a cell.</param>
    /// <param name="kind"><see cref="CellKind.Number"/> or <see cref="CellKind.Date"/>.</param>
    /// <returns>The number or date; a missing cell where the text is none.</returns>
    Cell ReadAs(string text, CellKind kind) => Cell.Parse(text, kind);
}
