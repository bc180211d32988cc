using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Verification;

namespace NodeNet.Tests.Published;

/// <summary>Victor Zhou, "Machine Learning for Beginners: An Introduction to Neural Networks".</summary>
public class VictorZhouTests
{
    [Fact]
    public void One_neuron()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Sigmoid()).Build(seed: 1);
        network.OutputLayer.SetWeights([[0, 1]]);
        network.OutputLayer.SetBiases(4);

        // sigmoid(0 · 2 + 1 · 3 + 4) = sigmoid(7)
        network.Predict([2, 3])[0].Should().BeApproximately(0.9990889488055994, 1e-15);
    }

    [Fact]
    public void A_network_in_which_every_neuron_has_the_weights_0_and_1()
    {
        Network network = TwoTwoOne();
        network.HiddenLayers[0].SetWeights([[0, 1], [0, 1]]);
        network.OutputLayer.SetWeights([[0, 1]]);

        // sigmoid(sigmoid(3))
        network.Predict([2, 3])[0].Should().BeApproximately(0.7216325609518421, 1e-15);
    }

    [Fact]
    public void The_slope_of_the_loss_by_w1_where_every_weight_is_1()
    {
        Network network = TwoTwoOne();
        network.HiddenLayers[0].SetWeights([[1, 1], [1, 1]]);
        network.OutputLayer.SetWeights([[1, 1]]);
        DataSet alice = DataSet.From([[-2, -1]], [[1]]);

        network.Forward([-2, -1]);
        network.Node("h1").Activation.ShouldPrint("0.0474"); // sigmoid(−3), and h2 the same
        network.Node("h2").Activation.ShouldPrint("0.0474");
        network.Node("y1").Activation.ShouldPrint("0.524"); // sigmoid(0.0474 + 0.0474)

        // L = (1 − y)²; ∂L/∂w1 = −2 · (1 − y) · y · (1 − y) · w5 · h1 · (1 − h1) · x1
        var gradients = Gradients.Of(network, new SumOfSquaredErrors(), alice);
        gradients[network.Connection("x1", "h1")].Should().BeApproximately(0.0214, 1e-4);
    }

    private static Network TwoTwoOne() => new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);
}
