using System.Runtime.CompilerServices;
using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans.Work;

/// <summary>Reads a board from a client, while silos are lost and come back.</summary>
internal sealed class SweepReader(NodeNetCluster cluster, SweepKey sweep)
{
    public const int Page = 256; // ends that are read at once; their results have at most 64 KB each

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    public SweepKey Sweep => sweep;

    private SweepGoneException Gone => new(
        $"There is no sweep \"{sweep.Name}\" any more: somebody has deleted it, or the cluster's storage has lost its records.");

    /// <summary>The ends, each once, until the board is over.</summary>
    public async IAsyncEnumerable<TrialEnd> EndsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        int after = 0;
        while (true)
        {
            bool isFinished = (await StatusAsync(cancellation)).IsFinished; // asked first: what ends in between is still read
            TrialEnd[] ends = await cluster.Patience.CallAsync(() => cluster.Board(sweep.Name).Ends(sweep.Opening, after, Page), cancellation) ?? throw Gone;
            foreach (TrialEnd end in ends) yield return end;
            after += ends.Length;
            if (ends.Length > 0) continue;
            if (isFinished) yield break;
            await Task.Delay(_pause, cancellation);
        }
    }

    public async Task<byte[]> ResultOfAsync(TrialEnd end, CancellationToken cancellation) =>
        end.Result ?? await cluster.Patience.CallAsync(() => cluster.Blobs.GetAsync(end.Blob!), cancellation);

    public async Task<BoardStatus> StatusAsync(CancellationToken cancellation) =>
        await cluster.Patience.CallAsync(cluster.Board(sweep.Name).Status, cancellation) is { } status && status.Opening == sweep.Opening ? status : throw Gone;
}

/// <summary>A sweep was deleted while somebody reads it.</summary>
internal sealed class SweepGoneException(string message) : InvalidOperationException(message);
