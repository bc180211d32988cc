using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;
using NodeNet.Orleans.Hosting;
using Orleans;

namespace NodeNet.Orleans.Work;

/// <summary>Does the trials of one lease, one after the other, and says by beats that it is still at it.</summary>
internal sealed class LeaseRun(
    IGrainFactory grains, Blobs blobs, IBoardGrain board, string sweepName, SweepWork sweep, Lease lease, IReadOnlyList<int> attempts,
    SiloSettings settings, ClusterMeter meter, ILogger log)
{
    private const int LargestResult = 64 << 10; // a larger one is kept beside the board

    private readonly ConcurrentDictionary<int, CancellationTokenSource> _running = [];
    private volatile IReadOnlyList<int> _wanted = lease.Trials;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var isOver = new CancellationTokenSource();
        Task beats = BeatAsync(isOver.Token);
        var answers = new List<Task>();
        try
        {
            for (int i = 0; i < lease.Trials.Count && !stopping.IsCancellationRequested; i++)
            {
                int trial = lease.Trials[i];
                if (!_wanted.Contains(trial)) continue;
                // The next trial need not wait for the answer.
                if (await DoAsync(trial, attempts[i], stopping) is { } end) answers.Add(BringAsync(end, stopping));
            }
            await Task.WhenAll(answers);
            if (stopping.IsCancellationRequested) await board.Return(lease.Id);
        }
        finally
        {
            await isOver.CancelAsync();
            await beats;
        }
    }

    /// <summary>Does a trial; null if it was cancelled.</summary>
    private async Task<TrialEnd?> DoAsync(int trial, int attempt, CancellationToken stopping)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _running[trial] = cancellation;
        meter.Begin();
        long start = Stopwatch.GetTimestamp();
        var end = new TrialEnd { Trial = trial, Attempts = attempt, Silo = lease.Silo, Lease = lease.Id };
        try
        {
            var context = new TrialContext(
                sweepName, trial, attempt, new CheckpointSink(grains, blobs, sweepName, trial, lease.Id, log), settings.CheckpointEvery,
                blobs.PutAsync, blobs.GetAsync,
                new StageResults(board, blobs, sweep.Plan, trial), cancellation.Token);
            byte[] result = await Task.Factory.StartNew(
                () => settings.Registry.Run(sweep.Plan.Kind, sweep.SpecOf(trial), context), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            end = result.Length <= LargestResult ? end with { Result = result } : end with { Blob = await KeepAsync(result, stopping) };
        }
        catch (Exception trouble)
        {
            end = end with { Trouble = $"{trouble.GetType().Name}: {trouble.Message}" };
        }
        finally
        {
            _running.TryRemove(trial, out _);
        }
        if (cancellation.IsCancellationRequested)
        {
            meter.Abandon();
            return null; // whatever it returned, it was not left to end
        }
        end = end with { Took = Stopwatch.GetElapsedTime(start) };
        sweep.Note(end.Took);
        meter.End(end.Took, end.Trouble is not null);
        if (end.Trouble is { } words) Log.Troubled(log, sweepName, trial, words);
        return end;
    }

    private async Task<string> KeepAsync(byte[] result, CancellationToken stopping) => await RetriedAsync(() => blobs.PutAsync(result), stopping);

    /// <summary>Brings an end until it is answered: the board tells a repeated question from a second result.</summary>
    private async Task BringAsync(TrialEnd end, CancellationToken stopping)
    {
        bool[] counts = await RetriedAsync(() => board.Complete([end]), stopping);
        if (!counts[0]) Log.TooLate(log, sweepName, end.Trial);
        try
        {
            await CheckpointSink.DeleteAsync(grains, blobs, sweepName, end.Trial);
        }
        catch (Exception trouble)
        {
            Log.NoAnswer(log, 0.0, trouble.Message); // it stays until the sweep is deleted
        }
    }

    private static readonly TimeSpan _mostWhenStopping = TimeSpan.FromSeconds(20.0);

    /// <summary>Calls until there is an answer; when the silo stops, not for ever.</summary>
    private async Task<T> RetriedAsync<T>(Func<Task<T>> call, CancellationToken stopping)
    {
        TimeSpan pause = TimeSpan.FromSeconds(0.2);
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception trouble) when (!stopping.IsCancellationRequested || Stopwatch.GetElapsedTime(start) < _mostWhenStopping)
            {
                Log.NoAnswer(log, pause.TotalSeconds, trouble.Message);
                await Task.Delay(pause, CancellationToken.None); // a silo that stops still tries to bring what it has
                pause = TimeSpan.FromSeconds(Math.Min(5.0, 2.0 * pause.TotalSeconds));
            }
        }
    }

    private async Task BeatAsync(CancellationToken isOver)
    {
        while (true)
        {
            await Task.Delay(settings.BeatEvery, isOver).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (isOver.IsCancellationRequested) return;
            try
            {
                _wanted = await board.Beat(lease.Id);
                foreach ((int trial, CancellationTokenSource running) in _running)
                    if (!_wanted.Contains(trial)) await running.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It ended just now.
            }
            catch (Exception trouble)
            {
                Log.NoAnswer(log, settings.BeatEvery.TotalSeconds, trouble.Message);
            }
        }
    }
}
