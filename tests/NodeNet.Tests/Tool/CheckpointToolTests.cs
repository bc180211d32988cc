using System.Diagnostics;
using System.Globalization;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Learning;
using NodeNet.Minimizing;
using NodeNet.Tables;
using NodeNet.Tool;
using NodeNet.Training;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet train --checkpoint: a training that was stopped, killed or broken off goes on, and ends as the uninterrupted one, to the bit.</summary>
public sealed class CheckpointToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-checkpoint-").FullName;

    public CheckpointToolTests() => Write(At("t.csv"), 400);

    public static TheoryData<string> Modes => ["", "--stream", "--validation 0.2", "--stream --validation 0.2"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_training_that_ended_early_goes_on_to_the_file_that_it_would_have_made(string mode)
    {
        Train("whole.json", mode, "--epochs", "9").Code.Should().Be(0);

        Train("part.json", mode, "--epochs", "4", "--checkpoint", At("run.checkpoint")).Code.Should().Be(0);
        (int code, _, string error) = Train("rest.json", mode, "--epochs", "9", "--checkpoint", At("run.checkpoint"));

        code.Should().Be(0, error);
        error.Should().Contain("goes on from ").And.Contain("epoch 5").And.NotContain("epoch 4:");
        File.ReadAllText(At("rest.json")).Should().Be(File.ReadAllText(At("whole.json"))).And.NotBe(File.ReadAllText(At("part.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--stream")]
    public async Task A_process_that_is_killed_goes_on_too(string mode)
    {
        int epochs = EpochsOf(mode);
        string[] command = [
            "train", At("t.csv"), "--target", "y", "--out", At("m.json"), "--epochs", $"{epochs}", "--patience", $"{epochs}", "--batch", "4", "--checkpoint",
            At("run.checkpoint"), "--checkpoint-every", "50", .. Words(mode)];
        for (int kill = 0; kill < 2; kill++)
        {
            DateTime before = File.GetLastWriteTimeUtc(At("run.checkpoint"));
            using Process process = Start(command);
            while (File.GetLastWriteTimeUtc(At("run.checkpoint")) == before && !process.HasExited) await Task.Delay(1);
            process.Kill();
            await process.WaitForExitAsync();
        }
        File.Exists(At("m.json")).Should().BeFalse("it was killed before its end");

        (int code, _, string error) = Run(command);
        Train("whole.json", mode, "--epochs", $"{epochs}", "--patience", $"{epochs}", "--batch", "4").Code.Should().Be(0);

        code.Should().Be(0, error);
        error.Should().Contain("goes on from ");
        File.ReadAllText(At("m.json")).Should().Be(File.ReadAllText(At("whole.json")));
        Directory.GetFiles(_folder, "*.part").Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("--stream")]
    public async Task Ctrl_C_saves_the_model_and_the_checkpoint_and_says_how_it_goes_on(string mode)
    {
        if (OperatingSystem.IsWindows()) return; // there is no SIGINT to send
        int epochs = EpochsOf(mode);
        string[] command = [
            "train", At("t.csv"), "--target", "y", "--out", At("m.json"), "--epochs", $"{epochs}", "--patience", $"{epochs}", "--batch", "4", "--checkpoint",
            At("run.checkpoint"), "--checkpoint-every", "50", .. Words(mode)];
        using Process process = Start(command);
        while (!File.Exists(At("run.checkpoint")) && !process.HasExited) await Task.Delay(1);
        Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(0);
        output.Should().Contain("cancelled in epoch ").And.Contain("Stopped by the user; the model is as far as it had come.")
            .And.Contain($"It is kept in {At("run.checkpoint")}: the same command with --force goes on from there.");
        Model.Load(At("m.json")).Network.Should().NotBeNull();
        Run([.. command, "--force"]).Code.Should().Be(0);
        Train("whole.json", mode, "--epochs", $"{epochs}", "--patience", $"{epochs}", "--batch", "4").Code.Should().Be(0);
        File.ReadAllText(At("m.json")).Should().Be(File.ReadAllText(At("whole.json")));
    }

    // So many that it is interrupted on any machine; an epoch over a stream takes several times as long.
    private static int EpochsOf(string mode) => mode == "" ? 2000 : 400;

    [Theory]
    [InlineData("--seed 2", "seed was 1 and is 2")]
    [InlineData("--batch 7", "batch size was 32 and is 7")]
    [InlineData("--hidden 3", "layers was ")]
    [InlineData("--rate 0.01", "learning rate was 0.005 and is 0.01")]
    [InlineData("--ignore b", "layers was ")]
    [InlineData("--scaling minmax", "training data was 400 examples")]
    [InlineData("--stream", "training data was 400 examples")]
    [InlineData("--validation 0.2", "keep best was no and is yes")]
    public void A_checkpoint_of_another_training_is_refused_in_words(string options, string difference)
    {
        Train("m.json", "", "--epochs", "2", "--checkpoint", At("run.checkpoint")).Code.Should().Be(0);
        byte[] kept = File.ReadAllBytes(At("run.checkpoint"));

        (int code, _, string error) = Train("n.json", options, "--epochs", "4", "--checkpoint", At("run.checkpoint"));

        code.Should().Be(1);
        error.Should().Contain($"The checkpoint {At("run.checkpoint")} is of another training: ").And.Contain(difference)
            .And.Contain("To begin anew, delete it or name another file.");
        File.Exists(At("n.json")).Should().BeFalse();
        File.ReadAllBytes(At("run.checkpoint")).Should().Equal(kept);
    }

    [Fact]
    public void A_checkpoint_of_other_rows_or_of_another_model_to_start_from_is_refused()
    {
        Train("m.json", "", "--epochs", "2").Code.Should().Be(0);
        Train("other.json", "", "--epochs", "3").Code.Should().Be(0);
        Train("n.json", $"--start-from {At("m.json")}", "--epochs", "2", "--checkpoint", At("run.checkpoint")).Code.Should().Be(0);

        (int same, _, string said) = Train("o.json", $"--start-from {At("m.json")}", "--epochs", "3", "--checkpoint", At("run.checkpoint"));
        (int other, _, string otherStart) = Train("p.json", $"--start-from {At("other.json")}", "--epochs", "4", "--checkpoint", At("run.checkpoint"));
        Write(At("t.csv"), 401);
        (int more, _, string otherRows) = Train("q.json", $"--start-from {At("m.json")}", "--epochs", "4", "--checkpoint", At("run.checkpoint"));

        same.Should().Be(0, said);
        (other, more).Should().Be((1, 1));
        otherStart.Should().Contain("is of another training: starting weights was ");
        otherRows.Should().Contain("is of another training: ").And.Contain("training data was 400 examples");
    }

    [Theory]
    [InlineData("--checkpoint-every 2", "--checkpoint-every says how often the file of --checkpoint is saved; that is not given.")]
    [InlineData("--checkpoint run.checkpoint --checkpoint-every 0", "--checkpoint-every is 0; it must be at least 1.")]
    [InlineData("--checkpoint run.checkpoint --optimizer lbfgs", "what lbfgs(15) remembers of its steps cannot be saved")]
    [InlineData("--checkpoint FOLDER", "is a folder; it must be a file")]
    [InlineData("--checkpoint FOLDER/t.csv", "is read by this command; write to another file")]
    [InlineData("--checkpoint FOLDER/new.json", "is named for two outputs")]
    [InlineData("--checkpoint FOLDER/notes.txt", "is there already, and no checkpoint. Name another file.")]
    public void What_cannot_be_a_checkpoint_is_refused_before_anything_is_read(string options, string message)
    {
        File.WriteAllText(At("notes.txt"), "some notes");

        (int code, string output, string error) = Train("new.json", options.Replace("FOLDER", _folder, StringComparison.Ordinal));

        code.Should().Be(2);
        error.Should().Contain(message);
        output.Should().BeEmpty();
        File.ReadAllText(At("notes.txt")).Should().Be("some notes");
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_and_stays()
    {
        Train("m.json", "", "--epochs", "2", "--checkpoint", At("run.checkpoint")).Code.Should().Be(0);
        byte[] cut = File.ReadAllBytes(At("run.checkpoint"))[..^9];
        File.WriteAllBytes(At("run.checkpoint"), cut);

        (int code, _, string error) = Train("n.json", "", "--epochs", "4", "--checkpoint", At("run.checkpoint"));

        code.Should().Be(1);
        error.Should().Contain($"{At("run.checkpoint")}, line ").And.Contain("The numbers take ").And.Contain("To begin anew, delete it or name another file.");
        File.ReadAllBytes(At("run.checkpoint")).Should().Equal(cut);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_any_more_ends_no_training()
    {
        Directory.CreateDirectory(At("run.checkpoint.part")); // stands in the way, as a full disk would

        (int code, string output, string error) = Train("m.json", "", "--epochs", "3", "--checkpoint", At("run.checkpoint"), "--checkpoint-every", "1");

        code.Should().Be(0);
        error.Should().Contain($"{At("run.checkpoint")} cannot be written: ").And.Contain("The training goes on, and the next save is tried.");
        error.Split("cannot be written").Should().HaveCount(2, "it is said once");
        output.Should().Contain("saved as ").And.Contain("could not be written: ");
        Model.Load(At("m.json")).Network.Should().NotBeNull();
    }

    [Fact]
    public async Task A_training_whose_table_is_gone_says_what_is_kept()
    {
        const string Epochs = "20000";
        Write(At("u.csv"), 400);
        string[] command = [
            "train", At("u.csv"), "--target", "y", "--out", At("m.json"), "--epochs", Epochs, "--patience", Epochs, "--stream"];
        string[] kept = [.. command, "--checkpoint", At("run.checkpoint"), "--checkpoint-every", "100"];
        using Process process = Start(kept);
        while (!File.Exists(At("run.checkpoint")) && !process.HasExited) await Task.Delay(1);
        File.Move(At("u.csv"), At("away.csv"));
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(1);
        error.Should().Contain($"{At("u.csv")}: The file is no longer there: it was deleted or moved after it was first read.")
            .And.MatchRegex(@"No model is saved; the training up to the end of epoch \d+ is kept in .*run\.checkpoint\. The same command goes on from there");
        File.Exists(At("m.json")).Should().BeFalse();
    }

    [Fact]
    public void A_learner_has_checkpoints_for_one_training_and_refuses_them_for_many()
    {
        Table table = Table.ReadCsv(At("t.csv"));
        Learner learner = Learner.For("y") with { Epochs = 5, Checkpoints = new CheckpointOptions(At("run.checkpoint")) { EveryEpochs = 1 } };
        var seen = new List<int>();
        using var stop = new CancellationTokenSource();
        Model expected = (learner with { Checkpoints = null }).Train(table);

        (learner with { Progress = new Told(epoch => { if (epoch == 2) stop.Cancel(); }) }).Train(table, stop.Token);
        Model resumed = (learner with { Progress = new Told(seen.Add) }).Train(table);

        seen.Should().Equal(3, 4, 5);
        resumed.Network.Layers[1].GetWeights().Should().BeEquivalentTo(expected.Network.Layers[1].GetWeights());
        void Refused(Action work, string message) => work.Should().Throw<ArgumentException>().WithMessage(message);
        Refused(() => CrossValidation.Run(table, learner), "Cross-validation is many trainings, and Checkpoints is a place for one. Leave Checkpoints out.");
        Refused(() => Search.Over(learner).AddStandard().Run(table), "*is many trainings*");
        Refused(() => Ensemble.Train(table, learner, 2), "An ensemble is many trainings*");
        Refused(() => (learner with { Minimizer = new LBfgs() }).Train(table), "*writes no checkpoints*Leave Checkpoints out*");
    }

    private sealed class Told(Action<int> tell) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => tell(value.Epoch);
    }

    private (int Code, string Output, string Error) Train(string model, string mode, params string[] options) =>
        Run(["train", At("t.csv"), "--target", "y", "--out", At(model), .. Words(mode), .. options]);

    private static string[] Words(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Process Start(string[] command)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return Process.Start(new ProcessStartInfo(host, ["exec", Path.Combine(AppContext.BaseDirectory, "NodeNet.Tool.dll"), .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static void Write(string path, int rows) => File.WriteAllText(
        path, "a,b,c,y\n" + string.Join('\n', Enumerable.Range(0, rows).Select(
            i => $"{i % 8},{i * 3 % 7},{(i % 5 == 0 ? "" : $"w{i % 4}")},{(i % 8 + i * 3 % 7 + i * i % 5 > 8 ? "yes" : "no")}")));

    private string At(string name) => Path.Combine(_folder, name);
}
