using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Fuzzing;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Schedules;
using NodeNet.Tests.Datasets;
using NodeNet.Training;

namespace NodeNet.Tests.Persistence;

/// <summary>When checkpoints are written, whose training they are, and what becomes of a damaged one.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private static readonly TrainerOptions _options = new() { LearningRate = 0.1, Optimizer = new Adam(), Epochs = 4, KeepBest = true };

    private readonly TemporaryFolder _folder = new();

    private string Checkpoint => _folder.File("run.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_written_every_so_many_epochs_and_at_the_end()
    {
        var epochs = new List<int>();
        Train(_options with { Epochs = 8, Checkpoints = Often(3), Progress = new AtOnce(_ => epochs.Add(SavedEpochs())) });

        // Told about an epoch before it is saved: in the report of epoch 4 the file is of epoch 3.
        epochs.Should().Equal(0, 0, 0, 3, 3, 3, 6, 6);
        SavedEpochs().Should().Be(8);
    }

    [Fact]
    public void It_is_written_when_time_has_come()
    {
        var epochs = new List<int>();
        Train(
            _options with { Checkpoints = new CheckpointOptions(Checkpoint) { Every = TimeSpan.Zero }, Progress = new AtOnce(_ => epochs.Add(SavedEpochs())) });
        epochs.Should().Equal(0, 1, 2, 3);

        File.Delete(Checkpoint);
        epochs.Clear();
        Train(
            _options with
            {
                Checkpoints = new CheckpointOptions(Checkpoint) { Every = TimeSpan.FromDays(1) },
                Progress = new AtOnce(_ => epochs.Add(SavedEpochs())),
            });
        epochs.Should().Equal(0, 0, 0, 0);
        SavedEpochs().Should().Be(4, "the end of a run is always saved");
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void It_is_written_on_cancellation_if_that_is_wanted(bool onCancellation, int expected)
    {
        using var source = new CancellationTokenSource();
        var progress = new AtOnce(report => { if (report.Epoch == 2) source.Cancel(); });
        var checkpoints = new CheckpointOptions(Checkpoint) { OnCancellation = onCancellation };
        NewTrainer(_options with { Checkpoints = checkpoints, Progress = progress }).Train(Given.Xor(), cancellation: source.Token);

        SavedEpochs().Should().Be(expected);
    }

    [Fact]
    public void A_program_that_is_started_again_goes_on_and_one_that_was_done_gets_its_end_back()
    {
        TrainingResult first = NewTrainer(_options with { Checkpoints = Often(1) }).TrainOrResume(Given.Xor());
        TrainingResult again = NewTrainer(_options with { Checkpoints = Often(1) }).TrainOrResume(Given.Xor());
        TrainingResult further = NewTrainer(_options with { Checkpoints = Often(1), Epochs = 6 }).TrainOrResume(Given.Xor());

        again.Should().BeEquivalentTo(first, result => result.Excluding(r => r.Elapsed));
        further.History.Take(4).Should().Equal(first.History);
        further.Epochs.Should().Be(6);
        SavedEpochs().Should().Be(6);
    }

    [Fact]
    public void Without_a_file_to_go_on_from_there_is_an_error()
    {
        NewTrainer(_options)
            .Invoking(t => t.TrainOrResume(Given.Xor()))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("TrainOrResume needs TrainerOptions.Checkpoints*");
        NewTrainer(_options).Invoking(t => t.Resume(Checkpoint, Given.Xor())).Should().Throw<FileNotFoundException>();
        NewTrainer(_options).Invoking(t => t.Resume(" ", Given.Xor())).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Options_are_checked()
    {
        new Action(() => _ = new CheckpointOptions(" ")).Should().Throw<ArgumentException>();
        Refused(new CheckpointOptions("x") { EveryEpochs = 0 }, "EveryEpochs is 0; it must be at least 1.*");
        Refused(new CheckpointOptions("x") { Every = TimeSpan.FromSeconds(-1) }, "Every is -00:00:01; it must be 0 or above.*");
        var defaults = new CheckpointOptions("x");
        defaults.Every.Should().Be(TimeSpan.FromMinutes(1));
        defaults.EveryEpochs.Should().BeNull();
        defaults.OnCancellation.Should().BeTrue();

        static void Refused(CheckpointOptions checkpoints, string message) =>
            new Action(() => NewTrainer(_options with { Checkpoints = checkpoints })).Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }

    [Fact]
    public void A_file_that_cannot_be_written_surfaces_and_the_network_is_that_of_the_epoch()
    {
        Trainer straight = NewTrainer(_options with { Epochs = 2 });
        straight.Train(Given.Xor());
        var getsInTheWay = new AtOnce(_ => Directory.CreateDirectory(Checkpoint));

        Trainer trainer = NewTrainer(_options with { KeepBest = false, Checkpoints = Often(2), Progress = getsInTheWay });
        trainer.Invoking(t => t.Train(Given.Xor())).Should().Throw<IOException>();

        trainer.Steps.Should().Be(straight.Steps);
        NewTrainer(_options).Invoking(t => t.Resume(Checkpoint, Given.Xor())).Should().Throw<UnauthorizedAccessException>();
    }

    [Fact]
    public void A_folder_of_the_same_name_is_noticed_before_training_and_not_when_it_is_to_be_saved()
    {
        Directory.CreateDirectory(Checkpoint);
        Trainer trainer = NewTrainer(_options with { Checkpoints = Often(2) });

        trainer.Invoking(t => t.Train(Given.Xor())).Should().Throw<IOException>().WithMessage("* is a folder; *");
        trainer.Steps.Should().Be(0);
    }

    [Fact]
    public void A_stopping_rule_is_free_but_not_whether_there_is_one_where_the_history_shows_it()
    {
        TrainerOptions options = _options with { KeepBest = false, Epochs = 2, Checkpoints = Often(1) };
        NewTrainer(options with { StopWhen = new NodeNet.Stopping.LossBelow(0.001) }).Train(Given.Xor());
        NewTrainer(options with { Epochs = 3, StopWhen = new NodeNet.Stopping.NoImprovement(5) }).Resume(Checkpoint, Given.Xor()).Epochs.Should().Be(3);
        NewTrainer(options with { Epochs = 3 }).Invoking(t => t.Resume(Checkpoint, Given.Xor())).Should().Throw<InvalidOperationException>()
            .WithMessage("*: training loss measured after each epoch was yes and is no (it is where there is StopWhen or KeepBest and no "
                + "validation data, unless StopsByRunningLoss).");

        DataSet validation = Given.Xor();
        NewTrainer(options).Train(Given.Xor(), validation);
        NewTrainer(options with { Epochs = 3, StopWhen = new NodeNet.Stopping.NoImprovement(5) })
            .Resume(Checkpoint, Given.Xor(), validation).Epochs
            .Should()
            .Be(3);
    }

    [Fact]
    public void A_missing_folder_is_noticed_before_training_and_not_when_it_is_to_be_saved()
    {
        Trainer trainer = NewTrainer(_options with { Checkpoints = new CheckpointOptions(_folder.File("no/run.checkpoint")) });

        trainer
            .Invoking(t => t.Train(Given.Xor()))
            .Should()
            .Throw<DirectoryNotFoundException>()
            .WithMessage("*run.checkpoint cannot be saved: there is no folder *");
        trainer.Steps.Should().Be(0);
    }

    public static TheoryData<string, string> OtherTrainings => new()
    {
        { "loss", "loss was sse and is mse" },
        { "optimizer", "optimizer was adam(0.9,0.999) and is adam(0.9,0.99)" },
        { "rate", "learning rate was 0.1 and is 0.2" },
        { "schedule", "schedule was constant and is exponential(0.9)" },
        { "batch", "batch size was 1 and is full" },
        { "reduction", "batch reduction was mean and is sum" },
        { "shuffle", "shuffle was yes and is no" },
        { "seed", "seed was 0 and is 1" },
        { "best", "keep best was yes and is no; training loss measured after each epoch was yes and is no (it is where there is StopWhen or KeepBest and no "
            + "validation data, unless StopsByRunningLoss)" },
        { "penalty", "L1 was 0 and is 0.1; L2 was 0 and is 0.2; penalize biases was no and is yes" },
        { "clip", "clip norm was none and is 2" },
        { "precision", "precision was double and is single" },
        { "loops", "loops was fast and is reference" },
        { "data", "training data was 4 examples, 2 inputs, 1 target (*) and is 4 examples, 2 inputs, 1 target (*)" },
        { "validation", "training loss measured after each epoch was yes and is no (it is *); validation data was none and is 4 examples, 2 inputs, 1 "
            + "target (*)" },
        { "layers", "layers was 2-3-1 and is 2-4-1" },
        { "activation", "activation functions was tanh; sigmoid and is tanh, relu, tanh; sigmoid" },
        { "skip", "connections was input to hidden 1, hidden 1 to output and is input to hidden 1, input to output, hidden 1 to output; missing*was none "
            + "and is 1 (*)" },
        { "pruned", "missing connections and biases was none and is 1 (*)" },
        { "frozen", "frozen connections and biases was none and is 1 (*)" },
    };

    [Fact]
    public void The_list_is_not_empty() => OtherTrainings.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(OtherTrainings))]
    public void The_checkpoint_of_another_training_is_refused_and_it_says_why(string what, string message)
    {
        Train(_options with { Checkpoints = Often(1) });
        Network network = what == "layers" ? new NetworkBuilder(inputs: 2).AddLayer(4, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1) : Given.Small();
        if (what == "activation") network.Node("h2").ActivationFunction = new ReLU();
        if (what == "skip") network.Connect("x1", "y1", 0.1);
        if (what == "pruned") network.Disconnect("x1", "h2");
        if (what == "frozen") network.Connection("x1", "h2").IsFrozen = true;
        TrainerOptions options = what switch
        {
            "optimizer" => _options with { Optimizer = new Adam(0.9, 0.99) },
            "rate" => _options with { LearningRate = 0.2 },
            "schedule" => _options with { Schedule = new ExponentialDecay(0.9) },
            "batch" => _options with { BatchSize = TrainerOptions.FullBatch },
            "reduction" => _options with { BatchReduction = BatchReduction.Sum },
            "shuffle" => _options with { Shuffle = false },
            "seed" => _options with { Seed = 1 },
            "best" => _options with { KeepBest = false },
            "penalty" => _options with { L1 = 0.1, L2 = 0.2, PenalizeBiases = true },
            "clip" => _options with { ClipNorm = 2 },
            "precision" => _options with { Precision = Precision.Single },
            "loops" => _options with { Loops = Loops.Reference },
            _ => _options,
        };
        DataSet data = what == "data" ? DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [1]]) : Given.Xor();
        DataSet? validation = what == "validation" ? Given.Xor() : null;
        Network before = network.Clone();
        var trainer = new Trainer(network, what == "loss" ? new MeanSquaredError() : new SumOfSquaredErrors(), options);

        trainer
            .Invoking(t => t.Resume(Checkpoint, data, validation))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"The checkpoint {Checkpoint} is of another training: {message}*.");

        network.FirstParameterDifference(before).Should().BeNull();
        trainer.Steps.Should().Be(0);
    }

    [Fact]
    public void A_checkpoint_of_a_later_epoch_than_training_was_to_last_is_refused()
    {
        Train(_options with { Checkpoints = Often(1) });
        NewTrainer(_options with { Epochs = 3 }).Invoking(t => t.Resume(Checkpoint, Given.Xor())).Should().Throw<InvalidOperationException>()
            .WithMessage("The checkpoint * is of the end of epoch 4; training was to end after 3 epochs.");
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        Train(_options with { Epochs = 1, Checkpoints = Often(1) });
        byte[] whole = File.ReadAllBytes(Checkpoint);
        Trainer trainer = NewTrainer(_options);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= (byte)(1 << (at % 8));
            ShouldBeRefused(trainer, flipped);
        }
        trainer.Network.FirstParameterDifference(Given.Small()).Should().BeNull();
    }

    [Fact]
    public void Damaged_content_gives_the_one_exception_and_changes_nothing()
    {
        Train(_options with { Checkpoints = Often(1) });
        byte[] whole = File.ReadAllBytes(Checkpoint);
        var random = new RandomGenerator(11);
        Trainer trainer = NewTrainer(_options);
        for (int i = 0; i < 500; i++)
            ShouldBeRefused(trainer, Damage.Of(whole, random));
        ShouldBeRefused(trainer, []);
        ShouldBeRefused(trainer, [.. whole, (byte)'\n']);
        trainer.Network.FirstParameterDifference(Given.Small()).Should().BeNull();
        trainer.Steps.Should().Be(0);

        File.WriteAllBytes(Checkpoint, whole);
        trainer.Resume(Checkpoint, Given.Xor()).Epochs.Should().Be(4);
    }

    [Theory]
    [
        InlineData(
            "\"version\": 1",
            "\"version\": 2",
            "*$.version: The file is of version 2 of the format \"NodeNet checkpoint\", which a later NodeNet has written*")]
    [InlineData("NodeNet checkpoint", "NodeNet model", "*$.format: The file is a \"NodeNet model\"*")]
    [InlineData("\"steps\": 16", "\"steps\": -1", "*$.steps: This is -1*")]
    [InlineData("\"steps\": 16", "\"steps\": 15", "*$.steps: This is 15; it must be a whole number from 16 to *")]
    [InlineData("\"steps\": 16", "\"steps\": 9223372036854775807", "*$.steps: This is 9223372036854775807*")]
    [InlineData("\"steps\": 16", "\"steps\": \"many\"", "*$.steps: This is the text \"many\"*")]
    [InlineData("\"steps\": 16,", "", "*The member \"steps\" is missing.")]
    [InlineData("\"steps\": 16,", "\"steps\": 16, \"steps\": 16,", "*The member \"steps\" is here twice.")]
    [InlineData("\"learningRate\": 0.1", "\"learningRate\": 1e400", "*$.learningRate: *")]
    [InlineData("\"learningRate\": 0.1", "\"learningRate\": -0.1", "*$.learningRate: This is below 0*")]
    [InlineData("\"s0\": \"", "\"s0\": \"x", "*$.random.s0: *")]
    [InlineData("\"epochs\": 4", "\"epochs\": 3", "*$: The numbers take 896 bytes; they must take 816.")]
    [InlineData("\"parameters\": 13", "\"parameters\": 14", "*$.parameters: This is 14; it must be 13, as many as the network has room for.")]
    [InlineData("\"memory\": 2", "\"memory\": 1", "*$.memory: This is 1; it must be 2, as many numbers as the optimizer remembers for a parameter.")]
    [InlineData("\"memory\": 2", "\"memory\": 2, \"stepsByParameter\": 13", "*$: The numbers take 896 bytes; they must take 1000.")]
    [InlineData("\"epoch\": 3", "\"epoch\": 4", "*$.best: Epoch 4 is not the best after epoch 0; that is 3.")]
    [InlineData("\"epoch\": 3", "\"epoch\": 5", "*$.best.epoch: This is 5*")]
    [InlineData("\"after\": 0", "\"after\": 4", "*$.best: Epoch 3 is not the best after epoch 4; that is 0.")]
    public void A_head_that_makes_no_sense_is_refused_with_its_place_even_if_the_checksum_is_right(string part, string instead, string message)
    {
        Train(_options with { Checkpoints = Often(1) });
        CheckpointContent content = CheckpointContent.Of(File.ReadAllBytes(Checkpoint));
        content.Head.Should().Contain(part);
        content.Head = content.Head.Replace(part, instead, StringComparison.Ordinal);
        File.WriteAllBytes(Checkpoint, content.ToArray());

        NewTrainer(_options).Invoking(t => t.Resume(Checkpoint, Given.Xor())).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void A_checkpoint_is_the_same_in_every_culture_and_its_header_can_be_read_by_people()
    {
        Train(_options with { Checkpoints = Often(1) });
        string[] lines = File.ReadAllLines(Checkpoint);

        lines.Take(6)
            .Should()
            .Equal(
                "{",
                "  \"format\": \"NodeNet checkpoint\",",
                "  \"version\": 1,",
                "  \"setUp\": {",
                "    \"loss\": \"sse\",",
                "    \"optimizer\": \"adam(0.9,0.999)\",");
        lines.Should().Contain("  \"steps\": 16,").And.Contain("    \"layers\": \"2-3-1\",");
        lines
            .Should()
            .Contain("}").And.Contain(line => line.Length == 16 && line.All(char.IsAsciiHexDigitLower), "the checksum of the head has a line of its own");
    }

    [Fact]
    public void A_link_that_leads_nowhere_begins_the_run_and_its_target_is_created()
    {
        string link = _folder.File("link");
        File.CreateSymbolicLink(link, Checkpoint);
        TrainerOptions options = _options with { Checkpoints = new CheckpointOptions(link) };

        NewTrainer(options).TrainOrResume(Given.Xor()).Epochs.Should().Be(4);
        SavedEpochs().Should().Be(4);
        NewTrainer(options with { Epochs = 5 }).TrainOrResume(Given.Xor()).Epochs.Should().Be(5);
        new FileInfo(link).LinkTarget.Should().Be(Checkpoint, "the link stays one");
    }

    [Fact]
    public void A_link_into_a_folder_that_is_not_there_is_noticed_before_training()
    {
        string link = _folder.File("link");
        File.CreateSymbolicLink(link, _folder.File("no/run.checkpoint"));

        NewTrainer(_options with { Checkpoints = new CheckpointOptions(link) })
            .Invoking(t => t.TrainOrResume(Given.Xor()))
            .Should()
            .Throw<DirectoryNotFoundException>();
    }

    private void ShouldBeRefused(Trainer trainer, byte[] content)
    {
        File.WriteAllBytes(Checkpoint, content);
        trainer.Invoking(t => t.Resume(Checkpoint, Given.Xor())).Should().Throw<ModelFileException>();
    }

    private CheckpointOptions Often(int epochs) => new(Checkpoint) { EveryEpochs = epochs, Every = null };

    private int SavedEpochs()
    {
        if (!File.Exists(Checkpoint)) return 0;
        byte[] head = System.Text.Encoding.UTF8.GetBytes(CheckpointContent.Of(File.ReadAllBytes(Checkpoint)).Head);
        return JsonText.Parse(head).Root.Member("history").Member("epochs").Int32(0, 1000);
    }

    private static void Train(TrainerOptions options) => NewTrainer(options).Train(Given.Xor());

    private static Trainer NewTrainer(TrainerOptions options) => new(Given.Small(), new SumOfSquaredErrors(), options);
}
