using NodeNet.Losses;

namespace NodeNet.Tests.Losses;

/// <summary>Each loss at a few outputs: the term of one output node, its slope, and how terms make the loss of an example.</summary>
public class LossTests
{
    public static TheoryData<string> Names => [.. Catalogue.Losses.Names, "huber(0.5)", "pinball(0.9)", "binary_cross_entropy(0.2)"];

    [Fact]
    public void SSE_has_no_half()
    {
        // (1 − 0.6)² = 0.16; slope −2 · (1 − 0.6) = −0.8, as in the handout.
        Check(new SumOfSquaredErrors(), output: 0.6, target: 1, term: 0.16, slope: -0.8);
    }

    [Fact]
    public void Half_SSE_has_the_half() => Check(new HalfSumOfSquaredErrors(), output: 0.6, target: 1, term: 0.08, slope: -0.4);

    [Fact]
    public void MSE_has_the_terms_of_SSE() => Check(new MeanSquaredError(), output: 0.6, target: 1, term: 0.16, slope: -0.8);

    [Theory]
    [InlineData(3, 1, 2, 1)]
    [InlineData(-1, 1, 2, -1)]
    [InlineData(1, 1, 0, 0)] // the convention at the kink
    public void MAE_is_the_size_of_the_error_and_its_slope_the_sign(double output, double target, double term, double slope) =>
        Check(new MeanAbsoluteError(), output, target, term, slope);

    [Theory]
    [InlineData(1.5, 1, 0.125, 0.5)] // ½ · 0.5²
    [InlineData(2, 1, 0.5, 1)]       // where the two meet: ½ · 1² = 1 · (1 − ½)
    [InlineData(4, 1, 2.5, 1)]       // 1 · (3 − ½)
    [InlineData(-2, 1, 2.5, -1)]
    public void Huber_is_squared_near_the_target_and_straight_far_from_it(double output, double target, double term, double slope) =>
        Check(new Huber(), output, target, term, slope);

    [Fact]
    public void Huber_goes_straight_at_its_width() => Check(new Huber(0.5), output: 3, target: 1, term: 0.5 * (2 - 0.25), slope: 0.5);

    [Theory]
    [InlineData(0.25, 1, 1.3862943611198906, -4)]                      // −ln ¼; −1/¼
    [InlineData(0.25, 0, 0.2876820724517809, 1.3333333333333333)]      // −ln ¾; 1/¾
    [InlineData(0.25, 0.5, 0.8369882167858358, -1.3333333333333333)]   // half of each
    public void Binary_cross_entropy_takes_the_logarithm_of_what_was_said_of_the_truth(double output, double target, double term, double slope) =>
        Check(new BinaryCrossEntropy(), output, target, term, slope);

    [Theory]
    [InlineData(0.25, 1, 1.3862943611198906, -4)]
    [InlineData(0.25, 0.5, 0.6931471805599453, -2)]
    [InlineData(0.25, 0, 0, 0)]
    public void Cross_entropy_counts_only_what_is_true(double output, double target, double term, double slope) =>
        Check(new CrossEntropy(), output, target, term, slope);

    // PoissonNLLLoss(log_input=False, eps=0) of PyTorch 1.13: terms and gradients
    [Theory]
    [InlineData(0.5, 1, 1.1931471805599454, -1)]   // ½ − ln ½
    [InlineData(2, 0, 2, 1)]
    [InlineData(3.5, 4, -1.5110518739814722, -0.1428571428571428)]
    public void Poisson_is_what_the_distribution_of_the_rate_says_of_the_count(double output, double target, double term, double slope) =>
        Check(new Poisson(), output, target, term, slope);

    [Fact]
    public void Poisson_refuses_outputs_that_are_no_rates_and_targets_that_are_no_counts()
    {
        var poisson = new Poisson();
        poisson.AcceptsOutputs(new NodeNet.Activations.Softplus()).Should().BeTrue();
        poisson.AcceptsOutputs(new NodeNet.Activations.Identity()).Should().BeFalse();
        poisson.AcceptsOutputs(new NodeNet.Activations.ReLU()).Should().BeFalse("it is often exactly 0, whose logarithm is −∞");
        poisson.AcceptsTarget(-1).Should().BeFalse();
        poisson.TargetRange.Should().Be("a count or rate, 0 or above");
        Action training = () => Given.Trainer(Given.Line(), 0.1).Step([1], [1]);
        training.Should().NotThrow();
        training = () => new NodeNet.Training.Trainer(Given.Line(), poisson).Step([1], [1]);
        training.Should().Throw<InvalidOperationException>().WithMessage("poisson takes *above 0; y1 is identity. Use Softplus outputs.");
    }

