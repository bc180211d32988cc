using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>The fast loops compute what the reference loops do: predictions, losses, and every weight and bias after twenty steps, at every width and in both
/// precisions.</summary>
public class FastAgainstReferenceTests
{
    private const int Examples = 35; // no batch size below divides it, so the last batch of an epoch is smaller
    private const int Steps = 20;
    private const double InSingle = 1e-4;

    private static readonly int[] _batchSizes = [1, 2, 7, 16, 33];

    private static readonly Dictionary<string, TrainerOptions> _variants = new()
    {
        ["L1"] = new() { L1 = 0.01 },
        ["L2"] = new() { L2 = 0.1 },
        ["L1 and L2 of biases too"] = new() { L1 = 0.01, L2 = 0.1, PenalizeBiases = true },
        ["ClipNorm"] = new() { ClipNorm = 0.05 },
        ["a ClipNorm that is never reached"] = new() { ClipNorm = 1000 },
        ["ClipNorm and L2"] = new() { ClipNorm = 0.05, L2 = 0.1 },
        ["Sum"] = new() { BatchReduction = BatchReduction.Sum, LearningRate = 0.01 },
        ["Sum, ClipNorm and L1"] = new() { BatchReduction = BatchReduction.Sum, ClipNorm = 0.05, L1 = 0.01 },
        ["a learning rate of 0"] = new() { LearningRate = 0 },
        ["a user's own optimizer"] = new() { Optimizer = new OwnOptimizer() },
    };

    public static TheoryData<string> Kinds => [.. FastNetworks.Kinds];

    public static TheoryData<string> Activations => [.. Catalogue.Activations.Names, "leaky_relu(0.2)", "elu(1.5)", "own"];

