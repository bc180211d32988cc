using System.Globalization;
using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>Cells in a database: their types, their literals, dates.</summary>
internal sealed class SqlCells(SqlDialect dialect)
{
    private const string Largest = "1.7976931348623157e308";

    private bool IsSqlite => dialect == SqlDialect.Sqlite;

    private bool IsPostgres => dialect == SqlDialect.PostgreSql;

    public static string Name(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Text(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    public string Real => IsPostgres ? "double precision" : IsSqlite ? "REAL" : "DOUBLE";

    public string TypeOf(PlanColumn column) => column switch { NumberColumn => Real, DateColumn when !IsSqlite => "TIMESTAMP", _ => "TEXT" };

    /// <summary>A cell with its type.</summary>
    public string Literal(Cell cell, PlanColumn column, Func<double, string> number)
    {
        string text = cell.Kind switch { CellKind.Missing => "NULL", CellKind.Number => number(cell.Number), _ => Text(cell.ToString()) };
        return $"CAST({text} AS {TypeOf(column)})";
    }

    /// <summary>The cell of a row's column, NULL where it is missing.</summary>
    public string Read(PlanColumn column, string cell)
    {
        switch (column)
        {
            case NumberColumn when IsSqlite:
                return $"CASE WHEN typeof({cell}) IN ('integer', 'real') THEN {cell} * 1.0 WHEN {cell} = '' THEN NULL ELSE {cell} + 9e999 END";
            case NumberColumn when IsPostgres: return $"NULLIF(CAST({cell} AS {Real}), 'NaN'::float8)";
            case NumberColumn: return $"CASE WHEN isnan(CAST({cell} AS DOUBLE)) THEN NULL ELSE CAST({cell} AS DOUBLE) END";
            case DateColumn when IsSqlite: return $"NULLIF(CAST({cell} AS TEXT), '')";
            case DateColumn: return $"CAST({cell} AS TIMESTAMP)";
            default: return $"NULLIF(CAST({cell} AS TEXT), '')";
        }
    }

    /// <summary>A number that is finite, or NULL.</summary>
    public static string Finite(string x) => $"CASE WHEN abs({x}) <= {Largest} THEN {x} END";

    /// <summary>The parts of a date that are told, as columns; all of them NULL for what is no date.</summary>
    public IEnumerable<(string Name, string Formula)> DateParts(DateColumn column, string date, string prefix)
    {
        string seconds = IsSqlite ? $"CAST(strftime('%s', {date}) AS INTEGER)" : "";
        string ticks = IsSqlite ? $"({seconds} * 10000000 + CAST(round((strftime('%f', {date}) - strftime('%S', {date})) * 1000) AS INTEGER) * 10000)"
            : IsPostgres ? $"(CAST(EXTRACT(EPOCH FROM {date}) * 1000000 AS bigint) * 10)" : $"(epoch_us({date}) * 10)";
        string checkedTicks = IsSqlite ? $"CASE WHEN {date} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND date({date}) = substr({date}, 1, "
            + $"10) THEN {ticks} END" : ticks;
        yield return (prefix + "ticks", checkedTicks);
        string year = IsSqlite ? $"CAST(strftime('%Y', {date}) AS INTEGER)" : IsPostgres ? $"CAST(EXTRACT(YEAR FROM {date}) AS integer)" : $"year({date})";
        string yearDay = IsSqlite ? $"CAST(strftime('%j', {date}) AS INTEGER)" : IsPostgres ? $"CAST(EXTRACT(DOY FROM {date}) AS integer)"
            : $"dayofyear({date})";
        string weekday = IsSqlite ? $"((CAST(strftime('%w', {date}) AS INTEGER) + 6) % 7)" : IsPostgres
            ? $"(CAST(EXTRACT(ISODOW FROM {date}) AS integer) - 1)" : $"(isodow({date}) - 1)";
        if (column.Has(Recipes.DateParts.Year) || column.Has(Recipes.DateParts.DayOfYear)) yield return (prefix + "year", year);
        if (column.Has(Recipes.DateParts.DayOfYear)) yield return (prefix + "day", yearDay);
        if (column.Has(Recipes.DateParts.Weekday)) yield return (prefix + "weekday", weekday);
    }

    /// <summary>100 ns since 1970.</summary>
    public static string TicksOf(DateTime date) => (date.Ticks - DateTime.UnixEpoch.Ticks).ToString(CultureInfo.InvariantCulture);
}
