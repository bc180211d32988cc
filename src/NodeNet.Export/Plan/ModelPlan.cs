using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Export.Plan;

/// <summary>A model as a small program: what every language writes. Columns become the inputs, layer after layer is computed, outputs are brought back to the
/// targets' units, a class is named.</summary>
/// <param name="Name">What the code is called.</param>
/// <param name="Title">What the model is, in words.</param>
/// <param name="Columns">The columns of a row, in the order of the inputs.</param>
/// <param name="Layers">The layers that are computed, in their order.</param>
/// <param name="Answer">What is made of the outputs.</param>
internal sealed record ModelPlan(string Name, string Title, PlanColumn[] Columns, PlanLayer[] Layers, PlanAnswer Answer)
{
    /// <summary>How many inputs the network has.</summary>
    public int InputCount { get; } = Columns.Sum(column => column.Width);

    /// <summary>Whether a row can be a list of numbers.</summary>
    public bool IsNumbersOnly { get; } = Array.TrueForAll(Columns, column => column is NumberColumn);

    /// <summary>Whether every input is simply a column's number.</summary>
    public bool IsPlain { get; } = Array.TrueForAll(Columns, column => column is NumberColumn { Formula: Variable, MarksMissing: false });

    /// <summary>Offset and factor of each column, where there are many and each becomes (x − offset) / factor: then they are a table. Otherwise null.</summary>
    public (double Offset, double Factor)[]? Scaling { get; } = ScalingOf(Columns);

    /// <summary>The size of a layer, by its place in the network; 0 is the input layer.</summary>
    public int CountOf(int layer) => layer == 0 ? InputCount : Layers[layer - 1].Count;

    private static (double Offset, double Factor)[]? ScalingOf(PlanColumn[] columns)
    {
        const int Many = 16;
        (double, double)?[] scaling = Array.ConvertAll(columns, column => column is NumberColumn { RefusesMissing: true, MarksMissing: false } number
            ? number.Formula switch
            {
                Variable => (0.0, 1.0),
                Quotient { Top: Difference { Left: Variable, Right: Numeral offset }, Bottom: Numeral factor } => (offset.Number, factor.Number),
                _ => ((double, double)?)null,
            }
            : null);
        return columns.Length > Many && Array.TrueForAll(scaling, column => column is not null) ? [.. scaling.Select(column => column!.Value)] : null;
    }

    /// <summary>The activation functions of single nodes, each once, by their names.</summary>
    public IEnumerable<IActivation> Activations => Layers.SelectMany(layer => layer.Nodes).Where(f => f is not Identity).DistinctBy(f => f.Name);
}

/// <summary>One layer.</summary>
/// <param name="Index">Its place in the network; 1 is the first that is computed.</param>
/// <param name="Title">"hidden 1: 4 nodes, tanh".</param>
/// <param name="NodeNames">What the nodes are called.</param>
/// <param name="Biases">The biases, 0 for a node without.</param>
/// <param name="Blocks">What leads to it, from the earliest layer on.</param>
/// <param name="Nodes">The activation function of each node; none where <paramref name="Whole"/> is the layer's.</param>
/// <param name="Whole">The activation function of the whole layer, or null.</param>
internal sealed record PlanLayer(int Index, string Title, string[] NodeNames, double[] Biases, PlanBlock[] Blocks, IActivation[] Nodes, ILayerActivation? Whole)
{
    /// <summary>How many nodes it has.</summary>
    public int Count => NodeNames.Length;

    /// <summary>Whether all nodes have the same activation function.</summary>
    public bool IsUniform => Nodes.Length > 0 && Array.TrueForAll(Nodes, f => f.Name == Nodes[0].Name);
}

/// <summary>The weights from one layer to another.</summary>
/// <param name="Source">The other layer's place in the network.</param>
/// <param name="Weights">[source][target]; 0 where there is no connection.</param>
internal sealed record PlanBlock(int Source, double[][] Weights);

/// <summary>What is made of the network's outputs.</summary>
/// <param name="Names">What the outputs are called.</param>
/// <param name="Classes">The classes' labels, or null where numbers are predicted.</param>
/// <param name="Threshold">From which output on the second of two classes is answered.</param>
/// <param name="Restored">The answer from an output, of <see cref="PlanColumn.X"/>; null where it is taken as it is.</param>
/// <param name="Target">What is predicted: "species".</param>
internal sealed record PlanAnswer(string[] Names, string[]? Classes, double Threshold, Expression?[] Restored, string Target)
{
    /// <summary>How many outputs there are.</summary>
    public int Count => Names.Length;
}
