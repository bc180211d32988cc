using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Threads divide the nodes of a layer, never a sum: any number of them gives the same bits.</summary>
public class ThreadsTests
{
    // 200 · 301 · 64 multiply-adds a layer: enough for every phase to be divided.
    private static readonly DataSet _data = RandomData(rows: 100, inputs: 200, targets: 7);

    [Theory]
    [InlineData(2, Precision.Double)]
    [InlineData(3, Precision.Double)]
    [InlineData(8, Precision.Double)]
    [InlineData(2, Precision.Single)]
    [InlineData(3, Precision.Single)]
    [InlineData(8, Precision.Single)]
    public void Any_number_of_threads_gives_the_bits_of_one(int threads, Precision precision)
    {
        Network one = Trained(new GradientDescent(), 1, precision);
        Network several = Trained(new GradientDescent(), threads, precision);

        several.FirstParameterDifference(one).Should().BeNull();
        one.FirstParameterDifference(Untrained()).Should().NotBeNull("training has changed the weights");
    }

    [Fact]
    public void So_it_is_with_an_optimizer_that_remembers()
    {
        Trained(new Adam(), 3, Precision.Double).FirstParameterDifference(Trained(new Adam(), 1, Precision.Double)).Should().BeNull();
    }

    [Fact]
    public void An_activation_function_that_throws_on_another_thread_comes_through()
    {
        Network network = new NetworkBuilder(inputs: 200).AddLayer(301, new Throws()).AddLayer(7, new Sigmoid()).Build(seed: 1);
        network.HiddenLayers[0].Nodes[290].Bias = 1e6; // recognised by its net input

        Action train = () => new Trainer(network, new SumOfSquaredErrors(), Options(2, Precision.Double)).Train(_data);

        train.Should().Throw<InvalidOperationException>().WithMessage("thrown on purpose");
    }

    [Fact]
    public void A_number_below_one_is_refused()
    {
        Action create = () => _ = new Trainer(Untrained(), new SumOfSquaredErrors(), new TrainerOptions { MaxDegreeOfParallelism = 0 });

        create.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*MaxDegreeOfParallelism is 0; it must be at least 1*");
    }

    private static Network Untrained() => new NetworkBuilder(inputs: 200)
        .AddLayer(301, new ReLU())
        .AddLayer(150, new Softmax())
        .AddLayer(7, new Sigmoid(), from: [0, 1, 2])
        .Build(seed: 1);

    private static Network Trained(IOptimizer optimizer, int threads, Precision precision)
    {
        Network network = Untrained();
        new Trainer(network, new SumOfSquaredErrors(), Options(threads, precision) with { Optimizer = optimizer }).Train(_data);
        return network;
    }

    private static TrainerOptions Options(int threads, Precision precision) =>
        new() { LearningRate = 0.01, BatchSize = 64, Epochs = 2, MaxDegreeOfParallelism = threads, Precision = precision };

    private static DataSet RandomData(int rows, int inputs, int targets)
    {
        var random = new RandomGenerator(5);
        double[] Row(int width) => [.. Enumerable.Range(0, width).Select(_ => random.NextDouble())];
        return DataSet.From(Enumerable.Range(0, rows).Select(_ => Row(inputs)).ToArray(), Enumerable.Range(0, rows).Select(_ => Row(targets)).ToArray());
    }

    private sealed class Throws : IActivation
    {
        public string Name => "throws";

        public double Activate(double netInput) => netInput > 1e5 ? throw new InvalidOperationException("thrown on purpose") : netInput;

        public double Slope(double netInput, double activation) => 1.0;
    }
}
