using System.Diagnostics;
using NodeNet.Orleans.Tests.Programs;
using Npgsql;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>A cluster in a PostgreSQL of the test's own, where there is one.</summary>
public class PostgresTests
{
    [PostgresFact]
    public async Task Members_and_records_are_in_PostgreSQL_and_outlive_a_silo_that_is_killed()
    {
        using var database = new PostgresDatabase();
        string cluster = "postgres=" + database.Connection;
        TrainingSpec[] specs = TrainingSpec.Sweep(12);
        using TestProcess left = TestProcess.Silo(cluster);
        using TestProcess right = TestProcess.Silo(cluster);
        await using NodeNetCluster client = await NodeNetCluster.ConnectAsync(one => one.UsePostgres(database.Connection).NoticeLossesQuickly());
        Sweep<TrainingSpec, double> sweep = await client.StartOrAttachAsync<TrainingSpec, double>("in postgres", "training", specs);
        while ((await sweep.StatusAsync()).Done < 2) await Task.Delay(50);

        left.Kill();

        IReadOnlyList<TrialResult<double>> results = await sweep.WaitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token);
        results.Select(result => result.Value).Should().Equal(specs.Select(TestTrials.Train));
        await client.DeleteAsync("in postgres");
        (await client.SweepsAsync()).Should().BeEmpty();
    }
}

/// <summary>A test that starts a PostgreSQL server. Without one it is skipped, and but with NODENET_REDIS=all, as in .ci/nightly.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = SkipReason;

    public static string? SkipReason =>
        Environment.GetEnvironmentVariable(RedisFactAttribute.Variable) != "all" ? $"takes long; {RedisFactAttribute.Variable}=all runs it"
        : PostgresDatabase.Folder is null ? "PostgreSQL is not installed"
        : null;
}

/// <summary>The same of a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresFactAttribute.SkipReason;
}

/// <summary>A server in a folder of its own, on a free port of the loopback address.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    private const string Versions = "/usr/lib/postgresql";

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-pg-").FullName;
    private readonly Process _server;

    public PostgresDatabase()
    {
        int port = Ports.Free();
        string data = Path.Combine(_folder, "data");
        if (IsRoot) Run("chown", "postgres", _folder);
        Server("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N").WaitForExit();
        _server = Server("postgres", "-D", data, "-F", "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=" + _folder);
        Connection = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=true";
        for (int i = 0; ; i++)
        {
            try
            {
                using var probe = new NpgsqlConnection(Connection);
                probe.Open();
                return;
            }
            catch (NpgsqlException) when (i < 200)
            {
                Thread.Sleep(100);
            }
        }
    }

    public static string? Folder { get; } = !Directory.Exists(Versions) ? null
        : Directory.GetDirectories(Versions).Select(one => Path.Combine(one, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));

    public string Connection { get; }

    private static bool IsRoot => Environment.UserName == "root"; // the server refuses to run as root

    public void Dispose()
    {
        if (!_server.HasExited) _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private Process Server(string program, params string[] arguments)
    {
        string path = Path.Combine(Folder!, program);
        ProcessStartInfo start = IsRoot
            ? new("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new(path, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, _folder);
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
