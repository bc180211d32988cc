using NodeNet.Recipes;

namespace NodeNet.Diagnostics;

/// <summary>A column of a table, in the rows that have targets: its cells by the number of their value.</summary>
internal sealed class TableColumn
{
    /// <summary>The number of a cell without a value.</summary>
    public const int None = -1;

    private readonly List<Cell> _values = [];
    private readonly List<int> _counts = [];

    /// <param name="table">The table.</param>
    /// <param name="place">Where the column stands in it.</param>
    /// <param name="rows">The rows that are looked at.</param>
    /// <param name="column">What a recipe makes of it; null where none takes it.</param>
    public TableColumn(ITable table, int place, int[] rows, RecipeColumn? column)
    {
        (Name, Column, Hint) = (table.ColumnNames[place], column, table.HintFor(place));
        CodeOf = new int[rows.Length];
        var codes = new Dictionary<Cell, int>();
        for (int i = 0; i < rows.Length; i++)
        {
            Cell cell = table[rows[i], place];
            if (cell.IsMissing)
            {
                CodeOf[i] = None;
                MissingCount++;
                continue;
            }
            if (!codes.TryGetValue(cell, out int code))
            {
                codes.Add(cell, code = _values.Count);
                _values.Add(cell);
                _counts.Add(0);
            }
            _counts[code]++;
            CodeOf[i] = code;
        }
        IsNumbers = _values.Count > 0 && _values.TrueForAll(value => value.Kind == CellKind.Number && double.IsFinite(value.Number));
    }

    public string Name { get; }

    /// <summary>What a recipe makes of the column; null where none takes it.</summary>
    public RecipeColumn? Column { get; }

    /// <summary>What the table says of words that could be numbers or dates, or null.</summary>
    public string? Hint { get; }

    /// <summary>By row, the number of the cell's value; <see cref="None"/> where there is none.</summary>
    public int[] CodeOf { get; }

    /// <summary>The different values, in the order in which they first appear.</summary>
    public IReadOnlyList<Cell> Values => _values;

    /// <summary>In how many rows each value is.</summary>
    public IReadOnlyList<int> Counts => _counts;

    public int Count => CodeOf.Length;

    public int MissingCount { get; }

    public int PresentCount => Count - MissingCount;

    /// <summary>Whether all values are finite numbers.</summary>
    public bool IsNumbers { get; }

    /// <summary>The smallest of numbers; NaN where the values are none.</summary>
    public double Smallest => IsNumbers ? _values.Min(value => value.Number) : double.NaN;

    /// <summary>Whether a recipe takes the cells as numbers, or would.</summary>
    public bool IsTakenAsNumbers => IsNumbers && Column is null or { Kind: ColumnKind.Number };
}
