using NodeNet.Export.Code;
using NodeNet.Formulas;

namespace NodeNet.Export.Languages;

/// <summary>Formulas in C99.</summary>
internal sealed class CSyntax(Func<Variable, string> nameOf) : FormulaSyntax(nameOf)
{
    protected override string Infinity => "INFINITY";

    protected override string NotANumber => "NAN";

    protected override string FunctionName(Elementary kind)
    {
        string? name = kind switch
        {
            Elementary.Sqrt => "sqrt",
            Elementary.Abs => "fabs",
            Elementary.Exp => "exp",
            Elementary.ExpMinusOne => "expm1",
            Elementary.Log => "log",
            Elementary.LogOnePlus => "log1p",
            Elementary.Tanh => "tanh",
            _ => null,
        };
        if (name is not null) return IsSingle ? name + "f" : name;
        string helper = HelperOf(kind);
        Helpers.Add(helper);
        return helper;
    }

    /// <summary>What a helper of the language's own file is called.</summary>
    public static string HelperOf(Elementary kind) => kind switch
    {
        Elementary.Sign => "sign",
        Elementary.Sigmoid => "sigmoid",
        Elementary.Softplus => "softplus",
        Elementary.NormalDistribution => "normal_distribution",
        Elementary.NormalDensity => "normal_density",
        _ => throw new InvalidOperationException($"{kind} is no helper."),
    };

    protected override string Largest(string left, string right) => Helper("larger", $"{left}, {right}");

    protected override string Smallest(string left, string right) => Helper("smaller", $"{left}, {right}");

    protected override string RaisedTo(Expression of, long exponent) => $"{(IsSingle ? "powf" : "pow")}({Write(of)}, {Number(exponent)})";
}
