using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Tests.Initializers;

/// <summary>Each initializer's range, mean and variance, drawn many times with fan in 6 and fan out 2.</summary>
public class InitializerTests
{
    private const int Draws = 40_000;

    [Theory]
    [InlineData("glorot_uniform", 0.8660254037844386)]   // √(6 / (6 + 2)), variance 2/8
    [InlineData("he_uniform", 1.0)]                      // √(6 / 6), variance 2/6
    [InlineData("lecun_uniform", 0.7071067811865476)]    // √(3 / 6), variance 1/6
    public void A_uniform_one_fills_plus_and_minus_its_limit_evenly(string name, double limit)
    {
        double[] drawn = Draw(name, fanIn: 6, fanOut: 2);
        drawn.Should().OnlyContain(w => -limit <= w && w <= limit);
        drawn.Min().Should().BeLessThan(-0.999 * limit);
        drawn.Max().Should().BeGreaterThan(0.999 * limit);
        drawn.Average().Should().BeApproximately(0, 0.02 * limit);
        Variance(drawn).ShouldBeWithin(0.02, limit * limit / 3);  // of a uniform number over ±limit
    }

    [Theory]
    [InlineData("glorot_normal", 2.0 / 8)]
    [InlineData("he_normal", 2.0 / 6)]
    [InlineData("lecun_normal", 1.0 / 6)]
    public void A_normal_one_has_mean_0_and_its_variance(string name, double variance)
    {
        double[] drawn = Draw(name, fanIn: 6, fanOut: 2);
        drawn.Average().Should().BeApproximately(0, 0.02);
        Variance(drawn).ShouldBeWithin(0.03, variance);
        double deviation = Math.Sqrt(variance);
        ((double)drawn.Count(w => Math.Abs(w) < deviation) / Draws).Should().BeApproximately(0.6827, 0.01);
        drawn.Max().Should().BeGreaterThan(3 * deviation, "it is not cut off");
    }

    [Fact]
    public void Uniform_and_Normal_take_no_notice_of_the_fans()
    {
        var uniform = new Uniform(-1, 3);
        double[] even = Draw(uniform, fanIn: 100, fanOut: 100);
        even.Should().OnlyContain(w => -1 <= w && w < 3);
        even.Average().Should().BeApproximately(1, 0.03);
        Variance(even).ShouldBeWithin(0.03, 16.0 / 12);

        double[] bell = Draw(new Normal(2, 0.5), fanIn: 100, fanOut: 100);
        bell.Average().Should().BeApproximately(2, 0.01);
        Variance(bell).ShouldBeWithin(0.03, 0.25);
    }

    [Fact]
    public void Constant_is_constant_and_draws_nothing()
    {
        var random = new RandomGenerator(seed: 1);
        RandomState before = random.State;
        new Constant(0.3).Draw(random, 6, 2).Should().Be(0.3);
        Constant.Zero.Draw(random, 6, 2).Should().Be(0);
        random.State.Should().Be(before);
    }

    [Fact]
    public void A_layers_fan_in_counts_all_the_layers_that_feed_it_and_its_fan_out_is_its_size()
    {
        // 3 inputs; hidden 4; output 2, fed by both: 3 + 4 = 7 in, 2 out.
        var recorder = new Recorder();
        new NetworkBuilder(inputs: 3)
            .AddLayer(4, new Tanh(), weights: recorder, biases: recorder)
            .AddLayer(2, new Tanh(), weights: recorder, from: [0, 1])
            .Build(seed: 1);
        recorder.Fans.Take(4 + 12).Should().OnlyContain(fans => fans == new Fans(3, 4), "4 biases and 12 weights of the hidden layer");
        recorder.Fans.Skip(16).Should().HaveCount(14).And.OnlyContain(fans => fans == new Fans(7, 2));
    }

    [Fact]
    public void Numbers_are_drawn_layer_by_layer_biases_first_then_source_by_source()
    {
        // The initializer hands out 1, 2, 3, ….
        var counter = new Recorder();
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Tanh(), weights: counter, biases: counter)
            .AddLayer(1, new Tanh(), weights: counter)
            .Build(seed: 1);
        network.HiddenLayers[0].GetBiases().Should().Equal(1, 2);
        network.Connection("x1", "h1").Weight.Should().Be(3);
        network.Connection("x1", "h2").Weight.Should().Be(4);
        network.Connection("x2", "h1").Weight.Should().Be(5);
        network.Connection("x2", "h2").Weight.Should().Be(6);
        network.Connection("h1", "y1").Weight.Should().Be(7);
        network.Connection("h2", "y1").Weight.Should().Be(8);
        network.Node("y1").Bias.Should().Be(0);
    }

    [Fact]
    public void An_initializer_that_gives_NaN_is_caught_by_name()
    {
        Action build = () => new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh(), weights: new Broken()).Build(seed: 1);
        build.Should().Throw<InvalidOperationException>().WithMessage("The initializer broken gave NaN; starting values must be finite.");
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Action[] wrong =
        [
            () => _ = new Uniform(1, 0),
            () => _ = new Uniform(double.NaN, 0),
            () => _ = new Uniform(0, double.PositiveInfinity),
            () => _ = new Normal(0, -1),
            () => _ = new Normal(double.NaN, 1),
            () => _ = new Constant(double.NegativeInfinity),
        ];
        foreach (Action action in wrong)
            action.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Names_carry_the_parameters() =>
        new IInitializer[] { Constant.Zero, new Constant(0.5), new Uniform(-0.1, 0.1), new Normal(0, 0.01), new GlorotUniform(), new HeNormal() }
            .Select(i => i.Name).Should().Equal("zeros", "constant(0.5)", "uniform(-0.1,0.1)", "normal(0,0.01)", "glorot_uniform", "he_normal");

    private static double[] Draw(string name, int fanIn, int fanOut) => Draw(Catalogue.Initializers.Create(name), fanIn, fanOut);

    private static double[] Draw(IInitializer initializer, int fanIn, int fanOut)
    {
        var random = new RandomGenerator(seed: 31);
        return [.. Enumerable.Range(0, Draws).Select(_ => initializer.Draw(random, fanIn, fanOut))];
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(x => (x - mean) * (x - mean));
    }

    private readonly record struct Fans(int In, int Out);

    /// <summary>Hands out 1, 2, 3, … and notes what it was told.</summary>
    private sealed class Recorder : IInitializer
    {
        public string Name => "recorder";

        public List<Fans> Fans { get; } = [];

        public double Draw(RandomGenerator random, int fanIn, int fanOut)
        {
            Fans.Add(new Fans(fanIn, fanOut));
            return Fans.Count;
        }
    }

    private sealed class Broken : IInitializer
    {
        public string Name => "broken";

        public double Draw(RandomGenerator random, int fanIn, int fanOut) => double.NaN;
    }
}
