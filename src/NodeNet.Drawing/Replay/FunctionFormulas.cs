using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Losses;
using NodeNet.Writers;

namespace NodeNet.Drawing.Replay;

/// <summary>A formula's middle, between the name of a quantity and its number, with what it equals. Where that is not the recorded number (a function of the
/// user's own that goes by a known name, a step with a mistake), the replay does not claim it.</summary>
/// <param name="Text">The formula.</param>
/// <param name="Value">What it equals.</param>
internal readonly record struct Claim(string Text, double Value)
{
    /// <summary>The first claim that equals the recorded number, up to the rounding of a few operations; null if none does.</summary>
    public static string? Pick(double recorded, params ReadOnlySpan<Claim> claims)
    {
        foreach (Claim claim in claims)
        {
            if (claim.Value.Equals(recorded) || Math.Abs(claim.Value - recorded) <= 1e-9 * Math.Max(Math.Abs(recorded), 1e-6)) return claim.Text;
        }
        return null;
    }
}

/// <summary>The formulas of activation functions and losses, as they say them themselves, with the page's marks in the place of the variables.</summary>
internal static class FunctionFormulas
{
    private static readonly Variable _z = new("z");
    private static readonly Variable _a = new("a");
    private static readonly Variable _y = new("y");

    public static Claim[] Activation(IActivation? f, string z, double net) => Of(f?.ActivationExpression(_z), (_z, z, net));

    /// <remarks>The last ones are what a step with a mistake computes: the net input instead of the activation, or no slope at all.</remarks>
    public static Claim[] Slope(IActivation? f, string z, double net, string a, double activation)
    {
        Expression? slope = f?.SlopeExpression(_z, _a);
        return [.. Of(slope, (_z, z, net), (_a, a, activation)), .. Of(slope, (_z, z, net), (_a, z, net)), new("1", 1.0)];
    }

    public static Claim[] LossTerm(ILoss loss, string t, double target, string a, double output) =>
        Of(loss.TermExpression(_a, _y), (_y, t, target), (_a, a, output));

    public static Claim[] LossSlope(ILoss loss, string t, double target, string a, double output) =>
        Of(loss.SlopeExpression(_a, _y), (_y, t, target), (_a, a, output));

    /// <summary>A function that has no formula here, by its name: "gelu(0.3)".</summary>
    public static string Call(string name, params ReadOnlySpan<string> arguments) =>
        $"{name.Replace("_", " ", StringComparison.Ordinal)}({string.Join(", ", arguments)})";

    private static Claim[] Of(Expression? formula, params (Variable Variable, string Text, double Value)[] variables)
    {
        if (formula is null || FormulaText.Words(formula, TextOf) is not { } text) return [];
        return [new(text, formula.ReadAs<Scalar>(variable => variables.First(known => known.Variable == variable).Value).Value)];

        string TextOf(Variable variable) => variables.First(known => known.Variable == variable).Text;
    }
}
