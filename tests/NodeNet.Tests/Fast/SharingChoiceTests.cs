using NodeNet.FastTraining;

namespace NodeNet.Tests.Fast;

/// <summary>How many threads do a phase of a step is decided by what was measured.</summary>
public class SharingChoiceTests
{
    [Theory]
    [InlineData(2, new[] { 10, 6 }, 2)]
    [InlineData(2, new[] { 10, 11 }, 1)]
    [InlineData(2, new[] { 100, 97 }, 1)] // too little saved
    [InlineData(8, new[] { 80, 45, 30, 60 }, 4)] // 1, 2, 4 and 8 threads
    [InlineData(6, new[] { 60, 33, 20, 15 }, 6)] // 1, 2, 4 and 6
    public void The_quickest_number_of_threads_is_taken(int most, int[] times, int expected)
    {
        var choice = new SharingChoice(most);
        var tried = new List<int>();

        for (int turn = 0; turn < 5; turn++)
        {
            foreach (int time in times)
            {
                tried.Add(choice.Threads);
                choice.Count(turn == 2 ? 1000 - time : time); // one turn is disturbed, and those the most that are the quickest
            }
        }

        tried.Should().StartWith(tried.Take(times.Length).Order()).And.Contain(1).And.Contain(most);
        choice.Threads.Should().Be(expected);
        choice.Begin().Should().Be(0, "nobody measures any more");
    }

    [Fact]
    public void The_first_turn_which_warms_up_does_not_count()
    {
        var choice = new SharingChoice(2);
        foreach (int time in new[] { 9, 1, 9, 20, 9, 20, 9, 20, 9, 20 })
            choice.Count(time);

        choice.Threads.Should().Be(1);
    }

    [Fact]
    public void After_some_time_it_is_measured_again()
    {
        var choice = new SharingChoice(2);
        foreach (int time in new[] { 9, 20, 9, 20, 9, 20, 9, 20, 9, 20 })
            choice.Count(time);
        int calls = 0;
        while (choice.Begin() == 0 && calls < 1_000_000)
        {
            choice.End(0);
            calls++;
        }

        calls.Should().BeInRange(100, 100_000);
        foreach (int time in new[] { 9, 3, 9, 3, 9, 3, 9, 3, 9, 3 })
            choice.Count(time);
        choice.Threads.Should().Be(2, "the machine has become free");
    }
}
