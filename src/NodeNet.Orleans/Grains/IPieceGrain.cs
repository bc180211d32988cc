using Orleans;

namespace NodeNet.Orleans.Grains;

/// <summary>Some bytes, at most <see cref="Most"/>, by a name: a piece of data, of a checkpoint, of a model.</summary>
internal interface IPieceGrain : IGrainWithStringKey
{
    /// <summary>The largest piece: 4 MB. Orleans' messages may have 100 MB, and one that is larger fails without a word.</summary>
    const int Most = 4 << 20;

    Task Put(byte[] bytes);

    /// <summary>The bytes; null where there are none.</summary>
    Task<byte[]?> Get();

    Task Delete();
}

/// <summary>Where the last checkpoint of a trial is.</summary>
internal interface ICheckpointGrain : IGrainWithStringKey
{
    /// <summary>Notes a checkpoint in place of the one before.</summary>
    /// <returns>The one before, or null.</returns>
    Task<string?> Set(string? blob);

    Task<string?> Get();
}
