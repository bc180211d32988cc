using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>A training step with blanks to be filled in, and its answer key, on paper (Markdown) and as spreadsheets (CSV, .xlsx) whose keys compute with live
/// formulas.</summary>
/// <remarks>
/// <para>In a spreadsheet's key every computed number is a formula over the cells above: change a weight or α, and the whole step follows. Where a user's own
/// activation function or loss, or an optimizer other than gradient descent computes a number, that cell holds the number itself, and says so.</para>
/// <para>CSV files have commas and decimal points; a spreadsheet program set to a language with decimal commas asks for these when it imports the file, and
/// LibreOffice for "Evaluate formulas". The .xlsx files mean the same everywhere.</para>
/// </remarks>
public sealed class Worksheet
{
    internal const int ValueColumn = 3;

    // Spreadsheet programs take a CSV file for UTF-8 only if it begins with the byte order mark.
    internal static readonly System.Text.Encoding CsvEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    private readonly WorksheetOptions _options;
    private readonly WorksheetRows _rows;

    private Worksheet(StepLedger ledger, WorksheetOptions options)
    {
        _options = options;
        _rows = new WorksheetRows(ledger, options);
        Blanks = _rows.Blanks;
    }

    /// <summary>The heading.</summary>
    public string Title => _options.Title;

    /// <summary>Six letters and digits that stand on the sheet and on its key, as "4K7QM2": another step (other weights, learning rate, row) or other blanks
    /// have another code, so that a sheet is not marked by the key of another.</summary>
    public string Code => _rows.Code;

    /// <summary>The numbers that the learner is to find, in the order of the sheet; blank 1 is the first.</summary>
    public IReadOnlyList<Quantity> Blanks { get; }

    /// <summary>How many lines the sheet to fill in has, as a spreadsheet shows it.</summary>
    public int LineCount => Cells(isKey: false).Rows.Count;

    /// <summary>How many pages of A4 the sheet to fill in takes when it is printed (<see cref="ToHtml"/>): an estimate, because letters are as wide as the
    /// browser draws them.</summary>
    public int PageCount => WorksheetHtml.Pages(_rows, _options);

    /// <summary>Makes a worksheet of a step.</summary>
    /// <param name="ledger">The ledger of the step.</param>
    /// <param name="options">What to ask and to show; by default <see cref="WorksheetOptions"/>' own defaults.</param>
    /// <exception cref="ArgumentException">The ledger is that of a step with a mistake, or nothing would be left blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Worksheet From(StepLedger ledger, WorksheetOptions? options = null)
    {
        Guard.NotNull(ledger);
        options ??= new WorksheetOptions();
        options.Validate();
        if (ledger.Mistakes.Count > 0)
        {
            throw new ArgumentException(
                $"The ledger's step is wrong on purpose ({string.Join(", ", ledger.Mistakes)}); a worksheet's key must be right.", nameof(ledger));
        }
        var sheet = new Worksheet(ledger, options);
        if (sheet.Blanks.Count == 0) throw new ArgumentException("Nothing would be left blank; choose other blanks.", nameof(options));
        return sheet;
    }

    /// <summary>The sheet to hand out.</summary>
    public string ToMarkdown() => WorksheetMarkdown.Write(_rows, _options, isKey: false);

    /// <summary>Its answers, every number with its formula and the numbers put in.</summary>
    public string KeyToMarkdown() => WorksheetMarkdown.Write(_rows, _options, isKey: true);

    /// <summary>The sheet to hand out, or its answers, as a page (HTML) to print on A4.</summary>
    /// <param name="isKey">Whether the answers are printed.</param>
    public string ToHtml(bool isKey = false) => WorksheetHtml.Write(Title, [Parts], isKey);

    internal (WorksheetRows Rows, WorksheetOptions Options) Parts => (_rows, _options);

    /// <summary>The sheet to fill in, as CSV. Words that a spreadsheet would take for a formula (a label that begins with = + - @) have an apostrophe in
    /// front.</summary>
    public string ToCsv() => CsvSheet.Write(Cells(isKey: false).Rows);

    /// <summary>Its answers as CSV, with live formulas.</summary>
    /// <exception cref="InvalidOperationException">A formula is longer than a spreadsheet's cell can hold.</exception>
    public string KeyToCsv() => CsvSheet.Write(Cells(isKey: true).Rows);

    /// <summary>Writes the sheet to fill in as a workbook (.xlsx); cells to be filled in are yellow.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void WriteWorkbook(Stream stream) => Workbook.Write(Guard.NotNull(stream), Cells(isKey: false));

