using Orleans;
using Orleans.Runtime;

namespace NodeNet.Orleans.Grains;

/// <summary>A grain whose one value is stored whenever it changes.</summary>
/// <param name="state">Where it is stored.</param>
/// <param name="empty">What it is before anything is stored.</param>
internal abstract class StoredGrain<T>(IPersistentState<Holder<T>> state, T empty) : Grain
    where T : class
{
    protected T Stored => state.State?.Value ?? empty;

    protected async Task Store(T value)
    {
        Holder<T> before = state.State ?? new Holder<T>();
        state.State = new Holder<T> { Value = value };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            DeactivateOnIdle(); // what is stored is in doubt: the next activation reads it
            throw;
        }
    }
}
