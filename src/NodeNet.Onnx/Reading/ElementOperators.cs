using NodeNet.Activations;
using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Reading;

/// <summary>Operators that work on each number by itself: parts of activation functions, scaling, and sums of two values.</summary>
internal static class ElementOperators
{
    /// <summary>+, −, · or / of numbers with numbers, or with constants: one for all, which is part of a function, or one for each column, which
    /// scales.</summary>
    public static void Binary(GraphReader graph, Operation node)
    {
        if (node.Required(0) is ConstantValue && node.Required(1) is ConstantValue)
            throw node.Trouble("It computes with constants alone; simplify the graph before (onnxsim, or the exporter's constant folding).");
        if (node.Required(1) is ConstantValue { IsScalar: false }) ByColumn(graph, node, node.Matrix(0), node.Numbers(1), isReversed: false);
        else if (node.Required(0) is ConstantValue { IsScalar: false }) ByColumn(graph, node, node.Matrix(1), node.Numbers(0), isReversed: true);
        else if (node.Required(0) is MatrixValue left && node.Required(1) is MatrixValue right) OfTwo(graph, node, left, right);
        else Of(graph, node);
    }

    /// <summary>A function of numbers and of constants without dimensions.</summary>
    public static void Of(GraphReader graph, Operation node)
    {
        if (node.Node.Operator == "Equal" && node.Required(0) is PlaceValue)
        {
            RecipeOperators.Equal(node);
            return;
        }
        Value[] inputs = [.. Enumerable.Range(0, node.Node.Inputs.Count).Select(node.Required)];
        if (node.Node.Operator == "Greater" && inputs is [CheckValue check, ConstantValue { Tensor.Type: not ElementType.Text, Numbers: [0.0] }])
        {
            node.Set(check);
            return;
        }
        MatrixValue[] matrices = [.. inputs.OfType<MatrixValue>()];
        if (matrices.Length == 0) throw node.Trouble("It computes with constants alone, or with none of the graph's inputs.");
        int width = matrices[0].Columns.Length;
        if (matrices.Any(matrix => matrix.Columns.Length != width)) throw node.Trouble("Its inputs do not have the same number of columns.");
        node.Set(new MatrixValue([.. matrices[0].Columns.Select((column, i) =>
        {
            if (matrices.Any(matrix => !ReferenceEquals(matrix.Columns[i].Line, column.Line)))
                throw node.Trouble("It computes with the results of two different nodes, as attention does; only sums of such are read.");
            int[] arguments = [.. inputs.Select((input, index) => input is MatrixValue matrix ? matrix.Columns[i].Term : Constant(graph, node, index))];
            return column with { Term = graph.Plan.Terms.Apply(node.Node.Operator, arguments) };
        })]));
    }

    /// <summary>A choice: part of a function, or a recipe's refusal, which changes no answer.</summary>
    public static void Where(GraphReader graph, Operation node)
    {
        if (node.Required(0) is CheckValue { MissingOf: { } cell } && FillOf(node) is { } fill && ReferenceEquals(node.Required(2), cell.Raw))
        {
            cell.Fill = fill;
            node.Set(cell.Raw!);
        }
        else if (node.Required(0) is CheckValue check)
        {
            ClassOperators.Refusal(node, check);
        }
        else
        {
            Of(graph, node);
        }
    }

    /// <summary>An activation function that has an operator.</summary>
    public static void Function(GraphReader graph, Operation node)
    {
        MatrixValue x = node.Matrix(0);
        try
        {
            IActivation function = node.Node.Operator switch
            {
                "Softplus" => new Softplus(),
                "Elu" => new ELU(Shortest(node.Single("alpha", 1.0f))),
                "LeakyRelu" => new LeakyReLU(Shortest(node.Single("alpha", 0.01f))),
                "PRelu" => new LeakyReLU(node.Numbers(1) is [var slope] ? slope : throw node.Trouble("It has a slope for each column; one for all is read.")),
                _ when (node.Node.Find("approximate")?.Text ?? "none") == "none" => new GELU(),
                _ => throw node.Trouble("approximate must be none: NodeNet's gelu is z · Φ(z), not its approximation by tanh."),
            };
            node.Set(new MatrixValue([.. x.Columns.Select(column => column with { Term = graph.Plan.Functions.Apply(function, column.Term) })]));
        }
        catch (ArgumentException wrong)
        {
            throw node.Trouble(wrong.Message);
        }
    }

