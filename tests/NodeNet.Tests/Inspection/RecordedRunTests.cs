using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Inspection;

public class RecordedRunTests
{
    private static readonly TrainerOptions _options = new() { LearningRate = 0.3, Epochs = 50, Loops = Loops.Reference };

    [Theory]
    [InlineData("gradient_descent", 1)]
    [InlineData("adam", 3)]
    public void A_recorded_run_is_the_run_bit_for_bit(string optimizer, int batch)
    {
        TrainerOptions options = _options with { Optimizer = Catalogue.Optimizers.Create(optimizer), BatchSize = batch };
        var plain = new Trainer(Given.Small(), new SumOfSquaredErrors(), options);
        var recorded = new Trainer(Given.Small(), new SumOfSquaredErrors(), options with { Loops = Loops.Fast });

        TrainingResult result = plain.Train(Given.Xor());
        RecordedRun run = recorded.TrainRecorded(Given.Xor());
        plain.Train(Given.Xor());
        recorded.TrainRecorded(Given.Xor());

        recorded.Network.FirstParameterDifference(plain.Network).Should().BeNull();
        run.Result.History.Select(report => report.RunningLoss).Should().Equal(result.History.Select(report => report.RunningLoss));
        run.Losses.Should().HaveCount(50 * (batch == 1 ? 4 : 2));
    }

