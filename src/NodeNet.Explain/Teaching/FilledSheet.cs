using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Teaching;

/// <summary>The answers that stand in a filled sheet. A learner's file is read as far as it can be; what is odd about it is said, and nothing in it is an
/// error.</summary>
internal sealed class FilledSheet
{
    // In the order of preference where two read the file equally well.
    private const string Delimiters = ",;\t";

    private readonly Dictionary<int, string> _answers = [];
    private readonly List<string> _remarks = [];

    /// <summary>By the number of the blank, what is written there.</summary>
    public IReadOnlyDictionary<int, string> Answers => _answers;

    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The code on the sheet, or null.</summary>
    public string? Code { get; private init; }

    /// <summary>Whether this is no sheet to fill in but its answers.</summary>
    public bool IsKey { get; private init; }

    /// <summary>Whether the file is a sheet at all: it can be read, and has lines with blanks.</summary>
    public bool IsSheet { get; private init; }

    /// <summary>Reads the lines that begin with a blank's number, with the delimiter under which most answers are numbers.</summary>
    /// <param name="csv">The file's text.</param>
    /// <param name="blanks">How many blanks the sheet has.</param>
    public static FilledSheet Read(string csv, int blanks)
    {
        (int Number, string Answer, bool IsJoined)[] lines = [.. Delimiters
            .Select(delimiter => Lines(CsvReader.Read(csv.TrimStart('\uFEFF'), delimiter), delimiter))
            .OrderByDescending(found => found.Count(line => LearnersNumber.Read(line.Answer) is not null)).ThenByDescending(found => found.Length).First()];
        return Of(lines, csv, blanks);
    }

    /// <summary>Reads a file: a workbook, or CSV.</summary>
    /// <param name="path">The file.</param>
    /// <param name="blanks">How many blanks the sheet has.</param>
    public static FilledSheet OfFile(string path, int blanks)
    {
        byte[] bytes = SheetFile.Bytes(path);
        if (!WorkbookReader.IsWorkbook(bytes)) return Read(SheetFile.Text(bytes), blanks);
        if (WorkbookReader.TryRead(bytes) is { } rows)
            return Of(Lines(rows, delimiter: null), rows.SelectMany(row => row).FirstOrDefault(cell => WorksheetCode.Find(cell) is not null) ?? "", blanks);
        var unread = new FilledSheet();
        unread._remarks.Add("The workbook cannot be read: it is damaged, too large, or not an .xlsx file.");
        return unread;
    }

    private static (int Number, string Answer, bool IsJoined)[] Lines(IEnumerable<List<string>> rows, char? delimiter) =>
        [.. rows.Select(row => Line(row, delimiter)).OfType<(int, string, bool)>()];

    /// <param name="lines">The lines with blanks.</param>
    /// <param name="text">The text that has the code.</param>
    /// <param name="blanks">How many blanks the sheet has.</param>
    private static FilledSheet Of((int Number, string Answer, bool IsJoined)[] lines, string text, int blanks)
    {
        var sheet = new FilledSheet { Code = WorksheetCode.Find(text), IsKey = WorksheetCode.IsKey(text), IsSheet = lines.Length > 0 };
        if (sheet.IsKey) sheet._remarks.Add("This is the key, with the answers, and not a sheet that was filled in.");
        foreach ((int number, string answer, bool isJoined) in lines)
            sheet.Add(number, answer, isJoined, blanks);
        if (lines.Length == 0) sheet._remarks.Add("No line begins with the number of a blank: this is not the sheet, saved as CSV or .xlsx.");
        return sheet;
    }

    private void Add(int number, string answer, bool isJoined, int blanks)
    {
        if (number < 1 || number > blanks)
        {
            _remarks.Add($"There is no blank {number}; the sheet has {MessageText.Count(blanks, "blank")}, from 1.");
            return;
        }
        if (isJoined) _remarks.Add($"The answer of blank {number} stands in two fields; it is read as {answer}.");
        if (_answers.TryAdd(number, answer) || string.IsNullOrWhiteSpace(answer)) return;
        if (string.IsNullOrWhiteSpace(_answers[number])) _answers[number] = answer;
        else if (answer.Trim() != _answers[number].Trim()) _remarks.Add($"Blank {number} comes twice with different answers; the first one counts.");
    }

    /// <summary>The number of a blank and what is written there; null for other lines.</summary>
    private static (int Number, string Answer, bool IsJoined)? Line(List<string> row, char? delimiter)
    {
        if (row.Count <= Worksheet.ValueColumn) return null;
        // A spreadsheet program that separates fields otherwise keeps the rest of the line in the first field, and what is filled in stands in the
        // fields behind it.
        int end = row[0].AsSpan().IndexOfAny(Delimiters);
        ReadOnlySpan<char> first = (end < 0 ? row[0] : row[0].AsSpan(0, end)).Trim().Trim("().");
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return null;

        string answer = row[Worksheet.ValueColumn];
        // A decimal comma in a file with commas between its fields. What does not become a number so is none: half of it would be another number.
        string[] rest = delimiter == ',' && IsWhole(answer) ? [.. row.Skip(Worksheet.ValueColumn + 1).TakeWhile(NumberText.BeginsWithDigit)] : [];
        return (number, string.Join(',', rest.Prepend(answer)), rest.Length > 0);
    }

    private static bool IsWhole(string text) => LearnersNumber.Read(text) is not null && NumberText.IsDigits(text);
}
