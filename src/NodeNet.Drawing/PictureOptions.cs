using NodeNet.Foundation;

namespace NodeNet.Drawing;

/// <summary>What all pictures have in common. Pictures with more choices have options of their own.</summary>
public record PictureOptions
{
    /// <summary>The colours; <see cref="Theme.Light"/> by default.</summary>
    public Theme Theme { get; init => field = Guard.NotNull(value); } = Theme.Light;

    /// <summary>How wide the picture is shown, in pixels (1/96 inch); null, the default, for its natural width, in which text is about as large as a page's.
    /// The height follows, and everything grows or shrinks alike.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: not a finite number above 0.</exception>
    public double? Width { get; init => field = value is { } width ? Guard.Positive(width) : null; }

    /// <summary>To how many significant digits numbers are shown, 1 to 15; 3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: below 1 or above 15.</exception>
    public int Digits
    {
        get;
        init =>
            field = value is >= 1 and <= 15
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, $"Digits is {value}; it must be from 1 to 15.");
    } = 3;

    /// <summary>The members with their numbers, as "PictureOptions { … }", written the same way in every culture.</summary>
    public sealed override string ToString() => RecordText.Of(GetType().Name, PrintMembers);
}
