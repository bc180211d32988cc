namespace NodeNet.Minimizing;

/// <summary>A number that depends on many others, and is to become small: of a network, the mean loss over a data set with the penalty, by all its trained
/// weights and biases.</summary>
public interface IObjective
{
    /// <summary>How many numbers it depends on.</summary>
    int Count { get; }

    /// <summary>How often it was asked: each time all examples pass through the network, forward and back.</summary>
    int Passes { get; }

    /// <summary>The value at a place, and its slopes.</summary>
    /// <param name="at">The place: <see cref="Count"/> numbers.</param>
    /// <param name="slopes">Receives ∂value/∂number for each.</param>
    /// <returns>The value; +∞ where it, or a slope, is not finite (the slopes are then of no use).</returns>
    double Evaluate(ReadOnlySpan<double> at, Span<double> slopes);
}

/// <summary>An objective that is a sum of squares, and knows how steep each of them is.</summary>
public interface ILeastSquares : IObjective
{
    /// <summary>The value and slopes as <see cref="IObjective.Evaluate"/>, and the curvature as far as the squares tell it: c · Σ Jᵀ J over examples and
    /// outputs, with J the slopes of an output, plus the curvature of the penalty (Gauss and Newton).</summary>
    /// <param name="at">The place.</param>
    /// <param name="slopes">Receives the slopes.</param>
    /// <param name="curvature">Receives Count · Count numbers, row by row; symmetric.</param>
    double Evaluate(ReadOnlySpan<double> at, Span<double> slopes, Span<double> curvature);
}

/// <summary>A way to make an objective small that looks at all numbers at once. To add your own, implement it: it needs to know nothing of networks.</summary>
public interface IMinimizer
{
    /// <summary>The name with its parameters, as "lbfgs(15)".</summary>
    string Name { get; }

    /// <summary>Goes from a place to a better one, until a limit or the caller ends it.</summary>
    /// <param name="objective">What is to become small.</param>
    /// <param name="at">Where to begin; afterwards the best place that was found.</param>
    /// <param name="limits">When to end.</param>
    /// <param name="goesOn">Is told each whole step, when <paramref name="at"/> holds its place, and says whether to go on; null for always.</param>
    /// <returns>Why it ended.</returns>
    MinimizerEnd Minimize(IObjective objective, Span<double> at, MinimizerLimits limits, Func<MinimizerStep, bool>? goesOn = null);
}

/// <summary>When a minimizer ends.</summary>
public sealed record MinimizerLimits
{
    /// <summary>The most passes over the data. At least 1. Default: 1000.</summary>
    public int Passes { get; init; } = 1000;

    /// <summary>It ends when no slope is larger. 0 or above. Default: 1e-8.</summary>
    public double LargestSlope { get; init; } = 1e-8;

    /// <summary>It ends when a step makes the value smaller by no more than this share of it. 0 or above. Default: 1e-12.</summary>
    public double LeastImprovement { get; init; } = 1e-12;

    /// <summary>With a validation set it ends after so many steps without a smaller loss on it. At least 1. Default: 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>"at most 1000 passes, to a slope of 1E-08 or an improvement of 1E-12".</summary>
    public override string ToString() => FormattableString.Invariant(
        $"at most {Passes} passes, to a slope of {LargestSlope:G4} or an improvement of {LeastImprovement:G4}");

    internal void Validate()
    {
        Foundation.Guard.AtLeast(Passes, 1);
        Foundation.Guard.AtLeast(Patience, 1);
        Foundation.Guard.NotNegative(LargestSlope, nameof(LargestSlope));
        Foundation.Guard.NotNegative(LeastImprovement, nameof(LeastImprovement));
    }

    /// <summary>Whether a value has fallen too little to go on.</summary>
    internal bool IsEnough(double fall, double value) => fall <= LeastImprovement * Math.Abs(value);
}

/// <summary>A step of a minimizer.</summary>
/// <param name="Number">The number of the step, from 1.</param>
/// <param name="Passes">How many passes there have been.</param>
/// <param name="Value">The value after it.</param>
/// <param name="LargestSlope">The largest slope after it, by its size.</param>
public readonly record struct MinimizerStep(int Number, int Passes, double Value, double LargestSlope)
{
    /// <summary>"step 12, 14 passes: 0.0123, largest slope 0.0004".</summary>
    public override string ToString() => FormattableString.Invariant($"step {Number}, {Passes} passes: {Value:G7}, largest slope {LargestSlope:G4}");
}

/// <summary>Why a minimizer ended.</summary>
public enum MinimizerEnd
{
    /// <summary>No slope is larger than asked: the place is flat, a minimum if the data are kind.</summary>
    Flat,

    /// <summary>The last step improved too little.</summary>
    NoProgress,

    /// <summary>There have been as many passes as allowed.</summary>
    Passes,

    /// <summary>The caller said so: it was cancelled, or the validation loss got no better.</summary>
    Stopped,
}
