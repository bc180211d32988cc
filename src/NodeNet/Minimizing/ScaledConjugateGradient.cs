using NodeNet.Foundation;

namespace NodeNet.Minimizing;

/// <summary>Scaled conjugate gradient: directions that do not undo each other, with a step whose length is worked out from the curvature along the direction
/// instead of searched for.</summary>
/// <remarks>Source: Møller, "A Scaled Conjugate Gradient Algorithm for Fast Supervised Learning", Neural Networks 6 (1993).</remarks>
public sealed class ScaledConjugateGradient : IMinimizer
{
    private const double Probe = 1e-5; // how far along the direction the curvature is measured
    private const double FirstScale = 1e-6;
    private const double LargestScale = 1e60;

    /// <inheritdoc/>
    public string Name => "scg";

    /// <inheritdoc/>
    public MinimizerEnd Minimize(IObjective objective, Span<double> at, MinimizerLimits limits, Func<MinimizerStep, bool>? goesOn = null)
    {
        Guard.NotNull(objective);
        Guard.NotNull(limits);
        limits.Validate();
        int count = at.Length;
        double[] place = at.ToArray();
        var slopes = new double[count];
        var tried = new double[count];
        var triedSlopes = new double[count];
        double value = objective.Evaluate(place, slopes);
        if (!double.IsFinite(value)) return MinimizerEnd.NoProgress;
        double[] residual = [.. slopes.Select(slope => -slope)];
        double[] direction = [.. residual];
        double scale = FirstScale; // λ: what is added to the curvature
        double added = 0.0;
        double curvature = 0.0;
        bool isNew = true; // the direction's curvature is not known
        int taken = 0;
        for (int turn = 1; ; turn++)
        {
            if (Numbers.Largest(slopes) <= limits.LargestSlope) return MinimizerEnd.Flat;
            if (objective.Passes >= limits.Passes) return MinimizerEnd.Passes;
            double length = Numbers.Dot(direction, direction);
            if (isNew)
            {
                double probe = Probe / Math.Sqrt(length);
                Numbers.Move(place, probe, direction, tried);
                objective.Evaluate(tried, triedSlopes);
                curvature = (Numbers.Dot(direction, triedSlopes) - Numbers.Dot(direction, slopes)) / probe;
                if (!double.IsFinite(curvature)) return MinimizerEnd.NoProgress;
                added = 0.0;
            }
            curvature += (scale - added) * length;
            if (curvature <= 0.0)
            {
                double more = 2.0 * (scale - curvature / length);
                curvature = -curvature + scale * length;
                scale = more;
            }
            added = scale;
            double along = Numbers.Dot(direction, residual);
            double step = along / curvature;
            Numbers.Move(place, step, direction, tried);
            if (objective.Passes >= limits.Passes) return MinimizerEnd.Passes;
            double next = objective.Evaluate(tried, triedSlopes);
            double fall = double.IsFinite(next)
                ? Numbers.Fall(value, next, step * Numbers.Dot(direction, slopes), step * Numbers.Dot(direction, triedSlopes))
                : double.NegativeInfinity;
            double comparison = double.IsFinite(next) ? 2.0 * curvature * fall / (along * along) : -1.0;
            if (comparison > 0.0)
            {
                value = next;
                tried.CopyTo(place, 0);
                triedSlopes.CopyTo(slopes, 0);
                Turn(slopes, residual, direction, restarts: ++taken % count == 0, along);
                if (comparison >= 0.75) scale *= 0.25;
                isNew = true;
                place.CopyTo(at);
                if (goesOn?.Invoke(new MinimizerStep(taken, objective.Passes, value, Numbers.Largest(slopes))) == false) return MinimizerEnd.Stopped;
                if (limits.IsEnough(fall, value)) return MinimizerEnd.NoProgress;
            }
            else
            {
                isNew = false;
            }
            if (comparison < 0.25) scale = Math.Min(LargestScale, scale + curvature * (1.0 - comparison) / length);
            if (scale >= LargestScale) return MinimizerEnd.NoProgress;
        }
    }

    /// <summary>The next direction, conjugate to the last; every so often the steepest one.</summary>
    private static void Turn(double[] slopes, double[] residual, double[] direction, bool restarts, double along)
    {
        double mixed = 0.0;
        double square = 0.0;
        for (int i = 0; i < slopes.Length; i++)
        {
            square += slopes[i] * slopes[i];
            mixed -= slopes[i] * residual[i];
        }
        double share = restarts ? 0.0 : (square - mixed) / along;
        for (int i = 0; i < slopes.Length; i++)
        {
            residual[i] = -slopes[i];
            direction[i] = residual[i] + share * direction[i];
        }
        if (Numbers.Dot(direction, residual) <= 0.0) residual.CopyTo(direction, 0); // rounding has turned it uphill
    }
}
