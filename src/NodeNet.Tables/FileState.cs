using System.Globalization;
using System.Runtime.InteropServices;
using NodeNet.Data;

namespace NodeNet.Tables;

/// <summary>A file as it was when it was first looked at, against which it is held whenever it is read again.</summary>
/// <remarks>Length and content decide. The time of the last writing only says when the content has to be looked at again: a file that was merely touched, or
/// written once more as it was, is still the same.</remarks>
internal sealed class FileState
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int BufferBytes = 1 << 18; // whole words
    private const string Advice = "Let it stay as it is while it is learned from, and train again.";

    private readonly string _path;
    private readonly ulong _digest;
    private DateTime _written;

    private FileState(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new FileNotFoundException($"There is no file {path}.", path);
        (_path, Length, _written) = (path, file.Length, file.LastWriteTimeUtc);
        _digest = DigestOf(path);
    }

    /// <summary>How many bytes it had.</summary>
    public long Length { get; }

    /// <summary>Looks at a file, from its first byte to its last.</summary>
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static FileState Of(string path) => new(path);

    /// <summary>Complains about a file that is another one by now.</summary>
    /// <exception cref="ExampleSourceException">It is gone, or has other content.</exception>
    public void Check()
    {
        FileInfo file = CheckLength();
        DateTime written = file.LastWriteTimeUtc;
        if (written == _written) return;
        if (DigestOf(_path) != _digest)
        {
            string when = written.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            throw new ExampleSourceException(
                $"{_path}: The file was changed after it was first read: it was written at {when} (UTC), is as long as it was, and its content is another. "
                    + Advice);
        }
        _written = written;
    }

    /// <summary>What is read of the file, piece by piece. Where the file was changed meanwhile, that is told, and not what comes of it.</summary>
    /// <param name="read">Begins to read.</param>
    /// <exception cref="ExampleSourceException">The file is gone, or has other content.</exception>
    public IEnumerable<T> Watched<T>(Func<IEnumerable<T>> read)
    {
        Check();
        using IEnumerator<T> pieces = read().GetEnumerator();
        while (HasNext(pieces)) yield return pieces.Current;
    }

    private bool HasNext<T>(IEnumerator<T> pieces)
    {
        bool hasNext;
        try
        {
            hasNext = pieces.MoveNext();
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            Check();
            throw;
        }
        if (hasNext) CheckLength();
        else Check();
        return hasNext;
    }

    private FileInfo CheckLength()
    {
        var file = new FileInfo(_path);
        if (!file.Exists)
        {
            throw new ExampleSourceException(
                $"{_path}: The file is no longer there: it was deleted or moved after it was first read. Put it back as it was, and train again.");
        }
        return file.Length == Length ? file
            : throw new ExampleSourceException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_path}: The file was changed after it was first read: it had {Length:N0} bytes, and has {file.Length:N0}. {Advice}"));
    }

    /// <summary>64 bits that notice accidents, at the speed of memory; no protection against who wants to deceive.</summary>
    private static ulong DigestOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        byte[] buffer = new byte[BufferBytes];
        ulong digest = 0;
        for (int count = Fill(); count > 0; count = Fill())
        {
            buffer.AsSpan(count, (-count) & (sizeof(ulong) - 1)).Clear(); // the last word may not be whole
            foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(buffer.AsSpan(0, (count + sizeof(ulong) - 1) & ~(sizeof(ulong) - 1))))
            {
                digest = (digest ^ word) * Golden;
                digest ^= digest >> 32;
            }
        }
        return digest;

        int Fill() => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }
}
