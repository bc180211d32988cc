using System.Text;

namespace NodeNet.Teaching;

/// <summary>Reads CSV as people leave it: any line ends, and quotes that are never closed are letters like others, so that one line cannot swallow the
/// next.</summary>
internal static class CsvReader
{
    /// <summary>The lines' fields. A quoted field may hold line ends.</summary>
    public static IEnumerable<List<string>> Read(string text, char delimiter)
    {
        var row = new List<string>();
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == '"' && Quoted(text, at, delimiter) is var (field, end))
            {
                row.Add(field);
                at = end;
            }
            else
            {
                int length = text.AsSpan(at).IndexOfAny(delimiter, '\r', '\n');
                end = length < 0 ? text.Length : at + length;
                row.Add(text[at..end]);
                at = end;
            }

            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                if (at < text.Length) continue;
                row.Add("");
            }
            else if (at < text.Length)
            {
                at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            }
            yield return row;
            row = [];
        }
    }

    /// <summary>The field that a quote begins, and where it ends: before a delimiter, a line end or the end. Null where nothing closes it.</summary>
    private static (string Field, int End)? Quoted(string text, int open, char delimiter)
    {
        var field = new StringBuilder();
        for (int i = open + 1; i < text.Length; i++)
        {
            bool isQuote = text[i] == '"';
            if (isQuote && i + 1 < text.Length && text[i + 1] == '"') i++;
            else if (isQuote && (i + 1 == text.Length || text[i + 1] == delimiter || text[i + 1] is '\r' or '\n')) return (field.ToString(), i + 1);
            else if (isQuote) return null;
            field.Append(text[i]);
        }
        return null;
    }
}
