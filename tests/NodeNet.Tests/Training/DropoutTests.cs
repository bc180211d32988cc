using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Teaching;
using NodeNet.Tests.Fast;
using NodeNet.Tests.Persistence;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Dropout leaves nodes out of training steps: the right ones, by the right formula, on all loops alike, and never out of predictions.</summary>
public sealed class DropoutTests : IDisposable
{
    private static readonly Dropout _each = new() { Inputs = 0.2, Layers = [0.5, 0.25] };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<Loops, Precision, int> Ways => WaysToTrain.All;

    public void Dispose() => _folder.Dispose();

    // The masks are those that seed 7 draws for the first step. PyTorch 1.13, in double, computed loss and gradients for them:
    // tests/NodeNet.Tests/Training/dropout_pytorch.py.
    [Theory]
    [InlineData(Loops.Reference)]
    [InlineData(Loops.Fast)]
    public void For_the_nodes_that_are_left_out_gradients_are_PyTorchs(Loops loops)
    {
        Network network = OfTorch();
        DataSet data = DataSet.From([[0.5, -1.0], [1.5, 2.0]], [[1.0], [-0.5]]);
        Network before = network.Clone();
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, Dropout = _each, Seed = 7, Loops = loops });
        StepLedger ledger = trainer.Explain(data);
        Masks(ledger).Should().Equal(_masks, "these are the masks that PyTorch was given");

        trainer.Step(data).Should().BeApproximately(_loss, 1e-14);

        foreach ((string name, double slope) in _slopes)
        {
            string[] ends = name.Split('→');
            double change = ends.Length == 2
                ? network.Connection(ends[0], ends[1]).Weight - before.Connection(ends[0], ends[1]).Weight
                : network.Node(name).Bias - before.Node(name).Bias;
            change.Should().BeApproximately(-slope, 1e-14, name);
        }
        _slopes.Should().HaveCount(network.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_rate_of_0_gives_the_bits_of_training_without(Loops loops, Precision precision, int batch)
    {
        if (batch == 1) return; // which runs on other loops without dropout
        var options = new TrainerOptions { LearningRate = 0.5, BatchSize = batch, Epochs = 20, Loops = loops, Precision = precision };
        Network expected = Given.Small();
        new Trainer(expected, new SumOfSquaredErrors(), options).Train(Given.Xor());

        Network found = Given.Small();
        new Trainer(found, new SumOfSquaredErrors(), options with { Dropout = new Dropout() }).Train(Given.Xor());

        found.FirstParameterDifference(expected).Should().BeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(35)]
    public void The_fast_loops_leave_out_the_nodes_that_the_reference_loops_do(int batch)
    {
        foreach (Func<Network> build in new Func<Network>[] { () => FastNetworks.Dense(5, 9, 4, 2), () => FastNetworks.Dense(150, 40, 3), WithSoftmaxInside })
        {
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                var options = new TrainerOptions
                {
                    LearningRate = 0.02,
                    BatchSize = batch,
                    Epochs = 4,
                    Dropout = _each,
                    InputNoise = 0.1,
                    MaxNorm = 1.2,
                    Seed = 3,
                    Precision = precision,
                };
                Network expected = build();
                DataSet data = FastNetworks.Data(expected, 35);
                new Trainer(expected, new SumOfSquaredErrors(), options with { Loops = Loops.Reference, Precision = Precision.Double }).Train(data);

                Network found = build();
                new Trainer(found, new SumOfSquaredErrors(), options).Train(data);

                found.ShouldAgreeWith(expected, precision == Precision.Double ? 1e-10 : 1e-3, $"batch {batch}, {precision}");
                found.HasSameParametersAs(build()).Should().BeFalse();
            }
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Network one = Trained(1);

        Trained(2).FirstParameterDifference(one).Should().BeNull();
        Trained(3).FirstParameterDifference(one).Should().BeNull();

        static Network Trained(int threads)
        {
            Network network = FastNetworks.Dense(120, 200, 90, 10);
            var options = new TrainerOptions
            {
                LearningRate = 0.01,
                BatchSize = 64,
                Epochs = 2,
                Dropout = new Dropout { Inputs = 0.1, Hidden = 0.5 },
                InputNoise = 0.1,
                MaxDegreeOfParallelism = threads,
            };
            new Trainer(network, new MeanSquaredError(), options).Train(FastNetworks.Data(network, 150));
            return network;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_run_that_is_resumed_leaves_out_the_nodes_that_it_would_have(Loops loops, Precision precision, int batch)
    {
        var options = new TrainerOptions
        {
            LearningRate = 0.3,
            BatchSize = batch,
            Epochs = 10,
            Dropout = new Dropout { Inputs = 0.1, Hidden = 0.3 },
            InputNoise = 0.05,
            MaxNorm = 2,
            Optimizer = new Adam(),
            Loops = loops,
            Precision = precision,
        };
        Network whole = Given.Small();
        new Trainer(whole, new BinaryCrossEntropy(), options).Train(Given.Xor());
        string file = _folder.File("dropout.checkpoint");
        new Trainer(Given.Small(), new BinaryCrossEntropy(), options with { Epochs = 5, Checkpoints = new CheckpointOptions(file) }).Train(Given.Xor());

        Network resumed = Given.Small(seed: 9);
        new Trainer(resumed, new BinaryCrossEntropy(), options).Resume(file, Given.Xor());

        resumed.FirstParameterDifference(whole).Should().BeNull();
    }

    [Fact]
    public void A_checkpoint_of_another_dropout_noise_or_limit_is_of_another_training()
    {
        string file = _folder.File("other.checkpoint");
        var options = new TrainerOptions { Epochs = 2, Dropout = _each, InputNoise = 0.1, MaxNorm = 3 };
        new Trainer(Given.Small(), new SumOfSquaredErrors(), options with { Checkpoints = new CheckpointOptions(file) }).Train(Given.Xor());

        Refused(options with { Dropout = null }, "*dropout was 0.2 of the inputs, 0 of hidden nodes, by layer 0.5, 0.25 and is none.");
        Refused(options with { InputNoise = 0.2 }, "*input noise was 0.1 and is 0.2.");
        Refused(options with { MaxNorm = null }, "*max norm was 3 and is none.");

        void Refused(TrainerOptions other, string message) =>
            new Trainer(Given.Small(), new SumOfSquaredErrors(), other).Invoking(trainer => trainer.Resume(file, Given.Xor()))
                .Should().Throw<InvalidOperationException>().WithMessage(message);
    }

    [Fact]
    public void Predictions_evaluations_and_gradients_know_no_dropout_and_no_noise()
    {
        Network network = Given.Small();
        double[] answer = network.Predict([0.3, -0.2]);
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Dropout = new Dropout { Hidden = 0.9 }, InputNoise = 2 });

        trainer.Evaluate(Given.Xor()).Should().Be(new Trainer(network, new SumOfSquaredErrors()).Evaluate(Given.Xor()));
        trainer.Explain(Given.Xor());
        network.Predict([0.3, -0.2]).Should().Equal(answer);
    }

    // 100,000 draws: the share that is left out is p within five standard errors, √(p (1 − p) / n), and no example's, step's or node's draws are another's.
    [Fact]
    public void As_many_nodes_are_left_out_as_the_rate_says_and_each_by_itself()
    {
        Network network = new NetworkBuilder(1).AddLayer(100, new Tanh()).AddLayer(1, new Identity()).Build(seed: 1);
        Disturbance disturbance = Disturbance.Of(network, new TrainerOptions { Dropout = new Dropout { Hidden = 0.3 }, Seed = 5 }.ForSteps())!;
        bool Drops(long step, int row, int node) => disturbance.Factor(disturbance.Key(step, row, 1), 1, node) == 0.0;

        double share = 0.0, sameAsNextStep = 0.0, sameAsNextRow = 0.0, sameAsNextNode = 0.0;
        for (int step = 0; step < 10; step++)
        {
            for (int row = 0; row < 100; row++)
            {
                for (int node = 0; node < 100; node++)
                {
                    bool drops = Drops(step, row, node);
                    share += drops ? 1e-5 : 0.0;
                    sameAsNextStep += drops == Drops(step + 1, row, node) ? 1e-5 : 0.0;
                    sameAsNextRow += drops == Drops(step, row + 1, node) ? 1e-5 : 0.0;
                    sameAsNextNode += drops == Drops(step, row, node + 1) ? 1e-5 : 0.0;
                }
            }
        }

        share.Should().BeApproximately(0.3, 5 * Math.Sqrt(0.3 * 0.7 / 1e5));
        const double Alike = 0.3 * 0.3 + 0.7 * 0.7;
        double[] found = [sameAsNextStep, sameAsNextRow, sameAsNextNode];
        found.Should().OnlyContain(same => Math.Abs(same - Alike) < 5 * Math.Sqrt(Alike * (1 - Alike) / 1e5));
    }

    [Fact]
    public void Noise_has_the_mean_0_and_the_standard_deviation_that_was_asked_for()
    {
        Disturbance disturbance = Disturbance.Of(Given.Small(), new TrainerOptions { InputNoise = 0.5, Seed = 5 }.ForSteps())!;
        double[] noise = [.. Enumerable.Range(0, 100_000).Select(row => disturbance.Noisy(disturbance.Key(3, row, 0), 1, 10) - 10)];

        noise.Average().Should().BeApproximately(0, 5 * 0.5 / Math.Sqrt(1e5));
        Math.Sqrt(noise.Average(one => one * one)).Should().BeApproximately(0.5, 0.01);
        noise.Count(one => Math.Abs(one) > 1.96 * 0.5).Should().BeInRange(4700, 5300, "one in twenty lies beyond 1.96 σ");
        disturbance.LargestInput(10).Should().BeGreaterThan(10 + noise.Max());
    }

    [Fact]
    public void The_ledger_shows_the_factor_of_every_node_and_input()
    {
        Network network = OfTorch();
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, Dropout = _each, InputNoise = 0.1, Seed = 7 });

        StepLedger ledger = trainer.Explain([0.5, -1.0], [1.0]);

        string text = ledger.ToText();
        text.Should().Contain("dropout: 0.2 of the inputs, 0 of hidden nodes, by layer 0.5, 0.25 are left out; the others are multiplied by 1 / (1 − p)")
            .And.Contain("noise: of the standard deviation 0.1 on every input").And.Contain("(left out)");
        foreach (LedgerLine line in ledger.Lines().Where(line => line.Formula is not null))
            line.Formula!.Value.Should().BeApproximately(line.Value, 1e-12, line.ToString());
        ledger.Examples[0].Disturbed!.Should().HaveCount(2);
        ledger.ToJson().Should().Contain("\"dropoutFactor\"").And.Contain("\"inputNoise\"");
        ledger.Invoking(step => step.With(Mistake.StepsUphill)).Should().Throw<InvalidOperationException>().WithMessage("This step has dropout*");
        new NodeNet.Inspection.DisturbedInput(1, 0.5, 2).ToString().Should().Be("DisturbedInput { Given = 1, Noise = 0.5, Factor = 2 }");
    }

    // w = (3, 4) has the length 5; after a step of 0 it is shortened to 1.
    [Theory]
    [InlineData(Loops.Reference)]
    [InlineData(Loops.Fast)]
    public void Max_norm_shortens_the_weights_into_a_node_and_leaves_biases_frozen_ones_and_short_ones_alone(Loops loops)
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Identity()).Build(seed: 1);
        double[] weights = [3, 4, 0.3, 0.4, 30, 40];
        for (int i = 0; i < 6; i++) network.Connection($"x{i % 2 + 1}", $"y{i / 2 + 1}").Weight = weights[i];
        network.Node("y1").Bias = 100;
        network.Connection("x1", "y3").IsFrozen = true;
        var trainer = new Trainer(
            network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0, MaxNorm = 1, Loops = loops, BatchSize = 2, Epochs = 1 });

        trainer.Train(DataSet.From([[0, 0], [0, 0]], [[0, 0, 0], [0, 0, 0]]));

        Weight("x1", "y1").Should().BeApproximately(0.6, 1e-15);
        Weight("x2", "y1").Should().BeApproximately(0.8, 1e-15);
        Weight("x1", "y2").Should().Be(0.3);
        Weight("x1", "y3").Should().Be(30, "it is frozen");
        Weight("x2", "y3").Should().BeApproximately(1, 1e-15);
        network.Node("y1").Bias.Should().Be(100);

        double Weight(string from, string to) => network.Connection(from, to).Weight;
    }

    [Fact]
    public void Max_norm_holds_for_lengths_whose_squares_overflow()
    {
        foreach (Loops loops in Enum.GetValues<Loops>())
        {
            Network network = new NetworkBuilder(2).AddLayer(1, new Identity()).Build(seed: 1);
            network.Connection("x1", "y1").Weight = 3e200;
            network.Connection("x2", "y1").Weight = 4e200;
            var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0, MaxNorm = 1, Loops = loops, Epochs = 1 });
            trainer.Train(DataSet.From([[0, 0]], [[0]]));
            network.Connection("x2", "y1").Weight.Should().BeApproximately(0.8, 1e-14);
        }
    }

    [Fact]
    public void The_ledger_shows_what_max_norm_does()
    {
        Network network = Given.Line();
        StepLedger ledger = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, MaxNorm = 0.5 }).Explain([1], [1]);

        // ŷ = 3, δ = −2: w = 2 − 2 = 0 is short enough; at the target 2.5, δ = −0.5 and w = 1.5 is not
        ledger.Change("x1", "y1").NormFactor.Should().Be(1);
        ledger = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, MaxNorm = 0.5 }).StepExplained([1], [2.5]);
        ledger.Change("x1", "y1").NormFactor.Should().BeApproximately(1 / 3.0, 1e-15);
        ledger.Lines().Select(line => line.ToString()).Should().Contain(
            "w⁺_x1→y1 = (2 − 0.5) · 0.3333 = 0.5  (the weights into the node are shortened to MaxNorm)");
        network.Connection("x1", "y1").Weight.Should().Be(ledger.Change("x1", "y1").NewValue);
        ledger.ToJson().Should().Contain("\"normFactor\"");
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        Refused(new TrainerOptions { Dropout = new Dropout { Hidden = 1 } }, "Dropout.Hidden is 1; it must be 0 or above and below 1*");
        Refused(new TrainerOptions { Dropout = new Dropout { Inputs = -0.1 } }, "Dropout.Inputs is -0.1*");
        Refused(new TrainerOptions { Dropout = new Dropout { Layers = [0.5, double.NaN] } }, "Dropout.Layers is NaN*");
        Refused(new TrainerOptions { InputNoise = -1 }, "*InputNoise*");
        Refused(new TrainerOptions { MaxNorm = 0 }, "*MaxNorm*");
        Action minimize = () => new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { Dropout = _each }).Minimize(Given.Xor());
        minimize.Should().Throw<InvalidOperationException>().WithMessage("Minimize needs a loss that is the same in every pass*");

        static void Refused(TrainerOptions options, string message)
        {
            Action make = () => _ = new Trainer(Given.Small(), new SumOfSquaredErrors(), options);
            make.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
        }
    }

    private static readonly double[] _masks = [
        1.25, 1.25, 2.0, 0.0, 2.0, 1.3333333333333333, 0.0, // the first example's inputs and hidden layers
        0.0, 1.25, 0.0, 2.0, 2.0, 1.3333333333333333, 1.3333333333333333];

    private static readonly double _loss = 0.08337279555270617;

    private static readonly (string Name, double Slope)[] _slopes = [
        ("h1", 0.026883250689567338),
        ("x1→h1", 0.016802031680979587),
        ("x2→h1", -0.033604063361959174),
        ("h2", -0.060863220101629215),
        ("x1→h2", 0.0),
        ("x2→h2", -0.15215805025407303),
        ("h3", 0.003941173454038632),
        ("x1→h3", 0.0032130533729584076),
        ("x2→h3", -0.009425386602653865),
        ("h1.2", 0.13144711985960095),
        ("h1→h1.2", 0.03867870156088109),
        ("h2→h1.2", 0.10035876801104072),
        ("h3→h1.2", 0.13538545248735417),
        ("h2.2", -0.026318299284567904),
        ("h1→h2.2", 0.0),
        ("h2→h2.2", -0.02634568143215949),
        ("h3→h2.2", -0.04809856002163311),
        ("y1", 0.36566063334841453),
        ("h1.2→y1", 0.26648559732840554),
        ("h2.2→y1", 0.32838878855238474),
    ];

    private static double[] Masks(StepLedger ledger) => [
        .. ledger.Examples.SelectMany(example => example.Disturbed!.Select(input => input.Factor)
            .Concat(example.Forward.Where(node => !node.Node.IsOutput).Select(node => node.DropoutFactor)))];

    private static Network OfTorch()
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Tanh()).AddLayer(2, new Sigmoid()).AddLayer(1, new Identity()).Build(seed: 1);
        double[][] weights = [[0.2, -0.4], [0.1, 0.3], [-0.5, 0.6], [0.7, -0.3, 0.2], [-0.6, 0.4, 0.9], [1.1, -0.8]];
        double[] biases = [0.1, -0.2, 0.05, 0.0, 0.15, 0.25];
        Node[] nodes = [.. network.Layers.Skip(1).SelectMany(layer => layer.Nodes)];
        for (int node = 0; node < nodes.Length; node++)
        {
            nodes[node].Bias = biases[node];
            for (int source = 0; source < weights[node].Length; source++)
                nodes[node].Incoming[source].Weight = weights[node][source];
        }
        return network;
    }

    private static Network WithSoftmaxInside() =>
        new NetworkBuilder(5).AddLayer(7, new Sigmoid()).AddLayer(4, new Softmax()).AddLayer(2, new Tanh()).Build(seed: 4);
}
