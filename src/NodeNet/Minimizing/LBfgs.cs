using NodeNet.Foundation;

namespace NodeNet.Minimizing;

/// <summary>L-BFGS: a quasi-Newton method. It learns how the slopes change from its last steps, and so finds far better directions than the steepest one. For
/// full batches of up to some ten thousand rows, with any loss that is smooth.</summary>
/// <remarks>
/// <para>Each direction is −H · slopes, with H the inverse curvature as the last <see cref="Memory"/> steps tell it; the step along it fulfils the strong
/// conditions of Wolfe. At the kinks of ReLU and L1 it may stop early.</para>
/// <para>Source: Nocedal, "Updating Quasi-Newton Matrices with Limited Storage", Mathematics of Computation 35 (1980).</para>
/// </remarks>
/// <param name="memory">How many steps are remembered; at least 1. Default: 15: with fewer, networks of a hundred weights take more passes.</param>
public sealed class LBfgs(int memory = 15) : IMinimizer
{
    /// <summary>How many steps are remembered.</summary>
    public int Memory { get; } = Guard.AtLeast(memory, 1);

    /// <inheritdoc/>
    public string Name => MessageText.WithParameters("lbfgs", Memory);

    /// <inheritdoc/>
    public MinimizerEnd Minimize(IObjective objective, Span<double> at, MinimizerLimits limits, Func<MinimizerStep, bool>? goesOn = null)
    {
        Guard.NotNull(objective);
        Guard.NotNull(limits);
        limits.Validate();
        double[] place = at.ToArray();
        var slopes = new double[place.Length];
        var direction = new double[place.Length];
        double value = objective.Evaluate(place, slopes);
        if (!double.IsFinite(value)) return MinimizerEnd.NoProgress;
        var steps = new List<(double[] Step, double[] Change, double Product)>();
        for (int number = 1; ; number++)
        {
            if (Numbers.Largest(slopes) <= limits.LargestSlope) return MinimizerEnd.Flat;
            if (objective.Passes >= limits.Passes) return MinimizerEnd.Passes;
            Direct(slopes, steps, direction);
            double along = Numbers.Dot(slopes, direction);
            if (!(along < 0.0)) // what was learned does not hold here: begin again
            {
                steps.Clear();
                Direct(slopes, steps, direction);
                along = Numbers.Dot(slopes, direction);
            }
            var search = new LineSearch(objective, place, direction, limits.Passes);
            bool found = search.Run(value, along);
            if (!found && steps.Count > 0 && objective.Passes < limits.Passes)
            {
                steps.Clear();
                number--;
                continue;
            }
            if (!found) return objective.Passes >= limits.Passes ? MinimizerEnd.Passes : MinimizerEnd.NoProgress;

            Remember(steps, place, slopes, search);
            value = search.Value;
            search.At.CopyTo(place, 0);
            search.Slopes.CopyTo(slopes, 0);
            place.CopyTo(at);
            if (goesOn?.Invoke(new MinimizerStep(number, objective.Passes, value, Numbers.Largest(slopes))) == false) return MinimizerEnd.Stopped;
            if (limits.IsEnough(search.Fall, value)) return MinimizerEnd.NoProgress;
        }
    }

    /// <summary>direction = −H · slopes, by two loops over the remembered steps.</summary>
    private static void Direct(double[] slopes, List<(double[] Step, double[] Change, double Product)> steps, double[] direction)
    {
        double length = steps.Count > 0 ? 1.0 : Math.Max(1.0, Numbers.Length(slopes)); // nothing is known of the curvature: no further than 1
        for (int i = 0; i < slopes.Length; i++) direction[i] = -slopes[i] / length;
        if (steps.Count == 0) return;
        var shares = new double[steps.Count];
        for (int k = steps.Count - 1; k >= 0; k--)
        {
            shares[k] = Numbers.Dot(steps[k].Step, direction) / steps[k].Product;
            Numbers.Move(direction, -shares[k], steps[k].Change, direction);
        }
        double scale = steps[^1].Product / Numbers.Dot(steps[^1].Change, steps[^1].Change);
        for (int i = 0; i < direction.Length; i++) direction[i] *= scale;
        for (int k = 0; k < steps.Count; k++)
        {
            double share = Numbers.Dot(steps[k].Change, direction) / steps[k].Product;
            Numbers.Move(direction, shares[k] - share, steps[k].Step, direction);
        }
    }

    private void Remember(List<(double[] Step, double[] Change, double Product)> steps, double[] place, double[] slopes, LineSearch search)
    {
        double[] step = [.. search.At.Zip(place, (to, from) => to - from)];
        double[] change = [.. search.Slopes.Zip(slopes, (to, from) => to - from)];
        double product = Numbers.Dot(step, change);
        if (!(product > 1e-16 * Numbers.Dot(change, change))) return; // no curvature to learn from
        if (steps.Count == Memory) steps.RemoveAt(0);
        steps.Add((step, change, product));
    }
}
