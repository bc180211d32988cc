using System.Text;

namespace NodeNet.Export.Languages;

/// <summary>Long texts as constants of Java, each of at most 65,535 bytes.</summary>
internal static class JavaTexts
{
    private const int MostBytes = 60_000;

    /// <summary>Pieces of text, a line each, joined to as few constants as can hold them: "a" + "b", "c" + "d".</summary>
    /// <param name="lines">The pieces.</param>
    /// <param name="quoted">A piece as a literal.</param>
    /// <param name="indent">What each further line begins with.</param>
    public static string Of(IEnumerable<string> lines, Func<string, string> quoted, string indent)
    {
        var text = new StringBuilder();
        int bytes = 0;
        foreach (string line in lines.SelectMany(Cut))
        {
            int own = line.Sum(BytesOf);
            if (text.Length > 0) text.Append(bytes + own > MostBytes ? "," : " +").Append('\n').Append(indent);
            bytes = bytes + own > MostBytes ? own : bytes + own;
            text.Append(quoted(line));
        }
        return text.ToString();
    }

    /// <summary>Words joined to lines of some hundred characters.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> words)
    {
        const int Most = 100;
        var line = new StringBuilder();
        foreach (string word in words)
        {
            if (line.Length > 0 && line.Length + word.Length > Most)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(word);
        }
        yield return line.ToString();
    }

    private static IEnumerable<string> Cut(string line) => line.Length <= MostBytes / 3 ? [line] : line.Sum(BytesOf) <= MostBytes ? [line]
        : line.Chunk(MostBytes / 3).Select(some => new string(some));

    /// <summary>In the UTF-8 of class files, which writes U+0000 in two bytes and each half of a surrogate pair in three.</summary>
    private static int BytesOf(char c) => c is > '\0' and < '\u0080' ? 1 : c < '\u0800' ? 2 : 3;
}
