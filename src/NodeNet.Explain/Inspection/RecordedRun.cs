using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Inspection;

/// <summary>A training run that was written down: the loss of every step, ledgers spread over the run, weights over time, and how hard each example pulled at
/// them.</summary>
public sealed class RecordedRun
{
    private readonly Dictionary<string, int> _watched;
    private readonly double[] _before;
    private readonly IReadOnlyList<(int Step, double[] Values)> _values;
    private readonly double[][] _pulls;
    private readonly double[][] _sizes;

    private readonly Network _shape;

    internal RecordedRun(
        TrainingResult result, LedgerNetwork network, Network shape, DataSet examples, IReadOnlyList<double> losses, IReadOnlyList<RecordedStep> steps,
        Dictionary<string, int> watched, double[] before, IReadOnlyList<(int Step, double[] Values)> values, double[][] pulls, double[][] sizes)
    {
        Result = result;
        Network = network;
        _shape = shape;
        Examples = examples;
        Losses = losses;
        Steps = steps;
        _watched = watched;
        _before = before;
        _values = values;
        _pulls = pulls;
        _sizes = sizes;
    }

    /// <summary>How training ended.</summary>
    public TrainingResult Result { get; }

    /// <summary>The network's shape.</summary>
    public LedgerNetwork Network { get; }

    /// <summary>The loss of every step, before the step: the mean over its examples.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The steps whose ledgers were kept: the first, the last, and between them steps spread evenly.</summary>
    public IReadOnlyList<RecordedStep> Steps { get; }

    /// <summary>The examples that were learned from, in the caller's order.</summary>
    public DataSet Examples { get; }

    /// <summary>A copy of the network with the weights and biases that it had before a step.</summary>
    /// <param name="step">One of the <see cref="Steps"/>.</param>
    public Network NetworkBefore(RecordedStep step) => NetworkWith(Guard.NotNull(step), change => change.OldValue);

    /// <summary>A copy of the network with the weights and biases that it had after a step.</summary>
    /// <param name="step">One of the <see cref="Steps"/>.</param>
    public Network NetworkAfter(RecordedStep step) => NetworkWith(Guard.NotNull(step), change => change.NewValue);

    private Network NetworkWith(RecordedStep step, Func<ParameterChange, double> valueOf)
    {
        Network network = _shape.Clone();
        foreach (ParameterChange change in step.Ledger.Changes)
        {
            if (change.Parameter.Source is { } source) network.Connection(source.Name, change.Parameter.Target.Name).Weight = valueOf(change);
            else network.Node(change.Parameter.Target.Name).Bias = valueOf(change);
        }
        return network;
    }

    /// <summary>A weight over time: its value before the run (step 0) and after steps spread evenly over it, the last included.</summary>
    /// <param name="from">The name of the node that the connection leaves.</param>
    /// <param name="to">The name of the node that it leads to.</param>
    /// <exception cref="ArgumentException">There was no such connection, or it was not watched.</exception>
    /// <remarks>As the steps left it: what <see cref="TrainerOptions.KeepBest"/> puts back at the end is no step.</remarks>
    public IReadOnlyList<RecordedValue> Values(string from, string to) => ValuesOf(Network.Weight(from, to));

    /// <summary>A bias over time, as <see cref="Values"/>.</summary>
    /// <param name="node">The name of the node that it belongs to.</param>
    /// <exception cref="ArgumentException">There was no such bias, or it was not watched.</exception>
    public IReadOnlyList<RecordedValue> ValuesOfBias(string node) => ValuesOf(Network.Bias(node));

    /// <summary>Which examples moved a weight most, those first that pulled hardest in sum.</summary>
    /// <param name="from">The name of the node that the connection leaves.</param>
    /// <param name="to">The name of the node that it leads to.</param>
    /// <param name="most">How many to list; at least 1.</param>
    /// <exception cref="ArgumentException">There was no such connection, or it was not watched.</exception>
    /// <remarks>A pull is the example's share of the way downhill as the step used it (after mean and clipping), times the learning rate: what plain gradient
    /// descent moves the weight by. Other optimizers divide and remember, so that no single example can claim their changes; the pulls still say who asked for
    /// what.</remarks>
    public IReadOnlyList<ExamplePull> Movers(string from, string to, int most = 10) => MoversOf(Network.Weight(from, to), most);

