using NodeNet.Export.Code;
using NodeNet.Formulas;

namespace NodeNet.Export.Languages;

/// <summary>Formulas in JavaScript and Java, whose Math has the same names.</summary>
internal sealed class ScriptSyntax(Func<Variable, string> nameOf, bool isJava) : FormulaSyntax(nameOf)
{
    protected override string Infinity => isJava ? Boxed + ".POSITIVE_INFINITY" : "Infinity";

    protected override string NotANumber => isJava ? Boxed + ".NaN" : "NaN";

    private string Boxed => IsSingle ? "Float" : "Double";

    /// <summary>JavaScript has doubles alone: a constant is the float's exact value, and what an operation gives is rounded.</summary>
    protected override string Finite(double value) => IsSingle && !isJava ? Texts.Number((float)value) : base.Finite(value);

    protected override (string Text, int Level) Rounded(string text, int level) =>
        IsSingle && !isJava ? ($"Math.fround({text})", AtomLevel) : base.Rounded(text, level);

    protected override string FunctionName(Elementary kind)
    {
        switch (kind)
        {
            case Elementary.Sign: return isJava ? "Math.signum" : "Math.sign";
            case Elementary.ExpMinusOne: return "Math.expm1";
            case Elementary.LogOnePlus: return "Math.log1p";
            case Elementary.Sqrt or Elementary.Abs or Elementary.Exp or Elementary.Log or Elementary.Tanh:
                return "Math." + kind.ToString().ToLowerInvariant();
            default:
                string name = kind.ToString();
                name = char.ToLowerInvariant(name[0]) + name[1..];
                Helpers.Add(name);
                return name;
        }
    }

    /// <summary>Java's Math has these with doubles alone.</summary>
    protected override string Apply(Elementary kind, Expression argument)
    {
        string call = base.Apply(kind, argument);
        return IsSingle && isJava && kind is not (Elementary.Abs or Elementary.Sign) && call.StartsWith("Math.", StringComparison.Ordinal) ? "(float) " + call : call;
    }

    protected override string Largest(string left, string right) => $"Math.max({left}, {right})";

    protected override string Smallest(string left, string right) => $"Math.min({left}, {right})";

    protected override string RaisedTo(Expression of, long exponent) =>
        $"{(IsSingle && isJava ? "(float) " : "")}Math.pow({Write(of)}, {Number(exponent)})";
}

/// <summary>Formulas in Python, which raises errors where others give infinity.</summary>
internal sealed class PythonSyntax(Func<Variable, string> nameOf) : FormulaSyntax(nameOf)
{
    protected override string Infinity => "math.inf";

    protected override string NotANumber => "math.nan";

    protected override int IfLevel => ChoiceLevel;

    protected override string FunctionName(Elementary kind)
    {
        switch (kind)
        {
            case Elementary.Sqrt: return "math.sqrt";
            case Elementary.Abs: return "abs";
            case Elementary.Tanh: return "math.tanh";
            default:
                string name = CodeNames.Snake(kind);
                Helpers.Add(name);
                return name;
        }
    }

    protected override string HelperName(string name) => "_" + name;

    protected override string Largest(string left, string right) => Helper("larger", $"{left}, {right}");

    protected override string Smallest(string left, string right) => Helper("smaller", $"{left}, {right}");

    protected override string RaisedTo(Expression of, long exponent) => Helper("power", $"{Write(of)}, {Number(exponent)}");

    protected override string If(string condition, string then, string otherwise) => $"{then} if {condition} else {otherwise}";

    protected override string Divided(Expression top, Expression bottom) =>
        bottom is Numeral { Number: not 0.0 } ? base.Divided(top, bottom) : Helper("quotient", $"{Write(top)}, {Write(bottom)}");
}

/// <summary>Names of functions in some languages' style.</summary>
internal static class CodeNames
{
    /// <summary>"_exp_minus_one".</summary>
    public static string Snake(Elementary kind) => string.Concat(kind.ToString().Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
