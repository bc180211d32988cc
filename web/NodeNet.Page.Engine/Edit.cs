using System.Globalization;

namespace NodeNet.Page;

/// <summary>What can be changed by hand.</summary>
public enum EditKind
{
    /// <summary>A weight (Name "x1→h1") or a bias (Name "b_h1") gets a value.</summary>
    Parameter,

    /// <summary>A weight or bias is frozen (Value 1) or free again (0).</summary>
    Freeze,

    /// <summary>A number of the table: Row and Column from 0.</summary>
    Cell,

    /// <summary>The learning rate α.</summary>
    Rate,
}

/// <summary>A change by hand, made after <paramref name="Step"/> steps.</summary>
public sealed record Edit(EditKind Kind, long Step, double Value, string? Name = null, int Row = 0, int Column = 0)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"after step {Step}: {Kind} {Name ?? $"{Row},{Column}"} = {Value:R}");
}

/// <summary>All that a moment depends on: same story, same bits.</summary>
/// <param name="Setup">The beginning.</param>
/// <param name="Edits">What was changed by hand, in order, at rising steps.</param>
/// <param name="Step">How many steps have been taken.</param>
public sealed record Story(Setup Setup, IReadOnlyList<Edit> Edits, long Step);
