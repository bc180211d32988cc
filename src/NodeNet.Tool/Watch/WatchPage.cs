using System.Security.Cryptography;
using System.Text;

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
        string style = Read("watch.css");
        string script = Read("watch.js");
        string html = Read("watch.html").Replace("/*style*/", style, StringComparison.Ordinal).Replace("/*script*/", script, StringComparison.Ordinal);
        string policy = $"default-src 'none'; script-src '{Digest(script)}'; style-src '{Digest(style)}'; connect-src 'self'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
        return (html, policy);
    }

    private static string Digest(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using Stream stream = typeof(WatchPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n"); // as a browser reads it before it takes the digest
    }
}
