namespace NodeNet.Onnx.Reading;

/// <summary>Operators that are weighted sums.</summary>
internal static class LinearOperators
{
    /// <summary>alpha · A · B + beta · C.</summary>
    public static void Gemm(GraphReader graph, Operation gemm)
    {
        if (gemm.Integer("transA", 0) != 0) throw gemm.Trouble("transA must be 0: the first input is the rows.");
        double alpha = gemm.Single("alpha", 1.0f);
        double beta = gemm.Single("beta", 1.0f);
        bool isTransposed = gemm.Integer("transB", 0) != 0;
        (double[] weights, int rows, int columns) = Weights(gemm, isTransposed);
        double[]? biases = gemm.Input(2) is null ? null : gemm.Numbers(2);
        if (biases is not null && biases.Length != 1 && biases.Length != columns)
            throw gemm.Trouble($"Its bias has {biases.Length} numbers, and its weights lead to {columns} columns.");
        gemm.Set(Product(graph, gemm, weights, rows, columns, isTransposed, alpha, j => biases is null ? null : beta * biases[biases.Length == 1 ? 0 : j]));
    }

    /// <summary>A · B.</summary>
    public static void MatMul(GraphReader graph, Operation product)
    {
        (double[] weights, int rows, int columns) = Weights(product, isTransposed: false);
        product.Set(Product(graph, product, weights, rows, columns, false, 1.0, _ => null));
    }

    /// <summary>γ · (x − mean) / √(variance + ε) + β, column by column: each a scale and a shift.</summary>
    public static void BatchNormalization(GraphReader graph, Operation node)
    {
        MatrixValue x = node.Matrix(0);
        double[][] numbers = [.. Enumerable.Range(1, 4).Select(node.Numbers)];
        if (numbers.Any(list => list.Length != x.Columns.Length))
            throw node.Trouble($"Its four lists of numbers must have one for each of the {x.Columns.Length} columns.");
        if (node.Integer("training_mode", 0) != 0) throw node.Trouble("It is in training mode; export the model for inference.");
        double epsilon = node.Single("epsilon", 1e-5f);
        double[] scales = [.. numbers[0].Select((gamma, i) => gamma / Math.Sqrt(numbers[3][i] + epsilon))];
        if (!Array.TrueForAll(scales, double.IsFinite)) throw node.Trouble("A variance is below 0.");
        node.Set(new MatrixValue([.. x.Columns.Select((column, i) =>
            new Column(NetworkPlan.Moved(graph.Plan.Resolve(column, node.Title), scales[i], numbers[1][i] - scales[i] * numbers[2][i])))]));
    }

    /// <summary>(x − offset) · scale, of ai.onnx.ml.</summary>
    public static void Scaler(GraphReader graph, Operation node)
    {
        MatrixValue x = node.Matrix(0);
        double[] offsets = Each(node, "offset", x.Columns.Length, 0.0);
        double[] scales = Each(node, "scale", x.Columns.Length, 1.0);
        node.Set(new MatrixValue([.. x.Columns.Select((column, i) =>
        {
            Line line = graph.Plan.Resolve(column, node.Title);
            bool isInput = graph.Plan.RawInput(line) >= 0 && scales[i] != 0.0;
            return new Column(
                isInput ? line with { Scaling = (offsets[i], 1.0 / scales[i]) } : NetworkPlan.Moved(line, scales[i], -scales[i] * offsets[i]));
        })]));
    }

    private static double[] Each(Operation node, string name, int count, double otherwise)
    {
        IReadOnlyList<float> numbers = node.Node.Find(name)?.Singles ?? [];
        if (numbers.Count != 0 && numbers.Count != 1 && numbers.Count != count)
            throw node.Trouble($"{name} has {numbers.Count} numbers; there must be 1, or one for each of the {count} columns.");
        if (numbers.Any(number => !float.IsFinite(number))) throw node.Trouble($"{name} has a number that is not finite.");
        return [.. Enumerable.Range(0, count).Select(i => numbers.Count == 0 ? otherwise : (double)numbers[numbers.Count == 1 ? 0 : i])];
    }

    private static (double[] Numbers, int Rows, int Columns) Weights(Operation node, bool isTransposed)
    {
        IReadOnlyList<long> shape = node.Constant(1).Tensor.Shape;
        if (shape.Count != 2) throw node.Trouble($"Its weights have {shape.Count} dimensions; there must be 2.");
        (int rows, int columns) = isTransposed ? ((int)shape[1], (int)shape[0]) : ((int)shape[0], (int)shape[1]);
        int given = node.Matrix(0).Columns.Length;
        if (rows != given) throw node.Trouble($"It takes {given} columns, and its weights have rows for {rows}.");
        return columns > 0 && rows > 0 ? (node.Numbers(1), rows, columns) : throw node.Trouble("Its weights are empty.");
    }

    private static MatrixValue Product(
        GraphReader graph, Operation node, double[] weights, int rows, int columns, bool isTransposed, double alpha, Func<int, double?> biasOf)
    {
        graph.Spend((long)rows * columns);
        (int Node, double Scale, double Shift)[] sources = [.. node.Matrix(0).Columns.Select(column => graph.Plan.NodeOf(column, node.Title))];
        int[] nodes = [.. sources.Select(source => source.Node)];
        if (nodes.Distinct().Count() != nodes.Length) throw node.Trouble("The same node comes in by two columns; a node has one connection to another.");
        int origin = graph.Plan.NewOrigin();
        var made = new Column[columns];
        for (int j = 0; j < columns; j++)
        {
            var row = new double[rows];
            double moved = 0.0;
            bool isMoved = false;
            for (int i = 0; i < rows; i++)
            {
                double weight = alpha * weights[isTransposed ? j * rows + i : i * columns + j];
                row[i] = weight * sources[i].Scale;
                moved += weight * sources[i].Shift;
                isMoved |= sources[i].Shift != 0.0;
            }
            double? bias = biasOf(j);
            double sum = isMoved ? (bias ?? 0.0) + moved : bias ?? 0.0;
            made[j] = new Column(new Line(nodes, row, sum, HasBias: bias is not null || isMoved) { Origin = origin, Place = j });
        }
        return new MatrixValue(made);
    }
}
