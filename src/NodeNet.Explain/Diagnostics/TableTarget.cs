using NodeNet.Recipes;

namespace NodeNet.Diagnostics;

/// <summary>A target of a recipe, in the rows that have targets: classes or numbers.</summary>
internal sealed class TableTarget
{
    public TableTarget(ITable table, int place, int[] rows, RecipeTarget target)
    {
        Name = target.Name;
        if (target is not ClassTarget classes)
        {
            Numbers = Array.ConvertAll(rows, row => table[row, place] is { Kind: CellKind.Number } cell ? cell.Number : double.NaN);
            return;
        }
        ClassNames = classes.Classes;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < ClassNames.Count; c++) numbers[ClassNames[c]] = c;
        ClassOf = Array.ConvertAll(rows, row => numbers.GetValueOrDefault(table[row, place].ToString(), TableColumn.None));
        ClassCounts = new int[ClassNames.Count];
        foreach (int c in ClassOf)
        {
            if (c >= 0) ClassCounts[c]++;
        }
    }

    public string Name { get; }

    /// <summary>The numbers by row, NaN where a cell is none; empty of classes.</summary>
    public double[] Numbers { get; } = [];

    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The classes by row; empty of numbers.</summary>
    public int[] ClassOf { get; } = [];

    public int[] ClassCounts { get; } = [];

    public bool IsClasses => ClassNames is not null;
}
