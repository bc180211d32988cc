using System.Diagnostics;
using System.Globalization;
using NodeNet.Orleans;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;

namespace NodeNet.Benchmarks.Clusters;

/// <summary>How many leases a second one board gives and takes back: takes and ends without any work between, of as many workers as ask at a time. Some leases
/// are held all the while, as in a large cluster.</summary>
internal static class BoardLoad
{
    private const double Seconds = 4.0;
    private const int MostTrials = 200_000;

    public static async Task RunAsync(string redis, TextWriter output)
    {
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(one => ClusterCommand.Silo(one, redis));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseRedis(redis));
        SiloCard[] there = await cluster.Grains.GetGrain<IBoardsGrain>(IBoardsGrain.Key).Silos();
        var asker = new Asker(there[0].Silo, [], "load", 1); // a silo that lives: what a dead one holds is lost
        foreach ((int askers, int held) in ((int, int)[])[(1, 0), (8, 0), (64, 0), (256, 0), (64, 250), (64, 1_000), (64, 4_000)])
        {
            IBoardGrain board = cluster.Grains.GetGrain<IBoardGrain>($"load {askers} {held}");
            await board.Open(new BoardPlan
            {
                Kind = "nobody's", Specs = "0123456789abcdef", Count = MostTrials, Machine = "load", LeaseLife = TimeSpan.FromHours(1.0),
            });
            for (int i = 0; i < held; i++) await board.Take(asker);
            long start = Stopwatch.GetTimestamp();
            int[] done = await Task.WhenAll(Enumerable.Range(0, askers).Select(_ => Task.Run(() => AskAsync(board, asker, start))));
            double rate = done.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
            int inHand = (await board.Status())!.InHand; // those that are held, if none was lost
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{askers} at a time, {inHand} leases held: {rate:0} takes and as many ends a second"));
            await board.Delete();
        }
    }

    private static async Task<int> AskAsync(IBoardGrain board, Asker asker, long start)
    {
        int done = 0;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds)
        {
            Taken taken = await board.Take(asker);
            Lease lease = taken.Lease!;
            await board.Complete([
                new TrialEnd { Trial = lease.Trials[0], Opening = taken.Opening, Lease = lease.Id, Silo = lease.Silo, Result = new byte[100] },
            ]);
            done++;
        }
        return done;
    }
}
