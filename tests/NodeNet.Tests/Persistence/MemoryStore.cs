using NodeNet.Training;

namespace NodeNet.Tests.Persistence;

/// <summary>Keeps the last checkpoint in memory.</summary>
internal sealed class MemoryStore : ICheckpointStore
{
    public byte[]? Content { get; set; }

    public int Saves { get; private set; }

    public void Save(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        Content = stream.ToArray();
        Saves++;
    }

    public Stream? Open() => Content is null ? null : new MemoryStream(Content);
}
