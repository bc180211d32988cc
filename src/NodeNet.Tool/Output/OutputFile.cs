namespace NodeNet.Tool.Output;

/// <summary>Files that the tool writes: whole or not at all, and none that is there without --force.</summary>
internal static class OutputFile
{
    /// <summary>Complains about a file that is there already: before the work, not after it.</summary>
    public static void Check(string? path, bool force)
    {
        if (path is null) return;
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; it must be a file.");
        if (File.Exists(path) && !force) throw new UsageException($"{path} is there already; --force replaces it.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
    }

    /// <summary>Writes beside the place and moves there at the end.</summary>
    public static void Write(string path, Action<string> write)
    {
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
