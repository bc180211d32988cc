using System.Text.Json;
using NodeNet.Persistence;
using NodeNet.Recipes;

namespace NodeNet.Serving;

/// <summary>A model that is served while its file may be replaced: when the file changes, the new model takes over, and requests never wait for it.</summary>
public sealed class ServedModel : IDisposable
{
    private readonly string _file;
    private readonly Action<string> _log;
    private readonly FileSystemWatcher _watcher;
    private Predictor _predictor; // replaced as a whole; a request uses the one that it began with

    /// <summary>Loads a model and watches its file.</summary>
    /// <param name="file">The model file.</param>
    /// <param name="log">Hears of a new file, and of one that cannot be loaded.</param>
    /// <exception cref="ModelFileException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ServedModel(string file, Action<string> log)
    {
        (_file, _log) = (Path.GetFullPath(file), log);
        _predictor = Model.Load(_file).Freeze();
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(_file)!, Path.GetFileName(_file)) { EnableRaisingEvents = true };
        _watcher.Created += (_, _) => Reload();
        _watcher.Changed += (_, _) => Reload();
        _watcher.Renamed += (_, _) => Reload(); // a file that is saved whole is moved into its place
    }

    /// <summary>The answer to a row: of classes the class with all scores, of numbers the numbers; and what lies beyond the training table.</summary>
    /// <param name="row">The row's cells by column.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
    public object Answer(Dictionary<string, Cell> row)
    {
        Predictor predictor = Volatile.Read(ref _predictor);
        IReadOnlyList<string> beyond = predictor.Check(row);
        if (predictor.ClassLabels is null) return new { answer = Named(predictor.OutputNames, predictor.Predict(row)), beyond };
        Classification classification = predictor.Classify(row);
        return new { answer = classification.Label, scores = Named(classification.Labels, classification.Scores), beyond };
    }

    /// <summary>A JSON value as a cell.</summary>
    public static Cell CellOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => Cell.Missing,
        _ => throw new RecipeException($"A cell is a number, a string, true, false or null, not {value.ValueKind}."),
    };

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void Reload()
    {
        try
        {
            Volatile.Write(ref _predictor, Model.Load(_file).Freeze());
            _log($"{_file} was loaded again.");
        }
        catch (Exception wrong) when (wrong is ModelFileException or IOException or UnauthorizedAccessException)
        {
            _log($"The model stays as it was: {wrong.Message}");
        }
    }

    private static Dictionary<string, double> Named(IReadOnlyList<string> names, IReadOnlyList<double> values) =>
        names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
}
