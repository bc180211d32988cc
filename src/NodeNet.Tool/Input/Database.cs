using System.Data;
using System.Data.Common;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NodeNet.Tables;

namespace NodeNet.Tool.Input;

/// <summary>Rows of a database in a file, SQLite's or DuckDB's, opened for reading only. Apart, so that their libraries are loaded only where they are
/// used.</summary>
internal static class Database
{
    public static Table Read(string file, string sql)
    {
        using DbDataReader reader = Ask(file, sql);
        return Table.From(reader);
    }

    /// <summary>The rows piece by piece, each in the memory of its own.</summary>
    public static IEnumerable<Table> ReadPieces(string file, string sql)
    {
        using DbDataReader reader = Ask(file, sql);
        foreach (Table piece in Table.FromPieces(reader)) yield return piece;
    }

    /// <summary>The answer to a query. The reader closes its connection.</summary>
    public static DbDataReader Ask(string file, string sql)
    {
        InputFile.Check(file);
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no file {file}.", file);
        return IsDuckDb(file) ? OfDuckDb(file, sql) : OfSqlite(file, sql);
    }

    private static DbDataReader OfSqlite(string file, string sql) =>
        Ask(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString()), sql);

    private static DbDataReader OfDuckDb(string file, string sql)
    {
        try
        {
            return Ask(
                new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = file, ["ACCESS_MODE"] = "READ_ONLY" }.ToString()), sql);
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new NotSupportedException(
                $"{file} is DuckDB's, whose library (libduckdb.so, libduckdb.dylib, duckdb.dll) is not found. It is 70 MB and does not "
                + "come with nodenet: get it from duckdb.org (C/C++), and put it where the system looks for libraries "
                + "(LD_LIBRARY_PATH, DYLD_LIBRARY_PATH, PATH).",
                missing);
        }
    }

    private static DbDataReader Ask(DbConnection connection, string sql)
    {
        try
        {
            connection.Open();
#pragma warning disable CA2000 // The reader needs it, and it holds nothing of its own.
            DbCommand command = connection.CreateCommand();
#pragma warning restore CA2000
#pragma warning disable CA2100 // The query is the user's own, on the user's own file, which is opened for reading only.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command.ExecuteReader(CommandBehavior.CloseConnection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A file of DuckDB says so behind its checksum, whatever it is called.</summary>
    private static bool IsDuckDb(string file)
    {
        var head = new byte[12];
        using FileStream stream = File.OpenRead(file);
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsSpan(0, read).EndsWith("DUCK"u8);
    }
}
