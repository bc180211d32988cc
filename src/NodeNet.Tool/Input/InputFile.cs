namespace NodeNet.Tool.Input;

/// <summary>Files that the tool reads.</summary>
internal static class InputFile
{
    /// <summary>Says in words that a folder was named: the system would only say that access to it is denied.</summary>
    public static void Check(string file)
    {
        if (file.Length == 0) throw new UsageException("A file's name is empty.");
        if (Directory.Exists(file)) throw new UsageException($"{file} is a folder; a file has to be named.");
    }

    /// <summary>A model from its file.</summary>
    public static Model LoadModel(string file)
    {
        Check(file);
        return Model.Load(file);
    }

    /// <summary>A model from its file, that answers the rows of a table: one without a recipe reads the columns that are called as its inputs.</summary>
    public static Model LoadModelForTables(string file) => LoadModel(file).ForTables();

    /// <summary>Whether a file is a model by the end of its name.</summary>
    public static bool IsModel(string? file) => file is not null && file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
