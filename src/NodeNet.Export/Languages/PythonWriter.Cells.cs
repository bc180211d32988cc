using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <content>How a row and its cells are read.</content>
internal sealed partial class PythonWriter
{
    private PlanColumn[] _columns = [];

    /// <summary>The functions that read a row and its cells, as many as the columns need.</summary>
    private void WriteReaders(ModelPlan plan)
    {
        _columns = plan.Columns;
        Code.Line("\n" + Refusal + "\n\n");
        Code.Line(Cells + "\n\n");
        if (_columns.Any(column => column is NumberColumn)) Code.Line(NumberReader + "\n\n");
        if (!plan.IsNumbersOnly) Code.Line(WordReader + "\n\n");
        if (_columns.Any(column => column is DateColumn)) Code.Line(DateReader + "\n\n");
    }

    private const string Refusal = """
        def _refused(column, what="no finite number"):
            return ValueError("%s: the value is missing or %s." % (COLUMNS[column], what))
        """;

    private const string Cells = """
        # the cells of a row, in the order of the columns
        def _cells(row):
            if hasattr(row, "keys"):
                names = row.keys()
                for name in COLUMNS:
                    if name not in names:
                        raise ValueError("%s: the row has no such column; where a value is missing, it is None." % name)
                return [row[name] for name in COLUMNS]
            if isinstance(row, (str, bytes)) or not hasattr(row, "__len__") or not hasattr(row, "__getitem__"):
                raise ValueError("A row is a dictionary by the columns' names, or a list in their order.")
            if len(row) != len(COLUMNS):
                raise ValueError("The row has %d values; there are %d columns: %s." % (len(row), len(COLUMNS), ", ".join(COLUMNS)))
            return row
        """;

    private const string NumberReader = $$"""
        _DECIMAL = re.compile(r"{{CellForms.Number}}")


        # a number, or a text that is one; nan where it is missing
        def _number(cell, column):
            if cell is None:
                return math.nan
            if isinstance(cell, str):
                if cell == "":
                    return math.nan
                if not _DECIMAL.fullmatch(cell):
                    raise _refused(column, "no number")
            elif isinstance(cell, bool) or not isinstance(cell, numbers.Number):
                raise _refused(column, "no number")
            try:
                return float(cell)
            except (OverflowError, TypeError, ValueError):
                raise _refused(column) from None
        """;

    private const string WordReader = """
        # what is no number; "" where it is missing
        def _cell(cell):
            return "" if cell is None or cell != cell else cell


        # a word; "" where it is missing
        def _word(cell, column):
            cell = _cell(cell)
            if isinstance(cell, str):
                return str(cell)
            if type(cell).__name__ in ("bool", "bool_"):  # Python's, and that of arrays
                return "true" if cell else "false"
            if not isinstance(cell, numbers.Number):
                raise _refused(column, "unknown")
            return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        """;

    private const string DateReader = $$"""
        _DATE = re.compile(r"{{CellForms.Date}}")
        _NO_DATE = "{{CellForms.NoDate}}"


        # a day, and its time in 100 ns
        def _date(cell, column):
            if isinstance(cell, datetime.datetime):
                return cell.date(), (((cell.hour * 60 + cell.minute) * 60 + cell.second) * 1000000 + cell.microsecond) * 10
            if isinstance(cell, datetime.date):
                return cell, 0
            found = _DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
            if not found:
                raise _refused(column, _NO_DATE)
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
            time = ((hour * 60 + minute) * 60 + second) * 10000000 + int((found.group(7) or "").ljust(7, "0"))
            try:
                date = datetime.date(year, month, day)
            except ValueError:
                raise _refused(column, _NO_DATE) from None
            offset = (int(found.group(9) or 0) * 60 + int(found.group(10) or 0)) * (-1 if found.group(8) == "-" else 1)
            here = (date.toordinal() - 1) * 1440 + hour * 60 + minute - offset
            if hour > 23 or minute > 59 or second > 59 or int(found.group(10) or 0) > 59 or abs(offset) > 840 or not 0 <= here < 3652059 * 1440:
                raise _refused(column, _NO_DATE)
            return date, time
        """;

    protected override bool Takes(PlanColumn column, Cell cell) => true;

    protected override string CellLocal(string name, ModelPlan plan, int column) => plan.Columns[column] switch
    {
        NumberColumn => plan.IsNumbersOnly ? $"{name} = row[{Text(column)}]" : $"{name} = _number(row[{Text(column)}], {Text(column)})",
        DateColumn => $"{name} = _cell(row[{Text(column)}])",
        _ => $"{name} = _word(row[{Text(column)}], {Text(column)})",
    };

    protected override string Refuse(int column) => _columns[column] switch
    {
        NumberColumn => $"raise _refused({Text(column)})",
        DateColumn => $"raise _refused({Text(column)}, _NO_DATE)",
        _ => $"raise _refused({Text(column)}, \"unknown\")",
    };

    protected override void WriteDate(DateColumn column, string cell, int place, DateTime first)
    {
        bool hasTime = column.Has(DateParts.DaysSince) || column.Has(DateParts.Hour);
        Code.Line($"{cell}, {(hasTime ? "time" : "_")} = _date({cell}, {Text(place)})");
        if (column.Has(DateParts.DaysSince)) Code.Line($"day = {cell}.toordinal() - {Text((first.Date - DateTime.MinValue).Days + 1)}");
    }
}