    /// <summary>Writes its answers as a workbook (.xlsx), with live formulas.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <exception cref="InvalidOperationException">A formula is longer than a spreadsheet's cell can hold.</exception>
    public void WriteKeyWorkbook(Stream stream) => Workbook.Write(Guard.NotNull(stream), Cells(isKey: true));

    /// <summary>Writes all six files, the sheet and its key as .md, .csv and .xlsx; files of these names are replaced.</summary>
    /// <param name="folder">The folder; it is made if there is none.</param>
    /// <param name="name">What the files' names begin with.</param>
    /// <returns>The files' paths: name.md, name.csv, name.xlsx, name-key.md, name-key.csv, name-key.xlsx.</returns>
    public IReadOnlyList<string> Save(string folder, string name = "worksheet")
    {
        Guard.NotNull(folder);
        Guard.NotNull(name);
        Directory.CreateDirectory(folder);
        string path(string ending) => Path.Combine(folder, name + ending);
        File.WriteAllText(path(".md"), ToMarkdown());
        File.WriteAllText(path(".csv"), ToCsv(), CsvEncoding);
        using (FileStream workbook = File.Create(path(".xlsx")))
            WriteWorkbook(workbook);
        File.WriteAllText(path("-key.md"), KeyToMarkdown());
        File.WriteAllText(path("-key.csv"), KeyToCsv(), CsvEncoding);
        using (FileStream workbook = File.Create(path("-key.xlsx")))
            WriteKeyWorkbook(workbook);
        return [path(".md"), path(".csv"), path(".xlsx"), path("-key.md"), path("-key.csv"), path("-key.xlsx")];
    }

    /// <summary>Marks the answers of a sheet.</summary>
    /// <param name="answers">By the number of the blank, from 1, what was written there; what is not in it counts as not written.</param>
    /// <exception cref="ArgumentException">There is no blank of a number.</exception>
    public MarkedWorksheet Mark(IReadOnlyDictionary<int, string> answers)
    {
        Guard.NotNull(answers);
        foreach (int number in answers.Keys)
        {
            if (number < 1 || number > Blanks.Count)
                throw new ArgumentException($"There is no blank {number}; the sheet has {MessageText.Count(Blanks.Count, "blank")}, from 1.", nameof(answers));
        }
        return Mark(answers, [], null);
    }

    /// <summary>Marks a filled sheet that was saved as CSV. A sheet with the code of another is marked all the same, and a remark
    /// says so. It may have commas, semicolons or tabs between its fields. Whatever was written into it, it is
    /// marked.</summary>
    /// <param name="csv">The file's text. Of its lines count those that begin with a blank's number; what is odd about them is among the marked sheet's
    /// remarks.</param>
    public MarkedWorksheet MarkCsv(string csv)
    {
        return Mark(FilledSheet.Read(Guard.NotNull(csv), Blanks.Count));
    }

    /// <summary>As <see cref="MarkCsv"/>, from a workbook (.xlsx; the answers are on its first sheet) or from a CSV file in
    /// UTF-8, UTF-16 or UTF-32, or, where it is none of them, in Windows' western characters.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is larger than 16 MiB, so that it is no sheet.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public MarkedWorksheet MarkFile(string path) => Mark(FilledSheet.OfFile(Guard.NotNull(path), Blanks.Count));

    internal MarkedWorksheet Mark(FilledSheet sheet)
    {
        if (sheet.Code is null || sheet.Code == Code) return Mark(sheet.Answers, sheet.Remarks, sheet.Code);
        string other = $"This sheet has the code {sheet.Code}, and the key {Code}: it is of another step (other weights, another learning rate, another row) "
            + "or has other blanks, so these marks are not worth anything.";
        return Mark(sheet.Answers, [other, .. sheet.Remarks], sheet.Code);
    }

    private MarkedWorksheet Mark(IReadOnlyDictionary<int, string> answers, IReadOnlyList<string> remarks, string? code) =>
        new([.. _rows.Marker.Check(Blanks.Select((quantity, i) => (quantity, answers.GetValueOrDefault(i + 1) ?? ""))).Select(OnThisSheet)],
            remarks, code, Code);

    /// <summary>A number that the sheet gives is not worth looking at first; and who writes all the digits that the sheet asks for has not rounded.</summary>
    private Marking OnThisSheet(Marking marking)
    {
        bool isWhole = marking.Verdict == Verdict.Rounded && LearnersNumber.Read(marking.Answer) is { } number && number.Digits >= _options.Digits;
        bool isHintless = marking.CheckFirst is { } first && !Blanks.Contains(first);
        return isWhole || isHintless ? marking.With(isWhole ? Verdict.Right : marking.Verdict, isHintless ? null : marking.CheckFirst) : marking;
    }

    private WorksheetCells Cells(bool isKey) => new(_rows, _options, isKey);
}
