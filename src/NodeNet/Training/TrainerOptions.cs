using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Optimizers;
using NodeNet.Schedules;
using NodeNet.Steps;
using NodeNet.Stopping;

namespace NodeNet.Training;

/// <summary>How a <see cref="Trainer"/> learns. Immutable: use <c>with</c> for a variant. Checked when handed to a trainer.</summary>
public sealed partial record TrainerOptions
{
    /// <summary>A batch of all examples, whatever their number.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>α, how far a step goes. Finite and 0 or above; at 0 nothing is learnt, but by <see cref="Rprop"/>, which brings it into its own limits.
    /// Default: 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The rule for the change of a weight. Default: <see cref="GradientDescent"/>, α · δ · activation.</summary>
    public IOptimizer Optimizer { get; init; } = new GradientDescent();

    /// <summary>How the learning rate goes from epoch to epoch. Default: <see cref="ConstantRate"/>.</summary>
    public ILearningRateSchedule Schedule { get; init; } = new ConstantRate();

    /// <summary>How many examples share a step: 1 is online learning, <see cref="FullBatch"/> is all. The last batch of an epoch may be smaller. At least 1.
    /// Default: 1.</summary>
    /// <remarks>Memory does not grow with it beyond about 16 MiB (large networks: that of 256 examples, 512 MiB at most, but always of 16): a larger batch is
    /// computed in pieces, one after the other, and is one step all the same. The pieces depend on the network and <see cref="Precision"/> alone. The history
    /// takes about 90 bytes an epoch, a megabyte at most.</remarks>
    public int BatchSize { get; init; } = 1;

    /// <summary>Whether a step follows the mean or the sum over its batch. Default: the mean.</summary>
    public BatchReduction BatchReduction { get; init; } = BatchReduction.Mean;

    /// <summary>Whether every epoch takes the examples in a new random order; otherwise in the order given. The data itself stays as it is. Default:
    /// true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Where the random numbers of shuffling and of <see cref="ValidationFraction"/> start: the same seed gives the same run, bit for bit, on any
    /// number of threads. Default: 0.</summary>
    /// <remarks>That needs the same kind of machine. The fast loops add up with vectors as wide as the processor's and with its fused multiply-add; another
    /// width (or <c>NODENET_FAST</c>), or a processor without it, gives other last digits, and so may another operating system's e^x and powers. A run that is
    /// resumed so says it in <see cref="TrainingResult.Notes"/>.</remarks>
    public long Seed { get; init; }

    /// <summary>After how many epochs <see cref="Trainer.Train(Data.DataSet, Data.DataSet, CancellationToken)"/> ends at the latest. At least 1. Default:
    /// 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>When training ends before that, or null. Compose rules with <see cref="AnyOf"/> and <see cref="AllOf"/>. Default: null.</summary>
    public IStoppingRule? StopWhen { get; init; }

    /// <summary>Whether <see cref="StopWhen"/> goes by the running loss where there are no validation examples: the mean of what each example had just before
    /// its step. It is there for nothing; the loss of the network as it is at the end of the epoch costs a pass over all examples, and of a source another
    /// reading. The running loss is some half an epoch old, and rises and falls with dropout and noise. Default: false.</summary>
    /// <remarks>Where there is a validation set, or <see cref="KeepBest"/>, these are measured as ever, and rules go by them.</remarks>
    public bool StopsByRunningLoss { get; init; }

    /// <summary>Whether the network ends with the weights of its best epoch (see <see cref="EpochReport.Loss"/>) instead of those of the last. Default:
    /// false.</summary>
    /// <remarks>When a progress callback changes connections, biases or activation functions, there is no way back to the network of an earlier epoch: from
    /// then on, only later epochs count.</remarks>
    public bool KeepBest { get; init; }

    /// <summary>The share of the data to hold out, at random, for validation when no validation set is given. At least 0 and below 1; 0 for none. Default:
    /// 0.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>λ₁: adds λ₁ · Σ|w| over all weights to what a step minimises, so −λ₁ · sign(w) to the way downhill, whatever the batch size. Biases are left
    /// alone. 0 or above. Default: 0.</summary>
    public double L1 { get; init; }

    /// <summary>λ₂: adds ½ · λ₂ · Σw² over all weights to what a step minimises, so −λ₂ · w to the way downhill, whatever the batch size. Biases are left
    /// alone. 0 or above. Default: 0.</summary>
    public double L2 { get; init; }

    /// <summary>Whether L1 and L2 count biases too, as PyTorch's <c>weight_decay</c> does. Default: false.</summary>
    public bool PenalizeBiases { get; init; }