    /// <summary>Which examples moved a bias most, as <see cref="Movers"/>.</summary>
    /// <param name="node">The name of the node that it belongs to.</param>
    /// <param name="most">How many to list; at least 1.</param>
    /// <exception cref="ArgumentException">There was no such bias, or it was not watched.</exception>
    public IReadOnlyList<ExamplePull> MoversOfBias(string node, int most = 10) => MoversOf(Network.Bias(node), most);

    /// <summary>How a weight got its value, in words: from where to where, which examples moved it most, and its values on the way. Its
    /// <see cref="LedgerReason.ToString"/> is the whole answer.</summary>
    /// <param name="from">The name of the node that the connection leaves.</param>
    /// <param name="to">The name of the node that it leads to.</param>
    /// <param name="format">Digits and names; by default <see cref="LedgerFormat.Default"/>. Its filters have no part in it.</param>
    /// <exception cref="ArgumentException">There was no such connection, or it was not watched.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A property of the format is out of its range.</exception>
    public LedgerReason Why(string from, string to, LedgerFormat? format = null) => WhyOf(Network.Weight(from, to), format);

    /// <summary>How a bias got its value, as <see cref="Why"/>.</summary>
    /// <param name="node">The name of the node that it belongs to.</param>
    /// <param name="format">Digits and names; by default <see cref="LedgerFormat.Default"/>. Its filters have no part in it.</param>
    /// <exception cref="ArgumentException">There was no such bias, or it was not watched.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A property of the format is out of its range.</exception>
    public LedgerReason WhyBias(string node, LedgerFormat? format = null) => WhyOf(Network.Bias(node), format);

    /// <summary>"4000 steps, loss 0.037 to 0.002, 9 ledgers".</summary>
    public override string ToString()
    {
        string losses = Losses.Count == 0 ? "" : $", loss {MessageText.Short(Losses[0])} to {MessageText.Short(Losses[^1])}";
        return $"{MessageText.Count(Losses.Count, "step")}{losses}, {MessageText.Count(Steps.Count, "ledger")}";
    }

    /// <summary>What took the steps; null if no step was taken.</summary>
    internal IOptimizer? Optimizer => Steps.Count == 0 ? null : Steps[0].Ledger.Setup.Rule;

    private LedgerReason WhyOf(LedgerParameter parameter, LedgerFormat? format) =>
        RunReasons.Of(this, parameter, ValuesOf(parameter), MoversOf(parameter, int.MaxValue), format);

    private RecordedValue[] ValuesOf(LedgerParameter parameter)
    {
        int watched = Watched(parameter);
        return [new RecordedValue(0, _before[watched]), .. _values.Select(point => new RecordedValue(point.Step, point.Values[watched]))];
    }

    private ExamplePull[] MoversOf(LedgerParameter parameter, int most)
    {
        Guard.AtLeast(most, 1);
        int watched = Watched(parameter);
        return [.. Enumerable.Range(0, _pulls[watched].Length)
            .Select(row => new ExamplePull(row, _pulls[watched][row], _sizes[watched][row]))
            .OrderByDescending(pull => pull.Size)
            .Take(most)];
    }

    private int Watched(LedgerParameter parameter) => _watched.TryGetValue(parameter.Name, out int place) ? place
        : throw new ArgumentException($"{parameter.Name} was not watched; watched were {MessageText.List([.. _watched.Keys], most: 40)}.", nameof(parameter));
}

/// <summary>A step of a recorded run.</summary>
/// <param name="Number">Its number in the run, from 1.</param>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Ledger">All its numbers.</param>
public sealed record RecordedStep(int Number, int Epoch, StepLedger Ledger);

/// <summary>A weight or bias at a time.</summary>
/// <param name="Step">The number of the step in the run after which it had this value; 0 before the first.</param>
/// <param name="Value">The value.</param>
public readonly record struct RecordedValue(int Step, double Value)
{
    /// <summary>The members with their numbers, as "RecordedValue { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(RecordedValue), PrintMembers);
}

/// <summary>How hard an example pulled at a weight over a run.</summary>
/// <param name="Row">The example's row in the training set, from 0.</param>
/// <param name="Pull">The sum of its pulls, with their signs: where it wanted the weight to go.</param>
/// <param name="Size">The sum of their sizes.</param>
public readonly record struct ExamplePull(int Row, double Pull, double Size)
{
    /// <summary>The members with their numbers, as "ExamplePull { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ExamplePull), PrintMembers);
}
