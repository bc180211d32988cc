using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>A table or row that a recipe cannot take. The message names place, column and value, and says what would be right.</summary>
public sealed class RecipeException : ArgumentException
{
    /// <summary>Creates an exception that names no place.</summary>
    public RecipeException()
    {
    }

    /// <summary>Creates an exception that names no place.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public RecipeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception that names no place.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">What was caught.</param>
    public RecipeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal RecipeException(string trouble, string? column, string? place = null, string? value = null)
        : base(MessageOf(trouble, column, place)) => (Column, Place, Value) = (column, place, value);

    /// <summary>The column, or null where it is none in particular.</summary>
    public string? Column { get; }

    /// <summary>Where the row stands, as "penguins.csv, line 17"; or null.</summary>
    public string? Place { get; }

    /// <summary>The cell's value, or null.</summary>
    public string? Value { get; }

    private static string MessageOf(string trouble, string? column, string? place)
    {
        string where = string.Join(", ", new[] { place, column is null ? null : $"column {MessageText.Line(column)}" }.Where(part => part is not null));
        return where.Length == 0 ? trouble : $"{where}: {trouble}";
    }
}
