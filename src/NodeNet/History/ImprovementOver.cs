namespace NodeNet.History;

/// <summary>What the loss of an epoch must fall below, by more than a least improvement, to count as improved. Without a least improvement (0) there is no
/// difference.</summary>
public enum ImprovementOver
{
    /// <summary>The best loss before the last epochs, as many as the patience is: small steps may add up over these epochs.</summary>
    BestBefore,

    /// <summary>The loss that counted as improved last, as Keras' <c>min_delta</c> and PyTorch's <c>ReduceLROnPlateau</c> have it: what is better by less does
    /// not count, and later losses are not compared with it.</summary>
    LastImprovement,
}
