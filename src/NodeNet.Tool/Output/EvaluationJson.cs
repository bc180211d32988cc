using System.Text.Json.Nodes;
using NodeNet.Metrics;

namespace NodeNet.Tool.Output;

/// <summary>A model's evaluation as JSON.</summary>
internal static class EvaluationJson
{
    public static JsonObject Of(TableEvaluation evaluation)
    {
        var json = new JsonObject { ["rows"] = evaluation.Count, ["loss"] = Json.Of(evaluation.Loss) };
        if (evaluation.Confusion is { } matrix)
        {
            json["accuracy"] = Json.Of(matrix.Accuracy);
            json["macroF1"] = Json.Of(matrix.MacroF1);
            json["classes"] = new JsonArray([.. Enumerable.Range(0, matrix.ClassCount).Select(c => ClassOf(matrix, c))]);
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

    private static JsonObject ClassOf(ConfusionMatrix matrix, int c) => new JsonObject
    {
        ["name"] = matrix.ClassLabels![c],
        ["precision"] = Json.Of(matrix.Precision(c)),
        ["recall"] = Json.Of(matrix.Recall(c)),
        ["f1"] = Json.Of(matrix.F1(c)),
        ["takenFor"] = new JsonArray([.. Enumerable.Range(0, matrix.ClassCount).Select(predicted => (JsonNode)matrix[c, predicted])]),
    };
}
