namespace NodeNet.Recipes;

/// <summary>A table that is read when it is needed, piece by piece and as often as it is needed: of a file or a query larger than memory. A recipe is fitted on
/// it in one reading (<see cref="Recipe.Fit(ITableSource, RecipeOptions)"/>) and makes examples of it (<see cref="Recipe.Examples"/>).</summary>
/// <remarks>As with <see cref="Data.IExampleSource"/>, the rows stand in groups, each of which can be read by itself, and a group has the same rows in the same
/// order each time.</remarks>
public interface ITableSource
{
    /// <summary>What it is called, for messages: "big.csv".</summary>
    string Name { get; }

    /// <summary>The names of the columns, each once, in their order.</summary>
    IReadOnlyList<string> ColumnNames { get; }

    /// <summary>How the rows were written, where they come from a text; null where they do not.</summary>
    TableForm? Form => null;

    /// <summary>How many groups there are, at least 1.</summary>
    int GroupCount { get; }

    /// <summary>Reads groups, one after the other, in the order given.</summary>
    /// <param name="groups">The numbers of groups, from 0; each at most once.</param>
    /// <returns>The rows piece by piece, a piece of one group each; all with the source's columns.</returns>
    IEnumerable<TablePiece> Read(IReadOnlyList<int> groups);
}

/// <summary>Some rows that follow each other in a group of an <see cref="ITableSource"/>.</summary>
/// <param name="Group">The group, from 0.</param>
/// <param name="Rows">The rows; none is allowed.</param>
public sealed record TablePiece(int Group, ITable Rows);
