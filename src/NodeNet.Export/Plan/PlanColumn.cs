using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Plan;

/// <summary>One column of a user's row, and how its cell becomes inputs of the network.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Width">How many inputs it becomes, the mark of a missing value included.</param>
/// <param name="RefusesMissing">Whether a row without a value is refused.</param>
/// <param name="MarksMissing">Whether the last input says that the value was missing.</param>
internal abstract record PlanColumn(string Name, int Width, bool RefusesMissing, bool MarksMissing)
{
    /// <summary>The variable that stands for the cell's number.</summary>
    public static Variable X { get; } = new("x");

    /// <summary>What a cell is, in words for a comment.</summary>
    public abstract string Values { get; }

    /// <summary>What the column takes, what stands in for a missing value included.</summary>
    public abstract string Description { get; }

    protected string MissingText(string fill) => RefusesMissing ? "; must not be missing" : $"; {fill} where it is missing";
}

/// <summary>A number, by a formula.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Width">How many inputs it becomes.</param>
/// <param name="RefusesMissing">Whether a row without a value is refused.</param>
/// <param name="MarksMissing">Whether the last input says that the value was missing.</param>
/// <param name="Fill">What stands in for a missing number.</param>
/// <param name="Formula">The input, of <see cref="PlanColumn.X"/>.</param>
internal sealed record NumberColumn(string Name, int Width, bool RefusesMissing, bool MarksMissing, double Fill, Expression Formula)
    : PlanColumn(Name, Width, RefusesMissing, MarksMissing)
{
    /// <inheritdoc/>
    public override string Values => "number";

    /// <inheritdoc/>
    public override string Description => Values + MissingText(Texts.Number(Fill));
}

/// <summary>A word that becomes numbers by a list: a category (one of the inputs is 1), or one with an order (its scaled place).</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Width">How many inputs it becomes.</param>
/// <param name="RefusesMissing">Whether a row without a value is refused.</param>
/// <param name="MarksMissing">Whether the last input says that the value was missing.</param>
/// <param name="Fill">What stands in for a missing word; null where "missing" is a category.</param>
/// <param name="Words">The words that are known.</param>
/// <param name="Places">Of a category the input that each word makes 1, of another the input's number.</param>
/// <param name="IsRank">Whether the numbers are the input itself.</param>
/// <param name="UnknownPlace">The input of an unknown word, −1 for none, null where it is refused.</param>
internal sealed record WordColumn(
    string Name, int Width, bool RefusesMissing, bool MarksMissing, string? Fill, string[] Words, double[] Places, bool IsRank, int? UnknownPlace)
    : PlanColumn(Name, Width, RefusesMissing, MarksMissing)
{
    /// <summary>How many inputs there are without the mark.</summary>
    public int OneHotWidth => Width - (MarksMissing ? 1 : 0);

    /// <inheritdoc/>
    public override string Values => "one of " + string.Join(", ", Words);

    /// <inheritdoc/>
    public override string Description => Values + MissingText(Fill ?? "a category of its own")
        + (IsRank || UnknownPlace is null ? "" : "; others are taken as none of them");
}

/// <summary>Yes or no, in words.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Width">How many inputs it becomes.</param>
/// <param name="RefusesMissing">Whether a row without a value is refused.</param>
/// <param name="MarksMissing">Whether the last input says that the value was missing.</param>
/// <param name="Fill">What stands in for a missing one.</param>
/// <param name="Yes">The words for yes.</param>
/// <param name="No">The words for no.</param>
/// <param name="IgnoresCase">Whether upper and lower case are the same.</param>
internal sealed record TruthColumn(string Name, int Width, bool RefusesMissing, bool MarksMissing, string Fill, string[] Yes, string[] No, bool IgnoresCase)
    : PlanColumn(Name, Width, RefusesMissing, MarksMissing)
{
    /// <inheritdoc/>
    public override string Values => $"{string.Join(", ", Yes)}; or {string.Join(", ", No)}";

    /// <inheritdoc/>
    public override string Description => Values + MissingText(Fill);
}

/// <summary>A date.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Width">How many inputs it becomes.</param>
/// <param name="RefusesMissing">Whether a row without a value is refused.</param>
/// <param name="MarksMissing">Whether the last input says that the value was missing.</param>
/// <param name="Fill">What stands in for a missing date.</param>
/// <param name="Parts">What is told of it.</param>
/// <param name="First">The date from which days are counted.</param>
/// <param name="Year">How the year is scaled, of <see cref="PlanColumn.X"/>; null where it is not told.</param>
/// <param name="Days">How the days are scaled, likewise.</param>
internal sealed record DateColumn(
    string Name, int Width, bool RefusesMissing, bool MarksMissing, DateTime Fill, DateParts Parts, DateTime First, Expression? Year, Expression? Days)
    : PlanColumn(Name, Width, RefusesMissing, MarksMissing)
{
    /// <inheritdoc/>
    public override string Values => "date";

    /// <inheritdoc/>
    public override string Description => Values + MissingText(((Cell)Fill).ToString());

    /// <summary>Whether something of it is told.</summary>
    public bool Has(DateParts part) => (Parts & part) != 0;
}
