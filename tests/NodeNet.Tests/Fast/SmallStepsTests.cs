using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>Steps of small networks run in one method, which is made for the formulas of network and loss. Their numbers are those of the loops over layers, to
/// the bit, in every width and both precisions.</summary>
public class SmallStepsTests
{
    private const int Examples = 9;

    private static readonly Dictionary<string, (int[] Sizes, IActivation Hidden, IActivation Output, ILoss Loss)> _networks = new()
    {
        ["2-2-1, sigmoid, squared errors"] = ([2, 2, 1], new Sigmoid(), new Sigmoid(), new SumOfSquaredErrors()),
        ["4-8-3, tanh, cross-entropy computed together with sigmoid"] = ([4, 8, 3], new Tanh(), new Sigmoid(), new BinaryCrossEntropy()),
        ["3-5-2, leaky ReLU, identity, Huber"] = ([3, 5, 2], new LeakyReLU(), new Identity(), new Huber()),
        ["no hidden layer, mean squared error"] = ([5, 3], new Identity(), new Tanh(), new MeanSquaredError()),
        ["three hidden layers, ELU, softplus"] = ([2, 3, 4, 2, 6], new ELU(), new Softplus(), new HalfSumOfSquaredErrors()),
    };

    public static TheoryData<string, Precision> NetworksAndPrecisions
    {
        get
        {
            var data = new TheoryData<string, Precision>();
            foreach (string network in _networks.Keys)
            {
                data.Add(network, Precision.Double);
                data.Add(network, Precision.Single);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndPrecisions))]
    public void A_small_networks_steps_have_the_bits_of_the_loops_over_layers(string which, Precision precision)
    {
        var options = new TrainerOptions { Precision = precision };
        (int[] sizes, _, _, ILoss loss) = _networks[which];
        DataSet data = Random(sizes[0], sizes[^1]);
        foreach (Width width in Width.All)
        {
            Network expected = Build(which);
            if (precision == Precision.Single && !width.FitsRowsInSingle(expected)) continue;
            Network network = Build(which);
            var memory = new OptimizerMemory(network, 0);
            (double lossByLayers, double rightByLayers) = Run(width.TrainerByLayers(expected, loss, options, new OptimizerMemory(expected, 0)), data);
            (double sum, double right) = Run(width.Trainer(network, loss, options, memory, batch: 1), data);

            network.FirstParameterDifference(expected).Should().BeNull(width.Name);
            sum.Should().Be(lossByLayers);
            right.Should().Be(rightByLayers);
            memory.Steps.Should().Be(Examples);
            network.FirstParameterDifference(Build(which)).Should().NotBeNull("it has learned");
        }
    }

    [Fact]
    public void They_are_taken_for_these_networks_and_not_for_wide_ones_or_skips()
    {
        foreach (string which in _networks.Keys)
        {
            Width.All[0].Trainer(Build(which), _networks[which].Loss, new TrainerOptions(), new OptimizerMemory(Build(which), 0), batch: 1).TakesEpochs.Should()
                .Be(_networks[which].Sizes.Skip(1).Max() <= 4, which); // four vectors of one number
        }

        foreach (string kind in new[] { "skip", "many inputs", "activation by node", "wide" })
        {
            Network network = FastNetworks.Build(kind);
            Width.All[^1].Trainer(network, new SumOfSquaredErrors(), new TrainerOptions(), new OptimizerMemory(network, 0), batch: 1).TakesEpochs.Should()
                .Be(false, kind);
        }
    }

    private static Network Build(string which)
    {
        (int[] sizes, IActivation hidden, IActivation output, _) = _networks[which];
        var builder = new NetworkBuilder(sizes[0]);
        for (int l = 1; l < sizes.Length; l++)
            builder.AddLayer(sizes[l], l == sizes.Length - 1 ? output : hidden);
        return builder.Build(seed: 4);
    }

    private static DataSet Random(int inputs, int targets)
    {
        var random = new RandomGenerator(5);
        return DataSet.From(Table(inputs), Table(targets));

        double[][] Table(int width) => [.. Enumerable.Range(0, Examples).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextDouble()).ToArray())];
    }

    private static (double Loss, double Right) Run(IStepper stepper, DataSet data)
    {
        double right = 0.0;
        stepper.Load();
        double sum = stepper.Run(data, Enumerable.Range(0, data.Count).ToArray(), 1, 0.3, ref right, CancellationToken.None);
        stepper.WriteBack();
        return (sum, right);
    }
}
