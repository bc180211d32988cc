using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Judging;
using NodeNet.Tables;

namespace NodeNet.Tests.Judging;

/// <summary>Probabilities that mean what they say: the temperature is scipy's, the bins are scikit-learn's. explaining.py made the numbers.</summary>
public class CalibrationTests
{
    private static readonly JsonElement _all = GivenModels.Explaining;

    [Theory]
    [InlineData("several")]
    [InlineData("two")]
    public void The_temperature_is_that_of_the_smallest_log_loss(string name)
    {
        (JsonElement one, Model model, Table table) = Case(name);

        TemperatureScaling found = TemperatureScaling.Fit(model, table);

        found.Temperature.Should().BeApproximately(GivenModels.Number(one, "temperature"), 1e-9);
        found.LogLossBefore.Should().BeApproximately(GivenModels.Number(one, "before"), 1e-13);
        found.LogLossAfter.Should().BeApproximately(GivenModels.Number(one, "after"), 1e-13).And.BeLessThan(found.LogLossBefore);
        ClassScores.Of(found.Apply(model), table).LogLoss.Should().BeApproximately(found.LogLossAfter, 1e-12, "the model answers so");
        found.ToString().Should().StartWith("temperature ").And.Contain("log loss ");
    }

    [Theory]
    [InlineData("several", 0.5)]
    [InlineData("two", 0.5)]
    [InlineData("two", 0.8)]
    public void A_calibrated_model_answers_the_same_classes(string name, double threshold)
    {
        (_, Model model, Table table) = Case(name);
        model = model with { Threshold = threshold };

        Model calibrated = TemperatureScaling.Fit(model, table).Apply(model);

        calibrated.Classify(table).Select(answer => answer.Label).Should().Equal(model.Classify(table).Select(answer => answer.Label));
        calibrated.Network.Should().NotBeSameAs(model.Network);
        model.Network.OutputLayer.GetWeights()[0][0].Should().Be(1, "the given model is as it was");
    }

    [Fact]
    public void A_model_that_is_already_right_about_itself_has_a_temperature_of_1()
    {
        // 3 of 4 rows at z = ln 3, which promises 0.75, and 1 of 4 at −ln 3.
        double[][] netInputs = [.. Enumerable.Range(0, 8).Select(row => new[] { row < 4 ? Math.Log(3) : -Math.Log(3) })];
        (Model model, Table table) = GivenModels.Passing(netInputs, [1, 1, 1, 0, 0, 0, 0, 1]);

        TemperatureScaling.Fit(model, table).Temperature.Should().BeApproximately(1, 1e-14);
    }

    [Fact]
    public void Where_no_temperature_is_the_best_that_is_said()
    {
        (Model sure, Table right) = GivenModels.Passing([[3], [2], [-1]], [1, 1, 0]);
        (Model lost, Table wrong) = GivenModels.Passing([[3], [2], [-1]], [0, 0, 1]);

        sure.Invoking(model => TemperatureScaling.Fit(model, right)).Should().Throw<InvalidOperationException>().WithMessage("*every row is answered right*");
        lost.Invoking(model => TemperatureScaling.Fit(model, wrong)).Should().Throw<InvalidOperationException>().WithMessage("*say nothing of the classes*");
        (Model numbers, Table table) = GivenModels.Weighted([[1], [2], [4]], [1]);
        numbers.Invoking(model => TemperatureScaling.Fit(model, table)).Should().Throw<InvalidOperationException>().WithMessage("*predicts numbers*");
        (Model other, Table three) = GivenModels.Passing([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [0, 1, 2]);
        other.Network.OutputLayer.Activation = new Sigmoid();
        other.Invoking(model => TemperatureScaling.Fit(model, three)).Should().Throw<InvalidOperationException>()
            .WithMessage("The output layer has sigmoid; a temperature needs a softmax, or one node with a sigmoid.");
    }

    [Fact]
    public void Bins_are_those_of_scikit_learn()
    {
        double[] scores = GivenModels.Numbers(_all, "scores");
        bool[] holds = [.. _all.GetProperty("holds").EnumerateArray().Select(one => one.GetBoolean())];
        foreach (JsonElement one in _all.GetProperty("reliability").EnumerateArray())
        {
            Reliability found = Reliability.Of(scores, holds, one.GetProperty("bins").GetInt32());

            found.Bins.Select(bin => bin.Share).Should().Equal(GivenModels.Numbers(one, "shares"), (a, b) => Math.Abs(a - b) < 1e-14);
            found.Bins.Select(bin => bin.MeanScore).Should().Equal(GivenModels.Numbers(one, "means"), (a, b) => Math.Abs(a - b) < 1e-14);
            found.Count.Should().Be(300);
        }
    }

    [Fact]
    public void The_calibration_error_weighs_the_bins_by_their_rows()
    {
        Reliability found = Reliability.Of([0.25, 0.25, 0.25, 0.9], [false, false, true, false], bins: 2);

        found.Bins.Should().Equal(new ReliabilityBin(0, 0.5, 3, 0.25, 1.0 / 3), new ReliabilityBin(0.5, 1, 1, 0.9, 0));
        found.ExpectedCalibrationError.Should().BeApproximately((3 * (1.0 / 3 - 0.25) + 0.9) / 4, 1e-15);
        found.MaximumCalibrationError.Should().Be(0.9);
        found.ToString().Should().Be("4 rows in 2 bins: expected calibration error 0.2875, at most 0.9");
        found.Bins[0].ToString().Should().Be("0 to 0.5: 3 rows, mean score 0.25, 0.3333333 hold");
    }

    [Fact]
    public void Of_several_classes_the_answered_one_counts()
    {
        ClassScores.Of(Rows.From([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3]]), [0, 2]).Reliability(10).Bins.Should().Equal(
            new ReliabilityBin(0.3, 0.4, 1, 0.4, 0), new ReliabilityBin(0.6, 0.7, 1, 0.7, 1));
        (_, Model model, Table table) = Case("two");
        Reliability.Of(model, table).Count.Should().Be(60);
    }

    [Fact]
    public void What_cannot_be_judged_is_refused()
    {
        FluentActions.Invoking(() => Reliability.Of([0.5], [true], 0)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("bins is 0*");
        FluentActions.Invoking(() => Reliability.Of([1.5], [true])).Should().Throw<ArgumentException>().WithMessage("Row 0 (from 0): the score is 1.5;*");
        FluentActions.Invoking(() => Reliability.Of([], [])).Should().Throw<ArgumentException>().WithMessage("There are 0 scores and 0 truths*");
    }

    private static (JsonElement One, Model Model, Table Table) Case(string name)
    {
        JsonElement one = _all.GetProperty(name);
        double[][] logits = GivenModels.Table(one, "logits");
        int[] classes = [.. GivenModels.Numbers(one, "classes").Select(c => (int)c)];
        (Model model, Table table) = GivenModels.Passing(logits[0].Length == 2 ? [.. logits.Select(row => new[] { row[1] })] : logits, classes);
        return (one, model, table);
    }
}
