namespace NodeNet.Tool.Output;

/// <summary>Files that the tool writes: whole or not at all, and none that is there without --force.</summary>
internal static class OutputFile
{
    /// <summary>Complains about a file that is there already: before the work, not after it.</summary>
    public static void Check(string? path, bool force)
    {
        if (path is null) return;
        if (string.IsNullOrWhiteSpace(path)) throw new UsageException("The name of the file to write is empty.");
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; it must be a file.");
        if (File.Exists(path) && !force) throw new UsageException($"{path} is there already; --force replaces it.");
        string target = Target(path);
        if (IsDevice(target)) throw new UsageException($"{path} is no ordinary file; one has to be named.");
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        CheckWritable(folder, path);
    }

    // .NET does not say of a name whether it is a device, and opening one may wait for ever.
    private static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows()
            && (target.StartsWith("/proc/", StringComparison.Ordinal)
                || (target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal)));

    private static void CheckWritable(string folder, string path)
    {
        string probe = Path.Combine(folder, $".{Path.GetRandomFileName()}");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnauthorizedAccessException($"{path} cannot be written: the folder {folder} may not be changed.");
        }
    }

    /// <summary>Complains about two outputs in one file, and about an output in a file that is read, even with --force.</summary>
    public static void CheckApart(IEnumerable<string?> outputs, IEnumerable<string?> inputs)
    {
        HashSet<string> read = [.. inputs.OfType<string>().Where(path => path.Length > 0).Select(Target)];
        var written = new HashSet<string>();
        foreach (string path in outputs.OfType<string>())
        {
            if (read.Contains(Target(path))) throw new UsageException($"{path} is read by this command; write to another file.");
            if (!written.Add(Target(path))) throw new UsageException($"{path} is named for two outputs; each needs a file of its own.");
        }
    }

    /// <summary>The whole path, where a link leads to.</summary>
    public static string Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>Writes beside the place and moves there at the end.</summary>
    public static void Write(string path, Action<string> write)
    {
        path = Target(path);
        string beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            write(beside);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
