using NodeNet.Data;

namespace NodeNet.Training;

/// <summary>Examples of a source, taken evenly from all however many there are, and those of its largest input and target.</summary>
internal sealed class SourceSample(int size)
{
    private readonly List<(long Number, double[] Inputs, double[] Targets, double Weight)> _kept = [];
    private readonly (double Size, long Number, double[]? Inputs, double[]? Targets, double Weight)[] _largest =
        [(-1.0, -1, null, null, 1.0), (-1.0, -1, null, null, 1.0)];
    private long _every = 1;

    public void Add(ExamplePiece piece, long number)
    {
        for (int row = 0; row < piece.Count; row++)
        {
            LookAt(piece, row, number + row);
            if ((number + row) % _every != 0) continue;
            _kept.Add((number + row, piece.Inputs[row].ToArray(), piece.Targets[row].ToArray(), piece.Weights?[row] ?? 1.0));
            if (_kept.Count < 2 * size) continue;
            _every *= 2;
            _kept.RemoveAll(one => one.Number % _every != 0);
        }
    }

    public DataSet ToDataSet(IExampleSource source)
    {
        foreach ((_, long number, double[]? inputs, double[]? targets, double weight) in _largest)
        {
            if (_kept.TrueForAll(one => one.Number != number)) _kept.Add((number, inputs!, targets!, weight));
        }
        DataSet sample = DataSet.Piece(
            Rows.From(_kept.Select(one => one.Inputs)), Rows.From(_kept.Select(one => one.Targets)), null, [.. _kept.Select(one => one.Number)]);
        double[] weights = [.. _kept.Select(one => one.Weight)];
        bool isWeighted = Array.Exists(weights, weight => weight != 1.0) && Array.Exists(weights, weight => weight > 0.0);
        return sample.AsPieceOf(source, isWeighted ? RowWeights.From(weights, weights.Length, nameof(source)) : null);
    }

    private void LookAt(ExamplePiece piece, int row, long number)
    {
        for (int side = 0; side < 2; side++)
        {
            double largest = 0.0;
            foreach (double value in (side == 0 ? piece.Inputs : piece.Targets)[row])
                largest = Math.Max(largest, Math.Abs(value));
            if (largest <= _largest[side].Size) continue;
            _largest[side] = (largest, number, piece.Inputs[row].ToArray(), piece.Targets[row].ToArray(), piece.Weights?[row] ?? 1.0);
        }
    }
}
