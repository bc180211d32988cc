using NodeNet.Export.Plan;
using NodeNet.Export.Proof;

namespace NodeNet.Export.Languages;

/// <summary>The query that proves another one: the same steps over its own rows, beside what NodeNet answers. It returns what differs, so nothing if all is
/// well.</summary>
internal sealed class SqlProof(ModelPlan plan, SqlCells cells, Func<double, string> number)
{
    /// <summary>The column of a row's number.</summary>
    public const string Number = "nodenet row";

    /// <summary>A column of the proof's rows. The model's own names are not taken: SQLite reads TRUE as a value there, quoted or not.</summary>
    public static string Column(int place) => $"g{place + 1}";

    public string Write(string title, string stages, IReadOnlyList<ProofRow> rows)
    {
        string columns = string.Join(", ", plan.Columns.Select((_, i) => SqlCells.Name(Column(i))).Prepend(SqlCells.Name(Number)));
        string values = string.Join(",\n    ", rows.Select((row, i) =>
            $"({i + 1}, {string.Join(", ", row.Cells.Select((cell, c) => cells.Literal(cell, plan.Columns[c], number)))})"));
        string expectedColumns = string.Join(", ", Enumerable.Range(1, plan.Answer.Count).SelectMany(i => new[] { $"e{i}", $"b{i}" }));
        string expected = string.Join(",\n    ", rows.Select((row, i) => $"({i + 1}, {(row.Refused > 0 ? 1 : 0)}, {row.Class}, {Answers(row)})"));
        IEnumerable<string> differences = plan.Answer.Names.Select((name, i) => $"""
            SELECT k1, {SqlCells.Text(name)}, CAST(y{i + 1} AS TEXT), CAST(e{i + 1} AS TEXT), b{i + 1}
            FROM answer JOIN expected ON number = k1
            WHERE CASE WHEN refused = 1 THEN y{i + 1} IS NOT NULL ELSE y{i + 1} IS NULL OR abs(y{i + 1} - e{i + 1}) > b{i + 1} END
            """);
        string classes = plan.Answer.Classes is null ? "" : "\nUNION ALL\nSELECT k1, 'class', CAST(class_number AS TEXT), CAST(named AS TEXT), NULL\n"
            + "FROM answer JOIN expected ON number = k1\nWHERE named >= 0 AND (class_number IS NULL OR class_number <> named)";
        return $"""
            {title}
            -- Proves {plan.Name}.sql: {rows.Count} rows with what NodeNet answers, and by how much another machine's answer may differ.
            -- The rows that differ are returned: none.
            WITH given({columns}) AS (VALUES
                {values}
            ),
            expected(number, refused, named, {expectedColumns}) AS (VALUES
                {expected}
            ),
            {stages}
            {string.Join("\nUNION ALL\n", differences)}{classes};

            """;
    }

    private string Answers(ProofRow row) => string.Join(", ", Enumerable.Range(0, plan.Answer.Count).SelectMany(i => row.Refused > 0
        ? [$"CAST(NULL AS {cells.Real})", $"CAST(NULL AS {cells.Real})"]
        : new[] { number(row.Outputs[i]), number(row.Bounds[i]) }));
}
