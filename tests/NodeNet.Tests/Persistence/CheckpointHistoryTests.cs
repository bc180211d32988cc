using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Tests.Persistence;

/// <summary>Of a long run, earlier epochs are in a file beside the checkpoint that only grows: a save costs the same however many are over, and nothing is lost
/// whenever it is interrupted.</summary>
public sealed class CheckpointHistoryTests : IDisposable
{
    private const int BytesOfEpoch = 80;

    private static readonly TrainerOptions _options = new()
    {
        LearningRate = 0.1,
        Optimizer = new Momentum(),
        BatchSize = 4,
        StopWhen = new NoImprovement(5000),
    };

    private readonly TemporaryFolder _folder = new();

    private string Checkpoint => _folder.File("run.checkpoint");

    private string Beside => Checkpoint + ".history";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Up_to_a_thousand_epochs_are_one_file()
    {
        Train(1000);
        Directory.GetFiles(_folder.Path).Should().Equal(Checkpoint);
    }

    [Fact]
    public void What_a_save_writes_does_not_grow_with_the_epochs_that_are_over()
    {
        var largest = new List<long>();
        long most = 0;
        Train(9000, report =>
        {
            if (File.Exists(Checkpoint)) most = Math.Max(most, new FileInfo(Checkpoint).Length);
            if (report.Epoch % 3000 != 0) return;
            largest.Add(most);
            most = 0;
        });

        largest.Should().HaveCount(3);
        largest[2].Should().BeLessThan(largest[0] + 500, "only the numbers of epochs have more digits");
        new FileInfo(Beside).Length
            .Should()
            .Be(8 * 1010 * BytesOfEpoch, "every tenth epoch is saved, and as soon as the checkpoint would have more than 1000 they go to the file beside");
    }

    [Fact]
    public void A_run_of_2500_epochs_is_resumed_from_both_files_and_ends_with_the_same_bits_and_history()
    {
        Trainer straight = NewTrainer(3000, null);
        TrainingResult expected = straight.Train(Given.Xor());

        Train(2500);
        Trainer resumed = NewTrainer(3000, new CheckpointOptions(Checkpoint) { EveryEpochs = 10 });
        TrainingResult actual = resumed.TrainOrResume(Given.Xor());

        actual.History
            .Select(report => report with { Elapsed = TimeSpan.Zero })
            .Should()
            .Equal(expected.History.Select(report => report with { Elapsed = TimeSpan.Zero }));
        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull();
        NewTrainer(3000, null).Resume(Checkpoint, Given.Xor()).Epochs.Should().Be(3000, "what the resumed run has saved goes on with the same file beside it");
    }

    [Fact]
    public void What_a_killed_save_has_left_behind_the_saved_epochs_does_not_count()
    {
        Train(2500);
        File.AppendAllText(Beside, new string('x', 100));

        NewTrainer(2500, null).Resume(Checkpoint, Given.Xor()).Epochs.Should().Be(2500);
        NewTrainer(4500, new CheckpointOptions(Checkpoint) { EveryEpochs = 10 }).TrainOrResume(Given.Xor());
        NewTrainer(4500, null).Resume(Checkpoint, Given.Xor()).Epochs.Should().Be(4500);
    }

    [Fact]
    public void A_new_run_under_the_same_name_leaves_the_old_one_whole_until_its_own_first_save()
    {
        Train(2500);
        bool wasWhole = false;
        Train(3, report => wasWhole |= report.Epoch == 1 && NewTrainer(2500, null).Resume(Checkpoint, Given.Xor()).Epochs == 2500);

        wasWhole.Should().BeTrue();
        Directory.GetFiles(_folder.Path).Should().Equal([Checkpoint], "the epochs of the old run are gone with it");
        Train(2500);
        NewTrainer(2500, null).Resume(Checkpoint, Given.Xor()).Epochs.Should().Be(2500);
    }

    [Fact]
    public void A_run_that_goes_on_under_another_name_brings_its_epochs_along()
    {
        Train(2500);
        string other = _folder.File("other");
        NewTrainer(2600, new CheckpointOptions(other)).Resume(Checkpoint, Given.Xor());

        File.Delete(Checkpoint);
        File.Delete(Beside);
        NewTrainer(2600, null).Resume(other, Given.Xor()).Epochs.Should().Be(2600);
    }

    [Fact]
    public void When_the_file_beside_disappears_during_a_run_the_next_save_has_all_epochs()
    {
        Train(2600, report =>
        {
            if (report.Epoch == 1500) File.Delete(Beside);
        });

        NewTrainer(2600, null).Resume(Checkpoint, Given.Xor()).Epochs.Should().Be(2600);
    }

    [Fact]
    public void Every_kind_of_damage_to_the_file_beside_is_noticed()
    {
        Train(1500);
        byte[] whole = File.ReadAllBytes(Beside);
        whole.Should().HaveCount(1010 * BytesOfEpoch);
        Trainer trainer = NewTrainer(1500, null);
        for (int at = 0; at < whole.Length; at += 997)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(Beside, flipped);
            trainer.Invoking(t => t.Resume(Checkpoint, Given.Xor())).Should().Throw<ModelFileException>();
        }
        File.WriteAllBytes(Beside, whole[..^1]);
        trainer
            .Invoking(t => t.Resume(Checkpoint, Given.Xor()))
            .Should()
            .Throw<ModelFileException>()
            .WithMessage($"{Beside}, line 1, $: The file ends before epoch 1010, up to which the checkpoint needs it.");
        File.Delete(Beside);
        trainer
            .Invoking(t => t.Resume(Checkpoint, Given.Xor()))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage("* is missing; it holds the first 1010 epochs of the checkpoint beside it, and both are needed.");
        trainer.Steps.Should().Be(0);
    }

    [Fact]
    public void Without_its_path_the_first_of_the_two_files_is_not_enough()
    {
        Train(1500);
        using FileStream stream = File.OpenRead(Checkpoint);
        NewTrainer(1500, null).Invoking(t => t.Resume(stream, Given.Xor())).Should().Throw<InvalidOperationException>()
            .WithMessage("The first 1010 epochs of the checkpoint are in a file beside it. Resume from its path, not from a stream.");
    }

    [Fact]
    public void A_checkpoint_in_a_store_holds_the_whole_history()
    {
        var store = new MemoryStore();
        NewTrainer(2500, new CheckpointOptions(store) { EveryEpochs = 100 }).Train(Given.Xor());
        store.Content!.Length.Should().BeGreaterThan(2500 * BytesOfEpoch);
        NewTrainer(2500, null).Resume(new MemoryStream(store.Content), Given.Xor()).Epochs.Should().Be(2500);
    }

    [Fact]
    public void A_folder_of_the_name_of_the_file_beside_is_noticed_before_training()
    {
        Directory.CreateDirectory(Beside);
        NewTrainer(1, new CheckpointOptions(Checkpoint))
            .Invoking(t => t.Train(Given.Xor()))
            .Should()
            .Throw<IOException>()
            .WithMessage("*run.checkpoint.history is a folder*");
    }

    private void Train(int epochs, Action<NodeNet.History.EpochReport>? told = null) =>
        NewTrainer(epochs, new CheckpointOptions(Checkpoint) { EveryEpochs = 10, Every = null }, told).Train(Given.Xor());

    private static Trainer NewTrainer(int epochs, CheckpointOptions? checkpoints, Action<NodeNet.History.EpochReport>? told = null) =>
        new(
            Given.Small(),
            new SumOfSquaredErrors(),
            _options with { Epochs = epochs, Checkpoints = checkpoints, Progress = told is null ? null : new AtOnce(told) });
}
