using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Schedules;
using NodeNet.Stopping;
using NodeNet.Tests.Persistence;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>A training that is saved and gone on with by a new trainer and a new network ends bit for bit where one without interruption ends.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly string[] _schedules = ["constant", "step", "exponential", "cosine", "warm_up", "plateau"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, Precision, Loops> Kinds
    {
        get
        {
            var data = new TheoryData<string, Precision, Loops>();
            foreach (string optimizer in Catalogue.Optimizers.Names)
            {
                data.Add(optimizer, Precision.Double, Loops.Fast);
                data.Add(optimizer, Precision.Double, Loops.Reference);
                data.Add(optimizer, Precision.Single, Loops.Fast);
            }
            return data;
        }
    }

    private string File => _folder.File("run.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_list_is_not_empty() => Kinds.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_every_optimizer_schedule_and_batch_size(string optimizer, Precision precision, Loops loops)
    {
        int number = 0;
        foreach (string schedule in _schedules)
        {
            int batch = new[] { 1, 10, TrainerOptions.FullBatch }[number++ % 3];
            var options = new TrainerOptions
            {
                LearningRate = 0.05,
                Optimizer = Catalogue.Optimizers.Create(optimizer),
                Schedule = Schedule(schedule),
                BatchSize = batch,
                Precision = precision,
                Loops = loops,
                Epochs = 6,
                Seed = number,
                L2 = 1e-4,
            };
            ShouldGoOnAsIfNothingHadHappened(options, after: 3, $"{schedule}, batch {batch}");
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void With_a_validation_set_that_is_split_off_the_best_epoch_and_the_order_of_the_examples(bool keepBest, bool shuffle)
    {
        var options = new TrainerOptions
        {
            LearningRate = 0.8, // so large that the best epoch is soon over
            Optimizer = new Momentum(),
            Schedule = new ReduceOnPlateau(1, 0.9),
            BatchSize = 7,
            Epochs = 8,
            KeepBest = keepBest,
            Shuffle = shuffle,
            ValidationFraction = 0.3,
            ClipNorm = 1,
            BatchReduction = BatchReduction.Sum,
        };
        for (int after = 1; after < 8; after++)
            ShouldGoOnAsIfNothingHadHappened(options, after, $"after epoch {after}");
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    public void On_another_number_of_threads(int before, int then)
    {
        // 100 · 301 · 64 multiply-adds a layer: enough for phases to be divided.
        DataSet data = Numbers(rows: 64, inputs: 100, targets: 7);
        var options = new TrainerOptions { LearningRate = 0.01, Optimizer = new Adam(), BatchSize = 64, Epochs = 4, MaxDegreeOfParallelism = before };
        Network straight = Build();
        new Trainer(straight, new SumOfSquaredErrors(), options).Train(data);

        new Trainer(Build(), new SumOfSquaredErrors(), options with { Epochs = 2, Checkpoints = new CheckpointOptions(File) }).Train(data);
        Network resumed = Build();
        new Trainer(resumed, new SumOfSquaredErrors(), options with { MaxDegreeOfParallelism = then }).Resume(File, data);

        resumed.FirstParameterDifference(straight).Should().BeNull();

        static Network Build() => new NetworkBuilder(inputs: 100).AddLayer(301, new ReLU()).AddLayer(7, new Softmax()).Build(seed: 3);
    }

    [Fact]
    public void A_stopping_rule_that_looks_back_ends_the_run_in_the_same_epoch()
    {
        var options = new TrainerOptions { LearningRate = 2.5, StopWhen = new NoImprovement(4), KeepBest = true, Epochs = 400 };
        TrainingResult straight = NewTrainer(options).Train(Numbers());
        straight.Reason.Should().Be(StopReason.RuleSatisfied);

        NewTrainer(options with { Epochs = straight.Epochs - 2, Checkpoints = new CheckpointOptions(File) }).Train(Numbers());
        TrainingResult resumed = NewTrainer(options).Resume(File, Numbers());

        resumed.Explanation.Should().Be(straight.Explanation);
        resumed.Epochs.Should().Be(straight.Epochs);
        resumed.TrainingLoss.Should().Be(straight.TrainingLoss);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void A_run_that_is_cancelled_within_an_epoch_repeats_that_epoch(Precision precision)
    {
        var options = new TrainerOptions { LearningRate = 0.1, Optimizer = new RMSProp(), Epochs = 6, BatchSize = 4, Precision = precision };
        var straight = new Trainer(Untrained(), new WatchedLoss(_ => { }), options);
        TrainingResult expected = straight.Train(Numbers());
        for (int learned = 1; learned < 6 * 23; learned += 17)
        {
            using var source = new CancellationTokenSource();
            int examples = 0;
            var loss = new WatchedLoss(_ => { if (++examples == learned) source.Cancel(); });
            var cancelled = new Trainer(Untrained(), loss, options with { Checkpoints = new CheckpointOptions(File) { Every = null } });
            cancelled.Train(Numbers(), cancellation: source.Token).Reason.Should().Be(StopReason.Cancelled);

            var resumed = new Trainer(Untrained(), new WatchedLoss(_ => { }), options);
            TrainingResult result = resumed.Resume(File, Numbers());

            ShouldBeTheSame(result, expected, $"cancelled in example {learned}");
            resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull();
        }
    }

    [Fact]
    public void A_run_that_is_cancelled_before_its_first_epoch_has_ended_begins_anew()
    {
        var options = new TrainerOptions { LearningRate = 0.1, Epochs = 3 };
        Trainer straight = NewTrainer(options);
        straight.Train(Numbers());

        NewTrainer(options with { Checkpoints = new CheckpointOptions(File) }).Train(Numbers(), cancellation: new CancellationToken(canceled: true));
        Trainer resumed = NewTrainer(options, networkSeed: 99);
        resumed.Resume(File, Numbers());

        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull("the weights from before training were saved");
    }

    [Fact]
    public void A_second_run_of_a_trainer_can_be_gone_on_with_too()
    {
        var options = new TrainerOptions { LearningRate = 0.1, Optimizer = new Adam(), Epochs = 4 };
        Trainer straight = NewTrainer(options);
        straight.Train(Numbers());
        TrainingResult expected = straight.Train(Numbers());

        using var source = new CancellationTokenSource();
        int epochs = 0;
        var cancelling = new AtOnce(_ => { if (++epochs == 6) source.Cancel(); });
        Trainer part = NewTrainer(options with { Progress = cancelling, Checkpoints = new CheckpointOptions(File) });
        part.Train(Numbers());
        part.Train(Numbers(), cancellation: source.Token).Epochs.Should().Be(2);
        Trainer resumed = NewTrainer(options);
        TrainingResult actual = resumed.Resume(File, Numbers());

        ShouldBeTheSame(actual, expected, "the second run has a history of its own");
        resumed.Steps.Should().Be(straight.Steps);
        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull();
    }

    [Fact]
    public void Frozen_and_missing_connections_stay_so()
    {
        var options = new TrainerOptions { LearningRate = 0.1, Optimizer = new Adam(), Epochs = 6, BatchSize = 5, Precision = Precision.Single };
        ShouldGoOnAsIfNothingHadHappened(options, after: 2, "sparse", network =>
        {
            network.Disconnect("x1", "h2");
            network.Connection("x2", "h1").Weight = 0.1; // which is no number of single precision
            network.Connection("x2", "h1").IsFrozen = true;
            network.Connect("x1", "y1", 0.3);
        });
    }

    [Fact]
    public void What_a_progress_callback_assigns_is_saved()
    {
        var options = new TrainerOptions { LearningRate = 0.1, Epochs = 6 };
        Trainer straight = null!;
        straight = NewTrainer(options with { Progress = new AtOnce(report => Assign(straight, report)) });
        straight.Train(Numbers());

        Trainer part = null!;
        part = NewTrainer(options with { Epochs = 3, Progress = new AtOnce(report => Assign(part, report)), Checkpoints = new CheckpointOptions(File) });
        part.Train(Numbers());
        Trainer resumed = NewTrainer(options);
        resumed.Resume(File, Numbers());

        resumed.LearningRate.Should().Be(0.02);
        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull();

        static void Assign(Trainer trainer, EpochReport report)
        {
            if (report.Epoch != 3) return;
            trainer.LearningRate = 0.02;
            trainer.Network.Node("h1").Bias = 0.5;
        }
    }

    [Fact]
    public void A_diverging_run_leaves_its_last_checkpoint_and_diverges_again_from_there()
    {
        var options = new TrainerOptions { LearningRate = 50, Epochs = 1000, Shuffle = false, Optimizer = new Momentum() };
        DataSet data = DataSet.From([[1], [2]], [[1], [1]]);
        Network first = Given.Line();
        TrainingResult diverged = new Trainer(
            first, new SumOfSquaredErrors(), options with { Checkpoints = new CheckpointOptions(File) { EveryEpochs = 5 } }).Train(data);

        Network second = Given.Line();
        TrainingResult again = new Trainer(second, new SumOfSquaredErrors(), options).Resume(File, data);

        diverged.Reason.Should().Be(StopReason.NotFinite);
        again.Explanation.Should().Be(diverged.Explanation);
        second.FirstParameterDifference(first).Should().BeNull();
    }

    [Fact]
    public void Time_counts_on()
    {
        // A slow start: what comes after it is faster, and would show an earlier time if it were counted from 0.
        var slowly = new AtOnce(_ => Thread.Sleep(50));
        NewTrainer(new TrainerOptions { Epochs = 2, Checkpoints = new CheckpointOptions(File), Progress = slowly }).Train(Numbers());
        TrainingResult resumed = NewTrainer(new TrainerOptions { Epochs = 4 }).Resume(File, Numbers());

        resumed.History.Select(report => report.Elapsed).Should().BeInAscendingOrder();
        resumed.Elapsed.Should().BeGreaterThanOrEqualTo(resumed.History[^1].Elapsed);
    }

    private static ILearningRateSchedule Schedule(string name) => name switch
    {
        "constant" => new ConstantRate(),
        "step" => new StepDecay(2, 0.5),
        "exponential" => new ExponentialDecay(0.9),
        "cosine" => new CosineDecay(6),
        "warm_up" => new WarmUp(4, new ExponentialDecay(0.8)),
        _ => new ReduceOnPlateau(1, 0.5, improvement: 0.5), // an improvement so large that the rate falls
    };

    /// <summary>Trains to the end at once; and up to an epoch, then on from there with another network and trainer. Then both once more, so that what the
    /// optimizer remembers and
    /// where the random numbers stand shows too.</summary>
    private void ShouldGoOnAsIfNothingHadHappened(TrainerOptions options, int after, string what, Action<Network>? wiring = null)
    {
        Trainer straight = NewTrainer(options, wiring: wiring);
        TrainingResult expected = straight.Train(Numbers());

        Trainer part = NewTrainer(options with { Epochs = after, Checkpoints = new CheckpointOptions(File) { Every = null } }, wiring: wiring);
        part.Train(Numbers()).Epochs.Should().Be(after);
        Trainer resumed = NewTrainer(options, networkSeed: 99, wiring);
        TrainingResult actual = resumed.Resume(File, Numbers());

        ShouldBeTheSame(actual, expected, what);
        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull(what);
        resumed.Steps.Should().Be(straight.Steps);
        straight.Train(Numbers());
        resumed.Train(Numbers());
        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull(what + ", and another run");
    }

    private static void ShouldBeTheSame(TrainingResult actual, TrainingResult expected, string what)
    {
        actual.Explanation.Should().Be(expected.Explanation, what);
        actual.TrainingLoss.Should().Be(expected.TrainingLoss, what);
        actual.ValidationLoss.Should().Be(expected.ValidationLoss, what);
        actual.History.Select(WithoutTime).Should().Equal(expected.History.Select(WithoutTime), what);

        static EpochReport WithoutTime(EpochReport report) => report with { Elapsed = TimeSpan.Zero };
    }

    private static Trainer NewTrainer(TrainerOptions options, long networkSeed = 5, Action<Network>? wiring = null)
    {
        Network network = Untrained(networkSeed);
        wiring?.Invoke(network);
        return new Trainer(network, new SumOfSquaredErrors(), options);
    }

    private static Network Untrained(long seed = 5) => new NetworkBuilder(inputs: 3).AddLayer(4, new Tanh()).AddLayer(2, new Sigmoid()).Build(seed);

    private static DataSet Numbers(int rows = 23, int inputs = 3, int targets = 2)
    {
        var random = new RandomGenerator(8);
        double[][] Table(int width) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextDouble()).ToArray())];
        return DataSet.From(Table(inputs), Table(targets));
    }
}
