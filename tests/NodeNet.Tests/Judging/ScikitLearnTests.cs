using System.Text.Json;
using NodeNet.Data;
using NodeNet.Judging;
using NodeNet.Metrics;

namespace NodeNet.Tests.Judging;

/// <summary>Curves and scores are those of scikit-learn, on scores with ties. scikit_learn.py made the numbers.</summary>
public class ScikitLearnTests
{
    private static readonly JsonElement _all =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Judging", "scikit_learn.json"))).RootElement;

    public static TheoryData<int> Cases => [0, 1, 2, 3, 4];

    [Fact]
    public void Every_case_is_asked_and_most_have_ties()
    {
        _all.GetProperty("cases").GetArrayLength().Should().Be(Cases.Count);
        _all.GetProperty("cases").EnumerateArray().Count(one => Numbers(one, "scores").Distinct().Count() < one.GetProperty("scores").GetArrayLength())
            .Should().BeGreaterThanOrEqualTo(4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_point_of_both_curves_is_the_same(int number)
    {
        (JsonElement one, BinaryCurve curve) = Case(number);

        curve.Points[0].Threshold.Should().Be(double.PositiveInfinity);
        curve.Points.Skip(1).Select(point => point.Threshold).Should().Equal(Numbers(one, "thresholds"));
        curve.Points.Select(point => point.Recall).Should().Equal(Numbers(one, "recalls"));
        curve.Points.Select(point => point.FalsePositiveRate).Should().Equal(Numbers(one, "falsePositiveRates"));
        double[] cuts = Numbers(one, "cuts"); // scikit-learn's curve ends at full recall
        curve.Points.Skip(1).Take(cuts.Length).Select(point => point.Threshold).Should().Equal(cuts);
        curve.Points.Skip(1).Take(cuts.Length).Select(point => point.Precision).Should().Equal(Numbers(one, "precisions"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_areas_and_what_follows_from_each_threshold_are_the_same(int number)
    {
        (JsonElement one, BinaryCurve curve) = Case(number);

        curve.RocArea.Should().BeApproximately(one.GetProperty("rocArea").GetDouble(), 1e-15);
        curve.AveragePrecision.Should().BeApproximately(one.GetProperty("averagePrecision").GetDouble(), 1e-14);
        double[] matthews = Numbers(one, "matthews");
        double[] f1 = Numbers(one, "f1");
        for (int i = 1; i < curve.Points.Count; i++)
        {
            curve.Points[i].MatthewsCorrelation.Should().BeApproximately(matthews[i - 1], 1e-14);
            curve.Points[i].F1.Should().BeApproximately(f1[i - 1], 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Log_loss_and_Brier_score_are_the_same(int number)
    {
        JsonElement one = _all.GetProperty("cases")[number];
        double[] scores = Numbers(one, "scores");
        ClassScores judged = ClassScores.Of(Rows.From(scores.Select(p => new[] { 1 - p, p })), [.. Truths(one).Select(truth => truth ? 1 : 0)]);

        judged.LogLoss.Should().BeApproximately(one.GetProperty("logLoss").GetDouble(), 1e-14);
        judged.BrierScore.Should().BeApproximately(one.GetProperty("brier").GetDouble(), 1e-15);
        judged.CurveOf(1).RocArea.Should().BeApproximately(one.GetProperty("rocArea").GetDouble(), 1e-15);
    }

    [Fact]
    public void Several_classes_are_judged_alike()
    {
        JsonElement several = _all.GetProperty("several");
        double[][] scores = [.. several.GetProperty("scores").EnumerateArray().Select(row => row.EnumerateArray().Select(n => n.GetDouble()).ToArray())];
        int[] actual = [.. several.GetProperty("actual").EnumerateArray().Select(n => n.GetInt32())];
        ClassScores judged = ClassScores.Of(Rows.From(scores), actual);
        var matrix = new ConfusionMatrix(actual, scores.Select(row => Array.IndexOf(row, row.Max())).ToArray(), 4);

        judged.LogLoss.Should().BeApproximately(Number("logLoss"), 1e-14);
        judged.BrierScore.Should().BeApproximately(Number("brier"), 1e-14);
        judged.MacroRocArea.Should().BeApproximately(Number("macroRocArea"), 1e-14);
        judged.WeightedRocArea.Should().BeApproximately(Number("weightedRocArea"), 1e-14);
        Enumerable.Range(0, 4).Select(c => judged.CurveOf(c).RocArea).Should().Equal(Numbers(several, "rocAreas"), (a, b) => Math.Abs(a - b) < 1e-14);
        Enumerable.Range(1, 3).Select(judged.TopK).Should().Equal(Numbers(several, "topK"));
        judged.TopK(4).Should().Be(1);
        matrix.MatthewsCorrelation.Should().BeApproximately(Number("matthews"), 1e-14);
        matrix.MacroPrecision.Should().BeApproximately(Number("macroPrecision"), 1e-15);
        matrix.MacroRecall.Should().BeApproximately(Number("macroRecall"), 1e-15);
        matrix.WeightedF1.Should().BeApproximately(Number("weightedF1"), 1e-15);

        double Number(string name) => several.GetProperty(name).GetDouble();
    }

    private static (JsonElement One, BinaryCurve Curve) Case(int number)
    {
        JsonElement one = _all.GetProperty("cases")[number];
        return (one, BinaryCurve.Of(Numbers(one, "scores"), Truths(one)));
    }

    private static double[] Numbers(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static bool[] Truths(JsonElement one) => [.. one.GetProperty("truth").EnumerateArray().Select(truth => truth.GetBoolean())];
}
