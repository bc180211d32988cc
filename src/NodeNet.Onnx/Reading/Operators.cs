using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Reading;

/// <summary>The operators that are read, and by whom.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, Action<GraphReader, Operation>> _all = new(StringComparer.Ordinal)
    {
        ["Gemm"] = LinearOperators.Gemm,
        ["MatMul"] = LinearOperators.MatMul,
        ["BatchNormalization"] = LinearOperators.BatchNormalization,
        ["Scaler"] = LinearOperators.Scaler,
        ["Add"] = ElementOperators.Binary,
        ["Sub"] = ElementOperators.Binary,
        ["Mul"] = ElementOperators.Binary,
        ["Div"] = ElementOperators.Binary,
        ["Max"] = ElementOperators.Of,
        ["Min"] = ElementOperators.Of,
        ["Greater"] = ElementOperators.Of,
        ["Equal"] = ElementOperators.Of,
        ["Where"] = ElementOperators.Where,
        ["Relu"] = ElementOperators.Of,
        ["Sigmoid"] = ElementOperators.Of,
        ["Tanh"] = ElementOperators.Of,
        ["Exp"] = ElementOperators.Of,
        ["Log"] = ElementOperators.Of,
        ["Sqrt"] = ElementOperators.Of,
        ["Abs"] = ElementOperators.Of,
        ["Sign"] = ElementOperators.Of,
        ["Neg"] = ElementOperators.Of,
        ["Erf"] = ElementOperators.Of,
        ["Round"] = ElementOperators.Of,
        ["Softplus"] = ElementOperators.Function,
        ["Elu"] = ElementOperators.Function,
        ["LeakyRelu"] = ElementOperators.Function,
        ["PRelu"] = ElementOperators.Function,
        ["Gelu"] = ElementOperators.Function,
        ["Softmax"] = ElementOperators.Softmax,
        ["Constant"] = ShapeOperators.Constant,
        ["Identity"] = ShapeOperators.Same,
        ["Dropout"] = ShapeOperators.Dropout,
        ["Cast"] = ShapeOperators.Cast,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Squeeze"] = ShapeOperators.Same,
        ["Unsqueeze"] = ShapeOperators.Same,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Concat"] = ShapeOperators.Concat,
        ["Gather"] = ShapeOperators.Gather,
        ["Split"] = ShapeOperators.Split,
        ["ArgMax"] = ClassOperators.ArgMax,
        ["GreaterOrEqual"] = ClassOperators.GreaterOrEqual,
        ["LabelEncoder"] = ClassOperators.LabelEncoder,
        ["ArrayFeatureExtractor"] = ClassOperators.ArrayFeatureExtractor,
        ["ZipMap"] = ClassOperators.ZipMap,
        ["Normalizer"] = ClassOperators.Normalizer,
        ["OneHotEncoder"] = RecipeOperators.OneHotEncoder,
        ["Imputer"] = RecipeOperators.Imputer,
        ["Less"] = ClassOperators.Less,
        ["ReduceMin"] = ClassOperators.ReduceMin,
        ["IsNaN"] = ClassOperators.IsNaN,
    };

    public static void Read(GraphReader graph, NodeMessage node)
    {
        var operation = new Operation(graph, node);
        if (node.Domain is not ("" or "ai.onnx.ml") || !_all.TryGetValue(node.Operator, out Action<GraphReader, Operation>? read))
        {
            throw operation.Trouble(
                $"{(node.Domain.Length == 0 ? "" : node.Domain + ".")}{node.Operator} is no part of a feed-forward network of nodes and connections. "
                    + $"These operators are read: {string.Join(", ", _all.Keys.Order(StringComparer.Ordinal))}.");
        }
        read(graph, operation);
    }
}

/// <summary>A node of the graph with the values that it takes.</summary>
internal sealed class Operation(GraphReader graph, NodeMessage node)
{
    public NodeMessage Node => node;

    public string Title => node.Title;

    /// <summary>An input, or null where it is left out.</summary>
    public Value? Input(int index) => index < node.Inputs.Count && node.Inputs[index].Length > 0 ? graph[node.Inputs[index]] : null;

    public Value Required(int index) => Input(index) ?? throw Trouble($"Input {index} (from 0) is missing.");

    public MatrixValue Matrix(int index) => Required(index) as MatrixValue
        ?? throw Trouble($"Input {index} (from 0), \"{node.Inputs[index]}\", must be numbers that are computed from the graph's inputs.");

    public ConstantValue Constant(int index) => Required(index) as ConstantValue
        ?? throw Trouble($"Input {index} (from 0), \"{node.Inputs[index]}\", must be a constant.");

    /// <summary>The numbers of a constant, which must all be finite.</summary>
    public double[] Numbers(int index)
    {
        double[] numbers = NumbersOf(Constant(index));
        return Array.TrueForAll(numbers, double.IsFinite) ? numbers : throw Trouble($"\"{node.Inputs[index]}\" has numbers that are not finite.");
    }

    public double[] NumbersOf(ConstantValue constant) =>
        constant.Tensor.Type == ElementType.Text ? throw Trouble($"\"{constant.Tensor.Name}\" has texts where numbers must be.") : constant.Numbers;

    public long Integer(string name, long otherwise) => node.Find(name)?.Integer ?? otherwise;

    public float Single(string name, float otherwise) => node.Find(name)?.Single ?? otherwise;

    /// <summary>A list of integers that is an attribute or, since later opsets, an input.</summary>
    public long[]? Integers(string name, int input) =>
        node.Find(name)?.Integers is { } integers ? [.. integers] : Input(input) is null ? null : [.. Numbers(input).Select(number => (long)number)];

    public void Set(Value value) => graph.Set(node.Outputs.Count > 0 ? node.Outputs[0] : throw Trouble("It has no output."), value);

    public OnnxFileException Trouble(string trouble) => new(trouble, Title);
}
