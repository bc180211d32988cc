using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <content>How a row and its cells are read, and what types they have.</content>
internal partial class JavaScriptWriter
{
    private PlanColumn[] _columns = [];

    /// <summary>The functions that read a row and its cells, as many as the columns need.</summary>
    private void WriteReaders(ModelPlan plan)
    {
        _columns = plan.Columns;
        Code.Line(Refusal + "\n");
        Code.Line(Cells + "\n");
        if (_columns.Any(column => column is NumberColumn)) Code.Line(NumberReader + "\n");
        if (!plan.IsNumbersOnly) Code.Line(WordReader + "\n");
        if (_columns.Any(column => column is DateColumn)) Code.Line(DateReader + "\n");
    }

    private const string Refusal = """
        function refuse(column, what = "no finite number") {
            throw Object.assign(new RangeError(`${columns[column]}: the value is missing or ${what}.`), { column });
        }
        """;

    // A column may be called constructor or toString, which every object has.
    private const string Cells = """
        // the cells of a row, in the order of the columns
        function cells(row) {
            if (Array.isArray(row) || ArrayBuffer.isView(row)) {
                if (row.length === columns.length) return row;
                throw new RangeError(`The row has ${row.length ?? "no"} values; there are ${columns.length} columns: ${columns.join(", ")}.`);
            }
            if (row === null || typeof row !== "object") throw new RangeError("A row is an object by the columns' names, or a list in their order.");
            return columns.map((name, column) => {
                if (Object.prototype.hasOwnProperty.call(row, name) || (name in row && !(name in Object.prototype))) return row[name];
                throw Object.assign(new RangeError(`${name}: the row has no such column; where a value is missing, it is null.`), { column });
            });
        }
        """;

    private const string NumberReader = $$"""
        // a number, or a text that is one; NaN where it is missing
        function number(cell, column) {
            if (typeof cell === "number") return cell;
            if (cell === undefined || cell === null || cell === "") return NaN;
            if (typeof cell === "string" && /^{{CellForms.Number}}$/.test(cell)) return Number(cell);
            return refuse(column, "no number");
        }
        """;

    private const string WordReader = """
        // a word; "" where it is missing
        function word(cell, column, what) {
            if (cell === undefined || cell === null || Number.isNaN(cell)) return "";
            return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean" ? String(cell) : refuse(column, what);
        }
        """;

    private const string DateReader = $$"""
        const noDate = "{{CellForms.NoDate}}";

        // "2024-03-05", "2024-03-05T14:30", "2024-03-05T14:30:00.123"; null for what is no date
        function date(text) {
            const found = /^{{CellForms.Date}}$/.exec(text.trim());
            if (!found) return null;
            const part = i => Number(found[i] ?? 0);
            const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part);
            const utc = (y, m, d) => {
                const at = new Date(0);
                at.setUTCFullYear(y, m, d);
                return at.getTime() / 86400000;
            };
            const number = utc(year, month - 1, day), start = utc(year, 0, 1);
            if (year < 1 || month < 1 || month > 12 || day < 1 || number >= utc(year, month, 1) || hour > 23 || minute > 59 || second > 59) return null;
            const offset = (found[8] === "-" ? -1 : 1) * (part(9) * 60 + part(10)), here = number * 1440 + hour * 60 + minute - offset;
            if (part(10) > 59 || Math.abs(offset) > 840 || here < utc(1, 0, 1) * 1440 || here >= utc(10000, 0, 1) * 1440) return null;
            return {
                year, day: number, yearDay: number - start, yearDays: utc(year + 1, 0, 1) - start, weekday: (((number + 3) % 7) + 7) % 7,
                time: ((hour * 60 + minute) * 60 + second) * 1e7 + Number((found[7] ?? "").padEnd(7, "0")),
            };
        }
        """;

    private static string Types(ModelPlan plan)
    {
        var code = new CodeText();
        code.Line($"// {Texts.Comment(plan.Title)}\n");
        code.Line("/** A row. A number may be a text that is one; a missing value is null, undefined, NaN or \"\", and may not be left out. */");
        code.Open("export interface Row");
        foreach (PlanColumn column in plan.Columns)
        {
            string type = column switch { NumberColumn => "number | string", TruthColumn => "string | boolean | number", _ => "string" };
            code.Line($"/** {Texts.Comment(column.Description)} */");
            code.Line($"{Texts.Quoted(column.Name)}: {type}{(column.RefusesMissing ? "" : " | null | undefined")};");
        }
        code.Close();
        string list = plan.IsNumbersOnly ? " | Float64Array | Float32Array | (number | string | null)[]" : " | (string | number | boolean | null)[]";
        code.Line($"""

            export const columns: string[];
            export const outputs: string[];
            /** Throws a RangeError for a cell that is refused or a column that is not there: its property "column" is the column's number, from 0. Throws
             *  one without that property for a list of another length, and for what is no row. */
            export function predict(row: Row{list}): number[];
            """);
        if (plan.Answer.Classes is not null)
        {
            code.Line($"export const classes: string[];\nexport function classOf(answer: number[]): number;\nexport function classify(row: "
                + $"Row{list}): string;");
        }
        return code.ToString();
    }

    protected override bool Takes(PlanColumn column, Cell cell) => true;

    protected override string CellLocal(string name, ModelPlan plan, int column) => plan.Columns[column] switch
    {
        NumberColumn => $"let {name} = {Rounded(plan.IsNumbersOnly ? $"row[{column}]" : $"number(row[{column}], {column})")};",
        PlanColumn other => $"let {name} = word(row[{column}], {column}, {What(other)});",
    };

    protected override string Refuse(int column) => _columns[column] is NumberColumn ? $"refuse({column})" : $"refuse({column}, {What(_columns[column])})";

    private static string What(PlanColumn column) => column is DateColumn ? "noDate" : "\"unknown\"";

    protected override void WriteDate(DateColumn column, string cell, int place, DateTime first)
    {
        Code.Line($"const d = date({cell}) ?? {Refuse(place)};");
        if (column.Has(DateParts.DaysSince)) Code.Line($"d.day -= {(first.Date - DateTime.UnixEpoch).Days};");
    }
}
