using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>A run whose numbers explode says in which epoch, at which node or connection, and what to try, by what it has shown.</summary>
public class DivergenceTests
{
    [Fact]
    public void The_list_is_not_empty() => WaysToTrain.All.Should().NotBeEmpty();

    [Fact]
    public void A_run_that_ends_well_has_none() =>
        Given.Trainer(Given.Small(), 0.1).Train(Given.Xor()).Divergence.Should().BeNull();

    [Theory]
    [MemberData(nameof(WaysToTrain.All), MemberType = typeof(WaysToTrain))]
    public void The_first_node_in_the_order_of_the_forward_pass_is_named(Loops loops, Precision precision, int batch)
    {
        // h2 gives NaN for net inputs above 5: in the example with x = 10, and so do all nodes after it.
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(2, new Identity(), weights: new Constant(1))
            .AddLayer(2, new Tanh())
            .AddLayer(1, new Identity())
            .Build(seed: 1);
        network.Node("h2").ActivationFunction = new NotANumberAbove(5);
        DataSet data = DataSet.From([[1], [2], [10], [3]], [[0], [0], [0], [0]]);
        var options = new TrainerOptions { LearningRate = 1e-3, Loops = loops, Precision = precision, BatchSize = batch, Shuffle = false };

        Divergence divergence = new Trainer(network, new HalfSumOfSquaredErrors(), options).Train(data).Divergence!;

        divergence.Epoch.Should().Be(1);
        divergence.Place.Should().Be("h2");
        divergence.Value.Should().Be(double.NaN);
        divergence.Problem.Should().Be("The loss of the example in row 2 is NaN, the activation of h2 is NaN");
        divergence.Advice.Should().MatchRegex(@"^Look at the function first: not_a_number gave h2 the activation NaN for the net input (10|9\.9\d*)\.$");
        divergence.ToString().Should().Be($"in epoch 1: {divergence.Problem}. {divergence.Advice}");
    }

    [Theory]
    [MemberData(nameof(WaysToTrain.All), MemberType = typeof(WaysToTrain))]
    public void A_net_input_that_overflows_is_named(Loops loops, Precision precision, int batch)
    {
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(1, new Identity(), weights: new Constant(1e30))
            .AddLayer(1, new Identity(), weights: new Constant(0))
            .Build(seed: 1);
        DataSet data = DataSet.From([[0], [0], [1e300], [0]], [[0], [0], [0], [0]]);
        var options = new TrainerOptions { LearningRate = 1e-3, Loops = loops, Precision = precision, BatchSize = batch, Shuffle = false };

        Divergence divergence = new Trainer(network, new HalfSumOfSquaredErrors(), options).Train(data).Divergence!;

        // 10³⁰ · 10³⁰⁰ is beyond either precision.
        divergence.Place.Should().Be("h1");
        divergence.Value.Should().Be(double.PositiveInfinity);
        divergence.Problem.Should().EndWith(", the net input of h1 is Infinity");
        divergence.Advice.Should().StartWith("The inputs are not scaled: x1 is 1E+300 in row 2; scale them (Scaler.Standard).");
    }

    [Fact]
    public void A_connection_whose_gradient_is_not_finite_is_named()
    {
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(1, new Probe(slope: z => z > 2.5 ? double.NaN : 1.0), bias: false, weights: new Constant(1))
            .Build(seed: 0);

        TrainingResult result = new Trainer(
            network, new HalfSumOfSquaredErrors(), new TrainerOptions { Shuffle = false, BatchSize = 2 }).Train(DataSet.From([[1], [3]], [[1], [3]]));

        result.Divergence!.Place.Should().Be("x1→y1");
        result.Explanation
            .Should()
            .Be(
                "in epoch 1: x1→y1 would change by NaN and no longer be a finite number. Try a smaller learning rate than 0.01, as 0.001, or clip the "
                    + "gradient (ClipNorm). The network's weights are those from before training");
    }

