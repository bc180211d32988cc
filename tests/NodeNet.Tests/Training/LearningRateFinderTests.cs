using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>A step at every rate, on a copy: where the loss falls, and where it rises again.</summary>
public class LearningRateFinderTests
{
    [Fact]
    public void With_one_weight_every_loss_can_be_calculated()
    {
        // ŷ = w · x with w = 1, x = 1 and the label 0: the loss is w², the step w − α · 2w.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        network.Connection("x1", "y1").Weight = 1.0;
        var trainer = new Trainer(network, new SumOfSquaredErrors());

        LearningRateCurve curve = trainer.FindLearningRate(DataSet.From([[1]], [[0]]), new LearningRateRange { From = 0.001, To = 1, Steps = 31 });

        curve.Start.Should().Be(1.0);
        curve.Points.Should().HaveCount(31, "up to a rate of 1 the weight never grows");
        double weight = 1.0;
        for (int step = 0; step < 31; step++)
        {
            double rate = 0.001 * Math.Pow(10, 0.1 * step);
            weight -= rate * 2 * weight;
            curve.Points[step].Rate.Should().BeApproximately(rate, 1e-12);
            curve.Points[step].Loss.Should().BeApproximately(weight * weight, 1e-12);
        }
        network.Connection("x1", "y1").Weight.Should().Be(1.0, "it is a copy that learns");
        trainer.Steps.Should().Be(0);
    }

    [Fact]
    public void It_ends_where_the_loss_rises_and_begins_at_a_tenth_of_the_best_rate()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        DataSet line = Given.PointsOfALine(50);
        var trainer = new Trainer(network, new MeanSquaredError(), new TrainerOptions { BatchSize = 10 });

        LearningRateCurve curve = trainer.FindLearningRate(line);

        LearningRatePoint best = curve.Points.MinBy(point => point.Loss);
        curve.Points[^1].Loss.Should().BeGreaterThan(LearningRateFinder.EndsAbove * best.Loss);
        curve.Points[^1].Rate.Should().BeLessThan(10, "no straight line is learned at such a rate");
        curve.Suggested.Should().Be(best.Rate / 10);
        curve.IsStillFalling.Should().BeFalse();
        new Trainer(network, new MeanSquaredError(), new TrainerOptions { BatchSize = 10, LearningRate = curve.Suggested!.Value, Epochs = 200 }).Train(line);
        Evaluation.Of(network, new MeanSquaredError(), line).Loss.Should().BeLessThan(0.01 * curve.Start);
    }

    [Fact]
    public void The_optimizer_precision_and_seed_of_the_trainer_hold()
    {
        TrainerOptions options = new() { BatchSize = 2, Optimizer = new Adam(), Seed = 3 };
        LearningRateCurve Of(TrainerOptions how) => new Trainer(Given.Small(), new SumOfSquaredErrors(), how).FindLearningRate(Given.Xor());

        LearningRateCurve once = Of(options);

        Of(options).Points.Should().Equal(once.Points);
        Of(options with { Optimizer = new GradientDescent() }).Points.Should().NotEqual(once.Points);
        Of(options with { Seed = 4 }).Points.Should().NotEqual(once.Points);
        LearningRateCurve single = Of(options with { Precision = Precision.Single, Loops = Loops.Fast });
        single.Points[0].Loss.Should().BeApproximately(once.Points[0].Loss, 1e-6);
    }

    [Fact]
    public void Where_nothing_can_be_learned_no_rate_is_suggested()
    {
        Network frozen = Given.Small();
        foreach (Connection connection in frozen.Connections) connection.IsFrozen = true;
        foreach (Node node in frozen.Layers.Skip(1).SelectMany(layer => layer.Nodes)) node.IsBiasFrozen = true;

        LearningRateCurve curve = new Trainer(frozen, new SumOfSquaredErrors()).FindLearningRate(Given.Xor());

        curve.Suggested.Should().BeNull();
        curve.IsStillFalling.Should().BeFalse();
        curve.ToString().Should().Be("200 rates from 1E-06 to 10; none teaches anything");
    }

    [Fact]
    public void A_loss_that_falls_to_the_end_says_so()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { BatchSize = TrainerOptions.FullBatch });

        LearningRateCurve curve = trainer.FindLearningRate(Given.Xor(), new LearningRateRange { From = 1e-6, To = 1e-3, Steps = 20 });

        curve.IsStillFalling.Should().BeTrue();
        curve.Suggested.Should().BeApproximately(1e-4, 1e-12);
        curve.ToString().Should().Be("20 rates from 1E-06 to 0.001; begin at 0.0001, or try larger ones");
        curve.Points[^1].ToString().Should().StartWith("rate 0.001: loss ");
    }

    [Fact]
    public void A_step_that_breaks_the_network_is_the_end()
    {
        Network network = Given.Line();
        var trainer = new Trainer(network, new SumOfSquaredErrors());

        LearningRateCurve curve = trainer.FindLearningRate(DataSet.From([[1e200]], [[0]]));

        curve.Points.Should().BeEmpty();
        curve.Suggested.Should().BeNull();
        curve.ToString().Should().Be("no rate leaves the network finite");
    }

    [Fact]
    public void Ranges_that_are_none_are_refused()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors());
        LearningRateRange range = new();
        range.ToString().Should().Be("LearningRateRange { From = 1E-06, To = 10, Steps = 200 }");
        LearningRateRange[] refused = [range with { From = 0 }, range with { To = 1e-7 }, range with { To = double.NaN }, range with { Steps = 9 }];
        foreach (LearningRateRange wrong in refused)
            FluentActions.Invoking(() => trainer.FindLearningRate(Given.Xor(), wrong)).Should().Throw<ArgumentOutOfRangeException>(wrong.ToString());
        FluentActions.Invoking(() => trainer.FindLearningRate(DataSet.From([[1]], [[1]]))).Should().Throw<ArgumentException>();
    }
}
