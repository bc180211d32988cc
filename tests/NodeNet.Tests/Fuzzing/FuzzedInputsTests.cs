using NodeNet.Foundation;
using NodeNet.Fuzzing;
using NodeNet.Tests.Datasets;
using NodeNet.Tests.Persistence;

namespace NodeNet.Tests.Fuzzing;

/// <summary>The inputs that fuzzing starts from and those that it has found go through the same targets in every test run.</summary>
public class FuzzedInputsTests
{
    public static TheoryData<string> TargetNames => [.. Targets.All.Keys];

    [Fact]
    public void There_is_a_target_for_every_format_that_is_read() => Targets.All.Keys.Should().BeEquivalentTo("csv", "idx", "model", "checkpoint");

    [Theory]
    [MemberData(nameof(TargetNames))]
    public void Fuzzing_starts_from_a_sound_file_at_least(string target)
    {
        string[] files = Files("corpus", target);
        files.Should().Contain(file => Reads(target, file));
    }

    [Theory]
    [MemberData(nameof(TargetNames))]
    public void What_fuzzing_has_found_is_read_or_refused(string target)
    {
        string[] files = Files("regressions", target);
        files.Should().HaveCountGreaterThan(20);
        files.Count(file => Reads(target, file))
            .Should()
            .BeLessThan(files.Length, "most are damaged, and none may throw anything but the documented exception");
    }

    [Fact]
    public void Two_thousand_checkpoints_damaged_before_their_checksum_was_taken_are_resumed_or_refused()
    {
        byte[] whole = File.ReadAllBytes(Files("corpus", "checkpoint").Single());
        var random = new RandomGenerator(20260106);
        int resumed = 0;
        for (int run = 0; run < 2000; run++)
        {
            using var damaged = new MemoryStream(Damage.Of(whole, random));
            if (Targets.All["checkpoint"](damaged)) resumed++;
        }
        resumed.Should().BeInRange(1, 600, "another digit of a number is as good as the one that was there, but most damage shows");
    }

    [Fact]
    public void The_checkpoint_that_fuzzing_starts_from_is_of_the_run_that_it_resumes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.checkpoint");
        CheckpointTarget.WriteCorpus(path);

        // Fuzzing a file of another run would end at its set-up. What follows differs: times, and the last digits of other loops.
        string[] setUp = SetUp(path);
        setUp.Should().HaveCountGreaterThan(15);
        setUp.Should().Equal(SetUp(Files("corpus", "checkpoint").Single()));

        static string[] SetUp(string file) => [.. File.ReadAllLines(file).TakeWhile(line => line != "  },")];
    }

    private static string[] Files(string kind, string target) => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fuzzing", kind, target));

    private static bool Reads(string target, string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Targets.All[target](stream);
    }
}
