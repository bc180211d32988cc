using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>Glorot (Xavier), uniform: over ±√(6 / (fan in + fan out)), so that the variance is 2 / (fan in + fan out). The default for sigmoid, tanh, identity
/// and softmax.</summary>
/// <remarks>Source: X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks" (2010).</remarks>
public sealed class GlorotUniform : IInitializer
{
    /// <summary>The initializer; it has no settings.</summary>
    public static GlorotUniform Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "glorot_uniform";

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        double limit = Math.Sqrt(6.0 / (fanIn + fanOut));
        return random.NextUniform(-limit, limit);
    }
}
