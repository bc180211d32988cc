using System.Text;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>Tables in plain text and in Markdown; the first column is words, the others are numbers.</summary>
internal static class TextTable
{
    public static string Plain(IReadOnlyList<string> header, IEnumerable<string[]> lines)
    {
        IReadOnlyList<string>[] all = [header, .. lines];
        int[] widths = [.. Enumerable.Range(0, header.Count).Select(column => all.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (IReadOnlyList<string> line in all)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
        return Printable.Text(text.ToString());
    }

    public static string Markdown(IReadOnlyList<string> header, IEnumerable<string[]> lines)
    {
        var text = new StringBuilder();
        text.Append(Row(header)).Append('\n').Append(Row([.. header.Select(_ => "---")]));
        foreach (string[] line in lines)
            text.Append('\n').Append(Row(line));
        return text.ToString();
    }

    /// <summary>Text that stays one cell, and itself, in a Markdown table.</summary>
    public static string Escape(string text) => Printable.Text(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("`", "\\`", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Row(IReadOnlyList<string> cells) => "| " + string.Join(" | ", cells.Select(Escape)) + " |";
}
