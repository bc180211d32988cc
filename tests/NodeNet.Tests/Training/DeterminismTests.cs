using NodeNet.Processes;

namespace NodeNet.Tests.Training;

/// <summary>The same seed gives the same bits: again, and on any number of threads. That Debug and Release agree, tests/NodeNet.Processes shows: its digests
/// are compared by .ci/run.</summary>
public class DeterminismTests
{
    [Fact]
    public void Every_kind_of_training_repeats_its_bits()
    {
        string[] first = [.. Digests.Lines()];

        first.Should().HaveCountGreaterThan(70).And.OnlyHaveUniqueItems();
        Digests.Lines().Should().Equal(first);
        Digests.Lines(threads: 1).Should().Equal(first);
        Digests.Lines(threads: 3).Should().Equal(first);
    }
}
