using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Replay;

/// <summary>Puts the page together: one HTML file that loads nothing. What is embedded are the source files beside this one, as they are.</summary>
internal static class ReplayPage
{
    // The order matters: later files use what earlier ones define.
    private static readonly string[] _scripts = ["numbers.js", "timeline.js", "formulas.js", "picture.js", "curve.js", "rows.js", "view.js", "page.js"];

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="drawing">The network as SVG.</param>
    /// <param name="data">What it replays, as JSON.</param>
    public static string Of(string title, string drawing, string data)
    {
        string script = "\"use strict\";\n" + string.Concat(_scripts.Select(Read));
        var parts = new Dictionary<string, string>
        {
            ["title"] = SvgText.Escape(title),
            ["style"] = Read("page.css"),
            ["script"] = script,
            // The browser runs this script and no other, whatever the data holds.
            ["script-hash"] = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}",
            ["drawing"] = drawing,
            // JSON has "<" in strings only. Without it nothing in the data can end the script element.
            ["data"] = data.Replace("<", "\\u003c", StringComparison.Ordinal),
        };

        string page = Read("page.html");
        var filled = new StringBuilder();
        int done = 0;
        for (int open = page.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = page.IndexOf("{{", done, StringComparison.Ordinal))
        {
            int close = page.IndexOf("}}", open, StringComparison.Ordinal);
            filled.Append(page, done, open - done).Append(parts[page[(open + 2)..close]]);
            done = close + 2;
        }
        return filled.Append(page, done, page.Length - done).ToString();
    }

    private static string Read(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Replay/{file}")
            ?? throw new InvalidOperationException($"The package lacks {file}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Git may check files out with other line ends; the page is the same everywhere.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
