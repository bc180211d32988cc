using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Persistence;

/// <summary>A checkpoint of every version written so far: it must always load.</summary>
public class GoldenCheckpointTests
{
    private static string Version1 => Path.Combine(AppContext.BaseDirectory, "Persistence", "GoldenCheckpoints", "v1.checkpoint");

    [Fact]
    public void Version_1_brings_back_weights_history_optimizer_rate_and_random_numbers()
    {
        Trainer trainer = NewTrainer(epochs: 2);
        TrainingResult result = trainer.Resume(Version1, Given.PointsOfALine(3), validation: Given.PointsOfALine(2));

        result.Epochs.Should().Be(2);
        trainer.Network.Connection("x1", "y1").Weight.Should().Be(1.969494002047322);
        trainer.Network.Node("y1").Bias.Should().Be(0.672221875184837);
        trainer.Steps.Should().Be(6);
        trainer.LearningRate.Should().Be(0.01);
        result.History[0].RunningLoss.Should().Be(1.761972582496);
        result.History[1].Elapsed.Should().Be(TimeSpan.FromTicks(1877495));
        result.History.Best!.Epoch.Should().Be(2);
    }

    [Fact]
    public void And_can_be_gone_on_with()
    {
        Trainer trainer = NewTrainer(epochs: 5);
        trainer.Resume(Version1, Given.PointsOfALine(3), validation: Given.PointsOfALine(2)).Epochs.Should().Be(5);
        trainer.Steps.Should().Be(15);
    }

    [Fact]
    public void The_page_about_the_format_shows_this_file()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "checkpoint-format.md"));

        string head = NodeNet.Fuzzing.CheckpointContent.Of(File.ReadAllBytes(Version1)).Head;
        page.Should().Contain($"```json\n{head}```");
    }

    private static Trainer NewTrainer(int epochs) => new(Given.Line(), new HalfSumOfSquaredErrors(), new TrainerOptions
    {
        LearningRate = 0.01,
        Optimizer = new Momentum(),
        Epochs = epochs,
        Seed = 1,
    });
}
