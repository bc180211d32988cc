using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>He (Kaiming), uniform: over ±√(6 / fan in), so that the variance is 2 / fan in.</summary>
/// <remarks>Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers" (2015).</remarks>
public sealed class HeUniform : IInitializer
{
    /// <summary>The initializer; it has no settings.</summary>
    public static HeUniform Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "he_uniform";

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        double limit = Math.Sqrt(6.0 / fanIn);
        return random.NextUniform(-limit, limit);
    }
}
