using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Threads divide the nodes of a layer, never a sum: any number of them gives the same bits. There are never more of them than processors or parts of
/// the work.</summary>
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
    public void As_many_threads_as_an_int_can_count_train_and_predict_with_the_bits_of_one()
    {
        Network one = Trained(new GradientDescent(), 1, Precision.Double);
        Network most = Trained(new GradientDescent(), int.MaxValue, Precision.Double);

        most.FirstParameterDifference(one).Should().BeNull();
        most.Predict(_data.Inputs, int.MaxValue).ToArrays()
            .Should().BeEquivalentTo(one.Predict(_data.Inputs, 1).ToArrays(), options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData(null, false, 100, 1)] // nobody asks, and the work is little
    [InlineData(null, true, 100, 0)] // nobody asks, and the work is large: all processors
    [InlineData(1, true, 100, 1)]
    [InlineData(5000, false, 100, 0)]
    [InlineData(int.MaxValue, true, int.MaxValue, 0)]
    [InlineData(int.MaxValue, true, 1, 1)] // work that cannot be divided
    [InlineData(int.MaxValue, true, 0, 1)]
    public void Threads_are_no_more_than_processors_and_parts_of_the_work(int? asked, bool isLarge, int parts, int expected)
    {
        int processors = Environment.ProcessorCount;

        Threads.Useful(asked, isLarge, parts).Should().Be(expected == 0 ? Math.Min(processors, parts) : expected);
    }

    [Fact]
    public async Task On_eight_processors_one_two_three_eight_and_five_thousand_threads_give_the_same_bits()
    {
        string[] lines = await Processes.Run(["threads"], ("DOTNET_PROCESSOR_COUNT", "8"));

        lines[0].Should().Be("8 processors");
        lines[1..].Select(line => line.Split(": ")[0]).Should().Equal("1", "2", "3", "8", "5000");
        lines[1..].Select(line => line.Split(": ")[1]).Distinct().Should().ContainSingle();
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
