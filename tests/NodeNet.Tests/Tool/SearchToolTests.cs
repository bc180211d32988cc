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

        (int code, string output, string error) = Run([.. command, "--out", At("best.json"), "--trials-file", At("trials.jsonl"), "--list", At("trials.csv"),
            "--report", At("search.html")]);

        code.Should().Be(0, error);
        error.Should().Contain("12 of 12 results, best mean so far 0.");
        output.Should().StartWith("trial  activation  rate ").And.Contain("\nbest: trial ").And.EndWith("best.json\n");
        File.ReadAllLines(At("trials.csv")).Should().HaveCount(5);
        File.ReadAllText(At("search.html")).Should().StartWith("<!doctype html>").And.Contain("<h1>Search for y in t.csv</h1>")
            .And.Contain("The loss of the best");
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
        Run("search", At("t.csv"), "--target", "y", "--out", At("b.json"), "--folds", "61").Error
            .Should().StartWith("--folds is 61, and the table's number of rows is 60: each part needs a row.\n");
        Run("search", At("t.csv"), "--target", "z", "--out", At("b.json")).Code.Should().Be(1);
        File.Exists(At("b.json")).Should().BeFalse();
    }

    [Fact]
    public void A_model_is_trained_by_a_method_that_looks_at_all_weights_at_once()
    {
        (int code, string output, string error) = Run("train", At("t.csv"), "--target", "y", "--optimizer", "lbfgs(5)", "--hidden", "3", "--out", At("m.json"));
        code.Should().Be(0, error);
        output.Should().Contain("lbfgs(5), at most 1000 passes").And.Contain("lbfgs(5): ");

        Run("train", At("t.csv"), "--target", "y", "--optimizer", "scg", "--rate", "0.1", "--out", At("n.json")).Error
            .Should().Contain("so --rate would do nothing: leave it out, or name another --optimizer");
        Run("train", At("t.csv"), "--target", "y", "--optimizer", "lm", "--out", At("n.json")).Code.Should().Be(1, "it takes no cross-entropy");
        Run("train", At("t.csv"), "--target", "y", "--optimizer", "lbgfs", "--out", At("n.json")).Error.Should().Contain("Is \"lbfgs\" meant?");
        Run("train", At("t.csv"), "--target", "y", "--optimizer", "scg", "--l2", "0", "--out", At("n.json")).Output
            .Should().Contain("set --l2 or --validation");
        Run("explain", At("t.csv"), "--target", "y", "--optimizer", "scg").Error.Should().Contain("takes no single steps");
        Run("diagnose", At("t.csv"), "--target", "y", "--optimizer", "lbfgs", "--l2", "0").Output.Should().Contain("NN403");
        Run("train", At("t.csv"), "--target", "y", "--validation", "0.2", "--patience", "2", "--epochs", "500", "--out", At("p.json")).Output
            .Should().Contain("training stops after 2 epochs without a smaller loss on them");
        Run("train", At("t.csv"), "--target", "y", "--patience", "0", "--out", At("q.json")).Code.Should().Be(2);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
