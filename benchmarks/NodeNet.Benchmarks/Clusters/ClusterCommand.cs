using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NodeNet.Orleans;

namespace NodeNet.Benchmarks.Clusters;

/// <summary>cluster: what pulling trials costs beside one process, and how many questions a board answers. benchmarks/compare-cluster starts Redis for
/// it.</summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var redis = new Option<string>("--redis") { Description = "HOST:PORT of an empty Redis.", Required = true };
        var seconds = new Option<double>("--seconds") { Description = "How long a trial takes, about.", DefaultValueFactory = _ => 0.1 };
        var trials = new Option<int>("--trials") { DefaultValueFactory = _ => 200 };
        var turns = new Option<int>("--turns") { Description = "How often both are measured, in turn.", DefaultValueFactory = _ => 5 };
        var pull = new Command("pull", "Two silos of one slot each beside Parallel.ForEach on two threads, in turn: trainings a second, and the ratio.")
        {
            redis, seconds, trials, turns,
        };
        pull.SetAction((parsed, _) => PullAsync(
            parsed.GetRequiredValue(redis), parsed.GetValue(seconds), parsed.GetValue(trials), parsed.GetValue(turns), parsed.InvocationConfiguration.Output));
        var board = new Command("board", "How many leases a second one board gives and takes back, for 1 to 256 who ask at a time.") { redis };
        board.SetAction((parsed, _) => BoardLoad.RunAsync(parsed.GetRequiredValue(redis), parsed.InvocationConfiguration.Output));
        var silo = new Command("silo", "A silo of one slot, for pull.") { redis };
        silo.SetAction((parsed, stop) => NodeNetSilo.RunAsync(one => Silo(one, parsed.GetRequiredValue(redis)), stop));
        return new Command("cluster", "NodeNet.Orleans: what it costs, and what a board sustains.") { pull, board, silo };
    }

    public static NodeNetSiloBuilder Silo(NodeNetSiloBuilder silo, string redis) =>
        silo.UseRedis(redis).Slots(1).AddTrial<WorkSpec, double>("work", (spec, _) => spec.Do());

    private static async Task PullAsync(string redis, double seconds, int trials, int turns, TextWriter output)
    {
        using Process left = Started(redis);
        using Process right = Started(redis);
        try
        {
            await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseRedis(redis));
            while ((await cluster.SilosAsync()).Count < 2) await Task.Delay(100);
            int epochs = WorkSpec.EpochsFor(seconds);
            await Pulled(cluster, "warm", epochs, (int)Math.Max(10.0, 16.0 / seconds)); // the silos, too, compile their loops first, which takes seconds
            var ratios = new List<double>();
            var processor = new List<double>();
            var busy = new List<double>();
            for (int turn = 0; turn < turns; turn++)
            {
                TimeSpan start = ProcessorTime(left, right);
                double here = Local(epochs, trials);
                TimeSpan middle = ProcessorTime(left, right);
                (double there, double share) = await Pulled(cluster, $"turn {turn}", epochs, trials);
                TimeSpan end = ProcessorTime(left, right);
                ratios.Add(there / here);
                processor.Add((middle - start) / (end - middle));
                busy.Add(share);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"turn {turn + 1}: {here:0.00}/s in one process, {there:0.00}/s pulled, ratio {ratios[^1]:0.000}; of processor time "
                        + $"{processor[^1]:0.000}; in trials {share:0.000}"));
            }
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{trials} trials of about {seconds} s, {turns} turns, ratio: {Shown(ratios)}; of processor time, client and silos: {Shown(processor)}; "
                    + $"share of the slots' time that was in trials: {Shown(busy)}"));
        }
        finally
        {
            foreach (Process silo in (Process[])[left, right])
            {
                silo.Kill();
                await silo.WaitForExitAsync();
            }
        }
    }

    private static string Shown(List<double> ratios)
    {
        ratios.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{ratios[ratios.Count / 2]:0.000} (median), {ratios[0]:0.000} to {ratios[^1]:0.000}");
    }

    /// <summary>Of this process and both silos.</summary>
    private static TimeSpan ProcessorTime(Process left, Process right)
    {
        left.Refresh();
        right.Refresh();
        return Environment.CpuUsage.TotalTime + left.TotalProcessorTime + right.TotalProcessorTime;
    }

    private static double Local(int epochs, int trials)
    {
        var results = new double[trials];
        long start = Stopwatch.GetTimestamp();
        Parallel.ForEach(
            Enumerable.Range(0, trials), new ParallelOptions { MaxDegreeOfParallelism = 2 }, trial => results[trial] = new WorkSpec(trial, epochs).Do());
        return trials / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <returns>Trials a second, from the call that starts them to the last result; and the share of that time in which the two slots did trials.</returns>
    private static async Task<(double Rate, double Busy)> Pulled(NodeNetCluster cluster, string name, int epochs, int trials)
    {
        long start = Stopwatch.GetTimestamp();
        Sweep<WorkSpec, double> sweep = await cluster.StartOrAttachAsync<WorkSpec, double>(
            name, "work", [.. Enumerable.Range(0, trials).Select(trial => new WorkSpec(trial, epochs))]);
        IReadOnlyList<TrialResult<double>> results = await sweep.WaitAsync();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await cluster.DeleteAsync(name);
        return (trials / seconds, results.Sum(result => result.Took.TotalSeconds) / (2.0 * seconds));
    }

    private static Process Started(string redis) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cluster", "silo", "--redis", redis]) { RedirectStandardOutput = true })!;
}