    // mean_pinball_loss(alpha=0.9) of scikit-learn 1.2.1
    [Theory]
    [InlineData(0.5, 1, 0.45, -0.9)]
    [InlineData(2, 0, 0.19999999999999996, 0.1)]
    [InlineData(3.5, 4, 0.45, -0.9)]
    [InlineData(1, 1, 0, -0.4)] // the convention at the kink: the middle of −0.9 and 0.1
    public void Pinball_takes_a_miss_below_more_seriously_than_one_above_if_a_high_quantile_is_asked_for(
        double output, double target, double term, double slope) => Check(new Pinball(0.9), output, target, term, slope);

    // Of 0, 1, 2, …, 10 the number that nine tenths lie below.
    [Fact]
    public void Pinball_is_smallest_at_the_quantile()
    {
        double CostOf(double output) => Enumerable.Range(0, 11).Sum(target => new Pinball(0.9).Term(output, target));
        Enumerable.Range(0, 101).Select(i => 0.1 * i).MinBy(CostOf).Should().BeApproximately(9, 1e-9);
        new Pinball(0.9).Quantile.Should().Be(0.9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Pinball_refuses_a_quantile_that_is_none(double quantile)
    {
        Action creating = () => _ = new Pinball(quantile);
        creating.Should().Throw<ArgumentOutOfRangeException>().WithMessage("quantile is *it must be above 0 and below 1*");
    }

    [Fact]
    public void Binary_cross_entropy_smooths_towards_one_half()
    {
        var smoothed = new BinaryCrossEntropy(0.2);
        foreach (double output in new[] { 0.1, 0.5, 0.8 })
            Check(smoothed, output, 1, new BinaryCrossEntropy().Term(output, 0.9), new BinaryCrossEntropy().Slope(output, 0.9));
        smoothed.LabelSmoothing.Should().Be(0.2);
    }

    // CrossEntropyLoss(label_smoothing=0.1, reduction="none") of PyTorch 1.13: losses, and gradients by the net inputs
    [Theory]
    [InlineData(new[] { 0.3, -1.2, 2.0 }, 0, 1.895004578286124, new[] { -0.7840144711499422, -1.5791701171941064e-05, 0.7840302628511141 })]
    [InlineData(new[] { 1.0, 0.5, -0.5 }, 2, 2.0207972720033953, new[] { 0.5132160539328463, 0.29816562709075817, -0.8113816810236045 })]
    public void Cross_entropy_smooths_towards_all_classes_as_PyTorch_does(double[] netInputs, int right, double loss, double[] slopes)
    {
        foreach (NodeNet.Training.Loops loops in Enum.GetValues<NodeNet.Training.Loops>())
        {
            Network network = new NetworkBuilder(inputs: 1).AddLayer(3, new NodeNet.Activations.Softmax(), bias: false).Build(seed: 1);
            network.OutputLayer.SetWeights([.. netInputs.Select(z => new[] { z })]);
            double[] target = [.. Enumerable.Range(0, 3).Select(i => i == right ? 1.0 : 0.0)];
            NodeNet.Data.DataSet example = NodeNet.Data.DataSet.From([[1.0]], [target]);
            var trainer = new NodeNet.Training.Trainer(network, new CrossEntropy(0.1), new() { LearningRate = 1, Loops = loops });

            trainer.Step(example).Should().BeApproximately(loss, 1e-14);

            for (int i = 0; i < 3; i++)
                network.Connection("x1", $"y{i + 1}").Weight.Should().BeApproximately(netInputs[i] - slopes[i], 1e-14);
        }
    }

    [Fact]
    public void Smoothed_cross_entropy_shows_its_formula_and_takes_softmax_alone()
    {
        var smoothed = new CrossEntropy(0.1);
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new NodeNet.Activations.Softmax()).Build(seed: 1);
        foreach (NodeNet.Inspection.LedgerLine line in new NodeNet.Training.Trainer(network, smoothed).Explain([1], [1, 0]).Lines())
            (line.Formula?.Value ?? line.Value).Should().BeApproximately(line.Value, 1e-14, line.ToString());
        smoothed.AcceptsOutputs(new NodeNet.Activations.Sigmoid()).Should().BeFalse();
        smoothed.AcceptsOutputs(new NodeNet.Activations.Softmax(), 2).Should().BeTrue();
        smoothed.LabelSmoothing.Should().Be(0.1);
        Action creating = () => _ = new CrossEntropy(1);
        creating.Should().Throw<ArgumentOutOfRangeException>().WithMessage("labelSmoothing is 1; it must be 0 or above and below 1.*");
    }

    [Fact]
    public void A_certain_and_right_output_costs_nothing()
    {
        new CrossEntropy().Term(1, 1).Should().Be(0);
        new BinaryCrossEntropy().Term(1, 1).Should().Be(0);
        new BinaryCrossEntropy().Term(0, 0).Should().Be(0);
    }

    [Fact]
    public void Zero_times_ln_0_is_0()
    {
        new CrossEntropy().Term(0, 0).Should().Be(0);
        new CrossEntropy().Slope(0, 0).Should().Be(0);
        new BinaryCrossEntropy().Slope(1, 1).Should().Be(-1);  // −1/1, the other half gone
        new BinaryCrossEntropy().Slope(0, 0).Should().Be(1);
    }

    [Theory]
    [InlineData("cross_entropy", 0, 1)]
    [InlineData("cross_entropy", -0.1, 1)]
    [InlineData("cross_entropy", 0, 0.25)]
    [InlineData("binary_cross_entropy", 0, 1)]
    [InlineData("binary_cross_entropy", 1, 0)]
    [InlineData("binary_cross_entropy", 0, 0.5)]
    [InlineData("binary_cross_entropy", 1, 0.5)]
    [InlineData("binary_cross_entropy", -0.1, 0)]
    [InlineData("binary_cross_entropy", 1.1, 1)]
    public void An_output_that_says_the_impossible_costs_infinitely_much(string loss, double output, double target) =>
        Catalogue.Losses.Create(loss).Term(output, target).Should().Be(double.PositiveInfinity);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_slope_is_how_fast_the_term_grows_with_the_output(string name)
    {
        const double H = 1e-5;
        ILoss loss = Catalogue.Losses.Create(name);
        double[] targets = [0, 0.25, 1];
        foreach (double target in targets)
        {
            for (double output = 0.055; output < 1; output += 0.01) // never at a kink: the error is never 0, 0.5 or 1
            {
                double measured = (loss.Term(output + H, target) - loss.Term(output - H, target)) / (2 * H);
                loss.Slope(output, target).ShouldBeWithin(1e-5, measured, $"the slope of {name} at {output}, target {target}");
            }
        }
    }

    [Theory]
    [InlineData("sse", 0.25 + 4)]                 // (1 − 0.5)² + (0 − 2)²
    [InlineData("half_sse", 0.125 + 2)]
    [InlineData("mse", (0.25 + 4) / 2)]
    [InlineData("mae", (0.5 + 2) / 2)]
    [InlineData("huber", (0.125 + 1.5) / 2)]
    [InlineData("pinball(0.9)", (0.9 * 0.5 + 0.1 * 2) / 2)]
    public void An_example_costs_the_sum_of_its_outputs_terms_or_their_mean(string name, double expected)
    {
        // Two identity outputs that say 0.5 and 2, where 1 and 0 would be right.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new NodeNet.Activations.Identity()).Build(seed: 1);
        network.OutputLayer.SetWeights([[0.5], [2]]);
        var trainer = new NodeNet.Training.Trainer(network, Catalogue.Losses.Create(name), new() { LearningRate = 0 });
        trainer.Step([1], [1, 0]).Should().BeApproximately(expected, 1e-15);
    }

    [Fact]
    public void Names_carry_the_parameters() => new[] { new Huber().Name, new Huber(0.5).Name, new Pinball().Name, new CrossEntropy(0.1).Name }
        .Should().Equal("huber(1)", "huber(0.5)", "pinball(0.5)", "cross_entropy(0.1)");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Huber_refuses_a_width_that_is_none(double width)
    {
        Action creating = () => _ = new Huber(width);
        creating.Should().Throw<ArgumentOutOfRangeException>().WithMessage("width is *it must be a finite number above 0*");
    }

    private static void Check(ILoss loss, double output, double target, double term, double slope)
    {
        loss.Term(output, target).ShouldBeWithin(1e-15, term, $"the term of {loss.Name}");
        loss.Slope(output, target).ShouldBeWithin(1e-15, slope, $"the slope of {loss.Name}");
    }
}
