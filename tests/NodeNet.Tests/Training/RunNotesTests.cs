using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Fuzzing;
using NodeNet.Losses;
using NodeNet.Tests.Persistence;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>What a result says besides its numbers.</summary>
public class RunNotesTests
{
    [Fact]
    public void A_run_that_goes_on_on_another_kind_of_machine_says_that_its_last_digits_may_differ_and_says_so_ever_after()
    {
        var store = new MemoryStore();
        NewTrainer(2, store).Train(Given.Xor()).Notes.Should().BeEmpty();
        CheckpointContent content = CheckpointContent.Of(store.Content);
        content.Head = System.Text.RegularExpressions.Regex.Replace(
            content.Head, "\"arithmetic\": .*", "\"arithmetic\": [\"fast loops, vectors of up to 128 bits, no fused multiply-add, X64, Linux\"],");
        store.Content = content.ToArray();

        TrainingResult elsewhere = NewTrainer(3, store).TrainOrResume(Given.Xor());
        elsewhere.Notes.Should().ContainSingle().Which.Should().Match(
            "The run has gone on with other loops or on another kind of machine (fast loops, vectors of up to 128 bits, no fused multiply-add, X64, Linux; "
                + "then * loops, *): " +
            "its numbers are as good, but not bit for bit those of a run without interruption.");
        elsewhere.ToString().Should().EndWith("\n  " + elsewhere.Notes[0]);
        NewTrainer(4, store).TrainOrResume(Given.Xor()).Notes.Should().Equal(elsewhere.Notes);
    }

    [Fact]
    public void A_loss_far_above_that_of_the_mean_asks_for_a_smaller_rate()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new NodeNet.Activations.Sigmoid()).Build(seed: 1);
        DataSet halves = DataSet.From(Enumerable.Range(0, 40).Select(i => new[] { i % 7 - 3.0 }), Enumerable.Range(0, 40).Select(i => new[] { i % 2 * 1.0 }));

        TrainingResult result = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 1000, Epochs = 3 }).Train(halves);

        result.TrainingLoss.Should().BeGreaterThan(10 * Math.Log(2));
        result.Notes.Should().ContainSingle().Which.Should().Contain("It is far above: the steps are too long. Try a smaller learning rate than 1000, as 100.");
    }

    [Fact]
    public void A_run_that_goes_on_on_the_same_machine_has_nothing_to_say()
    {
        var store = new MemoryStore();
        NewTrainer(2, store).Train(Given.Xor());
        NewTrainer(3, store).TrainOrResume(Given.Xor()).Notes.Should().BeEmpty();
    }

    [Fact]
    public void Single_precision_is_refused_with_the_reference_loops_and_said_where_the_fast_loops_are_turned_off()
    {
        var options = new TrainerOptions { Precision = Precision.Single, Epochs = 1 };
        new Action(() => _ = new Trainer(Given.Small(), new SumOfSquaredErrors(), options with { Loops = Loops.Reference }))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("Precision is Single; the reference loops work in double precision only. Use Loops.Fast, or Precision.Double.*");

        IReadOnlyList<string> notes = new Trainer(Given.Small(), new SumOfSquaredErrors(), options).Train(Given.Xor()).Notes;

        if (FastMode.IsOn) notes.Should().BeEmpty();
        else notes.Should().Equal("Training was in double precision: NODENET_FAST turns the fast loops off, and the reference loops have no other.");
    }

    [Fact]
    public void A_run_that_has_learned_nothing_says_so_and_names_targets_that_are_not_scaled()
    {
        // Always answering the mean, 250 000, has a mean squared error of (2 · 150 000² + 2 · 100 000²) / 4; at a rate of 1 each step goes twice as far as it
        // should.
        DataSet data = DataSet.From([[0.1], [0.2], [0.3], [0.4]], [[100_000], [400_000], [350_000], [150_000]]);
        TrainingResult result = new Trainer(Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 1, Epochs = 50 }).Train(data);

        result.Notes.Should().ContainSingle().Which.Should().Match(
            "Nothing was learned from the inputs: the training loss, *, is no better than 1.625E+10, that of always answering the mean of the targets. " +
            "The targets are not scaled: that of y1 is 400000 in row 1; scale them (DataSet.ScaleTargets).* Diagnose looks further.");
        result.ToString().Split('\n').Should().HaveCount(2);
    }

    [Fact]
    public void A_run_that_stays_on_a_flat_place_says_so()
    {
        // The four cases of XOR and one sigmoid node: no line parts them, and ln 2 is the best there is.
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new NodeNet.Activations.Sigmoid()).Build(seed: 1);
        TrainingResult result = new Trainer(
            network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 300, BatchSize = 4 }).Train(Given.Xor());

        result.Notes
            .Should()
            .ContainSingle().Which
            .Should()
            .StartWith(
                "Nothing was learned from the inputs: the training loss, 0.6931472, is no better than 0.6931472, that of always answering the mean of the "
                    + "targets.");
    }

    [Fact]
    public void A_run_that_has_only_begun_is_not_told_that_its_learning_rate_is_too_high()
    {
        // At this rate XOR is learned, in more than five epochs; its loss goes up and down a little before.
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(3, new NodeNet.Activations.Tanh())
            .AddLayer(1, new NodeNet.Activations.Sigmoid())
            .Build(seed: 1);
        TrainingResult result = new Trainer(
            network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.1, Epochs = 5 }).Train(Given.Xor());

        string.Join(' ', result.Notes).Should().NotContain("too high");
    }

    [Fact]
    public void A_run_that_has_learned_something_has_nothing_to_say()
    {
        new Trainer(Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Epochs = 20 })
            .Train(Given.PointsOfALine(10)).Notes
            .Should()
            .BeEmpty();
    }

    private static Trainer NewTrainer(int epochs, MemoryStore store) =>
        new(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { Epochs = epochs, Checkpoints = new CheckpointOptions(store) });
}
