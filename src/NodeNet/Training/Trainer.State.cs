using NodeNet.Foundation;

namespace NodeNet.Training;

/// <content>Where the trainer stands, to be taken over by another.</content>
public sealed partial class Trainer
{
    /// <summary>Where the trainer stands: a copy of the network's weights and biases, of what the optimizer remembers, of the rate and of where shuffling
    /// stands.</summary>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public TrainerState CopyState()
    {
        var parameters = new double[Network.ParameterCount];
        Network.CopyParametersTo(parameters);
        OptimizerMemory memory = _steppers.Reference.Memory;
        memory.FollowStructure();
        int[] places = Network.PlacesOfParameters();
        long[]? counts = memory.StepCounts;
        return new TrainerState
        {
            Parameters = parameters,
            Memory = [.. memory.Planes.Select(plane => (ReadOnlyMemory<double>)places.Select(p => plane[p]).ToArray())],
            Steps = memory.Steps,
            StepCounts = counts is null ? null : Array.ConvertAll(places, p => counts[p]),
            LearningRate = LearningRate,
            Random = _random.State,
        };
    }

    /// <summary>Takes over where another trainer stood: what follows is what would have followed there, to the bit, if network, options and data are the
    /// same. Epochs count from 1 again.</summary>
    /// <param name="state">Where it stood (<see cref="CopyState"/>), or a mean of such (<see cref="TrainerState.Mean"/>).</param>
    /// <exception cref="ArgumentException">The state is not of a network with so many parameters, or not of this optimizer, or holds a number that it could not
    /// remember. Network and trainer stay as they were.</exception>
    /// <exception cref="InvalidOperationException">Inside a step or a forward pass of the network, or while another thread trains it. All stays as it
    /// was.</exception>
    public void GoOnFrom(TrainerState state)
    {
        Guard.NotNull(state);
        if (DifferenceOf(state) is { } difference) throw new ArgumentException($"The state is of another kind of trainer: {difference}.", nameof(state));
        Network.CopyParametersFrom(state.Parameters.Span);
        int[] places = Network.PlacesOfParameters();
        double[][] planes = [.. state.Memory.Select(plane => Laid(plane.Span, places))];
        _steppers.Reference.Memory.Restore(planes, state.Steps, state.StepCounts is { } counts ? Laid<long>([.. counts], places) : null);
        _random.State = state.Random;
        LearningRate = state.LearningRate;
    }

    private T[] Laid<T>(ReadOnlySpan<T> numbers, int[] places)
    {
        var laid = new T[Network.Parameters.Length];
        for (int i = 0; i < places.Length; i++) laid[places[i]] = numbers[i];
        return laid;
    }

    private string? DifferenceOf(TrainerState state)
    {
        int count = Network.ParameterCount;
        if (state.Parameters.Length != count)
            return $"it has {MessageText.Count(state.Parameters.Length, "parameter")}, the network has {count}";
        if (FirstNotFinite(state.Parameters.Span) is { } notFinite) return $"it holds a weight or bias of {MessageText.Exact(notFinite)}";
        if (state.Memory.Count != Options.Optimizer.MemoryLength)
        {
            return $"its optimizer remembers {MessageText.Count(state.Memory.Count, "number")} for each parameter, {Options.Optimizer.Name} "
                + $"{Options.Optimizer.MemoryLength}";
        }
        if (state.Memory.Any(plane => plane.Length != count) || state.StepCounts?.Count is { } counts && counts != count)
            return "its memory is not of one number for each parameter";
        for (int which = 0; which < state.Memory.Count; which++)
        {
            foreach (double number in state.Memory[which].Span)
            {
                if (!Options.Optimizer.AcceptsMemory(which, number))
                    return $"{Options.Optimizer.Name} cannot remember {MessageText.Exact(number)} as its number {which + 1}";
            }
        }
        if (state.Steps < 0 || (state.StepCounts is { } steps && steps.Any(own => own < 0 || own > state.Steps)))
            return "a count of steps is below 0 or above the count of all";
        if (state.Random == default) return "where shuffling stands is not told";
        return double.IsFinite(state.LearningRate) && state.LearningRate >= 0.0 ? null : $"its rate is {MessageText.Exact(state.LearningRate)}";
    }

    private static double? FirstNotFinite(ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
            if (!double.IsFinite(number)) return number;
        return null;
    }
}
