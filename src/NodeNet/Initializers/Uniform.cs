using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>Spread evenly over [low, high).</summary>
public sealed class Uniform : IInitializer
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end; not below <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or <paramref name="high"/> is below <paramref name="low"/>.</exception>
    public Uniform(double low, double high)
    {
        Guard.Finite(low, nameof(low));
        Guard.Finite(high, nameof(high));
        if (high < low)
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), high, $"high is {MessageText.Exact(high)}; it must not be below low, {MessageText.Exact(low)}.");
        }

        Low = low;
        High = high;
        Name = MessageText.WithParameters("uniform", low, high);
    }

    /// <summary>The lower end.</summary>
    public double Low { get; }

    /// <summary>The upper end, not reached.</summary>
    public double High { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut)
    {
        Guard.NotNull(random);
        return random.NextUniform(Low, High);
    }
}
