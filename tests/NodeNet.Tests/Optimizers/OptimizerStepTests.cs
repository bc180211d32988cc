using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Optimizers;

/// <summary>The first steps of each rule, by hand, on a single weight.</summary>
/// <remarks>One input of 1, one identity node without bias, ½ · (y − ŷ)² with y = 0: the output is the weight w and downhill is −w. It starts at w = 1, so
/// downhill is −1 in step 1.
/// Every row below is one step: the new weight.</remarks>
public class OptimizerStepTests
{
    public static TheoryData<string> Rules => [.. Catalogue.Optimizers.Names];

    [Fact]
    public void Gradient_descent_goes_a_share_of_the_slope() =>
        // change = α · downhill
        Weights(new GradientDescent(), learningRate: 0.1).ShouldBe(
            0.9,     // 1 − 0.1 · 1
            0.81,    // 0.9 − 0.1 · 0.9
            0.729);

    [Fact]
    public void Momentum_builds_up_a_velocity() =>
        // velocity ← 0.9 · velocity + downhill; change = α · velocity
        Weights(new Momentum(0.9), learningRate: 0.1).ShouldBe(
            0.9,     // v = −1
            0.72,    // v = −0.9 − 0.9 = −1.8
            0.486);  // v = −1.62 − 0.72 = −2.34

    [Fact]
    public void Momentum_keeps_its_velocity_apart_from_the_learning_rate()
    {
        // With α 0.1, then 0.01: a velocity that had α inside would still carry the first α. v = −1, then −0.9 − 0.9 = −1.8.
        Trainer trainer = NewTrainer(new Momentum(0.9), learningRate: 0.1);
        trainer.Step([1], [0]);
        trainer.LearningRate = 0.01;
        trainer.Step([1], [0]);
        Weight(trainer).ShouldBeWithin(1e-15, 0.882); // 0.9 − 0.01 · 1.8
    }

    [Fact]
    public void Nesterov_looks_ahead_along_the_velocity() =>
        // velocity ← 0.9 · velocity + downhill; change = α · (downhill + 0.9 · velocity)
        Weights(new Nesterov(0.9), learningRate: 0.1).ShouldBe(
            0.81,        // v = −1; −1 − 0.9 = −1.9
            0.5751,      // v = −0.9 − 0.81 = −1.71; −0.81 − 1.539 = −2.349
            0.327321);   // v = −1.539 − 0.5751 = −2.1141; −0.5751 − 1.90269 = −2.47779

    [Fact]
    public void AdaGrad_slows_down_with_what_it_has_seen() =>
        // sum ← sum + downhill²; change = α · downhill / (√sum + 1e-10)
        Weights(new AdaGrad(), learningRate: 0.1).ShouldBe(
            0.90000000001,        // sum = 1: −0.1 · 1 / 1.0000000001
            0.8331035268523167,   // sum = 1.81: 0.9 − 0.09 / 1.3453624047
            0.7804561813655162);  // sum = 2.50406

    [Fact]
    public void RMSProp_forgets_old_squares() =>
        // mean ← 0.9 · mean + 0.1 · downhill²; change = α · downhill / (√mean + 1e-8)
        Weights(new RMSProp(), learningRate: 0.01).ShouldBe(
            0.9683772243983162,   // mean = 0.1: 1 − 0.01 / 0.3162277760
            0.9457880262458568,   // mean = 0.09 + 0.1 · 0.93775
            0.9270530996585011);

    [Fact]
    public void Adam_first_goes_by_the_learning_rate_whatever_the_slope() =>
        // mean ← 0.9 · mean + 0.1 · downhill, / (1 − 0.9ᵗ); square ← 0.999 · square + 0.001 · downhill², / (1 − 0.999ᵗ); change = α · mean / (√square + 1e-8)
        Weights(new Adam(), learningRate: 0.1).ShouldBe(
            0.900000001,          // −0.1 · 1 / (1 + 1e-8)
            0.8004122297123374,
            0.7015862745044142);

