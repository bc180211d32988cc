namespace NodeNet.Persistence;

/// <summary>Writes a file whole or not at all: into a temporary file beside it, to the disk, and only then under its name.</summary>
/// <remarks>
/// <para>Whatever interrupts a save, the name leads to the old content or to the new. A temporary file that a killed process left behind is removed by the next
/// save to the same name; one that another process is writing is not, because that process holds it open.</para>
/// <para>Whoever reads the file while it is saved reads the old content or the new, and is never refused.</para>
/// <para>Where several save to one name at a time, the last one stays.</para>
/// </remarks>
internal static class AtomicFile
{
    private const string Ending = ".nodenet-tmp";
    private const int DigitsInName = 16;
    private const int MostAttempts = 100;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Its name. If there is a file, it is replaced and keeps its permissions; a link is followed.</param>
    /// <param name="write">Writes the content. What it throws passes through, and the old file stays.</param>
    /// <exception cref="IOException">The file cannot be written. The old one stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Target(path);
        RemoveStray(target);

        using FileStream stream = CreateTemporary(target);
        string temporary = stream.Name;
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
            write(stream);
            stream.Flush(flushToDisk: true);

            // The file is held until it has its name, so that nobody takes it for one that was left behind; but no longer for writing, which would keep readers
            // out once it has it.
            using var held = new FileStream(temporary, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Dispose();
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>Says now what a save would say later.</summary>
    /// <exception cref="IOException">There is no folder for the file, or a folder has its name.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void RequireWritable(string path)
    {
        using FileStream probe = CreateTemporary(Target(path));
        Remove(probe.Name);
    }

    /// <summary>Where a file is or is to be: the path in full, links followed.</summary>
    /// <exception cref="IOException">There is no folder for the file, or a folder has its name.</exception>
    public static string Target(string path)
    {
        string target = Path.GetFullPath(path);
        if (new FileInfo(target).LinkTarget is not null) target = File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName;
        if (Directory.Exists(target)) throw new IOException($"{path} is a folder; a file cannot be saved under its name.");
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path} cannot be saved: there is no folder {folder}. Create it first (Directory.CreateDirectory).");
        }
        return target;
    }

    /// <summary>A new file that is ours alone. Opening is two steps, creating and locking; whoever cleans up between the two takes the file for a stray one.
    /// Then another one is made.</summary>
    private static FileStream CreateTemporary(string target)
    {
        for (int attempt = 1; ; attempt++)
        {
            string temporary = $"{target}.{Guid.NewGuid().ToString("N")[..DigitsInName]}{Ending}";
            FileStream stream;
            try
            {
                stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                continue; // locked by who is removing it; what has another cause comes again
            }
            if (File.Exists(temporary)) return stream; // locked and there: from now on nobody removes it
            stream.Dispose();
            if (attempt == MostAttempts) throw new IOException($"{temporary} was removed while it was made, {MostAttempts} times in a row.");
        }
    }

    private static void RemoveStray(string target)
    {
        string folder = Path.GetDirectoryName(target)!;
        string name = Path.GetFileName(target) + ".";
        foreach (string file in Directory.EnumerateFiles(folder, "*" + Ending))
        {
            string middle = Path.GetFileName(file)[..^Ending.Length];
            if (middle.Length != name.Length + DigitsInName
                || !middle.StartsWith(name, StringComparison.Ordinal)
                || !middle[name.Length..].All(char.IsAsciiHexDigitLower))
            {
                continue;
            }
            RemoveUnlessOpen(file);
        }
    }

    private static void RemoveUnlessOpen(string file)
    {
        try
        {
            using var stray = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (!OperatingSystem.IsWindows()) File.Delete(file);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            return;
        }
        if (OperatingSystem.IsWindows()) Remove(file);
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // The next save tries again; what made this one fail matters more.
        }
    }
}
