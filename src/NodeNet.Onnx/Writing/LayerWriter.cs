using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Writing;

/// <summary>Writes a layer: a Gemm for the net inputs of all its nodes, then their activation functions' formulas.</summary>
internal sealed class LayerWriter(GraphBuilder graph)
{
    /// <summary>What stands for a connection or bias that is missing: it adds nothing, and no connection that there is has it.</summary>
    public const double Missing = -0.0;

    private static readonly AttributeMessage _byColumn = new("axis") { Integer = 1 };

    /// <summary>Writes a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="activations">The names of the values that hold the earlier layers' activations, by their index.</param>
    /// <returns>The name of the value that holds the layer's activations: [rows, nodes].</returns>
    public string Write(Layer layer, IReadOnlyList<string> activations)
    {
        string[] sources = [.. layer.Incoming.Select(block => activations[block.Source.Index])];
        string from = sources.Length == 1 ? sources[0] : graph.Add("Concat", sources, _byColumn);
        int width = layer.Incoming.Sum(block => block.Source.Count);
        string weights = graph.Numbers("weights", Weights(layer, width), width, layer.Count);
        string biases = graph.Numbers("biases", Biases(layer), layer.Count);
        string netInputs = graph.Add("Gemm", [from, weights, biases]);
        return layer.LayerActivation is { } whole ? Activate(layer, whole, netInputs) : Activate(layer, netInputs);
    }

    /// <summary>All weights that lead to the layer: a row for each source, of all blocks one after the other.</summary>
    private static double[] Weights(Layer layer, int width)
    {
        var weights = new double[(long)width * layer.Count];
        int row = 0;
        foreach (ConnectionBlock block in layer.Incoming)
        {
            double[][] ofBlock = layer.GetWeights(block.Source.Index);
            bool isDense = block.IsDense;
            for (int j = 0; j < layer.Count; j++)
            {
                HashSet<int>? there = isDense
                    ? null
                    : [.. layer.Nodes[j].Incoming.Where(c => c.Source.Layer == block.Source).Select(c => c.Source.Position)];
                for (int i = 0; i < block.Source.Count; i++)
                    weights[(long)(row + i) * layer.Count + j] = there?.Contains(i) == false ? Missing : ofBlock[j][i] + 0.0; // −0 + 0 is 0
            }
            row += block.Source.Count;
        }
        return weights;
    }

    private static double[] Biases(Layer layer) => [.. layer.GetBiases().Select((bias, j) => layer.Nodes[j].HasBias ? bias + 0.0 : Missing)];

    private string Activate(Layer layer, ILayerActivation activation, string netInputs)
    {
        if (activation is Softmax) return graph.Add("Softmax", [netInputs], _byColumn);
        Expression[] z = [.. layer.Nodes.Select(node => Expression.Named(node.Name))];
        if (activation.ActivationExpressions(z) is not { } formulas) throw NoFormula($"The {layer.Name} layer", activation.Name);
        Dictionary<string, GraphNumber> columns = layer.Nodes.ToDictionary(
            node => node.Name, node => GraphNumber.Of(graph, Columns(netInputs, [node.Position])));
        GraphNumber any = columns.First().Value;
        string[] made = [.. formulas.Select(formula => Read($"The {layer.Name} layer", activation.Name, formula, variable => columns[variable.Name], any))];
        return made.Length == 1 ? made[0] : graph.Add("Concat", made, _byColumn);
    }

    /// <summary>Node by node; nodes with the same function at a time.</summary>
    private string Activate(Layer layer, string netInputs)
    {
        IGrouping<string, Node>[] groups = [.. layer.Nodes.GroupBy(node => $"{node.ActivationFunction!.GetType()} {node.ActivationName}")];
        if (groups.Length == 1) return Activate(layer.Nodes[0], netInputs);
        string[] parts = [.. groups.Select(group => Activate(group.First(), Columns(netInputs, [.. group.Select(node => (long)node.Position)])))];
        int[] order = [.. groups.SelectMany(group => group.Select(node => node.Position))];
        string together = graph.Add("Concat", parts, _byColumn);
        return Columns(together, [.. Enumerable.Range(0, layer.Count).Select(position => (long)Array.IndexOf(order, position))]);
    }

    private string Activate(Node node, string netInputs)
    {
        IActivation function = node.ActivationFunction!;
        Expression formula = function.ActivationExpression(Expression.Named("z")) ?? throw NoFormula($"Node {node.Name}", function.Name);
        GraphNumber z = GraphNumber.Of(graph, netInputs);
        return Read($"Node {node.Name}", function.Name, formula, _ => z, z);
    }

    private static string Read(string owner, string function, Expression formula, Func<Variable, GraphNumber> valueOf, GraphNumber anyColumn)
    {
        GraphNumber value;
        try
        {
            value = formula.ReadAs(valueOf);
        }
        catch (NotSupportedException)
        {
            throw NoFormula(owner, function);
        }
        // A function that is constant still has a value for each row.
        return value.Graph is null ? (GraphNumber.Of(0.0) * anyColumn + value).Name : value.Name;
    }

    private string Columns(string value, long[] places) =>
        graph.Add("Gather", [value, graph.Integers("places", places, places.Length)], _byColumn);

    private static NotSupportedException NoFormula(string owner, string function) => new(
        $"{owner} has the activation function {function}, which states no formula, so it cannot be written as ONNX: derive it from Activation<TFormula>, or "
            + "give it an ActivationExpression.");
}
