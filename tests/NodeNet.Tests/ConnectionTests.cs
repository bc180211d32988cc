using NodeNet.Activations;

namespace NodeNet.Tests;

public class ConnectionTests
{
    [Fact]
    public void All_connection_objects_of_the_same_two_nodes_show_the_same_weight()
    {
        Network network = Given.Line();
        Connection one = network.Connection("x1", "y1");
        Connection another = network.Node("y1").Incoming[0];
        Connection third = network.Node("x1").Outgoing[0];

        one.Weight = 5;

        another.Weight.Should().Be(5);
        third.Weight.Should().Be(5);
        network.OutputLayer.GetWeights()[0].Should().Equal(5);
        network.Predict([10]).Should().Equal(5 * 10 + 1);
    }

    [Fact]
    public void What_the_layer_sets_the_connections_show()
    {
        Network network = Given.Small();
        Connection connection = network.Connection("x2", "h3");

        network.HiddenLayers[0].SetWeights([[11, 12], [21, 22], [31, 32]]);

        connection.Weight.Should().Be(32, "row 3 is h3, column 2 is x2");
        network.Node("h1").Incoming.Select(c => c.Weight).Should().Equal(11, 12);
    }

    [Fact]
    public void What_training_changes_the_connections_show()
    {
        Network network = Given.Line();
        Connection connection = network.Connection("x1", "y1");

        Given.Trainer(network, learningRate: 0.1).Step([3], [10]);

        // ŷ = 2·3 + 1 = 7, δ = 2·(10 − 7) = 6, so the weight grows by 0.1 · 6 · 3 = 1.8.
        connection.Weight.Should().BeApproximately(3.8, 1e-15);
    }

    [Fact]
    public void Connections_between_the_same_nodes_are_equal()
    {
        Network network = Given.Small();
        Connection one = network.Connection("x1", "h1");
        Connection same = network.Node("h1").Incoming[0];

        same.Should().NotBeSameAs(one);
        same.Equals(one).Should().BeTrue();
        same.Equals((object)one).Should().BeTrue();
        same.GetHashCode().Should().Be(one.GetHashCode());
        new HashSet<Connection> { one, same }.Should().HaveCount(1);
    }

    [Fact]
    public void Connections_between_other_nodes_or_of_other_networks_are_not_equal()
    {
        Network network = Given.Small();
        Connection connection = network.Connection("x1", "h1");

        connection.Equals(network.Connection("x1", "h2")).Should().BeFalse();
        connection.Equals(network.Connection("x2", "h1")).Should().BeFalse();
        connection.Equals(network.Clone().Connection("x1", "h1")).Should().BeFalse();
        connection.Equals((object)network).Should().BeFalse();
        connection.Equals(null).Should().BeFalse();
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_weight_must_be_finite(double weight, string shown)
    {
        Network network = Given.Line();

        network.Connection("x1", "y1").Invoking(c => c.Weight = weight).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage($"The weight x1→y1 cannot be {shown}; it must be a finite number.*");
        network.Connection("x1", "y1").Weight.Should().Be(2);
    }

    [Fact]
    public void A_disconnected_connection_says_so()
    {
        Network network = Given.Small();
        Connection connection = network.Connection("x1", "h1");
        network.Disconnect("x1", "h1");

        connection.Exists.Should().BeFalse();
        connection.ToString().Should().Be("x1→h1 (disconnected)");
        connection.Name.Should().Be("x1→h1");
        const string Message = "The connection x1→h1 no longer exists: it was disconnected or pruned.";
        connection.Invoking(c => c.Weight).Should().Throw<InvalidOperationException>().WithMessage(Message);
        connection.Invoking(c => c.Weight = 1).Should().Throw<InvalidOperationException>().WithMessage(Message);
        connection.Invoking(c => c.IsFrozen).Should().Throw<InvalidOperationException>().WithMessage(Message);
        connection.Invoking(c => c.IsFrozen = true).Should().Throw<InvalidOperationException>().WithMessage(Message);
    }

    [Fact]
    public void A_connection_that_is_made_again_is_the_same_connection()
    {
        Network network = Given.Small();
        Connection connection = network.Connection("x1", "h1");
        network.Disconnect("x1", "h1");

        network.Connect("x1", "h1", weight: 0.75).Should().Be(connection);

        connection.Weight.Should().Be(0.75);
        connection.IsFrozen.Should().BeFalse();
    }

    [Fact]
    public void Text_shows_the_name_the_weight_and_whether_it_is_frozen()
    {
        Connection connection = Given.Line().Connection("x1", "y1");
        connection.Weight = 0.5;

        connection.ToString().Should().Be("x1→y1 = 0.5");
        connection.IsFrozen = true;
        connection.ToString().Should().Be("x1→y1 = 0.5 (frozen)");
    }

    [Fact]
    public void Looking_up_a_connection_that_is_not_there_lists_what_is()
    {
        Network network = Given.Small();

        network
            .Invoking(n => n.Connection("x1", "y1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x1 is not connected to y1; connections lead to it from h1, h2, h3.*");
        network.Invoking(n => n.Connection("h1", "x1")).Should().Throw<ArgumentException>().WithMessage("h1 is not connected to x1; nothing leads to it.*");
        network
            .Invoking(n => n.Connection("nobody", "y1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("No node is called \"nobody\"; there are x1, x2, h1, h2, h3, y1.*");
    }

    [Fact]
    public void A_connection_is_found_by_labels_too()
    {
        Network network = new NetworkBuilder("height", "width").AddLayer(1, new Sigmoid()).LabelOutputs("fits").Build(seed: 0);

        network.Connection("width", "fits").Should().Be(network.Connection("x2", "y1"));
    }
}
