using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests;

/// <summary>What is frozen never changes, and what is missing stays missing, whatever the optimizer.</summary>
public class FrozenAndMissingTests
{
    public static TheoryData<string> Optimizers => [.. Catalogue.Optimizers.Names, "adamw(0.9,0.999,0.5,1E-08,1)"];

    [Fact]
    public void The_list_of_optimizers_is_not_empty() => Optimizers.Count.Should().BeGreaterThan(8);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Frozen_weights_and_biases_stay_bit_for_bit(string optimizer)
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(3, new Tanh(), biases: new NodeNet.Initializers.Constant(0.1))
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        Connection frozen = network.Connection("x1", "h2");
        frozen.IsFrozen = true;
        Connection frozenMinusZero = network.Connection("x2", "h3");
        frozenMinusZero.Weight = -0.0;
        frozenMinusZero.IsFrozen = true;
        network.Node("h1").IsBiasFrozen = true;
        Network before = network.Clone();

        Train(network, optimizer);

        Bits(frozen.Weight).Should().Be(Bits(before.Connection("x1", "h2").Weight));
        Bits(frozenMinusZero.Weight).Should().Be(Bits(-0.0));
        Bits(network.Node("h1").Bias).Should().Be(Bits(0.1));
        network.Connections.Where(c => !c.IsFrozen).Should().OnlyContain(c => c.Weight != before.Connection(c.Source.Name, c.Target.Name).Weight);
        network.Node("h2").Bias.Should().NotBe(0.1);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Missing_weights_and_biases_stay_missing(string optimizer)
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        network.Disconnect("x1", "h2");
        network.Connect("x2", "y1", 0.5);
        network.Node("h1").HasBias = false;
        Connection[] there = [.. network.Connections];

        Train(network, optimizer);

        network.Connections.Should().Equal(there);
        network.Node("h1").HasBias.Should().BeFalse();
        network.Node("h1").Bias.Should().Be(0);
        network.HiddenLayers[0].GetWeights()[1][0].Should().Be(0);
        network.OutputLayer.GetWeights(from: 0)[0][0].Should().Be(0);

        // The reader's sum, over the connections that there are, is what the forward pass computes.
        network.Forward([0.3, 0.9]);
        foreach (Node node in network.HiddenLayers[0].Nodes.Append(network.Node("y1")))
            node.NetInput.Should().BeApproximately(node.Bias + node.Incoming.Sum(c => c.Weight * c.Source.Activation), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_frozen_layer_is_used_and_learned_through(string optimizer)
    {
        Network network = Given.Small();
        network.OutputLayer.Freeze();
        Network before = network.Clone();

        Train(network, optimizer);

        network.OutputLayer.GetWeights()[0].Should().Equal(before.OutputLayer.GetWeights()[0]);
        network.Connection("x1", "h1").Weight.Should().NotBe(before.Connection("x1", "h1").Weight);
    }

    [Theory]
    [InlineData(Loops.Fast, false)]
    [InlineData(Loops.Fast, true)]
    [InlineData(Loops.Reference, false)]
    [InlineData(Loops.Reference, true)]
    public void What_is_frozen_or_free_again_between_steps_counts_from_the_next(Loops loops, bool inBatches)
    {
        Network network = Given.Small();
        Connection connection = network.Connection("x1", "h1");
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Loops = loops });
        double[] weights = [.. Enumerable.Range(0, 6).Select(step =>
        {
            connection.IsFrozen = step is 2 or 3;
            if (inBatches) trainer.Step(Given.Xor());
            else trainer.Step([1, 0.5], [1]);
            return connection.Weight;
        })];

        weights.Distinct().Should().Equal(weights[0], weights[1], weights[4], weights[5]);
    }

    private static void Train(Network network, string optimizer)
    {
        var options = new TrainerOptions
        {
            LearningRate = 0.1,
            Optimizer = Catalogue.Optimizers.Create(optimizer),
            L1 = 0.01,
            L2 = 0.02,
            PenalizeBiases = true,
            ClipNorm = 10,
            Epochs = 5,
        };
        var trainer = new Trainer(network, new BinaryCrossEntropy(), options);
        trainer.Train(Given.Xor());
        trainer.Step([1, 0.5], [1]);
        trainer.Step(Given.Xor());
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
