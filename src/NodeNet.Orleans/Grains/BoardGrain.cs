using Microsoft.Extensions.DependencyInjection;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Work;
using Orleans;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace NodeNet.Orleans.Grains;

/// <summary>Hosts a <see cref="TrialBoard"/>: its turns are the board's one thread, the cluster's storage is the board's store.</summary>
internal sealed class BoardGrain(IServiceProvider services, IClusterMembershipService membership, ClusterMeter meter) : Grain, IBoardGrain
{
    private TrialBoard? _board;
    private bool _isClosed; // the index knows that the board is over
    private int _lost;
    private int _refused;

    private TrialBoard Board => _board ??= new TrialBoard(
        new GrainBoardStore(
            services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME), this.GetPrimaryKeyString()),
        TimeProvider.System, IsDead);

    private IBoardsGrain Index => GrainFactory.GetGrain<IBoardsGrain>(IBoardsGrain.Key);

    public async Task<BoardPlan> Open(BoardPlan plan)
    {
        await Board.OpenAsync(plan);
        if (!Board.IsFinished) await Index.Opened(this.GetPrimaryKeyString()); // again, too: the first time may have been cut short
        return Board.Plan!;
    }

    public async Task<Taken> Take(Asker asker)
    {
        Taken taken = await Board.TakeAsync(asker);
        Count();
        if (taken.IsFinished) await Close();
        return taken;
    }

    public async Task<int[]> Beat(string lease) => [.. await Board.BeatAsync(lease)];

    public async Task<bool[]> Complete(TrialEnd[] ends)
    {
        var counts = new bool[ends.Length];
        for (int i = 0; i < ends.Length; i++) counts[i] = await Board.CompleteAsync(ends[i]);
        Count();
        if (Board.IsFinished) await Close();
        return counts;
    }

    public Task Return(string lease) => Board.ReturnAsync(lease);

    public async Task<TrialEnd[]?> Ends(string opening, int after, int most) => (await Board.EndsAsync(opening, after, most))?.ToArray();

    public async Task<TrialEnd[]> EndsOfStage(string opening, int stage) => [.. await Board.EndsOfStageAsync(opening, stage)];

    public Task<BoardStatus?> Status() => Board.StatusAsync();

    public async Task<BoardPlan?> Plan()
    {
        await Board.StatusAsync();
        return Board.Plan;
    }

    public async Task<string[]> Delete()
    {
        await Index.Deleted(this.GetPrimaryKeyString());
        IReadOnlyList<string> results = await Board.DeleteAsync();
        _isClosed = false;
        return [.. results];
    }

    private async Task Close()
    {
        if (_isClosed) return;
        await Index.Finished(this.GetPrimaryKeyString());
        _isClosed = true;
    }

    private void Count()
    {
        meter.Lost.Add(Math.Max(0, Board.Lost - _lost));
        meter.Refused.Add(Math.Max(0, Board.Refused - _refused));
        (_lost, _refused) = (Board.Lost, Board.Refused);
    }

    private bool IsDead(string silo) => membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo)) == SiloStatus.Dead;
}
