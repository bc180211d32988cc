using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>A batch that is larger than its memory may be is worked off in pieces. It is one step all the same, and no bit of the weights depends on the
/// pieces.</summary>
public class BatchesInPiecesTests
{
    private const int Examples = 210;

    public static TheoryData<string> Kinds => [.. FastNetworks.Kinds];

    [Fact]
    public void The_list_is_not_empty() => Kinds.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_the_pieces_the_weights_have_the_bits_of_the_whole_batch(string kind)
    {
        foreach (Width width in Width.All)
        {
            foreach (Precision precision in new[] { Precision.Double, Precision.Single })
            {
                if (precision == Precision.Single && !width.FitsRowsInSingle(FastNetworks.Build(kind))) continue;
                var options = new TrainerOptions { LearningRate = 0.01, Optimizer = new Momentum(), Precision = precision };
                (Network whole, double loss) = Trained(width, kind, options, lanes: null);

                foreach (int lanes in new[] { 16, 48, 96, 112 })
                {
                    (Network pieces, double lossOfPieces) = Trained(width, kind, options, lanes);
                    pieces.FirstParameterDifference(whole).Should().BeNull($"pieces of {lanes} at {width.Name} in {precision}");
                    lossOfPieces.Should().BeApproximately(loss, Math.Abs(loss) * (precision == Precision.Single ? 1e-4 : 1e-12));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Plain_gradient_descent_whose_change_of_a_small_batch_is_added_while_it_is_summed_agrees_up_to_rounding(string kind)
    {
        foreach (Width width in Width.All)
        {
            var options = new TrainerOptions { LearningRate = 0.01, BatchReduction = BatchReduction.Sum };
            (Network whole, _) = Trained(width, kind, options, lanes: null);
            (Network pieces, _) = Trained(width, kind, options, lanes: 48);
            (Network others, _) = Trained(width, kind, options, lanes: 112);

            others.FirstParameterDifference(pieces).Should().BeNull("both are in pieces");
            pieces.ShouldAgreeWith(whole, what: $"{kind} at {width.Name}");
        }
    }

    [Fact]
    public void A_loss_that_is_not_finite_in_a_later_piece_names_its_example_and_changes_nothing()
    {
        Network network = Given.Line();
        Network before = network.Clone();
        double[][] inputs = [.. Enumerable.Range(0, Examples).Select(i => new[] { i == 200 ? 1e200 : 0.5 })];
        DataSet data = DataSet.From(inputs, inputs.Select(_ => new[] { 1.0 }));
        IStepper steps = Width.Of("One").Trainer(network, new SumOfSquaredErrors(), new TrainerOptions(), new OptimizerMemory(network, 0), Examples, lanes: 16);
        double right = 0;

        steps.Invoking(s => s.Run(data, Enumerable.Range(0, Examples).ToArray(), Examples, 0.1, ref right, CancellationToken.None))
            .Should().Throw<StepDivergedException>().WithMessage("*200*");
        network.FirstParameterDifference(before).Should().BeNull();
    }

    [Theory]
    [InlineData(Precision.Double, false)]
    [InlineData(Precision.Single, false)]
    [InlineData(Precision.Double, true)]
    public void A_full_batch_through_a_hundred_layers_of_48_nodes_takes_thirty_MiB_whatever_its_rows(Precision precision, bool fromInputs)
    {
        Network network = Deep(fromInputs);
        int size = precision == Precision.Single ? sizeof(float) : sizeof(double);
        long numbers = BatchMemory.NumbersOfExample(network.NetworkLayout, keepsRows: false);
        int lanes = BatchMemory.Lanes(888_864, numbers, size, width: 8);
        var random = new Foundation.RandomGenerator(1);
        double[][] inputs = [.. Enumerable.Range(0, lanes + 20).Select(_ => new[] { random.NextDouble() })];
        DataSet data = DataSet.From(inputs, inputs);

        (lanes * numbers * size).Should().BeLessThan(30L << 20);
        var options = new TrainerOptions { LearningRate = 1e-4, BatchSize = TrainerOptions.FullBatch, Precision = precision, Epochs = 1 };
        var trainer = new Trainer(network, new SumOfSquaredErrors(), options);
        trainer.Train(data).Reason.Should().Be(StopReason.EpochsReached);
        trainer.Step(data).Should().BePositive();
    }

    private static Network Deep(bool fromInputs)
    {
        var builder = new NetworkBuilder(inputs: 1);
        for (int layer = 0; layer < 100; layer++)
            builder.AddLayer(48, new Tanh(), from: fromInputs ? [0] : null);
        return builder.AddLayer(1, new Identity()).Build(seed: 1);
    }

    private static (Network Network, double Loss) Trained(Width width, string kind, TrainerOptions options, int? lanes)
    {
        Network network = FastNetworks.Build(kind);
        DataSet data = FastNetworks.Data(network, Examples);
        var memory = new OptimizerMemory(network, options.Optimizer.MemoryLength);
        IStepper steps = width.Trainer(network, new SumOfSquaredErrors(), options, memory, Examples, lanes);
        int[] order = [.. Enumerable.Range(0, 100), .. Enumerable.Range(100, Examples - 100).Reverse()]; // neighbours in the data, and others
        double loss = 0.0;
        double right = 0;
        steps.Load();
        for (int step = 0; step < 2; step++)
            loss = steps.Run(data, order, Examples, options.LearningRate, ref right, CancellationToken.None);
        steps.WriteBack();
        return (network, loss);
    }
}
