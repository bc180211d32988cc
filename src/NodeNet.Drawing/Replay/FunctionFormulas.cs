namespace NodeNet.Drawing.Replay;

/// <summary>A formula's middle, between the name of a quantity and its number, with what it comes to. Where that is not the recorded number (a function of the user's own that goes by a known name,
/// a step with a mistake), the replay does not claim it.</summary>
/// <param name="Text">The formula.</param>
/// <param name="Value">What it comes to.</param>
internal readonly record struct Claim(string Text, double Value)
{
    /// <summary>The first claim that comes to the recorded number, up to the rounding of a few operations; null if none does.</summary>
    public static string? Pick(double recorded, params ReadOnlySpan<Claim> claims)
    {
        foreach (Claim claim in claims)
        {
            if (claim.Value.Equals(recorded) || Math.Abs(claim.Value - recorded) <= 1e-9 * Math.Max(Math.Abs(recorded), 1e-6)) return claim.Text;
        }
        return null;
    }
}

/// <summary>The formulas of activation functions and losses, by their names.</summary>
internal static class FunctionFormulas
{
    public static Claim[] Activation(string name, string z, double net) => name switch
    {
        "identity" => [new(z, net)],
        "sigmoid" => [new($"1 / (1 + e^(−{z}))", 1.0 / (1.0 + Math.Exp(-net)))],
        "relu" => [new($"max(0, {z})", Math.Max(0.0, net))],
        "tanh" => [new($"tanh({z})", Math.Tanh(net))],
        _ => [],
    };

    /// <remarks>The last ones are what a step with a mistake computes: the net input instead of the activation, or no slope at all.</remarks>
    public static Claim[] Slope(string name, string z, double net, string a, double activation) => name switch
    {
        "identity" => [new("1", 1.0)],
        "sigmoid" => [new($"{a} · (1 − {a})", activation * (1.0 - activation)), new($"{z} · (1 − {z})", net * (1.0 - net)), new("1", 1.0)],
        "tanh" => [new($"1 − {a}²", 1.0 - activation * activation), new($"1 − {z}²", 1.0 - net * net), new("1", 1.0)],
        "relu" => [new($"(1 if {z} > 0, otherwise 0)", net > 0.0 ? 1.0 : 0.0), new("1", 1.0)],
        _ => [],
    };

    public static Claim[] LossTerm(string name, string t, double target, string a, double output) => name switch
    {
        "sse" or "mse" => [new($"({t} − {a})²", (target - output) * (target - output))],
        "half_sse" => [new($"½ · ({t} − {a})²", 0.5 * (target - output) * (target - output))],
        "mae" => [new($"|{t} − {a}|", Math.Abs(target - output))],
        "cross_entropy" => [new($"−{t} · ln {a}", target == 0.0 ? 0.0 : -target * Math.Log(output))],
        "binary_cross_entropy" => [new($"−{t} · ln {a} − (1 − {t}) · ln(1 − {a})", (target == 0.0 ? 0.0 : -target * Math.Log(output)) - (target == 1.0 ? 0.0 : (1.0 - target) * Math.Log(1.0 - output)))],
        _ => [],
    };

    public static Claim[] LossSlope(string name, string t, double target, string a, double output) => name switch
    {
        "sse" or "mse" => [new($"−2 · ({t} − {a})", -2.0 * (target - output))],
        "half_sse" => [new($"−({t} − {a})", -(target - output))],
        "cross_entropy" => [new($"−{t} / {a}", -target / output)],
        _ => [],
    };

    /// <summary>A function that has no formula here, by its name: "gelu(0.3)".</summary>
    public static string Call(string name, params ReadOnlySpan<string> arguments) => $"{name.Replace("_", " ", StringComparison.Ordinal)}({string.Join(", ", arguments)})";
}
