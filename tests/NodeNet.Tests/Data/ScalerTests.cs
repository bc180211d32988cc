using NodeNet.Data;

namespace NodeNet.Tests.Data;

public class ScalerTests
{
    [Fact]
    public void Standard_gives_every_column_mean_0_and_standard_deviation_1()
    {
        // Column 0: mean 4, deviations −2, 0, 2, so √(8/3). Column 1: mean 20, √(200/3).
        Rows rows = Rows.From([[2, 10], [4, 20], [6, 30]]);
        Scaler scaler = Scaler.Standard(rows);

        scaler.Offsets.Should().Equal(4, 20);
        scaler.Factors[0].Should().BeApproximately(Math.Sqrt(8.0 / 3.0), 1e-15);
        scaler.Factors[1].Should().BeApproximately(Math.Sqrt(200.0 / 3.0), 1e-14);
        Rows scaled = scaler.Scale(rows);
        scaled[0, 0].Should().BeApproximately(-2 / Math.Sqrt(8.0 / 3.0), 1e-15);
        scaled.Column(1).Average().Should().BeApproximately(0, 1e-15);
        scaled.Column(1).Average(x => x * x).Should().BeApproximately(1, 1e-15);
    }

    [Fact]
    public void MinMax_spreads_every_column_over_the_range()
    {
        Rows rows = Rows.From([[2, -1], [4, 0], [6, 3]]);

        Scaler.MinMax(rows).Scale(rows).ToArrays().Should().BeEquivalentTo(new double[][] { [0, 0], [0.5, 0.25], [1, 1] }, o => o.WithStrictOrdering());
        Scaler.MinMax(rows, low: -1, high: 1)
            .Scale(rows)
            .ToArrays()
            .Should()
            .BeEquivalentTo(new double[][] { [-1, -1], [0, -0.5], [1, 1] }, o => o.WithStrictOrdering());
    }

    [Fact]
    public void A_scaler_is_fitted_on_the_training_part_only()
    {
        Scaler scaler = Scaler.MinMax(Rows.From([[0], [10]]));

        scaler.Scale(Rows.From([[20], [-10]])).Column(0).Should().Equal([2.0, -1.0], "other rows may come out beyond the range");
        scaler.Scale([5.0]).Should().Equal(0.5);
    }

    [Fact]
    public void A_constant_column_is_only_moved()
    {
        // The rounded mean of 0.1, 0.1, 0.1 is not 0.1; its noise must not be blown up to a deviation of 1.
        Rows constant = Rows.From([[0.1], [0.1], [0.1]]);

        Scaler standard = Scaler.Standard(constant);
        standard.Factors.Should().Equal(1);
        standard.Scale([0.1])[0].Should().BeApproximately(0, 1e-16);
        standard.Scale([1.1])[0].Should().BeApproximately(1, 1e-15);
        Scaler minMax = Scaler.MinMax(constant, low: -1, high: 1);
        minMax.Scale([0.1])[0].Should().BeApproximately(-1, 1e-15);
        minMax.Factors.Should().Equal(1);
        Scaler.Standard(Rows.From([[5, 7]])).Scale([5.0, 7.0]).Should().Equal(0, 0);
    }

    [Fact]
    public void Restoring_undoes_scaling()
    {
        Rows rows = Rows.From([[2, -1], [4, 0], [6, 3]]);
        foreach (Scaler scaler in new[] { Scaler.Standard(rows), Scaler.MinMax(rows, low: -2, high: 5) })
        {
            Rows restored = scaler.Restore(scaler.Scale(rows));
            for (int row = 0; row < 3; row++)
            {
                restored[row, 0].Should().BeApproximately(rows[row, 0], 1e-14);
                scaler.Restore(scaler.Scale(rows[row]))[1].Should().BeApproximately(rows[row, 1], 1e-14);
            }
        }
    }

