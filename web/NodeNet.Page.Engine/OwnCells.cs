using System.Globalization;
using System.Text.RegularExpressions;
using NodeNet.Formulas;
using NodeNet.Recipes;
using NodeNet.Writers;

namespace NodeNet.Page;

/// <summary>A table's rows as its pupil wrote them. The page holds the network's numbers; the recipe that made them turns them back, so that what is edited,
/// undone or opened by a link is told in the pupil's words, too.</summary>
internal static partial class OwnCells
{
    /// <summary>The most rows of which cells are sent; the page's table has no more.</summary>
    private const int MostRows = 100;

    private const int Digits = 12; // of numbers turned back: without the last bits, which scaling there and back may change

    /// <summary>The rows in their own words; null where the network takes them as they are.</summary>
    /// <param name="session">The session.</param>
    /// <param name="outputs">What the network says of the row that is shown.</param>
    /// <param name="chosen">The input or output whose way from or to the table is told.</param>
    /// <param name="computed">The outputs of the step that is shown, as its arithmetic has them.</param>
    public static OwnView? Of(Session session, IReadOnlyList<double> outputs, string? chosen, IReadOnlyList<double> computed)
    {
        Tape tape = session.Tape;
        if (RecipeOf(tape.Setup) is not { } recipe) return null;
        double[] now = tape.Rows[session.ShownRows()[0]];
        return new OwnView(
            ColumnsOf(recipe), [.. tape.Rows.Take(MostRows).Select((row, i) => WithGaps(CellsOf(recipe, row), recipe, tape.Setup, i))],
            AnswersOf(session, outputs),
            WayOf(recipe, tape, now, chosen, computed));
    }

    /// <summary>What the network says of the row that is shown, and what it should say, in the table's words.</summary>
    public static AnswerInWords[]? AnswersOf(Session session, IReadOnlyList<double> outputs)
    {
        Tape tape = session.Tape;
        if (RecipeOf(tape.Setup) is not { } recipe) return null;
        string?[] cells = CellsOf(recipe, tape.Rows[session.ShownRows()[0]]);
        return [.. recipe.Targets.Select((target, i) => new AnswerInWords(target.Name, Says(target, outputs, i, tape.Setup), cells[recipe.Columns.Count + i]))];
    }

    /// <summary>What a cell that was written is to the network: one number, or, of words, one for each of its inputs.</summary>
    /// <exception cref="ArgumentException">The recipe refuses it, in words.</exception>
    public static IReadOnlyList<(int Column, double Value)> Numbers(Setup setup, int column, string text)
    {
        Recipe recipe = RecipeOf(setup) ?? throw new ArgumentException("The rows have no other form than the network's numbers.");
        int columns = recipe.Columns.Count;
        if (column < 0 || column >= columns + recipe.Targets.Count) throw new ArgumentException($"There is no column {column + 1}.");
        int first = recipe.Columns.Take(column).Sum(one => one.Width) + recipe.Targets.Take(Math.Max(0, column - columns)).Sum(one => one.Width);
        IEnumerable<double> numbers = column < columns
            ? recipe.Columns[column].FormulasOf(Read(text, recipe.Columns[column].Encoding.Kind)).Select(formula => formula.Value)
            : NumbersOf(recipe.Targets[column - columns], text);
        return [.. numbers.Select((number, i) => (first + i, number))];
    }

    /// <summary>The recipe, where it does more than hand numbers on.</summary>
    private static Recipe? RecipeOf(Setup setup) => PageModel.TableRecipeOf(setup) is { } recipe
        && !(recipe.Columns.All(column => !column.MarksMissing && IsPlain(column.Encoding))
            && recipe.Targets.All(target => target is NumberTarget number && IsPlain(number.Encoding))) ? recipe : null;

    private static bool IsPlain(CellEncoding encoding) =>
        encoding is NumberEncoding { Offset: 0.0, Factor: 1.0, Scaling: not (NumberScaling.Log or NumberScaling.LogOnePlus) };

    private static OwnColumn[] ColumnsOf(Recipe recipe)
    {
        int next = 0;
        var columns = new List<OwnColumn>();
        foreach (RecipeColumn column in recipe.Columns) Add(column.Name, column.Width, column.Encoding is NumberEncoding);
        foreach (RecipeTarget target in recipe.Targets) Add(target.Name, target.Width, target is NumberTarget);
        return [.. columns];

        void Add(string name, int width, bool isNumber)
        {
            columns.Add(new OwnColumn(name, next, width, isNumber));
            next += width;
        }
    }

