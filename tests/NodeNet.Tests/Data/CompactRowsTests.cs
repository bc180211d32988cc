using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Data;

/// <summary>Numbers of which there are few different ones take a byte each, those that are floats a float, and everything computes the same bits from
/// them.</summary>
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
    public void Floats_stay_the_numbers_they_are()
    {
        Rows rows = Rows.FromFloats([0.1f, -2, 3.4e38f, 0, 5, -0.0f], width: 3);

        rows.IsCompact.Should().BeTrue();
        rows.Compact().Should().BeSameAs(rows);
        rows.ToString().Should().Be("2 rows of 3");
        rows[0].ToArray().Should().Equal(0.1f, -2, 3.4e38f);
        rows[1, 1].Should().Be(5);
        double.IsNegative(rows[1, 2]).Should().BeTrue();
        rows.Column(0).Should().Equal(0.1f, 0);
        rows.LargestMagnitude.Should().Be(3.4e38f);
        rows.Values.ToArray().Should().Equal([.. rows[0], .. rows[1]]);
        rows.Select([1, 0, 1]).ToArrays().Should().BeEquivalentTo(new[] { rows[1].ToArray(), rows[0].ToArray(), rows[1].ToArray() });
    }

    [Fact]
    public void Floats_that_make_no_table_are_refused()
    {
        FluentActions.Invoking(() => Rows.FromFloats([1, 2, 3], 2)).Should().Throw<ArgumentException>().WithMessage("3 values do not make whole rows of 2.*");
        FluentActions.Invoking(() => Rows.FromFloats([], 2)).Should().Throw<ArgumentException>().WithMessage("0 values*");
        FluentActions.Invoking(() => Rows.FromFloats([1], 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromFloats([1, 2, 3, float.NaN], 2)).Should().Throw<ArgumentException>().WithMessage("Row 1, column 1 is NaN;*");
        FluentActions.Invoking(() => _ = Rows.FromFloats([1], 1)[1].Length).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromFloats([1], 1)[1, 0]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromFloats([1], 1)[0, 1]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Rows.FromFloats([1], 1).Select([1])).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Many_whole_numbers_become_floats_and_one_that_is_no_float_keeps_all_as_they_are()
    {
        double[][] whole = [.. Enumerable.Range(0, 300).Select(i => new[] { i * 1000.0, i == 7 ? -0.0 : 16_777_216 })];
        Rows compact = Rows.From(whole).Compact();
        compact.IsCompact.Should().BeTrue();
        compact.Bytes.IsEmpty.Should().BeTrue();
        compact.ToArrays().Should().BeEquivalentTo(whole, options => options.WithStrictOrdering());
        double.IsNegative(compact[7, 1]).Should().BeTrue();

        foreach (double none in new[] { 16_777_217, 0.1, 1e39, 1e-50 })
            Rows.From([.. whole, [0, none]]).Compact().IsCompact.Should().BeFalse($"{none} is no float");
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
        IsTheSame(data, compact, precision, batch, optimizer, loops);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Training_on_floats_gives_the_bits_of_training_on_doubles(int width, Precision precision, int batch, string optimizer, Loops loops)
    {
        DataSet pictures = Pictures(70, width);
        float[] inputs = [.. pictures.Inputs.Values.ToArray().Select(x => (float)x)];
        float[] targets = [.. pictures.Targets.Values.ToArray().Select(x => (float)x)];
        DataSet data = DataSet.From(Rows.From([.. inputs.Select(x => (double)x)], width), pictures.Targets);
        DataSet floats = DataSet.From(Rows.FromFloats(inputs, width), Rows.FromFloats(targets, 1));

        IsTheSame(data, floats, precision, batch, optimizer, loops);

        floats.Inputs.Floats.Should().Equal(inputs, "the loops read them where they are");
        floats.Targets.Floats.Should().Equal(targets);
    }

    private static void IsTheSame(DataSet data, DataSet compact, Precision precision, int batch, string optimizer, Loops loops)
    {
        int width = data.Inputs.Width;
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
        Rows answers = actual.Network.Freeze(Precision.Single).Predict(compact.Inputs);
        answers.ToArrays().Should().BeEquivalentTo(expected.Network.Freeze(Precision.Single).Predict(data.Inputs).ToArrays());
        actual.Train(data); // other rows after floats, which the loops had read where they were
        actual.Train(compact);
        expected.Train(data);
        expected.Train(data);
        actual.Network.FirstParameterDifference(expected.Network).Should().BeNull();
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