    public static TheoryData<string, string> LossesAndOutputs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string loss in Catalogue.Losses.Names)
            {
                foreach (string output in new[] { "sigmoid", "softmax" })
                    data.Add(loss, output);
                if (!WantsRange(loss)) data.Add(loss, "identity"); // whose outputs are no probabilities or rates
            }
            data.Add("huber(0.05)", "tanh");
            foreach ((string loss, string output) in new[] { ("pinball(0.9)", "identity"), ("cross_entropy(0.1)", "softmax") }) data.Add(loss, output);
            data.Add("binary_cross_entropy(0.2)", "sigmoid");
            return data;
        }
    }

    public static TheoryData<string> Optimizers => [.. Catalogue.Optimizers.Names, "adamw(0.9,0.999,0.1,1e-08,1)", "rprop(0.4,1.5,0.001,0.01)"];

    public static TheoryData<string> Variants => [.. _variants.Keys];

    [Fact]
    public void The_lists_are_not_empty()
    {
        Kinds.Should().NotBeEmpty();
        Activations.Should().NotBeEmpty();
        LossesAndOutputs.Should().NotBeEmpty();
        Optimizers.Should().NotBeEmpty();
        Variants.Should().NotBeEmpty();
        Width.All.Should().HaveCount(4);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_network(string kind) =>
        Compare(() => FastNetworks.Build(kind), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1 }, _batchSizes);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_network_with_a_rule_that_remembers(string kind) =>
        Compare(
            () => FastNetworks.Build(kind), new MeanSquaredError(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(), L2 = 0.01 }, [1, 7]);

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_function(string name) =>
        Compare(() => WithActivation(name), new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.05 }, [1, 7, 16]);

    [Theory]
    [MemberData(nameof(LossesAndOutputs))]
    public void Every_loss(string loss, string output) =>
        Compare(() => WithOutput(output), Catalogue.Losses.Create(loss), new TrainerOptions { LearningRate = 0.05 }, [1, 7, 16]);

    // Rules that divide by the root of a square, or follow a sign, magnify the rounding of a gradient that is (nearly) 0: its sign and size are then rounding.
    // So here every
    // input speaks, steps are so small that no node is saturated (in single precision 1 − a would become 0), and the targets lie on one side of the outputs: no
    // gradient comes near 0.
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimizer(string name)
    {
        IOptimizer optimizer = Catalogue.Optimizers.Create(name);
        Compare(
            () => FastNetworks.Dense(5, 7, 3),
            new SumOfSquaredErrors(),
            new TrainerOptions { LearningRate = 0.003, Optimizer = optimizer },
            _batchSizes,
            OneSided);
        Compare(() => Frozen(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.003, Optimizer = optimizer }, [1, 7], OneSided);

        static Network Frozen()
        {
            Network network = FastNetworks.Dense(5, 7, 3);
            network.Disconnect("x2", "h3");
            network.Node("h1").IsBiasFrozen = true;
            return network;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_option_of_a_step(string name)
    {
        TrainerOptions options = _variants[name];
        if (options.LearningRate == new TrainerOptions().LearningRate && name != "Sum") options = options with { LearningRate = 0.1 };
        foreach (string kind in new[] { "dense", "sparse", "frozen weight", "no bias" })
            Compare(() => FastNetworks.Build(kind), new SumOfSquaredErrors(), options, [1, 2, 7, 33]);
    }

    [Theory]
    [MemberData(nameof(LossesAndOutputs))]
    public void Every_loss_of_examples_that_do_not_count_alike(string loss, string output)
    {
        foreach (BatchReduction reduction in Enum.GetValues<BatchReduction>())
        {
            var options = new TrainerOptions { LearningRate = 0.02, BatchReduction = reduction };
            Compare(() => WithOutput(output), Catalogue.Losses.Create(loss), options, [1, 7, 16], Weighted);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_option_of_a_step_of_examples_that_do_not_count_alike(string name)
    {
        TrainerOptions options = _variants[name] with { LearningRate = _variants[name].LearningRate == 0 ? 0 : 0.02 };
        foreach (string kind in new[] { "dense", "sparse", "activation by node" })
            Compare(() => FastNetworks.Build(kind), new SumOfSquaredErrors(), options, [1, 2, 33], Weighted);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Predictions_and_evaluations(string kind)
    {
        Network network = FastNetworks.Build(kind);
        DataSet data = FastNetworks.Data(network, 67);
        double[][] expected = [.. Enumerable.Range(0, data.Count).Select(row => network.Forward(data.Inputs[row]))];
        foreach (Width width in Width.All)
        {
            width.Predict(network, data.Inputs).SelectMany(row => row).ToArray().ShouldAgreeWith([.. expected.SelectMany(row => row)], what: width.Name);
            foreach (string name in Catalogue.Losses.Names.Where(name => kind != "gelu" || !WantsRange(name)))
            {
                ILoss loss = Catalogue.Losses.Create(name);
                double sum = 0;
                for (int row = 0; row < data.Count; row++)
                {
                    network.Forward(data.Inputs[row]);
                    sum += OutputLoss.Value(network.OutputLayer, loss, data.Targets[row], network.Shown.NetInputs, network.Shown.Activations);
                }
                if (kind == "activation by node" && !double.IsFinite(sum)) continue; // tanh below 0 is no probability
                width.Evaluate(network, loss, data).Loss.ShouldBeWithin(NetworkAgreement.InDouble, sum / data.Count, $"{name} at {width.Name}");
            }
        }
    }

    [Fact]
    public void Accuracies()
    {
        foreach (int outputs in new[] { 1, 3 })
        {
            Network network = FastNetworks.Dense(4, 9, outputs);
            DataSet plain = FastNetworks.Data(network, 50);
            DataSet data = DataSet.From(
                plain.Inputs.ToArrays(),
                Enumerable.Range(0, 50).Select(
                    row =>
                        Enumerable.Range(0, outputs)
                            .Select(i => i == row % (outputs + 1) ? 1.0 : outputs > 1 && i == 0 && row % (outputs + 1) == outputs ? 1.0 : 0.0)
                            .ToArray()));
            data.IsClassification.Should().BeTrue();
            double expected = Enumerable.Range(0, 50).Count(row => network.PredictClass(data.Inputs[row]) == Classes.Of(data.Targets[row])) / 50.0;
            expected.Should().BeInRange(0.1, 0.9);
            foreach (Width width in Width.All)
                width.Evaluate(network, new SumOfSquaredErrors(), data).Accuracy.Should().Be(expected);
        }
    }

    private static bool WantsRange(string loss) => loss.Contains("entropy", StringComparison.Ordinal) || loss == "poisson";

    private static Network WithActivation(string name)
    {
        IActivation activation = name == "own" ? new OwnActivation() : Catalogue.Activations.Create(name);
        return new NetworkBuilder(6)
            .AddLayer(35, activation, biases: new NodeNet.Initializers.Normal(0, 0.3))
            .AddLayer(6, activation)
            .AddLayer(3, activation)
            .Build(seed: 2);
    }

    private static Network WithOutput(string output)
    {
        NetworkBuilder builder = new NetworkBuilder(5).AddLayer(9, new Tanh());
        return (output == "softmax" ? builder.AddLayer(3, new Softmax()) : builder.AddLayer(3, Catalogue.Activations.Create(output))).Build(seed: 2);
    }

    private static DataSet Weighted(Network network) =>
        FastNetworks.Data(network, Examples).WithWeights([.. Enumerable.Range(0, Examples).Select(row => 0.75 * (row % 4))]);

    private static DataSet OneSided(Network network)
    {
        var random = new RandomGenerator(5);
        return DataSet.From(
            Enumerable.Range(0, Examples).Select(_ => Enumerable.Range(0, network.InputLayer.Count).Select(_ => random.NextUniform(0.5, 1.5)).ToArray()),
            Enumerable.Range(0, Examples).Select(_ => Enumerable.Range(0, network.OutputLayer.Count).Select(_ => random.NextUniform(1.5, 2)).ToArray()));
    }

    private static void Compare(Func<Network> build, ILoss loss, TrainerOptions options, int[] batchSizes, Func<Network, DataSet>? data = null)
    {
        foreach (int batch in batchSizes)
        {
            Network expected = build();
            Network start = build();
            DataSet examples = data?.Invoke(expected) ?? FastNetworks.Data(expected, Examples);
            var reference = new StepLoop(expected, loss, options.ForSteps());
            double[] losses = Run(reference, examples, batch, options.LearningRate, out double right);
            if (options.LearningRate > 0) expected.HasSameParametersAs(start).Should().BeFalse("otherwise nothing is compared");

            foreach (Width width in Width.All)
            {
                Check(width, Precision.Double, NetworkAgreement.InDouble);
                if (width.FitsRowsInSingle(expected)) Check(width, Precision.Single, InSingle);
            }

            void Check(Width width, Precision precision, double relative)
            {
                Network network = build();
                TrainerOptions inPrecision = options with { Precision = precision };
                var memory = new OptimizerMemory(network, options.Optimizer.MemoryLength);
                string what = $"{width.Name}, {precision}, batch {batch}";
                double[] found = Run(width.Trainer(network, loss, inPrecision, memory, batch), examples, batch, options.LearningRate, out double foundRight);
                found.ShouldAgreeWith(losses, relative, $"losses, {what}");
                foundRight.Should().Be(right, what);
                network.ShouldAgreeWith(expected, relative, what);
                memory.Steps.Should().Be(reference.Memory.Steps);
                if (precision == Precision.Single) return;
                for (int i = 0; i < memory.Planes.Length; i++)
                    // squares of gradients double their rounding
                    Remembered(network, memory, i).ShouldAgreeWith(Remembered(expected, reference.Memory, i), 10 * relative, $"memory {i}, {what}");
            }
        }
    }

    /// <summary>Without padding, which is not the same in two networks: it hangs on where their memory starts.</summary>
    private static double[] Remembered(Network network, OptimizerMemory memory, int which) =>
        [.. network.ParameterRows.SelectMany(row => memory.Planes[which].Span[row.Start..row.End].ToArray())];

    private static double[] Run(NodeNet.Steps.IStepper stepper, DataSet data, int batch, double rate, out double right)
    {
        int[] order = [.. Enumerable.Range(0, data.Count)];
        var losses = new List<double>(); // by epoch
        right = 0;
        stepper.Load();
        for (int left = Steps; left > 0;)
        {
            int steps = Math.Min(left, (data.Count + batch - 1) / batch);
            losses.Add(stepper.Run(data, order.AsSpan(0, Math.Min(data.Count, steps * batch)), batch, rate, ref right, CancellationToken.None));
            left -= steps;
        }
        stepper.WriteBack();
        return [.. losses];
    }

    private sealed class OwnActivation : IActivation
    {
        public string Name => "own";

        public double Activate(double netInput) => netInput / (1 + Math.Abs(netInput));

        public double Slope(double netInput, double activation) => (1 - Math.Abs(activation)) * (1 - Math.Abs(activation));
    }

    private sealed class OwnOptimizer : IOptimizer
    {
        public string Name => "own";

        public int MemoryLength => 1;

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            memory[0] = 0.5 * memory[0] + downhill;
            return context.LearningRate * memory[0] * (context.IsBias ? 0.5 : 1.0) / context.Number;
        }
    }
}
