using NodeNet.Drawing.Svg;
using NodeNet.Pages;

namespace NodeNet.Drawing.Replay;

/// <summary>Puts the page together: one HTML file that loads nothing. Its script and style are made of web/replay and web/view by web/bundle; a test fails
/// where they are older than their sources.</summary>
internal static class ReplayPage
{
    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="data">What it replays, as JSON.</param>
    public static string Of(string title, string data)
    {
        string script = PageParts.Read("Replay/replay.js");
        return PageParts.Fill(PageParts.Read("Replay/page.html"), new Dictionary<string, string>
        {
            ["title"] = SvgText.Escape(title),
            ["style"] = PageParts.Read("Replay/replay.css"),
            ["script"] = script,
            ["script-hash"] = PageParts.Digest(script),
            // JSON has "<" in strings only. Without it nothing in the data can end the script element.
            ["data"] = data.Replace("<", "\\u003c", StringComparison.Ordinal),
        });
    }
}
