using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Data;

/// <summary>Numbers of which there are few different ones take a byte each, and everything computes the same bits from them.</summary>
public class CompactRowsTests
{
    private const int Width = 40; // from 32 on the loops leave inputs in rows

    [Fact]
    public void Bytes_become_numbers_by_the_scale()
    {
        Rows rows = Rows.FromBytes([0, 51, 255, 102], width: 2, scale: 1 / 255.0);

        rows.IsCompact.Should().BeTrue();
        rows.ToString().Should().Be("2 rows of 2");
        rows[1].ToArray().Should().Equal(255 * (1 / 255.0), 102 * (1 / 255.0));
        rows[0, 1].Should().Be(51 * (1 / 255.0));
        rows.Column(1).Should().Equal(51 * (1 / 255.0), 102 * (1 / 255.0));
        rows.ToArrays().Should().BeEquivalentTo(new[] { rows[0].ToArray(), rows[1].ToArray() });
        rows.LargestMagnitude.Should().Be(255 * (1 / 255.0));
        rows.Values.ToArray().Should().Equal([.. rows[0], .. rows[1]]);
        Rows.FromBytes([3, 4], 1)[1, 0].Should().Be(4, "the scale is 1 unless it is given");
    }

    [Fact]
    public void What_makes_no_table_is_refused()
    {
        FluentActions.Invoking(() => Rows.FromBytes([1, 2, 3], 2)).Should().Throw<ArgumentException>().WithMessage("3 bytes do not make whole rows of 2.*");
        FluentActions.Invoking(() => Rows.FromBytes([], 2)).Should().Throw<ArgumentException>().WithMessage("0 bytes*");
        FluentActions.Invoking(() => Rows.FromBytes([1], 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromBytes([1], 1, double.MaxValue)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("scale is *");
        FluentActions.Invoking(() => _ = Rows.FromBytes([1], 1)[1].Length).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromBytes([1], 1)[0, 1]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromBytes([1], 1)[1, 0]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromBytes([1], 1).Select([1])).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Up_to_256_different_numbers_fit_and_one_more_does_not()
    {
        double[][] few = [.. Enumerable.Range(0, 256).Select(i => new[] { i / 7.0 })];
        Rows compact = Rows.From(few).Compact();
        compact.IsCompact.Should().BeTrue();
        compact.ToArrays().Should().BeEquivalentTo(few, options => options.WithStrictOrdering());
        compact.Compact().Should().BeSameAs(compact);

        Rows many = Rows.From([.. few, [0.5]]);
        many.Compact().Should().BeSameAs(many);
    }

    [Fact]
    public void Zero_and_minus_zero_stay_what_they_are()
    {
        Rows rows = Rows.From([[0.0, -0.0]]).Compact();
        rows.IsCompact.Should().BeTrue();
        double.IsNegative(rows[0, 0]).Should().BeFalse();
        double.IsNegative(rows[0, 1]).Should().BeTrue();
    }

    [Fact]
    public void A_data_set_stays_compact_and_keeps_its_names_when_it_is_divided()
    {
        DataSet data = Pictures(20, 3).WithNames([.. Enumerable.Range(1, 3).Select(i => $"p{i}")], ["no", "yes"]).Compact();

        data.InputNames.Should().Equal("p1", "p2", "p3");
        DataSet some = data.Shuffled(1).Select([3, 1]);
        some.Inputs.IsCompact.Should().BeTrue();
        some.Targets.IsCompact.Should().BeFalse();
        some.ClassLabels.Should().Equal("no", "yes");
    }

    public static TheoryData<int, Precision, int, string, Loops> Trainings
    {
        get
        {
            var all = new TheoryData<int, Precision, int, string, Loops>();
            foreach (int width in new[] { 3, Width })
            {
                foreach (int batch in new[] { 1, 7, 64 })
                {
                    foreach (string optimizer in new[] { "gradient_descent", "momentum" })
                    {
                        all.Add(width, Precision.Double, batch, optimizer, Loops.Fast);
                        all.Add(width, Precision.Single, batch, optimizer, Loops.Fast);
                    }
                }
                all.Add(width, Precision.Double, 7, "adam", Loops.Reference);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Training_on_bytes_gives_the_bits_of_training_on_doubles(int width, Precision precision, int batch, string optimizer, Loops loops)
    {
        DataSet data = Pictures(70, width);
        DataSet compact = data.Compact();
        compact.Inputs.IsCompact.Should().BeTrue();
        Trainer On(DataSet set)
        {
            Network network = new NetworkBuilder(width).AddLayer(9, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);
            var trainer = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions
            {
                Epochs = 3,
                BatchSize = batch,
                Precision = precision,
                Optimizer = Catalogue.Optimizers.Create(optimizer),
                LearningRate = 0.1,
                Loops = loops,
            });
            trainer.Train(set);
            return trainer;
        }

        Trainer expected = On(data);
        Trainer actual = On(compact);

        actual.Network.FirstParameterDifference(expected.Network).Should().BeNull();
        actual.Evaluate(compact).Should().Be(expected.Evaluate(data));
        Evaluation.Of(actual.Network, new MeanAbsoluteError(), compact).Should().Be(Evaluation.Of(expected.Network, new MeanAbsoluteError(), data));
        actual.Network.Predict(compact.Inputs).ToArrays().Should().BeEquivalentTo(expected.Network.Predict(data.Inputs).ToArrays());
    }

    [Fact]
    public void A_checkpoint_of_a_run_on_doubles_is_resumed_on_bytes()
    {
        var store = new Persistence.MemoryStore();
        DataSet data = Pictures(20, 3);
        Trainer Make(int epochs) => new(
            new NetworkBuilder(3).AddLayer(1, new Sigmoid()).Build(seed: 1), new SumOfSquaredErrors(),
            new TrainerOptions { Epochs = epochs, Checkpoints = new CheckpointOptions(store) });
        Make(2).Train(data);

        Make(3).TrainOrResume(data.Compact()).Epochs.Should().Be(3, "the data are the same numbers");
    }

    private static DataSet Pictures(int count, int width)
    {
        var random = new NodeNet.Foundation.RandomGenerator(5);
        double[][] inputs = [.. Enumerable.Range(0, count).Select(_ =>
            Enumerable.Range(0, width).Select(_ => random.NextInt32(3) == 0 ? random.NextInt32(200) / 255.0 : 0.0).ToArray())];
        return DataSet.From(inputs, inputs.Select(row => new[] { row.Sum() > width / 8.0 ? 1.0 : 0.0 }));
    }
}