    [Fact]
    public void A_data_set_is_scaled_on_either_side()
    {
        DataSet data = DataSet.From([[0], [10]], [[100], [300]]);
        DataSet scaled = data.ScaleInputs(Scaler.MinMax(data.Inputs)).ScaleTargets(Scaler.MinMax(data.Targets));

        scaled.Inputs.Column(0).Should().Equal(0, 1);
        scaled.Targets.Column(0).Should().Equal(0, 1);
        data.Inputs.Column(0).Should().Equal([0.0, 10.0], "the original stays");
        data.Invoking(d => d.ScaleInputs(null!)).Should().Throw<ArgumentNullException>().WithParameterName("scaler");
        data.Invoking(d => d.ScaleTargets(null!)).Should().Throw<ArgumentNullException>().WithParameterName("scaler");
    }

    [Fact]
    public void Wrong_widths_and_ranges_are_refused()
    {
        Rows rows = Rows.From([[1, 2], [3, 4]]);
        Scaler scaler = Scaler.Standard(rows);
        const string Message = "The rows have 1 column; the scaler was fitted on 2.";

        scaler.Invoking(s => s.Scale([1.0])).Should().Throw<ArgumentException>().WithMessage(Message);
        scaler.Invoking(s => s.Scale(Rows.From([[1]]))).Should().Throw<ArgumentException>().WithMessage(Message);
        scaler.Invoking(s => s.Restore([1.0])).Should().Throw<ArgumentException>().WithMessage(Message);
        scaler.Invoking(s => s.Restore(Rows.From([[1]]))).Should().Throw<ArgumentException>().WithMessage(Message);
        FluentActions
            .Invoking(() => Scaler.MinMax(rows, low: 1, high: 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("high is 1; it must be above low, 1.*")
            .WithParameterName("high");
        FluentActions.Invoking(() => Scaler.MinMax(rows, low: double.NaN)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("low");
        FluentActions
            .Invoking(() => Scaler.MinMax(rows, high: double.PositiveInfinity))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithParameterName("high");
        FluentActions.Invoking(() => Scaler.Standard(null!)).Should().Throw<ArgumentNullException>().WithParameterName("training");
    }

    [Fact]
    public void From_its_numbers_it_is_made_again()
    {
        Scaler scaler = Scaler.From([20, -1], [10, 0.5]);
        scaler.Scale([25, 0]).Should().Equal(0.5, 2.0); // (25 − 20) / 10, (0 + 1) / 0.5
        scaler.Restore([0.5, 2.0]).Should().Equal(25, 0);

        Scaler fitted = Scaler.Standard(Rows.From([[1, 7], [2, 9], [4, 8]]));
        Scaler again = Scaler.From(fitted.Offsets, fitted.Factors);
        again.Offsets.Should().Equal(fitted.Offsets);
        again.Factors.Should().Equal(fitted.Factors);
    }

    [Fact]
    public void Numbers_that_make_no_scaler_are_refused()
    {
        FluentActions
            .Invoking(() => Scaler.From([], []))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There are 0 offsets and 0 factors; there must be as many of each, at least one.*");
        FluentActions.Invoking(() => Scaler.From([1, 2], [1])).Should().Throw<ArgumentException>().WithMessage("There are 2 offsets and 1 factor;*");
        FluentActions
            .Invoking(() => Scaler.From([1, double.NaN], [1, 1]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The offset of column 1 is NaN; it must be a finite number.*")
            .WithParameterName("offsets");
        FluentActions
            .Invoking(() => Scaler.From([1], [0]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The factor of column 0 is 0; it must be a finite number other than 0.*")
            .WithParameterName("factors");
        FluentActions.Invoking(() => Scaler.From([1], [double.PositiveInfinity])).Should().Throw<ArgumentException>().WithParameterName("factors");
        FluentActions.Invoking(() => Scaler.From(null!, [1])).Should().Throw<ArgumentNullException>().WithParameterName("offsets");
        FluentActions.Invoking(() => Scaler.From([1], null!)).Should().Throw<ArgumentNullException>().WithParameterName("factors");
    }
}
