using System.Text.Json.Nodes;
using NodeNet.Recipes;

namespace NodeNet.Tool.Output;

/// <summary>What a model expects and is.</summary>
internal static class ModelDescription
{
    public static void Print(TextWriter output, Model model)
    {
        if (model.Recipe is { } recipe)
        {
            output.Write(recipe.Summary());
            foreach (RecipeColumn column in recipe.Columns) output.WriteLine(OneLine.Of($"  {column.Name} in training: {column.Facts}"));
        }
        else
        {
            output.WriteLine(model);
        }
        if (model.ClassLabels is { Count: 2 } && model.Network.OutputLayer.Count == 1)
        {
            output.WriteLine(FormattableString.Invariant($"threshold {model.Threshold}"));
        }
        if (model.Conformal is { } promise) output.WriteLine($"promise: {(model.ClassLabels is null ? "intervals" : "sets of classes")} hold {promise}");
        if (model.Loss is { } loss) output.WriteLine($"loss {loss.Name}");
        if (model.Origin is { } origin)
        {
            output.WriteLine(origin);
            if (origin.TableForm is { } form) output.WriteLine(OneLine.Of($"table: {form}"));
            if (origin.Training is { } training) output.WriteLine(OneLine.Of(training));
        }
        output.WriteLine();
        output.WriteLine(model.Network.Summary());
    }

    public static JsonObject Json(Model model) => new()
    {
        ["kind"] = "model",
        ["columns"] = new JsonArray([.. (model.Recipe?.Columns ?? []).Select(column => (JsonNode)new JsonObject
        {
            ["name"] = column.Name,
            ["kind"] = column.Kind.ToString(),
            ["encoding"] = column.Encoding.ToString(),
            ["missing"] = column.Missing.ToString(),
            ["inputs"] = Output.Json.Of(column.InputNames),
            ["training"] = column.Facts.ToString(),
        })]),
        ["inputs"] = Output.Json.Of(model.InputNames),
        ["outputs"] = Output.Json.Of(model.OutputNames),
        ["classes"] = model.ClassLabels is { } labels ? Output.Json.Of(labels) : null,
        ["threshold"] = model.Threshold,
        ["coverage"] = model.Conformal?.Coverage,
        ["loss"] = model.Loss?.Name,
        ["network"] = model.Network.ToString(),
        ["origin"] = model.Origin is not { } origin ? null : new JsonObject
        {
            ["nodeNetVersion"] = origin.NodeNetVersion,
            ["source"] = origin.Source,
            ["rows"] = origin.Rows,
            ["tableHash"] = origin.TableHash,
            ["tableForm"] = origin.TableForm?.ToString(),
            ["training"] = origin.Training,
            ["scores"] = new JsonObject(origin.Scores.Select(score => KeyValuePair.Create(score.Key, Output.Json.Of(score.Value)))),
        },
    };
}
