using System.Data.Common;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>Tables of a database's answer, of records and of columns.</summary>
public class TableSourcesTests
{
    private enum Size
    {
        Small,
        Large,
    }

    private sealed record Fruit(string Kind, double? Weight, bool Ripe, Size Size, DateOnly Picked, int Count);

    [Fact]
    public void SQLite_answers_a_query_with_a_table()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Table table = Answer(connection, """
            CREATE TABLE fruit (kind TEXT, weight REAL, number INTEGER);
            INSERT INTO fruit VALUES ('apple', 150.5, 3), ('melon', NULL, 1), (NULL, 90, 2);
            SELECT kind, weight, number, weight * number AS total FROM fruit ORDER BY rowid;
            """);
        table.ColumnNames.Should().Equal("kind", "weight", "number", "total");
        table.NumbersOf("total").ToArray().Should().Equal(451.5, double.NaN, 180);
        table[2, "kind"].IsMissing.Should().BeTrue();
        table[1, "kind"].Text.Should().Be("melon");
        table.PlaceOf(1).Should().Be("row 2");
        FluentActions.Invoking(() => Answer(connection, "SELECT 1 AS a UNION ALL SELECT 'x'")).Should().Throw<ArgumentException>()
            .WithMessage("row 2, column a: \"x\" is none of the numbers that the rows before it have.*");
        FluentActions.Invoking(() => Answer(connection, "SELECT 1 AS a, 2 AS a")).Should().Throw<ArgumentException>()
            .WithMessage("Two columns are called \"a\"; each needs a name of its own.*");
        FluentActions.Invoking(() => Answer(connection, "SELECT x'00' AS a")).Should().Throw<ArgumentException>()
            .WithMessage("row 1, column a: A Byte[] is no cell of a table*");
    }

    [Fact]
    public void DuckDB_answers_a_query_with_a_table()
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Table table = Answer(connection, """
            SELECT kind, weight, ripe, picked, moment, sum(number) AS number FROM (VALUES
                ('apple', 1.25::DECIMAL(9, 2), true, DATE '2024-03-05', TIMESTAMP '2024-03-05 14:30:00', 3),
                ('apple', 1.25, true, DATE '2024-03-05', TIMESTAMP '2024-03-05 14:30:00', 4),
                ('melon', NULL, false, NULL, NULL, 2)) AS fruit(kind, weight, ripe, picked, moment, number)
            GROUP BY ALL ORDER BY kind
            """);
        table.RowCount.Should().Be(2);
        table.NumbersOf("weight").ToArray().Should().Equal(1.25, double.NaN);
        table.NumbersOf("number").ToArray().Should().Equal([7.0, 2.0], "a sum of whole numbers has 128 bits there");
        table[0, "ripe"].Truth.Should().BeTrue();
        table[0, "picked"].Date.Should().Be(new DateTime(2024, 3, 5));
        table[0, "moment"].Date.Should().Be(new DateTime(2024, 3, 5, 14, 30, 0));
        table[1, "picked"].IsMissing.Should().BeTrue();
    }

    [Fact]
    public void Records_become_rows_with_a_column_for_each_property()
    {
        Fruit[] fruit = [
            new("apple", 150.5, true, Size.Small, new DateOnly(2024, 3, 5), 3),
            new("melon", null, false, Size.Large, new DateOnly(2024, 3, 6), 1)];
        Table table = Table.From(fruit);
        table.ColumnNames.Should().Equal("Kind", "Weight", "Ripe", "Size", "Picked", "Count");
        table[1].ToString().Should().Be("melon, , false, Large, 2024-03-06, 1");
        Table anonymous = Table.From(fruit.Select(one => new { kind = one.Kind, number = one.Count }));
        anonymous.NumbersOf("number").ToArray().Should().Equal(3, 1);
        Table.From(Array.Empty<Fruit>()).RowCount.Should().Be(0);
        FluentActions.Invoking(() => Table.From([new object()])).Should().Throw<ArgumentException>().WithMessage("Object has no public properties*");
        FluentActions.Invoking(() => Table.From<Fruit>([null!])).Should().Throw<ArgumentException>().WithMessage("Record 0 (from 0) is null.*");
        FluentActions.Invoking(() => Table.From([new { Bytes = new byte[2] }])).Should().Throw<ArgumentException>()
            .WithMessage("row 1, column Bytes: A Byte[] is no cell of a table*");
    }

    [Fact]
    public void Columns_of_values_are_put_side_by_side_and_copied()
    {
        double[] numbers = [1.5, double.NaN];
        Table table = Table.FromColumns(("n", numbers), ("word", new[] { "x", null }), ("whole", new List<int> { 1, 2 }), ("none", new string?[2]));
        numbers[0] = 7;
        table.NumbersOf("n").ToArray().Should().Equal(1.5, double.NaN);
        table[1, "word"].IsMissing.Should().BeTrue();
        table.NumbersOf("whole").ToArray().Should().Equal(1, 2);
        table.KindOf("none").Should().Be(CellKind.Missing);
        FluentActions.Invoking(() => Table.FromColumns()).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Table.FromColumns(("a", new[] { 1.0 }), ("b", new[] { 1.0, 2.0 }))).Should().Throw<ArgumentException>()
            .WithMessage("Column b has 2 values, column a has 1; all must have as many.*");
        FluentActions.Invoking(() => Table.FromColumns(("a", new object[] { 1.0, "x" }))).Should().Throw<ArgumentException>()
            .WithMessage("row 2, column a: \"x\" is none of the numbers that the rows before it have.*");
    }

    private static Table Answer(DbConnection connection, string query)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader reader = command.ExecuteReader();
        return Table.From(reader);
    }
}
