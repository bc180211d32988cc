namespace NodeNet.Drawing;

/// <summary>The colours of a picture. <see cref="Light"/> and <see cref="Dark"/> are made so that readers who cannot tell red from green can use them: positive
/// is blue, negative is orange, and nothing is said by colour alone. Make your own with <c>Theme.Light with { Positive = "#1144aa" }</c>.</summary>
/// <remarks>Every colour is written as "#rrggbb".</remarks>
public sealed record Theme
{
    /// <summary>Dark ink on white, for paper and light pages.</summary>
    public static Theme Light { get; } = new();

    /// <summary>Light ink on a dark ground.</summary>
    public static Theme Dark { get; } = new()
    {
        Background = "#14181f",
        Surface = "#1f2630",
        Ink = "#e8ecf2",
        Muted = "#9aa7b8",
        Faint = "#3a4554",
        Positive = "#6cb2f5",
        Negative = "#f5a04e",
        Accent = "#e7c95a",
        Classes = ["#6cb2f5", "#f5a04e", "#4fc3a1", "#e38bc4", "#e7dc6a", "#b9a3f2", "#d9694f", "#8fd0ea", "#b5c46b", "#b7bec9"],
    };

    /// <summary>The ground of the picture, or null for none: the page shows through.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string? Background { get; init => field = value is null ? null : Colours.Checked(value); } = "#ffffff";

    /// <summary>The inside of nodes and panels.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string Surface { get; init => field = Colours.Checked(value); } = "#f7f9fc";

    /// <summary>Text and outlines.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string Ink { get; init => field = Colours.Checked(value); } = "#1d2733";

    /// <summary>Text of second rank.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string Muted { get; init => field = Colours.Checked(value); } = "#5a6878";

    /// <summary>Grids and separators.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string Faint { get; init => field = Colours.Checked(value); } = "#d3dae3";

    /// <summary>Positive weights and values.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string Positive { get; init => field = Colours.Checked(value); } = "#1f6fb8";

    /// <summary>Negative weights and values.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string Negative { get; init => field = Colours.Checked(value); } = "#c25a00";

    /// <summary>What the picture is about: the node that is computed, the point where training stands.</summary>
    /// <exception cref="ArgumentException">On setting: not "#rrggbb".</exception>
    public string Accent { get; init => field = Colours.Checked(value); } = "#8a6d00";

    /// <summary>The colours of classes, in their order; with more classes than colours they are used again. At least 2.</summary>
    /// <exception cref="ArgumentException">On setting: fewer than 2, or one is not "#rrggbb".</exception>
    public IReadOnlyList<string> Classes { get; init => field = Colours.CheckedAll(value); } =
        ["#1f6fb8", "#c25a00", "#00846b", "#a8407f", "#8a7a00", "#6a51a3", "#8c2d14", "#3f94b8", "#647a1f", "#5a6878"];
}
