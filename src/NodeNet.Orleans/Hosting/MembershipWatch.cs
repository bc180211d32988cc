using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Work;
using Npgsql;
using Orleans;
using Orleans.Clustering.Redis;
using Orleans.Runtime;

namespace NodeNet.Orleans.Hosting;

/// <summary>Asks again and again whether the cluster's storage still knows this silo. A storage that was emptied knows none: its silos would go on beside it,
/// healthy to look at, and what they bring would be lost. A storage that does not answer is another matter: it is waited for.</summary>
internal sealed class MembershipWatch(
    IMembershipTable members, ILocalSiloDetails own, SiloFacts facts, SiloSettings settings, ClusterLink link, IHostApplicationLifetime host,
    ILogger<MembershipWatch> log) : BackgroundService
{
    private const int Certain = 3; // answers in a row
    private const string NoTable = "42P01"; // undefined_table of PostgreSQL

    private static readonly TimeSpan _longestAnswer = TimeSpan.FromSeconds(5.0);
    private static readonly TimeSpan _perMember = TimeSpan.FromSeconds(0.05); // all rows are read: many silos ask more rarely

    /// <summary>Asks now, as a silo does that is told to stop: one that is not known any more need not say good-bye.</summary>
    public async Task<Standing> AskAsync()
    {
        if (facts.IsForgotten) return Standing.Forgotten;
        for (int i = 0; i < Certain; i++)
        {
            if (await CountAsync() is var count && count != 0) return count is null ? Standing.NoAnswer : Standing.Known;
        }
        Tell();
        return Standing.Forgotten;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan pause = settings.MembersEvery;
        for (int missing = 0; ;)
        {
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            int? count = await CountAsync();
            missing = count == 0 ? missing + 1 : 0;
            if (missing == Certain)
            {
                Tell();
                host.StopApplication();
                return;
            }
            pause = missing == 0 ? Larger(settings.MembersEvery, (count ?? 0) * _perMember) : Smaller(settings.MembersEvery, settings.RetryPause);
        }
    }

    /// <summary>How many members the storage knows; 0 where this silo is none of them, null where there is no answer.</summary>
    private async Task<int?> CountAsync()
    {
        try
        {
            MembershipTableData there = await members.ReadAllAsync().WaitAsync(_longestAnswer);
            return there.TryGet(own.SiloAddress) is null ? 0 : there.Members.Count;
        }
        catch (Exception trouble) when (trouble is RedisClusteringException or ArgumentOutOfRangeException or PostgresException { SqlState: NoTable })
        {
            return 0; // Redis' or PostgreSQL's list has not even a version any more
        }
        catch (Exception)
        {
            return null;
        }
    }

    private void Tell()
    {
        facts.Forget($"The cluster's storage, {link}, does not know this silo any more: it was emptied, or its list of silos was deleted. "
            + "Sweeps and results that were in it are lost. The silo ends; one that is started now begins with what is there.");
        Log.Refused(log, facts.Refusal!);
    }

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>What the storage says of a silo.</summary>
internal enum Standing
{
    /// <summary>It is a member.</summary>
    Known,

    /// <summary>It is none any more.</summary>
    Forgotten,

    /// <summary>Nothing: it does not answer.</summary>
    NoAnswer,
}
