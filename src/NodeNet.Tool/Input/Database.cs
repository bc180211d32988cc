using Microsoft.Data.Sqlite;
using NodeNet.Tables;

namespace NodeNet.Tool.Input;

/// <summary>Rows of a SQLite database. Apart, so that its library is loaded only where it is used.</summary>
internal static class Database
{
    public static Table Read(string file, string sql)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no file {file}.", file);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the user's own, on the user's own file, which is opened for reading only.
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        return Table.From(reader);
    }
}
