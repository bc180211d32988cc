using System.CommandLine;
using NodeNet.Orleans;
using NodeNet.Tool.Input;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet silo: takes work of a cluster until it is stopped.</summary>
internal static class SiloCommand
{
    private const int MostPort = 65535;

    public static Command Create(TextWriter error)
    {
        var cluster = new ClusterArguments(isRequired: true);
        var slots = new Option<int?>("--slots") { Description = "How many trainings it does at a time (default: the processors)." };
        var listen = new Option<string?>("--listen")
        {
            Description = "The address by which other machines reach it, or any (default: 127.0.0.1, by which none does).",
        };
        var name = new Option<string?>("--name") { Description = "What it is called." };
        var port = new Option<int?>("--port") { Description = "The port for other silos (default: 11111, or the next that is free)." };
        var gateway = new Option<int?>("--gateway-port") { Description = "The port for clients (default: 30000, or the next that is free)." };
        var health = new Option<int?>("--health") { Description = "Answers GET /health on this port." };
        var cache = new Option<string?>("--cache") { Description = "Keeps tables that it has fetched in this folder (4 GB at most)." };
        var command = new Command(
            "silo", "Takes trainings of searches from a cluster and does them, until it is stopped.\n\n"
                + "Example: nodenet silo --cluster redis=10.0.0.5:6379 --listen any");
        cluster.AddTo(command);
        foreach (Option option in (Option[])[slots, listen, name, port, gateway, health, cache]) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            int? silos = Port(parsed.GetValue(port), "--port");
            int? clients = Port(parsed.GetValue(gateway), "--gateway-port");
            if (silos is null != clients is null) throw new UsageException("--port and --gateway-port go together.");
            int? page = Port(parsed.GetValue(health), "--health");
            Differ(silos, "--port", clients, "--gateway-port");
            Differ(silos, "--port", page, "--health");
            Differ(clients, "--gateway-port", page, "--health");
            int? count = parsed.GetValue(slots) is { } asked ? Lists.Whole(asked, "--slots", 1, 10_000) : null;
            int ended = NodeNetSilo.RunAsync(silo =>
            {
                cluster.Apply(parsed, silo);
                if (count is { } some) silo.Slots(some);
                if (parsed.GetValue(listen) is { } address) ClusterArguments.Named(listen, () => silo.Listen(address));
                if (parsed.GetValue(name) is { } called) silo.Named(called);
                if (silos is { } first) silo.Ports(first, clients!.Value);
                if (parsed.GetValue(cache) is { } folder) silo.CacheRows(folder);
                if (page is { } asked) silo.AnswerHealth(asked);
            }).GetAwaiter().GetResult();
            if (ended != 0) throw new InvalidOperationException("The silo has ended by itself; the line above says why.");
        });
    }

    private static void Differ(int? one, string option, int? other, string otherOption)
    {
        if (one is { } port && port == other)
            throw new UsageException(FormattableString.Invariant($"{option} and {otherOption} are both {port}; they must differ."));
    }

    private static int? Port(int? port, string option) => port is { } asked ? Lists.Whole(asked, option, 1, MostPort) : null;
}
