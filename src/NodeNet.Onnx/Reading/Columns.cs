namespace NodeNet.Onnx.Reading;

/// <summary>A weighted sum of nodes' activations, by its numbers: scale · (bias + Σ weight · activation) + shift.</summary>
/// <param name="Sources">The numbers of the nodes; often shared by all columns of a layer.</param>
/// <param name="Weights">The weight of each.</param>
/// <param name="Bias">The bias.</param>
/// <param name="HasBias">Whether there is one, be it 0.</param>
internal sealed record Line(int[] Sources, double[] Weights, double Bias, bool HasBias)
{
    public double Scale { get; init; } = 1.0;

    public double Shift { get; init; }

    /// <summary>Of an input: what was subtracted and divided by, exactly as the graph has it; null where neither was done.</summary>
    public (double Offset, double Factor)? Scaling { get; init; }

    /// <summary>The value of the graph in which it was first computed: the columns of one value become the nodes of one layer.</summary>
    public required int Origin { get; init; }

    /// <summary>Which column of that value it is.</summary>
    public required int Place { get; init; }

    /// <summary>Whether it is a single node's activation, perhaps scaled.</summary>
    public bool IsNode { get; init; }
}

/// <summary>A column of a value [rows, columns]: a function of a weighted sum.</summary>
/// <param name="Line">The sum.</param>
/// <param name="Term">The function's place in the table.</param>
internal readonly record struct Column(Line Line, int Term = TermTable.Z);
