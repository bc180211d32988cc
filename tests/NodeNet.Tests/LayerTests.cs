using NodeNet.Activations;
using NodeNet.Initializers;

namespace NodeNet.Tests;

public class LayerTests
{
    [Fact]
    public void Weights_have_a_row_for_each_node_of_the_layer_and_a_column_for_each_source()
    {
        Network network = Given.Small();
        network.HiddenLayers[0].SetWeights([[11, 12], [21, 22], [31, 32]]);

        network.Connection("x1", "h2").Weight.Should().Be(21);
        network.Connection("x2", "h1").Weight.Should().Be(12);
        network.HiddenLayers[0].GetWeights().Should().BeEquivalentTo(new double[][] { [11, 12], [21, 22], [31, 32] }, o => o.WithStrictOrdering());
    }

    [Fact]
    public void What_a_layer_gives_out_is_a_copy()
    {
        Network network = Given.Line();
        network.OutputLayer.GetWeights()[0][0] = 99;
        network.OutputLayer.GetBiases()[0] = 99;

        network.Predict([1]).Should().Equal(3);
    }

    [Fact]
    public void Weights_from_each_feeding_layer_are_asked_for_by_its_index()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Tanh()).AddLayer(1, new Identity(), from: [0, 1]).Build(seed: 0);
        network.OutputLayer.SetWeights([[3, 4]], from: 0);
        network.OutputLayer.SetWeights([[5]]);

        network.OutputLayer.GetWeights(from: 0)[0].Should().Equal(3, 4);
        network.OutputLayer.GetWeights(from: 1)[0].Should().Equal(5);
        network.OutputLayer.Invoking(l => l.GetWeights(from: 2)).Should().Throw<ArgumentException>()
            .WithMessage("No connections lead from layer 2 to output; it is fed by 0 (input), 1 (hidden 1).*").WithParameterName("from");
        network.InputLayer.Invoking(l => l.GetWeights()).Should().Throw<ArgumentException>().WithMessage("*no layer feeds it*");
    }

    [Fact]
    public void Weights_of_the_wrong_shape_are_refused_and_nothing_is_set()
    {
        Network network = Given.Small();
        Network before = network.Clone();
        Layer hidden = network.HiddenLayers[0];

        hidden
            .Invoking(l => l.SetWeights([[1, 1], [1, 1]]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("weights has 2 rows; hidden 1 has 3 nodes, one row for each.*")
            .WithParameterName("weights");
        hidden
            .Invoking(l => l.SetWeights([[1, 1], [1, 1], [1]]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The weights into h3 have 1 value; input has 2 nodes.*");
        hidden.Invoking(l => l.SetWeights([[1, 1], [1, 1], null!])).Should().Throw<ArgumentException>().WithMessage("The weights into h3 have 0 values*");
        hidden
            .Invoking(l => l.SetWeights([[1, 1], [1, 1], [1, double.NaN]]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The weight x2→h3 cannot be NaN; it must be a finite number.*");
        hidden.Invoking(l => l.SetWeights(null!)).Should().Throw<ArgumentNullException>().WithParameterName("weights");
        network.HasSameParametersAs(before).Should().BeTrue();
    }

    [Fact]
    public void Where_there_is_no_connection_the_weight_must_be_0()
    {
        Network network = Given.Small();
        network.Disconnect("x2", "h1");

        network.HiddenLayers[0]
            .Invoking(l => l.SetWeights([[1, 2], [3, 4], [5, 6]]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x2→h1 is not connected, so its weight must be 0, not 2.*");
        network.HiddenLayers[0].SetWeights([[1, 0], [3, 4], [5, 6]]);
        network.HiddenLayers[0].GetWeights()[0].Should().Equal(1, 0);
    }

    [Fact]
    public void Biases_must_fit_the_layer()
    {
        Network network = Given.Small();
        Layer hidden = network.HiddenLayers[0];
        hidden.SetBiases(1, 2, 3);
        network.Node("h2").HasBias = false;

        hidden.GetBiases().Should().Equal(1, 0, 3);
        hidden
            .Invoking(l => l.SetBiases(1, 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("biases has 2 values; hidden 1 has 3 nodes.*")
            .WithParameterName("biases");
        hidden.Invoking(l => l.SetBiases(1, 0, double.PositiveInfinity)).Should().Throw<ArgumentException>().WithMessage("The bias of h3 cannot be Infinity*");
        hidden.Invoking(l => l.SetBiases(1, 2, 3)).Should().Throw<ArgumentException>().WithMessage("h2 has no bias, so its value must be 0, not 2.*");
        hidden.GetBiases().Should().Equal(1, 0, 3);
        network.InputLayer.GetBiases().Should().BeEmpty();
        network.InputLayer.Invoking(l => l.SetBiases(1, 2)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Freezing_a_layer_freezes_its_biases_and_what_leads_to_it()
    {
        Network network = Given.Small();
        network.Node("h2").HasBias = false;
        network.Disconnect("x1", "h3");
        network.HiddenLayers[0].Freeze();

        network.Node("h1").IsBiasFrozen.Should().BeTrue();
        network.Connection("x2", "h3").IsFrozen.Should().BeTrue();
        network.Connection("h1", "y1").IsFrozen.Should().BeFalse();
        network.Node("y1").IsBiasFrozen.Should().BeFalse();
        network.Node("h2").HasBias.Should().BeFalse();
        network.Connections.Should().HaveCount(5 + 3);

        network.HiddenLayers[0].Unfreeze();
        network.Connections.Should().OnlyContain(c => !c.IsFrozen);
        network.Node("h1").IsBiasFrozen.Should().BeFalse();
    }

    [Fact]
    public void The_input_layer_has_nothing_to_set()
    {
        Layer input = Given.Small().InputLayer;

        input.Invoking(l => l.Freeze()).Should().Throw<InvalidOperationException>();
        input.Invoking(l => l.Activation = new Tanh()).Should().Throw<InvalidOperationException>();
        input.Invoking(l => l.SetLayerActivation(new Softmax())).Should().Throw<InvalidOperationException>();
        input.Activation.Should().BeNull();
    }

    [Fact]
    public void A_layer_can_change_over_to_softmax_and_back()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Identity(), weights: new Constant(1)).Build(seed: 0);

        network.OutputLayer.SetLayerActivation(new Softmax());
        network.Predict([3]).Should().Equal(0.5, 0.5);
        network.OutputLayer.Activation.Should().BeNull();

        network.OutputLayer.Activation = new Identity();
        network.Predict([3]).Should().Equal(3, 3);
        network.OutputLayer.LayerActivation.Should().BeNull();
        network.OutputLayer.Invoking(l => l.Activation = null).Should().Throw<ArgumentNullException>();
        network.OutputLayer.Invoking(l => l.SetLayerActivation(null!)).Should().Throw<ArgumentNullException>().WithParameterName("activation");
    }

    [Fact]
    public void Text_of_layers_blocks_and_networks()
    {
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer([new Sigmoid(), new ReLU(), new Sigmoid(), new LeakyReLU(0.1)])
            .AddLayer(1, new Sigmoid())
            .Build(seed: 0);

        network.InputLayer.ToString().Should().Be("input: 3 nodes");
        network.HiddenLayers[0].ToString().Should().Be("hidden 1: 4 nodes, sigmoid, relu, leaky_relu(0.1)");
        network.OutputLayer.ToString().Should().Be("output: 1 node, sigmoid");
        network.HiddenLayers[0].Incoming[0].ToString().Should().Be("input → hidden 1, 12 connections");
        network.ToString().Should().Be("3-4-1 network: sigmoid, relu, leaky_relu(0.1); sigmoid; 21 parameters");
    }

    [Fact]
    public void Layers_of_up_to_8_nodes_take_up_rows_of_8_numbers_larger_ones_of_16()
    {
        // The inputs do not count: no row of weights is as long as they are many.
        StridesOf([20, 8, 2]).Should().Equal(24, 8, 8);
        StridesOf([3, 9, 2]).Should().Equal(16, 16, 16);
        StridesOf([3, 2, 17]).Should().Equal(16, 16, 32);

        static IEnumerable<int> StridesOf(int[] counts)
        {
            var builder = new NetworkBuilder(counts[0]);
            foreach (int count in counts[1..])
                builder.AddLayer(count, new Tanh());
            return builder.Build(seed: 0).Layers.Select(layer => layer.Stride);
        }
    }

    [Fact]
    public void A_summary_is_a_table_of_the_layers()
    {
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(4, new Sigmoid())
            .AddLayer(12, new ReLU(), bias: false)
            .AddLayer(2, new Softmax(), from: [0, 2])
            .Build(seed: 0);

        Lines(network.Summary()).Should().Equal(
            "layer     nodes  activation  fed by            weights  biases",
            "input         3",
            "hidden 1      4  sigmoid     input                  12       4",
            "hidden 2     12  relu        hidden 1               48       0",
            "output        2  softmax     input + hidden 2       30       2",
            "96 parameters");

        network.Disconnect("x1", "h1");
        network.OutputLayer.Freeze();
        Lines(network.Summary()).Should().Equal(
            "layer     nodes  activation  fed by            weights  biases",
            "input         3",
            "hidden 1      4  sigmoid     input (sparse)         11       4",
            "hidden 2     12  relu        hidden 1               48       0",
            "output        2  softmax     input + hidden 2       30       2",
            "95 parameters, 32 of them frozen");
    }

    [Fact]
    public void A_block_counts_its_connections()
    {
        Network network = Given.Small();
        ConnectionBlock block = network.HiddenLayers[0].Incoming[0];
        block.Count.Should().Be(6);
        block.IsDense.Should().BeTrue();

        network.Disconnect("x1", "h1");

        block.Count.Should().Be(5);
        block.IsDense.Should().BeFalse();
        network.InputLayer.Outgoing.Should().Equal(block);
    }

    private static string[] Lines(string text) => text.Split('\n');
}
