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
    IGrainFactory grains, Blobs blobs, IBoardGrain board, SweepWork sweep, Lease lease, IReadOnlyList<int> attempts,
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
                var retry = new Retry(log, stopping);
                var checkpoints = new CheckpointSink(grains, blobs, retry, sweep.Key, trial, lease.Id, log);
                if (await DoAsync(trial, attempts[i], checkpoints, stopping) is { } end) answers.Add(BringAsync(end, checkpoints.IsUsed, retry));
                else if (!stopping.IsCancellationRequested) await ForgetIfGoneAsync(trial);
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
    private async Task<TrialEnd?> DoAsync(int trial, int attempt, CheckpointSink checkpoints, CancellationToken stopping)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _running[trial] = cancellation;
        meter.Begin();
        long start = Stopwatch.GetTimestamp();
        var end = new TrialEnd { Trial = trial, Opening = sweep.Plan.Opening, Attempts = attempt, Silo = lease.Silo, Lease = lease.Id };
        try
        {
            var retry = new Retry(log, cancellation.Token);
            var patient = new PatientBlobs(blobs, retry);
            var context = new TrialContext(
                sweep.Key, trial, attempt, checkpoints, settings.CheckpointEvery, patient, new StageResults(board, patient, retry, sweep.Plan, trial),
                cancellation.Token);
            byte[] result = await Task.Factory.StartNew(
                () => settings.Registry.Run(sweep.Plan.Kind, sweep.SpecOf(trial), context), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            end = result.Length <= LargestResult ? end with { Result = result } : end with { Blob = await KeepAsync(trial, result, stopping) };
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
        if (end.Trouble is { } words) Log.Troubled(log, sweep.Key.Name, trial, words);
        return end;
    }

    private async Task<string> KeepAsync(int trial, byte[] result, CancellationToken stopping)
    {
        string name = Names.Result(sweep.Key, trial, lease.Id);
        await new Retry(log, stopping).CallAsync(() => blobs.PutAsync(name, result));
        return name;
    }

    /// <summary>Brings an end until it is answered: the board tells a repeated question from a second result.</summary>
    private async Task BringAsync(TrialEnd end, bool hasCheckpoints, Retry retry)
    {
        bool[] counts = await retry.CallAsync(() => board.Complete([end]));
        if (!counts[0] && await ForgetIfGoneAsync(end.Trial, end.Blob)) return;
        if (!counts[0]) Log.TooLate(log, sweep.Key.Name, end.Trial);
        try
        {
            if (!counts[0] && end.Blob is { } unwanted) await blobs.DeleteAsync(unwanted);
            if (hasCheckpoints) await CheckpointSink.DeleteAsync(grains, blobs, sweep.Key, end.Trial);
        }
        catch (Exception trouble)
        {
            Log.NoAnswer(log, 0.0, trouble.Message); // it stays until the sweep is deleted
        }
    }

    /// <summary>Deletes what a trial has kept in the cluster, if its sweep was deleted before: nobody else would.</summary>
    private async Task<bool> ForgetIfGoneAsync(int trial, string? result = null)
    {
        try
        {
            if ((await board.Plan())?.Opening == sweep.Plan.Opening) return false;
            Log.Gone(log, sweep.Key.Name, trial);
            if (result is not null) await blobs.DeleteAsync(result);
            await CheckpointSink.DeleteAllAsync(grains, blobs, sweep.Key, sweep.Plan, trial);
            return true;
        }
        catch (Exception trouble)
        {
            Log.NoAnswer(log, 0.0, trouble.Message);
            return false;
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
