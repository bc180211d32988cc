using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests;

/// <summary>What a node shows always belongs to the network as it is; otherwise it says so.</summary>
public class NeverStaleTests
{
    private static readonly DataSet _data = Given.Xor();

    private static readonly Dictionary<string, Action<Network>> _changes = new()
    {
        ["a weight is assigned"] = n => n.Connection("x1", "h1").Weight = 0.5,
        ["a weight is assigned what it was"] = n => n.Connection("x1", "h1").Weight += 0.0,
        ["a bias is assigned"] = n => n.Node("y1").Bias = 0.5,
        ["a bias is taken away"] = n => n.Node("h1").HasBias = false,
        ["a node gets an activation function"] = n => n.Node("h1").ActivationFunction = new ReLU(),
        ["a layer gets an activation function"] = n => n.OutputLayer.Activation = new Identity(),
        ["a layer gets a layer's activation function"] = n => n.HiddenLayers[0].SetLayerActivation(new Softmax()),
        ["SetWeights"] = n => n.HiddenLayers[0].SetWeights([[1, 2], [3, 4], [5, 6]]),
        ["SetBiases"] = n => n.HiddenLayers[0].SetBiases(1, 2, 3),
        ["Connect in a new block"] = n => n.Connect("x1", "y1", 1),
        ["Connect in an old block"] = n => { n.Disconnect("x1", "h1"); n.Forward([1, 2]); n.Connect("x1", "h1", 1); },
        ["Disconnect"] = n => n.Disconnect("x1", "h1"),
        ["Prune"] = n => n.Prune(c => c.Target.Name == "h1"),
        ["CopyParametersFrom"] = n => n.CopyParametersFrom(Given.Small(seed: 9)),
        ["Step on a batch"] = n => Given.Trainer(n, 0.1).Step(_data),
        ["Step on a batch with learning rate 0"] = n => Given.Trainer(n, 0.0).Step(_data),
        ["Train"] = n => Given.Trainer(n, 0.1).Train(_data),
        ["Train with KeepBest"] = n => new Trainer(n, new SumOfSquaredErrors(), new TrainerOptions { KeepBest = true, Epochs = 2 }).Train(_data),
        ["Train until it diverges"] = n => { n.OutputLayer.Activation = new Identity(); n.Forward([1, 2]); Given.Trainer(n, 1e200).Train(_data); },
    };

    private static readonly Dictionary<string, Action<Network>> _looks = new()
    {
        ["Predict"] = n => n.Predict([0.3, 0.4]),
        ["Predict into a span"] = n => n.Predict([0.3, 0.4], new double[1]),
        ["Predict rows"] = n => n.Predict(_data.Inputs),
        ["PredictClass"] = n => n.PredictClass([0.3, 0.4]),
        ["freezing a weight"] = n => n.Connection("x1", "h1").IsFrozen = true,
        ["freezing a bias"] = n => n.Node("h1").IsBiasFrozen = true,
        ["freezing a layer"] = n => n.HiddenLayers[0].Freeze(),
        ["unfreezing a layer"] = n => n.HiddenLayers[0].Unfreeze(),
        ["labels"] = n => n.Node("h1").Label = "label",
        ["Evaluate"] = n => new Trainer(n, new SumOfSquaredErrors()).Evaluate(_data),
        ["ConfusionMatrix"] = n => ConfusionMatrix.Of(n, _data),
        ["RegressionErrors"] = n => RegressionErrors.Of(n, _data),
        ["Gradients"] = n => Gradients.Of(n, new SumOfSquaredErrors(), _data),
        ["GradientCheck"] = n => GradientCheck.Run(n, new SumOfSquaredErrors(), [1, 2], [1]),
        ["Preview"] = n => Given.Trainer(n, 0.1).Preview([1, 2], [1], new Unconcerned()),
        ["Clone"] = n => n.Clone().Forward([5, 5]),
        ["comparing"] = n => n.HasSameParametersAs(Given.Small(seed: 9)),
        ["Summary"] = n => n.Summary(),
        ["reading weights"] = n => n.HiddenLayers[0].GetWeights(),
        ["a wrong call of Forward"] = n => n.Invoking(m => m.Forward([1])).Should().Throw<ArgumentException>(),
        ["a wrong call of Step"] = n => Given.Trainer(n, 0.1).Invoking(t => t.Step([1, 2], [double.NaN])).Should().Throw<ArgumentException>(),
        ["a rule that picks nothing"] = n => n.Prune(_ => false),
        ["HasBias as it is"] = n => n.Node("h1").HasBias = true,
    };

    public static TheoryData<string> Changes => [.. _changes.Keys];

    public static TheoryData<string> Looks => [.. _looks.Keys];

