using System.Globalization;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>A worksheet, or its key, as rows of cells.</summary>
internal sealed class WorksheetCells
{
    // A page of A4 has room for so many letters beside each other; longer texts would run out of it.
    private const int LettersInLine = 110;

    private static readonly string[] _columns = ["no.", "number", "formula", "value"];
    private readonly WorksheetRows _rows;
    private readonly WorksheetOptions _options;
    private readonly bool _isKey;
    private readonly Dictionary<Quantity, string> _places = [];
    private readonly List<IReadOnlyList<Cell>> _cells = [];

    public WorksheetCells(WorksheetRows rows, WorksheetOptions options, bool isKey)
    {
        (_rows, _options, _isKey) = (rows, options, isKey);
        _cells.Add([options.Title]);
        AddText(WorksheetCode.Line(rows.Code, isKey));
        foreach (string line in rows.Conventions(isKey))
            AddText(line);
        _cells.Add([.. _columns.Select(column => (Cell)column)]);
        HeadRow = _cells.Count;
        foreach (WorksheetSection section in isKey ? rows.Sections : rows.SheetSections)
        {
            _cells.Add([section.Name]);
            foreach (WorksheetRow row in section.Rows)
                Add(row);
        }
        if (!options.WarnOfMistakes || isKey) return;
        foreach (Mistake mistake in Mistake.All)
            AddText($"Beware: {mistake.Name}. {mistake.Description}");
    }

    /// <summary>The widths of the columns, in letters.</summary>
    public static IReadOnlyList<int> Widths { get; } = [6, 30, 60, 24];

    public IReadOnlyList<IReadOnlyList<Cell>> Rows => _cells;

    /// <summary>Which row names the columns, from 1: every page begins with it.</summary>
    public int HeadRow { get; }

    private void Add(WorksheetRow row)
    {
        _places[row.Quantity] = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + Worksheet.ValueColumn)}{_cells.Count + 1}");
        _cells.Add([
            row.Blank is { } blank ? blank.ToString(CultureInfo.InvariantCulture) : Cell.Empty,
            row.Name,
            _isKey || _options.Hints ? row.Formula : Cell.Empty,
            row.IsOpen && !_isKey ? Cell.Blank : Value(row)]);
    }

    private Cell Value(WorksheetRow row)
    {
        if (row.Quantity.IsGiven) return new Cell(Number: row.Value);
        int digits = _rows.DigitsOf(row, _options.Digits);
        if (!_isKey) return new Cell(Number: Rounded(row.Value, digits));
        return Live(row) with { Digits = digits };
    }

    private Cell Live(WorksheetRow row)
    {
        const int longestFormula = 8192; // of Excel; LibreOffice's is longer
        if (_rows.CellFormula(row, quantity => _places[quantity]) is not { } formula) return row.Value;
        if (formula.Length >= longestFormula)
        {
            throw new InvalidOperationException(
                $"The formula of the {row.Quantity} has {formula.Length} characters; a spreadsheet's cell holds {longestFormula}. Take a smaller network "
                    + "or batch.");
        }

        return new Cell(Number: row.Value, Formula: formula);
    }

    /// <summary>The number that the paper prints.</summary>
    public static double Rounded(double value, int digits) =>
        double.IsFinite(value)
            ? double.Parse(value.ToString($"E{Math.Min(digits, LedgerFormat.ExactDigits) - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value;

    /// <summary>A sentence, in as many rows as it needs.</summary>
    private void AddText(string text)
    {
        while (text.Length > LettersInLine)
        {
            int space = text.LastIndexOf(' ', LettersInLine);
            // No line may begin as a formula does.
            while (space > 0 && "=+-@".Contains(text[space + 1])) space = text.LastIndexOf(' ', space - 1);
            if (space <= 0) break;
            _cells.Add([Cell.Empty, text[..space]]);
            text = text[(space + 1)..];
        }
        _cells.Add([Cell.Empty, text]);
    }
}
