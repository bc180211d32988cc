using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NodeNet.Export;
using NodeNet.Recipes;

namespace NodeNet.Tool.Targets;

/// <summary>SQL in SQLite and DuckDB, in this process: a table of the rows, the view over it, and what the view answers.</summary>
internal static class SqlDatabases
{
    /// <summary>The column that numbers the rows; what has such a column itself is refused by the export.</summary>
    public const string RowNumber = "nodenet row";

    public static bool HasSqlite => Opens(() => new SqliteConnection("Data Source=:memory:"));

    public static bool HasDuckDb => Opens(() => new DuckDBConnection("Data Source=:memory:"));

    public static TargetRun RunSqlite(Trial trial, string folder)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        return Run(trial, folder, connection, SqlDialect.Sqlite);
    }

    public static TargetRun RunDuckDb(Trial trial, string folder)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        return Run(trial, folder, connection, SqlDialect.DuckDb);
    }

    /// <summary>The export for a database, saved into a folder.</summary>
    public static (string View, long Size) Export(Trial trial, string folder, SqlDialect dialect)
    {
        ExportedCode code = trial.Model.ToCode(Language.Sql, Trial.Name, new CodeOptions { Dialect = dialect, Keep = [RowNumber] });
        return (code.Files[0].Text, RowFiles.Save(code, folder));
    }

    /// <summary>The table of the rows.</summary>
    public static string Table(Trial trial, string real, string date)
    {
        IEnumerable<string> columns = trial.Columns.Select(column => column.Kind switch
        {
            CellKind.Number => $"{Quoted(column.Name)} {real}",
            CellKind.Date => $"{Quoted(column.Name)} {date}",
            _ => $"{Quoted(column.Name)} TEXT",
        });
        return $"CREATE TABLE {Trial.Name}_rows ({Quoted(RowNumber)} INTEGER, {string.Join(", ", columns)})";
    }

    /// <summary>A name of a column, whatever is in it.</summary>
    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>The answer from the last columns of the view: the class and a score for each, or the outputs.</summary>
    public static TargetAnswer AnswerOf(Trial trial, IReadOnlyList<object?> row)
    {
        int count = trial.OutputCount;
        object?[] outputs = [.. row.Skip(row.Count - count)];
        if (Array.Exists(outputs, output => output is null)) return new TargetAnswer(null, null);
        string? label = trial.Model.ClassLabels is { } labels ? (string?)row[row.Count - labels.Count - 1] : null;
        return new TargetAnswer(Array.ConvertAll(outputs, output => Convert.ToDouble(output, CultureInfo.InvariantCulture)), label);
    }

    private static bool Opens(Func<DbConnection> connect)
    {
        try
        {
            using DbConnection connection = connect();
            connection.Open();
            return true;
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            return false;
        }
    }

    private static TargetRun Run(Trial trial, string folder, DbConnection connection, SqlDialect dialect)
    {
        (string view, long size) = Export(trial, folder, dialect);
        connection.Open();
        bool isSqlite = dialect == SqlDialect.Sqlite;
        Execute(connection, Table(trial, isSqlite ? "REAL" : "DOUBLE", isSqlite ? "TEXT" : "TIMESTAMP"));
        using (DbTransaction transaction = connection.BeginTransaction())
        {
            Insert(trial, connection, transaction, isSqlite);
            transaction.Commit();
        }
        Execute(connection, view);
        List<TargetAnswer> answers = Ask(trial, connection);
        double start = RowFiles.Spent();
        int passes = 0;
        do
        {
            Ask(trial, connection);
            passes++;
        }
        while (RowFiles.Spent() - start < RowFiles.Seconds);
        return new TargetRun(answers, trial.Expected, size, (double)passes * answers.Count / (RowFiles.Spent() - start));
    }

#pragma warning disable CA2100 // Names are quoted by the export and by Quoted; cells are parameters.
    private static void Execute(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Insert(Trial trial, DbConnection connection, DbTransaction transaction, bool isSqlite)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {Trial.Name}_rows VALUES ({string.Join(", ", Enumerable.Range(0, trial.Columns.Count + 1).Select(i => $"$p{i}"))})";
        for (int row = 0; row < trial.Expected.Count; row++)
        {
            command.Parameters.Clear();
            Add(command, 0, row);
            IReadOnlyList<Cell> cells = trial.Expected[row].Cells;
            for (int i = 0; i < cells.Count; i++) Add(command, i + 1, ValueOf(cells[i], trial.Columns[i].Kind, isSqlite));
            command.ExecuteNonQuery();
        }
    }

    private static void Add(DbCommand command, int place, object value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = (command is SqliteCommand ? "$p" : "p") + place.ToString(CultureInfo.InvariantCulture);
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static object ValueOf(Cell cell, CellKind kind, bool isSqlite) => kind switch
    {
        _ when cell.IsMissing => DBNull.Value,
        CellKind.Number => cell.Number,
        CellKind.Date when !isSqlite => cell.Date,
        _ => cell.ToString(),
    };

    private static List<TargetAnswer> Ask(Trial trial, DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {Trial.Name} ORDER BY {Quoted(RowNumber)}";
        using DbDataReader reader = command.ExecuteReader();
        var answers = new List<TargetAnswer>();
        var row = new object?[reader.FieldCount];
        while (reader.Read())
        {
            for (int i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            answers.Add(AnswerOf(trial, row));
        }
        return answers;
    }
#pragma warning restore CA2100
}
