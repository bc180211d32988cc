namespace NodeNet.Drawing;

/// <summary>What a picture of a loss landscape shows.</summary>
public sealed record LossLandscapeOptions : PictureOptions
{
    /// <summary>The path of training, from its start, as a <see cref="WeightPath"/> recorded it; none by default.</summary>
    public WeightPath? Path { get; init; }

    /// <summary>Paths from other starts over the same two weights, as to show that one ends in a valley that is not the deepest; none by default. They are
    /// drawn dashed.</summary>
    public IReadOnlyList<WeightPath> OtherPaths { get; init => field = Guard.NotNull(value); } = [];

    /// <summary>Whether colours and lines of equal loss follow the loss's logarithm, so that the bottoms of valleys show their depths; false by default: then
    /// they follow the root of the height above the lowest loss. Losses below a ten-thousandth of the highest look alike.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>How far to each side of the network's weights the picture reaches; null, the default, for as far as the path went and some way beyond, at least
    /// 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: not a finite number above 0.</exception>
    public double? Reach { get; init => field = value is { } reach ? Guard.Positive(reach, nameof(Reach)) : null; }

    /// <summary>In how many steps each weight is varied, 10 to 400; 80 by default. The loss is computed so many times squared, plus some more to find the
    /// minima.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: below 10 or above 400.</exception>
    public int Steps
    {
        get;
        init =>
            field = value is >= 10 and <= 400
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, $"Steps is {value}; it must be from 10 to 400.");
    } = 80;
}
