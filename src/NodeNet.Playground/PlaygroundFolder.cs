using System.Security.Cryptography;
using System.Text;

namespace NodeNet.Playground;

/// <summary>The page as a folder of files for a web server.</summary>
public static class PlaygroundFolder
{
    private const string Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self'; "
        + "style-src 'self' 'unsafe-inline'; img-src data: blob:; form-action 'none'; base-uri 'none'";

    /// <summary>The names of the files.</summary>
    public static IReadOnlyList<string> Files { get; } = ["index.html", "page.css", "page.js", "nodenet.pack", "service-worker.js"];

    /// <summary>Writes the playground as five files: index.html, page.css, page.js, nodenet.pack and service-worker.js. Any web server can serve them, in a
    /// folder of its own or not, without settings. Over https (and on localhost), a browser that was there once opens the page without a network.</summary>
    /// <param name="folder">The folder; it is made if there is none, and files of these names are replaced.</param>
    /// <exception cref="InvalidOperationException">This build of the library has no page in it: run web/publish and build again.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(string folder) => Save(folder, PlaygroundPage.Read());

    /// <inheritdoc cref="Save(string)"/>
    /// <param name="folder">The folder; it is made if there is none, and files of these names are replaced.</param>
    /// <param name="html">The page as <see cref="PlaygroundFiles"/> wrote it, with a network and its data.</param>
    public static void Save(string folder, string html)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(html);
        (html, string style) = Take(html, "<style>", "</style>", "<link rel=\"stylesheet\" href=\"page.css\">");
        (html, string pack) = Take(html, "<script type=\"text/plain\" id=\"pack\">", "</script>", "");
        (html, string script) = Take(html, "<script>", "</script>", "<script src=\"page.js\"></script>");
        (html, _) = Take(html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"", $"http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"");
        byte[] packed = Convert.FromBase64String(pack);
        string version = Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes(html + style + script), .. packed]))[..16];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "index.html"), html);
        File.WriteAllText(Path.Combine(folder, "page.css"), style);
        File.WriteAllText(Path.Combine(folder, "page.js"), script.Replace("<\\/script", "</script", StringComparison.Ordinal));
        File.WriteAllBytes(Path.Combine(folder, "nodenet.pack"), packed);
        File.WriteAllText(Path.Combine(folder, "service-worker.js"), Worker().Replace("%VERSION%", version, StringComparison.Ordinal));
    }

    private static (string Html, string Taken) Take(string html, string before, string after, string instead)
    {
        int at = html.IndexOf(before, StringComparison.Ordinal);
        int end = at < 0 ? -1 : html.IndexOf(after, at + before.Length, StringComparison.Ordinal);
        if (end < 0) throw new InvalidOperationException($"The page lacks {before}.");
        return (html[..at] + instead + html[(end + after.Length)..], html[(at + before.Length)..end]);
    }

    private static string Worker()
    {
        using var reader = new StreamReader(typeof(PlaygroundFolder).Assembly.GetManifestResourceStream("service-worker.js")!);
        return reader.ReadToEnd();
    }
}
