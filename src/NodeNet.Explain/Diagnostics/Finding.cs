using System.Globalization;

namespace NodeNet.Diagnostics;

/// <summary>How bad a <see cref="Finding"/> is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; learning works all the same.</summary>
    Note,

    /// <summary>Learning, or what is measured of it, is likely to suffer.</summary>
    Warning,

    /// <summary>As it stands, the network cannot learn what it is asked to.</summary>
    Error,
}

/// <summary>One number that a <see cref="Finding"/> rests on.</summary>
/// <param name="Name">What was measured, as "x2: root mean square".</param>
/// <param name="Value">The number.</param>
public readonly record struct Evidence(string Name, double Value)
{
    /// <summary>"x2: root mean square = 51.3".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} = {Value:G5}");
}

/// <summary>One thing that the <see cref="Doctor"/> found. Immutable.</summary>
public sealed record Finding
{
    /// <summary>What kind of finding it is: one of <see cref="FindingCodes"/>. A code keeps its meaning in all versions.</summary>
    public required string Code { get; init; }

    /// <summary>The kind in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What was found, in plain words, with the nodes, columns and rows by name.</summary>
    public required string Explanation { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Advice { get; init; }

    /// <summary>The numbers that it rests on, the most telling first.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>The names of all nodes that it is about; a column of inputs goes by its input node (x1), one of targets by its output node (y1). Empty if it is
    /// about the whole.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>The names of the table's columns that it is about. Empty where no table was examined, or where it is about the whole.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The numbers, from 0, of all training examples that it is about. Empty if it is about the whole.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [];

    /// <summary>"warning NN101, unscaled inputs: …".</summary>
    public override string ToString() => $"{Severity.ToString().ToLowerInvariant()} {Code}, {Title}: {Explanation}";
}
