using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>Leaves nodes out of each example's training step at random: a node of a layer with the rate p has the activation 0 with probability p, and
/// otherwise
/// 1 / (1 − p) times its own ("inverted"), so that its mean stays as it is and predictions need no change. Outputs are never left out.</summary>
/// <remarks>
/// <para>Which nodes, the seed decides, the number of the step, the example's row and the node: not the order of examples in a batch, the number of threads or
/// the loops. So a run that is resumed ends bit for bit where one without interruption ends, and a ledger of the next step shows the nodes that it will leave
/// out. Rates of 0 give the bits of training without dropout.</para>
/// <para>The losses that are measured during an epoch's steps (<see cref="History.EpochReport.Loss"/> where there is no validation set) are those of the
/// thinned
/// network. Evaluations and predictions know no dropout.</para>
/// <para>Source: N. Srivastava and others, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting" (2014).</para>
/// </remarks>
public sealed record Dropout
{
    /// <summary>p of the inputs. 0 or above, below 1. Default: 0.</summary>
    public double Inputs { get; init; }

    /// <summary>p of every hidden layer that <see cref="Layers"/> does not name. 0 or above, below 1. Default: 0.</summary>
    public double Hidden { get; init; }

    /// <summary>p of single hidden layers, from the inputs on, in place of <see cref="Hidden"/>; there may be fewer than layers. Each 0 or above, below 1.
    /// Default: none.</summary>
    public IReadOnlyList<double> Layers { get; init; } = [];

    /// <summary>"0.2 of the inputs, 0.5 of hidden nodes".</summary>
    public override string ToString() =>
        $"{MessageText.Exact(Inputs)} of the inputs, {MessageText.Exact(Hidden)} of hidden nodes"
            + (Layers.Count == 0 ? "" : $", by layer {string.Join(", ", Layers.Select(rate => MessageText.Exact(rate)))}");

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is below 0, 1 or above, or no number.</exception>
    public void Validate()
    {
        Guard.NotNull(Layers);
        Check(Inputs, nameof(Inputs));
        Check(Hidden, nameof(Hidden));
        foreach (double rate in Layers) Check(rate, nameof(Layers));
    }

    /// <summary>p of a layer of a network, outputs left out: 0 are the inputs, then the hidden layers.</summary>
    internal double RateOf(int layer) => layer == 0 ? Inputs : layer <= Layers.Count ? Layers[layer - 1] : Hidden;

    private static void Check(double rate, string name)
    {
        if (rate is >= 0.0 and < 1.0) return;
        throw new ArgumentOutOfRangeException(
            name, rate, $"Dropout.{name} is {MessageText.Exact(rate)}; it must be 0 or above and below 1: the share of nodes that are left out.");
    }
}
