using NodeNet.Activations;

namespace NodeNet.Tests.Activations;

/// <summary>Softmax: aᵢ = e^zᵢ / Σⱼ e^zⱼ over a layer.</summary>
public class SoftmaxTests
{
    [Fact]
    public void Three_scores_become_three_probabilities()
    {
        // CS231n prints 0.70, 0.04, 0.26.
        double[] a = Activate(1, -2, 0);
        a[0].ShouldBeWithin(1e-14, 0.7053845126982412);
        a[1].ShouldBeWithin(1e-14, 0.03511902695933972);
        a[2].ShouldBeWithin(1e-14, 0.25949646034241913);
        a.Sum().Should().BeApproximately(1, 1e-15);
    }

    [Fact]
    public void Equal_scores_share_evenly_however_large_they_are()
    {
        foreach (double z in new[] { 0, 1e-300, -40, 40, 800, -800, 1e5, 1e300, -1e300, double.MaxValue })
            Activate(z, z, z, z).Should().Equal(0.25, 0.25, 0.25, 0.25);
    }

    [Fact]
    public void Only_differences_count() => Activate(101, 98, 100).Should().Equal(Activate(1, -2, 0));

    [Theory]
    [InlineData(800, -800)]
    [InlineData(1e5, -1e5)]
    [InlineData(1e300, -1e300)]
    [InlineData(double.MaxValue, -double.MaxValue)]
    public void A_huge_spread_gives_1_and_0_and_no_NaN(double high, double low) => Activate(low, high, low).Should().Equal(0, 1, 0);

    [Fact]
    public void One_node_alone_is_certain() => Activate(-3.7).Should().Equal(1.0);

    [Fact]
    public void A_moderate_spread_keeps_the_small_probability_exact() =>
        Activate(40, 0, 0)[1].ShouldBeWithin(1e-14, 4.248354255291589e-18); // e^−40 / (1 + 2·e^−40)

    [Fact]
    public void Delta_is_a_times_push_less_the_mean_push()
    {
        // a = (0.5, 0.25, 0.25), push = (1, 2, −2): Σ a·push = 0.5; δ = a · (push − 0.5).
        double[] z = [Math.Log(2), 0, 0];
        double[] a = [0.5, 0.25, 0.25];
        double[] push = [1, 2, -2];
        var delta = new double[3];
        new Softmax().Deltas(z, a, push, delta);
        delta.Should().Equal(0.25, 0.375, -0.625);

        new Softmax().Deltas(z, a, push, push);
        push.Should().Equal(delta, "pushes and deltas may share their memory");
    }

    [Fact]
    public void Deltas_agree_with_differences()
    {
        // push is −∂Loss/∂a; with Loss = −Σ pushⱼ · aⱼ(z), δᵢ = Σⱼ pushⱼ · ∂aⱼ/∂zᵢ.
        const double H = 1e-5;
        double[] z = [0.3, -1.2, 2.1, 0.7];
        double[] push = [0.5, -0.25, 1.5, -2];
        var delta = new double[4];
        new Softmax().Deltas(z, Activate(z), push, delta);
        for (int i = 0; i < z.Length; i++)
        {
            double[] above = [.. z];
            double[] below = [.. z];
            above[i] += H;
            below[i] -= H;
            double measured = (Weighted(push, Activate(above)) - Weighted(push, Activate(below))) / (2 * H);
            delta[i].Should().BeApproximately(measured, 1e-9);
        }

        static double Weighted(double[] push, double[] a) => push.Zip(a, (p, value) => p * value).Sum();
    }

    [Fact]
    public void It_is_called_softmax() => new Softmax().Name.Should().Be("softmax");

    private static double[] Activate(params double[] netInputs)
    {
        var activations = new double[netInputs.Length];
        new Softmax().Activate(netInputs, activations);
        return activations;
    }
}
