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

    /// <summary>What a column of words looks like that was perhaps meant to be something else, and what helps:
    /// "1,5" looks like a number with a decimal comma: set … to ','. Default: null, there is nothing to say.</summary>
    /// <param name="column">The column, from 0, as in <see cref="ColumnNames"/>.</param>
    string? HintFor(int column) => null;
}
