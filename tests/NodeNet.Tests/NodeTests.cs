using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests;

public class NodeTests
{
    [Fact]
    public void Incoming_connections_come_from_the_earliest_layer_on_and_outgoing_go_to_the_earliest_first()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Tanh())
            .AddLayer(1, new Tanh(), from: [0, 1])
            .AddLayer(2, new Tanh(), from: [2, 0])
            .Build(seed: 0);

        network.Node("h1.2").Incoming.Select(c => c.Name).Should().Equal("x1→h1.2", "x2→h1.2", "h1→h1.2", "h2→h1.2");
        network.Node("y1").Incoming.Select(c => c.Name).Should().Equal("x1→y1", "x2→y1", "h1.2→y1");
        network.Node("x1").Outgoing.Select(c => c.Name).Should().Equal("x1→h1", "x1→h2", "x1→h1.2", "x1→y1", "x1→y2");
        network.Node("x1").Incoming.Should().BeEmpty();
        network.Node("y2").Outgoing.Should().BeEmpty();
    }

    [Fact]
    public void The_order_stays_when_a_skip_connection_is_added_later()
    {
        Network network = Given.Small();
        network.Connect("x2", "y1", weight: 1);

        network.Node("y1").Incoming.Select(c => c.Name).Should().Equal("x2→y1", "h1→y1", "h2→y1", "h3→y1");
        network.Node("x2").Outgoing.Select(c => c.Name).Should().Equal("x2→h1", "x2→h2", "x2→h3", "x2→y1");
    }

    [Fact]
    public void A_bias_is_what_the_layer_and_the_next_pass_use()
    {
        Network network = Given.Line();
        network.Node("y1").Bias = -4;

        network.OutputLayer.GetBiases().Should().Equal(-4);
        network.Predict([10]).Should().Equal(2 * 10 - 4);

        network.OutputLayer.SetBiases(7);
        network.Node("y1").Bias.Should().Be(7);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_bias_must_be_finite(double bias)
    {
        Network network = Given.Line();
        network.Node("y1")
            .Invoking(n => n.Bias = bias)
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("The bias of y1 cannot be *; it must be a finite number.*");
        network.Node("y1").Bias.Should().Be(1);
    }

    [Fact]
    public void A_bias_can_be_taken_away_and_given_back()
    {
        Network network = Given.Line();
        Node y1 = network.Node("y1");
        y1.IsBiasFrozen = true;

        y1.HasBias = false;
        y1.Bias.Should().Be(0);
        y1.IsBiasFrozen.Should().BeFalse();
        network.Predict([10]).Should().Equal(20);
        y1.Invoking(n => n.Bias = 1).Should().Throw<InvalidOperationException>().WithMessage("y1 has no bias; set HasBias to true first.");
        y1.Invoking(n => n.IsBiasFrozen = true).Should().Throw<InvalidOperationException>().WithMessage("y1 has no bias that could be frozen.");

        y1.HasBias = true;
        y1.Bias.Should().Be(0, "the old one is gone");
        y1.IsBiasFrozen.Should().BeFalse();
        y1.Bias = 3;
        network.Predict([10]).Should().Equal(23);
    }

    [Fact]
    public void An_input_has_an_activation_but_nothing_to_compute_it_from()
    {
        Network network = Given.Line();
        Node x1 = network.Node("x1");
        Given.Trainer(network, 0.1).Step([3], [10]);

        x1.Activation.Should().Be(3);
        x1.Bias.Should().Be(0);
        x1.HasBias.Should().BeFalse();
        x1.IsBiasFrozen.Should().BeFalse();
        x1.ActivationFunction.Should().BeNull();
        x1.HasBias = false; // already so
        x1.Invoking(n => n.HasBias = true).Should().Throw<InvalidOperationException>().WithMessage("x1 is an input; inputs have no bias.");
        x1.Invoking(n => n.Bias = 1).Should().Throw<InvalidOperationException>().WithMessage("x1 is an input; inputs have no bias.");
        x1.Invoking(n => n.NetInput).Should().Throw<InvalidOperationException>().WithMessage("x1 is an input; it has an activation but no net input.");
        x1.Invoking(n => n.Delta).Should().Throw<InvalidOperationException>().WithMessage("x1 is an input; it has no δ.");
        x1
            .Invoking(n => n.ActivationFunction = new Tanh())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The input layer has no activation function*");
    }

    [Fact]
    public void A_single_node_can_get_an_activation_function_of_its_own()
    {
        Network network = Given.Small();
        network.HiddenLayers[0].SetWeights([[1, 1], [1, 1], [1, 1]]);

        network.Node("h2").ActivationFunction = new Identity();
        network.Forward([2, 3]);

        network.HiddenLayers[0].Nodes.Select(node => node.Activation).Should().Equal(Math.Tanh(5), 5, Math.Tanh(5));
        network.HiddenLayers[0].Activation.Should().BeOfType<Tanh>();

        network.Node("h3").ActivationFunction = new Sigmoid();
        network.HiddenLayers[0].Nodes.Select(node => node.ActivationFunction!.Name).Should().Equal("tanh", "identity", "sigmoid");

        network.HiddenLayers[0].Activation = new ReLU();
        network.Node("h2").ActivationFunction.Should().BeOfType<ReLU>("setting the layer's sets that of every node");
    }

    [Fact]
    public void A_node_of_a_softmax_layer_cannot_have_an_activation_function_of_its_own()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Softmax()).Build(seed: 0);

        network.Node("y1").Invoking(n => n.ActivationFunction = new Tanh()).Should().Throw<InvalidOperationException>()
            .WithMessage("y1 cannot have an activation function of its own: softmax is the whole layer's.");
        network.Node("y1").Invoking(n => n.ActivationFunction = null).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_node_is_found_by_name_and_by_label()
    {
        Network network = Given.Small();
        network.Node("h2").Label = "the clever one";

        network.Node("the clever one").Should().BeSameAs(network.HiddenLayers[0].Nodes[1]);
        network.Node("h2").Should().BeSameAs(network.HiddenLayers[0].Nodes[1]);

        network.Node("h2").Label = null;
        network
            .Invoking(n => n.Node("the clever one"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("No node is called \"the clever one\"; there are x1, x2, h1, h2, h3, y1.*")
            .WithParameterName("name");
    }

    [Fact]
    public void Names_are_case_sensitive_and_long_lists_are_shortened()
    {
        Given.Small().Invoking(n => n.Node("H1")).Should().Throw<ArgumentException>();
        Network large = new NetworkBuilder(inputs: 100).AddLayer(1, new Tanh()).Build(seed: 0);
        large.Invoking(n => n.Node("?")).Should().Throw<ArgumentException>().WithMessage("*x38, x39, …, y1.*");
        large.Invoking(n => n.Node(null!)).Should().Throw<ArgumentNullException>().WithParameterName("name");
    }

    [Fact]
    public void A_label_must_not_be_blank_or_taken()
    {
        Network network = Given.Small();
        network.Node("x1").Label = "height";

        network.Node("x2").Invoking(n => n.Label = "").Should().Throw<ArgumentException>().WithMessage("The label of x2 is blank.*");
        network.Node("x2")
            .Invoking(n => n.Label = "height")
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"height\" cannot be the label of x2: x1 is already called so.*");
        network.Node("x2")
            .Invoking(n => n.Label = "h1")
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"h1\" cannot be the label of x2: h1 is already called so.*");
        network.Node("x2").Label.Should().BeNull();

        network.Node("x1").Label = "x1"; // its own name is no clash
        network.Node("x2").Label = "height"; // free again
        network.Node("height").Name.Should().Be("x2");
    }

    [Fact]
    public void Text_shows_what_is_known_about_a_node()
    {
        Network network = Given.Line();
        Node x1 = network.Node("x1");
        Node y1 = network.Node("y1");

        x1.ToString().Should().Be("x1: 1 out");
        y1.ToString().Should().Be("y1 (identity): bias 1, 1 in, 0 out");

        network.Forward([3]);
        x1.ToString().Should().Be("x1: 1 out; activation 3");
        y1.ToString().Should().Be("y1 (identity): bias 1, 1 in, 0 out; net input 7, activation 7");

        Given.Trainer(network, learningRate: 0.5).Step([3], [10]);
        x1.ToString().Should().Be("x1: 1 out; activation 3");
        y1.ToString().Should().Be("y1 (identity): bias 4, 1 in, 0 out; net input 7, activation 7, δ 6");

        y1.HasBias = false;
        x1.Label = "age";
        x1.ToString().Should().Be("x1 \"age\": 1 out");
        y1.ToString().Should().Be("y1 (identity): no bias, 1 in, 0 out");
    }

    [Fact]
    public void A_debugger_can_show_everything_in_any_state()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Tanh()).AddLayer(2, new Softmax(), from: [0, 1]).Build(seed: 0);
        Connection[] connections = [.. network.Connections];
        var trainer = new Trainer(network, new CrossEntropy());
        DataSet data = DataSet.From([[0, 1], [1, 0]], [[0, 1], [1, 0]]);
        Action[] states =
        [
            () => { },
            () => network.Forward([1, 2]),
            () => trainer.Step([1, 2], [0, 1]),
            () => trainer.Step(data),
            () => network.Node("h1").HasBias = false,
            () => network.HiddenLayers[0].Freeze(),
            () => network.Prune(c => c.Target.Name == "h2"),
            () => network.Prune(_ => true),
            () => network.Forward([1, 2]),
            () => trainer.Step([1, 2], [0, 1]),
        ];
        foreach (Action state in states)
        {
            state();
            object[] shown =
            [
                network,
                .. network.Layers,
                .. network.Layers.SelectMany(l => l.Nodes),
                .. network.Layers.SelectMany(l => l.Incoming),
                .. connections,
            ];
            shown.Select(thing => thing.ToString()).Should().OnlyContain(text => !string.IsNullOrWhiteSpace(text));
        }
    }
}
