using System.Globalization;
using NodeNet.Export.Code;
using NodeNet.Formulas;

namespace NodeNet.Export.Workbooks;

/// <summary>Formulas of a spreadsheet's cells. What leaves the range of doubles is an error value there.</summary>
/// <param name="nameOf">The place of a variable.</param>
/// <param name="constantOf">The place of a number with more digits than spreadsheets read in a formula.</param>
internal sealed class CellSyntax(Func<Variable, string> nameOf, Func<double, string> constantOf) : FormulaSyntax(nameOf)
{
    // A spreadsheet reads so many digits of a number in a formula; in a cell of its own it keeps them all.
    private const int MostDigits = 15;

    protected override string Infinity => "(1/0)";

    protected override string NotANumber => "NA()";

    protected override int IfLevel => AtomLevel;

    public override bool RepeatsArgument(Expression part) => base.RepeatsArgument(part) || part is Function
    {
        Kind: Elementary.Sigmoid or Elementary.Softplus or Elementary.ExpMinusOne or Elementary.LogOnePlus or Elementary.NormalDensity
    };

    protected override string Finite(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int digits = text.TakeWhile(c => c != 'E').Count(char.IsAsciiDigit);
        return digits <= MostDigits || value == 0.0 ? text : value < 0.0 ? "-" + constantOf(-value) : constantOf(value);
    }

    protected override string FunctionName(Elementary kind) => kind switch
    {
        Elementary.Log => "LN",
        Elementary.NormalDistribution => "NORMSDIST",
        _ => kind.ToString().ToUpperInvariant(),
    };

    protected override string Apply(Elementary kind, Expression argument)
    {
        string x = At(argument, AtomLevel);
        return kind switch
        {
            Elementary.Sigmoid => $"IF({x}>=0,1/(1+EXP(-{x})),EXP({x})/(1+EXP({x})))",
            Elementary.Softplus => $"(MAX({x},0)+{LogOnePlus($"EXP(-ABS({x}))")})",
            Elementary.LogOnePlus => LogOnePlus(x),
            Elementary.ExpMinusOne => $"IF({x}<-40,-1,IF(ABS({x})<1E-15,{x},IF({x}>700,EXP({x}),(EXP({x})-1)*({x}/LN(EXP({x}))))))",
            Elementary.NormalDensity => $"EXP(-0.5*{x}*{x})*{Number(0.3989422804014327)}",
            _ => base.Apply(kind, argument),
        };
    }

    protected override string Largest(string left, string right) => $"MAX({left},{right})";

    protected override string Smallest(string left, string right) => $"MIN({left},{right})";

    protected override string RaisedTo(Expression of, long exponent) => string.Create(CultureInfo.InvariantCulture, $"POWER({Write(of)},{exponent})");

    protected override string If(string condition, string then, string otherwise) => $"IF({condition},{then},{otherwise})";

    /// <summary>ln(1 + x) with all digits near 0, by Kahan's correction.</summary>
    private static string LogOnePlus(string x) => $"IF(ABS({x})<1E-14,{x},LN(1+{x})*({x}/((1+{x})-1)))";
}
