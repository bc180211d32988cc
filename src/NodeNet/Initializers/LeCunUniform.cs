using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>LeCun, uniform: over ±√(3 / fan in), so that the variance is 1 / fan in.</summary>
/// <remarks>Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp" (1998).</remarks>
public sealed class LeCunUniform : IInitializer
{
    /// <summary>The initializer; it has no settings.</summary>
    public static LeCunUniform Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "lecun_uniform";

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        double limit = Math.Sqrt(3.0 / fanIn);
        return random.NextUniform(-limit, limit);
    }
}
