using System.Globalization;
using System.Runtime.CompilerServices;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Work;
using NodeNet.Persistence;

namespace NodeNet.Orleans;

/// <summary>A sweep of trials in a cluster: <see cref="NodeNetCluster.StartOrAttachAsync"/>.</summary>
/// <typeparam name="TSpec">What a trial is given.</typeparam>
/// <typeparam name="TResult">What it returns.</typeparam>
public sealed class Sweep<TSpec, TResult>
{
    private readonly NodeNetCluster _cluster;
    private readonly SweepReader _reader;

    internal Sweep(NodeNetCluster cluster, SweepReader reader, int count) => (_cluster, _reader, Count) = (cluster, reader, count);

    /// <summary>Its name.</summary>
    public string Name => _reader.Sweep.Name;

    /// <summary>How many trials there are.</summary>
    public int Count { get; }

    /// <summary>The results as they come, each once, those that are there first. Goes on while silos are lost and come back.</summary>
    /// <param name="cancellation">Ends the waiting; the sweep goes on.</param>
    /// <exception cref="TimeoutException">No silo has answered for too long (<see cref="NodeNetClientBuilder.Patience"/>).</exception>
    /// <exception cref="InvalidDataException">A result is no <typeparamref name="TResult"/>.</exception>
    /// <exception cref="InvalidOperationException">The sweep was deleted.</exception>
    public async IAsyncEnumerable<TrialResult<TResult>> ResultsAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (TrialEnd end in _reader.EndsAsync(cancellation))
        {
            TResult? value = end.Trouble is not null ? default : Payload.Read<TResult>(
                await _reader.ResultOfAsync(end, cancellation), string.Create(CultureInfo.InvariantCulture, $"The result of trial {end.Trial} of {Name}"));
            yield return new TrialResult<TResult>(end.Trial, value, end.Trouble, end.IsGivenUp, end.Silo.Split('@')[0], end.Attempts, end.Took);
        }
    }

    /// <summary>All results, by their numbers, when the sweep is over.</summary>
    /// <param name="cancellation">Ends the waiting; the sweep goes on.</param>
    /// <exception cref="TimeoutException">No silo has answered for too long.</exception>
    /// <exception cref="InvalidOperationException">The sweep was deleted.</exception>
    public async Task<IReadOnlyList<TrialResult<TResult>>> WaitAsync(CancellationToken cancellation = default)
    {
        var all = new List<TrialResult<TResult>>();
        await foreach (TrialResult<TResult> result in ResultsAsync(cancellation)) all.Add(result);
        return [.. all.OrderBy(result => result.Number)];
    }

    /// <summary>How far the sweep is.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="InvalidOperationException">It was deleted.</exception>
    public async Task<SweepStatus> StatusAsync(CancellationToken cancellation = default) =>
        SweepStatus.Of(Name, await _reader.StatusAsync(cancellation));

    /// <summary>The model that a trial has kept (<see cref="TrialContext.KeepModel"/>); null if it has kept none, or the sweep was deleted.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<Model?> LoadModelAsync(int trial, CancellationToken cancellation = default) =>
        await _cluster.Patience.CallAsync(() => _cluster.Blobs.FindAsync(Names.Model(_reader.Sweep, trial)), cancellation) is not { } bytes ? null
            : Model.Load(new MemoryStream(bytes));
}
