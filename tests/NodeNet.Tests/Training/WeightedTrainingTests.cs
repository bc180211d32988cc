using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Teaching;
using NodeNet.Tests.Persistence;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Training;

/// <summary>An example of weight 2 counts as two of the same, in steps, losses, accuracies and minimizers, on all loops.</summary>
public sealed class WeightedTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<Loops, Precision, int> Ways => WaysToTrain.All;

    public void Dispose() => _folder.Dispose();

    // torch.nn.CrossEntropyLoss(weight=[0.5, 2, 3]) of PyTorch 1.13 on a linear layer, in double: its loss, and its gradient by weight and bias.
    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void A_step_along_the_mean_divides_by_the_sum_of_the_weights_as_PyTorch_does(Loops loops)
    {
        (Network network, DataSet data) = Torch();
        double[][] weights = [[0.2, -0.4], [0.1, 0.3], [-0.5, 0.6]];
        double[][] slopes = [
            [-0.00913060410374909, 0.1952195838674629], [-0.30754839395439393, -0.458468256556786], [0.31667899805814304, 0.26324867268932317]];
        double[] biases = [0.1, -0.2, 0.05];
        double[] slopesOfBiases = [0.17583143565644, -0.2279143371364768, 0.05208290148003686];
        var trainer = new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 1, Loops = loops });

        trainer.Step(data).Should().BeApproximately(0.842928323175136, 1e-14);

        for (int output = 0; output < 3; output++)
        {
            network.OutputLayer.Nodes[output].Bias.Should().BeApproximately(biases[output] - slopesOfBiases[output], 1e-14);
            for (int input = 0; input < 2; input++)
            {
                network.Connection($"x{input + 1}", $"y{output + 1}").Weight.Should().BeApproximately(weights[output][input] - slopes[output][input], 1e-14);
            }
        }
    }

    [Fact]
    public void A_step_along_the_sum_follows_the_weighted_sum_as_PyTorch_does()
    {
        (Network network, DataSet data) = Torch();

        new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 1, BatchReduction = BatchReduction.Sum }).Step(data);

        network.Connection("x2", "y2").Weight.Should().BeApproximately(0.3 + 3.438511924175896, 1e-13);
        network.Node("y1").Bias.Should().BeApproximately(0.1 - 1.3187357674232998, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_example_of_weight_2_gives_the_bits_of_two_of_the_same(Loops loops, Precision precision, int batch)
    {
        if (batch == 1) return; // then there would be two steps
        DataSet once = Given.Xor().WithWeights([2, 1, 1, 1]);
        DataSet twice = Given.Xor().Select([0, 0, 1, 2, 3]);
        var options = new TrainerOptions
        {
            LearningRate = 0.5,
            BatchReduction = BatchReduction.Sum,
            BatchSize = TrainerOptions.FullBatch,
            Shuffle = false,
            Epochs = 50,
            Loops = loops,
            Precision = precision,
            Optimizer = new Momentum(),
        };
        Network expected = Given.Small();
        TrainingResult ofTwo = new Trainer(expected, new BinaryCrossEntropy(), options).Train(twice);

        Network found = Given.Small();
        TrainingResult ofWeights = new Trainer(found, new BinaryCrossEntropy(), options).Train(once);

        found.FirstParameterDifference(expected).Should().BeNull();
        ofWeights.TrainingLoss.Should().BeApproximately(ofTwo.TrainingLoss, precision == Precision.Double ? 1e-15 : 1e-7);
        ofWeights.TrainingAccuracy.Should().Be(ofTwo.TrainingAccuracy);
        ofWeights.History[0].TrainingAccuracy.Should().Be(ofTwo.History[0].TrainingAccuracy);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Weights_of_1_give_the_bits_of_none(Loops loops, Precision precision, int batch)
    {
        var options = new TrainerOptions { LearningRate = 0.5, BatchSize = batch, Epochs = 20, Loops = loops, Precision = precision };
        Network expected = Given.Small();
        new Trainer(expected, new SumOfSquaredErrors(), options).Train(Given.Xor());

        Network found = Given.Small();
        new Trainer(found, new SumOfSquaredErrors(), options).Train(Given.Xor().WithWeights([1, 1, 1, 1]));

        found.FirstParameterDifference(expected).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_example_of_weight_0_teaches_nothing_and_a_heavy_one_teaches_in_batches_of_one_too(Loops loops, Precision precision, int batch)
    {
        DataSet contradiction = DataSet.From([[1], [1]], [[0.2], [0.8]]);
        var options = new TrainerOptions { LearningRate = 0.02, BatchSize = batch, Epochs = 2000, Loops = loops, Precision = precision };

        Answer([1, 0]).Should().BeApproximately(0.2, 0.01);
        Answer([3, 1]).Should().BeApproximately((3 * 0.2 + 0.8) / 4, 0.02, "the least squares lie at the weighted mean");

        double Answer(double[] weights)
        {
            Network network = new NetworkBuilder(1).AddLayer(1, new Identity()).Build(seed: 1);
            new Trainer(network, new SumOfSquaredErrors(), options).Train(contradiction.WithWeights(weights));
            return network.Predict([1])[0];
        }
    }

    [Fact]
    public void An_example_of_weight_0_may_have_any_loss()
    {
        DataSet far = DataSet.From([[1], [0]], [[1], [1e200]], [1, 0]);

        foreach (int batch in new[] { 1, 2 })
        {
            foreach (Loops loops in Enum.GetValues<Loops>())
            {
                var options = new TrainerOptions { LearningRate = 0.1, BatchSize = batch, Epochs = 5, Loops = loops };
                TrainingResult result = new Trainer(Given.Line(), new SumOfSquaredErrors(), options).Train(far);
                result.Reason.Should().Be(StopReason.EpochsReached);
                result.TrainingLoss.Should().BeLessThan(4);
            }
        }
    }

    [Fact]
    public void Losses_and_accuracies_count_by_weight()
    {
        // ŷ = 2x + 1 answers 1 and 3; squared errors 1 and 4
        DataSet data = DataSet.From([[0], [1]], [[0], [1]], [3, 1]);

        Evaluation found = Evaluation.Of(Given.Line(), new SumOfSquaredErrors(), data);

        found.Loss.Should().Be((3 * 1 + 1 * 4) / 4.0);
        found.Accuracy.Should().Be(1 / 4.0);
        Evaluation.Of(new Model(Given.Line()) { Threshold = 0.9 }, new SumOfSquaredErrors(), data).Should().Be(found);
    }

    [Fact]
    public void Gradients_are_those_of_the_weighted_loss()
    {
        (Network network, DataSet data) = Torch();

        Gradients gradients = Gradients.Of(network, new CrossEntropy(), data);

        gradients[network.Connection("x1", "y3")].Should().BeApproximately(0.31667899805814304, 1e-14);
        gradients.Loss.Should().BeApproximately(0.842928323175136, 1e-14);
    }

    // Least squares without a hidden layer: the weighted mean of the targets at x = 1.
    [Fact]
    public void Minimizers_minimize_the_weighted_loss()
    {
        DataSet contradiction = DataSet.From([[1], [1]], [[0.2], [0.8]], [3, 1]);
        foreach (IMinimizer minimizer in new IMinimizer[] { new LBfgs(), new ScaledConjugateGradient(), new LevenbergMarquardt() })
        {
            Network network = new NetworkBuilder(1).AddLayer(1, new Identity()).Build(seed: 1);
            new Trainer(network, new MeanSquaredError()).Minimize(contradiction, minimizer);
            network.Predict([1])[0].Should().BeApproximately((3 * 0.2 + 0.8) / 4, 1e-6, minimizer.Name);
        }
    }

    [Fact]
    public void A_run_that_is_saved_and_resumed_ends_on_the_same_bits_and_other_weights_are_another_run()
    {
        DataSet data = Given.Xor().WithWeights([2, 1, 0.5, 1]);
        var options = new TrainerOptions { LearningRate = 0.3, BatchSize = 2, Epochs = 10, Optimizer = new Adam() };
        Network whole = Given.Small();
        new Trainer(whole, new BinaryCrossEntropy(), options).Train(data);
        string file = _folder.File("weighted.checkpoint");
        Network half = Given.Small();
        new Trainer(half, new BinaryCrossEntropy(), options with { Epochs = 5, Checkpoints = new CheckpointOptions(file) }).Train(data);

        Network resumed = Given.Small(seed: 7);
        var trainer = new Trainer(resumed, new BinaryCrossEntropy(), options);
        foreach (DataSet other in new[] { data.WithWeights(null), data.WithWeights([2, 1, 0.5, 2]) })
        {
            trainer.Invoking(same => same.Resume(file, other)).Should().Throw<InvalidOperationException>().WithMessage("*training data was*weighted*");
        }
        trainer.Resume(file, data);

        resumed.FirstParameterDifference(whole).Should().BeNull();
    }

    [Fact]
    public void The_ledger_shows_how_often_an_example_counts_and_what_the_mean_divides_by()
    {
        // ŷ = 2x + 1, half of squared errors: δ = y − ŷ = −1 at x = 0 and −2 at x = 1
        var trainer = new Trainer(Given.Line(), new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1 });

        StepLedger ledger = trainer.Explain(DataSet.From([[0], [1]], [[0], [1]], [3, 0.5]));

        string[] lines = [.. ledger.Lines().Select(line => line.ToString())];
        lines.Should().Contain("−∂L/∂b_y1 = 3 · (−1) = −3  (this example's share)");
        lines.Should().Contain("−∂L/∂b_y1 = 0.5 · (−2) = −1  (this example's share)");
        lines.Should().Contain("−∂L/∂b_y1 = −3 − 1 = −4  (the examples' shares added up)");
        lines.Should().Contain("−∂L/∂b_y1 = −4 / 3.5 = −1.143  (the mean over the examples)");
        ledger.Conventions().Should().Contain(
            "weights: the examples count 3, 0.5 times; their sum is divided by 3.5, the number of examples times the mean weight of the data set");
        ledger.Loss.Should().Be((3 * 0.5 * 1 + 0.5 * 0.5 * 4) / 3.5);
        ledger.Divisor.Should().Be(3.5);
        ledger.Invoking(step => step.With(Mistake.StepsUphill)).Should().Throw<InvalidOperationException>().WithMessage("*without (data.WithWeights(null)).");
    }

    private static (Network Network, DataSet Data) Torch()
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Softmax()).Build(seed: 1);
        double[][] weights = [[0.2, -0.4], [0.1, 0.3], [-0.5, 0.6]];
        double[] biases = [0.1, -0.2, 0.05];
        for (int output = 0; output < 3; output++)
        {
            network.OutputLayer.Nodes[output].Bias = biases[output];
            for (int input = 0; input < 2; input++)
                network.Connection($"x{input + 1}", $"y{output + 1}").Weight = weights[output][input];
        }
        DataSet data = DataSet.From([[0.5, -1.0], [1.5, 2.0], [-0.7, 0.3], [0.1, 0.9]], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]]);
        return (network, ClassWeights.Of(0.5, 2, 3).ApplyTo(data));
    }
}
