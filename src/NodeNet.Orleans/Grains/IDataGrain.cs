using Orleans;
using Orleans.Runtime;

namespace NodeNet.Orleans.Grains;

/// <summary>The list of what is kept in the cluster by its content: tables, rows, specs. There is one, <see cref="Key"/>.</summary>
internal interface IDataGrain : IGrainWithStringKey
{
    const string Key = "data";

    /// <summary>Notes that somebody has use for a content now.</summary>
    Task Use(string hash, long bytes);

    Task<DataEntry[]> All();

    Task Forget(string hash);
}

/// <summary>A content that is kept.</summary>
/// <param name="Hash">Its SHA-256.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Used">When somebody last had use for it.</param>
internal sealed record DataEntry(string Hash, long Bytes, DateTimeOffset Used);

/// <summary>The list, stored.</summary>
internal sealed class DataGrain([PersistentState("data")] IPersistentState<Holder<DataEntry[]>> state) : StoredGrain<DataEntry[]>(state, []), IDataGrain
{
    public Task Use(string hash, long bytes) => Store([.. Without(hash), new DataEntry(hash, bytes, DateTimeOffset.UtcNow)]);

    public Task<DataEntry[]> All() => Task.FromResult(Stored);

    public Task Forget(string hash) => Store([.. Without(hash)]);

    private IEnumerable<DataEntry> Without(string hash) => Stored.Where(one => one.Hash != hash);
}
