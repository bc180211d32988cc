namespace NodeNet.Drawing;

/// <summary>Which images are drawn, and how.</summary>
public sealed record DigitsOptions : PictureOptions
{
    /// <summary>How many images at most; 20 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: below 1.</exception>
    public int Count { get; init => field = Guard.AtLeast(value, 1, nameof(Count)); } = 20;

    /// <summary>How many images stand in a row; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: below 1.</exception>
    public int Columns { get; init => field = Guard.AtLeast(value, 1, nameof(Columns)); } = 10;

    /// <summary>How many pixels a row of an image has; null, the default, for square images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: below 1.</exception>
    public int? PixelsInRow { get; init => field = value is { } pixels ? Guard.AtLeast(pixels, 1, nameof(PixelsInRow)) : null; }

    /// <summary>Whether only images are drawn that the network takes for another class; false by default.</summary>
    public bool OnlyMistakes { get; init; }
}
