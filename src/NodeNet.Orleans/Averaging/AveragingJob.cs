using NodeNet.Activations;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Orleans.Work;
using NodeNet.Persistence;
using NodeNet.Schedules;
using NodeNet.Training;

namespace NodeNet.Orleans.Averaging;

/// <summary>What is the same for all shards and rounds of a training, as data.</summary>
internal sealed record AveragingJob
{
    public required byte[] Network { get; init; }

    public required string Loss { get; init; }

    public required string Optimizer { get; init; }

    /// <summary>The rate of each epoch, as the schedule gives it.</summary>
    public required double[] Rates { get; init; }

    public required int Shards { get; init; }

    public required int Rounds { get; init; }

    public required OptimizerMemory Memory { get; init; }

    public required int BatchSize { get; init; }

    public required BatchReduction BatchReduction { get; init; }

    public required bool Shuffle { get; init; }

    public required long Seed { get; init; }

    public required double L1 { get; init; }

    public required double L2 { get; init; }

    public required bool PenalizeBiases { get; init; }

    public double? ClipNorm { get; init; }

    public required Precision Precision { get; init; }

    public required Loops Loops { get; init; }

    public double? MaxNorm { get; init; }

    public required double InputNoise { get; init; }

    public double? DropoutInputs { get; init; }

    public double DropoutHidden { get; init; }

    public double[] DropoutLayers { get; init; } = [];

    internal int EpochsPerRound => Rates.Length / Rounds;

