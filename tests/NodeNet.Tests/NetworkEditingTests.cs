using NodeNet.Activations;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests;

public class NetworkEditingTests
{
    [Fact]
    public void A_connection_can_be_taken_away_and_is_then_not_used()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Identity(), weights: new Constant(3), bias: false).Build(seed: 0);

        network.Disconnect("x1", "y1");

        network.Predict([100, 1]).Should().Equal(3);
        network.Node("y1").Incoming.Select(c => c.Name).Should().Equal("x2→y1");
        network.OutputLayer.GetWeights()[0].Should().Equal(0, 3);
        network.ParameterCount.Should().Be(1);
    }

    [Fact]
    public void A_skip_connection_can_be_added_where_the_layers_had_no_connections_at_all()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(1, new Identity(), weights: new Constant(1), bias: false)
            .AddLayer(1, new Identity(), weights: new Constant(1), bias: false)
            .Build(seed: 0);

        Connection skip = network.Connect("x2", "y1", weight: 10);

        skip.Weight.Should().Be(10);
        network.Predict([1, 2]).Should().Equal(1 + 2 + 10 * 2);
        network.OutputLayer.GetWeights(from: 0)[0].Should().Equal(0, 10);
        network.OutputLayer.Incoming.Select(block => block.ToString()).Should().Equal("input → output, 1 connection", "hidden 1 → output, 1 connection");
        network.ParameterCount.Should().Be(2 + 1 + 1);
    }

    [Fact]
    public void A_network_with_connections_added_later_equals_one_built_that_way()
    {
        NetworkBuilder Begin() => new NetworkBuilder(inputs: 3).AddLayer(4, new Tanh()).AddLayer(2, new Tanh());
        Network built = Begin().AddLayer(2, new Sigmoid(), from: [0, 1, 2]).Build(seed: 1);
        Network edited = Begin().AddLayer(2, new Sigmoid()).Build(seed: 2);
        foreach (Node source in edited.Layers[1].Nodes.Concat(edited.Layers[0].Nodes)) // not in the order of building
        {
            foreach (Node target in edited.OutputLayer.Nodes)
                edited.Connect(source.Name, target.Name, weight: 0);
        }

        edited.CopyParametersFrom(built);

        edited.HasSameParametersAs(built).Should().BeTrue();
        edited.Summary().Should().Be(built.Summary());
        Train(edited);
        Train(built);
        edited.FirstParameterDifference(built).Should().BeNull("the order of the sums is the same, too");

        static void Train(Network network)
        {
            var options = new TrainerOptions { Optimizer = new Adam(), L2 = 0.01, ClipNorm = 0.5 };
            var trainer = new Trainer(network, new SumOfSquaredErrors(), options);
            for (int i = 0; i < 20; i++)
                trainer.Step([0.1 * i, -0.2, 0.3], [0, 1]);
        }
    }

    [Fact]
    public void Every_connection_is_where_it_was_after_a_block_was_added()
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(9, new Tanh()).AddLayer(2, new Sigmoid()).Build(seed: 1);
        network.Node("h9").HasBias = false;
        network.Connection("h9", "y2").IsFrozen = true;
        network.Disconnect("x1", "h1");
        Network before = network.Clone();

        network.Connect("x1", "y1", weight: 1);
        network.Disconnect("x1", "y1");

        network.HasSameParametersAs(before).Should().BeTrue();
        network.Connection("h9", "y2").IsFrozen.Should().BeTrue();
        network.Node("h9").HasBias.Should().BeFalse();
        network.Connections.Where(c => c.IsFrozen).Should().ContainSingle();
    }

    [Fact]
    public void Connections_are_pruned_by_a_rule()
    {
        Network network = Given.Small();
        network.HiddenLayers[0].SetWeights([[0.001, -0.5], [0.5, -0.001], [0.009, 0.011]]);
        network.OutputLayer.SetWeights([[1, 2, 3]]);

        int removed = network.Prune(c => Math.Abs(c.Weight) < 0.01);

        removed.Should().Be(3);
        network.HiddenLayers[0].GetWeights().Should().BeEquivalentTo(new double[][] { [0, -0.5], [0.5, 0], [0, 0.011] }, o => o.WithStrictOrdering());
        network.Connections.Should().HaveCount(3 + 3);
        network.Prune(c => Math.Abs(c.Weight) < 0.01).Should().Be(0);
        network.Invoking(n => n.Prune(null!)).Should().Throw<ArgumentNullException>().WithParameterName("rule");
    }

    [Fact]
    public void A_pruning_rule_that_fails_removes_nothing()
    {
        Network network = Given.Small();
        network.Invoking(n => n.Prune(c => c.Name == "x2→h2" ? throw new UserTroubleException() : true)).Should().ThrowExactly<UserTroubleException>();
        network.Connections.Should().HaveCount(9);
    }

    [Fact]
    public void A_pruned_network_equals_one_with_zeros_there_as_long_as_nothing_is_trained()
    {
        Network pruned = Given.Small();
        Network zeroed = Given.Small();
        pruned.Disconnect("x1", "h2");
        zeroed.Connection("x1", "h2").Weight = 0;

        pruned.Predict([0.3, -0.7]).Should().Equal(zeroed.Predict([0.3, -0.7]));
    }

    [Fact]
    public void Wrong_connections_are_refused_and_nothing_changes()
    {
        Network network = Given.Small();
        Network before = network.Clone();

        network
            .Invoking(n => n.Connect("x1", "h1", 1))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x1 is already connected to h1; set the connection's weight instead.*");
        network
            .Invoking(n => n.Connect("h1", "h2", 1))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("h1 (hidden 1) cannot lead to h2 (hidden 1): connections lead to later layers.*");
        network.Invoking(n => n.Connect("y1", "x1", 1)).Should().Throw<ArgumentException>().WithMessage("y1 (output) cannot lead to x1 (input)*");
        network.Invoking(n => n.Connect("x1", "nobody", 1)).Should().Throw<ArgumentException>().WithMessage("No node is called \"nobody\"*");
        network
            .Invoking(n => n.Connect("x1", "y1", double.NaN))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("weight is NaN; it must be a finite number.*")
            .WithParameterName("weight");
        network.Invoking(n => n.Disconnect("x1", "y1")).Should().Throw<ArgumentException>().WithMessage("x1 is not connected to y1*");
        network.Disconnect("x1", "h1");
        network
            .Invoking(n => n.Disconnect("x1", "h1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x1 is not connected to h1; connections lead to it from x2.*");
        network.Connect("x1", "h1", before.Connection("x1", "h1").Weight);

        network.HasSameParametersAs(before).Should().BeTrue();
        network.OutputLayer.Incoming.Should().HaveCount(1, "no block was added for a connection that was refused");
    }

    [Fact]
    public void Structure_and_trained_numbers_survive_cloning()
    {
        Network network = new NetworkBuilder("height", "width")
            .AddLayer([new Tanh(), new ReLU(), new Sigmoid()])
            .AddLayer(2, new Softmax(), bias: false)
            .LabelOutputs("cat", "dog")
            .Build(seed: 1);
        network.Connect("x1", "y2", weight: 0.5).IsFrozen = true;
        network.Disconnect("x2", "h1");
        network.Node("h2").IsBiasFrozen = true;
        network.Node("h3").HasBias = false;
        network.Node("h3").ActivationFunction = new ELU(0.5);

        Network clone = network.Clone();

        clone.HasSameParametersAs(network).Should().BeTrue();
        clone.Summary().Should().Be(network.Summary());
        clone.ToString().Should().Be(network.ToString());
        clone.Connection("x1", "y2").IsFrozen.Should().BeTrue();
        clone.Connections.Count(c => c.IsFrozen).Should().Be(1);
        clone.Node("h2").IsBiasFrozen.Should().BeTrue();
        clone.Node("h3").HasBias.Should().BeFalse();
        clone.Node("h3").ActivationFunction!.Name.Should().Be("elu(0.5)");
        clone.Node("dog").Name.Should().Be("y2");
        clone.Predict([1, 2]).Should().Equal(network.Predict([1, 2]));
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        Network network = Given.Small();
        Network clone = network.Clone();

        clone.Connection("x1", "h1").Weight = 99;
        clone.Disconnect("x2", "h2");
        clone.Node("h1").ActivationFunction = new ReLU();
        clone.Node("h1").Label = "mine";
        clone.Node("h1").IsBiasFrozen = true;

        network.HasSameParametersAs(Given.Small()).Should().BeTrue();
        network.Node("h1").ActivationFunction.Should().BeOfType<Tanh>();
        network.Node("h1").Label.Should().BeNull();
        network.Node("h1").IsBiasFrozen.Should().BeFalse();
    }

    [Fact]
    public void A_trainer_made_before_a_connection_learns_it_too()
    {
        Network network = Given.Small();
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Optimizer = new Adam() });
        trainer.Step([1, 2], [1]);
        Connection skip = network.Connect("x1", "y1", weight: 0.5);

        trainer.Step([1, 2], [1]);
        trainer.Train(Given.Xor());

        skip.Weight.Should().NotBe(0.5);
    }

    [Fact]
    public void A_connection_made_again_starts_with_an_empty_memory_and_the_others_keep_theirs()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Identity(), weights: Constant.Zero, bias: false).Build(seed: 0);
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(0.5) });

        trainer.Step([1, 1], [1]); // δ = 1, both velocities become 1, both weights 0.1
        network.Disconnect("x1", "y1");
        network.Connect("x1", "y1", weight: 0.1);
        trainer.Step([1, 1], [1]); // δ = 1 − 0.2 = 0.8

        network.Connection("x1", "y1").Weight.Should().BeApproximately(0.1 + 0.1 * 0.8, 1e-15);
        network.Connection("x2", "y1").Weight.Should().BeApproximately(0.1 + 0.1 * (0.5 * 1 + 0.8), 1e-15);
    }

    [Fact]
    public void A_bias_given_back_starts_with_an_empty_memory()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), weights: Constant.Zero).Build(seed: 0);
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(0.5) });

        trainer.Step([0], [1]); // the bias becomes 0.1, its velocity 1
        network.Node("y1").HasBias = false;
        network.Node("y1").HasBias = true;
        trainer.Step([0], [1]); // δ = 1 again

        network.Node("y1").Bias.Should().BeApproximately(0.1, 1e-15, "and not 0.1 · (0.5 + 1)");
    }

    [Fact]
    public void A_frozen_connection_keeps_its_memory()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), weights: Constant.Zero, bias: false).Build(seed: 0);
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(0.5) });
        Connection connection = network.Connection("x1", "y1");

        trainer.Step([1], [1]); // velocity 1, weight 0.1
        connection.IsFrozen = true;
        trainer.Step([1], [1]);
        connection.Weight.Should().Be(0.1);
        connection.IsFrozen = false;
        trainer.Step([1], [1]); // velocity 0.5 · 1 + 0.9

        connection.Weight.Should().BeApproximately(0.1 + 0.1 * 1.4, 1e-15);
    }

    [Fact]
    public void A_block_with_no_room_is_refused_and_leaves_the_network_as_it_was()
    {
        // 50 000 · 50 000 weights are more than an array can hold.
        Network network = new NetworkBuilder(inputs: 50_000).AddLayer(1, new Identity()).AddLayer(50_000, new Identity(), bias: false).Build(seed: 0);
        Network before = network.Clone();

        network.Invoking(n => n.Connect("x1", "y1", weight: 1))
            .Should().Throw<InvalidOperationException>().WithMessage("There is no room for connections from input*the limit is 2147483527.");

        network.HasSameParametersAs(before).Should().BeTrue();
        network.OutputLayer.Incoming.Should().ContainSingle();
        network.Invoking(n => n.Connect("h1", "y1", weight: 1)).Should().Throw<ArgumentException>().WithMessage("h1 is already connected to y1*");
    }

    [Fact]
    public void Predictions_follow_a_block_that_was_added_after_the_first()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        network.Connection("x1", "h1").Weight = 2;
        network.Connection("h1", "y1").Weight = 3;
        network.Predict([1]).Should().Equal(6);

        network.Connect("x1", "y1", weight: 10);

        network.Predict([1]).Should().Equal(16);
        network.Predict(NodeNet.Data.Rows.From([[1], [2]])).ToArrays().SelectMany(row => row).Should().Equal(16, 32);
        network.Forward([1]).Should().Equal(16);
    }

    [Fact]
    public void A_parameter_is_named_in_layers_that_fill_their_rows_too()
    {
        // 8 biases, then at once the 8 weights that leave x1: no padding in between.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(8, new Identity()).Build(seed: 0);
        int first = network.OutputLayer.BiasStart;
        Enumerable.Range(first, 16).Select(network.NameOfParameter).Should().Equal(
            Enumerable.Range(1, 8).Select(i => $"b_y{i}").Concat(Enumerable.Range(1, 8).Select(i => $"x1→y{i}")));
    }
}
