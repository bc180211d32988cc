using NodeNet.Data;
using NodeNet.Metrics;

namespace NodeNet.Tests.Metrics;

public class RegressionErrorsTests
{
    [Fact]
    public void Errors_by_hand()
    {
        // Targets 1, 2, 6 with mean 3; predictions 2, 2, 4; errors −1, 0, 2.
        RegressionErrors errors = RegressionErrors.Of(Rows.From([[2], [2], [4]]), Rows.From([[1], [2], [6]]));

        errors.MeanAbsoluteError.Should().Be((1 + 0 + 2) / 3.0);
        errors.RootMeanSquaredError.Should().Be(Math.Sqrt((1 + 0 + 4) / 3.0));
        errors.RSquared.Should().BeApproximately(1 - 5.0 / (4 + 1 + 9), 1e-15);
    }

    [Fact]
    public void Several_outputs_count_together_each_around_its_own_mean()
    {
        // Column 0: targets 0 and 2, mean 1. Column 1: targets 100 and 104, mean 102. Errors: 0, 1; −2, 0.
        RegressionErrors errors = RegressionErrors.Of(Rows.From([[0, 102], [1, 104]]), Rows.From([[0, 100], [2, 104]]));

        errors.MeanAbsoluteError.Should().Be((1 + 2) / 4.0);
        errors.RootMeanSquaredError.Should().Be(Math.Sqrt((1 + 4) / 4.0));
        errors.RSquared.Should().BeApproximately(1 - (1.0 + 4.0) / (1 + 1 + 4 + 4), 1e-15);
    }

    [Fact]
    public void Always_saying_the_mean_has_an_R_squared_of_0_and_being_right_one_of_1()
    {
        RegressionErrors.Of(Rows.From([[3], [3], [3]]), Rows.From([[1], [2], [6]])).RSquared.Should().Be(0);
        RegressionErrors.Of(Rows.From([[1], [2], [6]]), Rows.From([[1], [2], [6]])).Should().Be(new RegressionErrors(0, 0, 1));
    }

    [Theory]
    [InlineData(5.0)]
    [InlineData(0.1)] // whose rounded mean is not 0.1
    public void For_constant_targets_R_squared_is_1_or_minus_infinity(double target)
    {
        Rows targets = Rows.From([[target], [target], [target]]);

        RegressionErrors.Of(targets, targets).RSquared.Should().Be(1);
        RegressionErrors.Of(Rows.From([[target], [target], [7]]), targets).RSquared.Should().Be(double.NegativeInfinity);
    }

    [Fact]
    public void A_network_is_measured_on_data()
    {
        // Line: ŷ = 2x + 1 is 7 and 3.
        RegressionErrors errors = RegressionErrors.Of(Given.Line(), DataSet.From([[3], [1]], [[10], [1]]));

        errors.MeanAbsoluteError.Should().Be((3 + 2) / 2.0);
        errors.RootMeanSquaredError.Should().Be(Math.Sqrt((9 + 4) / 2.0));
    }

    [Fact]
    public void Tables_of_different_sizes_are_refused()
    {
        FluentActions.Invoking(() => RegressionErrors.Of(Rows.From([[1]]), Rows.From([[1], [2]]))).Should().Throw<ArgumentException>()
            .WithMessage("There are 1 row of 1 of predictions and 2 rows of 1 of targets; the two must be of the same size.*").WithParameterName("predictions");
        FluentActions.Invoking(() => RegressionErrors.Of(Given.Line(), Given.Xor())).Should().Throw<ArgumentException>().WithParameterName("data");
        FluentActions.Invoking(() => RegressionErrors.Of(null!, Rows.From([[1]]))).Should().Throw<ArgumentNullException>().WithParameterName("predictions");
    }

    // scikit-learn 1.2.1: mean_absolute_error, mean_squared_error(squared=False) and r2_score with sample_weight.
    [Fact]
    public void Errors_of_a_data_set_with_weights_are_weighted()
    {
        Network network = new NetworkBuilder(1).AddLayer(1, new NodeNet.Activations.Identity(), bias: false).Build(seed: 1);
        network.OutputLayer.SetWeights([[1.0]]);
        DataSet data = DataSet.From([[1.5], [1], [4.5], [6], [-2]], [[1], [2], [4], [8], [-3]], [1, 2, 0.5, 3, 0]);

        RegressionErrors errors = RegressionErrors.Of(network, data);

        errors.MeanAbsoluteError.Should().BeApproximately(1.3461538461538463, 1e-15);
        errors.RootMeanSquaredError.Should().BeApproximately(1.4871242253216312, 1e-15);
        errors.RSquared.Should().BeApproximately(0.764937106918239, 1e-14);
        DataSet constant = DataSet.From([[1.0], [2.0]], [[0.1], [0.1]], [1.0, 3.0]);
        RegressionErrors.Of(network, constant).RSquared.Should().Be(double.NegativeInfinity, "constant targets, whatever the weights");
    }
}
