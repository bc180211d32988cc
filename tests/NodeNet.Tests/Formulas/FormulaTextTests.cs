using NodeNet.Formulas;
using NodeNet.Writers;

namespace NodeNet.Tests.Formulas;

/// <summary>Formulas as text.</summary>
public class FormulaTextTests
{
    private static readonly Expression _x = Expression.Named("x");

    [Fact]
    public void A_minus_sign_never_stands_bare_behind_another()
    {
        FormulaText.Words(-(Expression.Of(-2) * _x)).Should().Be("−(-2) · x");
        FormulaText.Words(_x - Expression.Of(-2) * _x).Should().Be("x − (-2) · x");
        FormulaText.Words(_x + Expression.Of(-2) * _x).Should().Be("x + (-2) · x");
        FormulaText.Words(Expression.Of(-2) * _x).Should().Be("-2 · x");
    }

    public static TheoryData<string, string> Texts => new()
    {
        { "x²", "C1*C1" },
        { "√x", "SQRT(C1)" },
        { "|x|", "ABS(C1)" },
        { "the sign of x", "SIGN(C1)" },
        { "e^x − 1", "EXP(C1)-1" },
        { "ln (1 + x)", "LN(1+C1)" },
        { "1 / (1 + e^(−x))", "IF(C1>0,1/(1+EXP(-C1)),EXP(C1)/(1+EXP(C1)))" },
        { "Φ(x)", "NORMSDIST(C1)" },
        { "max(0, x)", "MAX(0,C1)" },
        { "x, within ±2", "MAX(-2,MIN(2,C1))" },
        { "3 · x / 2", "3*C1/2" },
        { "½ · x if x > 1, else 0", "IF(C1>1,(1/2)*C1,0)" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_formula_reads_like_mathematics_and_computes_in_a_cell(string words, string cell)
    {
        Expression formula = Formulas().Single(formula => FormulaText.Words(formula) == words);

        FormulaText.Cell(formula, _ => "C1").Should().Be(cell);
    }

    [Fact]
    public void Another_formula_in_the_place_of_a_variable_is_computed_with()
    {
        foreach (Expression formula in Formulas())
        {
            double put = formula.With(_ => Expression.Of(0.5) + 0.2).Value;
            put.Should().BeApproximately(formula.ReadAs<Scalar>(_ => 0.5 + 0.2).Value, 1e-15, FormulaText.Words(formula));
        }
    }

    [Fact]
    public void A_function_known_with_doubles_alone_has_no_text()
    {
        var call = new Call("secret", [_x], v => v[0] + 1);

        FormulaText.Words(2.0 * (Expression)call).Should().BeNull();
        FormulaText.Cell(call, _ => "C1").Should().BeNull();
        call.ReadAs<Scalar>(_ => 2.0).Value.Should().Be(3);
        call.Invoking(c => c.ReadAs<Dual<Scalar>>(_ => Dual<Scalar>.Variable(2.0))).Should().Throw<NotSupportedException>();
    }

    private static Expression[] Formulas() =>
    [
        Expression.Square(_x),
        Expression.Sqrt(_x),
        Expression.Abs(_x),
        Expression.Sign(_x),
        Expression.ExpMinusOne(_x),
        Expression.LogOnePlus(_x),
        Expression.Sigmoid(_x),
        Expression.NormalDistribution(_x),
        Expression.IfPositive(_x, _x, 0.0),
        Expression.Clamp(_x, -2.0, 2.0),
        (Expression)3.0 * _x * Expression.Inverse(2.0),
        Expression.IfPositive(_x - 1.0, Expression.Half * _x, 0.0),
    ];
}
