using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>Glorot (Xavier), normal: mean 0, variance 2 / (fan in + fan out).</summary>
/// <remarks>Source: X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks" (2010).</remarks>
public sealed class GlorotNormal : IInitializer
{
    /// <summary>The initializer; it has no settings.</summary>
    public static GlorotNormal Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "glorot_normal";

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        return Math.Sqrt(2.0 / (fanIn + fanOut)) * random.NextNormal();
    }
}
