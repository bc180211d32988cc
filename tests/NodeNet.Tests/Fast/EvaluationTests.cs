using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>Losses are measured in the precision of the training, on several threads where that pays, with the same bits for any number of them.</summary>
public class EvaluationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_number_of_threads_measures_the_same_bits(bool isSingle)
    {
        if (!FastMode.IsOn) return; // the reference loops have one thread
        Network network = new NetworkBuilder(100).AddLayer(50, new Tanh()).AddLayer(3, new Softmax()).Build(seed: 1);
        DataSet data = Data(2000, 100, 3);
        var loss = new CrossEntropy();

        (double Loss, double? Accuracy) one = FastEvaluation.Of(network, loss, data, isSingle, threads: 1);
        foreach (int threads in new[] { 2, 3, 8 })
            FastEvaluation.Of(network, loss, data, isSingle, threads).Should().Be(one);
        one.Accuracy.Should().BeInRange(0.1, 0.9);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Room_that_is_kept_for_measuring_again_changes_no_bit(bool isSingle, bool isWeighted)
    {
        if (!FastMode.IsOn) return;
        Network network = new NetworkBuilder(13).AddLayer(9, new Tanh()).AddLayer(3, new Softmax()).Build(seed: 1);
        DataSet data = Data(142, 13, 3);
        if (isWeighted) data = data.WithWeights([.. Enumerable.Range(0, 142).Select(i => 0.5 + i % 3)]);
        RepeatedEvaluation kept = RepeatedEvaluation.Of(network, new CrossEntropy(), data, isSingle)!;

        for (int time = 0; time < 3; time++)
        {
            network.OutputLayer.Nodes[0].Bias += 0.25;
            kept.Measure().Should().Be(FastEvaluation.Of(network, new CrossEntropy(), data, isSingle, threads: 1));
        }
        Network wide = new NetworkBuilder(40).AddLayer(3, new Softmax()).Build(seed: 1);
        RepeatedEvaluation.Of(wide, new CrossEntropy(), Data(10, 40, 3), isSingle).Should().BeNull("wide rows stay where they are");
        Network one = new NetworkBuilder(1).AddLayer(1, new Identity()).Build(seed: 1);
        RepeatedEvaluation huge = RepeatedEvaluation.Of(one, new SumOfSquaredErrors(), DataSet.From([[1]], [[1e30]]), isSingle)!;
        huge.Measure().Loss.Should().BeApproximately(1e60, 1e55, "too large for a float, it is measured in doubles");
    }

    [Fact]
    public void A_training_in_single_precision_is_measured_in_single_precision()
    {
        Network network = new NetworkBuilder(10).AddLayer(5, new Tanh()).AddLayer(1, new Identity()).Build(seed: 1);
        DataSet data = Data(100, 10, 1);
        var single = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Precision = Precision.Single });
        var exact = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions());

        double loss = single.Evaluate(data).Loss;
        double exactLoss = exact.Evaluate(data).Loss;

        loss.Should().BeApproximately(exactLoss, 1e-5 * exactLoss);
        Evaluation.Of(network, new SumOfSquaredErrors(), data).Loss.Should().Be(exactLoss, "who asks for no precision gets doubles");
        if (FastMode.IsOn) loss.Should().NotBe(exactLoss, "its last digits are those of floats");
    }

    [Fact]
    public void A_loss_that_is_too_large_for_a_float_is_measured_in_doubles()
    {
        Network network = new NetworkBuilder(1).AddLayer(1, new Identity()).Build(seed: 1);
        DataSet data = DataSet.From([[1]], [[1e30]]);
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Precision = Precision.Single });

        trainer.Evaluate(data).Loss.Should().BeApproximately(1e60, 1e55);
    }

    [Fact]
    public void Where_no_thread_can_be_started_everything_is_done_on_one()
    {
        Threads.Useful(asked: 8, isLarge: true, parts: 100, canStart: false).Should().Be(1);
        Threads.Useful(asked: null, isLarge: true, parts: 100, canStart: false).Should().Be(1);
        Threads.Useful(asked: 1, isLarge: true, parts: 100, canStart: true).Should().Be(1);
        Threads.Useful(asked: null, isLarge: true, parts: 100, canStart: true).Should().Be(Math.Min(100, Environment.ProcessorCount));
    }

    private static DataSet Data(int count, int width, int classes)
    {
        var random = new RandomGenerator(3);
        double[][] inputs = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextDouble() - 0.5).ToArray())];
        double[][] targets = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, classes).Select(c => c == i % classes ? 1.0 : 0.0).ToArray())];
        return DataSet.From(inputs, targets);
    }
}
