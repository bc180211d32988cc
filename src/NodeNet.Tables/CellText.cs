namespace NodeNet.Tables;

/// <summary>Takes the quotes off a cell, as RFC 4180 writes them, and refuses those that do not belong there.</summary>
internal static class CellText
{
    private const string Unclosed = "The quote that begins this cell is never closed.";
    private const string TextAfter = "There is text after the closing quote; a quote within quotes is written twice.";
    private const string Stray =
        "There is a quote inside a cell that does not begin with one; such a cell stands in quotes, with its own quotes written twice.";

    /// <summary>The content of a cell.</summary>
    /// <param name="raw">The cell as it stands in the file.</param>
    /// <param name="trims">Whether spaces around it are taken off; those inside quotes stay.</param>
    /// <param name="trouble">What is wrong with its quotes, or null.</param>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> raw, bool trims, out string? trouble)
    {
        trouble = null;
        ReadOnlySpan<char> cell = trims ? raw.Trim(" \t") : raw;
        int quote = cell.IndexOf('"');
        if (quote < 0) return cell;
        if (quote > 0)
        {
            trouble = Stray;
            return cell;
        }
        ReadOnlySpan<char> inner = cell[1..];
        int end = inner.IndexOf('"');
        if (end >= 0 && end == inner.Length - 1) return inner[..end];
        return Unescaped(inner, out trouble);
    }

    private static ReadOnlySpan<char> Unescaped(ReadOnlySpan<char> inner, out string? trouble)
    {
        var text = new char[inner.Length];
        int length = 0;
        for (int i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '"')
            {
                if (i == inner.Length - 1)
                {
                    trouble = null;
                    return text.AsSpan(0, length);
                }
                if (inner[++i] != '"')
                {
                    trouble = TextAfter;
                    return inner;
                }
            }
            text[length++] = inner[i];
        }
        trouble = Unclosed;
        return inner;
    }
}