    private static string?[] CellsOf(Recipe recipe, double[] row)
    {
        int next = 0;
        return
        [
            .. recipe.Columns.Select(column => CellOf(column, row.AsSpan((next += column.Width) - column.Width, column.Width))),
            .. recipe.Targets.Select(target => TargetOf(target, row.AsSpan((next += target.Width) - target.Width, target.Width))),
        ];
    }

    /// <summary>The cells of a row, empty where its table had no value and what stands in for it was not changed.</summary>
    private static string?[] WithGaps(string?[] cells, Recipe recipe, Setup setup, int row)
    {
        foreach (int[] gap in setup.Gaps)
        {
            if (gap is [var at, >= 0 and var column] && at == row && column < recipe.Columns.Count && cells[column] == recipe.Columns[column].Fill.ToString())
                cells[column] = "";
        }
        return cells;
    }

    /// <summary>The cell that a column's numbers are made of; null where they are of none, as those that were changed by hand.</summary>
    private static string? CellOf(RecipeColumn column, ReadOnlySpan<double> numbers)
    {
        if (column.MarksMissing && numbers[^1] == 1.0) return "";
        Cell? cell = column.Encoding switch
        {
            NumberEncoding number => new Cell(Restored(number, numbers[0])),
            TruthEncoding truth => numbers[0] is 0.0 or 1.0 ? new Cell(numbers[0] == 1.0 ? Word(truth.YesWords, "yes") : Word(truth.NoWords, "no")) : null,
            OrderedEncoding ordered => AtPlace(ordered.Categories, Restored(ordered.Place, numbers[0])),
            CategoryEncoding category => CategoryOf(category, numbers),
            DateEncoding date => DateOf(date, numbers),
            _ => null,
        };
        return cell is { } found && Gives(column, found, numbers) ? found.ToString() : null;
    }

    private static string Word(IReadOnlyList<string> words, string usual) => words.Contains(usual) || words.Count == 0 ? usual : words[0];

    private static Cell? AtPlace(IReadOnlyList<string> words, double place) =>
        place >= 0 && place < words.Count && place == Math.Round(place) ? new Cell(words[(int)place]) : null;

    private static Cell? CategoryOf(CategoryEncoding category, ReadOnlySpan<double> numbers)
    {
        int one = numbers.IndexOf(1.0);
        if (category.HasMissing && one == category.Width - 1) return Cell.Missing;
        return one >= 0 && one < category.Categories.Count ? new Cell(category.Categories[one]) : null;
    }

    private static Cell? DateOf(DateEncoding date, ReadOnlySpan<double> numbers)
    {
        int next = 0;
        double year = Has(DateParts.Year) ? Restored(date.Year!, numbers[next++]) : double.NaN;
        double day = Has(DateParts.DayOfYear) ? Turn(numbers[next++], numbers[next++]) : double.NaN;
        if (Has(DateParts.Weekday)) next += 7;
        double hours = Has(DateParts.Hour) ? Turn(numbers[next++], numbers[next++]) * 24 : 0;
        if (Has(DateParts.DaysSince))
        {
            double days = Restored(date.DaysSince!, numbers[next]);
            return Math.Abs(days) < 3_000_000 ? OfDate(date.First.AddSeconds(Math.Round(days * 86_400))) : null;
        }
        if (!(year >= 1 && year <= 9999) || double.IsNaN(day)) return null;
        int days365 = DateTime.IsLeapYear((int)Math.Round(year)) ? 366 : 365;
        return OfDate(new DateTime((int)Math.Round(year), 1, 1).AddDays(Math.Round(day * days365)).AddMinutes(Math.Round(hours * 60)));

        bool Has(DateParts part) => (date.Parts & part) != 0;

        static double Turn(double sine, double cosine) => (Math.Atan2(sine, cosine) / (2 * Math.PI) + 1) % 1;

        static Cell OfDate(DateTime when) => new(when);
    }

    private static bool Gives(RecipeColumn column, Cell cell, ReadOnlySpan<double> numbers)
    {
        try
        {
            IReadOnlyList<Expression> formulas = column.FormulasOf(cell);
            for (int i = 0; i < numbers.Length; i++)
            {
                if (!(Math.Abs(formulas[i].Value - numbers[i]) <= 1e-9 * Math.Max(1.0, Math.Abs(numbers[i])))) return false;
            }
            return true;
        }
        catch (RecipeException)
        {
            return false;
        }
    }

