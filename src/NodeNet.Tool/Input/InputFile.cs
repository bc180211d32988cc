using NodeNet.Persistence;

namespace NodeNet.Tool.Input;

/// <summary>Files that the tool reads.</summary>
internal static class InputFile
{
    /// <summary>What a model file says of itself in its first line or two.</summary>
    private const string ModelMark = "\"NodeNet model\"";
    private const string CheckpointMark = "\"NodeNet checkpoint\"";
    private const int MostBytesOfStart = 1 << 12;
    private const string ModelsComeFrom = "A model is a file that nodenet train or nodenet import wrote.";

    private static readonly string[] _tables = [".csv", ".tsv", ".txt", ".gz", ".parquet", ".xlsx", ".db", ".sqlite"];

    /// <summary>Says in words that a folder was named, of which the system would only say that access to it is denied; or a pipe, whose second reading would
    /// find nothing.</summary>
    public static void Check(string file)
    {
        if (file.Length == 0) throw new UsageException("A file's name is empty.");
        if (Directory.Exists(file)) throw new UsageException($"{file} is a folder; a file has to be named.");
        if (file == "-" || !File.Exists(file)) return;
        using FileStream stream = File.OpenRead(file);
        if (!stream.CanSeek) throw new UsageException($"{file} is a pipe, which can be read once: save it to a file, or give it on standard input and name -.");
    }

    /// <summary>A model from its file.</summary>
    public static Model LoadModel(string file)
    {
        Check(file);
        try
        {
            return Model.Load(file);
        }
        catch (ModelFileException) when (WhyNoModel(file) is { } why)
        {
            throw new InvalidDataException(why);
        }
    }

    /// <summary>Says in words that a model was named where a table is wanted: read as a table it would be a column of braces.</summary>
    public static void RefuseModel(string file)
    {
        if (File.Exists(file) && StartOf(file) is var start && start.StartsWith('{') && start.Contains(ModelMark, StringComparison.Ordinal))
            throw new UsageException($"{file} holds a model of NodeNet; here a table of rows is wanted, as CSV. A model is named first, and ends in .json.");
    }

    /// <summary>Whether a file says of itself that it is a checkpoint.</summary>
    public static bool IsCheckpoint(string file) =>
        StartOf(file) is var start && start.StartsWith('{') && start.Contains(CheckpointMark, StringComparison.Ordinal);

    /// <summary>What a file is that is no model at all; null for one that is one, or was before it was damaged.</summary>
    private static string? WhyNoModel(string file)
    {
        string text = StartOf(file);
        if (text.StartsWith('{'))
        {
            bool isKey = text.Contains("\"nodenet-worksheet-key\"", StringComparison.Ordinal); // it has a model in it
            if (!isKey && text.Contains(ModelMark, StringComparison.Ordinal)) return null;
            return $"{file} is {(isKey ? "the key of worksheets and no model" : "no model of NodeNet")}. {ModelsComeFrom}";
        }
        bool isTable = _tables.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return isTable
            ? $"{file} is a table and no model. Train one first: nodenet train {file} --target COLUMN --out model.json"
            : $"{file} is no model file. {ModelsComeFrom}";
    }

    /// <summary>A file's first characters, without what may stand before them.</summary>
    private static string StartOf(string file)
    {
        var start = new byte[MostBytesOfStart];
        using FileStream stream = File.OpenRead(file);
        return System.Text.Encoding.UTF8.GetString(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))
            .TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
    }

    /// <summary>A model from its file, that answers the rows of a table: one without a recipe reads the columns that are called as its inputs.</summary>
    public static Model LoadModelForTables(string file) => LoadModel(file).ForTables();

    /// <summary>Whether a file is a model by the end of its name.</summary>
    public static bool IsModel(string? file) => file is not null && file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
