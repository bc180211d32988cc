namespace NodeNet.Orleans.Work;

/// <summary>What is to be kept in the cluster by its content.</summary>
/// <param name="Hash">Its SHA-256.</param>
/// <param name="Make">Makes its bytes, which for many shards of rows need not be in memory all at once.</param>
internal sealed record Content(string Hash, Func<byte[]> Make)
{
    public static Content Of(byte[] bytes) => new(Blobs.HashOf(bytes), () => bytes);

    public static Content Of(Func<byte[]> make) => new(Blobs.HashOf(make()), make);
}
