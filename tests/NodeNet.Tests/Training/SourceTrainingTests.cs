using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Learning from a source is learning from a data set of the same examples, to the bit.</summary>
public sealed class SourceTrainingTests
{
    private const int Examples = 203;

    public static TheoryData<string> Ways => [.. _ways.Keys];

    private static readonly Dictionary<string, TrainerOptions> _ways = new()
    {
        ["online"] = new() { Epochs = 3 },
        ["online with Adam"] = new() { Epochs = 3, Optimizer = new Adam() },
        ["batches"] = new() { Epochs = 3, BatchSize = 8, Optimizer = new Adam() },
        ["batches that do not come out even"] = new() { Epochs = 3, BatchSize = 13 },
        ["the sum over a batch, clipped"] = new() { Epochs = 2, BatchSize = 10, BatchReduction = BatchReduction.Sum, ClipNorm = 0.5, L2 = 0.01 },
        ["single precision"] = new() { Epochs = 3, BatchSize = 16, Precision = Precision.Single },
        ["single precision online"] = new() { Epochs = 2, Precision = Precision.Single },
        ["the reference loops"] = new() { Epochs = 2, BatchSize = 7, Loops = Loops.Reference },
        ["dropout and noise"] = new() { Epochs = 3, BatchSize = 9, Dropout = new Dropout { Hidden = 0.3 }, InputNoise = 0.1 },
        ["dropout on the reference loops"] = new() { Epochs = 2, Dropout = new Dropout { Hidden = 0.3 }, Loops = Loops.Reference },
        ["the best epoch"] = new() { Epochs = 6, BatchSize = 5, KeepBest = true, LearningRate = 0.5 },
        ["a stopping rule"] = new() { Epochs = 30, BatchSize = 5, StopWhen = new NoImprovement(3) },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_source_in_order_gives_the_bits_of_the_data_set(string way)
    {
        foreach (bool isWeighted in (bool[])[false, true])
        {
            DataSet data = Data(isWeighted);
            TrainerOptions options = _ways[way] with { Shuffle = false, WindowExamples = 50 };
            (double[] expected, TrainingResult whole) = Trained(options, trainer => trainer.Train(data));

            (double[] actual, TrainingResult streamed) = Trained(options, trainer => trainer.Train(new Pieces(data)));

            actual.Should().Equal(expected);
            AreSame(streamed, whole);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Shuffled_in_one_window_it_gives_them_too(string way)
    {
        DataSet data = Data();
        DataSet validation = Data(seed: 9);
        (double[] expected, TrainingResult whole) = Trained(_ways[way], trainer => trainer.Train(data, validation));

        (double[] actual, TrainingResult streamed) = Trained(_ways[way], trainer => trainer.Train(new Pieces(data), new Pieces(validation, group: 31)));

        actual.Should().Equal(expected);
        AreSame(streamed, whole);
    }

    [Fact]
    public void Each_epoch_takes_each_example_once_in_windows_of_shuffled_groups()
    {
        var options = new TrainerOptions { BatchSize = 8, WindowExamples = 50, Seed = 4 };
        var random = new RandomGenerator(4);
        var streamed = new StreamedExamples(SourceFacts.Of(new Pieces(Data()), new SumOfSquaredErrors()), options, random, trains: true);
        long[][] epochs = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            var recorder = new Recorder();
            double right = 0.0;
            streamed.TakeEpoch(recorder, 8, 0.1, ref right, CancellationToken.None);
            recorder.Sizes.Should().Equal(48, 48, 48, 48, 11);
            return recorder.Numbers.ToArray();
        })];

        epochs.Should().AllSatisfy(epoch => epoch.Order().Should().Equal(Enumerable.Range(0, Examples).Select(i => (long)i)));
        epochs[0].Should().NotEqual(epochs[1]);
        epochs[0].Take(48).Select(number => number / 20).Distinct().Should().HaveCountLessThanOrEqualTo(4, "a window is of few groups");
        epochs[0].Take(48).Should().NotBeInAscendingOrder();
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_gives_others()
    {
        double[] Of(long seed) => Trained(
            new TrainerOptions { BatchSize = 4, Epochs = 3, WindowExamples = 40, Seed = seed }, trainer => trainer.Train(new Pieces(Data()))).Parameters;

        Of(1).Should().Equal(Of(1)).And.NotEqual(Of(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_resumed_run_ends_where_the_uninterrupted_one_ends(int batch)
    {
        string path = Path.GetTempFileName();
        var options = new TrainerOptions { BatchSize = batch, Epochs = 6, WindowExamples = 48, Optimizer = new Adam(), KeepBest = true };
        var source = new Pieces(Data());
        var validation = Data(seed: 3).AsSource();
        (double[] expected, _) = Trained(options, trainer => trainer.Train(source, validation));
        TrainerOptions saved = options with { Checkpoints = new CheckpointOptions(path) { EveryEpochs = 1 } };
        Trained(saved with { Epochs = 2 }, trainer => trainer.Train(source, validation));

        (double[] actual, TrainingResult result) = Trained(saved, trainer => trainer.Resume(path, source, validation));
        (double[] again, _) = Trained(saved, trainer => trainer.TrainOrResume(source, validation));
        using FileStream stream = File.OpenRead(path);
        (double[] streamed, _) = Trained(options, trainer => trainer.Resume(stream, source, validation));
        Action otherWindow = () => Trained(saved with { WindowExamples = 56 }, trainer => trainer.Resume(path, source, validation));
        Action otherData = () => Trained(saved, trainer => trainer.Resume(path, new Pieces(Data(seed: 5)), validation));

        actual.Should().Equal(expected);
        again.Should().Equal(expected);
        streamed.Should().Equal(expected);
        result.Epochs.Should().Be(6);
        otherWindow.Should().Throw<InvalidOperationException>().WithMessage("*window was 48 and is 56*");
        otherData.Should().Throw<InvalidOperationException>().WithMessage("*training data was a source of 203 examples*");
        File.Delete(path);
    }

    [Fact]
    public void A_fault_in_the_middle_names_the_example_and_leaves_the_trainer_usable()
    {
        var source = new Pieces(Data());
        var network = Network();
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Epochs = 4, BatchSize = 4, WindowExamples = 40 });
        source.FailsAt = 107;
        source.FailsInReading = 3;

        ExampleSourceException trouble = trainer.Invoking(t => t.Train(source)).Should().Throw<ExampleSourceException>().Which;
        double[] kept = Numbers(network);
        source.FailsInReading = 0;
        TrainingResult result = trainer.Train(source);

        trouble.Row.Should().BeInRange(100, 107);
        trouble.SourceName.Should().Be("pieces");
        trouble.Message.Should().Match("pieces, example 10* (from 0): the disk is gone.");
        trouble.InnerException.Should().BeOfType<IOException>();
        kept.Should().OnlyContain(weight => double.IsFinite(weight));
        result.Reason.Should().Be(StopReason.EpochsReached);
    }

    [Fact]
    public void A_source_that_has_changed_between_epochs_is_refused()
    {
        foreach (Action<Pieces> change in (Action<Pieces>[])[source => source.Change(3, 0.25), source => source.Shorten(), source => source.Change(202, -1)])
        {
            var source = new Pieces(Data());
            var options = new TrainerOptions
            {
                Epochs = 4,
                BatchSize = 4,
                WindowExamples = 40,
                Progress = new Told(report => { if (report.Epoch == 2) change(source); }),
            };

            Action train = () => new Trainer(Network(), new SumOfSquaredErrors(), options).Train(source);

            train.Should().Throw<ExampleSourceException>().WithMessage("*not what it was when it was first read*");
        }
    }

    [Fact]
    public void What_a_source_cannot_give_is_refused_by_name()
    {
        TrainerOptions options = new() { Epochs = 1 };
        IExampleSource source = new Pieces(Data());
        void Refused(TrainerOptions how, string message) =>
            new Trainer(Network(), new SumOfSquaredErrors(), how).Invoking(trainer => trainer.Train(source)).Should().Throw<InvalidOperationException>()
                .WithMessage(message);

        Refused(options with { ValidationFraction = 0.2 }, "ValidationFraction is 0.2; a source is not divided by the trainer. Divide it (source.Split*");
        Refused(
            options with { BatchSize = TrainerOptions.FullBatch, WindowExamples = 100 },
            "BatchSize is FullBatch, 203 examples, and a window of pieces has 100*WindowExamples.");
        Refused(options with { BatchSize = 101, WindowExamples = 100 }, "BatchSize is 101 examples and a window of pieces has 100*");
        Trained(options with { BatchSize = TrainerOptions.FullBatch }, trainer => trainer.Train(source)).Result.Epochs.Should().Be(1, "all fit into a window");
        FluentActions.Invoking(() => new Trainer(Network(), new SumOfSquaredErrors(), options with { WindowExamples = 0 }))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*WindowExamples*");
        new Trainer(Network(inputs: 4), new SumOfSquaredErrors(), options).Invoking(trainer => trainer.Train(source)).Should().Throw<ArgumentException>()
            .WithMessage("pieces has 3 inputs and 1 target; the network has 4 input nodes*");
    }

    [Fact]
    public void A_target_that_the_loss_cannot_take_is_refused_with_its_example()
    {
        var source = new Pieces(DataSet.From([[0.1], [0.2], [0.3]], [[0.0], [1], [1.5]]));
        Network network = new NetworkBuilder(1).AddLayer(1, new Sigmoid()).Build(1);

        FluentActions.Invoking(() => new Trainer(network, new BinaryCrossEntropy()).Train(source)).Should().Throw<ExampleSourceException>()
            .WithMessage("pieces, example 2 (from 0): a target is 1.5; *").Which.Row.Should().Be(2);
    }

    [Fact]
    public void A_source_is_measured_as_a_data_set_is()
    {
        DataSet data = Data(isWeighted: true, count: 1000);
        foreach (Precision precision in (Precision[])[Precision.Double, Precision.Single])
        {
            var trainer = new Trainer(Network(), new SumOfSquaredErrors(), new TrainerOptions { Precision = precision });
            trainer.Evaluate(new Pieces(data)).Should().Be(trainer.Evaluate(data));
        }
        var reference = new Trainer(Network(), new SumOfSquaredErrors(), new TrainerOptions { Loops = Loops.Reference });
        reference.Evaluate(new Pieces(data, group: 333)).Should().Be(reference.Evaluate(data));
    }

    [Fact]
    public void A_divided_source_shares_no_example_and_has_all()
    {
        (IExampleSource first, IExampleSource second) = new Pieces(Data(count: 2000)).Split(0.3, seed: 5);
        double[] Inputs(IExampleSource source) =>
            [.. source.Read([.. Enumerable.Range(0, source.GroupCount)]).SelectMany(piece => piece.Inputs.Column(0))];

        Inputs(first).Concat(Inputs(second)).Order().Should().Equal(Data(count: 2000).Inputs.Column(0).Order());
        Inputs(first).Length.Should().BeInRange(520, 680);
        Inputs(first).Should().Equal(Inputs(new Pieces(Data(count: 2000)).Split(0.3, seed: 5).First));
        Inputs(first).Should().NotEqual(Inputs(new Pieces(Data(count: 2000)).Split(0.3, seed: 6).First));
        first.Invoking(source => source.Split(1.0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        (first.InputCount, first.TargetCount, first.GroupCount, first.Name).Should().Be((3, 1, 100, "pieces"));
        (first.InputNames, first.ClassLabels, first.HasNumberTargets).Should().Be((null, null, false));
    }

    [Fact]
    public void A_piece_has_a_row_of_each_for_each_example()
    {
        Rows three = Rows.From([[1.0], [2], [3]]);
        Rows two = Rows.From([[1.0], [2]]);

        FluentActions.Invoking(() => new ExamplePiece(0, three, two)).Should().Throw<ArgumentException>().WithMessage("*3 rows of inputs, 2 of targets*");
        FluentActions.Invoking(() => new ExamplePiece(0, two, two, [1, -1])).Should().Throw<ArgumentException>().WithMessage("*row 1*");
        FluentActions.Invoking(() => new ExamplePiece(-1, two, two)).Should().Throw<ArgumentOutOfRangeException>();
        new ExamplePiece(0, two, two, [0, 0]).Count.Should().Be(2, "the weights of a piece may all be 0");
    }

    private static void AreSame(TrainingResult streamed, TrainingResult whole)
    {
        streamed.History.Select(report => (report.Epoch, report.Loss, report.RunningLoss, report.TrainingLoss, report.ValidationLoss, report.RunningAccuracy))
            .Should().Equal(
                whole.History.Select(
                    report => (report.Epoch, report.Loss, report.RunningLoss, report.TrainingLoss, report.ValidationLoss, report.RunningAccuracy)));
        (streamed.TrainingLoss, streamed.TrainingAccuracy, streamed.ValidationLoss, streamed.Reason)
            .Should().Be((whole.TrainingLoss, whole.TrainingAccuracy, whole.ValidationLoss, whole.Reason));
    }

    private static (double[] Parameters, TrainingResult Result) Trained(TrainerOptions options, Func<Trainer, TrainingResult> train)
    {
        Network network = Network();
        TrainingResult result = train(new Trainer(network, new SumOfSquaredErrors(), options));
        return (Numbers(network), result);
    }

    private static double[] Numbers(Network network)
    {
        var numbers = new double[network.ParameterCount];
        network.CopyParametersTo(numbers);
        return numbers;
    }

    private static Network Network(int inputs = 3) => new NetworkBuilder(inputs).AddLayer(5, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 2);

    private static DataSet Data(bool isWeighted = false, long seed = 1, int count = Examples)
    {
        var random = new RandomGenerator(seed);
        double[][] inputs = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextNormal(), random.NextNormal(), random.NextNormal() })];
        double[][] targets = [.. inputs.Select(row => new[] { row[0] * row[1] > row[2] ? 1.0 : 0.0 })];
        DataSet data = DataSet.From(inputs, targets);
        return isWeighted ? data.WithWeights([.. inputs.Select((_, i) => i < 40 ? 0.0 : 0.5 + i % 3)]) : data;
    }

    private sealed class Told(Action<NodeNet.History.EpochReport> tell) : IProgress<NodeNet.History.EpochReport>
    {
        public void Report(NodeNet.History.EpochReport value) => tell(value);
    }

    private sealed class Recorder : IStepper
    {
        public List<long> Numbers { get; } = [];

        public List<int> Sizes { get; } = [];

        public double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation)
        {
            Sizes.Add(order.Length);
            foreach (int example in order)
                Numbers.Add(data.NumberOf(example));
            return sum;
        }

        public void Load()
        {
        }

        public void WriteBack()
        {
        }

        public void Release()
        {
        }
    }

