namespace NodeNet.Training;

/// <summary>How the examples of a batch make one step.</summary>
public enum BatchReduction
{
    /// <summary>The mean over the examples: the step does not grow with the batch.</summary>
    Mean,

    /// <summary>The sum over the examples: the handout's "accumulate".</summary>
    Sum,
}
