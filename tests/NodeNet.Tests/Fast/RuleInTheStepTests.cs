using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>One example a step: the rule changes a source's row of weights while the row is in hand, and that of the inputs' weights waits for the next
/// example. Several: it changes a weight as soon as its sum over them is made. After any number of steps the weights, and what is remembered, are those of the
/// reference loops.</summary>
public class RuleInTheStepTests
{
    private const int Examples = 11;

    private static readonly Dictionary<string, TrainerOptions> _rules = new()
    {
        ["plain"] = new(),
        ["L1"] = new() { L1 = 0.01 },
        ["L2"] = new() { L2 = 0.1 },
        ["L1 and L2"] = new() { L1 = 0.01, L2 = 0.1 },
        ["L2 of biases too"] = new() { L2 = 0.1, PenalizeBiases = true },
        ["momentum"] = new() { Optimizer = new Momentum() },
        ["nesterov, L1 and L2"] = new() { Optimizer = new Nesterov(), L1 = 0.01, L2 = 0.1 },
        ["clipped"] = new() { ClipNorm = 0.05 },
        ["momentum, clipped"] = new() { Optimizer = new Momentum(), ClipNorm = 0.05 },
        ["momentum, clipped with L2"] = new() { Optimizer = new Momentum(), ClipNorm = 0.05, L2 = 0.1 },
        ["adagrad"] = new() { Optimizer = new AdaGrad(epsilon: 0.1) }, // ε so large that no rounding of a small gradient is magnified
        ["adam"] = new() { Optimizer = new Adam(epsilon: 0.1) },
    };

    public static TheoryData<string, string> KindsAndRules
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string kind in new[] { "many inputs", "silent edges", "relu, often silent", "skip", "a layer that feeds nothing", "frozen weight" })
            {
                foreach (string rule in _rules.Keys)
                    data.Add(kind, rule);
            }
            return data;
        }
    }

    [Fact]
    public void The_list_is_not_empty() => KindsAndRules.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(KindsAndRules))]
    public void Steps_on_silent_and_speaking_inputs_in_turn_are_those_of_the_reference_loops(string kind, string rule)
    {
        Network expected = FastNetworks.Build(kind);
        DataSet data = SilentAndSpeaking(expected);
        Compare(expected, data, kind, rule, batch: 1, steps: 3 * Examples);
    }

    [Theory]
    [MemberData(nameof(KindsAndRules))]
    public void Steps_on_batches_are_those_of_the_reference_loops_where_inputs_are_silent_in_all_examples_too(string kind, string rule)
    {
        Network expected = FastNetworks.Build(kind);
        DataSet data = SilentAndSpeaking(expected, isSilentInAll: input => input % 4 == 1 || input < 3);
        Compare(expected, data, kind, rule, batch: 4, steps: 3 * 3);
    }

    [Theory]
    [InlineData("L1")]
    [InlineData("L2")]
    [InlineData("L1 and L2")]
    public void Sums_of_more_examples_than_a_tile_takes_at_once_are_whole_before_L1_and_L2_pull(string rule)
    {
        int most = TileLoop<double, double, Vectors.ScalarVectors<double>>.Block;
        foreach (int batch in new[] { most, most + 1 })
        {
            Network expected = FastNetworks.Build("many inputs");
            Compare(expected, SilentAndSpeaking(expected, examples: batch), "many inputs", rule, batch, steps: 3);
        }
    }

    private static void Compare(Network expected, DataSet data, string kind, string rule, int batch, int steps)
    {
        var reference = new StepLoop(expected, new SumOfSquaredErrors(), _rules[rule].ForSteps());
        Run(reference, data, batch);

        foreach (Width width in Width.All)
        {
            Network network = FastNetworks.Build(kind);
            var memory = new OptimizerMemory(network, _rules[rule].Optimizer.MemoryLength);
            Run(width.Trainer(network, new SumOfSquaredErrors(), _rules[rule], memory, batch), data, batch);

            network.ShouldAgreeWith(expected, what: width.Name);
            memory.Steps.Should().Be(steps);
            for (int i = 0; i < memory.Planes.Length; i++)
                Remembered(network, memory, i).ShouldAgreeWith(Remembered(expected, reference.Memory, i), 1e-9, width.Name);
        }
    }

    [Theory]
    [InlineData(1e160)] // its square is beyond a double
    [InlineData(1e-170)]
    public void A_gradient_whose_square_is_out_of_range_is_clipped_all_the_same(double size)
    {
        // y = w1·x1 + w2·x2 + b and |t − y|: every δ is 1, so the gradient is (x1, x2, 1) long.
        DataSet data = DataSet.From([[3 * size, 4 * size]], [[10 * size + 1]]);
        var options = new TrainerOptions { ClipNorm = 0.1 };
        Network expected = Line();
        Run(new StepLoop(expected, new MeanAbsoluteError(), options.ForSteps()), data);

        foreach (Width width in Width.All)
        {
            Network network = Line();
            Run(width.Trainer(network, new MeanAbsoluteError(), options, new OptimizerMemory(network, 0), batch: 1), data);
            network.ShouldAgreeWith(expected, what: width.Name);
        }
        if (size > 1) (expected.Connection("x2", "y1").Weight - 1).Should().BeApproximately(3 * 0.05 * 0.1 * 4 / 5, 1e-12); // steps, α, length, share

        static Network Line() => new NetworkBuilder(2).AddLayer(1, new Identity(), weights: new NodeNet.Initializers.Constant(1)).Build(seed: 0);
    }

    [Fact]
    public void A_rate_that_is_too_much_for_a_float_takes_the_passes_and_is_refused()
    {
        if (!FastMode.IsOn) return; // the reference loops have doubles only, for which it is not too much
        // α of 1e300 is infinite as a float: 0 · ∞ would make NaN even of what fills up the rows.
        Network network = Given.Small();
        var options = new TrainerOptions { LearningRate = 1e300, Optimizer = new Momentum(), Precision = Precision.Single };

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options).Train(Given.Xor());

        result.Reason.Should().Be(StopReason.NotFinite);
        network.FirstParameterDifference(Given.Small()).Should().BeNull();
    }

    private static void Run(IStepper stepper, DataSet data, int batch = 1)
    {
        double right = 0;
        stepper.Load();
        for (int epoch = 0; epoch < 3; epoch++)
            stepper.Run(data, [.. Enumerable.Range(0, data.Count)], batch, 0.05, ref right, CancellationToken.None);
        stepper.WriteBack();
    }

    /// <summary>Every other example speaks on every input; of the rest most inputs are silent, so that the loops list the others.</summary>
    private static DataSet SilentAndSpeaking(Network network, Func<int, bool>? isSilentInAll = null, int examples = Examples)
    {
        var random = new Foundation.RandomGenerator(3);
        return DataSet.From(
            Enumerable.Range(0, examples).Select(
                row => Enumerable.Range(0, network.InputLayer.Count)
                    .Select(i => isSilentInAll?.Invoke(i) == true || (row % 2 == 1 && (i + row) % 3 != 0) ? 0.0 : random.NextUniform(-1, 1))
                    .ToArray()),
            Enumerable.Range(0, examples).Select(_ => Enumerable.Range(0, network.OutputLayer.Count).Select(_ => random.NextUniform(0.1, 0.9)).ToArray()));
    }

    private static double[] Remembered(Network network, OptimizerMemory memory, int which) =>
        [.. network.ParameterRows.SelectMany(row => memory.Planes[which].Span[row.Start..row.End].ToArray())];
}
