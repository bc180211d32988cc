using NodeNet.Export.Code;
using NodeNet.Formulas;

namespace NodeNet.Export.Languages;

/// <summary>Formulas in C#.</summary>
internal sealed class DotNetSyntax(Func<Variable, string> nameOf) : FormulaSyntax(nameOf)
{
    private string Type => IsSingle ? "float" : "double";

    private string Library => IsSingle ? "MathF." : "Math.";

    protected override string Infinity => Type + ".PositiveInfinity";

    protected override string NotANumber => Type + ".NaN";

    public override string Number(double value) => double.IsNegativeInfinity(value) ? Type + ".NegativeInfinity" : base.Number(value);

    protected override string FunctionName(Elementary kind)
    {
        string name = kind.ToString();
        if (kind is Elementary.Sqrt or Elementary.Abs or Elementary.Exp or Elementary.Log or Elementary.Tanh) return Library + name;
        Helpers.Add(name);
        return name;
    }

    protected override string Largest(string left, string right) => $"{Library}Max({left}, {right})";

    protected override string Smallest(string left, string right) => $"{Library}Min({left}, {right})";

    protected override string RaisedTo(Expression of, long exponent) => $"{Library}Pow({Write(of)}, {Number(exponent)})";
}

/// <summary>What .NET's library lacks.</summary>
internal static class DotNetHelpers
{
    private static readonly Dictionary<string, string> _texts = new()
    {
        ["Sign"] = "private static double Sign(double x) => x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0;",
        ["ExpMinusOne"] = """
            // e^x - 1 with all digits near 0, by Kahan's correction
            private static double ExpMinusOne(double x)
            {
                double rounded = Math.Exp(x);
                if (rounded == 1.0) return x;
                double difference = rounded - 1.0;
                return difference == -1.0 || double.IsInfinity(rounded) ? difference : difference * (x / Math.Log(rounded));
            }
            """,
        ["LogOnePlus"] = """
            // ln(1 + x) with all digits near 0, by Kahan's correction
            private static double LogOnePlus(double x)
            {
                double rounded = 1.0 + x;
                return rounded == 1.0 ? x : Math.Log(rounded) * (x / (rounded - 1.0));
            }
            """,
        ["Sigmoid"] = """
            // 1 / (1 + e^-x), on the side where the exponential cannot overflow
            private static double Sigmoid(double x)
            {
                double e = Math.Exp(-Math.Abs(x));
                return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
            }
            """,
        ["Softplus"] = "// ln(1 + e^x)\nprivate static double Softplus(double x) => Math.Max(x, 0.0) + LogOnePlus(Math.Exp(-Math.Abs(x)));",
        ["NormalDensity"] = "private static double NormalDensity(double x) => 0.3989422804014327 * Math.Exp(-0.5 * x * x);",
    };

    public static IEnumerable<string> Names => _texts.Keys.Append("NormalDistribution");

    public static string Text(string name) => _texts[name];
}
