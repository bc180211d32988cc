using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Schedules;

/// <summary>The rate follows half a cosine from the base rate down to a share of it, and stays there.</summary>
/// <remarks>
/// <para>low + ½ · (base − low) · (1 + cos(π · (epoch − 1) / epochs)), with low = share · base.</para>
/// <para>Source: I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2016), without restarts.</para>
/// </remarks>
public sealed class CosineDecay : ILearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="epochs">After how many epochs the low end is reached; at least 1.</param>
    /// <param name="share">The low end as a share of the base rate, at least 0 and below 1; by default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public CosineDecay(int epochs, double share = 0.0)
    {
        Guard.AtLeast(epochs, 1);
        Guard.Fraction(share);
        Epochs = epochs;
        Share = share;
        Name = MessageText.WithParameters("cosine", epochs, share);
    }

    /// <summary>After how many epochs the low end is reached.</summary>
    public int Epochs { get; }

    /// <summary>The low end as a share of the base rate.</summary>
    public double Share { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>low + ½ · (base − low) · (1 + cos(π · (epoch − 1) / epochs)).</summary>
    /// <inheritdoc/>
    public double Rate(double baseRate, int epoch, TrainingHistory history)
    {
        double low = Share * baseRate;
        double progress = Math.Min(epoch - 1, Epochs) / (double)Epochs;
        return low + 0.5 * (baseRate - low) * (1.0 + Math.Cos(Math.PI * progress));
    }
}
