using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>Models in SQL: the proof's query returns no row, and the view is made over a table.</summary>
public class SqlTests
{
    public static TheoryData<string> Names => Models.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_SQL_of_a_model_answers_in_SQLite_as_NodeNet_does(string name)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");

        Rows(connection, Proof(name, SqlDialect.Sqlite)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_SQL_of_a_model_answers_in_DuckDB_as_NodeNet_does(string name)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");

        Rows(connection, Proof(name, SqlDialect.DuckDb)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.DuckDb)]
    public void The_view_answers_the_rows_of_a_table(SqlDialect dialect)
    {
        (Model model, _) = Models.All["leaky"]();
        using DbConnection connection = dialect == SqlDialect.Sqlite ? new SqliteConnection("Data Source=:memory:") : new DuckDBConnection(
            "Data Source=:memory:");
        string view = model.ToCode(Language.Sql, "fruit", new CodeOptions { Dialect = dialect, Keep = ["id"], Table = "my \"rows\"" }).Files[0].Text;

        List<object[]> rows = Rows(connection, $""""
            CREATE TABLE "my ""rows""" (id INTEGER, x1 DOUBLE, x2 DOUBLE, x3 DOUBLE, x4 DOUBLE);
            INSERT INTO "my ""rows""" VALUES (7, 1, 2, 3, 4), (8, NULL, 2, 3, 4);
            {view}
            SELECT id, "predicted class", "score of no", "score of yes" FROM fruit ORDER BY id
            """");

        double yes = model.Network.Forward([1, 2, 3, 4])[0];
        rows.Should().HaveCount(2);
        rows[0].Should().Equal(rows[0][0], yes >= 0.25 ? "yes" : "no", 1.0 - yes, yes);
        Convert.ToInt32(rows[0][0], null).Should().Be(7);
        rows[1][1].Should().Be(DBNull.Value, "its x1 is missing, which NodeNet refuses");
    }

    [Theory]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.DuckDb)]
    public void A_table_of_texts_as_an_import_of_CSV_makes_it_is_read_as_NodeNet_reads_it(SqlDialect dialect)
    {
        using DbConnection connection = dialect == SqlDialect.Sqlite ? new SqliteConnection("Data Source=:memory:") : new DuckDBConnection(
            "Data Source=:memory:");

        List<object[]> rows = Rows(connection, TextTable(dialect, ScriptRowTests.Numbers));

        ShouldAnswer(rows.Select(row => row[1] is DBNull ? (double?)null : Convert.ToDouble(row[1], null)), [.. ScriptRowTests.Numbers, ""]);
    }

    [ToolFact("psql")]
    public void So_it_is_in_PostgreSQL()
    {
        using var folder = new Folder();
        using Postgres server = Postgres.Start(folder.Path);
        string[] texts = [.. ScriptRowTests.Numbers.Where(text => !text.EndsWith("999", StringComparison.Ordinal))]; // there the query ends with an error
        File.WriteAllText(Path.Combine(folder.Path, "texts.sql"), TextTable(SqlDialect.PostgreSql, texts));

        string[] lines = [.. server.Query("texts.sql").Split('\n').Where(line => line.Contains('|'))];

        ShouldAnswer(lines.Select(line => line.Split('|')[1]).Select(text => text.Length > 0 ? double.Parse(text, null) : (double?)null), [.. texts, ""]);
    }

    private static void ShouldAnswer(IEnumerable<double?> answers, string[] texts)
    {
        Model model = ScriptRowTests.Fruit();
        double?[] found = [.. answers];
        found.Should().HaveCount(texts.Length);
        for (int i = 0; i < texts.Length; i++) ShouldBe(found[i], ScriptRowTests.AnswerOf(model, [texts[i], "red", "2024-01-02"]), texts[i]);
        found.Count(answer => answer is null).Should().BeInRange(20, texts.Length - 15);
    }

    private static void ShouldBe(double? found, string expected, string because)
    {
        if (expected.Length == 0) found.Should().BeNull(because);
        else found.Should().BeApproximately(double.Parse(expected, CultureInfo.InvariantCulture), 1e-9 * (1 + Math.Abs(found ?? 0)), because);
    }

    /// <summary>A table of texts, the view, and the answers in the order of the rows; the last row has an empty text.</summary>
    private static string TextTable(SqlDialect dialect, string[] texts)
    {
        string view = ScriptRowTests.Fruit().ToCode(Language.Sql, "fruit", new CodeOptions { Dialect = dialect, Keep = ["id"] }).Files[0].Text;
        string rows = string.Join(",\n", texts.Append("").Select((text, i) => $"({i}, '{text}', 'red', '2024-01-02')"));
        return $"""
            CREATE TABLE fruit_rows (id INTEGER, size TEXT, colour TEXT, "when" TEXT);
            INSERT INTO fruit_rows VALUES {rows};
            {view}
            SELECT id, "predicted price" FROM fruit ORDER BY id
            """;
    }

    [Fact]
    public void SQLite_answers_dates_that_exist_in_its_form_and_no_others()
    {
        Model model = ScriptRowTests.Fruit();
        using var connection = new SqliteConnection("Data Source=:memory:");
        string view = model.ToCode(Language.Sql, "fruit", new CodeOptions { Keep = ["id"] }).Files[0].Text;
        string rows = string.Join(",\n", ScriptRowTests.Dates.Select((text, i) => $"({i}, 3, 'red', '{text}')"));

        List<object[]> answers = Rows(connection, $"""
            CREATE TABLE fruit_rows (id INTEGER, size REAL, colour TEXT, "when" TEXT);
            INSERT INTO fruit_rows VALUES {rows};
            {view}
            SELECT id, "predicted price" FROM fruit ORDER BY id
            """);

        int answered = 0;
        for (int i = 0; i < ScriptRowTests.Dates.Length; i++)
        {
            string text = ScriptRowTests.Dates[i];
            bool isForm = Regex.IsMatch(text, @"^(\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,7})?)?)?)?$");
            string expected = isForm ? ScriptRowTests.AnswerOf(model, [3.0, "red", text]) : "";
            ShouldBe(answers[i][1] is DBNull ? null : (double)answers[i][1], expected, text);
            if (expected.Length > 0) answered++;
        }
        answered.Should().BeInRange(8, 20);
    }

    [Theory]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.DuckDb)]
    public void The_head_of_the_file_has_the_table_that_the_view_reads(SqlDialect dialect)
    {
        using DbConnection connection = dialect == SqlDialect.Sqlite ? new SqliteConnection("Data Source=:memory:") : new DuckDBConnection(
            "Data Source=:memory:");
        string view = ScriptRowTests.Fruit().ToCode(Language.Sql, "fruit", new CodeOptions { Dialect = dialect }).Files[0].Text;
        IEnumerable<string> table = view.Split('\n').SkipWhile(line => !line.StartsWith("-- CREATE TABLE", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Select(line => line[3..]);

        Rows(connection, $"{string.Join('\n', table)}\nINSERT INTO fruit_rows VALUES (3, 'red', '2024-01-02');\n{view}\nSELECT \"predicted price\" FROM fruit")
            .Should().ContainSingle().Which[0].Should().BeOfType<double>();
    }

    [Theory]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.DuckDb)]
    public void Columns_called_true_and_false_are_proved_by_their_places(SqlDialect dialect)
    {
        var model = new Model(Models.Network(2, new Activations.ReLU(), 3, new Activations.Identity(), 1)) { InputNames = ["TRUE", "false"] };
        using DbConnection connection = dialect == SqlDialect.Sqlite ? new SqliteConnection("Data Source=:memory:") : new DuckDBConnection(
            "Data Source=:memory:");
        string proof = model.ToCode(Language.Sql, "fruit", new CodeOptions { Dialect = dialect }).Files[^1].Text;

        proof.Should().NotContain("r.\"TRUE\"", "SQLite 3.40 finds no such column among the query's own rows").And.Contain("r.\"g1\"");
        Rows(connection, proof).Should().BeEmpty();
    }

    [ToolFact("psql")]
    public void The_SQL_of_every_model_answers_in_PostgreSQL_as_NodeNet_does()
    {
        using var folder = new Folder();
        using Postgres server = Postgres.Start(folder.Path);
        foreach (string name in Models.All.Keys)
        {
            File.WriteAllText(Path.Combine(folder.Path, name + ".sql"), Proof(name, SqlDialect.PostgreSql));
            server.Query(name + ".sql").Trim().Should().BeEmpty(name);
        }
    }

    private static string Proof(string name, SqlDialect dialect)
    {
        (Model model, ITable? rows) = Models.All[name]();
        return model.ToCode(Language.Sql, "fruit", new CodeOptions { Rows = rows, Dialect = dialect }).Files[^1].Text;
    }

    private static List<object[]> Rows(DbConnection connection, string sql)
    {
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        do
        {
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }
        }
        while (reader.NextResult());
        return rows;
    }
}
