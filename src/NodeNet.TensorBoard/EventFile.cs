using System.Buffers.Binary;
using System.Globalization;

namespace NodeNet.TensorBoard;

/// <summary>A file of events: each a length, its checksum, the event, its checksum.</summary>
internal sealed class EventFile : IDisposable
{
    private static int _count;

    private readonly FileStream _file;

    /// <summary>Makes a new file in a folder, which is made if it is not there.</summary>
    public EventFile(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{now.ToUnixTimeSeconds()}.{Host}.{Environment.ProcessId}.{Interlocked.Increment(ref _count) - 1}"));
        // Without a buffer: what is written is there, whoever forgets to dispose.
        _file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Write(new ProtoMessage().Number(1, Seconds(now)).Text(3, "brain.Event:2"));
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    private static string Host
    {
        get
        {
            string name = Environment.MachineName;
            return string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '-'));
        }
    }

    /// <summary>Adds values of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="now">When that was.</param>
    /// <param name="values">The values, as Summary.Value.</param>
    public void Add(long step, DateTimeOffset now, IEnumerable<ProtoMessage> values)
    {
        var summary = new ProtoMessage();
        foreach (ProtoMessage value in values) summary.Message(1, value);
        Write(new ProtoMessage().Number(1, Seconds(now)).Whole(2, step).Message(5, summary));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static double Seconds(DateTimeOffset now) => now.ToUnixTimeMilliseconds() / 1000.0;

    private void Write(ProtoMessage message)
    {
        ReadOnlySpan<byte> bytes = message.Bytes;
        var record = new byte[sizeof(ulong) + sizeof(uint) + bytes.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), Crc32C.Masked(record.AsSpan(0, sizeof(ulong))));
        bytes.CopyTo(record.AsSpan(sizeof(ulong) + sizeof(uint)));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(record.Length - sizeof(uint)), Crc32C.Masked(bytes));
        _file.Write(record);
    }
}
