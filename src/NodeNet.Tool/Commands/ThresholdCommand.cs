using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Judging;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet threshold: from which score on a model of two classes answers yes.</summary>
internal static class ThresholdCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var recall = new Option<string?>("--recall") { Description = "So large a share of the positive rows is to be found, as 0.9." };
        var precision = new Option<string?>("--precision") { Description = "So large a share of what is answered as positive is to be positive." };
        var falsePositives = new Option<string?>("--false-positive-rate")
        {
            Description = "At most so large a share of the negative rows may be taken for positive.",
        };
        var cost = new Option<string?>("--cost")
        {
            Description = "The least cost: 1:5 is one for a negative row that is taken for positive, five for a positive that is missed.",
        };
        var best = new Option<string?>("--best") { Description = "The largest f1, matthews or accuracy." };
        return Improvement.Create(
            "threshold",
            "Finds the score from which on a model of two classes answers the positive one, and keeps it in the model.\n\n"
                + "Example: nodenet threshold model.json validation.csv --recall 0.9 --out careful.json",
            [recall, precision, falsePositives, cost, best], output, error, (parsed, model, rows) =>
            {
                int aims = new[] { recall, precision, falsePositives, cost, best }.Count(option => parsed.GetValue(option) is not null);
                if (aims != 1) throw new UsageException("Name one aim: --recall, --precision, --false-positive-rate, --cost or --best.");
                double? Share(Option<string?> option) => Lists.Number(parsed.GetValue(option), option.Name, 0.0, 1.0);
                Func<ThresholdPoint, double>? measure = MeasureOf(parsed.GetValue(cost), parsed.GetValue(best));
                BinaryCurve curve = BinaryCurve.Of(model, rows);
                double threshold = measure is not null ? curve.Best(measure).Threshold
                    : curve.ThresholdFor(Share(recall), Share(precision), Share(falsePositives));
                ThresholdPoint before = curve.At(model.Threshold);
                ThresholdPoint after = curve.At(threshold);
                string words = $"positive is {OneLine.Of(model.ClassLabels![1])}; {curve}\nbefore: {before}\nafter:  {after}";
                return (model with { Threshold = threshold }, words, new JsonObject
                {
                    ["positive"] = model.ClassLabels![1],
                    ["rocArea"] = Json.Of(curve.RocArea),
                    ["averagePrecision"] = Json.Of(curve.AveragePrecision),
                    ["before"] = Described(before),
                    ["after"] = Described(after),
                });
            });
    }

    private static Func<ThresholdPoint, double>? MeasureOf(string? cost, string? best)
    {
        if (best is not null)
        {
            return Lists.Word(best, "--best", new Dictionary<string, Func<ThresholdPoint, double>>
            {
                ["f1"] = point => point.F1,
                ["matthews"] = point => point.MatthewsCorrelation,
                ["accuracy"] = point => point.Accuracy,
            });
        }
        if (cost is null) return null;
        string[] parts = cost.Split(':');
        if (parts.Length != 2) throw new UsageException($"--cost is \"{cost}\"; it must be two numbers, as 1:5.");
        double ofFalsePositive = Lists.Number(parts[0], "--cost", 0.0, 1e9)!.Value;
        double ofMissed = Lists.Number(parts[1], "--cost", 0.0, 1e9)!.Value;
        if (ofFalsePositive + ofMissed == 0.0) throw new UsageException("--cost is 0 of both; then every threshold is as good.");
        return point => -(ofFalsePositive * point.FalsePositives + ofMissed * point.FalseNegatives);
    }

    private static JsonObject Described(ThresholdPoint point) => new()
    {
        ["threshold"] = Json.Of(point.Threshold),
        ["recall"] = Json.Of(point.Recall),
        ["precision"] = Json.Of(point.Precision),
        ["falsePositiveRate"] = Json.Of(point.FalsePositiveRate),
        ["truePositives"] = point.TruePositives,
        ["falsePositives"] = point.FalsePositives,
        ["falseNegatives"] = point.FalseNegatives,
        ["trueNegatives"] = point.TrueNegatives,
    };
}
