using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Tables;

public sealed partial class Table
{
    /// <summary>
    /// What a column of words looks like that was perhaps meant to be something else, and what helps:
    /// <c>"1,5" (houses.csv, line 2) looks like a number with a decimal comma: set CsvOptions.DecimalSeparator to ','.</c>
    /// Null if there is nothing to say: also where the caller has said that the column holds words.
    /// </summary>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public string? HintFor(int column)
    {
        if (ColumnAt(column) is not TextColumn { IsNamed: false } text || RowCount == 0) return null;
        CellForms forms = _head.Forms;
        char separator = _head.Options?.DecimalSeparator ?? '.';
        int[] counts = new int[text.Words.Length];
        int present = 0;
        foreach (int word in text.WordOf)
        {
            if (word == TextColumn.None) continue;
            counts[word]++;
            present++;
        }
        int numbers = 0;
        int dates = 0;
        var looks = new Dictionary<string, int>();
        bool hasCodes = false;
        for (int word = 0; word < counts.Length; word++)
        {
            if (counts[word] == 0) continue;
            if (forms.TryReadNumber(text.Words[word], out _)) numbers += counts[word];
            else if (forms.TryReadDate(text.Words[word], out _)) dates += counts[word];
            else if (ForeignForms.LookOf(text.Words[word], separator) is { } look) looks[look] = looks.GetValueOrDefault(look) + counts[word];
            else hasCodes |= CellForms.HasNeedlessZero(text.Words[word]);
        }
        if (hasCodes) return null;
        (string likely, int like) = Likely(looks);
        if (like > 0 && 2 * (like + numbers) > present)
            return $"{Sample(text, word => ForeignForms.LookOf(word, separator) == likely)} looks like {likely}.";
        bool isOfDates = dates > numbers;
        int known = isOfDates ? dates : numbers;
        if (2 * known <= present || known == present) return null;
        bool IsOther(string word) => isOfDates ? !forms.TryReadDate(word, out _) : !forms.TryReadNumber(word, out _);
        string found = text.Words[text.WordOf[RowOf(text, IsOther)]];
        string isNone = isOfDates ? "is no date," : IsInfinite(found) ? "is no finite number, or too large for one," : "is no number,";
        string told = $"{Sample(text, IsOther)} {isNone} but {known} of {TableText.Count(present, "cell")} are";
        return _head.Options is null ? told + "." : told + ": correct it, or name it in CsvOptions.MissingValues.";
    }

    /// <summary>What most of the cells look like. Dates that may have two forms have the one of those that can have but one of them.</summary>
    private static (string Look, int Count) Likely(Dictionary<string, int> looks)
    {
        foreach ((string look, int count) in looks.ToArray())
        {
            if (!look.StartsWith(ForeignForms.DateInForm, StringComparison.Ordinal) || !look.Contains(ForeignForms.Or, StringComparison.Ordinal)) continue;
            string[] forms = look[ForeignForms.DateInForm.Length..].Split(ForeignForms.Or);
            string[] sure = [.. new[] { $"{forms[0]}\"", $"\"{forms[1]}" }.Select(form => ForeignForms.DateInForm + form).Where(looks.ContainsKey)];
            if (sure.Length != 1) continue;
            looks[sure[0]] += count;
            looks.Remove(look);
        }
        return looks.OrderByDescending(look => look.Value).Select(look => (look.Key, look.Value)).FirstOrDefault();
    }

    private static bool IsInfinite(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsInfinity(number);

    private static int RowOf(TextColumn text, Predicate<string> condition)
    {
        int row = 0;
        while (text.IsMissing(row) || !condition(text.Words[text.WordOf[row]])) row++;
        return row;
    }

    /// <summary>The first cell of which something is true: its text and where it stands.</summary>
    private string Sample(TextColumn text, Predicate<string> condition)
    {
        int row = RowOf(text, condition);
        return $"\"{TableText.Shown(text.Words[text.WordOf[row]])}\" ({PlaceOf(row)})";
    }
}
