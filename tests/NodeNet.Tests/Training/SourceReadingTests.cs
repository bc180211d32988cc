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
