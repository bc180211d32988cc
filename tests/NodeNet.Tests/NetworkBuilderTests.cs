using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Tests;

public class NetworkBuilderTests
{
    [Fact]
    public void Each_AddLayer_adds_a_layer_and_the_last_is_the_output()
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(4, new Sigmoid()).AddLayer(2, new Tanh()).AddLayer(1, new Identity()).Build(seed: 42);

        network.Layers.Select(layer => layer.Count).Should().Equal(3, 4, 2, 1);
        network.Layers.Select(layer => layer.Name).Should().Equal("input", "hidden 1", "hidden 2", "output");
        network.HiddenLayers.Should().Equal(network.Layers[1], network.Layers[2]);
        network.InputLayer.IsInput.Should().BeTrue();
        network.OutputLayer.IsOutput.Should().BeTrue();
        network.ParameterCount.Should().Be((4 + 3 * 4) + (2 + 4 * 2) + (1 + 2 * 1));
    }

    [Fact]
    public void Nodes_are_named_as_in_the_handout()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Tanh())
            .AddLayer(2, new Tanh())
            .AddLayer(1, new Tanh())
            .AddLayer(2, new Tanh())
            .Build(seed: 0);

        network.Layers.SelectMany(layer => layer.Nodes).Select(node => node.Name).Should().Equal(
            "x1", "x2", "h1", "h2", "h1.2", "h2.2", "h1.3", "y1", "y2");
    }

    [Fact]
    public void A_network_may_have_no_hidden_layer()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Sigmoid()).Build(seed: 0);

        network.HiddenLayers.Should().BeEmpty();
        network.Connections.Select(c => c.Name).Should().Equal("x1→y1", "x2→y1");
    }

    [Fact]
    public void Each_node_of_a_layer_may_have_its_own_activation_function()
    {
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer([new Identity(), new ReLU(), new Tanh()], weights: new Constant(-2))
            .AddLayer(1, new Identity())
            .Build(seed: 0);

        network.Forward([1.5]);

        // z = −2 · 1.5 = −3 for all three.
        network.HiddenLayers[0].Nodes.Select(node => node.Activation).Should().Equal(-3.0, 0.0, Math.Tanh(-3.0));
        network.Node("h2").ActivationFunction.Should().BeOfType<ReLU>();
        network.HiddenLayers[0].Activation.Should().BeOfType<Identity>("the first is the layer's own");
    }

    [Fact]
    public void Softmax_may_stand_in_the_output_layer_and_in_hidden_layers()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Softmax()).AddLayer(2, new Softmax()).Build(seed: 7);

        double[] outputs = network.Forward([1, -1]);

        outputs.Sum().Should().BeApproximately(1.0, 1e-15);
        network.HiddenLayers[0].Nodes.Sum(node => node.Activation).Should().BeApproximately(1.0, 1e-15);
        network.HiddenLayers[0].LayerActivation.Should().BeOfType<Softmax>();
        network.HiddenLayers[0].Activation.Should().BeNull();
        network.Node("h1").ActivationFunction.Should().BeNull();
    }

    [Fact]
    public void A_layer_may_go_without_biases()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh(), bias: false).AddLayer(1, new Tanh(), bias: true).Build(seed: 0);

        network.HiddenLayers[0].Nodes.Should().OnlyContain(node => !node.HasBias && node.Bias == 0.0);
        network.Node("y1").HasBias.Should().BeTrue();
        network.ParameterCount.Should().Be(2 * 3 + 3 * 1 + 1);
    }

    [Fact]
    public void A_layer_without_biases_draws_none()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Identity(), bias: false, biases: new Constant(5)).Build(seed: 0);

        network.OutputLayer.GetBiases().Should().Equal(0, 0);
        network.Predict([0]).Should().Equal(0, 0);
    }

    [Fact]
    public void Weights_and_biases_start_as_their_initializers_say()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Tanh(), weights: new Constant(0.5), biases: new Constant(0.25)).Build(seed: 0);

        network.OutputLayer.GetWeights().Should().BeEquivalentTo(new double[][] { [0.5, 0.5], [0.5, 0.5] });
        network.OutputLayer.GetBiases().Should().Equal(0.25, 0.25);
    }

    [Fact]
    public void Biases_start_at_zero_unless_told_otherwise()
    {
        Given.Small().Layers.SelectMany(layer => layer.GetBiases()).Should().Equal(0, 0, 0, 0);
    }

    [Fact]
    public void Random_numbers_are_drawn_layer_by_layer_first_biases_then_weights_source_by_source()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Tanh(), weights: new Uniform(-1, 1), biases: new Uniform(-1, 1))
            .AddLayer(1, new Tanh(), weights: new Uniform(-1, 1))
            .Build(seed: 5);

        var random = new RandomGenerator(5);
        double Next() => random.NextUniform(-1, 1);
        foreach (string node in new[] { "h1", "h2" })
            network.Node(node).Bias.Should().Be(Next());
        foreach ((string from, string to) in new[] { ("x1", "h1"), ("x1", "h2"), ("x2", "h1"), ("x2", "h2"), ("h1", "y1"), ("h2", "y1") })
            network.Connection(from, to).Weight.Should().Be(Next());
    }

    [Fact]
    public void An_initializer_is_told_how_many_connections_come_in_from_all_layers_and_how_many_nodes_there_are()
    {
        var asked = new List<(int FanIn, int FanOut)>();
        new NetworkBuilder(inputs: 3).AddLayer(4, new Tanh()).AddLayer(2, new Tanh(), weights: new Recording(asked), from: [0, 1]).Build(seed: 0);

        // Two nodes, fed by 3 inputs and 4 hidden nodes: 14 weights.
        asked.Should().HaveCount(14).And.OnlyContain(fans => fans.FanIn == 7 && fans.FanOut == 2);
    }

    [Fact]
    public void Without_an_initializer_the_weights_into_a_node_start_as_its_activation_function_says()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer([new StartsAt(0.1), new StartsAt(0.2)]).Build(seed: 0);

        network.OutputLayer.GetWeights().Should().BeEquivalentTo(new double[][] { [0.1, 0.1], [0.2, 0.2] }, o => o.WithStrictOrdering());
    }

    [Fact]
    public void A_layer_may_be_fed_by_several_earlier_layers()
    {
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(1, new Identity(), weights: new Constant(10), bias: false)
            .AddLayer(1, new Identity(), weights: new Constant(3), bias: false, from: [1, 0])
            .Build(seed: 0);

        network.Predict([1]).Should().Equal(3 * 10 + 3 * 1);
        network.Node("y1").Incoming.Select(c => c.Name).Should().Equal("x1→y1", "h1→y1");
        network.OutputLayer.Incoming.Select(block => block.Source.Name).Should().Equal("input", "hidden 1");
    }

    [Fact]
    public void A_layer_need_not_be_fed_by_the_layer_before()
    {
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(2, new Identity(), weights: new Constant(10), bias: false)
            .AddLayer(1, new Identity(), weights: new Constant(3), bias: false, from: [0])
            .AddLayer(1, new Identity(), weights: new Constant(1), bias: false, from: [1, 2])
            .Build(seed: 0);

        // h1 = h2 = 10x; h1.2 = 3x; y1 = h1 + h2 + h1.2
        network.Predict([1]).Should().Equal(23);
        network.Node("h1.2").Incoming.Select(c => c.Name).Should().Equal("x1→h1.2");
        network.Node("h1").Outgoing.Select(c => c.Name).Should().Equal("h1→y1");
        network.Invoking(n => n.Layers[2].GetWeights()).Should().Throw<ArgumentException>()
            .WithMessage("No connections lead from layer 1 to hidden 2; it is fed by 0 (input).*").WithParameterName("from");
    }

    [Fact]
    public void Inputs_and_outputs_may_have_labels()
    {
        Network network = new NetworkBuilder("height", "width").AddLayer(2, new Tanh()).AddLayer(2, new Softmax()).LabelOutputs("cat", "dog").Build(seed: 0);

        network.InputLayer.Nodes.Select(node => node.Label).Should().Equal("height", "width");
        network.OutputLayer.Nodes.Select(node => node.Label).Should().Equal("cat", "dog");
        network.Node("dog").Should().BeSameAs(network.Node("y2"));
        network.Node("h1").Label.Should().BeNull();
    }

    [Fact]
    public void The_same_seed_gives_the_same_network_and_another_seed_another()
    {
        Given.Small(seed: 3).HasSameParametersAs(Given.Small(seed: 3)).Should().BeTrue();
        Given.Small(seed: 3).HasSameParametersAs(Given.Small(seed: 4)).Should().BeFalse();
    }

    [Fact]
    public void Every_Build_gives_a_new_network_and_the_builder_can_go_on()
    {
        NetworkBuilder builder = new NetworkBuilder(inputs: 1).AddLayer(2, new Tanh());
        Network first = builder.Build(seed: 1);
        Network second = builder.Build(seed: 1);
        Network deeper = builder.AddLayer(1, new Identity()).Build(seed: 1);

        second.Should().NotBeSameAs(first);
        second.Node("y1").Bias = 9;
        first.Node("y1").Bias.Should().Be(0);
        first.Layers.Should().HaveCount(2);
        deeper.Layers.Select(layer => layer.Name).Should().Equal("input", "hidden 1", "output");
    }

    [Fact]
    public void A_network_needs_inputs()
    {
        FluentActions
            .Invoking(() => new NetworkBuilder(inputs: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("inputs is 0; it must be at least 1.*")
            .WithParameterName("inputs");
        FluentActions
            .Invoking(() => new NetworkBuilder(inputLabels: []))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("inputLabels is empty*")
            .WithParameterName("inputLabels");
        FluentActions.Invoking(() => new NetworkBuilder(inputLabels: null!)).Should().Throw<ArgumentNullException>().WithParameterName("inputLabels");
    }

    [Fact]
    public void A_network_needs_a_layer_besides_the_inputs()
    {
        new NetworkBuilder(inputs: 1).Invoking(b => b.Build(seed: 0)).Should().Throw<InvalidOperationException>().WithMessage("*no layer but the input layer*");
    }

    [Fact]
    public void A_layer_needs_nodes_and_an_activation_function()
    {
        var builder = new NetworkBuilder(inputs: 1);

        builder
            .Invoking(b => b.AddLayer(0, new Tanh()))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("nodes is 0; it must be at least 1.*")
            .WithParameterName("nodes");
        builder.Invoking(b => b.AddLayer(-1, new Softmax())).Should().Throw<ArgumentOutOfRangeException>().WithMessage("nodes is -1*");
        builder.Invoking(b => b.AddLayer(1, (IActivation)null!)).Should().Throw<ArgumentNullException>().WithParameterName("activation");
        builder.Invoking(b => b.AddLayer(1, (ILayerActivation)null!)).Should().Throw<ArgumentNullException>().WithParameterName("activation");
        builder.Invoking(b => b.AddLayer((IReadOnlyList<IActivation>)null!)).Should().Throw<ArgumentNullException>().WithParameterName("activations");
        builder
            .Invoking(b => b.AddLayer(Array.Empty<IActivation>()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*at least one, none of them null*")
            .WithParameterName("activations");
        builder
            .Invoking(b => b.AddLayer([new Tanh(), null!]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*at least one, none of them null*")
            .WithParameterName("activations");
        builder.Invoking(b => b.Build(seed: 0)).Should().Throw<InvalidOperationException>("nothing of this was added");
    }

    [Fact]
    public void A_layer_is_fed_by_earlier_layers_each_once()
    {
        NetworkBuilder builder = new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh());

        builder.Invoking(b => b.AddLayer(1, new Tanh(), from: [])).Should().Throw<ArgumentException>().WithMessage("from is empty*").WithParameterName("from");
        builder
            .Invoking(b => b.AddLayer(1, new Tanh(), from: [2]))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("from names layer 2; layer 2 can be fed by the layers 0 to 1.*")
            .WithParameterName("from");
        builder.Invoking(b => b.AddLayer(1, new Tanh(), from: [-1])).Should().Throw<ArgumentOutOfRangeException>().WithMessage("from names layer -1*");
        builder
            .Invoking(b => b.AddLayer(1, new Tanh(), from: [0, 1, 0]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("from names a layer twice: 0, 0, 1.*");
    }

    [Fact]
    public void Labels_must_fit_the_outputs_and_be_unmistakable()
    {
        static NetworkBuilder Two() => new NetworkBuilder(inputs: 2).AddLayer(2, new Tanh());

        Two()
            .LabelOutputs("one")
            .Invoking(b => b.Build(seed: 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("LabelOutputs was given 1 label; the network has 2 output nodes.");
        Two()
            .LabelOutputs("same", "same")
            .Invoking(b => b.Build(seed: 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"same\" cannot be the label of y2: y1 is already called so.*");
        Two()
            .LabelOutputs("x1", "b")
            .Invoking(b => b.Build(seed: 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"x1\" cannot be the label of y1: x1 is already called so.*");
        Two().LabelOutputs("a", " ").Invoking(b => b.Build(seed: 0)).Should().Throw<ArgumentException>().WithMessage("The label of y2 is blank*");
        Two().Invoking(b => b.LabelOutputs(null!)).Should().Throw<ArgumentNullException>().WithParameterName("labels");
        new NetworkBuilder("a", "a")
            .AddLayer(1, new Tanh())
            .Invoking(b => b.Build(seed: 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"a\" cannot be the label of x2*");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_initializer_must_give_finite_numbers(double value)
    {
        new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh(), weights: new Giving(value)).Invoking(b => b.Build(seed: 0))
            .Should().Throw<InvalidOperationException>().WithMessage("The initializer giving gave *; starting values must be finite.");
        new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh(), biases: new Giving(value)).Invoking(b => b.Build(seed: 0))
            .Should().Throw<InvalidOperationException>().WithMessage("The initializer giving gave *");
    }

    [Fact]
    public void A_network_too_large_for_one_array_is_refused_before_any_large_allocation()
    {
        // 70 000 · 70 000 weights are more than an array can hold, and as a 32-bit number they would look like 605 million.
        new NetworkBuilder(inputs: 70_000).AddLayer(70_000, new Identity()).Invoking(b => b.Build(seed: 0))
            .Should().Throw<InvalidOperationException>().WithMessage("With layer 1*4900070000 weights and biases; the limit is 2147483527.");
    }

    private sealed class Recording(List<(int FanIn, int FanOut)> asked) : IInitializer
    {
        public string Name => "recording";

        public double Draw(RandomGenerator random, int fanIn, int fanOut)
        {
            asked.Add((fanIn, fanOut));
            return 0;
        }
    }

    private sealed class Giving(double value) : IInitializer
    {
        public string Name => "giving";

        public double Draw(RandomGenerator random, int fanIn, int fanOut) => value;
    }

    private sealed class StartsAt(double value) : IActivation
    {
        public string Name => "starts_at";

        public IInitializer DefaultInitializer => new Constant(value);

        public double Activate(double netInput) => netInput;

        public double Slope(double netInput, double activation) => 1;
    }
}
