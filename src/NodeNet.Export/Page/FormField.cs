using System.Globalization;
using System.Text.Json.Nodes;
using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;
using NodeNet.Writers;

namespace NodeNet.Export.Page;

/// <summary>The field of a column: a number, a list of words, yes or no, a date.</summary>
internal static class FormField
{
    /// <summary>The field with its label and what is said of it.</summary>
    public static string Of(Model model, PlanColumn column, int place)
    {
        ColumnFacts? facts = model.Recipe?.Columns[place].Facts;
        string id = "f" + place.ToString(CultureInfo.InvariantCulture);
        string described = $"id=\"{id}\" aria-describedby=\"{id}-hint {id}-wrong\"";
        string control = column switch
        {
            WordColumn words => Select(described, words.Words, words, words.UnknownPlace is not null && !words.IsRank),
            TruthColumn truth => Select(described, Choices(truth), truth, takesUnknown: false),
            DateColumn date => $"<input {described} type=\"{(date.Has(DateParts.Hour) ? "datetime-local" : "date")}\" "
                + $"value=\"{date.Fill.ToString(date.Has(DateParts.Hour) ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture)}\">",
            _ => $"<input {described} type=\"number\" step=\"any\" inputmode=\"decimal\" value=\"{First(facts, column)}\">",
        };
        return $"""
            <div class="field">
            <label for="{id}"><bdi>{Html.Text(column.Name)}</bdi></label>
            {control}
            <p class="hint" id="{id}-hint">{Html.Text(Hint(column, facts))}</p>
            <p class="wrong" id="{id}-wrong" hidden></p>
            </div>

            """;
    }

    /// <summary>What the script needs to know of the field.</summary>
    public static JsonNode About(PlanColumn column)
    {
        var about = new JsonObject { ["kind"] = column switch { NumberColumn => "number", DateColumn => "date", _ => "words" }, ["width"] = column.Width };
        IEnumerable<string>? list = column switch { WordColumn words => words.Words, TruthColumn truth => Choices(truth), _ => null };
        if (list is not null) about["words"] = new JsonArray([.. list.Select(word => (JsonNode)word)]);
        if (column is NumberColumn { Formula: not Variable } number) (about["formula"], about["fill"]) = (FormulaText.Words(number.Formula), number.Fill);
        return about;
    }

    private static string[] Choices(TruthColumn truth) => [truth.Yes[0], .. truth.No.Take(1)];

    /// <summary>Words by their numbers, because an attribute would not keep every one as it is.</summary>
    private static string Select(string described, IReadOnlyList<string> words, PlanColumn column, bool takesUnknown)
    {
        IEnumerable<string> options = words.Select((word, i) => $"<option value=\"{i.ToString(CultureInfo.InvariantCulture)}\">{Html.Text(word)}</option>");
        string missing = column.RefusesMissing ? "" : "<option value=\"\">(missing)</option>";
        string other = takesUnknown ? "<option value=\"other\">(another word)</option>" : "";
        return $"<select {described}>{string.Concat(options)}{other}{missing}</select>";
    }

    /// <summary>A number to begin with, so that the page shows an answer at once.</summary>
    private static string First(ColumnFacts? facts, PlanColumn column)
    {
        if (facts is not { Least.Kind: CellKind.Number }) return column is NumberColumn { RefusesMissing: false } number ? Short(number.Fill) : "0";
        double middle = 0.5 * (facts.Least.Number + facts.Most.Number);
        return Short(middle);
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Hint(PlanColumn column, ColumnFacts? facts)
    {
        string range = facts is { Least.Kind: CellKind.Number } && column is NumberColumn
            ? $"Trained on {Short(facts.Least.Number)} to {Short(facts.Most.Number)}." : "";
        string missing = column.RefusesMissing ? "" : column switch
        {
            NumberColumn number => $" Empty: {Short(number.Fill)} is taken.",
            DateColumn date => $" Empty: {(Cell)date.Fill} is taken.",
            WordColumn { Fill: { } fill } => $"Missing: {fill} is taken.",
            TruthColumn truth => $"Missing: {truth.Fill} is taken.",
            _ => "",
        };
        return (range + missing).Trim();
    }
}
