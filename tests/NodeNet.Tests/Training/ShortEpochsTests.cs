using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Epochs far shorter than a look at the clock are taken at a stretch where nobody sees the network between them. Nothing else shows that: a run that
/// is watched, whose epochs are taken one by one, has the same numbers.</summary>
public class ShortEpochsTests
{
    private const int Epochs = 3000; // some hundred of which are taken one by one before the length of an epoch is known

    [Theory]
    [InlineData(Precision.Double, false)]
    [InlineData(Precision.Double, true)]
    [InlineData(Precision.Single, true)]
    public void A_run_that_nobody_watches_has_the_numbers_of_one_that_somebody_does(Precision precision, bool shuffle)
    {
        var options = new TrainerOptions { Epochs = Epochs, LearningRate = 0.5, Precision = precision, Shuffle = shuffle };
        Network watched = Given.Small(), unwatched = Given.Small();
        var seen = new List<double>();
        var watching = new Trainer(watched, new SumOfSquaredErrors(), options with { Progress = new Seen(report => seen.Add(report.RunningLoss)) });
        var alone = new Trainer(unwatched, new SumOfSquaredErrors(), options);

        watching.Train(Given.Xor());
        TrainingResult result = alone.Train(Given.Xor());

        unwatched.FirstParameterDifference(watched).Should().BeNull();
        result.History.Select(report => report.RunningLoss).Should().Equal(seen);
        result.History.Select(report => report.Epoch).Should().Equal(Enumerable.Range(1, Epochs));
        alone.Steps.Should().Be(watching.Steps).And.Be(4 * Epochs);
        alone.Train(Given.Xor()).TrainingLoss.Should().Be(watching.Train(Given.Xor()).TrainingLoss, "the order of the examples goes on alike, too");
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Numbers_that_run_away_are_found_in_their_epoch(Precision precision)
    {
        // y = w·x + b and x = 1: each step makes the error −1.04 times as large, 1 − 2α · (x² + 1), until nothing is finite.
        var options = new TrainerOptions { Epochs = 20_000, LearningRate = 0.51, Precision = precision, Shuffle = true };
        Network watched = Line(), unwatched = Line();
        DataSet data = DataSet.From([[1.0], [1.0]], [[3.0], [3.0]]);

        TrainingResult expected = new Trainer(watched, new SumOfSquaredErrors(), options with { Progress = new Seen(_ => { }) }).Train(data);
        TrainingResult result = new Trainer(unwatched, new SumOfSquaredErrors(), options).Train(data);

        expected.Reason.Should().Be(StopReason.NotFinite);
        expected.Divergence!.Epoch.Should().BeGreaterThan(100, "or no epochs would have been taken at a stretch");
        result.Explanation.Should().Be(expected.Explanation);
        result.Divergence!.Epoch.Should().Be(expected.Divergence.Epoch);
        result.History.Epochs.Should().Be(expected.History.Epochs);
        unwatched.FirstParameterDifference(watched).Should().BeNull();
    }

    [Fact]
    public void A_cancelled_run_ends_with_a_whole_step_and_tells_the_whole_epochs()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { Epochs = int.MaxValue, LearningRate = 0.001 });

        TrainingResult result = trainer.Train(Given.Xor(), cancellation: source.Token);

        result.Reason.Should().Be(StopReason.Cancelled);
        // An epoch whose last step was taken as the word came is told by its steps alone.
        trainer.Steps.Should().BeInRange(4L * result.History.Epochs, 4L * result.History.Epochs + 4);
    }

    private static Network Line() => new NetworkBuilder(1).AddLayer(1, new Identity()).Build(seed: 1);

    private sealed class Seen(Action<History.EpochReport> see) : IProgress<History.EpochReport>
    {
        public void Report(History.EpochReport value) => see(value);
    }
}
