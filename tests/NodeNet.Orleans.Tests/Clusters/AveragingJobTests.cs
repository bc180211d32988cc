using System.Reflection;
using NodeNet.Optimizers;
using NodeNet.Orleans.Averaging;
using NodeNet.Orleans.Tests.Programs;
using NodeNet.Orleans.Work;
using NodeNet.Schedules;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>The options of a trainer reach the shards, every one of them, or are refused.</summary>
public class AveragingJobTests
{
    // Refused by name, or the job's own: rounds count epochs, the schedule comes as a table of rates, a silo has its threads.
    private static readonly string[] _others = [
        nameof(TrainerOptions.Schedule), nameof(TrainerOptions.Epochs), nameof(TrainerOptions.StopWhen), nameof(TrainerOptions.KeepBest),
        nameof(TrainerOptions.ValidationFraction), nameof(TrainerOptions.Progress), nameof(TrainerOptions.Checkpoints),
        nameof(TrainerOptions.MaxDegreeOfParallelism), nameof(TrainerOptions.Penalty), nameof(TrainerOptions.WindowExamples),
        nameof(TrainerOptions.StopsByRunningLoss),
    ];

    [Fact]
    public void Every_option_arrives_or_is_among_those_that_are_refused()
    {
        var options = new TrainerOptions
        {
            LearningRate = 0.3,
            Optimizer = new AdamW(0.8, 0.99, 0.02),
            BatchSize = 17,
            BatchReduction = BatchReduction.Sum,
            Shuffle = false,
            Seed = -5,
            L1 = 0.1,
            L2 = 0.2,
            PenalizeBiases = true,
            ClipNorm = 3.0,
            Precision = Precision.Single,
            Loops = Loops.Fast,
            Dropout = new Dropout { Inputs = 0.1, Hidden = 0.2, Layers = [0.3] },
            InputNoise = 0.4,
            MaxNorm = 5.0,
        };
        AveragingJob job = AveragingJob.Of(Rounds.Start(), Rounds.Loss, options, new AveragingOptions());

        TrainerOptions there = Payload.Read<AveragingJob>(Payload.Of(job)).OptionsFor(shard: 0, round: 3);

        PropertyInfo[] all = typeof(TrainerOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        all.Select(one => one.Name).Should().Contain(_others);
        var untouched = new TrainerOptions();
        foreach (PropertyInfo property in all.Where(one => !_others.Contains(one.Name)))
        {
            if (property.Name != nameof(TrainerOptions.Loops)) // single precision has one kind of loops only
                Text(property, options).Should().NotBe(Text(property, untouched), $"the test must try {property.Name}");
            Text(property, there).Should().Be(Text(property, options));
        }
        there.MaxDegreeOfParallelism.Should().Be(1);

        static string Text(PropertyInfo property, TrainerOptions options) => property.GetValue(options) switch
        {
            IOptimizer optimizer => optimizer.Name,
            { } value => value.ToString()!,
            null => "null",
        };
    }

    [Fact]
    public void Rates_go_on_from_round_to_round_as_the_schedule_goes_and_seeds_differ_by_shard()
    {
        TrainerOptions options = Rounds.Options with { LearningRate = 1.0, Schedule = new StepDecay(3, 0.5) };
        AveragingJob job = AveragingJob.Of(
            Rounds.Start(), Rounds.Loss, options, new AveragingOptions { Shards = 2, Rounds = 3, EpochsPerRound = 2, ScaleRate = true });

        job.Rates.Should().Equal(2.0, 2.0, 2.0, 1.0, 1.0, 1.0);
        ILearningRateSchedule second = job.OptionsFor(shard: 1, round: 1).Schedule;
        (second.Rate(9.0, 1, new History.TrainingHistory()), second.Rate(9.0, 2, new History.TrainingHistory())).Should().Be((2.0, 1.0));
        job.OptionsFor(0, 1).Seed.Should().Be(options.Seed, "one shard alone is one process");
        job.OptionsFor(1, 1).Seed.Should().NotBe(options.Seed);
    }
}
