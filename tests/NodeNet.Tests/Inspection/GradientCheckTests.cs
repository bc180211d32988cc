using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Inspection;

/// <summary>What the gradient check catches, how it says so, and what it leaves alone.</summary>
public class GradientCheckTests
{
    [Fact]
    public void A_wrong_slope_of_ones_own_activation_is_caught_and_named()
    {
        // h1 of three hidden nodes says that the slope of sin z is 1 + cos z; it is cos z.
        Network network = NewNetwork();
        network.Node("h1").ActivationFunction = new WrongSine();
        GradientCheckResult result = GradientCheck.Run(network, new SumOfSquaredErrors(), [0.5, -0.8], [1]);

        result.Passed.Should().BeFalse();
        result.Entries.Take(3).Select(entry => entry.Name).Should().BeEquivalentTo("x1→h1", "x2→h1", "b_h1");
        result.Entries.Skip(3).Should().OnlyContain(entry => entry.Error < GradientCheck.Tolerance);
        result.Entries.Select(entry => entry.Error).Should().BeInDescendingOrder();
        result.Worst.Should().Be(result.Entries[0]);
        result.ToString().Should().StartWith("gradient check FAILED: 13 parameters, the worst is ").And.Contain("x1→h1").And.Contain("b_h1");
    }

    [Fact]
    public void A_right_activation_of_ones_own_passes()
    {
        Network network = NewNetwork();
        network.Node("h1").ActivationFunction = new Sine();
        GradientCheckResult result = GradientCheck.Run(network, new SumOfSquaredErrors(), [0.5, -0.8], [1]);
        result.Passed.Should().BeTrue(result.ToString());
        result.ToString().Should().StartWith("gradient check passed: 13 parameters, the worst is ");
    }

    [Fact]
    public void A_wrong_slope_of_ones_own_loss_is_caught()
    {
        // The term is e⁴, whose slope is 4 · e³; the loss forgets the 4, so every number is a quarter of what is measured.
        GradientCheckResult result = GradientCheck.Run(NewNetwork(), new WrongFourthPower(), [0.5, -0.8], [1]);
        result.Passed.Should().BeFalse();
        result.Entries.Select(entry => entry.Name).Should().Contain("h1→y1").And.Contain("b_y1");
        GradientCheckEntry bias = result.Entries.Single(entry => entry.Name == "b_y1");
        (bias.Computed / bias.Measured).Should().BeApproximately(0.25, 1e-6);
        bias.Error.Should().BeApproximately(0.75, 1e-6);
    }

    [Fact]
    public void A_slope_that_is_not_a_number_is_the_worst_of_all()
    {
        Network network = NewNetwork();
        network.Node("h2").ActivationFunction = new NoSlope();
        GradientCheckResult result = GradientCheck.Run(network, new SumOfSquaredErrors(), [0.5, -0.8], [1]);
        result.Passed.Should().BeFalse();
        result.Entries.Take(3).Select(entry => entry.Name).Should().BeEquivalentTo("x1→h2", "x2→h2", "b_h2");
        double.IsNaN(result.Worst.Error).Should().BeTrue();
    }

    [Fact]
    public void A_gradient_that_is_0_throughout_passes()
    {
        // Softmax outputs sum to 1. Where all of them are too small by the absolute error, ½ · Σ (yᵢ − aᵢ) cannot change, and only rounding is measured.
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(2, new Softmax()).Build(seed: 4);
        GradientCheckResult result = GradientCheck.Run(network, new MeanAbsoluteError(), [0.5, -0.8], [2.3, 1.7]);
        result.Passed.Should().BeTrue(result.ToString());
        result.Entries.Should().OnlyContain(entry => Math.Abs(entry.Computed) < 1e-15);
    }

    [Fact]
    public void Tiny_gradients_are_checked_all_the_same()
    {
        // Far on its plateau a wrong sine still shows: weights of 1e-6 after it make its slopes about 1e-6 of the loss.
        Network network = NewNetwork();
        network.Node("h1").ActivationFunction = new WrongSine();
        network.OutputLayer.SetWeights([[1e-6, 1e-6, 1e-6]]);
        network.OutputLayer.Freeze();
        GradientCheckResult result = GradientCheck.Run(network, new SumOfSquaredErrors(), [0.5, -0.8], [1]);
        result.Entries.Where(entry => entry.Error >= GradientCheck.Tolerance).Select(entry => entry.Name).Should().BeEquivalentTo("x1→h1", "x2→h1", "b_h1");
    }

    [Fact]
    public void Frozen_parameters_are_checked_and_missing_ones_are_not()
    {
        Network network = NewNetwork();
        network.Node("h1").ActivationFunction = new WrongSine();
        network.HiddenLayers[0].Freeze();
        network.Disconnect("x2", "h1");
        network.Node("h3").HasBias = false;
        GradientCheckResult result = GradientCheck.Run(network, new SumOfSquaredErrors(), [0.5, -0.8], [1]);
        result.Entries.Should().HaveCount(11);
        result.Entries.Select(entry => entry.Name).Should().NotContain("x2→h1").And.NotContain("b_h3");
        result.Entries.Take(2).Select(entry => entry.Name).Should().BeEquivalentTo("x1→h1", "b_h1");
    }

