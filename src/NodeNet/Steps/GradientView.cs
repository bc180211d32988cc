namespace NodeNet.Steps;

/// <summary>The gradient of a step at some <see cref="GradientStage"/>, with the sign of the handout: −∂Loss/∂parameter, the direction in which the loss falls.
/// Valid only during the call that it is given to.</summary>
public readonly ref struct GradientView
{
    private readonly Network _network;
    private readonly ReadOnlySpan<double> _downhill;
    private readonly OptimizerMemory _memory;
    private readonly WeightPenalty _penalty;

    internal GradientView(Network network, ReadOnlySpan<double> downhill, OptimizerMemory memory, WeightPenalty penalty, double divisor, double clipFactor)
    {
        _network = network;
        _downhill = downhill;
        _memory = memory;
        _penalty = penalty;
        Divisor = divisor;
        ClipFactor = clipFactor;
    }

    /// <summary>What the sum over the examples is divided by: their number or, where they have weights, as <see cref="Data.DataSet.Weights"/> says; 1 where the
    /// step follows the sum.</summary>
    public double Divisor { get; }

    /// <summary>−∂Loss/∂weight.</summary>
    /// <param name="connection">A connection of the network.</param>
    /// <exception cref="ArgumentException">The connection is of another network.</exception>
    public double this[Connection connection] => _downhill[Places.Of(_network, connection)];

    /// <summary>What the gradient was multiplied by to be no longer than <see cref="Training.TrainerOptions.ClipNorm"/>; 1 if it was short enough, if there is
    /// no limit, and before <see cref="GradientStage.Clipped"/>.</summary>
    public double ClipFactor { get; }

    /// <summary>−∂Loss/∂bias. For a node without bias, what it would be if it had one.</summary>
    /// <param name="node">A hidden or output node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public double OfBias(Node node) => _downhill[Places.OfBias(_network, node)];

    /// <summary>What the optimizer remembers of a weight from the steps before.</summary>
    /// <param name="connection">A connection of the network.</param>
    /// <returns>A copy: <see cref="Optimizers.IOptimizer.MemoryLength"/> numbers.</returns>
    /// <exception cref="ArgumentException">The connection is of another network.</exception>
    public double[] MemoryOf(Connection connection) => _memory.Of(Places.Of(_network, connection));

    /// <summary>What the optimizer remembers of a bias from the steps before.</summary>
    /// <param name="node">A hidden or output node of the network.</param>
    /// <returns>A copy: <see cref="Optimizers.IOptimizer.MemoryLength"/> numbers.</returns>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public double[] MemoryOfBias(Node node) => _memory.Of(Places.OfBias(_network, node));

    /// <summary>Calculates what L1 and L2 add to the loss of the step: L1 · Σ|w| + ½ · L2 · Σw².</summary>
    public double Penalty() => UpdatePass.Penalty(_network, _penalty);
}
