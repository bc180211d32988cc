using System.Buffers;
using System.Text;

namespace NodeNet.Tables;

/// <summary>Where a CSV file can be read from: the beginnings of rows, about a megabyte apart, found by a look at every byte. A line break within quotes begins
/// no row.</summary>
/// <param name="Groups">Of each group, the byte of its first row and how many lines come before it.</param>
/// <param name="File">What the file was when it was looked through.</param>
internal sealed record CsvIndex(IReadOnlyList<(long Offset, long Lines)> Groups, FileState File)
{
    private const int GroupBytes = 1 << 20;

    private static readonly SearchValues<byte> _marks = SearchValues.Create("\"\n"u8);

    /// <summary>Looks through a file. Where rows cannot be told from its bytes (it is packed, its encoding is of wide characters, lines are passed over, spaces
    /// divide cells) it is one group.</summary>
    public static CsvIndex Of(string path, CsvOptions options, char delimiter)
    {
        FileState file = FileState.Of(path);
        var groups = new List<(long Offset, long Lines)> { (0, 0) };
        if (options.SkipLines == 0 && options.Comment is null && delimiter != ' ' && IsOfBytes(options.Encoding)) Look(path, groups, file.Length);
        return new CsvIndex(groups, file);
    }

    private static void Look(string path, List<(long Offset, long Lines)> groups, long length)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        byte[] buffer = new byte[1 << 16];
        bool isQuoted = false;
        long start = 0;
        long lines = 0;
        long next = GroupBytes;
        for (int count = stream.Read(buffer); count > 0; start += count, count = stream.Read(buffer))
        {
            if (start == 0 && buffer.AsSpan(0, count) is [0x1F, 0x8B, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..]) return;
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, count);
            for (int at = rest.IndexOfAny(_marks); at >= 0; at = rest.IndexOfAny(_marks))
            {
                bool isLine = rest[at] == (byte)'\n';
                rest = rest[(at + 1)..];
                if (!isLine)
                {
                    isQuoted = !isQuoted;
                    continue;
                }
                lines++;
                long place = start + count - rest.Length;
                if (isQuoted || place < next || place >= length) continue;
                groups.Add((place, lines));
                next = place + GroupBytes;
            }
        }
        if (isQuoted) groups.RemoveRange(1, groups.Count - 1); // a quote that is never closed, which reading from the first row will name
    }

    /// <summary>Whether quotes and line breaks are single bytes, which are part of no other character.</summary>
    private static bool IsOfBytes(Encoding encoding) =>
        encoding is UTF8Encoding or ASCIIEncoding || encoding.IsSingleByte && encoding.GetBytes("\"\r\n,;0").AsSpan().SequenceEqual("\"\r\n,;0"u8);
}
