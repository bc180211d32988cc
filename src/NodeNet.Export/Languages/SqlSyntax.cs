using NodeNet.Export.Code;
using NodeNet.Formulas;

namespace NodeNet.Export.Languages;

/// <summary>Formulas in a database's SQL. What other languages compute as infinity or NaN may be NULL here, or an error.</summary>
internal sealed class SqlSyntax(Func<Variable, string> nameOf, SqlDialect dialect) : FormulaSyntax(nameOf)
{
    private bool IsSqlite => dialect == SqlDialect.Sqlite;

    private bool IsPostgres => dialect == SqlDialect.PostgreSql;

    protected override string Infinity => IsSqlite ? "9e999" : IsPostgres ? "'Infinity'::float8" : "'Infinity'::DOUBLE";

    protected override string NotANumber => "NULL";

    protected override int IfLevel => AtomLevel;

    public override string Number(double value)
    {
        if (!double.IsFinite(value)) return base.Number(value);
        string text = Texts.Number(value);
        // A decimal number is not a double in every database.
        return IsPostgres ? text + "::float8" : IsSqlite || text.Contains('E', StringComparison.Ordinal) ? text : text + "e0";
    }

    public override bool RepeatsArgument(Expression part) => base.RepeatsArgument(part) || part is Function
    {
        Kind: Elementary.Sigmoid or Elementary.Softplus or Elementary.ExpMinusOne or Elementary.LogOnePlus or Elementary.Log or Elementary.Sign
            or Elementary.NormalDensity
    } || (IsPostgres && part is Function { Kind: Elementary.Exp });

    protected override string FunctionName(Elementary kind) => kind.ToString().ToLowerInvariant();

    protected override string Apply(Elementary kind, Expression argument)
    {
        string x = At(argument, AtomLevel);
        string one = Number(1.0);
        string zero = Number(0.0);
        return kind switch
        {
            Elementary.Exp => Exp(Write(argument), x),
            Elementary.Log => $"CASE WHEN {x} > {zero} THEN ln({x}) END",
            Elementary.Sign => $"CASE WHEN {x} > {zero} THEN {one} WHEN {x} < {zero} THEN -{one} ELSE {zero} END",
            Elementary.Sigmoid => $"CASE WHEN {x} >= {zero} THEN {one} / ({one} + {Exp("-" + x, "-" + x)}) ELSE {Exp(x, x)} / ({one} + {Exp(x, x)}) END",
            Elementary.Softplus => $"({Largest(x, zero)} + {LogOnePlus(Exp($"-abs({x})", $"-abs({x})"))})",
            Elementary.LogOnePlus => LogOnePlus(x),
            Elementary.ExpMinusOne => $"CASE WHEN {Exp(x, x)} = {one} THEN {x} WHEN {x} > {Number(700.0)} THEN {Exp(x, x)} WHEN {x} < {Number(-40.0)} "
                + $"THEN -{one} "
                + $"ELSE ({Exp(x, x)} - {one}) * ({x} / ln({Exp(x, x)})) END",
            Elementary.NormalDensity => $"({Number(0.3989422804014327)} * {Exp($"-{Number(0.5)} * {x} * {x}", $"(-{Number(0.5)} * {x} * {x})")})",
            _ => base.Apply(kind, argument),
        };
    }

    protected override string Largest(string left, string right) => IsSqlite ? $"max({left}, {right})" : $"greatest({left}, {right})";

    protected override string Smallest(string left, string right) => IsSqlite ? $"min({left}, {right})" : $"least({left}, {right})";

    protected override string RaisedTo(Expression of, long exponent) => $"power({Write(of)}, {Number(exponent)})";

    protected override string If(string condition, string then, string otherwise) => $"CASE WHEN {condition} THEN {then} ELSE {otherwise} END";

    /// <summary>PostgreSQL stops at a division by 0, also in what is then not used.</summary>
    protected override string Divided(Expression top, Expression bottom) =>
        IsPostgres && bottom is not Numeral ? $"{At(top, ProductLevel)} / NULLIF({Write(bottom)}, {Number(0.0)})" : base.Divided(top, bottom);

    protected override string RoughOf(string x) => $"round(abs({x}) * {Number(16.0)}) / {Number(16.0)}";

    /// <summary>PostgreSQL stops where e^x leaves the range of doubles.</summary>
    private string Exp(string x, string atom) => IsPostgres
        ? $"CASE WHEN {atom} < {Number(-708.0)} THEN {Number(0.0)} WHEN {atom} > {Number(709.0)} THEN {Infinity} ELSE exp({x}) END"
        : $"exp({x})";

    /// <summary>ln(1 + x) with all digits near 0, by Kahan's correction.</summary>
    private string LogOnePlus(string x)
    {
        string one = Number(1.0);
        return $"CASE WHEN {x} <= -{one} THEN NULL WHEN {one} + {x} = {one} THEN {x} ELSE ln({one} + {x}) * ({x} / (({one} + {x}) - {one})) END";
    }
}
