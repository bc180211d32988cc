using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>The network's inputs a0_1, a0_2, … of a row in SQL, and "ok": 1 where none of its cells is refused.</summary>
internal sealed class SqlInputs(SqlWriter writer, ModelPlan plan)
{
    private readonly List<Expression> _formulas = [];
    private readonly List<string> _names = [];
    private readonly List<string> _places = [];
    private readonly List<(string, string)> _direct = [];
    private readonly List<string> _conditions = [];

    public void Write()
    {
        int next = 1;
        for (int i = 0; i < plan.Columns.Length; i++)
        {
            PlanColumn column = plan.Columns[i];
            string v = $"v{i + 1}";
            switch (column)
            {
                case NumberColumn number:
                    ByFormula($"a0_{next}", number.Formula, v);
                    _conditions.Add($"a0_{next} IS NOT NULL");
                    break;
                case WordColumn words:
                    Words(words, v, $"c{i + 1}", next);
                    break;
                case TruthColumn truth:
                    _direct.Add(($"a0_{next}", $"CASE WHEN {IsIn(truth, truth.Yes, v)} THEN {One} WHEN {IsIn(truth, truth.No, v)} THEN {Zero} END"));
                    _conditions.Add($"a0_{next} IS NOT NULL");
                    break;
                case DateColumn date:
                    Dates(date, $"d{i + 1}_", next);
                    break;
            }
            if (column.MarksMissing) _direct.Add(($"a0_{next + column.Width - 1}", $"CASE WHEN c{i + 1} IS NULL THEN {One} ELSE {Zero} END"));
            next += column.Width;
        }
        writer.Stage("plain_inputs", "dates", _direct);
        string last = writer.Formulas("inputs", "plain_inputs", _formulas, _names, "x", (i, _) => _places[i]);
        writer.Stage("allowed", last, [("ok", $"CASE WHEN {string.Join("\n        AND ", _conditions)} THEN 1 ELSE 0 END")]);
    }

    private string One => Number(1.0);

    private string Zero => Number(0.0);

    private string Number(double value) => writer.Number(value);

    private void ByFormula(string name, Expression formula, string place)
    {
        _formulas.Add(formula);
        _names.Add(name);
        _places.Add(place);
    }

    private void Words(WordColumn column, string v, string cell, int next)
    {
        bool ownCategory = column.Fill is null && !column.RefusesMissing;
        if (column.IsRank)
        {
            string cases = string.Join(" ", column.Words.Select((word, i) => $"WHEN {SqlCells.Text(word)} THEN {Number(column.Places[i])}"));
            _direct.Add(($"a0_{next}", $"CASE {v} {cases} END"));
            _conditions.Add($"a0_{next} IS NOT NULL");
            return;
        }
        string all = string.Join(", ", column.Words.Select(SqlCells.Text));
        for (int i = 0; i < column.OneHotWidth; i++)
        {
            string[] words = [.. column.Words.Where((_, w) => column.Places[w] == i).Select(SqlCells.Text)];
            string test = words.Length > 0 ? $"{v} IN ({string.Join(", ", words)})" : ownCategory ? $"{cell} IS NULL" : "1 = 0";
            if (column.UnknownPlace == i && all.Length > 0) test += $" OR {v} NOT IN ({all})";
            _direct.Add(($"a0_{next + i}", $"CASE WHEN {test} THEN {One} ELSE {Zero} END"));
        }
        string allowed = column.UnknownPlace is null ? $"{v} IN ({all})" : $"{v} IS NOT NULL";
        _conditions.Add(ownCategory ? $"({cell} IS NULL OR {allowed})" : allowed);
    }

    private static string IsIn(TruthColumn column, string[] words, string v)
    {
        if (words.Length == 0) return "1 = 0";
        // Some databases know upper and lower case of ASCII letters alone: words with others are there in both.
        IEnumerable<string> all = column.IgnoresCase ? words.Concat(words.Where(word => !System.Text.Ascii.IsValid(word)).Select(word =>
            word.ToUpperInvariant()))
            .Select(LowerAscii).Distinct() : words;
        return $"{(column.IgnoresCase ? $"lower({v})" : v)} IN ({string.Join(", ", all.Select(SqlCells.Text))})";
    }

    private static string LowerAscii(string word) => string.Concat(word.Select(c => char.IsAscii(c) ? char.ToLowerInvariant(c) : c));

    private void Dates(DateColumn column, string prefix, int next)
    {
        string dayTicks = $"((({prefix}ticks % 864000000000) + 864000000000) % 864000000000)";
        if (column.Has(DateParts.Year)) ByFormula($"a0_{next++}", column.Year!, Real(prefix + "year"));
        if (column.Has(DateParts.DayOfYear))
        {
            string year = prefix + "year";
            string length = $"CASE WHEN {year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0) THEN {Number(366.0)} ELSE {Number(365.0)} END";
            Waves(ref next, $"{Number(2.0 * Math.PI)} * {Real($"({prefix}day - 1)")} / {length}");
        }
        if (column.Has(DateParts.Weekday))
        {
            for (int day = 0; day < 7; day++) _direct.Add(($"a0_{next++}", $"CASE WHEN {prefix}weekday = {day} THEN {One} ELSE {Zero} END"));
        }
        if (column.Has(DateParts.Hour)) Waves(ref next, $"{Number(2.0 * Math.PI)} * ({Real(dayTicks)} / {Number(36e9)}) / {Number(24.0)}");
        if (column.Has(DateParts.DaysSince))
            ByFormula($"a0_{next}", column.Days!, $"({Real($"({prefix}ticks - ({SqlCells.TicksOf(column.First)}))")} / {Number(864e9)})");
        _conditions.Add($"{prefix}ticks IS NOT NULL");
    }

    private void Waves(ref int next, string angle)
    {
        _direct.Add(($"a0_{next++}", $"sin({angle})"));
        _direct.Add(($"a0_{next++}", $"cos({angle})"));
    }

    private string Real(string number) => $"CAST({number} AS {writer.RealType})";
}