    [Fact]
    public void A_bias_whose_gradient_is_not_finite_is_named()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(slope: _ => double.NaN)).Build(seed: 0);
        Trainer trainer = Given.Trainer(network, 0.1);

        trainer
            .Invoking(t => t.Step([0], [1]))
            .Should()
            .Throw<NotFiniteNumberException>()
            .WithMessage("b_y1 would change by NaN and no longer be a finite number; the network stays as it was.*");
        network.Node("y1").Bias.Should().Be(0);
    }

    [Fact]
    public void Who_clips_already_is_not_told_to()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(slope: _ => double.NaN)).Build(seed: 0);

        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { ClipNorm = 1 }).Train(DataSet.From([[1]], [[1]])).Divergence!.Advice
            .Should().Be("Try a smaller learning rate than 0.01, as 0.001.");
    }

    [Fact]
    public void A_function_of_a_whole_layer_that_gives_NaN_is_named()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new NaNForAll()).Build(seed: 1);

        Divergence divergence = Given.Trainer(network, 0.1).Train(DataSet.From([[0]], [[1, 0]])).Divergence!;

        divergence.Place.Should().Be("y1");
        divergence.Advice.Should().StartWith("Look at the function first: nan_for_all gave y1 the activation NaN for the net input 0.");
    }

    [Fact]
    public void A_loss_that_is_infinite_for_a_harmless_output_is_blamed_itself()
    {
        // −ln 0 = +∞: cross-entropy of a node that says 0 where 1 is true; its function does not tell its range.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe()).Build(seed: 1);

        Divergence divergence = new Trainer(network, new BinaryCrossEntropy()).Train(DataSet.From([[0]], [[1]])).Divergence!;

        divergence.Problem.Should().Be("The loss of the example in row 0 is Infinity, output y1 is 0");
        divergence.Advice.Should().StartWith("Look at the function first: the loss is Infinity although no output is beyond 0.");
    }

    [Fact]
    public void Of_several_outputs_the_one_farthest_out_is_named_and_the_function_is_not_blamed()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(3, new Identity(), bias: false).Build(seed: 1);
        network.OutputLayer.SetWeights([[1], [-1e200], [2]]);

        Divergence divergence = Given.Trainer(network, 0.1).Train(DataSet.From([[1]], [[1, 1, 1]])).Divergence!;

        divergence.Place.Should().Be("y2");
        divergence.Problem.Should().EndWith("output y2 is -1E+200");
        divergence.Advice.Should().NotContain("function");
    }

    [Theory]
    [InlineData(0, "Try a smaller learning rate than 1E+308, as 1E+307, or clip the gradient (ClipNorm).")]
    [InlineData(1, "The loss grew from 49 in epoch 1 to 441 in epoch 2: the learning rate 1E+308 is too high; try 1E+307.")]
    public void Two_epochs_tell_whether_the_loss_has_grown(double rate, string advice)
    {
        // ŷ = 2 · 1 + 1 = 3 where 10 is right: loss 49. At rate 1, w and b gain 14 each: ŷ = 31, loss 441. At rate 0 it stays 49. In epoch 3, 1e308 · 14 is
        // beyond a double.
        var options = new TrainerOptions { Schedule = new Rates(epoch => epoch < 3 ? rate : 1e308), Epochs = 10 };

        Divergence divergence = new Trainer(Given.Line(), new SumOfSquaredErrors(), options).Train(DataSet.From([[1]], [[10]])).Divergence!;

        divergence.Epoch.Should().Be(3);
        divergence.Advice.Should().Be(advice);
    }

    [Fact]
    public void A_loss_that_has_grown_blames_the_learning_rate()
    {
        TrainingResult result = new Trainer(
            Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 2, ClipNorm = 1e300 }).Train(DataSet.From([[1], [2]], [[1], [1]]));

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Divergence!.Epoch.Should().Be(result.Epochs + 1);
        result.Divergence.Place.Should().Be("y1");
        result.Divergence.Advice.Should().MatchRegex(@"^The loss grew from \S+ in epoch 1 to \S+ in epoch \d+: the learning rate 2 is too high; try 0\.2\.$");
    }

    [Fact]
    public void Inputs_and_targets_that_are_not_scaled_are_named_with_their_column_and_row()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Identity()).Build(seed: 0);
        DataSet houses = DataSet.From([[1, 120], [2, 1500], [3, 90]], [[250_000], [900_000], [-1_000_000]]);

        string advice = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Epochs = 10_000 }).Train(houses).Divergence!.Advice;

        advice
            .Should()
            .StartWith(
                "The inputs are not scaled: x2 is 1500 in row 1; scale them (Scaler.Standard). The targets are not scaled: that of y1 is -1000000 in row 2; "
                    + "scale them (DataSet.ScaleTargets).");
    }

    [Theory]
    [InlineData(19, 99, false)]
    [InlineData(-20, 100, true)]
    public void Numbers_count_as_not_scaled_from_20_and_100_on(double input, double target, bool isBlamed)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(slope: _ => double.NaN)).Build(seed: 0);

        string advice = Given.Trainer(network, 0.1).Train(DataSet.From([[input], [-input]], [[target], [target]])).Divergence!.Advice;

        // Of numbers as large, the first is named.
        if (isBlamed)
        {
            advice.Should().StartWith("The inputs are not scaled: x1 is -20 in row 0;").And.Contain("The targets are not scaled: that of y1 is 100 in row 0;");
        }
        else
        {
            advice.Should().NotContain("not scaled");
        }
    }

    [Theory]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("softmax")]
    public void Behind_bounded_outputs_large_targets_are_not_what_explodes(string activation)
    {
        NetworkBuilder builder = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(slope: _ => double.NaN));
        Network network = (
            activation == "softmax" ? builder.AddLayer(2, new Softmax()) : builder.AddLayer(2, Catalogue.Activations.Create(activation))).Build(seed: 0);

        Given.Trainer(network, 0.1).Train(DataSet.From([[1]], [[1000, 0]])).Divergence!.Advice.Should().StartWith("Try a smaller learning rate than 0.1");
    }

    [Fact]
    public void A_sum_over_one_example_is_no_reason()
    {
        var options = new TrainerOptions { LearningRate = 10, BatchReduction = BatchReduction.Sum, Epochs = 10_000 };
        new Trainer(Given.Line(), new SumOfSquaredErrors(), options).Train(Given.PointsOfALine(4)).Divergence!.Advice.Should().NotContain("BatchReduction");
    }

    [Fact]
    public void Sums_over_large_batches_are_blamed_for_their_length()
    {
        var options = new TrainerOptions { LearningRate = 0.9, BatchSize = TrainerOptions.FullBatch, BatchReduction = BatchReduction.Sum, Epochs = 10_000 };

        new Trainer(Given.Line(), new SumOfSquaredErrors(), options).Train(Given.PointsOfALine(40)).Divergence!.Advice
            .Should().Contain(
                "BatchReduction.Sum makes a step over 40 examples 40 times as long as their mean; use the mean, or divide the learning rate by 40.");
    }

    [Fact]
    public void A_penalty_that_overflows_ends_the_run_too()
    {
        Network network = Given.Line();
        network.Connection("x1", "y1").Weight = 1e155; // finite, but its square is not

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { L2 = 1e-4 }).Train(DataSet.From([[0]], [[0]]));

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Divergence!.Problem.Should().Be("The part of L1 and L2 is Infinity");
    }

    [Fact]
    public void Measuring_at_the_end_costs_one_pass()
    {
        // One example, one epoch, no rule: a step asks for the term once, and the end of the run once more.
        int terms = 0;
        var loss = new CountingTerms(() => terms++);
        new Trainer(Given.Line(), loss, new TrainerOptions { Epochs = 1 }).Train(DataSet.From([[1]], [[1]]));

        terms.Should().Be(2);
    }

    private sealed class NotANumberAbove(double limit) : IActivation
    {
        public string Name => "not_a_number";

        public double Activate(double netInput) => netInput > limit ? double.NaN : netInput;

        public double Slope(double netInput, double activation) => 1.0;
    }

    private sealed class NaNForAll : ILayerActivation
    {
        public string Name => "nan_for_all";

        public void Activate(ReadOnlySpan<double> netInputs, Span<double> activations) => activations.Fill(double.NaN);

        public void Deltas(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes, Span<double> deltas) =>
            deltas.Clear();
    }

    private sealed class CountingTerms(Action onTerm) : ILoss
    {
        public string Name => "counting";

        public double Term(double output, double target)
        {
            onTerm();
            return 0.5 * (output - target) * (output - target);
        }

        public double Slope(double output, double target) => output - target;
    }
}
