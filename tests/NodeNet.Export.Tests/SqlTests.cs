using System.Data.Common;
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
