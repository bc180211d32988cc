using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>What is read while windows are worked on.</summary>
public sealed class SourceReadingTests
{
    [Theory]
    [InlineData(40)] // a piece is a window
    [InlineData(10)] // a piece is four windows
    public void The_next_piece_is_read_while_the_first_window_of_the_one_before_is_still_in_hand(int window)
    {
        using var source = new Watched(pieces: 3, rows: 40);
        SourceFacts facts = SourceFacts.Of(source, new SumOfSquaredErrors());
        source.SecondPiece.Reset();

        using var reading = new SourceReading(facts, [0], window);
        ExampleWindow first = reading.Next()!;

        source.SecondPiece.Wait(TimeSpan.FromSeconds(60)).Should().BeTrue("reading does not wait for the window to come back");
        first.Count.Should().Be(window);
        reading.GiveBack(first);
        int others = 0;
        while (reading.Next() is { } next)
        {
            others += next.Count;
            reading.GiveBack(next);
        }
        others.Should().Be(120 - window);
    }

    [Fact]
    public void The_first_reading_can_be_cancelled_even_if_the_source_never_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var network = new NetworkBuilder(1).AddLayer(1, new NodeNet.Activations.Identity()).Build(seed: 1);
        double[] before = [.. network.Parameters];

        FluentActions.Invoking(() => new Trainer(network, new SumOfSquaredErrors()).Train(new Endless(cancellation), null, cancellation.Token))
            .Should().Throw<OperationCanceledException>();

        network.Parameters.Should().Equal(before);
        network.Node("y1").Bias = 1.0; // the network is free again
    }

    [Theory]
    [InlineData(true, "*its Read gives null*")]
    [InlineData(false, "*its Read gives a piece that is null*")]
    public void What_a_source_must_not_give_is_named(bool isAll, string message)
    {
        var network = new NetworkBuilder(1).AddLayer(1, new NodeNet.Activations.Identity()).Build(seed: 1);

        new Trainer(network, new SumOfSquaredErrors()).Invoking(trainer => trainer.Train(new Nothing(isAll))).Should()
            .Throw<ExampleSourceException>().WithMessage(message);
    }

    private abstract class OneColumn : IExampleSource
    {
        public string Name => "one column";

        public int InputCount => 1;

        public int TargetCount => 1;

        public int GroupCount => 1;

        public abstract IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups);
    }

    private sealed class Endless(CancellationTokenSource cancellation) : OneColumn
    {
        public override IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
        {
            for (int piece = 0; ; piece++)
            {
                if (piece == 3) cancellation.Cancel();
                yield return new ExamplePiece(0, Rows.From([[1.0]]), Rows.From([[2.0]]));
            }
        }
    }

    private sealed class Nothing(bool isAll) : OneColumn
    {
        public override IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups) => isAll ? null! : [null!];
    }

    private sealed class Watched(int pieces, int rows) : IExampleSource, IDisposable
    {
        public ManualResetEventSlim SecondPiece { get; } = new();

        public string Name => "watched";

        public int InputCount => 1;

        public int TargetCount => 1;

        public int GroupCount => 1;

        public IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                if (piece == 1) SecondPiece.Set();
                double[][] numbers = [.. Enumerable.Range(piece * rows, rows).Select(i => (double[])[i])];
                yield return new ExamplePiece(0, Rows.From(numbers), Rows.From(numbers));
            }
        }

        public void Dispose() => SecondPiece.Dispose();
    }
}
