using NodeNet.Recipes;

namespace NodeNet.Export;

/// <summary>What may be said of a model's code.</summary>
public sealed record CodeOptions
{
    /// <summary>Rows for the proof, as those of the training table; null (the default) for rows that are made from what the recipe knows of its columns. At
    /// most
    /// <see cref="MostRows"/> of them are taken, evenly spread. Edge values are added either way.</summary>
    /// <remarks>A model with a recipe reads its columns; without one, columns called as the model's inputs.</remarks>
    public ITable? Rows { get; init; }

    /// <summary>How many rows of <see cref="Rows"/> the proof takes. At least 1; default: 50.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: it is below 1.</exception>
    public int MostRows
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostRows), value, $"MostRows is {value}; it must be at least 1.");
    }
    = 50;

    /// <summary>The kind of numbers in which the code computes. Default: <see cref="Arithmetic.Double"/>.</summary>
    /// <exception cref="ArgumentNullException">On setting: it is null.</exception>
    public Arithmetic Arithmetic
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Arithmetic));
    }
    = Arithmetic.Double;

    /// <summary>The database for <see cref="Language.Sql"/>; other languages do not look at it. Default: SQLite.</summary>
    public SqlDialect Dialect { get; init; }

    /// <summary>For <see cref="Language.Sql"/>: the table whose rows the view answers. Default: the name of the code and "_rows".</summary>
    public string? Table { get; init; }

    /// <summary>For <see cref="Language.Sql"/>: columns of the table that the view hands on beside the recipe's, as an "id". Default: none.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];
}