    [Fact]
    public void The_check_leaves_the_network_as_it_is()
    {
        Network network = NewNetwork();
        network.Forward([1, 2]);
        double shown = network.Node("h1").NetInput;
        Network before = network.Clone();
        GradientCheck.Run(network, new SumOfSquaredErrors(), [0.5, -0.8], [1], new TrainerOptions { L1 = 0.1, L2 = 0.1 });
        network.FirstParameterDifference(before).Should().BeNull();
        network.Node("h1").NetInput.Should().Be(shown, "the nodes still show the last forward pass");
    }

    [Fact]
    public void The_computed_number_is_the_slope_of_the_loss_with_its_penalty()
    {
        // ŷ = w · x + b with w = 2, b = 0.5, x = 3, y = 5: ŷ = 6.5. ½ · e²: ∂/∂w = e · x = 4.5, ∂/∂b = e = 1.5.
        // L1 0.1 adds 0.1 · sign(w), L2 0.2 adds 0.2 · w: 4.5 + 0.1 + 0.4 = 5; for the bias only if asked: 1.5 + 0.1 + 0.1 = 1.7.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 2;
        network.Node("y1").Bias = 0.5;
        var penalty = new TrainerOptions { L1 = 0.1, L2 = 0.2 };
        Slopes(new TrainerOptions()).Should().Equal(("b_y1", 1.5), ("x1→y1", 4.5));
        Slopes(penalty).Should().Equal(("b_y1", 1.5), ("x1→y1", 5));
        Slopes(penalty with { PenalizeBiases = true }).Should().Equal(("b_y1", 1.7), ("x1→y1", 5));

        (string, double)[] Slopes(TrainerOptions options) =>
            [
                .. GradientCheck.Run(network, new HalfSumOfSquaredErrors(), [3], [5], options).Entries
                    .OrderBy(e => e.Name, StringComparer.Ordinal)
                    .Select(e => (e.Name, Math.Round(e.Computed, 12)))];
    }

    [Fact]
    public void Slopes_that_somebody_else_has_computed_are_checked_by_their_names()
    {
        Network network = Given.Line(); // ŷ = 2x + 1, at x = 3, y = 5: ŷ − y = 2, so ∂(y − ŷ)²/∂w = 2 · 2 · 3 and ∂/∂b = 2 · 2
        DataSet example = DataSet.From([[3]], [[5]]);
        var right = new Dictionary<string, double> { ["x1→y1"] = 12, ["b_y1"] = 4 };
        var wrong = new Dictionary<string, double> { ["x1→y1"] = 12, ["b_y1"] = 2 };

        GradientCheck.Compare(network, new SumOfSquaredErrors(), example, right).Passed.Should().BeTrue();
        GradientCheckResult found = GradientCheck.Compare(network, new SumOfSquaredErrors(), example, wrong);
        found.Passed.Should().BeFalse();
        found.Worst.Name.Should().Be("b_y1");
    }

    [Fact]
    public void Every_weight_and_bias_needs_a_slope() => FluentActions
        .Invoking(() => GradientCheck.Compare(
            Given.Line(), new SumOfSquaredErrors(), DataSet.From([[3]], [[5]]), new Dictionary<string, double> { ["x1→y1"] = 12 }))
        .Should().Throw<ArgumentException>().WithMessage("There is no slope for b_y1.*").WithParameterName("slopes");

    [Fact]
    public void An_entry_is_written_with_its_three_numbers() =>
        new GradientCheckEntry("x1→h1", 0.25, 0.5, 0.5).ToString().Should().Be("x1→h1: computed 0.25, measured 0.5, error 0.5");

    [Fact]
    public void Inputs_and_targets_must_fit()
    {
        Action tooFew = () => GradientCheck.Run(NewNetwork(), new SumOfSquaredErrors(), [0.5], [1]);
        tooFew.Should().Throw<ArgumentException>().WithMessage("inputs has 1 value; the network has 2 input nodes (x1, x2)*");
        Action notFinite = () => GradientCheck.Run(NewNetwork(), new SumOfSquaredErrors(), [0.5, 1], [double.NaN]);
        notFinite.Should().Throw<ArgumentException>().WithMessage("The target for y1 is NaN*");
    }

    /// <summary>2-3-1, tanh and identity, 13 parameters.</summary>
    private static Network NewNetwork() => new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(1, new Identity()).Build(seed: 4);

    private sealed class Sine : IActivation
    {
        public string Name => "sine";

        public double Activate(double netInput) => Math.Sin(netInput);

        public double Slope(double netInput, double activation) => Math.Cos(netInput);
    }

    private sealed class WrongSine : IActivation
    {
        public string Name => "wrong_sine";

        public double Activate(double netInput) => Math.Sin(netInput);

        public double Slope(double netInput, double activation) => 1.0 + Math.Cos(netInput);
    }

    private sealed class NoSlope : IActivation
    {
        public string Name => "no_slope";

        public double Activate(double netInput) => netInput;

        public double Slope(double netInput, double activation) => double.NaN;
    }

    private sealed class WrongFourthPower : ILoss
    {
        public string Name => "wrong_fourth_power";

        public double Term(double output, double target) => Math.Pow(output - target, 4);

        public double Slope(double output, double target) => Math.Pow(output - target, 3);
    }
}
