using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Published;

/// <summary>Matt Mazur, "A Step by Step Backpropagation Example": 2-2-2, sigmoid, E = Σ ½ (target − out)², η = 0.5; the biases are used but not
/// trained.</summary>
public class MazurTests
{
    private const double Printed = 5e-9; // he prints nine decimals, some of them rounded on the way

    private static readonly HalfSumOfSquaredErrors _loss = new();
    private static readonly DataSet _example = DataSet.From([[0.05, 0.10]], [[0.01, 0.99]]);

    private readonly Network _network = new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(2, new Sigmoid()).Build(seed: 1);
    private readonly Trainer _trainer;

    public MazurTests()
    {
        _network.HiddenLayers[0].SetWeights([[0.15, 0.20], [0.25, 0.30]]); // w1 w2, w3 w4
        _network.HiddenLayers[0].SetBiases(0.35, 0.35);                    // b1
        _network.OutputLayer.SetWeights([[0.40, 0.45], [0.50, 0.55]]);     // w5 w6, w7 w8
        _network.OutputLayer.SetBiases(0.60, 0.60);                        // b2
        foreach (Node node in _network.HiddenLayers[0].Nodes.Concat(_network.OutputLayer.Nodes))
            node.IsBiasFrozen = true;
        _trainer = new Trainer(_network, _loss, new TrainerOptions { LearningRate = 0.5 });
    }

    [Fact]
    public void The_forward_pass()
    {
        _network.Forward([0.05, 0.10]);

        _network.Node("h1").NetInput.Should().BeApproximately(0.3775, 1e-15); // 0.15 · 0.05 + 0.20 · 0.10 + 0.35
        _network.Node("h1").Activation.Should().BeApproximately(0.593269992, Printed);
        _network.Node("h2").Activation.Should().BeApproximately(0.596884378, Printed);
        _network.Node("y1").NetInput.Should().BeApproximately(1.105905967, Printed); // 0.40 · 0.593269992 + 0.45 · 0.596884378 + 0.60
        _network.Node("y1").Activation.Should().BeApproximately(0.75136507, Printed);
        _network.Node("y2").Activation.Should().BeApproximately(0.772928465, Printed);
    }

    [Fact]
    public void The_error_of_each_output_and_their_sum()
    {
        double[] outputs = _network.Predict([0.05, 0.10]);

        _loss.Term(outputs[0], target: 0.01).Should().BeApproximately(0.274811083, Printed); // ½ (0.01 − 0.75136507)²
        _loss.Term(outputs[1], target: 0.99).Should().BeApproximately(0.023560026, Printed); // ½ (0.99 − 0.772928465)²
        _trainer.Evaluate(_example).Loss.Should().BeApproximately(0.298371109, Printed);
    }

    [Fact]
    public void The_slopes_of_the_error_by_w5_and_w1()
    {
        var gradients = Gradients.Of(_network, _loss, _example);

        gradients[_network.Connection("h1", "y1")].Should().BeApproximately(0.082167041, Printed); // w5
        gradients[_network.Connection("x1", "h1")].Should().BeApproximately(0.000438568, Printed); // w1
    }

    [Fact]
    public void All_eight_weights_after_one_step()
    {
        _trainer.Step([0.05, 0.10], [0.01, 0.99]);

        double[] expected = [0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301270, 0.561370121];
        double[] weights = [.. _network.Connections.Select(c => c.Weight)]; // in the order w1 … w8
        weights.Should().HaveCount(8);
        weights.Should().Equal(expected, (actual, printed) => Math.Abs(actual - printed) < Printed);
    }

    [Fact]
    public void The_biases_stay_as_they_are()
    {
        _trainer.Step([0.05, 0.10], [0.01, 0.99]);

        _network.HiddenLayers[0].GetBiases().Should().Equal(0.35, 0.35);
        _network.OutputLayer.GetBiases().Should().Equal(0.60, 0.60);
    }

    [Fact]
    public void The_error_after_one_step()
    {
        _trainer.Step([0.05, 0.10], [0.01, 0.99]);

        // The eight printed weights give this number; the one that the post prints belongs to other weights: see the next test.
        _trainer.Evaluate(_example).Loss.Should().BeApproximately(0.2910277737, 1e-10);
    }

    [Fact]
    public void The_posts_own_error_after_one_step_comes_from_updating_before_propagating_which_NodeNet_does_not_do()
    {
        // First w5 … w8 change (the hidden layer stands still), and only then the hidden deltas are taken, with the new w5 … w8.
        _network.HiddenLayers[0].Freeze();
        _trainer.Step([0.05, 0.10], [0.01, 0.99]);
        var changed = new List<(Connection Connection, double Weight)>();
        foreach (Node h in _network.HiddenLayers[0].Nodes)
        {
            double delta = h.Outgoing.Sum(c => c.Target.Delta * c.Weight) * h.Activation * (1 - h.Activation);
            changed.AddRange(h.Incoming.Select(c => (c, c.Weight + 0.5 * delta * c.Source.Activation)));
        }
        foreach ((Connection connection, double weight) in changed)
            connection.Weight = weight;

        _trainer.Evaluate(_example).Loss.Should().BeApproximately(0.291027924, 5e-10);
        0.291027924.Should().NotBeApproximately(0.2910277737, 1e-8); // not rounding: another number
    }
}
