using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Published;

/// <summary>hmkcode, "Backpropagation Step by Step": 2-2-1, no activation function, no bias, half squared error, learning rate 0.05.</summary>
public class HmkcodeTests
{
    private readonly Network _network = new NetworkBuilder(inputs: 2)
        .AddLayer(2, new Identity(), bias: false)
        .AddLayer(1, new Identity(), bias: false)
        .Build(seed: 1);

    public HmkcodeTests()
    {
        _network.HiddenLayers[0].SetWeights([[0.11, 0.21], [0.12, 0.08]]);
        _network.OutputLayer.SetWeights([[0.14, 0.15]]);
    }

    [Fact]
    public void The_prediction_before_learning()
    {
        // (2 · 0.11 + 3 · 0.21) · 0.14 + (2 · 0.12 + 3 · 0.08) · 0.15 = 0.85 · 0.14 + 0.48 · 0.15
        _network.Predict([2, 3])[0].Should().BeApproximately(0.191, 1e-15);
    }

    [Fact]
    public void The_weights_after_one_step_are_those_printed()
    {
        Learn();

        // δ_o = 1 − 0.191 = 0.809; then 0.11 + 0.05 · 0.809 · 0.14 · 2, 0.21 + 0.05 · 0.809 · 0.14 · 3, …, 0.14 + 0.05 · 0.809 · 0.85, …
        _network.Connections.Select(c => c.Weight).ShouldPrint("0.12, 0.23, 0.13, 0.10, 0.17, 0.17");
    }

    [Fact]
    public void The_prediction_after_one_step()
    {
        Learn();

        // With the unrounded weights; the post goes on with the rounded ones.
        _network.Predict([2, 3])[0].ShouldPrint("0.2557457808");
    }

    [Fact]
    public void The_post_rounds_the_weights_and_so_prints_another_prediction()
    {
        _network.HiddenLayers[0].SetWeights([[0.12, 0.23], [0.13, 0.10]]);
        _network.OutputLayer.SetWeights([[0.17, 0.17]]);

        // (2 · 0.12 + 3 · 0.23) · 0.17 + (2 · 0.13 + 3 · 0.10) · 0.17 = 0.93 · 0.17 + 0.56 · 0.17
        _network.Predict([2, 3])[0].Should().BeApproximately(0.2533, 1e-15);
    }

    private void Learn() =>
        new Trainer(_network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.05 }).Step([2, 3], [1]);
}
