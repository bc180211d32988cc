using System.Text;

namespace NodeNet.Tool.Output;

/// <summary>What is printed, without control characters but ends of lines and tabs: a name in a file may hold some that move a terminal's cursor, color it
/// or make it beep.</summary>
internal sealed class TerminalText(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    public TextWriter Inner => inner;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(Shown(value));

    public override void Write(string? value) => inner.Write(Clean(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => inner.Write(Clean(new string(buffer, index, count)));

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(Clean(new string(buffer)));

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(Clean(value ?? ""));

    public override void Flush() => inner.Flush();

    private static string Clean(string text)
    {
        string lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return lines.Any(c => Shown(c) != c) ? string.Concat(lines.Select(Shown)) : lines;
    }

    private static char Shown(char c) => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c;
}