    /// <exception cref="ArgumentException">The options ask for what shards cannot do.</exception>
    /// <exception cref="InvalidOperationException">A part is not in <see cref="Catalogue"/>.</exception>
    public static AveragingJob Of(Network network, ILoss loss, TrainerOptions options, AveragingOptions averaging)
    {
        options.Validate();
        averaging.Validate();
        CheckOptions(options);
        using var model = new MemoryStream();
        network.Save(model);
        double rate = averaging.ScaleRate ? averaging.Shards * options.LearningRate : options.LearningRate;
        if (!double.IsFinite(rate))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The rate {options.LearningRate} times {Counted.Of(averaging.Shards, "shard")} is not finite (ScaleRate); take a smaller one."),
                nameof(options));
        }
        var none = new TrainingHistory();
        return new AveragingJob
        {
            Network = model.ToArray(),
            Loss = Part("loss", loss, loss.Name, Catalogue.Losses),
            Optimizer = Part("optimizer", options.Optimizer, options.Optimizer.Name, Catalogue.Optimizers),
            Rates = [
                .. Enumerable.Range(1, averaging.Rounds * averaging.EpochsPerRound)
                    .Select(epoch => options.Schedule.Rate(rate, epoch, none)),
            ],
            Shards = averaging.Shards,
            Rounds = averaging.Rounds,
            Memory = averaging.Memory,
            BatchSize = options.BatchSize,
            BatchReduction = options.BatchReduction,
            Shuffle = options.Shuffle,
            Seed = options.Seed,
            L1 = options.L1,
            L2 = options.L2,
            PenalizeBiases = options.PenalizeBiases,
            ClipNorm = options.ClipNorm,
            Precision = options.Precision,
            Loops = options.Loops,
            MaxNorm = options.MaxNorm,
            InputNoise = options.InputNoise,
            DropoutInputs = options.Dropout?.Inputs,
            DropoutHidden = options.Dropout?.Hidden ?? 0.0,
            DropoutLayers = [.. options.Dropout?.Layers ?? []],
        };
    }

    /// <summary>A trainer for a shard's round, with a network of its own.</summary>
    public Trainer TrainerFor(int shard, int round) =>
        new(NodeNet.Network.Load(new MemoryStream(Network)), Catalogue.Losses.Create(Loss), OptionsFor(shard, round));

    /// <summary>The options of a shard's round. The first shard has the job's seed, so that one alone is what one process does.</summary>
    public TrainerOptions OptionsFor(int shard, int round) => new()
    {
        LearningRate = Rates[0],
        Schedule = new Table(Rates[(round * EpochsPerRound)..((round + 1) * EpochsPerRound)]),
        Epochs = EpochsPerRound,
        Optimizer = Catalogue.Optimizers.Create(Optimizer),
        BatchSize = BatchSize,
        BatchReduction = BatchReduction,
        Shuffle = Shuffle,
        Seed = unchecked(Seed + shard * 0x9E3779B97F4A7C1), // far apart: neighbouring seeds are often somebody's next job
        L1 = L1,
        L2 = L2,
        PenalizeBiases = PenalizeBiases,
        ClipNorm = ClipNorm,
        Precision = Precision,
        Loops = Loops,
        MaxNorm = MaxNorm,
        InputNoise = InputNoise,
        Dropout = DropoutInputs is { } inputs ? new Dropout { Inputs = inputs, Hidden = DropoutHidden, Layers = DropoutLayers } : null,
        MaxDegreeOfParallelism = 1,
    };

    private static void CheckOptions(TrainerOptions options)
    {
        if (options.WindowExamples is not null)
        {
            throw new ArgumentException(
                "TrainerOptions.WindowExamples is for sources that are larger than memory; the rows of a shard are in memory. Leave it out.", nameof(options));
        }
        string? refused = options.KeepBest ? nameof(options.KeepBest)
            : options.StopWhen is not null ? nameof(options.StopWhen)
            : options.StopsByRunningLoss ? nameof(options.StopsByRunningLoss)
            : options.ValidationFraction > 0.0 ? nameof(options.ValidationFraction)
            : options.Progress is not null ? nameof(options.Progress)
            : options.Checkpoints is not null ? nameof(options.Checkpoints)
            : null;
        if (refused is not null)
        {
            throw new ArgumentException(
                $"TrainerOptions.{refused} has no meaning where shards are averaged: rounds are what is reported, stored and counted. Leave it out"
                    + $"{(refused == nameof(options.Progress) ? "; AveragingOptions.Progress is told of rounds" : "")}.", nameof(options));
        }
        if (!GoesByEpochs(options.Schedule))
        {
            throw new ArgumentException(
                $"The schedule {options.Schedule.Name} may look at losses, of which each shard has its own. Take one that goes by epochs: ConstantRate, "
                    + "StepDecay, ExponentialDecay, CosineDecay, WarmUp.", nameof(options));
        }
    }

    private static bool GoesByEpochs(ILearningRateSchedule schedule) =>
        schedule is ConstantRate or StepDecay or ExponentialDecay or CosineDecay || (schedule is WarmUp warm && GoesByEpochs(warm.Then));

    private static string Part<T>(string kind, T part, string name, Catalogue<T> catalogue)
        where T : class
    {
        string known = name.Split('(')[0];
        return catalogue.Contains(known) && catalogue.Create(name).GetType() == part.GetType() ? name : throw new InvalidOperationException(
            $"The {kind} {name} cannot be sent to other machines: it is not in Catalogue. Register it there, in this program and in that of the silos.");
    }

    private sealed class Table(double[] rates) : ILearningRateSchedule
    {
        public string Name => "table";

        public double Rate(double baseRate, int epoch, TrainingHistory history) => rates[epoch - 1];
    }
}

/// <summary>What a trial "shard i of round r" is given. That of a shard is the same in each round.</summary>
/// <param name="Job">The SHA-256 of the job.</param>
/// <param name="Rows">The SHA-256 of the shard's rows; null where the shard has a source of its own.</param>
/// <param name="Source">The name of that source, as the silo registered it; null where rows were sent.</param>
internal sealed record ShardSpec(string Job, string? Rows, string? Source);

/// <summary>What it returns; where the shard stands is kept beside the board.</summary>
/// <param name="Weight">What it counts: its rows, or the sum of their weights.</param>
/// <param name="Loss">The mean loss over its rows as it learned.</param>
/// <param name="Accuracy">The share of those that were right; null where the targets name no classes.</param>
internal sealed record ShardResult(double Weight, double Loss, double? Accuracy);
