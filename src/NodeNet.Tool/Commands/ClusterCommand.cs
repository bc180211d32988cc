using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Orleans;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet cluster status, nodenet cluster delete, nodenet cluster clean.</summary>
internal static class ClusterCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20.0);
    private const double MostHours = 87_600; // ten years

    private static readonly TimeSpan _watched = TimeSpan.FromSeconds(2.0);

    public static Command Create(TextWriter output, TextWriter error) => new("cluster", "Looks at a cluster, and tidies it up.")
    {
        Status(output, error),
        Delete(output, error),
        Clean(output, error),
    };

    private static Command Status(TextWriter output, TextWriter error)
    {
        var cluster = new ClusterArguments(isRequired: true);
        Option<bool> json = Common.Json();
        var command = new Command(
            "status", "Prints the silos that are up, and the sweeps: how many trials are done, in hand and lost, how fast it goes, how long it will take.\n\n"
                + "Example: nodenet cluster status --cluster redis=10.0.0.5:6379");
        cluster.AddTo(command);
        command.Add(json);
        return Guarded.WithAction(command, error, parsed =>
        {
            (IReadOnlyList<SiloInfo> silos, KeptData kept, IReadOnlyList<SweepStatus> before, IReadOnlyList<SweepStatus> sweeps) = cluster.With(
                parsed, error, async one =>
                {
                    IReadOnlyList<SiloInfo> all = await one.SilosAsync();
                    KeptData data = await one.DataAsync();
                    IReadOnlyList<SweepStatus> first = await one.SweepsAsync();
                    if (first.All(sweep => sweep.IsFinished)) return (all, data, first, first);
                    await Task.Delay(_watched); // two looks tell the rate
                    return (all, data, first, await one.SweepsAsync());
                }, _patience);
            if (parsed.GetValue(json))
            {
                Json.Print(output, Described(silos, kept, before, sweeps));
                return;
            }
            output.WriteLine($"{Lists.Count(silos.Count, "silo")}, {Lists.Count(silos.Sum(silo => silo.Slots), "slot")}");
            foreach (SiloInfo silo in silos) output.WriteLine("  " + silo);
            output.WriteLine(sweeps.Count == 0 ? "no sweeps" : Lists.Count(sweeps.Count, "sweep"));
            foreach (SweepStatus sweep in sweeps) output.WriteLine("  " + sweep + Pace(RateOf(sweep, before), sweep));
            if (kept.Count > 0) output.WriteLine(kept);
        });
    }

    private static Command Delete(TextWriter output, TextWriter error)
    {
        var cluster = new ClusterArguments(isRequired: true);
        var name = new Argument<string>("name") { Description = "The sweep's name." };
        var command = new Command("delete", "Deletes a sweep: its trials, results, checkpoints and models. Its table stays until nodenet cluster clean.")
        {
            name,
        };
        cluster.AddTo(command);
        return Guarded.WithAction(command, error, parsed =>
        {
            string asked = parsed.GetRequiredValue(name);
            bool wasThere = cluster.With(parsed, error, async one =>
            {
                bool isThere = (await one.SweepsAsync()).Any(sweep => sweep.Name == asked);
                await one.DeleteAsync(asked);
                return isThere;
            }, _patience);
            if (!wasThere) throw new InvalidOperationException($"There is no sweep \"{asked}\".");
            output.WriteLine($"deleted {asked}");
        });
    }

    private static Command Clean(TextWriter output, TextWriter error)
    {
        var cluster = new ClusterArguments(isRequired: true);
        var hours = new Option<double>("--hours")
        {
            Description = "Only what nobody has sent for so long: a search that is about to begin keeps its table.",
            DefaultValueFactory = _ => 24.0,
        };
        var command = new Command("clean", "Deletes the tables and lists of trials that no sweep has any more, and says why it keeps the others.") { hours };
        cluster.AddTo(command);
        return Guarded.WithAction(command, error, parsed =>
        {
            double asked = parsed.GetValue(hours);
            if (asked is not (>= 0.0 and <= MostHours)) throw new UsageException($"--hours must be from 0 to {MostHours}.");
            CleanReport report = cluster.With(parsed, error, one => one.CleanAsync(TimeSpan.FromHours(asked)), _patience);
            output.WriteLine($"deleted {report.Deleted}");
            foreach (KeptContent kept in report.Kept)
                output.WriteLine(FormattableString.Invariant($"kept {kept}{(kept.Sweeps.Count == 0 ? $", and --hours is {asked}" : "")}"));
        });
    }

    private static double RateOf(SweepStatus sweep, IReadOnlyList<SweepStatus> before) =>
        before.FirstOrDefault(one => one.Name == sweep.Name) is { } then ? (sweep.Done - then.Done) / _watched.TotalSeconds : 0.0;

    private static string Pace(double rate, SweepStatus sweep)
    {
        if (sweep.IsFinished || rate <= 0.0) return "";
        return FormattableString.Invariant($", {rate:0.0} trials a second, about {(sweep.Count - sweep.Done) / rate:0} s left");
    }

    private static JsonObject Described(
        IReadOnlyList<SiloInfo> silos, KeptData kept, IReadOnlyList<SweepStatus> before, IReadOnlyList<SweepStatus> sweeps) => new()
        {
            ["kept"] = new JsonObject { ["count"] = kept.Count, ["bytes"] = kept.Bytes },
            ["silos"] = new JsonArray([
            .. silos.Select(silo => (JsonNode)new JsonObject
            {
                ["address"] = silo.Address, ["name"] = silo.Name, ["slots"] = silo.Slots, ["build"] = silo.Build, ["arithmetic"] = silo.Arithmetic,
            }),
        ]),
            ["sweeps"] = new JsonArray([
            .. sweeps.Select(sweep => (JsonNode)new JsonObject
            {
                ["name"] = sweep.Name, ["trial"] = sweep.Trial, ["count"] = sweep.Count, ["done"] = sweep.Done, ["troubled"] = sweep.Troubled,
                ["givenUp"] = sweep.GivenUp, ["inHand"] = sweep.InHand, ["lost"] = sweep.Lost, ["finished"] = sweep.IsFinished,
                ["perSecond"] = Json.Of(RateOf(sweep, before)),
            }),
        ]),
        };
}
