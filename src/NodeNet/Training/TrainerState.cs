using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>Where a trainer stands between two calls of <see cref="Trainer.Train(Data.DataSet, Data.DataSet, CancellationToken)"/>: weights and biases, what
/// its optimizer remembers, its rate and its shuffling (<see cref="Trainer.CopyState"/>). Another trainer of the same kind that takes it over
/// (<see cref="Trainer.GoOnFrom"/>) goes on as this one would, to the bit. For training in rounds, here or on several machines; a run that may be killed is
/// better saved by <see cref="TrainerOptions.Checkpoints"/>.</summary>
public sealed record TrainerState
{
    /// <summary>All weights and biases, in the order of <see cref="Network.CopyParametersTo(Span{double})"/>.</summary>
    public required ReadOnlyMemory<double> Parameters { get; init; }

    /// <summary>What the optimizer remembers: for each of its numbers (<see cref="Optimizers.IOptimizer.MemoryNames"/>) one for each parameter, in the same
    /// order. Empty for an optimizer without a memory.</summary>
    public required IReadOnlyList<ReadOnlyMemory<double>> Memory { get; init; }

    /// <summary>How many steps the optimizer has taken; 0 or above.</summary>
    public required long Steps { get; init; }

    /// <summary>By parameter, how many of the steps it has taken; null where all have taken all. What is frozen takes none.</summary>
    public IReadOnlyList<long>? StepCounts { get; init; }

    /// <summary>As <see cref="Trainer.LearningRate"/>.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Where shuffling stands.</summary>
    public required RandomState Random { get; init; }

    /// <summary>The same weights, rate and shuffling, with an optimizer that remembers nothing and has taken no step.</summary>
    public TrainerState WithoutMemory() => this with
    {
        Memory = [.. Memory.Select(plane => (ReadOnlyMemory<double>)new double[plane.Length])],
        Steps = 0,
        StepCounts = null,
    };

    /// <summary>The weighted mean of states, number by number: Σ wᵢ xᵢ / Σ wᵢ, of the parameters and of what the optimizers remember. Counts of steps are
    /// rounded to whole numbers. Rate and shuffling are those of the first.</summary>
    /// <remarks>Added up in the order given, as a running mean: the same states in the same order have the same mean, to the bit, and numbers that are equal in
    /// all of them stay as they are.</remarks>
    /// <param name="states">The states, of trainers of the same kind; at least one.</param>
    /// <param name="weights">What each counts, as its number of rows; one for each state, finite and above 0.</param>
    /// <exception cref="ArgumentException">There is no state, not one weight for each, or the states are not of the same kind.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not finite or not above 0.</exception>
    public static TrainerState Mean(IReadOnlyList<TrainerState> states, IReadOnlyList<double> weights)
    {
        Guard.NotNull(states);
        Guard.NotNull(weights);
        if (states.Count == 0) throw new ArgumentException("There is no state to take a mean of.", nameof(states));
        if (weights.Count != states.Count)
            throw new ArgumentException($"There are {weights.Count} weights for {MessageText.Count(states.Count, "state")}; each needs one.", nameof(weights));
        for (int i = 0; i < weights.Count; i++)
        {
            Guard.Positive(weights[i], $"weights[{i}]");
            if (Difference(states[0], states[i]) is { } difference)
                throw new ArgumentException($"states[{i}] is of another kind of trainer: {difference}.", nameof(states));
        }

        TrainerState first = states[0];
        double[] steps = [.. states.Select(state => (double)state.Steps)];
        return first with
        {
            Parameters = MeanOf([.. states.Select(state => state.Parameters)], weights),
            Memory = [
                .. Enumerable.Range(0, first.Memory.Count).Select(
                    which => (ReadOnlyMemory<double>)MeanOf([.. states.Select(state => state.Memory[which])], weights)),
            ],
            Steps = Whole(MeanOf([.. steps.Select(one => (ReadOnlyMemory<double>)new[] { one })], weights)[0]),
            StepCounts = states.All(state => state.StepCounts is null) ? null : MeanCounts(states, weights),
        };
    }

    /// <summary>"after 120 steps, 51 parameters".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"after {MessageText.Count(Steps, "step")}, {MessageText.Count(Parameters.Length, "parameter")}");

    private static long[] MeanCounts(IReadOnlyList<TrainerState> states, IReadOnlyList<double> weights)
    {
        var counts = new ReadOnlyMemory<double>[states.Count];
        for (int i = 0; i < counts.Length; i++)
        {
            TrainerState state = states[i];
            var own = new double[state.Parameters.Length];
            for (int p = 0; p < own.Length; p++) own[p] = state.StepCounts is { } some ? some[p] : state.Steps;
            counts[i] = own;
        }
        return [.. MeanOf(counts, weights).Select(Whole)];
    }

    private static double[] MeanOf(ReadOnlyMemory<double>[] numbers, IReadOnlyList<double> weights)
    {
        double[] mean = numbers[0].ToArray();
        double total = weights[0];
        for (int i = 1; i < numbers.Length; i++)
        {
            total += weights[i];
            double share = weights[i] / total;
            ReadOnlySpan<double> next = numbers[i].Span;
            for (int p = 0; p < mean.Length; p++) mean[p] += (next[p] - mean[p]) * share;
        }
        return mean;
    }

    private static long Whole(double count) => (long)Math.Round(count, MidpointRounding.AwayFromZero);

    private static string? Difference(TrainerState first, TrainerState other)
    {
        if (other.Parameters.Length != first.Parameters.Length)
            return $"it has {MessageText.Count(other.Parameters.Length, "parameter")}, states[0] has {first.Parameters.Length}";
        if (other.Memory.Count != first.Memory.Count)
            return $"its optimizer remembers {MessageText.Count(other.Memory.Count, "number")} for each parameter, that of states[0] {first.Memory.Count}";
        return first.Memory.Concat(other.Memory).Any(plane => plane.Length != first.Parameters.Length)
            || (other.StepCounts ?? first.StepCounts)?.Count is { } counts && counts != first.Parameters.Length
            ? "its memory is not of one number for each parameter"
            : null;
    }
}
