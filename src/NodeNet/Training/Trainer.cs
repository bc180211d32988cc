using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <summary>Teaches a network: single steps, or whole runs over a data set.</summary>
/// <remarks>
/// <para>A step has two phases, never mixed: first the δ of every node, all from the weights of the forward pass; then the change of every weight and
/// bias.</para>
/// <para>A trainer keeps what its optimizer remembers and where its shuffling stands, so a second call of
/// <see cref="Train(DataSet, DataSet, CancellationToken)"/> continues where the first ended (epochs count from 1 again).</para>
/// <para>One step or run at a time: until it has ended, others on the same network are refused with an <see cref="InvalidOperationException"/>, and so is
/// predicting on another thread. Callbacks on the training thread may predict and look. To predict on other threads during training, give them a snapshot
/// (<see cref="NodeNet.Network.Freeze()"/>).</para>
/// <para>Inside a step nothing but the step changes the network: a part of yours that tries gets an <see cref="InvalidOperationException"/>. Between the epochs
/// of a run, a progress callback, schedule or stopping rule may change what it likes.</para>
/// <para>Exceptions of parts of yours (activation function, loss, optimizer, schedule, stopping rule, progress) come through as they are, and the network holds
/// the weights of the last whole step, or if the schedule, rule or progress has thrown, those of the end of the epoch. An optimizer that has thrown starts
/// again, as before its first step.</para>
/// </remarks>
public sealed partial class Trainer
{
    private readonly StepperCache _steppers;
    private readonly RandomGenerator _random;
    private readonly BeforeStep _beforeStep = new();
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

    /// <summary>α of the next <see cref="Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/>, and the rate that the schedule goes from in
    /// <see cref="Train(DataSet, DataSet, CancellationToken)"/>. Starts as <see cref="TrainerOptions.LearningRate"/>.</summary>
    /// <remarks>A progress callback may assign it. From the next epoch on every schedule goes from the new rate as it went from the old: <c>ConstantRate</c>
    /// takes it as it is, <c>StepDecay</c> and <c>ReduceOnPlateau</c> with the reductions that there have been.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">On setting: not finite, or below 0.</exception>
    public double LearningRate
    {
        get;
        set => field = Guard.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>How many steps the optimizer has taken. It starts again, at 0, after a run that ended with <see cref="StopReason.NotFinite"/>.</summary>
    public long Steps => _steppers.Reference.Memory.Steps;

    /// <summary>Learns from one example: forward pass, δ of every node, change of every weight and bias, in explicit loops. Afterwards every node shows the
    /// numbers of the step.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <returns>The loss before the change, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already, or the loss cannot take the outputs of its last layer
    /// (<see cref="ILoss.AcceptsOutputs(IActivation)"/>).</exception>
    public double Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        CheckExample(inputs, targets);
        Network.BeginTraining();
        Network.BeginSteps();
        try
        {
            NodeValues shown = Network.Shown;
            shown.MarkNothing();
            StepLoop loop = _steppers.Reference;
            loop.Begin();
            double loss = loop.Add(inputs, targets, shown);
            if (!double.IsFinite(loss)) throw loop.NotFinite(null, loss, shown);
            loop.Apply(LearningRate, 1);
            shown.MarkStep();
            return loss;
        }
        catch (StepDivergedException trouble)
        {
            throw trouble.ForSingleStep();
        }
        finally
        {
            Network.EndTraining();
        }
    }

    /// <summary>Learns from a data set, epoch after epoch, until a limit, a rule or the caller says stop.</summary>
    /// <param name="training">The examples to learn from. They stay as they are; only the order in which they are taken changes.</param>
    /// <param name="validation">Examples that are only measured, never learned from; by default <see cref="TrainerOptions.ValidationFraction"/> of the training
    /// set is held out.</param>
    /// <param name="cancellation">Ends training after the current step. The network then holds what it has learned so far, and the result says
    /// <see cref="StopReason.Cancelled"/>.</param>
    /// <returns>Why training ended, the history, and the losses of the network as it then is.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already, the loss cannot take the outputs of its last layer, a single example
    /// cannot be divided by <see cref="TrainerOptions.ValidationFraction"/>, or the schedule gave a rate that is not finite or below 0.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written (<see cref="TrainerOptions.Checkpoints"/>). What can be known before training, is. The
    /// network holds the weights of the end of the epoch.</exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint may not be written there.</exception>
    public TrainingResult Train(DataSet training, DataSet? validation = null, CancellationToken cancellation = default) =>
        Run(null, training, validation, cancellation);

