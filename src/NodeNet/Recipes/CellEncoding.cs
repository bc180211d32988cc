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

    /// <summary>The formula of each input over the cell: a number, the place in an order, a date, whose parts are calls as <c>year(x)</c>. Null of a category,
    /// which is compared and not computed with: its inputs are 1 or 0.</summary>
    /// <param name="cell">What stands for the cell.</param>
    public virtual IReadOnlyList<Expression>? Expressions(Expression cell) => null;

    /// <summary>The formula of each input with a cell's own numbers: (45.1 − 43.9) / 5.4; 1, 0, 0. Each has the value, to the bit, that the network
    /// gets.</summary>
    /// <param name="cell">A cell with a value.</param>
    /// <exception cref="RecipeException">The cell is refused.</exception>
    public IReadOnlyList<Expression> FormulasOf(Cell cell) => FormulasOf(cell, default);

    /// <summary>What the encoding is, in words: "number, (x − 43.9) / 5.4".</summary>
    public abstract override string ToString();

    /// <summary>The numbers of a cell that is not missing.</summary>
    internal abstract void Encode(Cell cell, Span<double> numbers, in CellPlace place);

    /// <summary>As <see cref="FormulasOf(Cell)"/>; of what is compared and not computed, the numbers.</summary>
    internal virtual IReadOnlyList<Expression> FormulasOf(Cell cell, in CellPlace place)
    {
        var numbers = new double[Width];
        Encode(cell, numbers, place);
        return Array.ConvertAll(numbers, number => (Expression)number);
    }

    /// <summary>The cell in the form in which this encoding reads it, for "most frequent" and ranges.</summary>
    internal abstract Cell Read(Cell cell, in CellPlace place);
}
