using NodeNet.Pages;

namespace NodeNet.Tool.Watch;

/// <summary>The page that shows a training: one file without anything from elsewhere, and the policy by which a browser holds it to that.</summary>
internal static class WatchPage
{
    private static readonly Lazy<(string Html, string Policy)> _page = new(Make);

    /// <summary>The page.</summary>
    public static string Html => _page.Value.Html;

    /// <summary>Its Content-Security-Policy: its own script and style, known by their digests, and its own data.</summary>
    public static string Policy => _page.Value.Policy;

    private static (string Html, string Policy) Make()
    {
        string style = PageParts.Read("watch.css");
        string script = PageParts.Read("watch.js");
        string html = PageParts.Fill(PageParts.Read("watch.html"), new Dictionary<string, string> { ["style"] = style, ["script"] = script });
        string policy = $"default-src 'none'; script-src '{PageParts.Digest(script)}'; style-src '{PageParts.Digest(style)}'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return (html, policy);
    }
}
