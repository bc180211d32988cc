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
        string number(double value) => Number(value, options.Digits);
        var text = new StringBuilder($"# {TextTable.Escape(options.Title)}{(isKey ? ": answers" : "")}\n");
        foreach (string line in rows.Conventions(isKey))
            text.Append('\n').Append(TextTable.Escape(line)).Append("  ");
        text.Append('\n');

        foreach (WorksheetSection section in rows.Sections)
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
            string value = row.Blank is not null && !isKey ? "________" : Telling(row);
            string blank = row.Blank is { } b ? string.Create(CultureInfo.InvariantCulture, $"({b})") : "";
            if (!formulas) return [blank, row.Name, value];
            return isKey ? [blank, row.Name, row.Formula, rows.WithNumbers(row, number) ?? "", value] : [blank, row.Name, row.Formula, value];
        }

        // A marker must be able to accept what the key says: a new weight of 1.2003 is not "1.2" if the old one was 1.2.
        string Telling(WorksheetRow row)
        {
            string text = number(row.Value);
            for (int digits = options.Digits + 1; digits <= LedgerFormat.ExactDigits && !Tells(text, row); digits++)
                text = Number(row.Value, digits);
            return text;
        }

        bool Tells(string text, WorksheetRow row) =>
            LearnersNumber.Read(text) is not { } read
                || read.Is(row.Value)
                || (read.CanTell && !(rows.OldValueOf(row.Quantity) is { } old && old != row.Value && read.Rounds(old)));
    }

    private static string Number(double value, int digits) => new TextFormulas(digits, int.MaxValue).Number(value);
}
