namespace NodeNet.Tool.Output;

/// <summary>A foreign name where only one line may be.</summary>
internal static class OneLine
{
    /// <summary>The text without control characters and ends of lines.</summary>
    public static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));
}
