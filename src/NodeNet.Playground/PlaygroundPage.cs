namespace NodeNet.Playground;

/// <summary>The page that this library carries.</summary>
public static class PlaygroundPage
{
    private const string Name = "nodenet.html";

    /// <summary>Whether the page is in this build of the library. It is in every package.</summary>
    public static bool IsThere => typeof(PlaygroundPage).Assembly.GetManifestResourceInfo(Name) is not null;

    /// <summary>The page as HTML: the playground with nothing saved into it, which begins with XOR.</summary>
    /// <exception cref="InvalidOperationException">This build has no page in it: run web/publish and build again.</exception>
    public static string Read()
    {
        using Stream stream = typeof(PlaygroundPage).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException("This build of NodeNet.Playground has no page in it: run web/publish and build again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The page with a setup, which the page reads when it opens. The JSON has no &lt; in it, so it cannot end its element.</summary>
    internal static string With(string page, string setup)
    {
        int at = page.IndexOf("<script type=\"text/plain\" id=\"pack\">", StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException("The page lacks the place for a setup.")
            : page.Insert(at, $"<script type=\"application/json\" id=\"setup\">{setup}</script>\n");
    }
}