    public static void Softmax(GraphReader graph, Operation node)
    {
        if (node.Integer("axis", -1) is not (1 or -1)) throw node.Trouble("axis must be 1: softmax is over the columns of a row.");
        node.Set(new MatrixValue(graph.Plan.AddLayer(node.Matrix(0).Columns, new Softmax(), node.Title)));
    }

    /// <summary>A parameter that was written as a float, as it was meant: 0.1 and not 0.10000000149.</summary>
    private static double Shortest(float value) =>
        double.Parse(value.ToString(System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The number that stands in for a missing one.</summary>
    private static double? FillOf(Operation node) =>
        node.Required(1) is ConstantValue { Tensor.Type: not ElementType.Text, Numbers: [var fill] } && double.IsFinite(fill) ? fill : null;

    private static int Constant(GraphReader graph, Operation node, int index)
    {
        ConstantValue constant = node.Constant(index);
        double[] numbers = node.NumbersOf(constant);
        if (numbers.Length != 1) throw node.Trouble($"\"{constant.Tensor.Name}\" has {numbers.Length} numbers; part of a function is one for all columns.");
        return graph.Plan.Terms.Of(numbers[0]);
    }

    private static void ByColumn(GraphReader graph, Operation node, MatrixValue x, double[] numbers, bool isReversed)
    {
        if (numbers.Length != 1 && numbers.Length != x.Columns.Length)
            throw node.Trouble($"It has {numbers.Length} numbers for {x.Columns.Length} columns.");
        string type = node.Node.Operator;
        if (type == "Div" && (isReversed || Array.Exists(numbers, number => number == 0.0)))
            throw node.Trouble(isReversed ? "It divides by what the network computes." : "It divides by 0.");
        int origin = graph.Plan.NewOrigin();
        node.Set(new MatrixValue([.. x.Columns.Select((column, i) =>
        {
            double number = numbers[numbers.Length == 1 ? 0 : i];
            Line line = graph.Plan.Resolve(column, node.Title);
            Line moved = (isReversed ? null : ScaledInput(graph, line, type, number)) ?? type switch
            {
                "Add" => NetworkPlan.Moved(line, 1.0, number),
                "Sub" when isReversed => NetworkPlan.Moved(line, -1.0, number),
                "Sub" => NetworkPlan.Moved(line, 1.0, -number),
                "Mul" => NetworkPlan.Moved(line, number, 0.0),
                _ => NetworkPlan.Moved(line, 1.0 / number, 0.0),
            };
            return new Column(moved with { Origin = origin, Place = i });
        })]));
    }

    /// <summary>An input of the graph from which something is subtracted, and which is then divided: a scaler, kept to the bit.</summary>
    private static Line? ScaledInput(GraphReader graph, Line line, string type, double number)
    {
        if (line is not { IsNode: true, Scale: 1.0, Shift: 0.0 } || !graph.Plan.IsInput(line.Sources[0])) return null;
        return (type, line.Scaling) switch
        {
            ("Sub", null) => line with { Scaling = (number, 1.0) },
            ("Div", null) => line with { Scaling = (0.0, number) },
            ("Div", { Factor: 1.0 } scaling) => line with { Scaling = (scaling.Offset, number) },
            ("Mul", null) when number != 0.0 => line with { Scaling = (0.0, 1.0 / number) },
            ("Mul", { Factor: 1.0 } scaling) when number != 0.0 => line with { Scaling = (scaling.Offset, 1.0 / number) },
            _ => null,
        };
    }

    private static void OfTwo(GraphReader graph, Operation node, MatrixValue left, MatrixValue right)
    {
        bool isSum = node.Node.Operator is "Add" or "Sub";
        bool isOne = left.Columns.Zip(right.Columns).All(pair => ReferenceEquals(pair.First.Line, pair.Second.Line));
        if (isOne || !isSum || left.Columns.Length != right.Columns.Length)
        {
            Of(graph, node);
            return;
        }
        double sign = node.Node.Operator == "Add" ? 1.0 : -1.0;
        int origin = graph.Plan.NewOrigin();
        var made = new Column[left.Columns.Length];
        for (int i = 0; i < made.Length; i++)
        {
            Line first = graph.Plan.Resolve(left.Columns[i], node.Title);
            Line second = NetworkPlan.Moved(graph.Plan.Resolve(right.Columns[i], node.Title), sign, 0.0);
            graph.Spend(first.Sources.Length + second.Sources.Length);
            made[i] = new Column(graph.Plan.Added(first, second, origin, i));
        }
        node.Set(new MatrixValue(made));
    }
}
