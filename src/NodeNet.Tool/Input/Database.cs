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
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no file {file}.", file);
        return IsDuckDb(file) ? OfDuckDb(file, sql) : OfSqlite(file, sql);
    }

    private static Table OfSqlite(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString());
        return Ask(connection, sql);
    }

    private static Table OfDuckDb(string file, string sql)
    {
        try
        {
            using var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = file, ["ACCESS_MODE"] = "READ_ONLY" }.ToString());
            return Ask(connection, sql);
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

    private static Table Ask(DbConnection connection, string sql)
    {
        connection.Open();
        using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the user's own, on the user's own file, which is opened for reading only.
        command.CommandText = sql;
#pragma warning restore CA2100
        using DbDataReader reader = command.ExecuteReader();
        return Table.From(reader);
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
