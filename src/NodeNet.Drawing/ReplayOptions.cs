namespace NodeNet.Drawing;

/// <summary>What a replay is called and how it begins.</summary>
public sealed record ReplayOptions
{
    /// <summary>The page's title; null, the default, for one made from the network: "One training step of a 3-4-1 network".</summary>
    public string? Title { get; init; }

    /// <summary>What the run is called beside another; null, the default, for its learning rate ("α = 0.5"), its mistakes if it makes any, or "right" beside
    /// one that does.</summary>
    public string? Name { get; init; }

    /// <summary>What the other run is called; null, the default, as for <see cref="Name"/>.</summary>
    public string? OtherName { get; init; }

    /// <summary>A sentence or two that stand above the replay, as what is assumed in it; null, the default, for none.</summary>
    public string? Note { get; init; }

    /// <summary>To how many significant digits numbers are shown at first, one of 3, 4, 6, 10 and 17 (exact); 4 by default. The page lets its reader choose
    /// again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: none of these.</exception>
    public int Digits
    {
        get;
        init =>
            field = value is 3 or 4 or 6 or 10 or 17
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, $"Digits is {value}; it must be 3, 4, 6, 10 or 17 (exact).");
    } = 4;
}
