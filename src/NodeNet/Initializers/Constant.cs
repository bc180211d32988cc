using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>Every value the same. Equal weights into all nodes of a hidden layer make these nodes learn the same thing for ever.</summary>
public sealed class Constant : IInitializer
{
    /// <summary>Every value 0: how biases start.</summary>
    public static Constant Zero { get; } = new(0.0);

    /// <summary>Creates the initializer.</summary>
    /// <param name="value">The value; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public Constant(double value)
    {
        Guard.Finite(value, nameof(value));
        Value = value;
        Name = value == 0.0 ? "zeros" : MessageText.WithParameters("constant", value);
    }

    /// <summary>The value.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double Draw(RandomGenerator random, int fanIn, int fanOut) => Value;
}
