using NodeNet.Drawing.Reports;
using NodeNet.Growing;

namespace NodeNet.Drawing;

/// <summary>Replays of networks that grow or shrink: <c>Cascade.Train(data).SaveReplay("growth.html")</c> makes a page of pictures to step through, forward and
/// back.</summary>
/// <remarks>A page is one HTML file that loads nothing from elsewhere. The same networks and options give the same file, byte for byte.</remarks>
public static class GrowthReplays
{
    /// <summary>Saves the growth of a cascade as a page to step through: the network after each new node, and how well it did then.</summary>
    /// <param name="result">What <see cref="Cascade"/> has grown.</param>
    /// <param name="path">Where to; by convention it ends in ".html". A file that is there is replaced.</param>
    /// <param name="options">What the pictures show; null for the defaults.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveReplay(this CascadeResult result, string path, NetworkPictureOptions? options = null) =>
        File.WriteAllText(Guard.NotNull(path), ToReplay(result, options));

    /// <summary>As <see cref="SaveReplay(CascadeResult, string, NetworkPictureOptions?)"/>, as text.</summary>
    /// <param name="result">What <see cref="Cascade"/> has grown.</param>
    /// <param name="options">What the pictures show; null for the defaults.</param>
    /// <returns>The page, as HTML.</returns>
    public static string ToReplay(this CascadeResult result, NetworkPictureOptions? options = null) => ToReplay(
        [.. Guard.NotNull(result).Steps.Select(step => new GrowthMoment(step.Network, Words(step)))], options,
        $"A cascade, {(result.IsSolved ? "solved" : "not solved")} with {Numbers.Count(result.Nodes, "hidden node")}");

    /// <summary>Saves networks one after the other as a page to step through: as <c>network.WithNode</c> and <c>WithoutNode</c> made them, or copies
    /// (<c>Clone</c>) from between rounds of pruning.</summary>
    /// <param name="moments">The networks, in their order, with what is to be said of each; at least one.</param>
    /// <param name="path">Where to; by convention it ends in ".html". A file that is there is replaced.</param>
    /// <param name="options">What the pictures show; null for the defaults.</param>
    /// <param name="title">What the page is called.</param>
    /// <exception cref="ArgumentException">There is no moment, or one is null.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveReplay(
        this IReadOnlyList<GrowthMoment> moments, string path, NetworkPictureOptions? options = null, string title = "How the network grew") =>
        File.WriteAllText(Guard.NotNull(path), ToReplay(moments, options, title));

    /// <summary>As <see cref="SaveReplay(IReadOnlyList{GrowthMoment}, string, NetworkPictureOptions?, string)"/>, as text.</summary>
    /// <param name="moments">The networks, in their order, with what is to be said of each; at least one.</param>
    /// <param name="options">What the pictures show; null for the defaults.</param>
    /// <param name="title">What the page is called.</param>
    /// <returns>The page, as HTML.</returns>
    /// <exception cref="ArgumentException">There is no moment, or one is null.</exception>
    public static string ToReplay(this IReadOnlyList<GrowthMoment> moments, NetworkPictureOptions? options = null, string title = "How the network grew")
    {
        Guard.NotNull(moments);
        if (moments.Count == 0 || moments.Contains(null!)) throw new ArgumentException("moments must hold at least one, and no null.", nameof(moments));
        return GrowthPage.Of(moments, options ?? new NetworkPictureOptions(), Guard.NotNull(title));
    }

    private static string Words(CascadeStep step) =>
        step.Nodes == 0 ? $"{step}" : $"{step}; the new node followed what was wanted by {Numbers.Text(step.Correlation, 3)} of 1";
}

/// <summary>A network in a replay of its growth.</summary>
/// <param name="Network">The network as it was then: a copy, if the network itself was changed afterwards.</param>
/// <param name="Words">What is said of it.</param>
public sealed record GrowthMoment(Network Network, string Words);
