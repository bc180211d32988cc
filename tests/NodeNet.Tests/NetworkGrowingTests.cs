using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Tests.Fast;
using NodeNet.Training;

namespace NodeNet.Tests;

/// <summary>A network grows by a node without another answer, and shrinks by one.</summary>
public class NetworkGrowingTests
{
    public static TheoryData<string> Kinds => [.. FastNetworks.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_new_node_changes_no_output_to_the_bit(string kind)
    {
        Network network = FastNetworks.Build(kind);
        DataSet data = FastNetworks.Data(network, 20);
        for (int layer = 0; layer < network.HiddenLayers.Count; layer++)
        {
            if (network.HiddenLayers[layer].LayerActivation is not null) continue;
            Network grown = network;
            for (int times = 1; times <= 9; times++) // past a vector's width
            {
                grown = grown.WithNode(layer, seed: times);
                grown.HiddenLayers[layer].Count.Should().Be(network.HiddenLayers[layer].Count + times);
                grown.Predict(data.Inputs).ToArrays().SelectMany(row => row).Should().Equal(network.Predict(data.Inputs).ToArrays().SelectMany(row => row));
                for (int row = 0; row < data.Count; row++)
                    grown.Forward(data.Inputs[row]).Should().Equal(network.Forward(data.Inputs[row]));
            }
            foreach (Node node in network.Layers.SelectMany(each => each.Nodes))
                grown.Node(node.Name).Label.Should().Be(node.Label);
        }
    }

    [Fact]
    public void A_new_node_learns()
    {
        Network grown = Given.Small().WithNode(0, seed: 5);
        grown.Connection("h4", "y1").Weight.Should().Be(0);
        grown.Node("h4").Incoming.Should().HaveCount(2).And.OnlyContain(connection => connection.Weight != 0);

        new Trainer(grown, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 2 }).Train(Given.Xor());

        grown.Connection("h4", "y1").Weight.Should().NotBe(0);
        grown.Node("h4").Bias.Should().NotBe(0);
    }

    [Fact]
    public void Without_a_node_the_others_keep_their_numbers_and_move_up()
    {
        Network network = Given.Small();
        network.Node("h3").Label = "third";
        network.Connection("x1", "h3").IsFrozen = true;

        Network smaller = network.WithoutNode("h2");

        smaller.HiddenLayers[0].Count.Should().Be(2);
        smaller.Node("h2").Label.Should().Be("third");
        smaller.Connection("x2", "h2").Weight.Should().Be(network.Connection("x2", "h3").Weight);
        smaller.Connection("x1", "h2").IsFrozen.Should().BeTrue();
        smaller.Connection("h2", "y1").Weight.Should().Be(network.Connection("h3", "y1").Weight);
        smaller.Node("y1").Bias.Should().Be(network.Node("y1").Bias);
        network.HiddenLayers[0].Count.Should().Be(3, "it stays as it is");
    }

    [Fact]
    public void Without_a_node_that_nothing_hears_no_output_changes()
    {
        Network network = Given.Small().WithNode(0, seed: 1);

        Network smaller = network.WithoutNode("h4");

        smaller.HasSameParametersAs(Given.Small()).Should().BeTrue();
    }

    [Fact]
    public void Nodes_of_their_own_activation_functions_come_and_go_with_them()
    {
        Network network = new NetworkBuilder(1).AddLayer([new Tanh(), new Sigmoid(), new ReLU()]).AddLayer(1, new Identity()).Build(seed: 1);

        Network changed = network.WithNode(0, seed: 1).WithoutNode("h1");

        changed.HiddenLayers[0].Nodes.Select(node => node.ActivationFunction!.Name).Should().Equal("sigmoid", "relu", "tanh");
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Network network = Given.Small();
        network.Invoking(one => one.WithNode(1, 0)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("hiddenLayer is 1; the network has 1 hidden layer, counted from 0.*");
        network.Invoking(one => one.WithoutNode("x1")).Should().Throw<ArgumentException>().WithMessage("x1 is an input; only hidden nodes*");
        network.Invoking(one => one.WithoutNode("y1")).Should().Throw<ArgumentException>().WithMessage("y1 is an output*");
        Network narrow = new NetworkBuilder(1).AddLayer(1, new Tanh()).AddLayer(1, new Identity()).Build(seed: 1);
        narrow.Invoking(one => one.WithoutNode("h1")).Should().Throw<ArgumentException>().WithMessage("h1 is the only node of hidden 1*");
        Network softmax = new NetworkBuilder(1).AddLayer(3, new Softmax()).AddLayer(1, new Identity()).Build(seed: 1);
        softmax.Invoking(one => one.WithNode(0, 0)).Should().Throw<InvalidOperationException>().WithMessage("hidden 1 has softmax over the whole layer*");
    }
}