    [Fact]
    public void AdamW_lets_the_weight_decay_beside_Adam() =>
        // Adam's change − α · 0.5 · w
        Weights(new AdamW(decay: 0.5), learningRate: 0.1).ShouldBe(
            0.850000001,          // −0.1 − 0.1 · 0.5 · 1
            0.7082484443656517,
            0.5749739322532453);

    [Fact]
    public void AdamW_spares_biases_unless_told()
    {
        // downhill 0: Adam stands still, and only what decays moves: 2 − 0.1 · 0.5 · 2 = 1.9.
        Span<double> memory = stackalloc double[2];
        new AdamW(decay: 0.5).Change(0, 2, memory, new StepContext(1, 0.1, IsBias: false)).ShouldBeWithin(1e-15, -0.1);
        new AdamW(decay: 0.5).Change(0, 2, memory, new StepContext(1, 0.1, IsBias: true)).Should().Be(0);
        new AdamW(decay: 0.5, decaysBiases: true).Change(0, 2, memory, new StepContext(1, 0.1, IsBias: true)).ShouldBeWithin(1e-15, -0.1);
    }

    [Fact]
    public void Rprop_asks_only_for_the_sign_and_rests_after_it_flips()
    {
        // Steps grow by 1.2 while the sign stays; over the target it flips: half the step size, and no move.
        Weights(new Rprop(), learningRate: 0.4, steps: 5).ShouldBe(
            0.6,     // step size 0.4, the learning rate
            0.12,    // 0.48
            -0.456,  // 0.576: beyond the target
            -0.456,  // the sign has flipped: 0.288, and a rest
            -0.168); // 0.288, backwards
    }

    [Fact]
    public void Rprop_keeps_its_step_size_between_smallest_and_largest()
    {
        Weights(new Rprop(largest: 0.1), learningRate: 0.09, steps: 3).ShouldBe(0.91, 0.81, 0.71);   // 0.09 · 1.2 = 0.108, held at 0.1
        Weights(new Rprop(smallest: 0.9), learningRate: 1.5, steps: 3).ShouldBe(-0.5, -0.5, 0.4);    // 1.5 · 0.5 = 0.75, held at 0.9
    }

