using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export.Proof;

/// <summary>The rows of a proof: of the table that is given, or made from what is known of the columns; and edge values of each column.</summary>
internal static class ProofRows
{
    private const int MostNumbers = 20_000; // so that the proof of a wide model stays a file that compilers take
    private const int MadeRows = 24;
    private const int MostWords = 12;

    private static readonly string[] _noDates = ["2000-02-30", "1900-02-29", "2023-04-31", "0000-01-01", "2024-13-01", "2024-03-05T24:00:00"];

    public static List<Cell[]> Of(Model model, ModelPlan plan, CodeOptions options)
    {
        int most = Math.Max(4, MostNumbers / plan.Columns.Length);
        List<Cell[]> rows = options.Rows is { } table ? Taken(table, plan, Math.Min(options.MostRows, most)) : Made(model, plan, Math.Min(MadeRows, most));
        if (rows.Count == 0) throw new ArgumentException("The proof's rows are none.", nameof(options));
        Cell[] typical = Array.ConvertAll(rows[0], cell => cell);
        for (int i = 0; i < typical.Length; i++) typical[i] = Typical(model, plan.Columns[i], i);
        var edges = new List<Cell[]> { typical };
        for (int i = 0; i < typical.Length && edges.Count < most; i++)
        {
            foreach (Cell edge in Edges(model, plan.Columns[i], i))
            {
                Cell[] row = [.. typical];
                row[i] = edge;
                edges.Add(row);
            }
        }
        rows.AddRange(edges.Take(most));
        return rows;
    }

    /// <summary>Rows of a table, evenly spread, in the types that code takes.</summary>
    public static List<Cell[]> Taken(ITable table, ModelPlan plan, int most)
    {
        int[] places = Array.ConvertAll(plan.Columns, column => PlaceOf(table, column.Name));
        int count = Math.Min(most, table.RowCount);
        return
        [
            .. Enumerable.Range(0, count).Select(i => (int)((long)i * table.RowCount / count))
                .Select(row => plan.Columns.Select((column, i) => Typed(table[row, places[i]], column)).ToArray()),
        ];
    }

    public static int PlaceOf(ITable table, string name)
    {
        string[] names = [.. table.ColumnNames];
        int place = Array.IndexOf(names, name);
        if (place < 0) place = Array.FindIndex(names, other => Letters(other) == Letters(name));
        return place >= 0
            ? place
            : throw new ArgumentException($"The rows of the proof have no column \"{name}\"; there are {string.Join(", ", names)}.", nameof(table));
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>A cell in the type that the code takes.</summary>
    public static Cell Typed(Cell cell, PlanColumn column)
    {
        if (cell.IsMissing) return cell;
        return column switch
        {
            NumberColumn when cell.Kind == CellKind.Truth => cell.Truth ? 1.0 : 0.0,
            NumberColumn when cell.Kind == CellKind.Text => Cell.Parse(cell.Text, CellKind.Number),
            NumberColumn when cell.Kind != CellKind.Number => Cell.Missing,
            DateColumn when cell.Kind == CellKind.Text => Cell.Parse(cell.Text, CellKind.Date),
            DateColumn when cell.Kind != CellKind.Date => Cell.Missing,
            WordColumn or TruthColumn => cell.ToString(),
            _ => cell,
        };
    }

    /// <summary>A cell as it is computed with: the number or the date that a text is. A text that is none stays, and is refused.</summary>
    public static Cell Read(Cell cell, PlanColumn column)
    {
        if (cell.Kind != CellKind.Text || column is WordColumn or TruthColumn) return cell;
        Cell read = Cell.Parse(cell.Text, column is DateColumn ? CellKind.Date : CellKind.Number);
        return read.IsMissing ? cell : read;
    }

    private static List<Cell[]> Made(Model model, ModelPlan plan, int count)
    {
        uint state = 12345;
        var rows = new List<Cell[]>();
        for (int row = 0; row < count; row++) rows.Add([.. plan.Columns.Select((column, i) => Any(model, column, i, ref state))]);
        return rows;
    }

    private static Cell Any(Model model, PlanColumn column, int place, ref uint state)
    {
        state = 1664525 * state + 1013904223; // any numbers will do, but always the same ones
        double share = (state >> 8) / 16777216.0;
        ColumnFacts? facts = model.Recipe?.Columns[place].Facts;
        switch (column)
        {
            case WordColumn words: return words.Words[(int)(share * words.Words.Length)];
            case TruthColumn truth: return share < 0.5 || truth.No.Length == 0 ? truth.Yes[0] : truth.No[0];
            case DateColumn date:
                DateTime last = facts is { Most.Kind: CellKind.Date } ? facts.Most.Date : date.First.AddDays(700);
                return new DateTime(date.First.Ticks + (long)(share * (last - date.First).TotalSeconds) * TimeSpan.TicksPerSecond);
            default:
                if (facts is { Least.Kind: CellKind.Number }) return facts.Least.Number + share * (facts.Most.Number - facts.Least.Number);
                return (model.InputScaling?.Offsets[place] ?? 0.0) + (4.0 * share - 2.0) * (model.InputScaling?.Factors[place] ?? 1.0);
        }
    }

    private static Cell Typical(Model model, PlanColumn column, int place)
    {
        uint half = 0x2F1A0C77;
        return Any(model, column, place, ref half);
    }

    private static IEnumerable<Cell> Edges(Model model, PlanColumn column, int place)
    {
        yield return Cell.Missing;
        ColumnFacts? facts = model.Recipe?.Columns[place].Facts;
        switch (column)
        {
            case NumberColumn:
                if (facts is { Least.Kind: CellKind.Number })
                {
                    yield return facts.Least;
                    yield return facts.Most;
                }
                yield return 0.0;
                yield return 1e6;
                yield return -1e6;
                yield return double.PositiveInfinity;
                yield return "\t-2.5 ";
                yield return "1 000";
                yield return "0x10";
                break;
            case WordColumn words:
                foreach (string word in words.Words.Take(MostWords)) yield return word;
                yield return "no such word";
                break;
            case TruthColumn truth:
                foreach (string word in truth.Yes.Concat(truth.No)) yield return word;
                yield return truth.Yes[0].ToUpperInvariant();
                yield return "no such word";
                break;
            case DateColumn date:
                yield return date.First;
                yield return new DateTime(2024, 2, 29);
                yield return new DateTime(2023, 12, 31, 23, 59, 59);
                yield return new DateTime(1899, 3, 1, 6, 0, 0);
                yield return DateTime.MinValue;
                yield return DateTime.MaxValue;
                yield return DateTime.MaxValue.AddTicks(-9); // in whole microseconds, as databases have them
                yield return "2000-02-29 23:59";
                foreach (string none in _noDates) yield return none;
                break;
        }
    }
}
