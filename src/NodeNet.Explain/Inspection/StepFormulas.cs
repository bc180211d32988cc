using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Losses;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>What activation functions and losses say of themselves, with the numbers of a step put in; what is known with doubles alone, by its name.</summary>
internal static class StepFormulas
{
    public static Expression Activation(IActivation f, double z, double a) => f is Identity ? z : new Call(f.Name, [z], a);

    public static Expression Slope(IActivation f, double z, double a, double slope) => f.SlopeExpression(z, a) ?? new Call(f.Name + "′", [z], slope);

    /// <remarks>Softmax is taught without the subtraction of the largest net input, which only keeps e^z from overflowing.</remarks>
    public static Expression Activation(ILayerActivation f, int node, IReadOnlyList<double> z, double a)
    {
        if (f.ActivationExpressions(Numbers(z))?[node] is not { } computed) return new Call(f.Name, Numbers(z), a);
        return f is Softmax ? AsTaught(computed, Expression.Exp(z[node]) / new Sum([.. Numbers(z).Select(Expression.Exp)])) : computed;
    }

    public static Expression Delta(
        ILayerActivation f, int node, IReadOnlyList<double> z, IReadOnlyList<double> a, IReadOnlyList<double> pushes, double delta) =>
        f.DeltaExpressions(Numbers(z), Numbers(a), Numbers(pushes))?[node] ?? new Call($"δ of {f.Name}", Numbers(pushes), delta);

    public static Expression Term(ILoss loss, double output, double target, double term) =>
        loss.TermExpression(output, target) ?? new Call(loss.Name, [output, target], term);

    /// <summary>The term as textbooks have it, with every number in it: −(y · ln ŷ + (1 − y) · ln(1 − ŷ)), also where y is 0 or 1.</summary>
    public static Expression TaughtTerm(ILoss loss, double output, double target)
    {
        if (loss is BinaryCrossEntropy { LabelSmoothing: 0.0 })
            return -new Sum([(Expression)target * Expression.Log(output), ((Expression)1.0 - target) * Expression.Log((Expression)1.0 - output)]);
        return Term(loss, output, target, double.NaN);
    }

    /// <summary>A formula as it is taught, where that gives the same number; in a saturated node it would lose it, and what is computed is shown.</summary>
    public static Expression AsTaught(Expression computed, Expression taught) =>
        computed is not Numeral && Math.Abs(taught.Value - computed.Value) <= 1e-9 * Math.Abs(computed.Value)
            ? new Taught(computed, taught) : computed;

    /// <summary>The push of an output, −∂Loss/∂ŷ, or with the loss's sign +∂Loss/∂ŷ.</summary>
    public static Expression Push(ILoss loss, double output, double target, double push, int outputs, LedgerProfile profile)
    {
        if (loss.SlopeExpression(output, target) is not { } slope) return profile == LedgerProfile.Handout ? push : -push;
        Expression shown = profile switch
        {
            LedgerProfile.Handout => Signs.Opposite(slope),
            LedgerProfile.Mazur => slope,
            _ => Signs.Inside(slope),
        };
        return loss.IsMeanOverOutputs ? shown / (double)outputs : shown;
    }

    /// <summary>δ in the sign of a profile, of a formula that points downhill.</summary>
    public static Expression Signed(Expression delta, bool isDownhill) => isDownhill ? delta : Signs.Opposite(delta);

    /// <summary>(given + noise) · factor.</summary>
    public static (Expression Formula, string Note) Disturbed(DisturbedInput input)
    {
        Expression seen = input.Noise == 0.0 ? input.Given : new Sum([input.Given, input.Noise]);
        if (input.Factor == 1.0) return (seen, "with noise");
        if (input.Noise != 0.0) seen = new Group(seen);
        return (seen * input.Factor, input.Factor == 0.0 ? "left out" : input.Noise == 0.0 ? "dropout" : "noise and dropout");
    }

    public static Expression[] Numbers(IEnumerable<double> values) => [.. values.Select(Expression.Of)];
}
