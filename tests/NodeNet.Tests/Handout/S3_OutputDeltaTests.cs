using NodeNet.Training;

namespace NodeNet.Tests.Handout;

/// <summary>How wrong the output is, and which way its net input should go.</summary>
public class S3_OutputDeltaTests
{
    private readonly Network _network = HandoutNetwork.Create();
    private readonly Trainer _trainer;

    public S3_OutputDeltaTests() => _trainer = HandoutNetwork.TrainerFor(_network);

    [Fact]
    public void The_sum_of_squared_errors_has_no_factor_one_half()
    {
        // SSE = Σ (label − activation)² = (1 − 0.6)²
        _trainer.Step([1, 3, 5], [1]).Should().BeApproximately(0.16, 1e-15);
    }

    [Fact]
    public void The_delta_of_the_output_is_error_times_slope()
    {
        _trainer.Step([1, 3, 5], [1]);

        // δ_o = 2 · (label − a) · a · (1 − a) = 2 · (1 − 0.6) · 0.6 · (1 − 0.6)
        _network.Node("y1").Delta.Should().BeApproximately(0.192, 1e-15);
    }

    [Fact]
    public void The_delta_is_positive_because_the_output_is_too_small_and_negative_when_it_is_too_large()
    {
        _trainer.Step([1, 3, 5], [1]);
        _network.Node("y1").Delta.Should().BePositive();

        _trainer.Step([1, 3, 5], [0]); // now 0.6 is too much
        _network.Node("y1").Delta.Should().BeNegative();
    }
}
