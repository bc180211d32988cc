using System.Globalization;
using System.Text;

namespace NodeNet.Teaching;

/// <summary>A worksheet, or its key, as Markdown.</summary>
internal static class WorksheetPaper
{
    public static string Write(WorksheetRows rows, WorksheetOptions options, bool isKey)
    {
        string number(double value) => value.ToString($"G{options.Digits}", CultureInfo.InvariantCulture).Replace('-', '−');
        var text = new StringBuilder($"# {TextTable.Escape(options.Title)}{(isKey ? ": answers" : "")}\n");
        foreach (string line in rows.Conventions)
            text.Append('\n').Append(TextTable.Escape(line)).Append("  ");
        text.Append('\n');

        foreach (WorksheetSection section in rows.Sections)
        {
            bool isGiven = section.Rows[0].Quantity.IsGiven;
            bool formulas = !isGiven && (isKey || options.Hints);
            string[] header = isGiven ? ["number", "value"] : !formulas ? ["no.", "number", "value"] : isKey ? ["no.", "number", "formula", "with numbers", "value"] : ["no.", "number", "formula", "value"];
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
            if (row.Quantity.IsGiven) return [row.Name, Naming.Exact(row.Value).Replace('-', '−')];
            string value = row.Blank is not null && !isKey ? "________" : number(row.Value);
            string blank = row.Blank is { } b ? string.Create(CultureInfo.InvariantCulture, $"({b})") : "";
            if (!formulas) return [blank, row.Name, value];
            return isKey ? [blank, row.Name, row.Formula, rows.WithNumbers(row, number) ?? "", value] : [blank, row.Name, row.Formula, value];
        }
    }
}
