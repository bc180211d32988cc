using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet conformal: intervals and sets of classes that hold the truth in a share of new rows.</summary>
internal static class ConformalCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var coverage = new Option<string>("--coverage") { Description = "The share of new rows whose truth is held.", DefaultValueFactory = _ => "0.9" };
        return Improvement.Create(
            "conformal",
            "Finds how far a model's answers may be off, and keeps it in the model: predict then answers intervals or sets of classes, too.\n\n"
                + "Example: nodenet conformal model.json calibration.csv --coverage 0.9 --out honest.json",
            [coverage], output, error, (parsed, model, rows) =>
            {
                double share = Lists.Number(parsed.GetValue(coverage), "--coverage", 0.0, 1.0)!.Value;
                if (share is 0.0 or 1.0) throw new UsageException("--coverage must be above 0 and below 1: no finite interval holds every truth.");
                Conformal promise = Conformal.Fit(model, rows, share);
                Model honest = model with { Conformal = promise };
                string[] words = [promise.ToString(), .. model.ClassLabels is null ? Widths(honest, promise) : Sizes(honest, rows)];
                return (honest, string.Join('\n', words), new JsonObject
                {
                    ["coverage"] = promise.Coverage,
                    ["rows"] = promise.RowCount,
                    ["margins"] = new JsonArray([.. promise.Margins.Select(margin => (JsonNode?)Json.Of(margin))]),
                });
            });
    }

    private static IEnumerable<string> Widths(Model model, Conformal promise) => model.Recipe!.Targets.Zip(
        promise.Margins,
        (target, margin) => FormattableString.Invariant($"{OneLine.Of(target.Name)}: the prediction, and {margin:G4} of its scale to each side"));

    private static IEnumerable<string> Sizes(Model model, Tables.Table rows) => model.PredictSets(rows).CountBy(set => set.Count).OrderBy(size => size.Key)
        .Select(size => FormattableString.Invariant($"sets of {size.Key}: {size.Value} of the calibration's rows"));
}