    /// <summary>Continues a run from its checkpoint, up to <see cref="TrainerOptions.Epochs"/>: it ends bit for bit where the uninterrupted run ends.</summary>
    /// <remarks>
    /// <para>Make network, trainer and data as for the run that was saved; what the network's weights are does not matter. Whatever decides the numbers must be
    /// the same: loss, optimizer, schedule, layers, connections, data, … Free are <see cref="TrainerOptions.Epochs"/> and
    /// <see cref="TrainerOptions.StopWhen"/>, which say when to end, <see cref="TrainerOptions.Progress"/>, <see cref="TrainerOptions.Checkpoints"/> and
    /// <see cref="TrainerOptions.MaxDegreeOfParallelism"/>. Parts of your own are known by their names. Where there is no validation data (and no
    /// <see cref="TrainerOptions.KeepBest"/>) a stopping rule can be changed, but not added or left out: with one, the training loss of the history is measured
    /// after each epoch.</para>
    /// <para>A progress callback that has changed which connections exist or are frozen is not called again for the epochs that are over: bring the network as
    /// it was at the checkpoint.</para>
    /// </remarks>
    /// <param name="checkpoint">The file that the run saved (<see cref="TrainerOptions.Checkpoints"/>).</param>
    /// <param name="training">The examples that the run learned from.</param>
    /// <param name="validation">The validation set that it was given, if it was.</param>
    /// <param name="cancellation">As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>.</param>
    /// <returns>As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>; history and times include what was before the checkpoint.</returns>
    /// <exception cref="InvalidOperationException">The checkpoint is of another training (the message says what differs) or of a later epoch than
    /// <see cref="TrainerOptions.Epochs"/>; or as for <see cref="Train(DataSet, DataSet, CancellationToken)"/>. Network and trainer stay as they
    /// were.</exception>
    /// <exception cref="Persistence.ModelFileException">The file is damaged or no checkpoint. Network and trainer stay as they were.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or a new checkpoint cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder, or a new checkpoint may not be written.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>.</exception>
    public TrainingResult Resume(string checkpoint, DataSet training, DataSet? validation = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(checkpoint);
        return Run(new CheckpointSource(checkpoint, null), training, validation, cancellation);
    }

    /// <summary>As <see cref="Resume(string, DataSet, DataSet, CancellationToken)"/>, from a stream, as that of a
    /// <see cref="CheckpointOptions.Store"/>.</summary>
    /// <param name="checkpoint">The checkpoint, from where the stream stands to its end. It is read a little at a time and stays open.</param>
    /// <param name="training">The examples that the run learned from.</param>
    /// <param name="validation">The validation set that it was given, if it was.</param>
    /// <param name="cancellation">As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>.</param>
    /// <returns>As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>; history and times include what was before the checkpoint.</returns>
    /// <exception cref="InvalidOperationException">As for a file.</exception>
    /// <exception cref="Persistence.ModelFileException">The content is damaged or no checkpoint. Network and trainer stay as they were.</exception>
    /// <exception cref="IOException">A new checkpoint cannot be written. What the stream throws comes through.</exception>
    /// <exception cref="UnauthorizedAccessException">A new checkpoint may not be written.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>.</exception>
    public TrainingResult Resume(Stream checkpoint, DataSet training, DataSet? validation = null, CancellationToken cancellation = default) =>
        Run(new CheckpointSource(null, Guard.NotNull(checkpoint)), training, validation, cancellation);

    /// <summary>For programs that may be killed at any moment and are then started again: continues the run in <see cref="TrainerOptions.Checkpoints"/> if its
    /// file exists or its store has one (<see cref="Resume(string, DataSet, DataSet, CancellationToken)"/>), otherwise begins it
    /// (<see cref="Train(DataSet, DataSet, CancellationToken)"/>).</summary>
    /// <remarks>The file stays when the run has ended, and another call then only brings back its end. Delete the file to train from the beginning.</remarks>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="validation">Examples that are only measured.</param>
    /// <param name="cancellation">As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>.</param>
    /// <returns>As for <see cref="Resume(string, DataSet, DataSet, CancellationToken)"/>.</returns>
    /// <exception cref="InvalidOperationException"><see cref="TrainerOptions.Checkpoints"/> is null; or as for
    /// <see cref="Resume(string, DataSet, DataSet, CancellationToken)"/>.</exception>
    /// <exception cref="Persistence.ModelFileException">The file is damaged or no checkpoint.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint may not be read or written.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Train(DataSet, DataSet, CancellationToken)"/>.</exception>
    public TrainingResult TrainOrResume(DataSet training, DataSet? validation = null, CancellationToken cancellation = default)
    {
        return FromCheckpoint(source => Run(source, training, validation, cancellation));
    }

    private TrainingResult FromCheckpoint(Func<CheckpointSource?, TrainingResult> run)
    {
        if (Options.Checkpoints is not { } checkpoints)
            throw new InvalidOperationException("TrainOrResume needs TrainerOptions.Checkpoints: the file to continue from and to save to.");
        if (checkpoints.Path is { } path) return run(CheckpointFile.Exists(path) ? new CheckpointSource(path, null) : null);
        using Stream? saved = checkpoints.Store!.Open();
        return run(saved is null ? null : new CheckpointSource(null, saved));
    }

    private ReadOnlySpan<int> AllOf(DataSet batch)
    {
        if (_all.Length < batch.Count) _all = [.. Enumerable.Range(0, batch.Count)];
        return _all.AsSpan(0, batch.Count);
    }
}
