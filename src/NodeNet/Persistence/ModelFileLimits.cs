using System.Runtime.CompilerServices;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>How large a model file may be. Each limit is checked before memory is taken for what it limits; a file beyond one is refused by a
/// <see cref="ModelFileException"/>, and is not saved either.</summary>
/// <remarks>The defaults let pass anything that NodeNet is made for. Programs that read files of strangers may lower them.</remarks>
public sealed record ModelFileLimits
{
    /// <summary>The limits where none are given.</summary>
    public static ModelFileLimits Default { get; } = new();

    /// <summary>How many bytes a file may have; at least 1. Default: 536 870 912 (512 MiB).</summary>
    public long MaximumBytes { get; init; } = 512L << 20;

    /// <summary>How many layers a network may have, the input layer included; at least 2. Default: 1000.</summary>
    public int MaximumLayers { get; init; } = 1000;

    /// <summary>How many nodes a network may have in all its layers together; at least 2. Default: 1 000 000.</summary>
    public int MaximumNodes { get; init; } = 1_000_000;

    /// <summary>How many weights and biases a network may have room for, missing ones included; at least 1. Default: 25 000 000.</summary>
    public int MaximumParameters { get; init; } = 25_000_000;

    /// <summary>How many characters a name or label may have; at least 1. Default: 1000.</summary>
    public int MaximumTextLength { get; init; } = 1000;

    /// <summary>Checks that every limit is in its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not; the message names it.</exception>
    public void Validate()
    {
        if (MaximumBytes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(MaximumBytes), MaximumBytes, $"{nameof(MaximumBytes)} is {MaximumBytes}; it must be at least 1.");
        }
        Check(MaximumLayers, 2);
        Check(MaximumNodes, 2);
        Check(MaximumParameters, 1);
        Check(MaximumTextLength, 1);
    }

    /// <summary>That something cannot be saved because a file with it would be refused.</summary>
    internal InvalidOperationException Beyond(string what, long count, string unit, long limit, string name) => new(
        $"The file would be refused when it is loaded, so it is not saved: {what} has {MessageText.Count(count, unit)}; the limit is {limit} "
            + $"({nameof(ModelFileLimits)}.{name}). Other limits can be given to Save, and then to Load, too.");

    private static void Check(int value, int least, [CallerArgumentExpression(nameof(value))] string name = "") => Guard.AtLeast(value, least, name);
}
