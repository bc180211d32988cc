using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Where a trainer stands can be taken over by another, and such states have a mean: what training in rounds is made of.</summary>
public class TrainerStateTests
{
    private static readonly DataSet _data = Rows(60, seed: 3);

    public static TheoryData<string, Precision, Loops> Kinds => ResumeTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_epoch_each_by_a_new_trainer_that_takes_over_is_one_run_to_the_bit(string optimizer, Precision precision, Loops loops)
    {
        foreach (int batch in (int[])[1, 7, TrainerOptions.FullBatch])
        {
            var options = new TrainerOptions
            {
                LearningRate = 0.02,
                Optimizer = Catalogue.Optimizers.Create(optimizer),
                BatchSize = batch,
                Precision = precision,
                Loops = loops,
                Epochs = 1,
                Seed = 4,
                Dropout = new Dropout { Hidden = 0.2 },
            };
            Network whole = Start();
            new Trainer(whole, new MeanSquaredError(), options with { Epochs = 5 }).Train(_data);

            TrainerState state = Trainer(Start(), options).CopyState();
            Network last = Start();
            for (int round = 0; round < 5; round++)
            {
                last = Start(seed: 100 + round); // whatever its weights are
                Trainer trainer = Trainer(last, options);
                trainer.GoOnFrom(state);
                trainer.Train(_data);
                state = trainer.CopyState();
            }

            last.FirstParameterDifference(whole).Should().BeNull($"batch {batch}");
        }
    }

    [Fact]
    public void The_mean_of_a_step_on_each_part_weighted_by_rows_is_the_step_on_all_rows()
    {
        var options = new TrainerOptions { LearningRate = 0.5, BatchSize = TrainerOptions.FullBatch, Epochs = 1, Loops = Loops.Reference };
        Network whole = Start();
        Trainer(whole, options).Train(_data);

        TrainerState mean = TrainerState.Mean([After(0..10), After(10..25), After(25..60)], [10.0, 15.0, 35.0]);

        double[] expected = Trainer(whole, options).CopyState().Parameters.ToArray();
        mean.Parameters.ToArray().Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-14);
        mean.ToString().Should().Be("after 1 step, 31 parameters");

