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

    public static Expression Activation(ILayerActivation f, int node, IReadOnlyList<double> z, double a) =>
        f.ActivationExpressions(Numbers(z))?[node] ?? new Call(f.Name, Numbers(z), a);

    public static Expression Delta(
        ILayerActivation f, int node, IReadOnlyList<double> z, IReadOnlyList<double> a, IReadOnlyList<double> pushes, double delta) =>
        f.DeltaExpressions(Numbers(z), Numbers(a), Numbers(pushes))?[node] ?? new Call($"δ of {f.Name}", Numbers(pushes), delta);

    public static Expression Term(ILoss loss, double output, double target, double term) =>
        loss.TermExpression(output, target) ?? new Call(loss.Name, [output, target], term);

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
