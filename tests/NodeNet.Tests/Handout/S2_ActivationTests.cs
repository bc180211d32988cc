using NodeNet.Activations;

namespace NodeNet.Tests.Handout;

/// <summary>From h1's net input, 2.6, to its activation; and on to the output that the handout assumes.</summary>
public class S2_ActivationTests
{
    private readonly Network _network = HandoutNetwork.Create();

    [Fact]
    public void The_activation_of_h1_is_the_sigmoid_of_its_net_input()
    {
        _network.Forward([1, 3, 5]);

        // sigmoid(z) = 1 / (1 + e^−z)
        _network.Node("h1").Activation.ShouldPrint("0.9308616"); // 1 / (1 + e^−2.6)
    }

    [Fact]
    public void With_relu_the_activation_of_h1_is_its_net_input_because_that_is_positive()
    {
        _network.Node("h1").ActivationFunction = new ReLU();

        _network.Forward([1, 3, 5]);

        // relu(z) = max(0, z)
        _network.Node("h1").Activation.Should().BeApproximately(2.6, 1e-15);
    }

    [Fact]
    public void The_output_activation_is_the_0_6_that_the_handout_assumes()
    {
        double[] outputs = _network.Forward([1, 3, 5]);

        // sigmoid(ln(0.6 / 0.4)) = 0.6
        _network.Node("y1").NetInput.Should().BeApproximately(Math.Log(1.5), 1e-15);
        outputs.Should().ContainSingle().Which.Should().BeApproximately(0.6, 1e-15);
    }
}
