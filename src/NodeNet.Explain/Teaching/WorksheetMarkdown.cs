using System.Globalization;
using System.Text;
using NodeNet.Inspection;
using NodeNet.Writers;

namespace NodeNet.Teaching;

/// <summary>A worksheet, or its key, as Markdown.</summary>
internal static class WorksheetMarkdown
{
    public static string Write(WorksheetRows rows, WorksheetOptions options, bool isKey)
    {
        IEnumerable<WorksheetSection> sections = isKey ? rows.Sections : rows.SheetSections;
        string number(double value) => Number(value, options.Digits);
        var text = new StringBuilder($"# {TextTable.Escape(options.Title)}{(isKey ? ": answers" : "")}\n");
        text.Append('\n').Append(WorksheetCode.Line(rows.Code, isKey)).Append("  ");
        foreach (string line in rows.Conventions(isKey))
            text.Append('\n').Append(TextTable.Escape(line)).Append("  ");
        text.Append('\n');

        foreach (WorksheetSection section in sections)
        {
            bool isGiven = section.Rows[0].Quantity.IsGiven;
            bool formulas = !isGiven && (isKey || options.Hints);
            string[] header = isGiven
                ? ["number", "value"]
                : !formulas
                ? ["no.", "number", "value"]
                : isKey
                ? ["no.", "number", "formula", "with numbers", "value"]
                : ["no.", "number", "formula", "value"];
            text.Append("\n## ").Append(section.Name).Append("\n\n");
            text.Append(TextTable.Markdown(header, section.Rows.Select(row => Line(row, formulas)))).Append('\n');
        }
        if (options.WarnOfMistakes && !isKey)
        {
            text.Append("\n## Beware\n\n");
            foreach (Mistake mistake in Mistake.All)
                text.Append("- ").Append(TextTable.Escape($"{mistake.Name}: {mistake.Description}")).Append('\n');
        }
        return text.ToString();

        string[] Line(WorksheetRow row, bool formulas)
        {
            if (row.Quantity.IsGiven) return [row.Name, Number(row.Value, LedgerFormat.ExactDigits)];
            string value = row.IsOpen && !isKey ? "________" : Telling(row);
            string blank = row.Blank is { } b ? string.Create(CultureInfo.InvariantCulture, $"({b})") : "";
            if (!formulas) return [blank, row.Name, value];
            return isKey ? [blank, row.Name, row.Formula, rows.WithNumbers(row, number) ?? "", value] : [blank, row.Name, row.Formula, value];
        }

        string Telling(WorksheetRow row) => Number(row.Value, rows.DigitsOf(row, options.Digits));
    }

    public static string Number(double value, int digits) => new TextFormulas(digits, int.MaxValue).Number(value);
}
