using NodeNet.Activations;
using NodeNet.Initializers;

namespace NodeNet.Tests.Initializers;

/// <summary>How weights and biases start when the builder is not told.</summary>
public class DefaultInitializerTests
{
    public static TheoryData<string> Activations => [.. Catalogue.Activations.Names];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Rectifiers_start_with_He_and_all_others_with_Glorot(string name)
    {
        bool isRectifier = name is "relu" or "leaky_relu" or "elu" or "softplus" or "silu" or "gelu";
        IActivation f = Catalogue.Activations.Create(name);
        f.DefaultInitializer.Name.Should().Be(isRectifier ? "he_normal" : "glorot_uniform");

        // Left to itself, the builder draws exactly what it draws when told so.
        Network byDefault = new NetworkBuilder(inputs: 3).AddLayer(4, f).AddLayer(2, f).Build(seed: 5);
        IInitializer told = isRectifier ? new HeNormal() : new GlorotUniform();
        Network byWord = new NetworkBuilder(inputs: 3).AddLayer(4, f, weights: told).AddLayer(2, f, weights: told).Build(seed: 5);
        byDefault.FirstParameterDifference(byWord).Should().BeNull();
    }

    [Fact]
    public void A_softmax_layer_starts_with_Glorot()
    {
        Network byDefault = new NetworkBuilder(inputs: 3).AddLayer(2, new Softmax()).Build(seed: 5);
        Network byWord = new NetworkBuilder(inputs: 3).AddLayer(2, new Softmax(), weights: new GlorotUniform()).Build(seed: 5);
        byDefault.FirstParameterDifference(byWord).Should().BeNull();
    }

    [Fact]
    public void In_a_mixed_layer_each_nodes_own_function_decides()
    {
        // 1 input, 2000 nodes, of which every second is ReLU: He has variance 2/1; Glorot stays within ±√(6/2001) = ±0.0548.
        IActivation[] mixed = [.. Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? (IActivation)new Tanh() : new ReLU())];
        Network network = new NetworkBuilder(inputs: 1).AddLayer(mixed).Build(seed: 8);
        double[] weights = [.. network.OutputLayer.GetWeights().Select(row => row[0])];

        double[] intoTanh = [.. weights.Where((_, i) => i % 2 == 0)];
        double[] intoReLU = [.. weights.Where((_, i) => i % 2 == 1)];
        intoTanh.Should().OnlyContain(w => Math.Abs(w) <= 0.0548);
        intoReLU.Average(w => w * w).ShouldBeWithin(0.1, 2.0);
    }

    [Fact]
    public void What_the_builder_is_told_holds_for_all_nodes_of_a_mixed_layer()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer([new Tanh(), new ReLU()], weights: new Constant(0.5)).Build(seed: 8);
        network.Connections.Should().HaveCount(4).And.OnlyContain(c => c.Weight == 0.5);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Biases_start_at_0(string name)
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(4, Catalogue.Activations.Create(name)).AddLayer(2, new Softmax()).Build(seed: 5);
        network.HiddenLayers[0].GetBiases().Should().Equal(0, 0, 0, 0);
        network.OutputLayer.GetBiases().Should().Equal(0, 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        NetworkBuilder builder = new NetworkBuilder(inputs: 3).AddLayer(4, new ReLU()).AddLayer(2, new Softmax());
        Network first = builder.Build(seed: 42);
        first.HasSameParametersAs(builder.Build(seed: 42)).Should().BeTrue();
        first.HasSameParametersAs(builder.Build(seed: 43)).Should().BeFalse();
    }

    [Fact]
    public void Seed_42_gives_the_approved_first_weights()
    {
        // Glorot for 3 in, 4 out: limit √(6/7) = 0.9258200997725514; weight = −limit + 2 · limit · u with the generator's doubles of seed 42.
        Network network = new NetworkBuilder(inputs: 3).AddLayer(4, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 42);
        double limit = Math.Sqrt(6.0 / 7.0);
        double[] u = [0.08386297105988216, 0.3789802506626686, 0.6800434110281394, 0.9246929453253876, 0.9918039142821028];
        network.Connection("x1", "h1").Weight.ShouldBeWithin(1e-15, -limit + 2 * limit * u[0]);
        network.Connection("x1", "h2").Weight.ShouldBeWithin(1e-15, -limit + 2 * limit * u[1]);
        network.Connection("x1", "h3").Weight.ShouldBeWithin(1e-15, -limit + 2 * limit * u[2]);
        network.Connection("x1", "h4").Weight.ShouldBeWithin(1e-15, -limit + 2 * limit * u[3]);
        network.Connection("x2", "h1").Weight.ShouldBeWithin(1e-15, -limit + 2 * limit * u[4]);
    }
}
