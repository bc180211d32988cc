using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodeNet.Tests.TensorBoard;
using NodeNet.Tool;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet train, watched: --watch, --tensorboard, --history.</summary>
public sealed class WatchToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-watch-").FullName;

    public WatchToolTests() => File.WriteAllText(
        At("t.csv"), "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{i % 8},{i * 3 % 7},{(i % 8 + i * 3 % 7 > 6 ? "yes" : "no")}")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task While_it_learns_the_page_shows_it_and_sees_it_end()
    {
        using var error = new Said();
        Task<int> training = Task.Run(() => NodeNetTool.Run(
            ["train", At("t.csv"), "--target", "y", "--out", At("m.json"), "--epochs", "40000", "--patience", "40000", "--watch"], TextWriter.Null, error));
        Uri address = await error.Address.WaitAsync(TimeSpan.FromMinutes(1));
        using var client = new HttpClient();

        var seen = new List<int>();
        JsonNode state;
        do
        {
            state = JsonNode.Parse(await client.GetStringAsync(new Uri(address, "data")))!;
            seen.Add(state["epochs"]!.AsArray().LastOrDefault()?["epoch"]!.GetValue<int>() ?? 0);
        }
        while (state["ended"] is null);

        (await training).Should().Be(0);
        state["title"]!.GetValue<string>().Should().Be("y of t.csv");
        state["ended"]!.GetValue<string>().Should().NotBeEmpty();
        seen.Should().BeInAscendingOrder();
        seen[^1].Should().BeGreaterThan(0);
        await client.Invoking(one => one.GetAsync(address)).Should().ThrowAsync<HttpRequestException>("it ends with the training");
        File.Exists(At("m.json")).Should().BeTrue();
    }

    [Fact]
    public void TensorBoards_file_and_the_table_of_epochs_tell_the_same_losses()
    {
        (int code, _, string error) = Run(
            "train", At("t.csv"), "--target", "y", "--out", At("m.json"), "--epochs", "5", "--tensorboard", At("run"), "--history", At("loss.csv"), "--json");

        code.Should().Be(0, error);
        string[] rows = File.ReadAllLines(At("loss.csv"));
        rows[0].Should().StartWith("epoch,base learning rate,");
        float[] losses = [.. rows.Skip(1).Select(row => float.Parse(row.Split(',')[3], CultureInfo.InvariantCulture))];
        losses.Should().HaveCount(5);
        EventFileReader.Read(Directory.GetFiles(At("run")).Single()).SelectMany(one => one.Values).Where(value => value.Tag == "loss/running")
            .Select(value => value.Scalar!.Value).Should().Equal(losses);
    }

    [Fact]
    public void The_table_of_epochs_goes_to_a_file_of_its_own()
    {
        Run("train", At("t.csv"), "--target", "y", "--out", At("m.json"), "--history", At("m.json")).Code.Should().Be(2);
        Run("train", At("t.csv"), "--target", "y", "--out", At("m.json"), "--history", At("t.csv"), "--force").Error
            .Should().Contain("is read by this command");
    }

    private string At(string name) => Path.Combine(_folder, name);

    /// <summary>What is told while the command runs, until it tells the address.</summary>
    private sealed class Said : StringWriter
    {
        private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Said()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public Task<Uri> Address => _address.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (Regex.Match(value ?? "", @"^watch it at (http://127\.0\.0\.1:\d+/)$") is { Success: true } found)
                _address.TrySetResult(new Uri(found.Groups[1].Value));
        }
    }
}
