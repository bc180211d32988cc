using CsCheck;
using NodeNet.Activations;

namespace NodeNet.Tests;

/// <summary>All weights and biases as numbers in one fixed order, out and in again.</summary>
public class NetworkParametersTests
{
    [Fact]
    public void The_order_is_layer_by_layer_biases_first_then_the_weights_source_by_source()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Tanh()).AddLayer(1, new Identity()).Build(seed: 1);
        network.CopyParametersFrom([1, 2, 3, 4, 5, 6, 7, 8, 9]);

        Biases(network).Should().Equal(("h1", 1.0), ("h2", 2.0), ("y1", 7.0));
        network.Connection("x1", "h1").Weight.Should().Be(3);
        network.Connection("x1", "h2").Weight.Should().Be(4);
        network.Connection("x2", "h1").Weight.Should().Be(5);
        network.Connection("x2", "h2").Weight.Should().Be(6);
        network.Connection("h1", "y1").Weight.Should().Be(8);
        network.Connection("h2", "y1").Weight.Should().Be(9);
        Numbers(network).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    [Fact]
    public void Skip_connections_come_in_the_order_of_their_source_layers_even_those_that_were_added_later()
    {
        Network built = new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh()).AddLayer(1, new Identity(), from: [0, 1]).Build(seed: 1);
        Network connected = new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh()).AddLayer(1, new Identity()).Build(seed: 1);
        connected.Connect("x1", "y1", 0);

        foreach (Network network in new[] { built, connected })
        {
            network.CopyParametersFrom([1, 2, 3, 4, 5]); // b_h1, x1→h1, b_y1, x1→y1, h1→y1
            network.Connection("x1", "y1").Weight.Should().Be(4);
            network.Connection("h1", "y1").Weight.Should().Be(5);
            Numbers(network).Should().Equal(1, 2, 3, 4, 5);
        }
    }

    [Fact]
    public void What_does_not_exist_has_no_number_and_what_is_frozen_has_one()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Tanh(), bias: false).AddLayer(1, new Identity()).Build(seed: 1);
        network.Disconnect("x1", "h2");
        network.Connection("x2", "h1").IsFrozen = true;
        network.Node("y1").IsBiasFrozen = true;

        network.CopyParametersFrom([1, 2, 3, 4, 5, 6]); // x1→h1, x2→h1, x2→h2, b_y1, h1→y1, h2→y1

        network.ParameterCount.Should().Be(6);
        Numbers(network).Should().Equal(1, 2, 3, 4, 5, 6);
        network.Connection("x2", "h1").Weight.Should().Be(2);
        network.Node("y1").Bias.Should().Be(4);
        network.Connection("x2", "h1").IsFrozen.Should().BeTrue();
        network.Node("h1").HasBias.Should().BeFalse();
        network.Invoking(n => n.Connection("x1", "h2")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void They_go_out_and_in_bit_for_bit_whatever_the_network() => RandomNetworks.Any.Sample(
        plan =>
        {
            Network network = plan.Build();
            double[] numbers = Numbers(network);
            Network copy = network.Clone();
            copy.CopyParametersFrom(new double[numbers.Length]);
            copy.CopyParametersFrom(numbers);
            copy.FirstParameterDifference(network).Should().BeNull();
        },
        iter: 100);

    [Fact]
    public void Another_length_is_refused_and_so_is_a_number_that_is_not_finite_and_the_network_stays_as_it_was()
    {
        Network network = Given.Line();
        network.Invoking(n => n.CopyParametersFrom([1])).Should().Throw<ArgumentException>().WithMessage("source has 1 number; the network has 2 parameters.*");
        network
            .Invoking(n => n.CopyParametersTo(new double[3]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("destination has 3 numbers; the network has 2 parameters.*");
        network
            .Invoking(n => n.CopyParametersFrom([1, double.NaN]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("source[1], for x1→y1, is NaN; a weight or bias must be finite.*");
        network.FirstParameterDifference(Given.Line()).Should().BeNull();
    }

    [Fact]
    public void Inside_a_step_they_cannot_be_assigned()
    {
        Network network = null!;
        network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(_ => network.CopyParametersFrom([0, 0]))).Build(seed: 1);
        Network before = network.Clone();

        Given.Trainer(network, 0.1).Invoking(t => t.Step([1], [1])).Should().Throw<InvalidOperationException>();

        network.FirstParameterDifference(before).Should().BeNull();
    }

    [Fact]
    public void Nodes_show_nothing_that_belongs_to_other_weights()
    {
        Network network = Given.Line();
        network.Forward([1]);
        network.CopyParametersFrom([0, 0]);
        network.HasActivations.Should().BeFalse();
        network.Predict([1]).Should().Equal(0);
    }

    private static double[] Numbers(Network network)
    {
        var numbers = new double[network.ParameterCount];
        network.CopyParametersTo(numbers);
        return numbers;
    }

    private static IEnumerable<(string, double)> Biases(Network network) =>
        network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Select(node => (node.Name, node.Bias));
}
