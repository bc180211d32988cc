using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>The examples that a recipe makes of a source's rows.</summary>
internal sealed class SourceExamples : IExampleSource
{
    private readonly Recipe _recipe;
    private readonly ITableSource _source;
    private readonly string? _weight;

    public SourceExamples(Recipe recipe, ITableSource source, string? weight)
    {
        _recipe = recipe;
        _source = source;
        _weight = weight;
    }

    public string Name => _source.Name;

    public int InputCount => _recipe.InputCount;

    public int TargetCount => _recipe.OutputCount;

    public IReadOnlyList<string>? InputNames => _recipe.InputNames;

    public IReadOnlyList<string>? ClassLabels => _recipe.ClassLabels;

    public bool HasNumberTargets => _recipe.ClassLabels is null;

    public int GroupCount => _source.GroupCount;

    public IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
    {
        double[] inputs = [];
        double[] targets = [];
        foreach (TablePiece piece in _source.Read(groups))
        {
            ITable rows = piece.Rows;
            if (rows.RowCount == 0) continue;
            if (inputs.Length < rows.RowCount * InputCount) inputs = new double[ArraySize.OfTable(rows.RowCount, InputCount, nameof(groups))];
            if (targets.Length < rows.RowCount * TargetCount) targets = new double[ArraySize.OfTable(rows.RowCount, TargetCount, nameof(groups))];
            List<double>? weights = _weight is null ? null : [];
            int count = Encode(rows, inputs, targets, weights);
            if (count > 0) yield return new ExamplePiece(piece.Group, Rows.Own(inputs, count, InputCount), Rows.Own(targets, count, TargetCount), weights);
        }
    }

    private int Encode(ITable rows, double[] inputs, double[] targets, List<double>? weights)
    {
        int[] places = _recipe.Bind(rows);
        var search = new ColumnSearch(rows);
        int[] targetPlaces = search.PlacesOf([.. _recipe.Targets.Select(target => target.Name)]);
        int weightPlace = _weight is null ? -1 : search.PlaceOf(_weight);
        int count = 0;
        for (int row = 0; row < rows.RowCount; row++)
        {
            int missing = Array.FindIndex(targetPlaces, place => rows[row, place].IsMissing);
            if (missing >= 0 && !_recipe.DropsMissingTargets)
                throw new CellPlace(rows, row, _recipe.Targets[missing].Name).Trouble(TargetRows.Missing, Cell.Missing);
            if (missing >= 0) continue;
            _recipe.EncodeRow(rows, places, row, inputs.AsSpan(count * InputCount, InputCount));
            int next = count * TargetCount;
            for (int t = 0; t < targetPlaces.Length; t++)
            {
                RecipeTarget target = _recipe.Targets[t];
                target.Encode(rows[row, targetPlaces[t]], targets.AsSpan(next, target.Width), new CellPlace(rows, row, target.Name));
                next += target.Width;
            }
            weights?.Add(WeightOf(rows, row, weightPlace));
            count++;
        }
        return count;
    }

    private double WeightOf(ITable rows, int row, int place)
    {
        var where = new CellPlace(rows, row, _weight!);
        double weight = NumberEncoding.NumberOf(rows[row, place], where);
        return RowWeights.TroubleOf(weight) is { } trouble ? throw where.Trouble(trouble, rows[row, place]) : weight;
    }
}
