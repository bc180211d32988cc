using System.Globalization;
using System.Net;
using System.Text;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>Worksheets as one page to print: A4, each sheet begins a page of its own, and tables repeat their heads.</summary>
internal static class WorksheetHtml
{
    private const string Style = """
        @page { size: A4; margin: 12mm 14mm 13mm; }
        body { font: 9.5pt/1.25 "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; color: #000; background: #fff; }
        body { max-width: 182mm; margin: 0 auto; }
        article { break-after: page; }
        article:last-child { break-after: auto; }
        header { display: flex; justify-content: space-between; gap: 6mm; align-items: baseline; border-bottom: 1pt solid #000; padding-bottom: 2mm; }
        h1 { font-size: 15pt; margin: 0; }
        h2 { font-size: 10.5pt; margin: 2.5mm 0 .5mm; break-after: avoid; }
        .code { white-space: nowrap; }
        .name { margin: 4mm 0 1.5mm; }
        p { margin: .6mm 0; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        .given { display: flex; flex-wrap: wrap; gap: 0 6mm; }
        .given span { white-space: nowrap; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th, td { text-align: left; border-bottom: .5pt solid #999; padding: .3mm 1.5mm; overflow-wrap: break-word; }
        th:first-child, td:first-child, td:nth-child(2) { width: 1%; white-space: nowrap; }
        td:last-child, th:last-child { width: 30mm; white-space: nowrap; }
        td.open { height: 5.2mm; border: 1pt solid #000; }
        .key { font-size: 8.5pt; }
        .key td { padding: .1mm 1.5mm; }
        .key td:last-child, .key th:last-child { width: 20mm; }
        td.asked { background: #fff6d8; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        """;

    // Millimetres, and letters of 9.5 points that are a line of 182 mm.
    private const double PageHeight = 272.0;
    private const double HeadHeight = 20.0;
    private const double SectionHeight = 12.0;
    private const double LineHeight = 4.2;
    private const double OpenHeight = 5.2;
    private const double BorderHeight = 0.8;
    private const int LettersInLine = 105;
    private const int LettersBeside = 28;
    private const int GapLetters = 4;

    /// <summary>About how many pages of A4 a sheet to fill in takes: its parts' heights, as the style above makes them, over the height of a page.</summary>
    public static int Pages(WorksheetRows rows, WorksheetOptions options)
    {
        double height = HeadHeight + rows.Conventions(isKey: false).Sum(line => LineHeight * Math.Ceiling((double)line.Length / LettersInLine));
        foreach (WorksheetSection section in rows.SheetSections)
        {
            height += SectionHeight;
            foreach (WorksheetRow row in section.Rows)
            {
                if (row.Quantity.IsGiven)
                {
                    double letters = row.Name.Length + 3 + WorksheetMarkdown.Number(row.Value, LedgerFormat.ExactDigits).Length + GapLetters;
                    height += LineHeight * Math.Min(1.0, letters / LettersInLine);
                    continue;
                }
                int formula = options.Hints ? row.Formula.Length : 0;
                int room = Math.Max(10, LettersInLine - LettersBeside - row.Name.Length);
                double lines = Math.Max(1.0, Math.Ceiling((double)formula / room));
                height += (row.IsOpen ? Math.Max(OpenHeight, LineHeight * lines) : LineHeight * lines) + BorderHeight;
            }
        }
        if (options.WarnOfMistakes)
        {
            height += SectionHeight + Mistake.All.Sum(
                mistake => LineHeight * Math.Ceiling((double)(mistake.Name.Length + mistake.Description.Length) / LettersInLine));
        }
        return (int)Math.Ceiling(height / PageHeight);
    }

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="sheets">The sheets, each on pages of its own.</param>
    /// <param name="isKey">Whether the answers are printed.</param>
    public static string Write(string title, IEnumerable<(WorksheetRows Rows, WorksheetOptions Options)> sheets, bool isKey)
    {
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Append($"<title>{Escape(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        foreach ((WorksheetRows rows, WorksheetOptions options) in sheets)
            AddSheet(text, rows, options, isKey);
        return text.Append("</body>\n</html>\n").ToString();
    }

    private static void AddSheet(StringBuilder text, WorksheetRows rows, WorksheetOptions options, bool isKey)
    {
        text.Append($"<article{(isKey ? " class=\"key\"" : "")}>\n<header><h1>{Escape(options.Title)}{(isKey ? ": answers" : "")}</h1> ");
        text.Append($"<span class=\"code\">{WorksheetCode.Line(rows.Code, isKey)}</span></header>\n");
        if (!isKey) text.Append("<p class=\"name\">Name: ____________________________________ &nbsp; Date: ______________</p>\n");
        foreach (string line in rows.Conventions(isKey))
            text.Append($"<p>{Escape(line)}</p>\n");
        foreach (WorksheetSection section in isKey ? rows.Sections : rows.SheetSections)
        {
            text.Append($"<h2>{section.Name}</h2>\n");
            if (section.Rows[0].Quantity.IsGiven) AddGiven(text, section);
            else AddTable(text, rows, section, options, isKey);
        }
        if (options.WarnOfMistakes && !isKey)
        {
            text.Append("<h2>Beware</h2>\n<ul>\n");
            foreach (Mistake mistake in Mistake.All)
                text.Append($"<li>{Escape($"{mistake.Name}: {mistake.Description}")}</li>\n");
            text.Append("</ul>\n");
        }
        text.Append("</article>\n");
    }

    private static void AddGiven(StringBuilder text, WorksheetSection section)
    {
        text.Append("<p class=\"given\">");
        foreach (WorksheetRow row in section.Rows)
            text.Append($"<span>{Escape(row.Name)} = {WorksheetMarkdown.Number(row.Value, LedgerFormat.ExactDigits)}</span>\n");
        text.Append("</p>\n");
    }

    private static void AddTable(StringBuilder text, WorksheetRows rows, WorksheetSection section, WorksheetOptions options, bool isKey)
    {
        bool formulas = isKey || options.Hints;
        text.Append("<table>\n<thead><tr><th>no.</th><th>number</th>").Append(formulas ? "<th>formula</th>" : "")
            .Append("<th>value</th></tr></thead>\n<tbody>\n");
        foreach (WorksheetRow row in section.Rows)
        {
            string number = row.Blank is { } blank ? string.Create(CultureInfo.InvariantCulture, $"({blank})") : "";
            text.Append($"<tr><td>{number}</td><td>{Escape(row.Name)}</td>");
            if (formulas)
            {
                string put = isKey ? rows.WithNumbers(row, value => WorksheetMarkdown.Number(value, options.Digits)) ?? "" : "";
                text.Append($"<td>{Escape(row.Formula)}{(put.Length == 0 ? "" : $" = {Escape(put)}")}</td>");
            }
            text.Append(row.IsOpen && !isKey
                ? $"<td class=\"open{(row.Blank is null ? "" : " asked")}\"></td>"
                : $"<td>{WorksheetMarkdown.Number(row.Value, rows.DigitsOf(row, options.Digits))}</td>").Append("</tr>\n");
        }
        text.Append("</tbody>\n</table>\n");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(Printable.Text(text));
}
