using NodeNet.Formulas;

namespace NodeNet.Recipes;

/// <summary>How a column's cells become numbers. Immutable, fitted on a training table.</summary>
public abstract class CellEncoding
{
    private protected CellEncoding()
    {
    }

    /// <summary>What the column is.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>How many inputs of the network it becomes.</summary>
    public abstract int Width { get; }

    /// <summary>What these inputs are called, as "island = Biscoe".</summary>
    /// <param name="column">The column's name.</param>
    public abstract IReadOnlyList<string> InputNames(string column);

    /// <summary>The formula of each input, where it is computed from the column's number; null where the cell is no number.</summary>
    /// <param name="cell">The number in the cell.</param>
    public virtual IReadOnlyList<Expression>? Expressions(Expression cell) => null;

    /// <summary>What the encoding is, in words: "number, (x − 43.9) / 5.4".</summary>
    public abstract override string ToString();

    /// <summary>The numbers of a cell that is not missing.</summary>
    internal abstract void Encode(Cell cell, Span<double> numbers, in CellPlace place);

    /// <summary>The cell in the form in which this encoding reads it, for "most frequent" and ranges.</summary>
    internal abstract Cell Read(Cell cell, in CellPlace place);
}
