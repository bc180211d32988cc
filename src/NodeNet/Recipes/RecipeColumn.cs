using System.Globalization;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>One column of a recipe: how its cells become numbers, and what stands in for a missing one. Immutable.</summary>
public sealed class RecipeColumn
{
    internal RecipeColumn(string name, CellEncoding encoding, MissingRule missing, Cell fill, bool marksMissing, ColumnFacts facts)
    {
        (Name, Encoding, Missing, Fill, MarksMissing, Facts) = (name, encoding, missing, fill, marksMissing, facts);
        Width = encoding.Width + (marksMissing ? 1 : 0);
        InputNames = marksMissing ? [.. encoding.InputNames(name), name + " is missing"] : [.. encoding.InputNames(name)];
    }

    /// <summary>The column's name, by which it is found in every table.</summary>
    public string Name { get; }

    /// <summary>What the column is.</summary>
    public ColumnKind Kind => Encoding.Kind;

    /// <summary>How a cell becomes numbers.</summary>
    public CellEncoding Encoding { get; }

    /// <summary>What is done where a value is missing.</summary>
    public MissingRule Missing { get; }

    /// <summary>What stands in for a missing value, as fitted; a missing cell where nothing does.</summary>
    public Cell Fill { get; }

    /// <summary>Whether the last of the column's inputs says that the value was missing.</summary>
    public bool MarksMissing { get; }

    /// <summary>What the training table had in the column.</summary>
    public ColumnFacts Facts { get; }

    /// <summary>How many inputs of the network the column becomes.</summary>
    public int Width { get; }

    /// <summary>What these inputs are called.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>The formula of each of the column's inputs with a cell's own numbers: (45.1 − 43.9) / 5.4; 1, 0, 0. Each has the value, to the bit, that the
    /// network gets.</summary>
    /// <param name="cell">The cell; where it is missing, what stands in for it is taken.</param>
    /// <exception cref="RecipeException">The cell is refused.</exception>
    public IReadOnlyList<Expression> FormulasOf(Cell cell) => FormulasOf(cell, null, 0);

    /// <summary>"bill_length_mm: number, (x − 43.9) / 5.4; missing: median, 44.3".</summary>
    public override string ToString()
    {
        string text = $"{Name}: {Encoding}";
        if (Missing != MissingRule.Refuse) text += $"; missing: {RuleName}{(Fill.IsMissing ? "" : ", " + Shown(Fill))}";
        return MessageText.Line(MarksMissing ? text + ", and marked" : text);
    }

    /// <summary>The numbers of a cell.</summary>
    internal void Encode(Cell cell, Span<double> numbers, ITable? table, int row)
    {
        var place = new CellPlace(table, row, Name);
        if (MarksMissing) numbers[^1] = cell.IsMissing ? 1.0 : 0.0;
        Span<double> encoded = numbers[..Encoding.Width];
        if (!cell.IsMissing) Encoding.Encode(cell, encoded, place);
        else if (Missing == MissingRule.Refuse) throw place.Trouble(RefusedMissing, cell);
        else Encoding.Encode(Fill, encoded, place);
    }

    internal IReadOnlyList<Expression> FormulasOf(Cell cell, ITable? table, int row)
    {
        var place = new CellPlace(table, row, Name);
        if (cell.IsMissing && Missing == MissingRule.Refuse) throw place.Trouble(RefusedMissing, cell);
        IReadOnlyList<Expression> formulas = Encoding.FormulasOf(cell.IsMissing ? Fill : cell, place);
        return MarksMissing ? [.. formulas, cell.IsMissing ? 1.0 : 0.0] : formulas;
    }

    private string RuleName => Missing switch
    {
        MissingRule.Median => "median",
        MissingRule.Mean => "mean",
        MissingRule.MostFrequent => "most frequent",
        MissingRule.Constant => "constant",
        _ => "a category of its own",
    };

    private string RefusedMissing =>
        $"The value is missing, and nothing stands in for it. Fit the recipe with {nameof(ColumnOptions)}.{nameof(ColumnOptions.Missing)}, as "
        + $"{nameof(MissingRule)}.{(Kind is ColumnKind.Number or ColumnKind.Date ? nameof(MissingRule.Median) : nameof(MissingRule.MostFrequent))}, "
        + "or leave out such rows.";

    private static string Shown(Cell cell) => cell.Kind == CellKind.Number ? cell.Number.ToString("G5", CultureInfo.InvariantCulture) : cell.ToString();
}
