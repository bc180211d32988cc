using NodeNet.Foundation;

namespace NodeNet.Losses;

/// <summary>Huber loss: squared near the target, absolute far from it; the mean over the outputs.</summary>
/// <remarks>Source: P. J. Huber, "Robust Estimation of a Location Parameter" (1964).</remarks>
public sealed class Huber : ILoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="width">The error at which the square goes over into the straight line; above 0, by default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is not a finite number above 0.</exception>
    public Huber(double width = 1.0)
    {
        Guard.Positive(width, nameof(width));
        Width = width;
        Name = Naming.WithParameters("huber", width);
    }

    /// <summary>The error at which the square goes over into the straight line.</summary>
    public double Width { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>½ · e² where |e| ≤ width, otherwise width · (|e| − ½ · width), with e = y − ŷ.</summary>
    /// <inheritdoc/>
    public double Term(double output, double target)
    {
        double size = Math.Abs(target - output);
        return size <= Width ? 0.5 * size * size : Width * (size - 0.5 * Width);
    }

    /// <summary>ŷ − y, but at most the width in size.</summary>
    /// <inheritdoc/>
    public double Slope(double output, double target) => Math.Clamp(output - target, -Width, Width);

    /// <summary>True.</summary>
    public bool IsMeanOverOutputs => true;
}
