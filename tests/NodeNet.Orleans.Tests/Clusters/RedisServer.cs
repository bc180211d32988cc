using System.Diagnostics;
using System.Net.Sockets;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>A test that needs a Redis or valkey server on this machine. Where there is none it is skipped and says so; with NODENET_REDIS=required it fails
/// instead, and with NODENET_REDIS=off it is always skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public const string Variable = "NODENET_REDIS";

    /// <param name="isLong">Whether it is left out but in .ci/nightly, where NODENET_REDIS is all.</param>
    public RedisFactAttribute(bool isLong = false)
    {
        string wish = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (wish == "off") Skip = $"{Variable} is off";
        else if (isLong && wish != "all") Skip = $"takes long; {Variable}=all runs it";
        else if (RedisServer.Program is null && wish is not ("required" or "all")) Skip = "neither redis-server nor valkey-server is installed";
    }
}

/// <summary>A server of the test's own, on a free port of the loopback address, whose files are in a folder of its own.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-redis-").FullName;
    private readonly bool _fillable;
    private Process _process;

    public RedisServer()
        : this(fillable: false)
    {
    }

    /// <param name="fillable">Whether its disk can be filled: it then writes each second, not with each answer.</param>
    public RedisServer(bool fillable)
    {
        _fillable = fillable;
        Port = Ports.Free();
        _process = Start();
    }

    public static string? Program { get; } = new[] { "redis-server", "valkey-server" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public int Port { get; }

    public string Cluster => $"redis=127.0.0.1:{Port}";

    /// <summary>Ends the server, as a machine that goes away; what it has answered is on disk.</summary>
    public void GoAway()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void ComeBack() => _process = Start();

    /// <summary>From now on no byte can be written to its files, as on a full disk.</summary>
    public void FillDisk() => Limit("1"); // each file is larger already, or will be

    public void FreeDisk() => Limit("unlimited");

    public void Dispose()
    {
        if (!_process.HasExited) GoAway();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Limit(string bytes)
    {
        using Process limit = Process.Start("prlimit", ["--pid", $"{_process.Id}", $"--fsize={bytes}:unlimited"]);
        limit.WaitForExit();
        if (limit.ExitCode != 0) throw new InvalidOperationException("prlimit could not limit the server's files.");
    }

    private Process Start()
    {
        string program = Program ?? throw new InvalidOperationException("Neither redis-server nor valkey-server is installed.");
        // The signal of a file that may not grow is ignored, as on a full disk there is none; with "always" the server would end itself there.
        var started = Process.Start(new ProcessStartInfo(
            "sh",
            ["-c", "trap '' XFSZ; exec \"$@\"", "sh", program, "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "",
                "--appendonly", "yes", "--appendfsync", _fillable ? "everysec" : "always"])
        {
            RedirectStandardOutput = true,
        })!;
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        for (int i = 0; ; i++)
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", Port);
                return started;
            }
            catch (SocketException) when (i < 100 && !started.HasExited)
            {
                Thread.Sleep(50);
            }
        }
    }
}
