namespace NodeNet.Steps;

/// <summary>How far the gradient of a step is. A step goes through all stages, in this order.</summary>
public enum GradientStage
{
    /// <summary>The examples' gradients, each times its weight, are added up.</summary>
    Summed,

    /// <summary>The sum is divided by the number of examples or, where they have weights, as <see cref="Data.DataSet.Weights"/> says, if the step follows their
    /// mean (<see cref="Training.BatchReduction"/>); otherwise it is still the sum.</summary>
    Averaged,

    /// <summary>The slopes of L1 and L2 are in it.</summary>
    Penalized,

    /// <summary>It has its final length (<see cref="Training.TrainerOptions.ClipNorm"/>); the optimizer is asked next.</summary>
    Clipped,
}
