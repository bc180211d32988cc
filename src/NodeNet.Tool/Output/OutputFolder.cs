namespace NodeNet.Tool.Output;

/// <summary>Folders that the tool writes into.</summary>
internal static class OutputFolder
{
    /// <summary>Complains about a folder that has something in it already: before the work, not after it.</summary>
    public static void Check(string? path, bool force)
    {
        if (path is null) return;
        CheckName(path);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !force)
            throw new UsageException($"{path} is there already and not empty; --force writes into it.");
    }

    /// <summary>Makes a folder, if it is not there.</summary>
    public static void Make(string path)
    {
        CheckName(path);
        Directory.CreateDirectory(path);
    }

    private static void CheckName(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new UsageException("The name of the folder to write into is empty.");
        if (File.Exists(path)) throw new UsageException($"{path} is a file; it must be a folder.");
    }
}
