using Microsoft.Extensions.Logging;

namespace NodeNet.Orleans.Work;

/// <summary>Rows and specs that a silo has fetched, on its own disk, by the SHA-256 of their content: after a restart, or for the next sweep, they need not
/// come from the cluster again. What was used longest ago makes room. A disk that is full or broken is no trouble of a trial.</summary>
/// <param name="folder">The folder, which is made.</param>
/// <param name="most">How many bytes it may hold.</param>
internal sealed class DiskCache(string folder, long most)
{
    private const string Extension = ".nodenet-rows";
    private const int HashLength = 64;

    private readonly Lock _lock = new();

    /// <summary>Where trouble with the disk is told.</summary>
    public ILogger? Log { get; set; }

    /// <summary>Whether a name in the cluster is that of a content, which never changes.</summary>
    public static bool IsContent(string name) => name.Length == HashLength && name.All(char.IsAsciiHexDigitLower);

    /// <summary>Makes the folder, and writes there: a folder that is none is told before any work, not by it.</summary>
    public void Try()
    {
        Directory.CreateDirectory(folder);
        string probe = Path.Combine(folder, $"{Guid.NewGuid():N}.try");
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }

    /// <summary>The bytes of a hash; null where they are not there, or not what they were.</summary>
    public byte[]? Find(string hash)
    {
        string path = PathOf(hash);
        try
        {
            if (!File.Exists(path)) return null;
            byte[] bytes = File.ReadAllBytes(path);
            if (Blobs.HashOf(bytes) == hash)
            {
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow); // of access many disks keep no time
                return bytes;
            }
            File.Delete(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Tell(trouble);
        }
        return null;
    }

    public void Keep(string hash, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > most) return;
        try
        {
            Directory.CreateDirectory(folder);
            string own = $"{PathOf(hash)}.{Guid.NewGuid():N}";
            lock (_lock)
            {
                MakeRoom(bytes.Length);
                try
                {
                    File.WriteAllBytes(own, bytes);
                    File.Move(own, PathOf(hash), overwrite: true); // whole, or not there
                }
                finally
                {
                    File.Delete(own);
                }
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Tell(trouble);
        }
    }

    private void MakeRoom(long bytes)
    {
        FileInfo[] files = [.. new DirectoryInfo(folder).GetFiles("*" + Extension).OrderBy(file => file.LastWriteTimeUtc)];
        long held = files.Sum(file => file.Length);
        for (int i = 0; i < files.Length && held + bytes > most; i++)
        {
            held -= files[i].Length;
            files[i].Delete();
        }
    }

    private void Tell(Exception trouble)
    {
        if (Log is { } log) Work.Log.NoCache(log, folder, trouble.Message);
    }

    private string PathOf(string hash) => Path.Combine(folder, hash + Extension);
}
