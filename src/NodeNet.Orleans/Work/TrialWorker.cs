using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;
using NodeNet.Orleans.Hosting;
using Orleans;

namespace NodeNet.Orleans.Work;

/// <summary>Pulls trials from the boards and does them: as many at a time as the silo has slots, each on a thread of its own, not in a grain's turn.</summary>
internal sealed class TrialWorker(
    IGrainFactory grains, SiloFacts facts, SiloSettings settings, ClusterMeter meter, IHostApplicationLifetime host, ILogger<TrialWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan _aimedLease = TimeSpan.FromSeconds(0.5); // short trials are leased several at once

    private readonly ConcurrentDictionary<string, SweepWork> _sweeps = [];
    private readonly ConcurrentDictionary<string, string> _refusals = [];
    private readonly Blobs _blobs = new(grains, settings.Cache);
    private readonly OpenBoards _boards = new(grains.GetGrain<IBoardsGrain>(IBoardsGrain.Key), settings.IdlePause);

    /// <summary>Whether the silo has joined and takes work.</summary>
    public bool HasJoined { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Cache is { } cache) cache.Log = log;
        // A silo that is a part of a program, and is refused, stops working, whenever the program disposes of it.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, host.ApplicationStopping);
        CancellationToken stopping = either.Token;
        if (!await JoinAsync(stopping)) return;
        await Task.WhenAll([KeepCardAsync(stopping), .. Enumerable.Range(0, settings.SlotCount).Select(slot => SlotAsync(slot, stopping))]);
    }

    private async Task<bool> JoinAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await grains.GetGrain<IBoardsGrain>(IBoardsGrain.Key).Join(facts.Card, HasJoined) is not { } refusal)
                {
                    HasJoined = true;
                    facts.LogUp(log);
                    return true;
                }
                HasJoined = false;
                Log.Refused(log, refusal);
                facts.Refusal = refusal;
                host.StopApplication();
                return false;
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                await WaitAsync(trouble, stopping);
            }
        }
        return false;
    }

    /// <summary>An index that has lost its records would not know this silo.</summary>
    private async Task KeepCardAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(settings.CardEvery, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested) await JoinAsync(stopping);
        }
    }

    private async Task SlotAsync(int slot, CancellationToken stopping)
    {
        int turn = slot;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<string> open = await _boards.NamesAsync();
                foreach (string gone in _sweeps.Keys.Except(open).ToArray()) _sweeps.TryRemove(gone, out _);
                TimeSpan pause = settings.IdlePause;
                for (int i = 0; i < open.Count && pause > TimeSpan.Zero && !stopping.IsCancellationRequested; i++)
                {
                    TimeSpan asked = await WorkAsync(open[(turn + i) % open.Count], stopping);
                    if (asked < pause) pause = asked;
                }
                turn++;
                if (pause == settings.IdlePause) await _boards.ChangeAsync(stopping);
                else if (pause > TimeSpan.Zero) await Task.Delay(pause, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                await WaitAsync(trouble, stopping);
            }
        }
    }

    /// <summary>Takes work from a board and does it.</summary>
    /// <returns>After how long to ask it again: at once, where there was some.</returns>
    private async Task<TimeSpan> WorkAsync(string name, CancellationToken stopping)
    {
        IBoardGrain board = grains.GetGrain<IBoardGrain>(name);
        SweepWork? sweep = _sweeps.GetValueOrDefault(name);
        Taken taken = await board.Take(new Asker(facts.Card.Silo, facts.Card.Shards, facts.Card.Machine, sweep?.MostAtOnce(_aimedLease) ?? 1));
        if (taken.Refusal is { } refusal && _refusals.GetValueOrDefault(name) != refusal)
        {
            _refusals[name] = refusal;
            Log.NoWork(log, name, refusal);
        }
        if (taken.Lease is not { } lease) return taken.IsSoon ? settings.StagePause : settings.IdlePause;
        try
        {
            if (await board.Plan() is not { } plan || plan.Opening != taken.Opening) return settings.IdlePause; // deleted meanwhile
            if (sweep?.Plan.Opening != plan.Opening)
            {
                sweep = new SweepWork(name, plan, Payload.Split(await _blobs.GetAsync(plan.Specs)));
                _sweeps[name] = sweep;
            }
            await new LeaseRun(grains, _blobs, board, sweep, lease, taken.Attempts, settings, meter, log).RunAsync(stopping);
            return TimeSpan.Zero;
        }
        catch
        {
            await board.Return(lease.Id); // nothing of it was begun, or all of it has ended
            throw;
        }
    }

    private async Task WaitAsync(Exception trouble, CancellationToken stopping)
    {
        Log.NoAnswer(log, settings.RetryPause.TotalSeconds, trouble.Message);
        await Task.Delay(settings.RetryPause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
