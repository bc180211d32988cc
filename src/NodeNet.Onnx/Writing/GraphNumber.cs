using NodeNet.Formulas;

namespace NodeNet.Onnx.Writing;

/// <summary>A value of an ONNX graph as a kind of number: computing a formula with it writes the formula's nodes. So every formula that NodeNet or a user
/// states can travel, and none is stated a second time.</summary>
/// <remarks>Where ONNX has no operator that keeps the digits, or runtimes have it for floats only, the function is built here from those that they have for
/// doubles too, in the form in which <see cref="Scalar"/> computes it.</remarks>
internal readonly record struct GraphNumber(GraphBuilder? Graph, string Name, double Constant) : IReal<GraphNumber>
{
    private const double RootHalf = 0.70710678118654752;

    public static GraphNumber Of(double value) => new(null, "", value);

    public static GraphNumber Of(GraphBuilder graph, string name) => new(graph, name, 0.0);

    public static GraphNumber operator +(GraphNumber left, GraphNumber right) => Make("Add", left, right, (x, y) => x + y);

    public static GraphNumber operator -(GraphNumber left, GraphNumber right) => Make("Sub", left, right, (x, y) => x - y);

    public static GraphNumber operator *(GraphNumber left, GraphNumber right) => Make("Mul", left, right, (x, y) => x * y);

    public static GraphNumber operator /(GraphNumber left, GraphNumber right) => Make("Div", left, right, (x, y) => x / y);

    public static GraphNumber operator -(GraphNumber x) => Make("Neg", x, v => -v);

    /// <summary>By repeated multiplication, as runtimes' Pow is not the same everywhere.</summary>
    public static GraphNumber Power(GraphNumber x, long exponent)
    {
        if (exponent == 0) return Of(1.0);
        GraphNumber half = Power(x, exponent / 2);
        if (exponent == 1) return x;
        return exponent % 2 == 0 ? half * half : half * half * x;
    }

    public static GraphNumber Sqrt(GraphNumber x) => Make("Sqrt", x, Math.Sqrt);

    public static GraphNumber Abs(GraphNumber x) => Make("Abs", x, Math.Abs);

    public static GraphNumber Sign(GraphNumber x) => Make("Sign", x, v => Scalar.Sign(new Scalar(v)).Value);

    public static GraphNumber Max(GraphNumber left, GraphNumber right) => Make("Max", left, right, Math.Max);

    public static GraphNumber Min(GraphNumber left, GraphNumber right) => Make("Min", left, right, Math.Min);

    public static GraphNumber Clamp(GraphNumber x, GraphNumber least, GraphNumber most) => Min(Max(x, least), most);

    public static GraphNumber IfPositive(GraphNumber x, GraphNumber then, GraphNumber otherwise)
    {
        if (x.Graph is not { } graph) return x.Constant > 0.0 ? then : otherwise;
        if (then == x && otherwise.Graph is null && otherwise.Constant == 0.0) return Make("Relu", x, v => Math.Max(v, 0.0));
        return Where(graph, graph.Add("Greater", [x.Name, graph.Number(0.0)]), then, otherwise);
    }

    public static GraphNumber Exp(GraphNumber x) => Make("Exp", x, Math.Exp);

    public static GraphNumber Log(GraphNumber x) => Make("Log", x, Math.Log);

    /// <summary>As Kahan has it: what rounding e^x took is put back. Where e^x − 1 rounds to e^x, or to −1, that is the result.</summary>
    public static GraphNumber ExpMinusOne(GraphNumber x)
    {
        if (x.Graph is not { } graph) return Of(Scalar.ExpMinusOne(new Scalar(x.Constant)).Value);
        GraphNumber rounded = Exp(x);
        GraphNumber difference = rounded - Of(1.0);
        GraphNumber corrected = difference * (x / Log(rounded));
        GraphNumber large = Where(graph, graph.Add("Equal", [difference.Name, rounded.Name]), rounded, corrected);
        GraphNumber small = Where(graph, graph.Add("Equal", [difference.Name, graph.Number(-1.0)]), difference, large);
        return Where(graph, graph.Add("Equal", [rounded.Name, graph.Number(1.0)]), x, small);
    }

    /// <summary>As Kahan has it: ln(1 + x) · x / ((1 + x) − 1).</summary>
    public static GraphNumber LogOnePlus(GraphNumber x)
    {
        if (x.Graph is not { } graph) return Of(Scalar.LogOnePlus(new Scalar(x.Constant)).Value);
        GraphNumber rounded = Of(1.0) + x;
        GraphNumber corrected = Log(rounded) * (x / (rounded - Of(1.0)));
        return Where(graph, graph.Add("Equal", [rounded.Name, graph.Number(1.0)]), x, corrected);
    }

    public static GraphNumber Tanh(GraphNumber x) => Make("Tanh", x, Math.Tanh);

    public static GraphNumber Sigmoid(GraphNumber x) => Make("Sigmoid", x, v => Scalar.Sigmoid(new Scalar(v)).Value);

    public static GraphNumber Softplus(GraphNumber x) => Max(x, Of(0.0)) + LogOnePlus(Exp(-Abs(x)));

    /// <summary>½ · erfc(−x/√2): in single precision by ONNX' Erf, which runtimes do not have for doubles; in double by the core's own formula.</summary>
    public static GraphNumber NormalDistribution(GraphNumber x)
    {
        if (x.Graph is not { } graph) return Of(Scalar.NormalDistribution(new Scalar(x.Constant)).Value);
        if (!graph.IsDouble) return Of(0.5) * (Of(1.0) + Make("Erf", Of(RootHalf) * x, v => 1.0 - v));
        GraphNumber argument = Of(-RootHalf) * x;
        GraphNumber rough = Make("Round", Of(16.0) * Abs(argument), Math.Round) / Of(16.0);
        return Of(0.5) * ErrorFunction.Complement(argument, rough);
    }

    /// <summary>The name of the value in a graph: its own, or that of the constant.</summary>
    public string In(GraphBuilder graph) => Graph is null ? graph.Number(Constant) : Name;

    private static GraphNumber Make(string type, GraphNumber x, Func<double, double> compute) =>
        x.Graph is { } graph ? Of(graph, graph.Add(type, [x.Name])) : Of(compute(x.Constant));

    private static GraphNumber Make(string type, GraphNumber left, GraphNumber right, Func<double, double, double> compute) =>
        (left.Graph ?? right.Graph) is { } graph
            ? Of(graph, graph.Add(type, [left.In(graph), right.In(graph)]))
            : Of(compute(left.Constant, right.Constant));

    private static GraphNumber Where(GraphBuilder graph, string condition, GraphNumber then, GraphNumber otherwise) =>
        Of(graph, graph.Add("Where", [condition, then.In(graph), otherwise.In(graph)]));
}
