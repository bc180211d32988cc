using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Training;

/// <summary>What a run continues from, as it is at the end of its last epoch (or before its first). Arrays by parameter are in the order of
/// <see cref="Network.Parameters"/>.</summary>
internal sealed class TrainingState
{
    /// <summary>The reports of the epochs.</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>The weights and biases from before the first epoch.</summary>
    public required double[] Before { get; init; }

    /// <summary>The weights and biases: the last good ones.</summary>
    public required double[] Parameters { get; set; }

    /// <summary>The weights and biases of the best epoch; null if they are not kept.</summary>
    public double[]? Best { get; set; }

    /// <summary>The epoch that <see cref="Best"/> is of; 0 while there is none.</summary>
    public int BestEpoch { get; set; }

    /// <summary>The loss of <see cref="BestEpoch"/>.</summary>
    public double BestLoss { get; set; } = double.PositiveInfinity;

    /// <summary>Only epochs after this one can be the best: after it a callback has changed what the network is, and there is no way back. 0 if none
    /// has.</summary>
    public int BestAfter { get; set; }

    /// <summary>The loops and machines that the run has had (<see cref="Arithmetic"/>), each once.</summary>
    public List<string> Arithmetics { get; init; } = [];

    /// <summary>The base of the schedule.</summary>
    public double LearningRate { get; set; }

    /// <summary>Where shuffling stands.</summary>
    public RandomState Random { get; set; }

    /// <summary>How many steps the optimizer has taken.</summary>
    public long Steps { get; set; }

    /// <summary>How many of the steps each parameter has taken; null if all have taken all.</summary>
    public long[]? StepCounts { get; set; }

    /// <summary>What the optimizer remembers: [which number][parameter].</summary>
    public double[][] Memory { get; set; } = [];

    /// <summary>Copies numbers, into the same array where they fit.</summary>
    public static double[] Copy(ReadOnlySpan<double> from, double[]? into)
    {
        if (into?.Length != from.Length) return from.ToArray();
        from.CopyTo(into);
        return into;
    }

    /// <summary>Takes over where a trainer stands.</summary>
    public void Capture(double learningRate, RandomState random, OptimizerMemory memory)
    {
        LearningRate = learningRate;
        Random = random;
        memory.FollowStructure();
        Steps = memory.Steps;
        StepCounts = memory.StepCounts;
        if (Memory.Length != memory.Planes.Length) Memory = new double[memory.Planes.Length][];
        for (int i = 0; i < Memory.Length; i++)
            Memory[i] = Copy(memory.Planes[i].Span, Memory[i]);
    }
}
