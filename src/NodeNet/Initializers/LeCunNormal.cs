using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>LeCun, normal: mean 0, variance 1 / fan in.</summary>
/// <remarks>Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp" (1998).</remarks>
public sealed class LeCunNormal : IInitializer
{
    /// <summary>The initializer; it has no settings.</summary>
    public static LeCunNormal Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "lecun_normal";

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        return Math.Sqrt(1.0 / fanIn) * random.NextNormal();
    }
}
