using NodeNet.FastTraining;

namespace NodeNet.Tests.Fast;

/// <summary>The threads that share a phase of work.</summary>
public class ThreadTeamTests
{
    [Fact]
    public void Every_part_of_every_phase_is_done_once()
    {
        using var crew = new ThreadTeam(3);
        var done = new int[3];

        for (int phase = 0; phase < 100; phase++)
            crew.Run((part, parts) => Interlocked.Add(ref done[part], parts));

        done.Should().Equal(300, 300, 300);
    }

    [Fact]
    public void Threads_start_when_they_are_needed_end_when_idle_and_start_again()
    {
        using var crew = new ThreadTeam(3, idleMilliseconds: 1);
        crew.Running.Should().Be(0);
        int done = 0;

        for (int round = 1; round <= 3; round++)
        {
            crew.Run((_, _) => Interlocked.Increment(ref done));
            done.Should().Be(3 * round);
            SpinWait.SpinUntil(() => crew.Running == 0, TimeSpan.FromSeconds(30)).Should().BeTrue("they have nothing to do");
        }
    }

    [Fact]
    public void A_thread_that_is_about_to_end_still_takes_new_work()
    {
        using var crew = new ThreadTeam(2, idleMilliseconds: 0);
        int done = 0;

        for (int phase = 0; phase < 2000; phase++)
            crew.Run((_, _) => Interlocked.Increment(ref done));

        done.Should().Be(4000);
    }

    [Fact]
    public void Disposing_ends_the_threads()
    {
        var crew = new ThreadTeam(4);
        var threads = new List<Thread>();
        crew.Run((_, _) =>
        {
            lock (threads) threads.Add(Thread.CurrentThread);
        });
        threads.Should().HaveCount(4).And.Contain(Thread.CurrentThread);

        crew.Dispose();

        threads.Where(thread => thread != Thread.CurrentThread).Should().OnlyContain(thread => !thread.IsAlive);
    }

    [Fact]
    public void What_a_part_throws_comes_through_after_all_have_ended()
    {
        using var crew = new ThreadTeam(3);
        int ended = 0;

        Action run = () => crew.Run((part, _) =>
        {
            Interlocked.Increment(ref ended);
            if (part == 2) throw new InvalidOperationException("thrown on purpose");
        });

        run.Should().Throw<InvalidOperationException>().WithMessage("thrown on purpose");
        ended.Should().Be(3);
    }
}
