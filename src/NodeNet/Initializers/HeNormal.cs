using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>He (Kaiming), normal: mean 0, variance 2 / fan in. The default for ReLU and its relatives.</summary>
/// <remarks>Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers" (2015).</remarks>
public sealed class HeNormal : IInitializer
{
    /// <summary>The initializer; it has no settings.</summary>
    public static HeNormal Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "he_normal";

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        return Math.Sqrt(2.0 / fanIn) * random.NextNormal();
    }
}
