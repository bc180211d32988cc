using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tests.Datasets;
using NodeNet.Training;

namespace NodeNet.Tests.Tables;

/// <summary>Files that are learned from again and again: what was changed is told in words, and what was merely touched is still the same.</summary>
public sealed class ChangedFileTests
{
    private const int Rows = 60_000;

    /// <summary>Kinds of files, as a text or images, and whether they are packed.</summary>
    public static TheoryData<string, bool> Files => new() { { "csv", false }, { "csv", true }, { "idx", false }, { "idx", true } };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_touched_or_written_again_as_it_was_is_learned_from_to_the_same_bits(string kind, bool isPacked)
    {
        using var file = new Learned(kind, isPacked);
        byte[] content = File.ReadAllBytes(file.Path);

        (double[] untouched, _) = file.Train(_ => { });
        (double[] touched, TrainingResult result) = file.Train(epoch =>
        {
            if (epoch == 1) File.SetLastWriteTimeUtc(file.Path, DateTime.UtcNow.AddMinutes(-5));
            if (epoch == 2) File.WriteAllBytes(file.Path, content);
        });

        result.Reason.Should().Be(StopReason.EpochsReached);
        touched.Should().Equal(untouched);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_was_deleted_is_said_to_be_gone(string kind, bool isPacked)
    {
        using var file = new Learned(kind, isPacked);

        file.Invoking(one => one.Train(epoch => { if (epoch == 2) File.Delete(file.Path); })).Should().Throw<ExampleSourceException>()
            .WithMessage($"{file.Path}: The file is no longer there: it was deleted or moved after it was first read. Put it back as it was, and train again.")
            .Which.SourceName.Should().Be(file.Source.Name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_has_another_length_is_told_with_both(string kind, bool isPacked)
    {
        using var file = new Learned(kind, isPacked);
        long before = new FileInfo(file.Path).Length;
        void Change(int epoch)
        {
            if (epoch != 2) return;
            using FileStream stream = File.OpenWrite(file.Path);
            stream.SetLength(before - 100);
        }

        file.Invoking(one => one.Train(Change)).Should().Throw<ExampleSourceException>().WithMessage(string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Path}: The file was changed after it was first read: it had {before:N0} bytes, and has {before - 100:N0}. Let it stay as it is*"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_the_same_length_with_other_content_is_told_as_such(string kind, bool isPacked)
    {
        using var file = new Learned(kind, isPacked);
        void Change(int epoch)
        {
            if (epoch != 2) return;
            byte[] content = File.ReadAllBytes(file.Path);
            content[^3] ^= 1;
            File.WriteAllBytes(file.Path, content);
            File.SetLastWriteTimeUtc(file.Path, new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc));
        }

        file.Invoking(one => one.Train(Change)).Should().Throw<ExampleSourceException>().WithMessage(
            $"{file.Path}: The file was changed after it was first read: it was written at 2026-03-04 05:06:07 (UTC), is as long as it was, and its content is "
                + "another. Let it stay as it is while it is learned from, and train again.");
    }

    [Fact]
    public void What_changes_behind_the_back_of_every_clock_is_found_by_the_checksum_of_the_examples()
    {
        using var file = new Learned("csv", isPacked: false);
        void Change(int epoch)
        {
            if (epoch != 2) return;
            DateTime before = File.GetLastWriteTimeUtc(file.Path);
            byte[] content = File.ReadAllBytes(file.Path);
            content[^2] ^= 1; // the last label
            File.WriteAllBytes(file.Path, content);
            File.SetLastWriteTimeUtc(file.Path, before);
        }

        file.Invoking(one => one.Train(Change)).Should().Throw<ExampleSourceException>().WithMessage("*it is not what it was when it was first read*");
    }

    [Fact]
    public void A_file_that_is_cut_while_it_is_read_is_told_as_cut_and_not_by_the_row_that_broke()
    {
        using var file = new Learned("csv", isPacked: false);
        ITableSource table = Table.StreamCsv(file.Path);
        table.GroupCount.Should().BeGreaterThan(1);
        using IEnumerator<TablePiece> pieces = table.Read([.. Enumerable.Range(0, table.GroupCount)]).GetEnumerator();
        pieces.MoveNext().Should().BeTrue();
        using (var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(stream.Length - 10);

        pieces.Invoking(one => { while (one.MoveNext()) continue; }).Should().Throw<ExampleSourceException>()
            .WithMessage("*The file was changed*bytes, and has*");
    }

    [Fact]
    public void A_file_that_changes_between_the_first_readings_is_refused_too()
    {
        using var file = new Learned("csv", isPacked: false);
        ITableSource table = Table.StreamCsv(file.Path);
        File.AppendAllText(file.Path, "1,2,3,no\n");

        FluentActions.Invoking(() => NodeNet.Learning.Learner.For("y").Plan(table)).Should().Throw<ExampleSourceException>()
            .WithMessage("*The file was changed*");
    }

    private sealed class Told(Action<int> tell) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => tell(value.Epoch);
    }

    /// <summary>A file, and a training on it that tells its epochs.</summary>
    private sealed class Learned : IDisposable
    {
        private readonly TemporaryFile _file;
        private readonly TemporaryFile? _labels;

        public Learned(string kind, bool isPacked)
        {
            byte[] content = kind == "csv" ? Text()
                : IdxFile.Of(0x08, [Rows / 20, 25, 25], [.. Enumerable.Range(0, Rows / 20 * 625).Select(i => (byte)(i * 31 % 251))]);
            _file = new TemporaryFile(isPacked ? Packed(content) : content);
            if (kind == "idx") _labels = new TemporaryFile(IdxFile.Of(0x08, [Rows / 20], [.. Enumerable.Range(0, Rows / 20).Select(i => (byte)(i % 2))]));
            Source = NewSource();
        }

        public string Path => _file.Path;

        public IExampleSource Source { get; private set; }

        public (double[] Parameters, TrainingResult Result) Train(Action<int> tell)
        {
            Source = NewSource();
            Network network = new NetworkBuilder(Source.InputCount).AddLayer(Source.TargetCount, new Sigmoid()).Build(seed: 1);
            var options = new TrainerOptions { Epochs = 4, BatchSize = 100, WindowExamples = 1000, Progress = new Told(tell) };
            TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options).Train(Source);
            var parameters = new double[network.ParameterCount];
            network.CopyParametersTo(parameters);
            return (parameters, result);
        }

        public void Dispose()
        {
            _file.Dispose();
            _labels?.Dispose();
        }

        private IExampleSource NewSource()
        {
            if (_labels is not null) return Idx.StreamImages(Path, _labels.Path, classes: 2);
            ITableSource table = Table.StreamCsv(Path);
            return Recipe.Fit(table, new RecipeOptions { Targets = ["y"] }).Examples(table);
        }

        private static byte[] Text()
        {
            var text = new StringBuilder("a,b,c,y\n");
            for (int row = 0; row < Rows; row++)
                text.Append(CultureInfo.InvariantCulture, $"{row % 89},{row % 97 / 8.0},some words of {row % 5},{(row % 3 == 0 ? "2" : "7")}\n");
            return Encoding.ASCII.GetBytes(text.ToString());
        }

        private static byte[] Packed(byte[] content)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
            return packed.ToArray();
        }
    }
}
