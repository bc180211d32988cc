using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Verification;

namespace NodeNet.Tests;

/// <summary>A backward pass without a step: every node shows its δ, and nothing is learned.</summary>
public class BackwardTests
{
    private static Network Classifier() => new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(2, new Softmax()).Build(seed: 4);

    [Fact]
    public void On_a_line_delta_is_twice_the_error()
    {
        Network line = Given.Line();
        line.Forward([3]); // ŷ = 2 · 3 + 1 = 7

        double loss = line.Backward(new SumOfSquaredErrors(), [5]);

        loss.Should().Be(4); // (5 − 7)²
        line.Node("y1").Delta.Should().Be(-4); // 2 · (5 − 7) · 1
        line.Node("y1").NetInput.Should().Be(7);
        line.Connection("x1", "y1").Weight.Should().Be(2, "nothing is learned");
    }

    [Fact]
    public void Deltas_and_loss_are_those_of_a_step_to_the_bit()
    {
        Network network = Given.Small();
        Network learner = Given.Small();
        double ofStep = Given.Trainer(learner, 0.1).Step([0.3, 0.4], [1]);

        network.Forward([0.3, 0.4]);
        double loss = network.Backward(new SumOfSquaredErrors(), [1]);

        loss.Should().Be(ofStep);
        network.HasDeltas.Should().BeTrue();
        foreach (string node in new[] { "h1", "h2", "h3", "y1" })
            network.Node(node).Delta.Should().Be(learner.Node(node).Delta);
        network.HasSameParametersAs(Given.Small()).Should().BeTrue();
    }

    [Fact]
    public void Delta_is_minus_the_slope_of_the_loss_along_the_bias()
    {
        Network network = Classifier();
        network.Forward([0.3, -0.4]);
        double loss = network.Backward(new CrossEntropy(), [0, 1]);

        Gradients gradients = Gradients.Of(network, new CrossEntropy(), DataSet.From([[0.3, -0.4]], [[0, 1]]));
        loss.Should().Be(gradients.Loss);
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
            node.Delta.Should().Be(-gradients.OfBias(node));
    }

    [Fact]
    public void Another_loss_can_follow_on_the_same_forward_pass()
    {
        Network line = Given.Line();
        line.Forward([3]);

        line.Backward(new SumOfSquaredErrors(), [5]);
        line.Backward(new HalfSumOfSquaredErrors(), [5]).Should().Be(2);

        line.Node("y1").Delta.Should().Be(-2);
    }

    [Fact]
    public void It_needs_a_forward_pass_with_the_weights_as_they_are()
    {
        Network network = Given.Small();
        Action backward = () => network.Backward(new SumOfSquaredErrors(), [1]);

        backward.Should().Throw<InvalidOperationException>().WithMessage("*call Forward first*");
        network.Forward([0.3, 0.4]);
        network.Node("y1").Bias = 0.5;
        backward.Should().Throw<InvalidOperationException>("a bias has changed");
        Given.Trainer(network, 0.1).Step([0.3, 0.4], [1]);
        network.HasActivations.Should().BeTrue();
        backward.Should().Throw<InvalidOperationException>("the activations of a step belong to the weights before it");
        network.Node("y1").Delta.Should().NotBe(0, "what the step shows stays");
        network.Forward([0.3, 0.4]);
        backward.Should().NotThrow();
    }

    [Fact]
    public void A_new_forward_pass_takes_the_deltas_away()
    {
        Network network = Given.Small();
        network.Forward([0.3, 0.4]);
        network.Backward(new SumOfSquaredErrors(), [1]);

        network.Forward([0.3, 0.4]);

        network.HasDeltas.Should().BeFalse();
        network.Invoking(n => n.Node("h1").Delta).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Targets_must_fit_and_a_loss_that_throws_leaves_no_deltas()
    {
        Network network = Given.Small();
        network.Forward([0.3, 0.4]);
        network.Backward(new SumOfSquaredErrors(), [1]);

        network.Invoking(n => n.Backward(new SumOfSquaredErrors(), [1, 2])).Should().Throw<ArgumentException>().WithParameterName("targets");
        network.Invoking(n => n.Backward(new SumOfSquaredErrors(), [double.NaN])).Should().Throw<ArgumentException>().WithParameterName("targets");
        network.HasDeltas.Should().BeTrue();
        var broken = new WatchedLoss(_ => throw new UserTroubleException());
        network.Invoking(n => n.Backward(broken, [1])).Should().Throw<UserTroubleException>();
        network.HasDeltas.Should().BeFalse();
        network.HasActivations.Should().BeTrue();
    }

    [Fact]
    public void Inside_a_step_or_a_forward_pass_it_is_refused()
    {
        Network network = Given.Small();
        var nested = new WatchedLoss(_ => network.Backward(new SumOfSquaredErrors(), [1]));

        network.Forward([0.3, 0.4]);
        network.Invoking(n => n.Backward(nested, [1])).Should().Throw<InvalidOperationException>().WithMessage("Forward and Backward cannot run inside*");
    }

    [Fact]
    public void The_structure_has_a_version_that_grows_with_it_and_not_with_its_numbers()
    {
        Network network = Given.Small();
        var changes = new (string What, Action Change, bool IsOfStructure)[]
        {
            ("a weight", () => network.Connection("x1", "h1").Weight = 3, false),
            ("a step", () => Given.Trainer(network, 0.1).Step([1, 2], [1]), false),
            ("freezing", () => network.Connection("x1", "h1").IsFrozen = true, true),
            ("freezing what is frozen", () => network.Connection("x1", "h1").IsFrozen = true, false),
            ("disconnecting", () => network.Disconnect("x1", "h1"), true),
            ("connecting", () => network.Connect("x1", "y1", 1), true),
            ("a bias that goes", () => network.Node("h1").HasBias = false, true),
            ("an activation function", () => network.Node("h1").ActivationFunction = new ReLU(), true),
            ("a layer's activation function", () => network.HiddenLayers[0].SetLayerActivation(new Softmax()), true),
        };
        foreach ((string what, Action change, bool isOfStructure) in changes)
        {
            long before = network.StructureVersion;
            change();
            (network.StructureVersion > before).Should().Be(isOfStructure, what);
        }
    }

    [Fact]
    public void Nodes_and_layers_say_the_names_of_their_activation_functions()
    {
        Network network = Classifier();
        network.Node("h2").ActivationFunction = new ReLU();

        network.Node("x1").ActivationName.Should().BeEmpty();
        network.Node("h1").ActivationName.Should().Be("tanh");
        network.Node("h2").ActivationName.Should().Be("relu");
        network.Node("y1").ActivationName.Should().Be("softmax", "it is the whole layer's");
        network.Layers.Select(layer => layer.ActivationName).Should().Equal("", "tanh, relu", "softmax");
    }
}