    [Fact]
    public void The_lists_are_not_empty()
    {
        Changes.Should().NotBeEmpty();
        Looks.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void After_a_change_nodes_refuse_to_show_numbers_of_before(string change)
    {
        Network network = Given.Small();
        Given.Trainer(network, 0.1).Step([1, 2], [1]);
        ReadAll(network.Node("h1"));

        _changes[change](network);

        network.Node("h1")
            .Invoking(n => n.NetInput)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("h1's net input belongs to an earlier state of the network, which was changed since: call Forward again.");
        network.Node("h1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>().WithMessage("h1's activation belongs to an earlier state*");
        network.Node("x1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>().WithMessage("x1's activation belongs to an earlier state*");
        network.Node("h1").Invoking(n => n.Delta).Should().Throw<InvalidOperationException>().WithMessage("h1*δ*step*");
        network.Node("h1").ToString().Should().NotContain("net input").And.NotContain("δ");
        network.HasActivations.Should().BeFalse();
        network.HasDeltas.Should().BeFalse();
    }

    [Fact]
    public void The_network_says_what_its_nodes_can_show()
    {
        Network network = Given.Small();
        (network.HasActivations, network.HasDeltas).Should().Be((false, false), "there was no pass yet");

        network.Forward([1, 2]);
        (network.HasActivations, network.HasDeltas).Should().Be((true, false), "a forward pass computes no δ");

        Given.Trainer(network, 0.1).Step([1, 2], [1]);
        (network.HasActivations, network.HasDeltas).Should().Be((true, true));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void After_a_change_and_a_new_pass_nodes_show_the_new_numbers(string change)
    {
        Network network = Given.Small();
        network.Forward([1, 2]);
        _changes[change](network);

        double[] outputs = network.Forward([1, 2]);

        outputs.ShouldAgreeWith(network.Predict([1, 2]));
        network.Node("y1").Activation.Should().Be(outputs[0]);
        double netInput = network.Node("h2").Bias + network.Node("h2").Incoming.Sum(c => c.Weight * c.Source.Activation);
        network.Node("h2").NetInput.Should().BeApproximately(netInput, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void What_changes_no_number_leaves_nodes_showing_theirs(string look)
    {
        Network network = Given.Small();
        Given.Trainer(network, 0.1).Step([1, 2], [1]);
        var before = ReadAll(network.Node("h1"));

        _looks[look](network);

        ReadAll(network.Node("h1")).Should().Be(before);
        network.Node("x1").Activation.Should().Be(1);
    }

    [Fact]
    public void Before_the_first_pass_nodes_say_what_to_do()
    {
        Network network = Given.Small();

        network.Node("h1")
            .Invoking(n => n.NetInput)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("h1 has no net input to show: call Forward or take a training step on one example first.");
        network.Node("x1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>().WithMessage("x1 has no activation to show*");
        network.Node("h1")
            .Invoking(n => n.Delta)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("h1 has no δ to show: δ is computed by a training step on one example, or by Backward.");
    }

    [Fact]
    public void After_a_change_a_node_says_that_its_delta_is_of_before()
    {
        Network network = Given.Small();
        Given.Trainer(network, 0.1).Step([1, 2], [1]);
        network.Node("h1").Bias = 2;
        network.Node("h1").Invoking(n => n.Delta).Should().Throw<InvalidOperationException>()
            .WithMessage("h1's δ belongs to an earlier state of the network, which was changed since: take another step, or call Forward and Backward.");
    }

    [Fact]
    public void A_step_shows_its_own_numbers_those_from_before_the_weights_changed()
    {
        Network network = Given.Line();
        Given.Trainer(network, learningRate: 0.1).Step([3], [10]);

        Node y1 = network.Node("y1");
        y1.NetInput.Should().Be(2 * 3 + 1);
        y1.Activation.Should().Be(7);
        y1.Delta.Should().Be(2 * (10 - 7));
        network.Predict([3])[0].Should().NotBe(7, "the weights have changed");
    }

    [Fact]
    public void A_step_by_another_trainer_replaces_what_the_first_showed()
    {
        Network network = Given.Line();
        Given.Trainer(network, learningRate: 0.1).Step([3], [10]); // now w = 3.8, b = 1.6
        Given.Trainer(network, learningRate: 0.0).Step([1], [1]);

        network.Node("x1").Activation.Should().Be(1);
        network.Node("y1").NetInput.Should().BeApproximately(3.8 + 1.6, 1e-14);
        network.Node("y1").Delta.Should().BeApproximately(2 * (1 - 5.4), 1e-14);
    }

    [Fact]
    public void Forward_clears_the_deltas_of_an_earlier_step()
    {
        Network network = Given.Small();
        Given.Trainer(network, 0.1).Step([1, 2], [1]);

        network.Forward([1, 2]);

        network.Node("h1").Invoking(n => n.Delta).Should().Throw<InvalidOperationException>().WithMessage("h1 has no δ to show*");
    }

    [Fact]
    public void A_pass_that_fails_half_way_leaves_nothing_to_read()
    {
        Network network = Given.Line();
        network.Forward([3]);
        bool fails = false;
        network.Node("y1").ActivationFunction = new Probe(_ => { if (fails) throw new UserTroubleException(); });
        network.Forward([3]);

        fails = true;
        network.Invoking(n => n.Forward([4])).Should().ThrowExactly<UserTroubleException>();

        network.Node("x1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>("it would be the 4 of a pass that never ended");
        network.Node("y1").Invoking(n => n.NetInput).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void So_does_the_first_pass_of_a_new_network()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(_ => throw new UserTroubleException())).Build(seed: 1);
        network.Invoking(n => n.Forward([4])).Should().ThrowExactly<UserTroubleException>();
        network.Node("x1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>().WithMessage("x1 has no activation to show*");
    }

    [Fact]
    public void A_step_that_fails_leaves_nothing_to_read()
    {
        Network network = Given.Line();
        network.Forward([3]);

        Given.Trainer(network, 0.1).Invoking(t => t.Step([1e200], [1])).Should().Throw<NotFiniteNumberException>();

        network.Node("y1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_clone_shows_nothing_yet()
    {
        Network network = Given.Small();
        network.Forward([1, 2]);

        network.Clone().Node("h1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>().WithMessage("h1 has no activation to show*");
    }

    private static (double NetInput, double Activation, double Delta) ReadAll(Node node) => (node.NetInput, node.Activation, node.Delta);
}
