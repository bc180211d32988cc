using NodeNet.Activations;

namespace NodeNet.Tests.Activations;

/// <summary>Each activation function at a few net inputs: its value and its slope.</summary>
public class ActivationTests
{
    [Theory]
    [InlineData(-2, 0.11920292202211756, 0.10499358540350652)]
    [InlineData(-0.5, 0.37754066879814546, 0.2350037122015945)]
    [InlineData(0, 0.5, 0.25)]
    [InlineData(1, 0.7310585786300049, 0.19661193324148185)]
    [InlineData(2.6, 0.9308615796566532, 0.06435829917577)] // the handout's node: 0.9308616
    public void Sigmoid_is_1_over_1_plus_e_to_the_minus_z_and_its_slope_a_times_1_minus_a(double z, double value, double slope) =>
        Check(new Sigmoid(), z, value, slope);

    [Theory]
    [InlineData(-2, -0.9640275800758169, 0.07065082485316447)]
    [InlineData(0, 0, 1)]
    [InlineData(0.5, 0.46211715726000974, 0.7864477329659274)]
    [InlineData(1, 0.7615941559557649, 0.4199743416140261)]
    public void Tanh_has_the_slope_1_minus_a_squared(double z, double value, double slope) => Check(new Tanh(), z, value, slope);

    [Theory]
    [InlineData(-2, -2)]
    [InlineData(0, 0)]
    [InlineData(2.6, 2.6)]
    public void Identity_has_the_slope_1(double z, double value) => Check(new Identity(), z, value, 1);

    [Theory]
    [InlineData(-2, 0, 0)]
    [InlineData(0, 0, 0)] // the convention: ReLU′(0) = 0
    [InlineData(1e-300, 1e-300, 1)]
    [InlineData(2.6, 2.6, 1)]
    public void ReLU_is_z_above_0_and_its_slope_at_0_is_0(double z, double value, double slope) => Check(new ReLU(), z, value, slope);

    [Theory]
    [InlineData(-2, -0.02, 0.01)]
    [InlineData(0, 0, 0.01)] // the kink belongs to the leaking side
    [InlineData(2.6, 2.6, 1)]
    public void LeakyReLU_lets_a_hundredth_through_below_0_and_at_0(double z, double value, double slope) => Check(new LeakyReLU(), z, value, slope);

    [Fact]
    public void LeakyReLU_may_leak_more() => Check(new LeakyReLU(0.2), -3, -0.6, 0.2);

    [Theory]
    [InlineData(-2, -0.8646647167633873, 0.1353352832366127)]
    [InlineData(-0.5, -0.3934693402873666, 0.6065306597126334)]
    [InlineData(0, 0, 1)]
    [InlineData(2.6, 2.6, 1)]
    public void ELU_is_e_to_the_z_minus_1_below_0(double z, double value, double slope) => Check(new ELU(), z, value, slope);

    [Fact]
    public void ELU_levels_off_at_minus_alpha()
    {
        Check(new ELU(0.5), -2, 0.5 * -0.8646647167633873, 0.5 * 0.1353352832366127);
        Check(new ELU(0.5), -100, -0.5, 0.5 * Math.Exp(-100));
    }

    [Theory]
    [InlineData(-2, 0.1269280110429725, 0.11920292202211756)]
    [InlineData(0, 0.6931471805599453, 0.5)]
    [InlineData(1, 1.3132616875182228, 0.7310585786300049)]
    public void Softplus_is_ln_of_1_plus_e_to_the_z_and_its_slope_the_sigmoid(double z, double value, double slope) => Check(new Softplus(), z, value, slope);

    [Theory]
    [InlineData(-40, -1.6993417021166355e-16, -1.6568581595637197e-16)]
    [InlineData(-5, -0.03346425462142428, -0.02654743242966592)]
    [InlineData(-1, -0.2689414213699951, 0.07232948812851327)]
    [InlineData(0, 0, 0.5)]
    [InlineData(1, 0.7310585786300049, 0.9276705118714867)]
    [InlineData(5, 4.966535745378576, 1.026547432429666)]
    public void SiLU_is_z_times_sigmoid_of_z(double z, double value, double slope) => Check(new SiLU(), z, value, slope);

