using System.Globalization;
using System.Text.Json;
using NodeNet.Judging;
using NodeNet.Persistence;
using NodeNet.Tables;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet threshold, calibrate, conformal and importance: what the library says, kept in the model.</summary>
public sealed class JudgingToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-judging-tool-").FullName;

    public JudgingToolTests()
    {
        Write("train.csv", 0, i => Noisy(i) > 7 ? "yes" : "no");
        Write("held.csv", 200, i => Noisy(i) > 7 ? "yes" : "no");
        Write("numbers.csv", 0, i => (2 * A(i) + B(i)).ToString(CultureInfo.InvariantCulture));
        Write("held-numbers.csv", 200, i => (2 * A(i) + B(i) + Chance(i) % 3).ToString(CultureInfo.InvariantCulture));
        Trained("train.csv", "m.json");
        Trained("numbers.csv", "n.json");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--recall", "0.95")]
    [InlineData("--precision", "0.9")]
    [InlineData("--false-positive-rate", "0.1")]
    [InlineData("--cost", "1:5")]
    [InlineData("--best", "f1")]
    public void A_threshold_is_that_of_the_curve_and_is_kept(string option, string aim)
    {
        (int code, string output, string error) = Run("threshold", At("m.json"), At("held.csv"), option, aim, "--out", At($"{option}.json"));

        code.Should().Be(0, error);
        output.Should().StartWith("positive is yes; ROC area ").And.Contain("\nbefore: ").And.Contain("\nafter:  ").And.Contain("saved as ");
        BinaryCurve curve = BinaryCurve.Of(ModelFiles.Load(At("m.json")), Table.ReadCsv(At("held.csv")));
        Model careful = ModelFiles.Load(At($"{option}.json"));
        careful.Threshold.Should().Be(option switch
        {
            "--recall" => curve.ThresholdFor(recall: 0.95),
            "--precision" => curve.ThresholdFor(precision: 0.9),
            "--false-positive-rate" => curve.ThresholdFor(falsePositiveRate: 0.1),
            "--cost" => curve.Points.Skip(1).MinBy(point => point.FalsePositives + 5 * point.FalseNegatives).Threshold,
            _ => curve.Best(point => point.F1).Threshold,
        });
        JsonElement json = JsonDocument.Parse(Run("threshold", At("m.json"), At("held.csv"), option, aim, "--json").Output).RootElement;
        json.GetProperty("after").GetProperty("threshold").GetDouble().Should().Be(careful.Threshold);
        json.GetProperty("model").ValueKind.Should().Be(JsonValueKind.Null, "nothing was written");
        json.GetProperty("before").GetProperty("threshold").GetDouble().Should().Be(0.5);
    }

    [Fact]
    public void Intervals_are_promised_and_predict_answers_them()
    {
        (int code, string output, string error) = Run("conformal", At("n.json"), At("held-numbers.csv"), "--coverage", "0.8", "--out", At("h.json"));

        code.Should().Be(0, error);
        output.Should().StartWith("80% of new rows, from 80 rows\ny: the prediction, and ");
        Run("describe", At("h.json")).Output.Should().Contain("promise: intervals hold 80% of new rows");
        string[] lines = Run("predict", At("h.json"), At("held-numbers.csv")).Output.Split('\n');
        lines[0].Should().Be("a,b,y,predicted y,least y,most y");
        double[][] rows = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => Array.ConvertAll(line.Split(','), Number))];
        rows.Should().HaveCount(80);
        rows.Count(row => row[4] <= row[2] && row[2] <= row[5]).Should().BeInRange(65, 66, "⌈81 · 0.8⌉ = 65 of the rows that the margin was found on");
        JsonElement json = JsonDocument.Parse(Run("conformal", At("n.json"), At("held-numbers.csv"), "--json").Output).RootElement;
        json.GetProperty("coverage").GetDouble().Should().Be(0.9);
    }

    [Fact]
    public void Sets_of_classes_are_promised_and_predict_answers_them()
    {
        Run("conformal", At("m.json"), At("held.csv"), "--coverage", "0.95", "--out", At("s.json")).Output.Should().Contain("sets of 1: ");

        string[] lines = Run("predict", At("s.json"), At("held.csv")).Output.Split('\n');
        lines[0].Should().EndWith(",may be y");
        string[][] rows = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        rows.Count(row => row[^1].Split(" | ").Contains(row[2])).Should().BeGreaterThanOrEqualTo(77, "⌈81 · 0.95⌉");
        rows.Select(row => row[^1]).Should().Contain("no | yes", "some rows may be of both");
    }

    [Fact]
    public void Probabilities_are_calibrated_and_columns_weighed()
    {
        (int code, string output, string error) = Run("calibrate", At("m.json"), At("held.csv"), "--out", At("c.json"));
        code.Should().Be(0, error);
        output.Should().Contain("before: 80 rows in ").And.Contain("after:  80 rows in ");
        Table held = Table.ReadCsv(At("held.csv"));
        Model plain = ModelFiles.Load(At("m.json"));
        TemperatureScaling found = TemperatureScaling.Fit(plain, held);
        ClassScores.Of(ModelFiles.Load(At("c.json")), held).LogLoss.Should().BeApproximately(found.LogLossAfter, 1e-9);
        Run("conformal", At("m.json"), At("held.csv"), "--out", At("d.json"));
        Run("calibrate", At("d.json"), At("held.csv"), "--out", At("e.json")).Code.Should().Be(0);
        Run("calibrate", At("n.json"), At("held-numbers.csv")).Code.Should().Be(1, "numbers have no probabilities");

        Run("importance", At("m.json"), At("held.csv")).Output.Should().StartWith("accuracy: ").And.Contain("\n  a  0.").And.Contain("\n  b  0.");
        JsonElement json = JsonDocument.Parse(Run("importance", At("n.json"), At("held-numbers.csv"), "--repeats", "3", "--json").Output).RootElement;
        PermutationImportance drops = PermutationImportance.Of(ModelFiles.Load(At("n.json")), Table.ReadCsv(At("held-numbers.csv")), repeats: 3);
        json.GetProperty("columns")[0].GetProperty("name").GetString().Should().Be("a", "it counts twice");
        json.GetProperty("columns")[0].GetProperty("drop").GetDouble().Should().Be(drops.Columns[0].Mean);
        json.GetProperty("score").GetDouble().Should().Be(drops.Score);
    }

    [Fact]
    public void What_makes_no_sense_is_told_with_a_remedy()
    {
        Told("threshold", "m.json", "held.csv").Should().Contain("Name one aim");
        Told("threshold", "m.json", "held.csv", "--recall", "0.9", "--best", "f1").Should().Contain("Name one aim");
        Told("threshold", "m.json", "held.csv", "--recall", "1.5").Should().Contain("from 0 to 1");
        Told("threshold", "m.json", "held.csv", "--cost", "5").Should().Contain("two numbers, as 1:5");
        Told("threshold", "m.json", "held.csv", "--cost", "0:0").Should().Contain("0 of both");
        Told("threshold", "n.json", "held-numbers.csv", "--recall", "0.9").Should().Contain("predicts numbers");
        Told("conformal", "m.json", "held.csv", "--coverage", "1").Should().Contain("above 0 and below 1");
        Told("conformal", "m.json", "held.csv", "--coverage", "0.999").Should().Contain("it needs 999");
        Told("importance", "m.json", "held.csv", "--repeats", "0").Should().Contain("--repeats is 0");
        File.WriteAllText(At("none.csv"), "a,b,y\n");
        Told("conformal", "m.json", "none.csv").Should().Contain("row");
        Told("importance", "m.json", "none.csv").Should().Contain("row");
        Told("calibrate", "m.json", "none.csv").Should().Contain("row");
        File.WriteAllText(At("one.csv"), "a,b,y\n1,2,no\n3,4,no\n");
        Told("threshold", "m.json", "one.csv", "--recall", "0.9").Should().Contain("a curve needs rows of it and others");
        Run("threshold", At("m.json"), At("train.csv"), "--recall", "0.9").Error.Should().StartWith("This is the table that the model was trained on");
        Run("threshold", At("m.json"), At("held.csv"), "--recall", "0.9", "--out", At("m.json"), "--force").Code.Should().Be(2, "it is read by this command");
    }

    private string Told(string verb, string model, string table, params string[] options)
    {
        (int code, string output, string error) = Run([verb, At(model), At(table), .. options]);
        code.Should().BeInRange(1, 2, output);
        return error;
    }

    private void Trained(string table, string model) =>
        Run("train", At(table), "--target", "y", "--hidden", "8", "--epochs", "150", "--out", At(model)).Code.Should().Be(0);

    private void Write(string name, int from, Func<int, string> target) =>
        File.WriteAllText(At(name), "a,b,y\n" + string.Join('\n', Enumerable.Range(from, 80).Select(i => $"{A(i)},{B(i)},{target(i)}")) + "\n");

    private static int A(int i) => i * 7 % 9;

    private static int B(int i) => i * 5 % 8;

    private static int Chance(int i) => i * 7919 % 101;

    private static int Noisy(int i) => A(i) + B(i) + (Chance(i) % 7 - 3);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string At(string name) => Path.Combine(_folder, name);
}
