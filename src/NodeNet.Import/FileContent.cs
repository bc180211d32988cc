using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>A file's bytes, within its limit.</summary>
internal static class FileContent
{
    public static byte[] Read(string path, ModelFileLimits? limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= ModelFileLimits.Default;
        limits.Validate();
        long length = new FileInfo(path).Length;
        return length <= limits.MaximumBytes ? File.ReadAllBytes(path) : throw TooLong(limits);
    }

    public static byte[] Read(Stream stream, ModelFileLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= ModelFileLimits.Default;
        limits.Validate();
        using var content = new MemoryStream();
        var part = new byte[1 << 16];
        for (int count; (count = stream.Read(part)) > 0;)
        {
            if (content.Length + count > limits.MaximumBytes) throw TooLong(limits);
            content.Write(part, 0, count);
        }
        return content.ToArray();
    }

    private static ImportException TooLong(ModelFileLimits limits) =>
        new($"The file has more than the limit of {limits.MaximumBytes} bytes ({nameof(ModelFileLimits.MaximumBytes)}).");
}
