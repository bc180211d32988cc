namespace NodeNet.Data;

/// <content>A piece of more data than is in memory.</content>
public sealed partial class DataSet
{
    /// <summary>Of a piece of more data, the number of each example in all of them; null where the set is all there is.</summary>
    private long[]? Numbers { get; init; }

    /// <summary>The number of an example, from 0, in the data that the set is a piece of.</summary>
    internal long NumberOf(int example) => Numbers?[example] ?? example;

    /// <summary>A piece of more data, over arrays that nobody changes while it is used.</summary>
    internal static DataSet Piece(Rows inputs, Rows targets, RowWeights? weights, long[] numbers) =>
        new(inputs, targets) { Numbers = numbers, _weights = weights };

    /// <summary>The same piece with weights of its own and the names of the source that it is of.</summary>
    internal DataSet AsPieceOf(IExampleSource source, RowWeights? weights) => new(Inputs, Targets)
    {
        Numbers = Numbers,
        InputNames = source.InputNames,
        ClassLabels = source.ClassLabels,
        AreNumbers = source.HasNumberTargets,
        _weights = weights,
    };
}
