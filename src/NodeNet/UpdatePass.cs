using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Optimizers;

namespace NodeNet;

/// <summary>The second phase of a step, after all deltas are known: from the way downhill to every weight's change.</summary>
internal static class UpdatePass
{
    /// <summary>Takes the penalty's slope from the way downhill.</summary>
    public static void AddPenalty(Network network, WeightPenalty penalty, Span<double> downhill)
    {
        foreach (ParameterRow row in network.ParameterRows)
        {
            if (!penalty.Counts(row.IsBias)) continue;
            for (int p = row.Start; p < row.End; p++)
                downhill[p] -= penalty.Slope<Scalar>(network.Parameters[p]).Value;
        }
    }

    /// <summary>The penalty, whose slope <see cref="AddPenalty"/> takes.</summary>
    public static double Penalty(Network network, WeightPenalty penalty)
    {
        if (penalty.IsNone) return 0.0;
        double sum = 0.0;
        foreach (ParameterRow row in network.ParameterRows)
        {
            if (!penalty.Counts(row.IsBias)) continue;
            ReadOnlySpan<double> weights = network.Parameters.AsSpan(row.Start, row.End - row.Start);
            sum = penalty.L1 == 0.0 ? WithTermsOfL2(sum, weights, penalty.L2) : WithTerms(sum, weights, penalty);
        }
        return sum;
    }

    private static double WithTerms(double sum, ReadOnlySpan<double> weights, WeightPenalty penalty)
    {
        foreach (double weight in weights) sum += penalty.Term<Scalar>(weight).Value;
        return sum;
    }

    private static double WithTermsOfL2(double sum, ReadOnlySpan<double> weights, double l2)
    {
        foreach (double weight in weights) sum += WeightPenalty.TermOfL2<Scalar>(weight, l2).Value;
        return sum;
    }

    /// <summary>Shortens the gradient over all trained parameters to a largest length.</summary>
    /// <returns>The factor, 1 if the gradient was short enough.</returns>
    public static double Clip(Network network, double largest, Span<double> downhill)
    {
        double steepest = 0.0;
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (network.IsTrainable(p)) steepest = Math.Max(steepest, Math.Abs(downhill[p]));
            }
        }
        if (steepest == 0.0 || !double.IsFinite(steepest)) return 1.0;

        // length = steepest · √shares. An exploding gradient, which is what clipping is for, would overflow if it were squared as it is.
        double shares = 0.0;
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (network.IsTrainable(p)) shares += (downhill[p] / steepest) * (downhill[p] / steepest);
            }
        }
        double factor = largest / steepest / Math.Sqrt(shares);
        if (!(factor < 1.0)) return 1.0;
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
                downhill[p] *= factor;
        }
        return factor;
    }

    /// <summary>Asks the optimizer for the change of every trained parameter. No weight changes here.</summary>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">The rule.</param>
    /// <param name="memory">What the rule remembers for this network.</param>
    /// <param name="learningRate">α.</param>
    /// <param name="downhill">−∂Loss/∂parameter; replaced by the changes.</param>
    /// <returns>−1; or the first parameter that would not be finite any more.</returns>
    public static int Changes(Network network, IOptimizer optimizer, OptimizerMemory memory, double learningRate, Span<double> downhill)
    {
        int broken = FirstNotFinite(network, downhill);
        if (broken >= 0) return broken; // before the optimizer remembers any of it

        try
        {
            return Ask(network, optimizer, memory, learningRate, downhill);
        }
        catch
        {
            memory.Forget(); // a user's own optimizer has thrown, and half of what is remembered belongs to a step that was not taken
            throw;
        }
    }

    /// <summary>Adds every parameter's change to it.</summary>
    public static void Add(Network network, ReadOnlySpan<double> changes)
    {
        Span<double> parameters = network.Parameters;
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
                parameters[p] += changes[p];
        }
        network.Changed();
    }

    /// <summary>A weight or bias that is not finite, or −1.</summary>
    public static int FirstNotFinite(Network network)
    {
        if (FiniteCheck.AllFinite(network.Parameters)) return -1; // nearly always, and quickly
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (!double.IsFinite(network.Parameters[p])) return p;
            }
        }
        return -1;
    }

    /// <summary>Asks the optimizer for every trained parameter's change; stops at the first that would make one not finite.</summary>
    private static int Ask(Network network, IOptimizer optimizer, OptimizerMemory memory, double learningRate, Span<double> downhill)
    {
        Span<double> remembered = stackalloc double[optimizer.MemoryLength];
        memory.NextStep();
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (!network.IsTrainable(p))
                {
                    downhill[p] = -0.0; // −0 and not 0: adding it changes no number, not even −0
                    continue;
                }
                memory.Load(p, remembered);
                downhill[p] = optimizer.Change(downhill[p], network.Parameters[p], remembered, new StepContext(memory.StepsOf(p), learningRate, row.IsBias));
                memory.Store(p, remembered);
                if (!double.IsFinite(network.Parameters[p] + downhill[p])) return p;
            }
        }
        return -1;
    }

    private static int FirstNotFinite(Network network, ReadOnlySpan<double> downhill)
    {
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (network.IsTrainable(p) && !double.IsFinite(downhill[p])) return p;
            }
        }
        return -1;
    }
}
