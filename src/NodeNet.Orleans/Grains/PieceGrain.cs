using Orleans;
using Orleans.Runtime;

namespace NodeNet.Orleans.Grains;

/// <summary>Some bytes, stored.</summary>
internal sealed class PieceGrain([PersistentState("piece")] IPersistentState<Piece> state) : Grain, IPieceGrain
{
    public async Task Put(byte[] bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, IPieceGrain.Most);
        state.State = new Piece { Bytes = bytes };
        await Guarded(state.WriteStateAsync);
    }

    public Task<byte[]?> Get()
    {
        DelayDeactivation(TimeSpan.FromMinutes(1)); // others may want it soon; its memory is better used otherwise later
        return Task.FromResult(state.RecordExists ? state.State.Bytes : null);
    }

    public Task Delete() => state.RecordExists ? Guarded(state.ClearStateAsync) : Task.CompletedTask;

    private async Task Guarded(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}

/// <summary>A checkpoint's place, stored.</summary>
internal sealed class CheckpointGrain([PersistentState("checkpoint")] IPersistentState<Holder<string>> state) : Grain, ICheckpointGrain
{
    public async Task<string?> Set(string? blob)
    {
        string? before = state.State?.Value;
        state.State = new Holder<string> { Value = blob };
        try
        {
            if (blob is not null) await state.WriteStateAsync();
            else if (state.RecordExists) await state.ClearStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
        return before;
    }

    public Task<string?> Get() => Task.FromResult(state.RecordExists ? state.State?.Value : null);
}

/// <summary>The bytes of a piece, which are stored as they are.</summary>
[GenerateSerializer]
internal sealed class Piece
{
    [Id(0)]
    public byte[] Bytes { get; set; } = [];
}
