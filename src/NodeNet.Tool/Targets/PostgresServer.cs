using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NodeNet.Export;
using NodeNet.Recipes;

namespace NodeNet.Tool.Targets;

/// <summary>SQL in PostgreSQL: a server of its own, in a temporary folder, that listens on a socket in it and nowhere else.</summary>
internal static class PostgresServer
{
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(100);

    // The server refuses to run as root.
    private static bool IsRoot => Environment.UserName == "root";

    public static bool IsHere => !OperatingSystem.IsWindows() && Programs.Find("psql") is not null && Server("initdb") is not null
        && Server("postgres") is not null && (!IsRoot || Programs.Find("setpriv") is not null);

    public static TargetRun Run(Trial trial, string folder)
    {
        (string view, long size) = SqlDatabases.Export(trial, folder, SqlDialect.PostgreSql);
        File.WriteAllText(Path.Combine(folder, "run.sql"), Script(trial, view));
        string place = Directory.CreateTempSubdirectory("nodenet-pg-").FullName;
        try
        {
            if (IsRoot) Programs.Run(folder, trial.Limit, Programs.Find("chown")!, "postgres", place);
            string data = Path.Combine(place, "data");
            RunServer(place, trial.Limit, "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N");
            using Process server = StartServer(
                place, "postgres", "-D", data, "-F", "-c", "listen_addresses=", "-c", "unix_socket_directories=" + place, "-c", "logging_collector=off");
            // What the server says is read, so that it never waits for a reader.
            Task<string> said = server.StandardError.ReadToEndAsync();
            try
            {
                WaitFor(server, place, trial.Limit, said);
                return Read(trial, Psql(folder, place, trial.Limit, "-f", "run.sql"), size);
            }
            finally
            {
                if (!server.HasExited) server.Kill(entireProcessTree: true);
                server.WaitForExit();
            }
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static string Script(Trial trial, string view)
    {
        var script = new StringBuilder("\\set ON_ERROR_STOP 1\nSET standard_conforming_strings = on;\nSET client_min_messages = warning;\n");
        script.Append(SqlDatabases.Table(trial, "double precision", "timestamp")).Append(";\n");
        for (int row = 0; row < trial.Expected.Count; row++)
        {
            IEnumerable<string> cells = trial.Expected[row].Cells.Select(Literal);
            script.Append(CultureInfo.InvariantCulture, $"INSERT INTO {Trial.Name}_rows VALUES ({row}, {string.Join(", ", cells)});\n");
        }
        script.Append(view).Append('\n');
        script.Append(CultureInfo.InvariantCulture, $"SELECT row_to_json(answers) FROM {Trial.Name} AS answers ORDER BY \"{SqlDatabases.RowNumber}\";\n");
        script.Append("SELECT clock_timestamp() AS before \\gset\n");
        script.Append(CultureInfo.InvariantCulture, $"SELECT count(*) AS answered FROM (SELECT * FROM {Trial.Name} OFFSET 0) AS answers \\gset\n");
        script.Append("SELECT 'T ' || :answered / extract(epoch FROM clock_timestamp() - :'before'::timestamptz);\n");
        return script.ToString();
    }

    private static string Literal(Cell cell) => cell.Kind switch
    {
        CellKind.Missing => "NULL",
        CellKind.Number => $"'{cell.Number.ToString("R", CultureInfo.InvariantCulture).Replace("∞", "Infinity", StringComparison.Ordinal)}'",
        _ => "'" + cell.ToString().Replace("'", "''", StringComparison.Ordinal) + "'",
    };

    private static TargetRun Read(Trial trial, string printed, long size)
    {
        var answers = new List<TargetAnswer>();
        double? speed = null;
        foreach (string line in printed.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("T ", StringComparison.Ordinal))
            {
                speed = double.Parse(line.AsSpan(2), CultureInfo.InvariantCulture);
                continue;
            }
            using JsonDocument row = JsonDocument.Parse(line);
            answers.Add(SqlDatabases.AnswerOf(trial, [.. row.RootElement.EnumerateObject().Select(cell => Value(cell.Value))]));
        }
        return new TargetRun(answers, trial.Expected, size, speed);
    }

    private static object? Value(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => cell.GetDouble(),
        _ => cell.ToString(),
    };

    private static void WaitFor(Process server, string place, RunLimit limit, Task<string> said)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Psql(place, place, limit, "-c", "SELECT 1");
                return;
            }
            catch (TargetFailedException) when (!server.HasExited && clock.Elapsed < limit.Time)
            {
                Thread.Sleep(_wait);
            }
            catch (TargetFailedException) when (server.HasExited)
            {
                throw new TargetFailedException($"the server ended: {said.GetAwaiter().GetResult().Trim()}");
            }
        }
    }

    private static string Psql(string folder, string place, RunLimit limit, params string[] arguments) =>
        Programs.Run(folder, limit, Programs.Find("psql")!, ["-h", place, "-U", "postgres", "-X", "-q", "-A", "-t", "-w", .. arguments, "postgres"]);

    private static void RunServer(string place, RunLimit limit, string program, params string[] arguments)
    {
        (string path, string[] all) = AsServer(program, arguments);
        Programs.Run(place, limit, path, all);
    }

    private static Process StartServer(string place, string program, params string[] arguments)
    {
        (string path, string[] all) = AsServer(program, arguments);
        return Programs.Start(place, path, all);
    }

    private static (string Path, string[] Arguments) AsServer(string program, string[] arguments) => IsRoot
        ? (Programs.Find("setpriv")!, ["--reuid=postgres", "--regid=postgres", "--clear-groups", Server(program)!, .. arguments])
        : (Server(program)!, arguments);

    /// <summary>A program of the server: on the path, or where Debian keeps it, the newest version first.</summary>
    private static string? Server(string program)
    {
        const string Debian = "/usr/lib/postgresql";
        if (Programs.Find(program) is { } path) return path;
        return !Directory.Exists(Debian) ? null : Directory.GetDirectories(Debian)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin", program)).FirstOrDefault(File.Exists);
    }
}