    private static string? TargetOf(RecipeTarget target, ReadOnlySpan<double> numbers) => target switch
    {
        NumberTarget number => new Cell(Restored(number.Encoding, numbers[0])).ToString(),
        ClassTarget { Width: 1 } two => numbers[0] is 0.0 or 1.0 ? two.Classes[(int)numbers[0]] : null,
        ClassTarget several => numbers.IndexOf(1.0) is >= 0 and int one && numbers.IndexOfAnyExcept(0.0, 1.0) < 0 ? several.Classes[one] : null,
        _ => null,
    };

    private static string Says(RecipeTarget target, IReadOnlyList<double> outputs, int place, Setup setup) => target switch
    {
        NumberTarget number => new Cell(Restored(number.Encoding, outputs[place])).ToString(),
        ClassTarget { Width: 1 } two => two.Classes[outputs[0] >= PageModel.ThresholdOf(setup) ? 1 : 0],
        _ => ((ClassTarget)target).Classes[Array.IndexOf([.. outputs], outputs.Max())],
    };

    private static IEnumerable<double> NumbersOf(RecipeTarget target, string text)
    {
        if (target is NumberTarget number) return number.Encoding.FormulasOf(Read(text, ColumnKind.Number)).Select(formula => formula.Value);
        IReadOnlyList<string> classes = ((ClassTarget)target).Classes;
        int one = classes.ToList().IndexOf(text.Trim());
        if (one < 0) throw new ArgumentException($"\"{text.Trim()}\" is none of the classes {string.Join(", ", classes)}.");
        return target.Width == 1 ? [one] : classes.Select((_, i) => i == one ? 1.0 : 0.0);
    }

    /// <summary>As it is typed: 10,5 is 10.5, and −3 is -3.</summary>
    private static Cell Read(string text, ColumnKind kind)
    {
        text = text.Trim();
        if (kind != ColumnKind.Number || text.Length == 0) return new Cell(text);
        string plain = text.Replace('−', '-').Replace('–', '-');
        return Cell.Parse(plain.Contains('.', StringComparison.Ordinal) ? plain : plain.Replace(',', '.'), CellKind.Number) is { IsMissing: false } number
            ? number : new Cell(text);
    }

    private static double Restored(NumberEncoding encoding, double scaled)
    {
        double number = encoding.Restored(scaled).Value;
        return double.IsFinite(number) ? double.Parse(number.ToString("G" + Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : number;
    }

    /// <summary>How the chosen input comes from its cell, or what the chosen output means: "temp 10 → x1 = (10 − 20.6) / 7.5 = −1.414".</summary>
    private static string? WayOf(Recipe recipe, Tape tape, double[] row, string? chosen, IReadOnlyList<double> outputs)
    {
        int input = tape.Network.InputLayer.Nodes.ToList().FindIndex(node => node.Name == chosen);
        int output = tape.Network.OutputLayer.Nodes.ToList().FindIndex(node => node.Name == chosen);
        if (output >= 0 && recipe.Targets.Count > output && recipe.Targets[output] is NumberTarget number && !IsPlain(number.Encoding))
            return $"{chosen} = {Text(outputs[output])} → {number.Name} = {Formula(number.Encoding.Restored(outputs[output]))}";
        if (output >= 0 && recipe.Targets[0] is ClassTarget { Width: 1 } two)
        {
            double threshold = PageModel.ThresholdOf(tape.Setup);
            return $"{chosen} = {Text(outputs[0])} {(outputs[0] >= threshold ? "≥" : "<")} {Text(threshold)} → {two.Name} {Says(two, outputs, 0, tape.Setup)}";
        }
        int next = 0;
        foreach (RecipeColumn column in recipe.Columns)
        {
            if (input >= next && input < next + column.Width && CellOf(column, row.AsSpan(next, column.Width)) is { } cell)
            {
                Expression formula = column.FormulasOf(Read(cell, column.Encoding.Kind))[input - next];
                return $"{column.Name} {(cell.Length == 0 ? "–" : cell)} → {chosen} = {Formula(formula)}";
            }
            next += column.Width;
        }
        return null;
    }

    private static string Formula(Expression formula)
    {
        if (formula is Numeral || FormulaText.Words(formula) is not { } words) return Text(formula.Value);
        return $"{LongNumber().Replace(words, number => Text(double.Parse(number.Value, CultureInfo.InvariantCulture)))} = {Text(formula.Value)}";
    }

    private static string Text(double value) => value.ToString("G7", CultureInfo.InvariantCulture).Replace('-', '−');

    [GeneratedRegex(@"\d+\.\d{7,}")]
    private static partial Regex LongNumber();
}
