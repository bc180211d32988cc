using System.Globalization;

namespace NodeNet.Tables;

public sealed partial class Table
{
    private const double LastExactWhole = 9007199254740992.0; // 2^53: the next whole number is no double

    /// <summary>What is to be said of columns that read as numbers and may be something else.</summary>
    private IEnumerable<string> NumberNotes()
    {
        string? comma = null;
        for (int c = 0; comma is null && _head.Options is { DecimalSeparator: '.', GroupSeparator: null } && c < ColumnCount; c++)
        {
            if (HintFor(c) is { } hint && hint.Contains(ForeignForms.DecimalCommaLook, StringComparison.Ordinal)) comma = _head.Names[c];
        }
        for (int c = 0; c < ColumnCount; c++)
        {
            if (_columns[c] is not NumberColumn column) continue;
            int large = FirstOf(column.Values, number => Math.Abs(number) >= LastExactWhole);
            if (large >= 0)
            {
                yield return $"{_head.Names[c]}: {Text(column.Values[large])} ({PlaceOf(large)}) is at or beyond 2^53 = 9007199254740992, "
                    + "from where on a double may differ from the number that is written. If these are names and not sizes, leave the column out, or "
                    + "read it as words (CsvOptions.ColumnKinds).";
            }
            if (comma is null) continue;
            int grouped = FirstOf(column.Values, HasThreeDecimals);
            if (grouped < 0) continue;
            string written = Text(column.Values[grouped]);
            yield return $"{_head.Names[c]}: {written} ({PlaceOf(grouped)}) is read with a decimal point, while {comma} has decimal commas. If it means "
                + $"{written.Replace(".", "", StringComparison.Ordinal)}: set CsvOptions.DecimalSeparator to ',' and CsvOptions.GroupSeparator to '.'.";
        }
    }

    /// <summary>Whether a number is written with three decimals and fewer than a thousand before them, as a group of thousands is.</summary>
    private static bool HasThreeDecimals(double number)
    {
        string text = Text(Math.Abs(number));
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return point is > 0 and <= 3 && text.Length - point - 1 == 3 && text[0] != '0';
    }

    private static string Text(double number) => number.ToString("r", CultureInfo.InvariantCulture);

    private static int FirstOf(ReadOnlySpan<double> numbers, Predicate<double> condition)
    {
        int row = 0;
        while (row < numbers.Length && !condition(numbers[row])) row++;
        return row < numbers.Length ? row : -1;
    }
}
