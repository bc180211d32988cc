using NodeNet.Persistence;

namespace NodeNet.Tool.Input;

/// <summary>Files that the tool reads.</summary>
internal static class InputFile
{
    /// <summary>What a model file says of itself in its first line or two.</summary>
    private const string ModelMark = "\"NodeNet model\"";

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
        try
        {
            return Model.Load(file);
        }
        catch (ModelFileException) when (HeadOf(file).TrimStart() is { Length: > 0 } head && !head.Contains(ModelMark, StringComparison.Ordinal))
        {
            // Not a damaged model, but none at all.
            throw new InvalidDataException(
                head[0] == '{'
                    ? $"{file} is JSON, but no model of NodeNet: nodenet train writes one."
                    : $"{file} holds no model but something else, a table perhaps: a table ends in .csv, and a model is what nodenet train writes.");
        }
    }

    /// <summary>Says in words that a model was named where a table is wanted: read as a table it would be a column of braces.</summary>
    public static void RefuseModel(string file)
    {
        if (HeadOf(file) is var head && head.TrimStart().StartsWith('{') && head.Contains(ModelMark, StringComparison.Ordinal))
            throw new UsageException($"{file} holds a model of NodeNet; here a table of rows is wanted, as CSV. A model is named first, and ends in .json.");
    }

    /// <summary>The first characters of a file; none of one that is missing.</summary>
    private static string HeadOf(string file)
    {
        if (!File.Exists(file)) return "";
        using var reader = new StreamReader(file);
        var head = new char[300];
        return new string(head, 0, reader.ReadBlock(head));
    }

    /// <summary>A model from its file, that answers the rows of a table: one without a recipe reads the columns that are called as its inputs.</summary>
    public static Model LoadModelForTables(string file) => LoadModel(file).ForTables();

    /// <summary>Whether a file is a model by the end of its name.</summary>
    public static bool IsModel(string? file) => file is not null && file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
