using System.Text.Json;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet search: trials, the best as a model, and what a killed search goes on from.</summary>
public sealed class SearchToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-search-tool-").FullName;

    public SearchToolTests() => File.WriteAllText(
        At("t.csv"), "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{i % 8},{i * 3 % 7},{(i % 8 + i * 3 % 7 > 6 ? "yes" : "no")}")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_best_settings_become_a_model()
    {
        string[] command = ["search", At("t.csv"), "--target", "y", "--trials", "4", "--folds", "3", "--hidden", "4", "--epochs", "5"];

        (int code, string output, string error) = Run([.. command, "--out", At("best.json"), "--trials-file", At("trials.jsonl"), "--list", At("trials.csv")]);

        code.Should().Be(0, error);
        error.Should().Contain("12 of 12 results, best 0.");
        output.Should().StartWith("trial  activation  rate ").And.Contain("\nbest: trial ").And.EndWith("best.json\n");
        File.ReadAllLines(At("trials.csv")).Should().HaveCount(5);
        Run("describe", At("best.json")).Output.Should().Contain("cross-validation");
        JsonElement again = JsonDocument.Parse(
            Run([.. command, "--out", At("again.json"), "--trials-file", At("trials.jsonl"), "--json"]).Output).RootElement;
        again.GetProperty("trials").GetArrayLength().Should().Be(4);
        again.GetProperty("trials")[0].GetProperty("settings").GetProperty("batch").GetString().Should().NotBeEmpty();
        File.ReadAllText(At("again.json")).Should().Be(File.ReadAllText(At("best.json")), "nothing had to be tried again");
    }

    [Fact]
    public void What_cannot_be_searched_is_told()
    {
        Run("search", At("t.csv"), "--target", "y", "--out", At("b.json"), "--folds", "1").Code.Should().Be(2);
        Run("search", At("t.csv"), "--target", "y", "--out", At("b.json"), "--trials", "0").Code.Should().Be(2);
        Run("search", At("t.csv"), "--target", "y", "--out", At("b.json"), "--method", "luck").Error.Should().Contain("random, grid, halving");
        Run("search", At("t.csv"), "--target", "y", "--out", At("b.json"), "--trials-file", At("t.csv")).Code.Should().Be(2);
        Run("search", At("t.csv"), "--target", "z", "--out", At("b.json")).Code.Should().Be(1);
        File.Exists(At("b.json")).Should().BeFalse();
    }

    private string At(string name) => Path.Combine(_folder, name);
}
