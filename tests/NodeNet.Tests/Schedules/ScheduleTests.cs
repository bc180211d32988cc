using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Schedules;
using NodeNet.Training;

namespace NodeNet.Tests.Schedules;

/// <summary>The rates that each schedule gives, epoch by epoch, from a base rate of 0.8.</summary>
public class ScheduleTests
{
    private const double Base = 0.8;

    [Fact]
    public void A_constant_rate_stays() => Rates(new ConstantRate(), epochs: 4).ShouldBe(0.8, 0.8, 0.8, 0.8);

    [Fact]
    public void Step_decay_halves_after_every_third_epoch() =>
        // base · ½^⌊(epoch − 1) / 3⌋
        Rates(new StepDecay(every: 3, factor: 0.5), epochs: 8).ShouldBe(0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2);

    [Fact]
    public void Exponential_decay_takes_its_share_after_every_epoch() =>
        // base · 0.9^(epoch − 1)
        Rates(new ExponentialDecay(0.9), epochs: 4).ShouldBe(0.8, 0.72, 0.648, 0.5832);

    [Fact]
    public void Cosine_decay_goes_slowly_at_both_ends_and_then_stays()
    {
        // ½ · base · (1 + cos(π · (epoch − 1) / 4)): the cosine is 1, √½, 0, −√½, −1.
        double root = Math.Sqrt(0.5);
        Rates(new CosineDecay(epochs: 4), epochs: 7).ShouldBe(0.8, 0.4 * (1 + root), 0.4, 0.4 * (1 - root), 0, 0, 0);
    }

    [Fact]
    public void Cosine_decay_may_end_above_0() =>
        // low = ¼ · 0.8 = 0.2; 0.2 + 0.3 · (1 + cos)
        Rates(new CosineDecay(epochs: 2, share: 0.25), epochs: 4).ShouldBe(0.8, 0.5, 0.2, 0.2);

    [Fact]
    public void Warm_up_grows_evenly_to_the_base_rate() =>
        // base · epoch / 4
        Rates(new WarmUp(epochs: 4), epochs: 6).ShouldBe(0.2, 0.4, 0.6, 0.8, 0.8, 0.8);

    [Fact]
    public void What_follows_the_warm_up_counts_its_epochs_from_1() =>
        Rates(new WarmUp(2, then: new StepDecay(every: 2, factor: 0.5)), epochs: 7).ShouldBe(0.4, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2);

    [Fact]
    public void A_schedule_of_ones_own_sets_the_rate_of_every_step()
    {
        // One weight, input 1, target 0, ½ · (y − ŷ)²: each step multiplies the weight by 1 − rate. Rates 0.5, 0.25, 0.125 leave ½ · ¾ · ⅞.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 1;
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, Schedule = new Halving(), Epochs = 3 });
        TrainingResult result = trainer.Train(DataSet.From([[1]], [[0]]));

        network.Connection("x1", "y1").Weight.Should().Be(0.5 * 0.75 * 0.875);
        result.History.Select(report => report.LearningRate).Should().Equal(0.5, 0.25, 0.125);
        trainer.LearningRate.Should().Be(1, "the schedule works on a rate of its own");
    }

    [Fact]
    public void Names_carry_the_parameters()
    {
        ILearningRateSchedule[] all =
            [new ConstantRate(),
                new StepDecay(3, 0.5),
                new ExponentialDecay(0.9),
                new CosineDecay(50),
                new WarmUp(5, new ExponentialDecay(0.9)),
                new ReduceOnPlateau(10)];
        all.Select(s => s.Name).Should().Equal(
            "constant", "step(3,0.5)", "exponential(0.9)", "cosine(50,0)", "warm_up(5)+exponential(0.9)", "reduce_on_plateau(10,0.1,0,0)");
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Action[] wrong =
        [
            () =>
                _ = new StepDecay(0), () => _ = new StepDecay(1, 0), () => _ = new ExponentialDecay(0), () => _ = new ExponentialDecay(double.PositiveInfinity),
            () => _ = new CosineDecay(0), () => _ = new CosineDecay(1, 1), () => _ = new WarmUp(0),
            () =>
                _ = new ReduceOnPlateau(0), () => _ = new ReduceOnPlateau(1, 1), () => _ = new ReduceOnPlateau(1, 0), () => _ = new ReduceOnPlateau(1, 0.1, -1),
            () => _ = new ReduceOnPlateau(1, 0.1, 0, double.NaN),
        ];
        foreach (Action action in wrong)
            action.Should().Throw<ArgumentOutOfRangeException>().WithMessage("* is *; it must be *");
    }

    private static double[] Rates(ILearningRateSchedule schedule, int epochs)
    {
        var reports = new List<EpochReport>();
        for (int epoch = 1; epoch <= epochs; epoch++)
            reports.Add(Training.Histories.Report(epoch, trainingLoss: 1, rate: schedule.Rate(Base, epoch, new TrainingHistory(reports))));
        return [.. reports.Select(report => report.LearningRate)];
    }

    /// <summary>Half the rate of the epoch before; in the first, half the base.</summary>
    private sealed class Halving : ILearningRateSchedule
    {
        public string Name => "halving";

        public double Rate(double baseRate, int epoch, TrainingHistory history) => 0.5 * (history.Count == 0 ? baseRate : history[^1].LearningRate);
    }
}

file static class Comparing
{
    public static void ShouldBe(this double[] actual, params double[] expected)
    {
        actual.Should().HaveCount(expected.Length);
        for (int i = 0; i < expected.Length; i++)
            actual[i].Should().BeApproximately(expected[i], 1e-15, $"epoch {i + 1} of {string.Join(", ", actual)}");
    }
}
