using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Persistence;
using NodeNet.Tests.Persistence;

namespace NodeNet.Tests;

/// <summary>Parts of one's own are saved and loaded by the name under which they are registered.</summary>
public class RegistrationTests
{
    [Fact]
    public void A_network_with_a_function_of_ones_own_is_loaded_once_that_is_registered()
    {
        Network network = Given.Small();
        network.HiddenLayers[0].Activation = new MySwish("test_swish", 1.5);

        network.Invoking(ModelText.Of).Should().Throw<InvalidOperationException>().WithMessage(
            "The network cannot be saved: the activation function of h1 is *MySwish, called \"test_swish(1.5)\", which is not registered, so that the file "
                + "could not be loaded. " +
            "A part of your own is found by name after Catalogue.Activations.Register(\"test_swish\", () => new …()).");

        Catalogue.Activations.Register("test_swish", 0, 1, p => new MySwish("test_swish", p.Count > 0 ? p[0] : 1.0));
        Network again = ModelText.LoadNetwork(ModelText.Of(network));

        again.ShouldBeIdenticalTo(network);
        ((MySwish)again.Node("h2").ActivationFunction!).Beta.Should().Be(1.5);
        Catalogue.Activations.RegisteredNames.Should().Contain("test_swish");
        Catalogue.Activations.Contains("test_swish").Should().BeTrue();
        Catalogue.Activations.Names.Should().NotContain("test_swish", "these are NodeNet's own");
    }

    [Fact]
    public void A_file_that_names_what_is_not_registered_says_so_and_how_to_register()
    {
        string text = ModelText.Of(Given.Small()).Replace("\"tanh\"", "\"their_swish(2)\"");
        FluentActions.Invoking(() => ModelText.LoadNetwork(text)).Should().Throw<ModelFileException>().WithMessage(
            "line *, $.network.layers[0].activation: No activation function is called \"their_swish\"; there are identity, sigmoid, *. " +
            "A part of your own is found by name after Catalogue.Activations.Register(\"their_swish\", () => new …()).");

        string loss = ModelText.Of(ModelText.WithEverything()).Replace("\"cross_entropy\"", "\"their_loss\"");
        FluentActions.Invoking(() => ModelText.LoadModel(loss)).Should().Throw<ModelFileException>()
            .WithMessage("line *, $.loss: No loss is called \"their_loss\"; *Catalogue.Losses.Register(\"their_loss\", *");

        string whole = ModelText.Of(ModelText.WithEverything()).Replace("\"softmax\"", "\"their_max\"");
        FluentActions.Invoking(() => ModelText.LoadModel(whole)).Should().Throw<ModelFileException>()
            .WithMessage("line *, $.network.layers[1].layerActivation: *Catalogue.LayerActivations.Register(\"their_max\", *");
    }