    [Fact]
    public void After_a_recorded_run_the_trainer_records_no_more()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), _options);
        RecordedRun run = trainer.TrainRecorded(Given.Xor());

        trainer.Train(Given.Xor());

        run.Losses.Should().HaveCount(200);
    }

    [Fact]
    public void A_recorded_run_takes_validation_sets_and_refuses_data_as_a_run_does()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), _options with { Epochs = 1, ValidationFraction = 0.5 });

        RecordedRun held = trainer.TrainRecorded(Given.Xor());
        RecordedRun given = trainer.TrainRecorded(Given.Xor(), validation: Given.Xor());

        held.Losses.Should().HaveCount(2, "half of the four examples are held out");
        held.Result.ValidationLoss.Should().NotBeNull();
        given.Losses.Should().HaveCount(4);
        held.Steps[0].Ledger.Setup.IsApplied.Should().BeTrue();
        trainer.Invoking(t => t.TrainRecorded(DataSet.From([[1]], [[1]]))).Should().Throw<ArgumentException>().WithParameterName("training");
    }

    [Fact]
    public void Weights_over_time_begin_before_the_run_and_end_with_it()
    {
        Network network = Given.Small();
        double before = network.Connection("x1", "h1").Weight;

        RecordedRun run = new Trainer(network, new SumOfSquaredErrors(), _options).TrainRecorded(Given.Xor());

        IReadOnlyList<RecordedValue> values = run.Values("x1", "h1");
        values[0].Should().Be(new RecordedValue(0, before));
        values[^1].Should().Be(new RecordedValue(200, network.Connection("x1", "h1").Weight));
        values.Should().HaveCount(201);
        run.ValuesOfBias("h1")[^1].Value.Should().Be(network.Node("h1").Bias);
        run.Steps[0].Ledger.Change("x1", "h1").NewValue.Should().Be(values[1].Value);
    }

    [Fact]
    public void Under_plain_gradient_descent_the_pulls_add_up_to_what_the_weight_moved()
    {
        Network network = Given.Small();
        double before = network.Connection("x1", "h1").Weight;

        RecordedRun run = new Trainer(network, new SumOfSquaredErrors(), _options with { BatchSize = 3, ClipNorm = 0.05 }).TrainRecorded(Given.Xor());

        IReadOnlyList<ExamplePull> movers = run.Movers("x1", "h1");
        movers.Should().HaveCount(4).And.BeInDescendingOrder(mover => mover.Size);
        movers.Sum(mover => mover.Pull).Should().BeApproximately(network.Connection("x1", "h1").Weight - before, 1e-12);
        movers.Single(mover => mover.Row == 0).Size.Should().Be(0, "x1 is 0 in the first case of XOR");
        run.MoversOfBias("h1", most: 2).Should().HaveCount(2);
    }

    [Fact]
    public void Memory_is_bounded_and_what_is_kept_is_spread_evenly()
    {
        RecordedRun run = new Trainer(Given.Small(), new SumOfSquaredErrors(), _options).TrainRecorded(
            Given.Xor(), new RunRecording { MostLedgers = 7, MostNumbers = 13 * 9 });

        run.Losses.Should().HaveCount(200, "the loss of every step is kept");
        run.Steps.Select(step => step.Number).Should().Equal(1, 65, 129, 193, 200);
        run.Steps.Select(step => step.Epoch).Should().Equal(1, 17, 33, 49, 50);
        run.Values("x1", "h1").Select(value => value.Step).Should().Equal(0, 1, 33, 65, 97, 129, 161, 193, 200);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void A_thinned_list_keeps_the_first_and_the_last_and_never_more_than_its_limit(int most)
    {
        for (int count = 0; count < 100; count++)
        {
            var list = new Thinned<int>(most);
            for (int i = 0; i < count; i++)
                list.Add(i);

            int[] items = list.Items();
            items.Should().HaveCountLessThanOrEqualTo(most).And.BeInAscendingOrder();
            items.Should().HaveCountGreaterThanOrEqualTo(Math.Min(count, Math.Max(2, most / 2)));
            if (count > 0) (items[0], items[^1]).Should().Be((0, count - 1));
        }
    }

    [Fact]
    public void Only_what_is_watched_is_followed()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), _options);
        RecordedRun run = trainer.TrainRecorded(Given.Xor(), new RunRecording { Watch = ["h2->y1", "b_h1"], MostNumbers = 8 });

        run.Movers("h2", "y1").Should().HaveCount(4);
        run.Invoking(r => r.Values("x1", "h1")).Should().Throw<ArgumentException>().WithMessage("x1→h1 was not watched; watched were h2→y1, b_h1.*");
        trainer
            .Invoking(t => t.TrainRecorded(Given.Xor(), new RunRecording { Watch = ["nothing"] }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"nothing\" is neither a connection*");
        trainer
            .Invoking(t => t.TrainRecorded(Given.Xor(), new RunRecording { MostNumbers = 8 }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("13 parameters times 4 examples is more than MostNumbers, 8*");
        trainer
            .Invoking(t => t.TrainRecorded(Given.Xor(), new RunRecording { MostLedgers = 1 }))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("MostLedgers is 1*");
    }

    [Fact]
    public void Rows_are_those_of_the_data_set_whatever_the_order()
    {
        RecordedRun run = new Trainer(Given.Small(), new SumOfSquaredErrors(), _options with { Epochs = 3 }).TrainRecorded(Given.Xor());

        run.Steps.Should().HaveCount(12);
        foreach (ExampleLedger example in run.Steps.Select(step => step.Ledger.Examples[0]))
            example.Inputs.Should().Equal(Given.Xor().Inputs[example.Row!.Value].ToArray());
        run.Steps.Take(4).Select(step => step.Ledger.Examples[0].Row).Should().BeEquivalentTo(new int?[] { 0, 1, 2, 3 });
    }

    [Fact]
    public void Connecting_nodes_during_a_recorded_run_ends_it()
    {
        Network network = Given.Small();
        var trainer = new Trainer(
            network,
            new SumOfSquaredErrors(),
            _options with { Optimizer = new GradientDescent(), Progress = new AtOnce(_ => network.Connect("x1", "y1", 0.1)) });

        trainer.Invoking(t => t.TrainRecorded(Given.Xor())).Should().Throw<InvalidOperationException>().WithMessage("Connections or biases came or went*");
        trainer.Step([0, 1], [1]); // and the trainer is usable again
    }

    [Fact]
    public void Why_tells_in_words_which_examples_moved_a_weight_and_how_it_went()
    {
        // y = w · x + b, from w = 2 and b = 1
        RecordedRun run = new Trainer(Given.Line(), new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Epochs = 2, Shuffle = false })
            .TrainRecorded(DataSet.From([[1], [2]], [[1], [6]]));

        // y = 2 + 1 instead of 1 moves w by −0.1 · 2 · 1, y = 1.8 · 2 + 0.8 instead of 6 by 0.1 · 1.6 · 2, and so on
        run.Why("x1", "y1").ToString().Should().Be("""
            the weight w_x1→y1 went from 2 to 2.197 in 4 steps (rows count from 0)
              the example in row 1 pulled it up by 0.6048
              the example in row 0 pulled it down by 0.408
              over time: 2 before the run, 1.8 after step 1, 2.12 after step 2, 1.912 after step 3, 2.197 after step 4
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Why_says_what_other_optimizers_make_of_the_pulls_and_what_is_frozen()
    {
        Network network = Given.Small();
        network.Node("h2").IsBiasFrozen = true;
        RecordedRun run = new Trainer(network, new SumOfSquaredErrors(), _options with { Optimizer = new Adam() }).TrainRecorded(Given.Xor());

        run.Why("x1", "h1")
            .ToString()
            .Should()
            .StartWith("the weight w_x1→h1 went from").And.Contain("adam(0.9,0.999) makes its own changes of these pulls").And.Contain("after step 200");
        run.WhyBias("h2").ToString().Should().Be("the bias b_h2 is 0 after 200 steps, as before the first: it is frozen");
        run.ToString().Should().StartWith("200 steps, loss ");
        run.Invoking(r => r.Why("x1", "y1")).Should().Throw<ArgumentException>().WithMessage("x1 is not connected to y1*");
    }
}
