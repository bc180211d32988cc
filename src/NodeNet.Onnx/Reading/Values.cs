using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Reading;

/// <summary>What is known of a value of the graph.</summary>
internal abstract record Value;

/// <summary>A value that is the same for every row.</summary>
internal sealed record ConstantValue(TensorMessage Tensor) : Value
{
    private double[]? _numbers;

    public bool IsScalar => Tensor.Shape.Count == 0;

    public double[] Numbers => _numbers ??= TensorReader.Numbers(Tensor);
}

/// <summary>Numbers of each row.</summary>
internal sealed record MatrixValue(Column[] Columns) : Value;

/// <summary>The number of the class that is answered.</summary>
/// <param name="Threshold">With a single output: from where on it is the second; null where the largest output decides.</param>
internal sealed record ClassValue(double? Threshold) : Value;

/// <summary>The label of the class that is answered.</summary>
internal sealed record LabelValue(IReadOnlyList<string> Labels, double? Threshold) : Value;

/// <summary>Scores by label, as ZipMap makes them.</summary>
internal sealed record ScoresValue(MatrixValue Scores, IReadOnlyList<string> Labels) : Value;

/// <summary>Whether a row's numbers are finite: what a recipe's refusals are made of.</summary>
/// <param name="IsFine">Whether true is said of a row in order.</param>
/// <param name="MissingOf">The cell that is asked whether it is missing, if it is that.</param>
internal sealed record CheckValue(bool IsFine, Cells? MissingOf = null) : Value;

/// <summary>The words of a column.</summary>
internal sealed record TextValue(Cells Cells) : Value;

/// <summary>The places of a column's words.</summary>
internal sealed record PlaceValue(Cells Cells) : Value;

/// <summary>Whether a column's word is the one at each place.</summary>
internal sealed record OneHotValue(Cells Cells) : Value;

/// <summary>Whether a column's word is missing: 1 or 0.</summary>
internal sealed record MarkValue(Cells Cells) : Value;