    [Fact]
    public void A_loss_and_a_whole_layers_function_of_ones_own_are_saved_too()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new TestMax()).Build(seed: 1);
        var model = new Model(network) { Loss = new TestLoss() };
        model
            .Invoking(ModelText.Of)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The network cannot be saved: the activation function of output is *TestMax, called \"test_max\", which is not registered*");

        Catalogue.LayerActivations.Register("test_max", () => new TestMax());
        model
            .Invoking(ModelText.Of)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The model cannot be saved: its loss is *TestLoss, called \"test_loss\", which is not registered*");

        Catalogue.Losses.Register("test_loss", () => new TestLoss());
        Model again = ModelText.LoadModel(ModelText.Of(model));
        again.Loss.Should().BeOfType<TestLoss>();
        again.Network.OutputLayer.LayerActivation.Should().BeOfType<TestMax>();
    }

    [Fact]
    public void What_calls_itself_as_another_part_is_called_is_not_saved_as_that()
    {
        Network network = Given.Line();
        network.Node("y1").ActivationFunction = new MySwish("sigmoid", null);
        network.Invoking(ModelText.Of).Should().Throw<InvalidOperationException>()
            .WithMessage(
                "*y1 is *MySwish, but \"sigmoid\" in Catalogue.Activations makes NodeNet.Activations.Sigmoid. Give it a name of its own and register that.");

        network.Node("y1").ActivationFunction = new MySwish("leaky_relu", double.NaN);
        network.Invoking(ModelText.Of).Should().Throw<InvalidOperationException>()
            .WithMessage("*called \"leaky_relu(NaN)\", but from that Catalogue.Activations cannot make it: leak is NaN; it must be a finite number.*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Swish")]
    [InlineData("1swish")]
    [InlineData("_swish")]
    [InlineData("my swish")]
    [InlineData("my-swish")]
    [InlineData("swish(1)")]
    [InlineData("größe")]
    [InlineData("a0123456789012345678901234567890123456789012345678901234567890123x")]
    public void Names_are_checked(string name) =>
        FluentActions
            .Invoking(() => Catalogue.Activations.Register(name, () => new Sigmoid()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage($"\"{MessageText.Shown(name)}\" cannot be the name of a part: *")
            .WithParameterName(nameof(name));

    [Fact]
    public void A_name_may_have_64_characters()
    {
        string longest = "test_" + new string('x', 59);
        Catalogue.Activations.Register(longest, () => new Sigmoid());
        Catalogue.Activations.Contains(longest).Should().BeTrue();
        Catalogue.Activations
            .Invoking(c => c.Create("test_nobody"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage($"*there are identity, *, {longest}*", "what is registered is listed, too");
    }

    [Fact]
    public void What_has_no_name_is_not_saved()
    {
        Network network = Given.Line();
        network.Node("y1").ActivationFunction = new MySwish(null!, null);
        network
            .Invoking(ModelText.Of)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*MySwish, called \"\", which is not registered*Catalogue.Activations.Register(\"my_own\", *");
    }

    [Fact]
    public void What_the_part_itself_says_about_its_parameters_is_passed_on_whole()
    {
        Catalogue.Activations.Register(
            "test_strict", 1, 1, p => p[0] > 0 ? new MySwish("test_strict", p[0]) : throw new ArgumentException("β must be above 0."));
        Network network = Given.Line();
        network.Node("y1").ActivationFunction = new MySwish("test_strict", -1);
        network
            .Invoking(ModelText.Of)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*called \"test_strict(-1)\", but from that Catalogue.Activations cannot make it: β must be above 0.*");
    }

    [Fact]
    public void Nothing_can_be_shadowed_or_registered_twice()
    {
        FluentActions
            .Invoking(() => Catalogue.Activations.Register("sigmoid", () => new Tanh()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"sigmoid\" is NodeNet's own activation function; take another name.*");
        Catalogue.Initializers.Register("test_once", () => new NodeNet.Initializers.Constant(1));
        FluentActions
            .Invoking(() => Catalogue.Initializers.Register("test_once", () => new NodeNet.Initializers.Constant(2)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"test_once\" is registered already.*");
        Catalogue.Initializers.Create("test_once").Name.Should().Be("constant(1)");
    }

    [Fact]
    public void Parameters_are_counted_and_null_is_no_part()
    {
        Catalogue.Losses.Register("test_two", 1, 2, p => p[0] > 0 ? new Huber(p[0]) : null!);
        Catalogue.Losses.Create("test_two(3)").Name.Should().Be("huber(3)");
        FluentActions
            .Invoking(() => Catalogue.Losses.Create("test_two"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"test_two\" has 0 parameters; test_two takes 1 to 2 parameters.*");
        FluentActions
            .Invoking(() => Catalogue.Losses.Create("test_two(-1)"))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("What is registered as \"test_two\" in Catalogue.Losses made null.");
        FluentActions.Invoking(() => Catalogue.Losses.Register("test_bad", -1, 2, _ => new Huber())).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Catalogue.Losses.Register("test_bad", 2, 1, _ => new Huber())).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Catalogue.Losses.Register("test_bad", null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Catalogue.Losses.Register("test_bad", 0, 0, null!)).Should().Throw<ArgumentNullException>().WithParameterName("create");
        FluentActions.Invoking(() => Catalogue.Losses.Register(null!, () => new Huber())).Should().Throw<ArgumentNullException>();
        Catalogue.Losses.Contains("test_bad").Should().BeFalse();
    }

    [Fact]
    public void Threads_may_register_and_look_up_at_once()
    {
        Parallel.For(0, 100, i =>
        {
            Catalogue.Optimizers.Register($"test_thread_{i}", () => new NodeNet.Optimizers.GradientDescent());
            Catalogue.Optimizers.Create($"test_thread_{i}").Should().NotBeNull();
        });
        Catalogue.Optimizers.RegisteredNames.Count(name => name.StartsWith("test_thread_", StringComparison.Ordinal)).Should().Be(100);
    }

    /// <summary>z · sigmoid(β · z).</summary>
    private sealed class MySwish(string name, double? beta) : IActivation
    {
        public double Beta => beta ?? 1.0;

        public string Name => beta is null ? name : FormattableString.Invariant($"{name}({beta:R})");

        public double Activate(double netInput) => netInput / (1.0 + Math.Exp(-Beta * netInput));

        public double Slope(double netInput, double activation)
        {
            double s = 1.0 / (1.0 + Math.Exp(-Beta * netInput));
            return s + Beta * activation * (1.0 - s);
        }
    }

    private sealed class TestMax : ILayerActivation
    {
        public string Name => "test_max";

        public void Activate(ReadOnlySpan<double> netInputs, Span<double> activations) => netInputs.CopyTo(activations);

        public void Deltas(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes, Span<double> deltas) =>
            pushes.CopyTo(deltas);
    }

    private sealed class TestLoss : ILoss
    {
        public string Name => "test_loss";

        public double Term(double output, double target) => Math.Abs(output - target);

        public double Slope(double output, double target) => Math.Sign(output - target);
    }
}
