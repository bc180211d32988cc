using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>Training and predicting make no garbage, whatever the size of the data.</summary>
public class AllocationTests
{
    // An epoch's report, and its place in the history, are all that an epoch leaves behind.
    private const int MostPerEpoch = 1024;

    public static TheoryData<string, int, Precision> Trainings
    {
        get
        {
            var data = new TheoryData<string, int, Precision>();
            foreach (string optimizer in new[] { "gradient_descent", "adam" })
            {
                foreach (int batch in new[] { 1, 16, TrainerOptions.FullBatch })
                {
                    data.Add(optimizer, batch, Precision.Double);
                    data.Add(optimizer, batch, Precision.Single);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void An_epoch_allocates_its_report_and_no_more(string optimizer, int batch, Precision precision)
    {
        foreach (int examples in new[] { 20, 200 })
        {
            Network network = Net();
            DataSet data = FastNetworks.Data(network, examples);
            var options = new TrainerOptions
            {
                Optimizer = Catalogue.Optimizers.Create(optimizer),
                BatchSize = batch,
                Precision = precision,
                LearningRate = 0.001,
            };
            var few = new Trainer(network, new SumOfSquaredErrors(), options with { Epochs = 2 });
            var many = new Trainer(network, new SumOfSquaredErrors(), options with { Epochs = 12 });
            few.Train(data);
            many.Train(data);
            many.Train(data);

            long perEpoch = (Allocated(() => many.Train(data)) - Allocated(() => few.Train(data))) / 10;

            perEpoch.Should().BeLessThan(MostPerEpoch, $"{examples} examples");
        }
    }

    [Theory]
    [InlineData("gradient_descent", 1)]
    [InlineData("gradient_descent", 20)]
    [InlineData("adam", 1)]
    [InlineData("adam", 20)]
    public void A_step_on_a_batch_allocates_nothing(string optimizer, int examples)
    {
        foreach (ILoss loss in new ILoss[] { new SumOfSquaredErrors(), new BinaryCrossEntropy() })
        {
            Network network = Net();
            DataSet batch = FastNetworks.Data(network, examples);
            var trainer = new Trainer(network, loss, new TrainerOptions { Optimizer = Catalogue.Optimizers.Create(optimizer) });
            trainer.Step(batch);
            trainer.Step(batch);

            Allocated(() => trainer.Step(batch)).Should().Be(0);
        }
    }

    [Fact]
    public void A_prediction_into_a_span_allocates_nothing()
    {
        foreach (string kind in FastNetworks.Kinds)
        {
            Network network = FastNetworks.Build(kind);
            var inputs = new double[network.InputLayer.Count];
            var outputs = new double[network.OutputLayer.Count];
            network.Predict(inputs, outputs);

            Allocated(() => network.Predict(inputs, outputs)).Should().Be(0, kind);
        }
    }

    [Fact]
    public void A_network_takes_little_more_room_than_its_weights()
    {
        Mnist(); // once before, for what is made only once
        const int Weights = 784 * 512 + 512 * 512 + 512 * 10;
        Network? network = null;

        long bytes = Allocated(() => network = Mnist());

        bytes
            .Should()
            .BeGreaterThan(8L * Weights).And.BeLessThan(
                12L * Weights, "that is 1.5 times the weights; with an object for every connection it would be four times");

        static Network Mnist() => new NetworkBuilder(784).AddLayer(512, new ReLU()).AddLayer(512, new ReLU()).AddLayer(10, new Softmax()).Build(seed: 1);
    }

    [Fact]
    public void Connections_are_made_when_asked_for()
    {
        Network network = FastNetworks.Dense(50, 400, 1);
        Node node = network.Node("x1");
        const int ObjectSize = 24; // a header, a type, at least one field

        long bytes = Allocated(() => node.Outgoing.Count.Should().Be(400));

        bytes
            .Should()
            .BeGreaterThan(
                400 * ObjectSize, "one for each of the node's own connections").And.BeLessThan(50 * 400 * ObjectSize, "none for those of other nodes");
    }

    private static Network Net() => FastNetworks.Dense(5, 11, 3);

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
