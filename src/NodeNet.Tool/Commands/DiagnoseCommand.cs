using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Diagnostics;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet diagnose: the doctor, on a table and what would be trained on it.</summary>
internal static class DiagnoseCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var table = new TableArguments("table", "The training table.");
        var learner = new LearnerArguments();
        Option<bool> json = Common.Json();
        var command = new Command(
            "diagnose", "Looks for what keeps a network from learning a table.\n\nExample: nodenet diagnose penguins.csv --target species");
        table.AddTo(command);
        learner.AddTo(command);
        command.Add(json);
        return Guarded.WithAction(command, error, parsed =>
        {
            Table read = table.Read(parsed)!;
            Learner asked = learner.Read(parsed);
            Diagnosis diagnosis = asked.Diagnose(read);
            LearnerPlan? plan = PlanOf(asked, read);
            if (parsed.GetValue(json))
            {
                Json.Print(output, Of(plan, diagnosis));
                return;
            }
            if (plan is not null)
            {
                output.Write(CommandWords.Of(plan.ToString()));
                output.WriteLine();
            }
            output.WriteLine(CommandWords.Of(diagnosis.ToString()));
        });
    }

    /// <summary>What would be trained; null where the recipe refuses the table, which the doctor has said.</summary>
    private static LearnerPlan? PlanOf(Learner learner, Table table)
    {
        try
        {
            return learner.Plan(table);
        }
        catch (RecipeException)
        {
            return null;
        }
    }

    private static JsonObject Of(LearnerPlan? plan, Diagnosis diagnosis) => new()
    {
        ["healthy"] = diagnosis.IsHealthy,
        ["notes"] = Json.Of((plan?.Recipe.Notes ?? []).Select(CommandWords.Of)),
        ["findings"] = new JsonArray([.. diagnosis.Findings.Select(finding => (JsonNode)new JsonObject
        {
            ["code"] = finding.Code,
            ["severity"] = finding.Severity.ToString(),
            ["title"] = finding.Title,
            ["explanation"] = CommandWords.Of(finding.Explanation),
            ["advice"] = CommandWords.Of(finding.Advice),
            ["columns"] = Json.Of(finding.Columns),
        })]),
        ["remarks"] = Json.Of(diagnosis.Remarks.Select(CommandWords.Of)),
    };
}