    [Theory]
    [InlineData(-30, -1.472014178144456e-196, -4.416031690708495e-195)]
    [InlineData(-10, -7.619853024160526e-23, -7.618400096464814e-22)]
    [InlineData(-2, -0.04550026389635842, -0.0852318010781969)]
    [InlineData(-1, -0.15865525393145705, -0.0833154705876863)]
    [InlineData(0, 0, 0.5)]
    [InlineData(0.5, 0.34573123063700656, 0.8674951246561629)]
    [InlineData(1, 0.8413447460685429, 1.0833154705876864)] // the tanh approximation would give 0.8411920
    [InlineData(5, 4.999998566742141, 1.000007146946002)]
    public void GELU_is_the_exact_z_times_the_normal_distribution(double z, double value, double slope) => Check(new GELU(), z, value, slope);

    [Theory]
    [MemberData(nameof(ActivationsOnHand.Names), MemberType = typeof(ActivationsOnHand))]
    public void The_slope_is_how_fast_the_value_grows(string name)
    {
        // (f(z + h) − f(z − h)) / 2h, from −6 to 6 in steps of 1/8; at a kink there is no one slope.
        const double H = 1e-5;
        IActivation f = Catalogue.Activations.Create(name);
        int compared = 0;
        for (double z = -6; z <= 6; z += 0.125)
        {
            if (z == 0 && ActivationsOnHand.HasKinkAtZero(f)) continue;
            double measured = (f.Activate(z + H) - f.Activate(z - H)) / (2 * H);
            f.Slope(z, f.Activate(z)).Should().BeApproximately(measured, z == 0 ? 1e-5 : 1e-9, $"{name} at {z}"); // ELU bends at 0
            compared++;
        }
        compared.Should().BeGreaterThanOrEqualTo(96);
    }

    [Theory]
    [MemberData(nameof(ActivationsOnHand.Names), MemberType = typeof(ActivationsOnHand))]
    public void No_net_input_however_large_or_small_gives_NaN_or_infinity(string name)
    {
        IActivation f = Catalogue.Activations.Create(name);
        foreach (double size in new[] { 0, double.Epsilon, 1e-300, 1e-16, 1, 28, 37, 40, 700, 745, 800, 1e5, 1e154, 1e155, 1e300, double.MaxValue })
        {
            foreach (double z in new[] { size, -size })
            {
                double a = f.Activate(z);
                double.IsFinite(a).Should().BeTrue($"{name}({z}) is {a}");
                double slope = f.Slope(z, a);
                double.IsFinite(slope).Should().BeTrue($"the slope of {name} at {z} is {slope}");
            }
        }
    }

    [Theory]
    [InlineData("sigmoid", 0, 1)]
    [InlineData("tanh", -1, 1)]
    [InlineData("elu", -1, 1e300)]
    [InlineData("softplus", 0, 1e300)]
    [InlineData("relu", 0, 1e300)]
    [InlineData("silu", 0, 1e300)]
    [InlineData("gelu", 0, 1e300)]
    [InlineData("identity", -1e300, 1e300)]
    [InlineData("leaky_relu", -1e298, 1e300)]
    public void Far_out_each_function_is_at_its_limit(string name, double farBelow, double farAbove)
    {
        IActivation f = Catalogue.Activations.Create(name);
        f.Activate(-1e300).ShouldBeWithin(1e-15, farBelow);
        f.Activate(1e300).ShouldBeWithin(1e-15, farAbove);
    }

    [Fact]
    public void Names_carry_the_parameters()
    {
        IActivation[] all =
        [
            new Identity(), new Sigmoid(), new ReLU(), new Tanh(), new LeakyReLU(), new LeakyReLU(0.2), new ELU(), new ELU(0.5), new Softplus(), new SiLU(),
            new GELU(),
        ];
        all.Select(f => f.Name).Should().Equal(
            "identity", "sigmoid", "relu", "tanh", "leaky_relu(0.01)", "leaky_relu(0.2)", "elu(1)", "elu(0.5)", "softplus", "silu", "gelu");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_parameter_that_is_not_finite_is_refused(double parameter)
    {
        Action leaky = () => _ = new LeakyReLU(parameter);
        leaky.Should().Throw<ArgumentOutOfRangeException>().WithMessage("leak is *it must be a finite number*");
        Action elu = () => _ = new ELU(parameter);
        elu.Should().Throw<ArgumentOutOfRangeException>().WithMessage("alpha is *it must be a finite number*");
    }

    private static void Check(IActivation f, double z, double value, double slope)
    {
        f.Activate(z).ShouldBeWithin(2e-13, value, $"{f.Name}({z})");
        f.Slope(z, f.Activate(z)).ShouldBeWithin(2e-13, slope, $"the slope of {f.Name} at {z}");
    }
}
