using System.Diagnostics;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Processes;
using NodeNet.Tests.Persistence;

namespace NodeNet.Tests.Training;

/// <summary>One training in many processes, each killed without warning (SIGKILL), until one is let go on to the end.</summary>
public class KilledTests
{
    // Starting so many processes takes its time: .ci/nightly sets NODENET_KILLS=all.
    private static readonly int _kills = Environment.GetEnvironmentVariable("NODENET_KILLS") == "all" ? 55 : FastMode.IsForced ? 4 : 18;

    [Fact]
    public async Task A_training_that_is_killed_again_and_again_ends_with_the_bits_of_one_that_was_not()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = Path.Combine(folder.Path, "run.checkpoint");
        var random = new RandomGenerator(2026);
        int alive = 0;
        for (int kill = 0; kill < _kills; kill++)
        {
            using Process process = Start(checkpoint, everyEpochs: 1 + random.NextInt32(4), pause: 1);
            // One in five dies while it starts or reads its checkpoint; the others at some moment of their training or saving.
            bool diesEarly = random.NextInt32(5) == 0;
            if (!diesEarly)
            {
                string? said = await process.StandardOutput.ReadLineAsync();
                said
                    .Should()
                    .Be(
                        KillableTraining.Alive,
                        $"life {kill + 1} must go on from the checkpoint, but said: {(said is null ? await process.StandardError.ReadToEndAsync() : said)}");
                alive++;
            }
            await Task.Delay(random.NextInt32(diesEarly ? 90 : 40));
            process.HasExited.Should().BeFalse("every life is ended from outside");
            process.Kill();
            await process.WaitForExitAsync();
        }

        using Process last = Start(checkpoint, everyEpochs: 1000, pause: 0);
        string output = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();

        alive.Should().BeGreaterThan(_kills / 2);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal(KillableTraining.Alive, KillableTraining.WithoutInterruption());
        Directory.GetFiles(folder.Path).Should().Equal([checkpoint], "temporary files of killed processes are cleaned up");
    }

    private static Process Start(string checkpoint, int everyEpochs, int pause)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string program = Path.Combine(AppContext.BaseDirectory, "NodeNet.Processes.dll");
        return Process.Start(new ProcessStartInfo(host, ["exec", program, "train", checkpoint, $"{everyEpochs}", $"{pause}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