    /// <summary>A data set in groups of some rows, in pieces of seven; it can fail, and change.</summary>
    private sealed class Pieces(DataSet data, int group = 20) : IExampleSource
    {
        private DataSet _data = data;
        private int _readings;

        public int FailsAt { get; set; } = -1;

        public int FailsInReading { get; set; }

        public string Name => "pieces";

        public int InputCount => _data.Inputs.Width;

        public int TargetCount => _data.Targets.Width;

        public int GroupCount { get; } = (data.Count - 1) / group + 1;

        public void Change(int row, double value)
        {
            double[][] inputs = _data.Inputs.ToArrays();
            inputs[row][0] = value;
            _data = DataSet.From(inputs, _data.Targets.ToArrays());
        }

        public void Shorten() => _data = _data.Select([.. Enumerable.Range(0, _data.Count - 1)]);

        public IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
        {
            _readings++;
            foreach (int g in groups)
            {
                int end = Math.Min((g + 1) * group, _data.Count);
                for (int from = g * group; from < end; from += 7)
                {
                    int[] rows = [.. Enumerable.Range(from, Math.Min(7, end - from))];
                    if (_readings == FailsInReading && rows.Contains(FailsAt)) throw new IOException("the disk is gone.");
                    yield return new ExamplePiece(
                        g, _data.Inputs.Select(rows), _data.Targets.Select(rows), _data.Weights is { } weights ? [.. rows.Select(row => weights[row])] : null);
                }
            }
        }
    }
}