        TrainerState After(Range rows)
        {
            Trainer trainer = Trainer(Start(), options);
            trainer.Train(_data.Select([.. Enumerable.Range(0, 60).Take(rows)]));
            return trainer.CopyState();
        }
    }

    [Fact]
    public void The_mean_is_that_of_each_number_and_keeps_what_is_equal_to_the_bit()
    {
        TrainerState first = State([0.1, 1.0], [0.3, 5.0], steps: 3) with { Random = new RandomState(1, 2, 3, 4), LearningRate = 0.7 };
        TrainerState second = State([0.1, 4.0], [0.3, 8.0], steps: 6);

        TrainerState mean = TrainerState.Mean([first, second], [2.0, 1.0]);

        mean.Parameters.ToArray().Should().Equal(0.1, 2.0);
        mean.Memory.Should().ContainSingle().Which.ToArray().Should().Equal(0.3, 6.0);
        mean.Steps.Should().Be(4);
        mean.StepCounts.Should().BeNull();
        (mean.Random, mean.LearningRate).Should().Be((first.Random, 0.7));
        double[] third = [.. Enumerable.Range(1, 50).Select(i => 1.0 / i)];
        TrainerState.Mean([State(third, third, 1)], [3.0]).Parameters.ToArray().Should().Equal(third, "one alone is its own mean, to the bit");
        TrainerState.Mean([first with { StepCounts = [0, 3] }, second], [1.0, 1.0]).StepCounts.Should().Equal(3, 5);
    }

    [Fact]
    public void Without_its_memory_a_trainer_goes_on_as_a_new_one()
    {
        var options = new TrainerOptions { Optimizer = new Adam(), Epochs = 2, BatchSize = 8, Shuffle = false };
        Trainer used = Trainer(Start(), options);
        used.Train(_data);
        Trainer restarted = Trainer(Start(), options);
        restarted.GoOnFrom(used.CopyState().WithoutMemory());
        restarted.Steps.Should().Be(0);
        restarted.Train(_data);

        Network fresh = Start();
        fresh.CopyParametersFrom(used.Network);
        Trainer(fresh, options).Train(_data);
        restarted.Network.HasSameParametersAs(fresh).Should().BeTrue();
    }

    [Fact]
    public void What_is_frozen_has_taken_no_step_when_it_is_released()
    {
        var options = new TrainerOptions { Optimizer = new Adam(), Epochs = 1, BatchSize = 8 };
        Network one = Start();
        one.Layers[1].Nodes[0].IsBiasFrozen = true;
        Trainer trainer = Trainer(one, options);
        trainer.Train(_data);
        TrainerState state = trainer.CopyState();
        state.StepCounts.Should().StartWith([0L, trainer.Steps]);

        Network two = Start();
        two.Layers[1].Nodes[0].IsBiasFrozen = true;
        Trainer other = Trainer(two, options);
        other.GoOnFrom(state);
        foreach (Network network in (Network[])[one, two]) network.Layers[1].Nodes[0].IsBiasFrozen = false;
        trainer.Train(_data);
        other.Train(_data);

        two.FirstParameterDifference(one).Should().BeNull();
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_words_and_changes_nothing()
    {
        Network network = Start();
        double[] before = Trainer(network, new TrainerOptions()).CopyState().Parameters.ToArray();
        Trainer trainer = Trainer(network, new TrainerOptions { Optimizer = new Adam() });
        TrainerState good = trainer.CopyState();
        double[] zeros = new double[31];

        Refused(good with { Parameters = new double[30] }, "*it has 30 parameters, the network has 31*");
        Refused(good with { Parameters = Enumerable.Repeat(double.NaN, 31).ToArray() }, "*holds a weight or bias of NaN*");
        Refused(good with { Memory = [zeros] }, "*its optimizer remembers 1 number for each parameter, adam*2*");
        Refused(good with { Memory = [zeros, new double[3]] }, "*not of one number for each parameter*");
        Refused(good with { Memory = [zeros, Enumerable.Repeat(-1.0, 31).ToArray()] }, "*cannot remember -1 as its number 2*");
        Refused(good with { Steps = -1 }, "*below 0*");
        Refused(good with { Random = default }, "*shuffling*");
        Refused(good with { LearningRate = double.NaN }, "*its rate is NaN*");
        trainer.CopyState().Parameters.ToArray().Should().Equal(before);

        Mean([], [], "There is no state to take a mean of.*");
        Mean([good], [1.0, 2.0], "There are 2 weights for 1 state; each needs one.*");
        Mean([good], [0.0], "weights?0? is 0*");
        Mean([good, good with { Parameters = zeros.AsMemory(1) }], [1.0, 1.0], "states?1? is of another kind of trainer: it has 30 parameters*");
        Mean([good, good with { Memory = [] }], [1.0, 1.0], "states?1? is of another kind of trainer: its optimizer remembers 0 numbers*");

        void Refused(TrainerState state, string words) =>
            FluentActions.Invoking(() => trainer.GoOnFrom(state)).Should().Throw<ArgumentException>().WithMessage(words);

        static void Mean(TrainerState[] states, double[] weights, string words) =>
            FluentActions.Invoking(() => TrainerState.Mean(states, weights)).Should().Throw<ArgumentException>().WithMessage(words);
    }

    private static TrainerState State(double[] parameters, double[] memory, long steps) => new()
    {
        Parameters = parameters,
        Memory = [memory],
        Steps = steps,
        LearningRate = 0.1,
        Random = new RandomState(5, 6, 7, 8),
    };

    private static Trainer Trainer(Network network, TrainerOptions options) => new(network, new MeanSquaredError(), options);

    private static Network Start(long seed = 1) => new NetworkBuilder(3).AddLayer(6, new Tanh()).AddLayer(1, new Identity()).Build(seed);

    private static DataSet Rows(int count, long seed)
    {
        var random = new RandomGenerator(seed);
        double[][] inputs = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 3).Select(_ => random.NextUniform(-1.0, 1.0)).ToArray())];
        return DataSet.From(inputs, [.. inputs.Select(x => (double[])[x[0] * x[1] - x[2]])]);
    }
}
