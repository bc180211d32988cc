using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

public class StepTests
{
    [Fact]
    public void A_step_on_one_example_by_hand()
    {
        Network network = Given.Line(); // ŷ = 2x + 1

        double loss = Given.Trainer(network, learningRate: 0.1).Step([3], [10]);

        loss.Should().Be(9, "ŷ = 7 and (10 − 7)² = 9");
        // δ = 2 · (10 − 7) · 1 = 6
        network.Connection("x1", "y1").Weight.Should().BeApproximately(2 + 0.1 * 6 * 3, 1e-15);
        network.Node("y1").Bias.Should().BeApproximately(1 + 0.1 * 6, 1e-15);
    }

    [Fact]
    public void Deltas_of_hidden_nodes_come_from_the_weights_of_the_forward_pass()
    {
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(1, new Identity(), weights: new Constant(2), bias: false)
            .AddLayer(1, new Identity(), weights: new Constant(3), bias: false)
            .Build(seed: 0);

        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1 }).Step([1], [10]);

        // h1 = 2, y1 = 6; δ(y1) = 10 − 6 = 4; δ(h1) = 4 · 3 = 12, with the 3 from before the step.
        network.Node("y1").Delta.Should().Be(4);
        network.Node("h1").Delta.Should().Be(12);
        network.Connection("h1", "y1").Weight.Should().BeApproximately(3 + 0.1 * 4 * 2, 1e-15);
        network.Connection("x1", "h1").Weight.Should().BeApproximately(2 + 0.1 * 12 * 1, 1e-15);
    }

    [Theory]
    [InlineData(BatchReduction.Mean, (6 * 3 + -4 * 1) / 2.0, (6 - 4) / 2.0)]
    [InlineData(BatchReduction.Sum, 6 * 3 + -4 * 1, 6 - 4)]
    public void A_step_on_a_batch_follows_the_mean_or_the_sum(BatchReduction reduction, double downhillOfWeight, double downhillOfBias)
    {
        Network network = Given.Line();
        // (3, 10): ŷ = 7, loss 9, δ = 6. (1, 1): ŷ = 3, loss 4, δ = −4.
        DataSet batch = DataSet.From([[3], [1]], [[10], [1]]);

        double loss = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, BatchReduction = reduction }).Step(batch);

        loss.Should().Be((9 + 4) / 2.0, "the loss is the mean under either");
        network.Connection("x1", "y1").Weight.Should().BeApproximately(2 + 0.1 * downhillOfWeight, 1e-15);
        network.Node("y1").Bias.Should().BeApproximately(1 + 0.1 * downhillOfBias, 1e-15);
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)] // bit for bit
    public void A_batch_of_one_is_the_step_on_that_example(Loops loops)
    {
        Network one = Given.Small();
        Network batch = Given.Small();

        double lossOfOne = Given.Trainer(one, 0.3).Step([0.3, 0.7], [1]);
        double lossOfBatch = new Trainer(
            batch, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.3, Loops = loops }).Step(DataSet.From([[0.3, 0.7]], [[1.0]]));

        lossOfBatch.ShouldBeWithin(loops == Loops.Reference ? 0 : NetworkAgreement.InDouble, lossOfOne);
        batch.ShouldBeAsStepByStep(one, loops);
    }

    [Fact]
    public void A_learning_rate_of_0_is_a_rate_and_changes_nothing()
    {
        Network network = Given.Small();
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0, Optimizer = new Adam(), Epochs = 3 });

        trainer.Step([1, 2], [1]);
        trainer.Step(Given.Xor());
        trainer.Train(Given.Xor());

        network.FirstParameterDifference(Given.Small()).Should().BeNull();
    }

    [Fact]
    public void The_learning_rate_can_be_changed_between_steps()
    {
        Network network = Given.Line();
        Trainer trainer = Given.Trainer(network, learningRate: 0.1);
        trainer.LearningRate.Should().Be(0.1);

        trainer.LearningRate = 0.5;
        trainer.Step([0], [2]); // δ = 2 · (2 − 1) = 2

        network.Node("y1").Bias.Should().Be(1 + 0.5 * 2);
        trainer
            .Invoking(t => t.LearningRate = -1)
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("LearningRate is -1; it must be a finite number, 0 or above.*");
        trainer.LearningRate.Should().Be(0.5);
    }

    [Fact]
    public void Steps_are_counted()
    {
        Trainer trainer = Given.Trainer(Given.Small(), 0.1);
        trainer.Step([1, 2], [1]);
        trainer.Step(Given.Xor());
        trainer.Steps.Should().Be(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void L1_and_L2_pull_the_same_whatever_the_batch_size(int size)
    {
        Network network = Given.Line();
        var options = new TrainerOptions { LearningRate = 0.1, L1 = 0.5, L2 = 0.25, PenalizeBiases = false };
        DataSet batch = DataSet.From(Enumerable.Repeat(new double[] { 0 }, size), Enumerable.Repeat(new double[] { 1 }, size));

        double loss = new Trainer(network, new SumOfSquaredErrors(), options).Step(batch); // ŷ = y, so only the penalty is left

        loss.Should().Be(0, "the penalty is no part of it");
        // −L1 · sign(2) − L2 · 2 = −0.5 − 0.5
        network.Connection("x1", "y1").Weight.Should().BeApproximately(2 + 0.1 * -1.0, 1e-15);
        network.Node("y1").Bias.Should().Be(1, "biases are left alone");
    }

    [Fact]
    public void L1_and_L2_pull_at_biases_when_asked_to()
    {
        Network network = Given.Line();
        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, L1 = 0.5, L2 = 0.25, PenalizeBiases = true }).Step([0], [1]);

        network.Node("y1").Bias.Should().BeApproximately(1 + 0.1 * (-0.5 - 0.25 * 1), 1e-15);
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void L1_does_not_pull_at_a_weight_of_0(Loops loops)
    {
        Network network = Zeros(2);
        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, L1 = 0.5, Loops = loops }).Step([1, 0], [0]);

        network.OutputLayer.GetWeights()[0].Should().Equal(0, 0);
    }

    [Theory]
    [InlineData(10.0, 3.0, 4.0)]
    [InlineData(5.0, 3.0, 4.0)]
    [InlineData(1.0, 0.6, 0.8)]
    public void A_gradient_longer_than_ClipNorm_is_shortened_to_it(double largest, double first, double second)
    {
        Network network = Zeros(2);
        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, ClipNorm = largest }).Step([3, 4], [1]);

        // δ = 1, so the way downhill is (3, 4), whose length is 5.
        network.OutputLayer.GetWeights()[0][0].Should().BeApproximately(first, 1e-15);
        network.OutputLayer.GetWeights()[0][1].Should().BeApproximately(second, 1e-15);
    }

    [Fact]
    public void What_is_frozen_does_not_count_for_ClipNorm()
    {
        Network network = Zeros(2);
        network.Connection("x2", "y1").IsFrozen = true;
        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, ClipNorm = 3 }).Step([3, 4], [1]);

        network.OutputLayer.GetWeights()[0].Should().Equal(3, 0);
    }

    [Fact]
    public void A_gradient_whose_square_would_overflow_is_shortened_too()
    {
        Network network = Zeros(2);
        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, ClipNorm = 10 }).Step([3e200, 4e200], [1]);

        network.OutputLayer.GetWeights()[0][0].Should().BeApproximately(6, 1e-14);
        network.OutputLayer.GetWeights()[0][1].Should().BeApproximately(8, 1e-14);
    }

    [Fact]
    public void A_gradient_of_0_is_left_alone_by_ClipNorm()
    {
        Network network = Zeros(2);
        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, ClipNorm = 10 }).Step([3, 4], [0]);
        network.OutputLayer.GetWeights()[0].Should().Equal(0, 0);
    }

    [Theory]
    [InlineData(Loops.Fast, 0.5, 0.0, false)]
    [InlineData(Loops.Fast, 0.0, 0.25, true)]
    [InlineData(Loops.Reference, 0.5, 0.0, false)]
    [InlineData(Loops.Reference, 0.0, 0.25, false)]
    [InlineData(Loops.Reference, 0.5, 0.0, true)]
    [InlineData(Loops.Reference, 0.0, 0.25, true)]
    [InlineData(Loops.Reference, 0.5, 0.25, true)]
    [InlineData(Loops.Reference, 0.0, 0.0, true)]
    public void L1_and_L2_pull_once_at_each_of_8_nodes_that_fill_their_rows(Loops loops, double l1, double l2, bool biasesToo)
    {
        Network network = Eights();
        var options = new TrainerOptions { LearningRate = 0.1, L1 = l1, L2 = l2, PenalizeBiases = biasesToo, Loops = loops, Epochs = 1 };
        double[] targets = network.Predict([0, 0]); // the biases; nothing is left to learn

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options).Train(DataSet.From([[0, 0]], [targets]));

        // 16 weights of −2; 8 biases of 4.
        network.Connections.Should().OnlyContain(c => Math.Abs(c.Weight - (-2 + 0.1 * (l1 + l2 * 2))) < 1e-15);
        network.OutputLayer.Nodes.Should().OnlyContain(n => Math.Abs(n.Bias - (biasesToo ? 4 - 0.1 * (l1 + l2 * 4) : 4)) < 1e-15);
        result.History[0].RunningLoss.Should().Be(0);
        new Trainer(Eights(), new SumOfSquaredErrors(), options with { LearningRate = 0 }).Train(DataSet.From([[0, 0]], [targets])).History[0].Penalty
            .Should().Be(l1 * (16 * 2 + (biasesToo ? 8 * 4 : 0)) + 0.5 * l2 * (16 * 4 + (biasesToo ? 8 * 16 : 0)));
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void Each_of_8_nodes_that_fill_their_rows_counts_once_for_ClipNorm(Loops loops)
    {
        // δ = 1 at every node: downhill is 1 for the 8 biases and 1 for each of the 16 weights, so √24 long.
        Network network = Eights();
        double[] targets = [.. network.Predict([1, 1]).Select(output => output + 1)];
        double length = Math.Sqrt(24);
        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, ClipNorm = length / 2, Loops = loops }).Step([1, 1], targets);

        network.Connections.Should().OnlyContain(c => Math.Abs(c.Weight - -1.5) < 1e-15);
        network.OutputLayer.Nodes.Should().OnlyContain(n => Math.Abs(n.Bias - 4.5) < 1e-14);
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void A_weight_that_would_overflow_is_refused_but_not_one_that_comes_back(Loops loops)
    {
        Network network = Zeros(1);
        var options = new TrainerOptions { LearningRate = 1, Optimizer = new Leap(1.5e308), Loops = loops };
        network.Connection("x1", "y1").Weight = -1.5e308;
        new Trainer(network, new HalfSumOfSquaredErrors(), options).Step([0], [1]);
        network.Connection("x1", "y1").Weight.Should().Be(0);

        network.Connection("x1", "y1").Weight = 1.5e308;
        new Trainer(network, new HalfSumOfSquaredErrors(), options).Invoking(t => t.Step([0], [1])).Should().Throw<NotFiniteNumberException>()
            .WithMessage("x1→y1 would change by 1.5E+308 and no longer be a finite number*");
        network.Connection("x1", "y1").Weight.Should().Be(1.5e308);
    }

    [Fact]
    public void Steps_on_batches_in_single_precision_start_from_the_weights_as_they_are_and_leave_theirs()
    {
        // ½ · (y − ŷ)² over two equal examples (x = 1, y = 0): weight ← weight − ½ · weight. All numbers fit a float.
        Network network = Zeros(1);
        Connection connection = network.Connection("x1", "y1");
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.5, Precision = Precision.Single });
        DataSet batch = DataSet.From([[1], [1]], [[0], [0]]);

        connection.Weight = 8;
        trainer.Step(batch);
        connection.Weight.Should().Be(4);
        connection.Weight = 64;
        trainer.Step(batch);
        connection.Weight.Should().Be(32);
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void After_a_step_on_a_batch_nodes_refuse_to_show_what_they_were_before(Loops loops)
    {
        Network network = Given.Small();
        network.Forward([1, 0]);
        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Loops = loops }).Step(Given.Xor());
        network.Node("h1")
            .Invoking(n => n.Activation)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("h1's activation belongs to an earlier state of the network*");
    }

    [Fact]
    public void A_step_on_data_that_does_not_fit_names_the_argument_and_changes_nothing()
    {
        Network network = Given.Small();
        var trainer = new Trainer(network, new BinaryCrossEntropy());

        trainer
            .Invoking(t => t.Step([1], [1]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("inputs has 1 value; the network has 2 input nodes (x1, x2).*")
            .WithParameterName("inputs");
        trainer
            .Invoking(t => t.Step([1, 2], [1, 1]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("targets has 2 values; the network has 1 output node (y1).*")
            .WithParameterName("targets");
        trainer.Invoking(t => t.Step([1, double.NaN], [1])).Should().Throw<ArgumentException>().WithMessage("The input for x2 is NaN*");
        trainer
            .Invoking(t => t.Step([1, 2], [double.NaN]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The target for y1 is NaN*")
            .WithParameterName("targets");
        trainer
            .Invoking(t => t.Step([1, 2], [2]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The target for y1 is 2; binary_cross_entropy takes a probability, 0 to 1.*")
            .WithParameterName("targets");
        trainer
            .Invoking(t => t.Step(DataSet.From([[1]], [[1]])))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("batch has 1 input and 1 target; the network has 2 input nodes and 1 output node.*")
            .WithParameterName("batch");
        trainer.Invoking(t => t.Step(DataSet.From([[1, 2], [1, 2]], [[1], [-1]]))).Should().Throw<ArgumentException>()
            .WithMessage(
                "The target in row 1, column 0 is -1; binary_cross_entropy takes a probability, 0 to 1 (row and column count "
                    + "from 0).*").WithParameterName("batch");
        trainer.Invoking(t => t.Step((DataSet)null!)).Should().Throw<ArgumentNullException>().WithParameterName("batch");

        network.FirstParameterDifference(Given.Small()).Should().BeNull();
        trainer.Steps.Should().Be(0);
    }

    /// <summary>2-8, the outputs as they come; weights −2, biases 4.</summary>
    private static Network Eights() =>
        new NetworkBuilder(inputs: 2).AddLayer(8, new Identity(), weights: new Constant(-2), biases: new Constant(4)).Build(seed: 0);

    private static Network Zeros(int inputs) =>
        new NetworkBuilder(inputs).AddLayer(1, new Identity(), weights: Constant.Zero, bias: false).Build(seed: 0);

    /// <summary>Always the same change.</summary>
    private sealed class Leap(double change) : NodeNet.Optimizers.IOptimizer
    {
        public string Name => "leap";

        public int MemoryLength => 0;

        public double Change(double downhill, double value, Span<double> memory, in NodeNet.Optimizers.StepContext context) => change;
    }
}
