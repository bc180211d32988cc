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
}
