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

    /// <summary>A cell with its type; a text in a column of numbers or dates stays one.</summary>
    public string Literal(Cell cell, PlanColumn column, Func<double, string> number)
    {
        string text = cell.Kind switch { CellKind.Missing => "NULL", CellKind.Number => number(cell.Number), _ => Text(cell.ToString()) };
        return cell.Kind == CellKind.Text ? text : $"CAST({text} AS {TypeOf(column)})";
    }

    /// <summary>Whether a row can stand in the dialect's proof: only SQLite has texts in columns of numbers and dates, and 100 ns.</summary>
    public bool Takes(PlanColumn column, Cell cell) => IsSqlite || column is WordColumn or TruthColumn
        || (cell.Kind != CellKind.Text && (cell.Kind != CellKind.Date || cell.Date.Ticks % 10 == 0));

    /// <summary>The cell of a row's column, NULL where it is missing; infinite where it should be a number and is none. The column may be one of texts, as
    /// tables are that were read from CSV.</summary>
    public string Read(PlanColumn column, string cell)
    {
        string text = $"CAST({cell} AS {(IsPostgres ? "TEXT" : "VARCHAR")})";
        switch (column)
        {
            // The comparison makes a number of the text on its right if it is one from end to end.
            case NumberColumn when IsSqlite:
                return $"CASE WHEN typeof({cell}) IN ('integer', 'real') THEN {cell} * 1.0 WHEN {cell} IS NULL OR {cell} = '' THEN NULL "
                    + $"WHEN CAST({cell} AS NUMERIC) = {cell} THEN CAST({cell} AS REAL) ELSE 9e999 END";
            case NumberColumn when IsPostgres:
                return $"CASE WHEN NULLIF({text}, '') IS NULL OR ({text} = 'NaN' AND CAST(pg_typeof({cell}) AS TEXT) NOT IN ('text', 'character varying')) "
                    + $"THEN NULL "
                    + $"WHEN {text} ~ {DecimalText} THEN CAST({cell} AS {Real}) ELSE 'Infinity'::float8 END";
            case NumberColumn:
                return $"CASE WHEN NULLIF({text}, '') IS NULL OR ({text} = 'nan' AND typeof({cell}) <> 'VARCHAR') THEN NULL "
                    + $"WHEN regexp_full_match({text}, {DecimalText}) THEN COALESCE(TRY_CAST({cell} AS DOUBLE), 'Infinity'::DOUBLE) "
                    + "ELSE 'Infinity'::DOUBLE END";
            case DateColumn when IsSqlite: return $"NULLIF(CAST({cell} AS TEXT), '')";
            case DateColumn: return $"CAST(NULLIF({text}, '') AS TIMESTAMP)";
            default: return $"NULLIF(CAST({cell} AS TEXT), '')";
        }
    }

    private string DecimalText => Text(IsPostgres ? $"^{CellForms.Number}$" : CellForms.Number);

    /// <summary>A number that is finite, or NULL.</summary>
    public static string Finite(string x) => $"CASE WHEN abs({x}) <= {Largest} THEN {x} END";

    /// <summary>The parts of a date that are told, as columns; all of them NULL for what is no date.</summary>
    public IEnumerable<(string Name, string Formula)> DateParts(DateColumn column, string date, string prefix)
    {
        string day = $"substr({date}, 1, 10)";
        string ticks = IsSqlite ? SqliteTicks(date, day)
            : IsPostgres ? $"(CAST(EXTRACT(EPOCH FROM {date}) * 1000000 AS bigint) * 10)" : $"(epoch_us({date}) * 10)";
        yield return (prefix + "ticks", ticks);
        string year = IsSqlite ? $"CAST(substr({date}, 1, 4) AS INTEGER)" : IsPostgres ? $"CAST(EXTRACT(YEAR FROM {date}) AS integer)" : $"year({date})";
        string yearDay = IsSqlite ? $"CAST(strftime('%j', {day}) AS INTEGER)" : IsPostgres ? $"CAST(EXTRACT(DOY FROM {date}) AS integer)"
            : $"dayofyear({date})";
        string weekday = IsSqlite ? $"((CAST(strftime('%w', {day}) AS INTEGER) + 6) % 7)" : IsPostgres
            ? $"(CAST(EXTRACT(ISODOW FROM {date}) AS integer) - 1)" : $"(isodow({date}) - 1)";
        if (column.Has(Recipes.DateParts.Year) || column.Has(Recipes.DateParts.DayOfYear)) yield return (prefix + "year", year);
        if (column.Has(Recipes.DateParts.DayOfYear)) yield return (prefix + "day", yearDay);
        if (column.Has(Recipes.DateParts.Weekday)) yield return (prefix + "weekday", weekday);
    }

    /// <summary>100 ns since 1970 of a text in SQLite, whose own functions take 30 February and 24:00; NULL where it is no date.</summary>
    private static string SqliteTicks(string date, string day)
    {
        string Part(int start, int length = 2) => $"CAST(substr({date}, {start}, {length}) AS INTEGER)";
        const string Minute = "[T ][0-2][0-9]:[0-5][0-9]";
        string year = Part(1, 4);
        string isLeap = $"{year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0)";
        string days = $"CASE WHEN {Part(6)} IN (4, 6, 9, 11) THEN 30 WHEN {Part(6)} <> 2 THEN 31 WHEN {isLeap} THEN 29 ELSE 28 END";
        string time = $"(length({date}) = 10 OR ({Part(12)} < 24 AND (substr({date}, 11) GLOB '{Minute}' OR substr({date}, 11) GLOB '{Minute}:[0-5][0-9]' "
            + $"OR (substr({date}, 11) GLOB '{Minute}:[0-5][0-9].[0-9]*' AND length({date}) <= 27 AND substr({date}, 21) NOT GLOB '*[^0-9]*'))))";
        string ticks = $"((CAST(strftime('%s', {day}) AS INTEGER) + ({Part(12)} * 60 + {Part(15)}) * 60 + {Part(18)}) * 10000000 "
            + $"+ CAST(substr(substr({date}, 21) || '0000000', 1, 7) AS INTEGER))";
        return $"CASE WHEN {day} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND {year} > 0 AND {Part(6)} BETWEEN 1 AND 12 "
            + $"AND {Part(9)} BETWEEN 1 AND {days} AND {time} THEN {ticks} END";
    }

    /// <summary>100 ns since 1970.</summary>
    public static string TicksOf(DateTime date) => (date.Ticks - DateTime.UnixEpoch.Ticks).ToString(CultureInfo.InvariantCulture);
}