    [Fact]
    public void There_are_rules() => Rules.Should().HaveCountGreaterThan(7);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_learns_and_a_frozen_weight_does_not(string name)
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Identity()).Build(seed: 3);
        Connection frozen = network.Connection("x2", "y1");
        frozen.IsFrozen = true;
        double before = frozen.Weight;
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.05, Optimizer = Catalogue.Optimizers.Create(name) });
        double first = trainer.Step([1, 1], [3]);
        for (int i = 0; i < 100; i++)
            trainer.Step([1, 1], [3]);
        trainer.Step([1, 1], [3]).Should().BeLessThan(first / 2);
        frozen.Weight.Should().Be(before);
    }

    [Fact]
    public void Names_carry_the_parameters()
    {
        IOptimizer[] all =
        [
            new GradientDescent(), new Momentum(), new Nesterov(0.8), new AdaGrad(), new AdaGrad(0.1), new RMSProp(), new RMSProp(0.9, 1e-6),
            new Adam(), new Adam(0.8, 0.99, 1e-6), new AdamW(), new AdamW(decaysBiases: true), new AdamW(epsilon: 1e-6),
            new Rprop(), new Rprop(0.5, 1.2, 1e-3, 1), new Rprop(smallest: 1e-3), new Rprop(largest: 1),
        ];
        all.Select(o => o.Name).Should().Equal(
            "gradient_descent", "momentum(0.9)", "nesterov(0.8)", "adagrad", "adagrad(0.1)", "rmsprop(0.9)", "rmsprop(0.9,1E-06)",
            "adam(0.9,0.999)", "adam(0.8,0.99,1E-06)", "adamw(0.9,0.999,0.01)", "adamw(0.9,0.999,0.01,1E-08,1)", "adamw(0.9,0.999,0.01,1E-06,0)",
            "rprop(0.5,1.2)", "rprop(0.5,1.2,0.001,1)", "rprop(0.5,1.2,0.001,50)", "rprop(0.5,1.2,1E-06,1)");
    }

    [Theory]
    [InlineData("gradient_descent")]
    [InlineData("momentum", "velocity")]
    [InlineData("nesterov", "velocity")]
    [InlineData("adagrad", "sum")]
    [InlineData("rmsprop", "mean")]
    [InlineData("adam", "mean", "square")]
    [InlineData("adamw", "mean", "square")]
    [InlineData("rprop", "direction", "size")]
    public void What_a_rule_remembers_has_a_name(string rule, params string[] names) =>
        Catalogue.Optimizers.Create(rule).MemoryNames.Should().Equal(names);

    [Fact]
    public void The_step_size_of_Rprop_may_be_a_single_one() =>
        Weights(new Rprop(smallest: 0.25, largest: 0.25), learningRate: 0.5, steps: 3).ShouldBe(0.75, 0.5, 0.25);

    [Theory]
    [InlineData(1e-9, 1e-6)]
    [InlineData(100, 50)]
    public void The_first_step_of_Rprop_is_brought_into_its_limits_as_in_PyTorch(double rate, double size)
    {
        // The gradient of w = 1 is 1 · x · x = 1, so the weight falls by the step size alone.
        Weights(new Rprop(), learningRate: rate, steps: 1)[0].Should().BeApproximately(1 - size, 1e-15);
        foreach (Loops loops in new[] { Loops.Fast, Loops.Reference })
        {
            Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), weights: new Constant(1), bias: false).Build(seed: 0);
            new Trainer(
                network,
                new HalfSumOfSquaredErrors(),
                new TrainerOptions { LearningRate = rate, Optimizer = new Rprop(), Epochs = 1, Loops = loops }).Train(DataSet.From([[1]], [[0]]));
            network.Connection("x1", "y1").Weight.Should().BeApproximately(1 - size, 1e-15);
        }
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Action[] wrong =
        [
            () => _ = new Momentum(1), () => _ = new Momentum(-0.1), () => _ = new Momentum(double.NaN), () => _ = new Nesterov(1),
            () => _ = new AdaGrad(0), () => _ = new RMSProp(1), () => _ = new RMSProp(0.9, 0),
            () => _ = new Adam(1), () => _ = new Adam(0.9, 1), () => _ = new Adam(0.9, 0.999, 0), () => _ = new AdamW(decay: -1),
            () =>
                _ = new Rprop(shrink: 1), () =>
                    _ = new Rprop(shrink: 0), () => _ = new Rprop(grow: 1), () => _ = new Rprop(smallest: 0),
            () => _ = new Rprop(smallest: 1e-38), () => _ = new Rprop(smallest: 1, largest: 0.5),
        ];
        foreach (Action action in wrong)
            action.Should().Throw<ArgumentOutOfRangeException>().WithMessage("* is *; it must be *");
    }

    private static double[] Weights(IOptimizer optimizer, double learningRate, int steps = 3)
    {
        Trainer trainer = NewTrainer(optimizer, learningRate);
        var weights = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            trainer.Step([1], [0]);
            weights[i] = Weight(trainer);
        }
        return weights;
    }

    private static Trainer NewTrainer(IOptimizer optimizer, double learningRate)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 1;
        return new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = learningRate, Optimizer = optimizer });
    }

    private static double Weight(Trainer trainer) => trainer.Network.Connection("x1", "y1").Weight;
}

file static class Weighing
{
    public static void ShouldBe(this double[] actual, params double[] expected)
    {
        actual.Should().HaveCount(expected.Length);
        for (int i = 0; i < expected.Length; i++)
            actual[i].ShouldBeWithin(1e-13, expected[i], $"the weight after step {i + 1}");
    }
}
