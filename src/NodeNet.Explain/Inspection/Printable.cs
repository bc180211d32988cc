using System.Buffers;
using System.Text;

namespace NodeNet.Inspection;

/// <summary>Text that every format can hold. A user's names may have characters that XML cannot hold (U+0001, U+FFFF) or that UTF-8 cannot (half a surrogate
/// pair).</summary>
internal static class Printable
{
    private static readonly SearchValues<char> _suspicious = SearchValues.Create(
        [
            .. Enumerable.Range(0, 0x20)
                .Where(c => c is not ('\t' or '\n' or '\r'))
                .Concat(Enumerable.Range(0xD800, 0x800))
                .Concat([0xFFFE, 0xFFFF])
                .Select(c => (char)c)]);

    /// <summary>The text, with U+FFFD for each of those characters, as readers show what they cannot show.</summary>
    public static string Text(string text)
    {
        if (text.AsSpan().IndexOfAny(_suspicious) < 0) return text;
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // half a pair comes as U+FFFD
            printable.Append(rune.Value is < 0x20 and not ('\t' or '\n' or '\r') or 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        return printable.ToString();
    }
}
