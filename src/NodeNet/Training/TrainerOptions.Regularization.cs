using NodeNet.Foundation;

namespace NodeNet.Training;

/// <content>What keeps a network from learning its examples by heart, besides L1 and L2.</content>
public sealed partial record TrainerOptions
{
    /// <summary>Which share of the nodes is left out of each example's step, or null for none. Default: null.</summary>
    /// <remarks>With it, <see cref="InputNoise"/> or <see cref="MaxNorm"/>, steps on one example run on the loops for batches.</remarks>
    public Dropout? Dropout { get; init; }

    /// <summary>σ: to every input of every example's step a number of the normal distribution with mean 0 and this standard deviation is added. Predictions and
    /// evaluations know no noise. Scale the inputs first: σ is the same for all. 0 or above. Default: 0.</summary>
    /// <remarks>The numbers hang on the seed, the step, the example's row and the input, as those of <see cref="Training.Dropout"/> do.</remarks>
    public double InputNoise { get; init; }

    /// <summary>The largest length, √(Σ w²), of the trained weights that lead to a node, or null for no limit. After each step the weights into a node that are
    /// longer are shortened to it, all by the same factor; biases are left alone. Above 0, or null. Default: null.</summary>
    public double? MaxNorm { get; init; }

    private void ValidateRegularization()
    {
        Dropout?.Validate();
        Guard.NotNegative(InputNoise);
        if (MaxNorm is { } norm) Guard.Positive(norm, nameof(MaxNorm));
    }
}
