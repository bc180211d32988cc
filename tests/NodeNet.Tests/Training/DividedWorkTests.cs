using System.Collections.Concurrent;
using NodeNet.Foundation;

namespace NodeNet.Tests.Training;

/// <summary>Work that threads divide: every piece is done once, and what is thrown does not depend on who was faster.</summary>
public class DividedWorkTests
{
    [Theory]
    [InlineData(0, 2, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(7, 2, 4)]
    [InlineData(125, 2, 4)]
    [InlineData(1000, 8, 4)]
    [InlineData(1000, 3, 1)]
    [InlineData(5, 8, 1)]
    [InlineData(1000, 1, 4)]
    public void Each_piece_is_done_once(int pieces, int threads, int least)
    {
        var done = new ConcurrentBag<(int First, int End)>();

        Threads.Divide(pieces, threads, (first, end) => done.Add((first, end)), least);

        done.SelectMany(share => Enumerable.Range(share.First, share.End - share.First)).Order().Should().Equal(Enumerable.Range(0, pieces));
        if (threads > 1) done.Count(share => share.End < pieces && (share.End - share.First) % least > 0).Should().Be(0);
    }

    [Fact]
    public void A_slow_thread_gets_less_of_the_work()
    {
        using var othersAreDone = new ManualResetEventSlim();
        int left = 1000;
        int ofTheSlow = 0;

        Threads.Divide(1000, 2, (first, end) =>
        {
            if (first == 0)
            {
                ofTheSlow = end - first;
                othersAreDone.Wait(TimeSpan.FromSeconds(30.0)); // it has its first share only: the other does all the rest meanwhile
            }
            if (Interlocked.Add(ref left, first - end) <= ofTheSlow) othersAreDone.Set();
        });

        ofTheSlow.Should().BeInRange(1, 250);
        left.Should().Be(0);
    }

    [Fact]
    public void What_the_first_of_several_bad_pieces_throws_comes_through_whoever_was_faster()
    {
        for (int run = 0; run < 50; run++)
        {
            Action divide = () => Threads.Divide(200, 4, (first, end) =>
            {
                for (int piece = first; piece < end; piece++)
                {
                    if (piece is not (37 or 90 or 91 or 180)) continue;
                    if (piece == 37) Thread.Sleep(1); // the others are sooner
                    throw new InvalidDataException($"piece {piece}");
                }
            });

            divide.Should().Throw<InvalidDataException>().WithMessage("piece 37");
        }
    }
}
