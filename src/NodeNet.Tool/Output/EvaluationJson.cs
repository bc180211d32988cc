using System.Text.Json.Nodes;
using NodeNet.Judging;
using NodeNet.Metrics;

namespace NodeNet.Tool.Output;

/// <summary>A model's evaluation as JSON.</summary>
internal static class EvaluationJson
{
    public static JsonObject Of(TableEvaluation evaluation, ClassScores? scores = null)
    {
        var json = new JsonObject { ["rows"] = evaluation.Count, ["loss"] = Json.Of(evaluation.Loss) };
        if (evaluation.Confusion is { } matrix)
        {
            json["accuracy"] = Json.Of(matrix.Accuracy);
            json["macroF1"] = Json.Of(matrix.MacroF1);
            json["matthews"] = Json.Of(matrix.MatthewsCorrelation);
            if (scores is not null)
            {
                json["logLoss"] = Json.Of(scores.LogLoss);
                json["brier"] = Json.Of(scores.BrierScore);
            }
            json["classes"] = new JsonArray([.. Enumerable.Range(0, matrix.ClassCount).Select(c => ClassOf(matrix, scores, c))]);
        }
        else
        {
            json["targets"] = new JsonArray([.. evaluation.Errors.Select(target => (JsonNode)new JsonObject
            {
                ["name"] = target.Target,
                ["mae"] = Json.Of(target.Errors.MeanAbsoluteError),
                ["rmse"] = Json.Of(target.Errors.RootMeanSquaredError),
                ["r2"] = Json.Of(target.Errors.RSquared),
            })]);
        }
        return json;
    }

    private static JsonObject ClassOf(ConfusionMatrix matrix, ClassScores? scores, int c)
    {
        BinaryCurve? curve = scores is not null && scores.Counts[c] > 0 && scores.Counts[c] < scores.Count ? scores.CurveOf(c) : null;
        return new JsonObject
        {
            ["name"] = matrix.ClassLabels![c],
            ["precision"] = Json.Of(matrix.Precision(c)),
            ["recall"] = Json.Of(matrix.Recall(c)),
            ["rocArea"] = Json.Of(curve?.RocArea),
            ["averagePrecision"] = Json.Of(curve?.AveragePrecision),
            ["f1"] = Json.Of(matrix.F1(c)),
            ["takenFor"] = new JsonArray([.. Enumerable.Range(0, matrix.ClassCount).Select(predicted => (JsonNode)matrix[c, predicted])]),
        };
    }
}
