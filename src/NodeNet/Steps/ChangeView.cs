namespace NodeNet.Steps;

/// <summary>What a step adds to every weight and bias. Valid only during the call that it is given to.</summary>
public readonly ref struct ChangeView
{
    private readonly Network _network;
    private readonly ReadOnlySpan<double> _changes;
    private readonly OptimizerMemory _memory;
    private readonly double[] _factors;

    internal ChangeView(Network network, ReadOnlySpan<double> changes, OptimizerMemory memory, double learningRate, double[] factors)
    {
        _network = network;
        _changes = changes;
        _memory = memory;
        LearningRate = learningRate;
        _factors = factors;
    }

    /// <summary>The change of a weight; −0 if it is frozen, which adds nothing.</summary>
    /// <param name="connection">A connection of the network.</param>
    /// <exception cref="ArgumentException">The connection is of another network.</exception>
    public double this[Connection connection] => _changes[Places.Of(_network, connection)];

    /// <summary>α of the step.</summary>
    public double LearningRate { get; }

    /// <summary>The number of the step since the optimizer began, from 1.</summary>
    public long StepNumber => _memory.Steps;

    /// <summary>The change of a bias; −0 if it is frozen or missing, which adds nothing.</summary>
    /// <param name="node">A hidden or output node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public double OfBias(Node node) => _changes[Places.OfBias(_network, node)];

    /// <summary>What the trained weights into a node are multiplied by once their changes are added, to be no longer than
    /// <see cref="Training.TrainerOptions.MaxNorm"/>; 1 if they are short enough, or if there is no limit.</summary>
    /// <param name="node">A hidden or output node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public double NormFactorOf(Node node) => Places.OfComputed(_network, node) is var slot && _factors.Length == 0 ? 1.0 : _factors[slot];

    /// <summary>How many steps a weight has taken, this one included: fewer than <see cref="StepNumber"/> if it was frozen or missing in some.</summary>
    /// <param name="connection">A connection of the network that is trained.</param>
    /// <exception cref="ArgumentException">The connection is of another network.</exception>
    public long StepsOf(Connection connection) => _memory.StepsOf(Places.Of(_network, connection));

    /// <summary>How many steps a bias has taken, this one included: fewer than <see cref="StepNumber"/> if it was frozen or missing in some.</summary>
    /// <param name="node">A hidden or output node of the network whose bias is trained.</param>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public long StepsOfBias(Node node) => _memory.StepsOf(Places.OfBias(_network, node));

    /// <summary>What the optimizer remembers of a weight from now on.</summary>
    /// <param name="connection">A connection of the network.</param>
    /// <returns>A copy: <see cref="Optimizers.IOptimizer.MemoryLength"/> numbers.</returns>
    /// <exception cref="ArgumentException">The connection is of another network.</exception>
    public double[] MemoryOf(Connection connection) => _memory.Of(Places.Of(_network, connection));

    /// <summary>What the optimizer remembers of a bias from now on.</summary>
    /// <param name="node">A hidden or output node of the network.</param>
    /// <returns>A copy: <see cref="Optimizers.IOptimizer.MemoryLength"/> numbers.</returns>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public double[] MemoryOfBias(Node node) => _memory.Of(Places.OfBias(_network, node));
}
