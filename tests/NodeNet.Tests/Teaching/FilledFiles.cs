using System.Globalization;
using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Tests.Teaching;

/// <summary>Fills sheets as pupils do.</summary>
internal static class FilledFiles
{
    /// <summary>The sheet as CSV, with what is written into its blanks.</summary>
    public static string Fill(Worksheet sheet, Func<Quantity, int, string> answer) => string.Join("\r\n", sheet.ToCsv().Split("\r\n").Select(line =>
        line.Length > 1 && char.IsAsciiDigit(line[0]) && int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture) is var number
            ? line + Quoted(answer(sheet.Blanks[number - 1], number))
            : line));

    /// <summary>The sheet filled in rightly, to so many digits.</summary>
    public static string Right(Worksheet sheet, int digits = 6)
    {
        IReadOnlyList<Marking> right = sheet.Mark(new Dictionary<int, string>()).Markings;
        return Fill(sheet, (_, number) => Digits(right[number - 1].Expected, digits));
    }

    public static string Digits(double value, int digits) =>
        ((decimal)double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            .ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string answer) => answer.Contains(',', StringComparison.Ordinal) ? $"\"{answer}\"" : answer;
}
