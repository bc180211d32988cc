using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Training;

namespace NodeNet.Tests.Persistence;

/// <summary>Checkpoints to and from streams: a little at a time, and never more than there can be.</summary>
public class CheckpointStreamTests
{
    private static readonly TrainerOptions _options = new() { LearningRate = 0.1, Optimizer = new Adam(), Epochs = 6 };

    [Fact]
    public void A_run_whose_checkpoints_go_to_a_store_ends_bit_for_bit_where_one_without_interruption_ends()
    {
        Trainer straight = NewTrainer(_options);
        straight.Train(Given.Xor());

        var store = new MemoryStore();
        NewTrainer(_options with { Epochs = 3, Checkpoints = new CheckpointOptions(store) { EveryEpochs = 1 } }).TrainOrResume(Given.Xor());
        Trainer resumed = NewTrainer(_options with { Checkpoints = new CheckpointOptions(store) { EveryEpochs = 1 } });
        TrainingResult result = resumed.TrainOrResume(Given.Xor());

        result.Epochs.Should().Be(6);
        store.Saves.Should().Be(6);
        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull();
    }

    [Fact]
    public void A_stream_that_cannot_go_back_and_hands_out_a_byte_at_a_time_will_do_and_stays_open()
    {
        byte[] content = Saved();
        using var slow = new Trickle(content);

        NewTrainer(_options).Resume(slow, Given.Xor()).Epochs.Should().Be(6);

        slow.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void A_checkpoint_is_read_from_where_the_stream_stands_to_its_end()
    {
        using var stream = new MemoryStream([1, 2, 3, .. Saved()]) { Position = 3 };
        NewTrainer(_options).Resume(stream, Given.Xor()).Epochs.Should().Be(6);

        Refused(new MemoryStream([.. Saved(), 0]), "*The numbers take * bytes; they must take *");
        Refused(new Trickle([.. Saved(), 0]), "*There is more behind the end of the checkpoint.");
    }

    [Fact]
    public void Every_end_that_comes_too_early_is_noticed_in_a_stream_of_unknown_length()
    {
        byte[] content = Saved();
        for (int length = 0; length < content.Length; length++)
            Refused(new Trickle(content[..length]), "*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData((byte)' ')]
    [InlineData((byte)'\n')]
    public void An_endless_stream_is_no_checkpoint_and_little_of_it_is_read(byte content)
    {
        using var endless = new Endless([], content);
        Refused(endless, "*This is no checkpoint, or it was cut off or damaged: its head, of at most 1048576 bytes, has no end.");
        endless.BytesRead.Should().BeLessThan(2 << 20);
    }

    [Fact]
    public void A_checkpoint_without_end_is_read_as_far_as_it_can_go()
    {
        byte[] content = Saved();
        using var endless = new Endless(content, 0);
        Refused(endless, "*There is more behind the end of the checkpoint.");
        endless.BytesRead.Should().BeLessThan(2 * content.Length);
    }

    [Fact]
    public void Writing_and_reading_take_little_memory_beside_the_numbers()
    {
        // A million parameters: 8 MB, four times with what Adam remembers and the weights from before.
        Network network = new NetworkBuilder(inputs: 1000).AddLayer(999, new Sigmoid()).AddLayer(1, new Identity()).Build(seed: 1);
        DataSet data = DataSet.From([new double[1000]], [[0.5]]);
        TrainerOptions options = _options with { Epochs = 1 };
        var facts = RunFacts.Of(
            new Trainer(network, new MeanSquaredError(), options), new ExamplesInMemory(data, options, new NodeNet.Foundation.RandomGenerator(1)), null,
            measuresTrainingLoss: false);
        var state = new TrainingState
        {
            History = new NodeNet.History.TrainingHistory([Training.Histories.Report(1, 0.5)]),
            Before = network.Parameters,
            Parameters = network.Parameters,
            Memory = [network.Parameters, new double[network.Parameters.Length]],
            Steps = 1,
            LearningRate = 0.1,
            Random = new NodeNet.Foundation.RandomGenerator(1).State,
            Arithmetics = ["fast"],
        };
        state.Memory[0] = [.. network.Parameters.Select(Math.Abs)];
        using var content = new MemoryStream(40_000_000);
        const int Few = 1_000_000;

        long before = GC.GetAllocatedBytesForCurrentThread();
        CheckpointWriter.Write(content, facts, state);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Few);

        content.Length.Should().BeGreaterThan(32_000_000);
        content.Position = 0;
        before = GC.GetAllocatedBytesForCurrentThread();
        TrainingState read = CheckpointReader.Read(content, null, facts);
        (GC.GetAllocatedBytesForCurrentThread() - before)
            .Should()
            .BeLessThan(4L * sizeof(double) * network.Parameters.Length + Few, "it needs the four arrays that it returns");
        read.Parameters.Should().Equal(network.Parameters);
    }

    [Fact]
    public void A_stream_that_throws_comes_through_and_the_store_keeps_what_it_had()
    {
        var store = new MemoryStore { Content = [1] };
        var failing = new FailingStore(store);

        NewTrainer(_options with { Checkpoints = new CheckpointOptions(failing) })
            .Invoking(t => t.Train(Given.Xor()))
            .Should()
            .Throw<IOException>()
            .WithMessage("full");

        store.Content.Should().Equal(1);
    }

    private static byte[] Saved()
    {
        var store = new MemoryStore();
        NewTrainer(_options with { Checkpoints = new CheckpointOptions(store) }).Train(Given.Xor());
        return store.Content!;
    }

    private static void Refused(Stream stream, string message) =>
        NewTrainer(_options).Invoking(t => t.Resume(stream, Given.Xor())).Should().Throw<ModelFileException>().WithMessage(message);

    private static Trainer NewTrainer(TrainerOptions options) => new(Given.Small(), new SumOfSquaredErrors(), options);

    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class Trickle(byte[] content) : ReadOnlyStream
    {
        private int _at;

        public bool IsDisposed { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (count == 0 || _at == content.Length) return 0;
            buffer[offset] = content[_at++];
            return 1;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class Endless(byte[] start, byte then) : ReadOnlyStream
    {
        public long BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++, BytesRead++)
                buffer[offset + i] = BytesRead < start.Length ? start[BytesRead] : then;
            return count;
        }
    }

    private sealed class FailingStore(MemoryStore inner) : ICheckpointStore
    {
        public void Save(Action<Stream> write) => inner.Save(_ => write(new FullStream()));

        public Stream? Open() => inner.Open();
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("full");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }
}
