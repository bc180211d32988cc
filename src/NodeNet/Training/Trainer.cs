using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Training;

/// <summary>Teaches a network: single steps, or whole runs over a data set.</summary>
/// <remarks>
/// <para>A step has two phases, never mixed: first the δ of every node, all from the weights of the forward pass; then the change of every weight and bias.</para>
/// <para>A trainer keeps what its optimizer remembers and where its shuffling stands, so a second call of <see cref="Train"/> goes on where the first ended (epochs
/// count from 1 again). It is not thread-safe, and while it trains no other thread may use the network.</para>
/// </remarks>
public sealed class Trainer
{
    private readonly StepperCache _steppers;
    private readonly RandomGenerator _random;
    private int[] _all = []; // 0, 1, 2, …: the examples of a batch, in order

    /// <summary>Creates a trainer for a network.</summary>
    /// <param name="network">The network to teach.</param>
    /// <param name="loss">What is to become small.</param>
    /// <param name="options">How to learn; by default <see cref="TrainerOptions"/>' own defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Trainer(Network network, ILoss loss, TrainerOptions? options = null)
    {
        Network = Guard.NotNull(network);
        Loss = Guard.NotNull(loss);
        Options = options ?? new TrainerOptions();
        Options.Validate();
        LearningRate = Options.LearningRate;
        _steppers = new StepperCache(network, loss, Options);
        _random = new RandomGenerator(Options.Seed);
    }

    /// <summary>The network that is taught.</summary>
    public Network Network { get; }

    /// <summary>What is to become small.</summary>
    public ILoss Loss { get; }

    /// <summary>How to learn.</summary>
    public TrainerOptions Options { get; }

    /// <summary>α of the next <see cref="Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/>, and the base rate of the schedule in the next <see cref="Train"/>. Starts as <see cref="TrainerOptions.LearningRate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: not finite, or below 0.</exception>
    public double LearningRate
    {
        get;
        set => field = Guard.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>How many steps the optimizer has taken. It starts anew, at 0, after a run that ended with <see cref="StopReason.NotFinite"/>.</summary>
    public long Steps => _steppers.Reference.Memory.Steps;

    /// <summary>Learns from one example: forward pass, δ of every node, change of every weight and bias, in explicit loops. Afterwards every node shows the numbers of the step.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <returns>The loss before the change, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    public double Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        Network.CheckInputs(inputs);
        Network.CheckTargets(targets);
        CheckTargets(targets);

        NodeValues shown = Network.Shown;
        shown.MarkNothing();
        StepLoop loop = _steppers.Reference;
        loop.Begin();
        double loss = loop.Add(inputs, targets, shown);
        ThrowIfNotFinite(loss);
        loop.Apply(LearningRate, 1);
        shown.MarkStep();
        return loss;
    }

    /// <summary>Learns from a batch of examples with a single step, along the mean or sum of theirs (<see cref="TrainerOptions.BatchReduction"/>). The nodes show nothing afterwards:
    /// there is no one example that the numbers would belong to.</summary>
    /// <param name="batch">The examples.</param>
    /// <returns>The mean loss over the examples before the change, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    public double Step(DataSet batch)
    {
        Check(batch, nameof(batch));
        // Never the loops for a single example: to save a pass, those change weights while they still compute δs, and could not take that back.
        IStepper stepper = _steppers.For(Math.Max(batch.Count, 2));
        int right = 0;
        double sum;
        try
        {
            stepper.Load();
            sum = stepper.Run(batch, AllOf(batch), batch.Count, LearningRate, ref right, CancellationToken.None);
            stepper.WriteBack();
        }
        finally
        {
            Network.Changed();
        }
        return sum / batch.Count;
    }

    /// <summary>The mean loss, and where the targets name classes the accuracy, of the network as it is.</summary>
    /// <param name="data">The examples to test with.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    public Evaluation Evaluate(DataSet data)
    {
        Check(data, nameof(data));
        return Evaluation.Of(Network, Loss, data);
    }

    /// <summary>Learns from a data set, epoch after epoch, until a limit, a rule or the caller says stop.</summary>
    /// <param name="training">The examples to learn from. They stay as they are; only the order in which they are taken changes.</param>
    /// <param name="validation">Examples that are only measured, never learned from; by default <see cref="TrainerOptions.ValidationFraction"/> of the training set is held out.</param>
    /// <param name="cancellation">Ends training after the current step. The network then holds what it has learned so far, and the result says <see cref="StopReason.Cancelled"/>.</param>
    /// <returns>Why training ended, the history, and the losses of the network as it then is.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="InvalidOperationException">A single example cannot be divided by <see cref="TrainerOptions.ValidationFraction"/>, or the schedule gave a rate that is not finite or below 0.</exception>
    public TrainingResult Train(DataSet training, DataSet? validation = null, CancellationToken cancellation = default)
    {
        Check(training, nameof(training));
        if (validation is null && Options.ValidationFraction > 0.0)
            (validation, training) = training.Split(Options.ValidationFraction, Options.Seed);
        if (validation is not null) Check(validation, nameof(validation));

        try
        {
            return new TrainingRun(this, _steppers, _random, training, validation).Run(cancellation);
        }
        finally
        {
            _steppers.Release();
        }
    }

    private ReadOnlySpan<int> AllOf(DataSet batch)
    {
        if (_all.Length < batch.Count) _all = [.. Enumerable.Range(0, batch.Count)];
        return _all.AsSpan(0, batch.Count);
    }

    private void Check(DataSet data, string argument)
    {
        Network.CheckFits(data, argument);
        for (int row = 0; row < data.Count; row++)
        {
            int column = RefusedTarget(data.Targets[row]);
            if (column >= 0)
                throw new ArgumentException($"The target in row {row}, column {column} is {Naming.Exact(data.Targets[row, column])}; {Loss.Name} takes {Loss.TargetRange} (row and column count from 0).", argument);
        }
    }

    private void CheckTargets(ReadOnlySpan<double> targets)
    {
        int column = RefusedTarget(targets);
        if (column >= 0)
            throw new ArgumentException($"The target for {Network.OutputLayer.Nodes[column].Name} is {Naming.Exact(targets[column])}; {Loss.Name} takes {Loss.TargetRange}.", nameof(targets));
    }

    private int RefusedTarget(ReadOnlySpan<double> targets)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (!Loss.AcceptsTarget(targets[i])) return i;
        }
        return -1;
    }

    private static void ThrowIfNotFinite(double loss)
    {
        if (!double.IsFinite(loss))
            throw new NotFiniteNumberException($"The loss is {Naming.Exact(loss)}; the network stays as it was. {StepLoop.Advice}", loss);
    }
}
