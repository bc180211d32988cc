using System.Net;
using System.Net.Sockets;
using NodeNet.Orleans;
using NodeNet.Tool;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet search in a cluster, nodenet cluster, and what is wrong on the command line of nodenet silo.</summary>
public sealed class ClusterToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-cluster-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_search_in_a_cluster_writes_the_table_of_trials_of_a_search_here()
    {
        int port = FreePort();
        string cluster = $"localhost={port}";
        string table = Path.Combine(_folder, "table.csv");
        File.WriteAllText(table, "x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 7},{(i % 3 == 0 ? "a" : "b")}\n")));
        string[] search = ["search", table, "--target", "y", "--trials", "4", "--folds", "2"];
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(one => one.Use(cluster).Slots(1));

        string here = Trials([.. search, "--epochs", "3", "--out", Path.Combine(_folder, "here.json"), "--list", Path.Combine(_folder, "here.csv")]);
        string there = Trials(
            [.. search, "--epochs", "3", "--out", Path.Combine(_folder, "there.json"), "--list", Path.Combine(_folder, "there.csv"),
                "--cluster", cluster, "--name", "wine-1"]);

        there.Should().Be(here).And.Contain("trial,");
        Run("cluster", "status", "--cluster", cluster).Should().Contain("1 silo, 1 slot\n").And.Contain("wine-1: 8 of 8 trials done");
        Run("cluster", "status", "--cluster", cluster, "--json").Should().Contain("\"name\":").And.Contain("wine-1");
        Run("cluster", "clean", "--cluster", cluster, "--hours", "0").Should().StartWith("deleted 0 tables and lists")
            .And.MatchRegex("kept table [0-9a-f]{8}…, 0.0 MB: the sweep wine-1 has it\n").And.Contain("kept list of trials ");
        Wrong(1, [.. search, "--epochs", "4", "--out", Path.Combine(_folder, "no.json"), "--cluster", cluster, "--name", "wine-1"]).Should()
            .StartWith("There is a sweep of this name with other trials: 8 × nodenet/learner (");
        Run("cluster", "delete", "wine-1", "--cluster", cluster).Should().Contain("deleted wine-1");
        Run("cluster", "status", "--cluster", cluster).Should().Contain("no sweeps").And.Contain("2 tables and lists, 0.0 MB");
        Run("cluster", "clean", "--cluster", cluster).Should().StartWith("deleted 0 tables and lists").And
            .MatchRegex("kept table or list [0-9a-f]{8}…, 0.0 MB: no sweep has it, but it was sent just now, and --hours is 24\n");
        Run("cluster", "clean", "--cluster", cluster, "--hours", "0").Should().StartWith("deleted 2 tables and lists");
        using var wrong = new StringWriter();
        NodeNetTool.Run(["cluster", "status", "--bad"], TextWriter.Null, wrong).Should().NotBe(0);
        wrong.ToString().Should().Contain("nodenet cluster status --help lists what there is.");
        Wrong(1, "cluster", "delete", "wine-1", "--cluster", cluster).Should().Contain("There is no sweep \"wine-1\".");
    }

    [Theory]
    [InlineData("\"reddis\" is no cluster; it must be redis=HOST:PORT", "silo", "--cluster", "reddis")]
    [InlineData("--slots is 0; it must be from 1 to 10000", "silo", "--cluster", "localhost", "--slots", "0")]
    [InlineData("--port and --gateway-port go together", "silo", "--cluster", "localhost", "--port", "5")]
    [InlineData("--health is 70000; it must be from 1 to 65535", "silo", "--cluster", "localhost", "--health", "70000")]
    [InlineData("--cluster: The cluster's address cannot be read: The port in \"host:99999\" is \"99999\"; it must be a whole number from 1 to 65535.",
        "silo", "--cluster", "redis=host:99999")]
    [InlineData("--cluster: The cluster's address cannot be read: The port in \"host:abc\" is \"abc\"; it must",
        "cluster", "status", "--cluster", "redis=host:abc")]
    [InlineData("--listen: \"127.0.0.1:70000\" is an address with a port.", "silo", "--cluster", "localhost", "--listen", "127.0.0.1:70000")]
    [InlineData("--listen: no-such-name.invalid is no address of this machine.", "silo", "--cluster", "localhost", "--listen", "no-such-name.invalid")]
    [InlineData("--port is 70000; it must be from 1 to 65535", "silo", "--cluster", "localhost", "--port", "70000", "--gateway-port", "5")]
    [InlineData("--port is \"x\"; it must be a whole number.\n", "silo", "--cluster", "localhost", "--port", "x")]
    [InlineData("--hours is \"1h\"; it must be a number, with a decimal point.\n", "cluster", "clean", "--cluster", "localhost", "--hours", "1h")]
    [InlineData("nodenet cluster status --help lists the options.", "cluster", "status", "--cluster", "redis=host:0")]
    [InlineData("--port and --gateway-port are both 5; they must differ", "silo", "--cluster", "localhost", "--port", "5", "--gateway-port", "5")]
    [InlineData("--hours must be from 0 to 87600", "cluster", "clean", "--cluster", "localhost", "--hours", "-1")]
    [InlineData("--authority goes with --certificate", "silo", "--cluster", "localhost", "--authority", "a.pem")]
    [InlineData("'--cluster' is required", "silo")]
    [InlineData("--name is blank", "search", "TABLE", "--target", "y", "--out", "m.json", "--cluster", "localhost", "--name", " ")]
    [InlineData("localhost is a cluster of this machine alone", "silo", "--cluster", "localhost", "--listen", "any")]
    [InlineData("The cluster's address cannot be read: Keyword 'foo'", "cluster", "status", "--cluster", "redis=host:1,foo=1")]
    [InlineData("--name goes with --cluster", "search", "TABLE", "--target", "y", "--out", "m.json", "--name", "wine-1")]
    public void What_is_wrong_is_said_before_anything_starts(string message, params string[] line)
    {
        string table = Path.Combine(_folder, "table.csv");
        File.WriteAllText(table, "x,y\n1,a\n2,b\n");
        var error = new StringWriter();

        NodeNetTool.Run([.. line.Select(word => word == "TABLE" ? table : word)], TextWriter.Null, error).Should().NotBe(0);

        error.ToString().Should().Contain(message);
    }

    private static string Trials(string[] line)
    {
        Run(line);
        return File.ReadAllText(line[Array.IndexOf(line, "--list") + 1]);
    }

    private static string Run(params string[] line)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        NodeNetTool.Run(line, output, error).Should().Be(0, error.ToString());
        return output.ToString();
    }

    private static string Wrong(int code, params string[] line)
    {
        var error = new StringWriter();
        NodeNetTool.Run(line, TextWriter.Null, error).Should().Be(code);
        return error.ToString();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
