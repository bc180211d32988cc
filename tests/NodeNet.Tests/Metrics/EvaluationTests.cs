using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Tests.Metrics;

public class EvaluationTests
{
    [Fact]
    public void The_loss_is_the_mean_over_the_examples()
    {
        // Line: ŷ = 2x + 1. x = 3: (10 − 7)² = 9. x = 1: (1 − 3)² = 4.
        Evaluation evaluation = Evaluation.Of(Given.Line(), new SumOfSquaredErrors(), DataSet.From([[3], [1]], [[10], [1]]));

        evaluation.Loss.Should().Be((9 + 4) / 2.0);
        evaluation.Accuracy.Should().BeNull("10 names no class");
    }

    [Fact]
    public void Accuracy_is_the_share_of_examples_whose_class_is_right()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Identity(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights([[1, 0], [0, 1]]); // outputs = inputs
        DataSet data = DataSet.From([[5, 1], [1, 5], [5, 1], [0, 1]], [[1, 0], [0, 1], [0, 1], [0, 1]]);

        Evaluation.Of(network, new SumOfSquaredErrors(), data).Accuracy.Should().Be(3 / 4.0);
    }

    [Fact]
    public void With_a_single_output_the_line_is_at_a_half()
    {
        Evaluation.Of(Given.Line(), new SumOfSquaredErrors(), DataSet.From([[-0.25], [-0.26]], [[1], [1]])).Accuracy.Should().Be(1 / 2.0);
    }

    [Fact]
    public void Evaluating_leaves_the_network_as_it_is()
    {
        Network network = Given.Small();
        Evaluation.Of(network, new SumOfSquaredErrors(), Given.Xor()).Loss.Should().BeGreaterThan(0);
        network.FirstParameterDifference(Given.Small()).Should().BeNull();
        network.Node("h1").Invoking(n => n.Activation).Should().Throw<InvalidOperationException>("no pass was shown");
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        FluentActions.Invoking(() => Evaluation.Of(Given.Line(), new SumOfSquaredErrors(), Given.Xor())).Should().Throw<ArgumentException>()
            .WithMessage("data has 2 inputs and 1 target; the network has 1 input node and 1 output node.*").WithParameterName("data");
        FluentActions.Invoking(() => Evaluation.Of((Network)null!, new SumOfSquaredErrors(), Given.Xor())).Should().Throw<ArgumentNullException>()
            .WithParameterName("network");
        FluentActions.Invoking(() => Evaluation.Of(Given.Line(), null!, Given.Xor())).Should().Throw<ArgumentNullException>().WithParameterName("loss");
        FluentActions
            .Invoking(() => Evaluation.Of(Given.Line(), new SumOfSquaredErrors(), null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("data");
    }
}
