using NodeNet.Foundation;

namespace NodeNet.Minimizing;

/// <summary>Levenberg and Marquardt's method for squared losses: solves, in each step, for the change that would be best if every output were linear in the
/// weights; the less that proves true, the shorter the step and the nearer to the steepest direction. Few passes, each of them dear: it keeps a table of
/// weights × weights, so it is for small networks.</summary>
/// <remarks>Each step solves (c Σ Jᵀ J + μ I) change = −slopes by Cholesky's method; μ follows Nielsen's rule.
/// Sources: Marquardt, "An Algorithm for Least-Squares Estimation of Nonlinear Parameters" (1963); Hagan and Menhaj, "Training Feedforward Networks with the
/// Marquardt Algorithm" (1994); Nielsen, "Damping Parameter in Marquardt's Method" (1999).</remarks>
public sealed class LevenbergMarquardt : IMinimizer
{
    /// <summary>More weights than this are refused: their table would take 200 MB, and a step seconds.</summary>
    public const int MostWeights = 5000;

    private const double FirstDamping = 1e-2; // of the largest curvature
    private const double LargestDamping = 1e30;

    /// <inheritdoc/>
    public string Name => "lm";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The objective is no sum of squares, or depends on more than <see cref="MostWeights"/> numbers.</exception>
    public MinimizerEnd Minimize(IObjective objective, Span<double> at, MinimizerLimits limits, Func<MinimizerStep, bool>? goesOn = null)
    {
        Guard.NotNull(limits);
        limits.Validate();
        if (Guard.NotNull(objective) is not ILeastSquares squares)
        {
            throw new ArgumentException(
                "Levenberg and Marquardt's method needs a squared loss (sse, half_sse, mse) and no L1: L-BFGS takes any.", nameof(objective));
        }
        int count = at.Length;
        if (count > MostWeights)
        {
            throw new ArgumentException(
                $"{MessageText.Count(count, "weight")} are too many for Levenberg and Marquardt's method, which takes {MostWeights}: L-BFGS takes any number.",
                nameof(objective));
        }

        double[] place = at.ToArray();
        var tried = new double[count];
        var change = new double[count];
        var slopes = new double[count];
        var curvature = new double[count * count];
        var triangle = new double[count * count];
        double value = squares.Evaluate(place, slopes, curvature);
        if (!double.IsFinite(value)) return MinimizerEnd.NoProgress;
        double damping = 0.0;
        for (int i = 0; i < count; i++) damping = Math.Max(damping, FirstDamping * curvature[i * count + i]);
        if (damping == 0.0) damping = FirstDamping;
        double growth = 2.0;
        int taken = 0;
        var triedSlopes = new double[count];
        while (true)
        {
            if (Numbers.Largest(slopes) <= limits.LargestSlope) return MinimizerEnd.Flat;
            if (objective.Passes >= limits.Passes) return MinimizerEnd.Passes;
            if (damping > LargestDamping) return MinimizerEnd.NoProgress;
            bool solved = Cholesky.Solve(curvature, damping, slopes, triangle, change);
            if (solved)
            {
                Numbers.Move(place, 1.0, change, tried);
                double next = squares.Evaluate(tried, triedSlopes, triangle); // most steps are taken, and then the curvature is there
                double promised = 0.5 * (damping * Numbers.Dot(change, change) - Numbers.Dot(change, slopes));
                double fall = double.IsFinite(next)
                    ? Numbers.Fall(value, next, Numbers.Dot(change, slopes), Numbers.Dot(change, triedSlopes))
                    : double.NegativeInfinity;
                double kept = fall / promised;
                if (fall > 0.0)
                {
                    value = next;
                    tried.CopyTo(place, 0);
                    damping *= Math.Max(1.0 / 3.0, 1.0 - Math.Pow(2.0 * Math.Min(kept, 1.0) - 1.0, 3.0));
                    growth = 2.0;
                    place.CopyTo(at);
                    taken++;
                    if (goesOn?.Invoke(new MinimizerStep(taken, objective.Passes, value, Numbers.Largest(triedSlopes))) == false)
                        return MinimizerEnd.Stopped;
                    if (limits.IsEnough(fall, value)) return MinimizerEnd.NoProgress;
                    triedSlopes.CopyTo(slopes, 0);
                    (curvature, triangle) = (triangle, curvature);
                    continue;
                }
                if (fall == 0.0) return MinimizerEnd.NoProgress;
            }
            damping *= growth;
            growth *= 2.0;
        }
    }
}
