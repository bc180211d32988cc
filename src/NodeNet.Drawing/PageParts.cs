using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace NodeNet.Pages;

/// <summary>How an HTML page is put together of embedded files: NodeNet.Export and NodeNet.Tool compile this file, too.</summary>
internal static class PageParts
{
    /// <summary>An embedded text. Git may check files out with other line ends; a page, and what a browser takes the digest of, is the same
    /// everywhere.</summary>
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The package lacks {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The digest by which a Content-Security-Policy names a script or style: the browser runs this one and no other, whatever the data
    /// holds.</summary>
    public static string Digest(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>A page with {{name}} replaced by the parts. What a part holds is not looked into again.</summary>
    public static string Fill(string page, IReadOnlyDictionary<string, string> parts)
    {
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
}
