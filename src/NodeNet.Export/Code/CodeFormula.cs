using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Export.Code;

/// <summary>Where the formulas of code come from: from the activation functions themselves, which state them once.</summary>
internal static class CodeFormula
{
    /// <summary>The formula of an activation function of single nodes, of <see cref="Plan.PlanColumn.X"/>.</summary>
    public static Expression Of(IActivation activation) => activation.ActivationExpression(Plan.PlanColumn.X)!;

    /// <summary>The variable for a net input of a layer.</summary>
    public static Variable NetInput(int node) => new("z" + node.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The formulas of an activation function of a whole layer, of its net inputs.</summary>
    public static IReadOnlyList<Expression> Of(ILayerActivation activation, int count) =>
        activation.ActivationExpressions([.. Enumerable.Range(0, count).Select(NetInput)])!;

    /// <summary>Refuses what states no formula.</summary>
    /// <exception cref="NotSupportedException">It states none.</exception>
    public static void Check(IActivation activation, string node)
    {
        Expression? formula = activation.ActivationExpression(Plan.PlanColumn.X);
        if (formula is null || CallIn(formula) is not null)
        {
            throw new NotSupportedException(
                $"The activation function {activation.Name} of {node} states no formula, so it cannot be written in another language. Derive it from "
                    + "Activation<TFormula>, which states it once for every kind of number.");
        }
    }

    /// <inheritdoc cref="Check(IActivation, string)"/>
    public static void Check(ILayerActivation activation, string layer, int count)
    {
        IReadOnlyList<Expression>? formulas = activation.ActivationExpressions([.. Enumerable.Range(0, count).Select(NetInput)]);
        if (formulas is null)
        {
            throw new NotSupportedException(
                $"The activation function {activation.Name} of the {layer} layer states no formula, so it cannot be written in another language. Derive it "
                    + "from LayerActivation<TFormula>, which states it once for every kind of number.");
        }
    }

    /// <summary>Φ(x) by sums, products and e^x, for languages without an error function: ½ · erfc(−x/√2), of x and "rough".</summary>
    public static Expression NormalDistribution(Expression argument, Expression rough) => 0.5 * ErrorFunction.Complement(argument, rough);

    /// <summary>The name of |x| rounded to sixteenths, in <see cref="WithoutErrorFunction"/>.</summary>
    public const string Rough = "rough";

    /// <summary>Φ in place, for languages in which a file has no functions of its own.</summary>
    public static Expression WithoutErrorFunction(Expression formula)
    {
        if (formula is not Function { Kind: Elementary.NormalDistribution } normal) return formula;
        Expression x = -0.70710678118654752 * normal.Argument;
        return NormalDistribution(x, new Call(Rough, [x], numbers => Math.Round(Math.Abs(numbers[0]) * 16.0) / 16.0));
    }

    private static Call? CallIn(Expression formula) => formula as Call ?? formula.Parts.Select(CallIn).FirstOrDefault(call => call is not null);
}
