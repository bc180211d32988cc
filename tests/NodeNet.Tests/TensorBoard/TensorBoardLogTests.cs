using System.Text;
using CsCheck;
using NodeNet.History;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.TensorBoard;
using NodeNet.Training;

namespace NodeNet.Tests.TensorBoard;

/// <summary>Event files for TensorBoard, read back by a parser of the tests' own, which shares nothing with the writer.</summary>
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-tensorboard").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("123456789", 0xE3069283)] // the check value of CRC-32C
    [InlineData("", 0)]
    public void The_parsers_checksum_is_the_published_one(string text, uint checksum) =>
        EventFileReader.Crc32C(Encoding.ASCII.GetBytes(text)).Should().Be(checksum);

    [Fact]
    public void Thirty_two_zeros_have_the_checksum_that_rfc_3720_prints() => EventFileReader.Crc32C(new byte[32]).Should().Be(0x8A9136AA);

    [Fact]
    public void A_training_writes_its_epochs_in_one_line_and_loses_nothing_if_nobody_disposes()
    {
        var log = new TensorBoardLog(_folder);
        var options = new TrainerOptions { Epochs = 3, L2 = 0.1, Progress = log };

        TrainingHistory history = new Trainer(Given.Small(), new BinaryCrossEntropy(), options).Train(Given.Xor(), Given.Xor()).History;

        Path.GetFileName(log.FilePath).Should().MatchRegex(@"^events\.out\.tfevents\.\d{10}\..+\.\d+\.\d+$");
        ReadEvent[] events = EventFileReader.Read(log.FilePath);
        events[0].FileVersion.Should().Be("brain.Event:2");
        events.Skip(1).Select(one => one.Step).Should().Equal(1, 2, 3);
        events[1].Values.Select(value => value.Tag).Should().Equal(
            "loss/running", "loss/validation", "accuracy/running", "accuracy/validation", "learning rate", "penalty");
        Series(events, "loss/running").Should().Equal(history.Select(epoch => (float)epoch.RunningLoss));
        Series(events, "loss/validation").Should().Equal(history.Select(epoch => (float)epoch.ValidationLoss!.Value));
        Series(events, "penalty").Should().Equal(history.Select(epoch => (float)epoch.Penalty));
        events.Select(one => one.WallTime).Should().BeInAscendingOrder();
        log.Dispose();
        log.Invoking(closed => closed.AddScalar("late", 1.0, 1)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Weights_and_biases_are_histograms_block_by_block_every_second_epoch()
    {
        Network network = Given.Small();
        using var log = new TensorBoardLog(_folder, network, histogramsEvery: 2);

        new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { Epochs = 3, Progress = log }).Train(Given.Xor());

        ReadEvent[] events = EventFileReader.Read(log.FilePath);
        string[] tags = [.. events[3].Values.Where(value => value.Histogram is not null).Select(value => value.Tag)];
        tags.Should().Equal("weights/input to hidden 1", "biases/hidden 1", "weights/hidden 1 to output", "biases/output");
        events[2].Values.Should().OnlyContain(value => value.Histogram == null);
        ReadHistogram last = events[3].Values.Single(value => value.Tag == "weights/input to hidden 1").Histogram!;
        double[] weights = [.. network.HiddenLayers[0].GetWeights().SelectMany(row => row)];
        (last.Min, last.Max, last.Num).Should().Be((weights.Min(), weights.Max(), 6.0));
        last.Sum.Should().BeApproximately(weights.Sum(), 1e-15);
        last.SumSquares.Should().BeApproximately(weights.Sum(weight => weight * weight), 1e-15);
        last.Counts.Sum().Should().Be(6.0);
    }

    [Fact]
    public void A_histograms_ranges_hold_each_number_once()
    {
        using var log = new TensorBoardLog(_folder);
        Gen<double[]> numbers = Gen.Double[-1e3, 1e3].Array[1, 50];
        var given = new List<double[]>();
        numbers.Sample(
            values =>
            {
                given.Add(values);
                log.AddHistogram("h", values, given.Count);
            }, iter: 200, threads: 1);

        ReadEvent[] events = EventFileReader.Read(log.FilePath);

        events.Should().HaveCountGreaterThan(200);
        foreach (ReadEvent one in events.Skip(1))
        {
            double[] values = given[(int)one.Step - 1];
            ReadHistogram histogram = one.Values[0].Histogram!;
            histogram.Limits.Should().BeInAscendingOrder();
            double lower = double.NegativeInfinity;
            for (int b = 0; b < histogram.Limits.Length; b++)
            {
                histogram.Counts[b].Should().Be(values.Count(value => value > lower && value <= histogram.Limits[b]));
                lower = histogram.Limits[b];
            }
        }
    }

    [Theory]
    [InlineData(new[] { 2.5, 2.5 }, 1)]
    [InlineData(new[] { -double.MaxValue, double.MaxValue }, 30)]
    public void Equal_numbers_are_one_range_and_the_largest_ones_still_thirty(double[] values, int ranges)
    {
        using var log = new TensorBoardLog(_folder);

        log.AddHistogram("h", values, 0);

        ReadHistogram read = EventFileReader.Read(log.FilePath)[1].Values[0].Histogram!;
        read.Limits.Should().HaveCount(ranges).And.OnlyContain(limit => double.IsFinite(limit));
        read.Counts.Sum().Should().Be(2.0);
    }

    [Fact]
    public void Numbers_of_ones_own_and_any_step_come_back()
    {
        using var log = new TensorBoardLog(Path.Combine(_folder, "made", "for it"));

        log.AddScalar("α · größer/日本", 0.1, long.MaxValue);
        log.AddScalar("x", double.NaN, -1);
        log.AddScalar("x", 1e300, 300);

        ReadEvent[] events = EventFileReader.Read(log.FilePath);
        events[1].Values.Should().Equal(new ReadValue("α · größer/日本", 0.1f, null));
        events.Skip(1).Select(one => one.Step).Should().Equal(long.MaxValue, -1, 300);
        events[2].Values[0].Scalar.Should().Be(float.NaN);
        events[3].Values[0].Scalar.Should().Be(float.PositiveInfinity);
    }

    [Fact]
    public void A_search_writes_its_best_score()
    {
        using var log = new TensorBoardLog(_folder);

        log.Report(new SearchReport(1, 4, double.NaN, 0, default, default));
        log.Report(new SearchReport(2, 4, 0.75, 1, default, default));

        ReadEvent[] events = EventFileReader.Read(log.FilePath);
        events.Should().HaveCount(2);
        (events[1].Step, events[1].Values.Single()).Should().Be((2, new ReadValue("search/best score", 0.75f, null)));
    }

    [Fact]
    public void Two_logs_in_one_folder_are_two_files()
    {
        using var first = new TensorBoardLog(_folder);
        using var second = new TensorBoardLog(_folder);

        second.FilePath.Should().NotBe(first.FilePath);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        using var log = new TensorBoardLog(_folder);

        log.Invoking(one => one.AddHistogram("h", [], 0)).Should().Throw<ArgumentException>().WithMessage("There is no number*");
        log.Invoking(one => one.AddHistogram("h", [1.0, double.NaN], 0)).Should().Throw<ArgumentException>().WithMessage("*not finite*");
        log.Invoking(one => one.AddScalar(" ", 0, 0)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TensorBoardLog("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TensorBoardLog(_folder, null, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static float[] Series(ReadEvent[] events, string tag) =>
        [.. events.SelectMany(one => one.Values).Where(value => value.Tag == tag).Select(value => value.Scalar!.Value)];
}
