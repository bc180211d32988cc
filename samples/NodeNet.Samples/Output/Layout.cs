using System.Globalization;

namespace NodeNet.Samples.Output;

/// <summary>How text and tables are laid out.</summary>
internal static class Layout
{
    /// <summary>A paragraph as lines of at most so many characters.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? word : " " + word;
        }
        yield return line;
    }

    /// <summary>A line as it is, or, if it is longer than so many characters, broken between words, the rest four characters further in than its
    /// beginning.</summary>
    public static IEnumerable<string> Fold(string line, int width)
    {
        string further = new(' ', line.Length - line.TrimStart().Length + 4);
        while (line.Length > width)
        {
            int space = line.LastIndexOf(' ', width);
            if (space < further.Length) break; // a word that is too long stays whole
            yield return line[..space].TrimEnd();
            line = further + line[(space + 1)..];
        }
        yield return line;
    }

    /// <summary>The cells of a table as text.</summary>
    public static string[][] Texts(object[][] rows)
    {
        string[][] texts = [.. rows.Select(row => new string[row.Length])];
        for (int column = 0; column < (rows.Length == 0 ? 0 : rows[0].Length); column++)
        {
            int decimals = rows.Max(row => row[column] is double value ? Numbers.Decimals(value) : 0);
            for (int row = 0; row < rows.Length; row++)
                texts[row][column] = rows[row][column] is double value ? Numbers.Fixed(value, decimals) : $"{rows[row][column]}";
        }
        return texts;
    }

    /// <summary>Whether a column holds numbers, texts that are numbers, or signs for no number; it is then aligned to the right.</summary>
    public static bool IsNumeric(object[][] rows, int column) => Array.TrueForAll(rows, row => row[column] switch
    {
        string text => text is "" or "·" or "NA" || double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        double or int or long => true,
        _ => false,
    });
}
