using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>Fits a recipe on a source in one reading, in memory that does not grow with the rows.</summary>
internal sealed class SourceFitting
{
    private readonly ITableSource _source;
    private readonly RecipeOptions _options;
    private readonly int[] _targetPlaces;
    private readonly int[] _inputPlaces;
    private readonly ColumnSketch[] _targets;
    private readonly ColumnSketch[] _inputs;
    private readonly string[] _inputNames;
    private readonly List<string> _notes = [];

    public SourceFitting(ITableSource source, RecipeOptions options)
    {
        _source = source;
        _options = options;
        var columns = new RecipeFitting(new Head(source), options);
        columns.CheckNames();
        _inputNames = columns.InputNames();
        var search = new ColumnSearch(new Head(source));
        _targetPlaces = search.PlacesOf(options.Targets);
        _inputPlaces = search.PlacesOf(_inputNames);
        _targets = [.. options.Targets.Select(name => new ColumnSketch(name, isTarget: true, TargetOptions(name)))];
        _inputs = [.. _inputNames.Select(name => new ColumnSketch(name, isTarget: false, options.Of(name)))];
    }

    /// <summary>How many rows were fitted on.</summary>
    public int Rows { get; private set; }

    /// <summary>The digest of the whole table.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>How many rows each class of the target has; null where numbers are predicted.</summary>
    public IReadOnlyDictionary<string, int>? ClassCounts { get; private set; }

    /// <summary>Targets whose value is always the same.</summary>
    public IEnumerable<string> ConstantTargets => _options.Targets.Where((_, i) => _targets[i].IsConstant);

    /// <summary>The recipe.</summary>
    /// <exception cref="RecipeException">The rows do not allow it.</exception>
    public Recipe Fit()
    {
        Read();
        RecipeTarget[] targets = [.. _targets.Select((_, i) => FitTarget(i))];
        if (targets.Length > 1 && Array.Find(targets, target => target is ClassTarget) is { } classes)
        {
            throw new RecipeException(
                "It holds classes; a model predicts one column of classes, or any number of columns of numbers. Train a model for each.", classes.Name);
        }
        RecipeColumn[] columns = [.. _inputs.Select((sketch, i) => sketch.Fit(Guessed(_inputNames[i], sketch)))];
        return new Recipe(columns, targets, _options.DropsMissingTargets, _notes);
    }

    private ColumnOptions TargetOptions(string name) => _options.Of(name, isTarget: true) with { Missing = MissingRule.Refuse };

    private void Read()
    {
        using var hash = new TableHash.Growing(_source.ColumnNames);
        int total = 0;
        foreach (TablePiece piece in _source.Read([.. Enumerable.Range(0, _source.GroupCount)]))
        {
            ITable rows = piece.Rows;
            hash.Add(rows);
            total += rows.RowCount;
            for (int row = 0; row < rows.RowCount; row++)
            {
                if (!HasTargets(rows, row)) continue;
                Rows++;
                for (int t = 0; t < _targets.Length; t++)
                    _targets[t].Add(rows[row, _targetPlaces[t]], rows, row, _targetPlaces[t]);
                for (int c = 0; c < _inputs.Length; c++)
                    _inputs[c].Add(rows[row, _inputPlaces[c]], rows, row, _inputPlaces[c]);
            }
        }
        if (total == 0) throw new RecipeException(RecipeFitting.NoRows);
        if (Rows == 0) throw new RecipeException(TargetRows.None);
        Hash = hash.Digits();
    }

    private bool HasTargets(ITable rows, int row)
    {
        int missing = Array.FindIndex(_targetPlaces, place => rows[row, place].IsMissing);
        if (missing < 0) return true;
        return _options.DropsMissingTargets ? false
            : throw new CellPlace(rows, row, _options.Targets[missing]).Trouble(TargetRows.Missing, Cell.Missing);
    }

    private RecipeTarget FitTarget(int target)
    {
        string name = _options.Targets[target];
        ColumnOptions told = _options.Of(name, isTarget: true);
        ColumnKind kind = Guessed(name, _targets[target]);
        if (kind == ColumnKind.Date) throw new RecipeException("A date cannot be predicted; make a number of it, as the days since another date.", name);
        if (kind == ColumnKind.Number) return _targets[target].FitNumberTarget();
        ClassCounts = _targets[target].Counts;
        return RecipeFitting.ClassesOf(name, OneHot.Categories(ClassCounts!.Keys), told);
    }

    private ColumnKind Guessed(string name, ColumnSketch sketch)
    {
        (ColumnKind kind, string? why) = sketch.KindOf();
        if (why is not null) _notes.Add($"{name} is taken as {RecipeFitting.Words(kind)}: {why}.");
        return kind;
    }

    /// <summary>The columns of a source, without rows.</summary>
    private sealed class Head(ITableSource source) : ITable
    {
        public IReadOnlyList<string> ColumnNames => source.ColumnNames;

        public int RowCount => 0;

        public string? Name => source.Name;

        public Cell this[int row, int column] => throw new ArgumentOutOfRangeException(nameof(row), row, "There are no rows.");
    }
}
