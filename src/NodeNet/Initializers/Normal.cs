using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>Normally distributed.</summary>
public sealed class Normal : IInitializer
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="mean">The mean, by default 0.</param>
    /// <param name="deviation">The standard deviation, 0 or above, by default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite, or <paramref name="deviation"/> is below 0.</exception>
    public Normal(double mean = 0.0, double deviation = 1.0)
    {
        Guard.Finite(mean, nameof(mean));
        Guard.NotNegative(deviation, nameof(deviation));
        Mean = mean;
        Deviation = deviation;
        Name = MessageText.WithParameters("normal", mean, deviation);
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Deviation { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        return Mean + Deviation * random.NextNormal();
    }
}