    /// <summary>The largest length that a step's gradient, over all trained parameters and with the part of L1 and L2, may have; a longer one is shortened to
    /// it. Above 0, or null for no limit. Default: null.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The precision of the working values in <see cref="Trainer.Train(Data.DataSet, Data.DataSet, CancellationToken)"/> and of the losses measured
    /// beside. The network itself is always double. Default: double.</summary>
    /// <remarks>Only the fast loops know single precision: with <see cref="Loops.Reference"/> it is refused; where <c>NODENET_FAST=off</c> turns the fast loops
    /// off, the run is in double precision and says so in <see cref="TrainingResult.Notes"/>. Steps on one example
    /// (<see cref="Trainer.Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/>) are always in double precision. Last digits depend on the processor, as at
    /// <see cref="Seed"/>; those of single precision are the seventh and eighth of a number.</remarks>
    public Precision Precision { get; init; } = Precision.Double;

    /// <summary>On how many threads a batch is worked on at most, or null: then one for small networks and the processor's cores for large ones. Never more
    /// than there are processors, however large the number. The threads divide the nodes, so any number gives the same bits; a phase of little work stays on
    /// one, and in a browser everything does. Steps on one example always run on one. At least 1, or null. Default: null.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>Which loops <see cref="Trainer.Train(Data.DataSet, Data.DataSet, CancellationToken)"/> and steps on a batch run on. Default: the fast
    /// ones.</summary>
    public Loops Loops { get; init; } = Loops.Fast;

    /// <summary>Who is told about each epoch, on the training thread, or null. Default: null.</summary>
    /// <remarks><see cref="Progress{T}"/> passes reports on to another thread and so may deliver them late.</remarks>
    public IProgress<EpochReport>? Progress { get; init; }

    /// <summary>Where and when a run saves itself so that it can be resumed in another process, or null for never. Default: null.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>A digest of the weights from which training starts, where they are not those of a seed: then a checkpoint of others is refused.</summary>
    internal string? StartingWeights { get; init; }

    /// <summary>How many examples of a source are in memory at a time, and shuffled among each other
    /// (<see cref="Trainer.Train(Data.IExampleSource, Data.IExampleSource, CancellationToken)"/>): rounded down to whole batches where there are more. A second
    /// window is read meanwhile. At least 1, or null for 65,536, or as many as take 16 MiB (but 1,024 at least, and a batch of up to 64 MiB). A data set is in
    /// memory as a whole, and takes no notice of it. Default: null.</summary>
    public int? WindowExamples { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is out of its range; the message names it and the range.</exception>
    /// <exception cref="ArgumentNullException"><see cref="Optimizer"/> or <see cref="Schedule"/> is null.</exception>
    public void Validate()
    {
        Guard.NotNegative(LearningRate);
        Guard.NotNull(Optimizer);
        Guard.NotNull(Schedule);
        Guard.AtLeast(BatchSize, 1);
        if (!Enum.IsDefined(BatchReduction))
            throw new ArgumentOutOfRangeException(nameof(BatchReduction), BatchReduction, $"BatchReduction is {BatchReduction}; it must be Mean or Sum.");
        if (!Enum.IsDefined(Precision))
            throw new ArgumentOutOfRangeException(nameof(Precision), Precision, $"Precision is {Precision}; it must be Double or Single.");
        if (!Enum.IsDefined(Loops))
            throw new ArgumentOutOfRangeException(nameof(Loops), Loops, $"Loops is {Loops}; it must be Fast or Reference.");
        if (Precision == Precision.Single && Loops == Loops.Reference)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Precision), Precision, "Precision is Single; the reference loops work in double precision only. Use Loops.Fast, or Precision.Double.");
        }

        Guard.AtLeast(Epochs, 1);
        if (MaxDegreeOfParallelism is { } threads) Guard.AtLeast(threads, 1, nameof(MaxDegreeOfParallelism));
        if (WindowExamples is { } window) Guard.AtLeast(window, 1, nameof(WindowExamples));
        Guard.Fraction(ValidationFraction);
        Guard.NotNegative(L1);
        Guard.NotNegative(L2);
        if (ClipNorm is { } clipNorm) Guard.Positive(clipNorm, nameof(ClipNorm));
        ValidateRegularization();
        Checkpoints?.Validate();
    }

    /// <summary>What the loops need of the options.</summary>
    internal StepOptions ForSteps() => new()
    {
        Optimizer = Optimizer,
        Penalty = Penalty,
        ClipNorm = ClipNorm,
        IsMean = BatchReduction == BatchReduction.Mean,
        IsSingle = Precision == Precision.Single,
        MaxDegreeOfParallelism = MaxDegreeOfParallelism,
        DropoutRate = Dropout is null ? null : Dropout.RateOf,
        InputNoise = InputNoise,
        Seed = Seed,
        MaxNorm = MaxNorm,
    };

    /// <summary>What <see cref="L1"/>, <see cref="L2"/> and <see cref="PenalizeBiases"/> ask for.</summary>
    public WeightPenalty Penalty => new(L1, L2, PenalizeBiases);

    /// <summary>In what a run computes, and so its losses are measured.</summary>
    internal Precision EvaluationPrecision => Loops == Loops.Fast ? Precision : Precision.Double;

    /// <summary>The members with their numbers, as "TrainerOptions { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(TrainerOptions), PrintMembers);
}
