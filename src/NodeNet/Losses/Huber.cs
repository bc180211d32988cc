using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Losses;

/// <summary>Huber loss: squared near the target, absolute far from it; the mean over the outputs.</summary>
/// <remarks>Source: P. J. Huber, "Robust Estimation of a Location Parameter" (1964).</remarks>
public sealed class Huber : Loss<Huber.Formula>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="width">The error at which the square becomes a straight line; above 0, by default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is not a finite number above 0.</exception>
    public Huber(double width = 1.0)
        : base(MessageText.WithParameters("huber", width), new Formula(width))
    {
        Guard.Positive(width, nameof(width));
        Width = width;
    }

    /// <summary>The error at which the square becomes a straight line.</summary>
    public double Width { get; }

    /// <summary>True.</summary>
    public override bool IsMeanOverOutputs => true;

    /// <summary>The mathematics.</summary>
    /// <param name="width">The error at which the square becomes a straight line.</param>
    public readonly struct Formula(double width) : ILossFormula
    {
        /// <summary>½ · e² where |e| ≤ width, otherwise width · (|e| − ½ · width), with e = y − ŷ.</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T>
        {
            T size = T.Abs(target - output);
            return T.IfPositive(size - T.Of(width), width * (size - T.Half * T.Of(width)), T.Half * T.Square(target - output));
        }

        /// <summary>−(y − ŷ), but at most the width in size.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T> =>
            T.Clamp(-(target - output), T.Of(-width), T.Of(width));
    }
}
