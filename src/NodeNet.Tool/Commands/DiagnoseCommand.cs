using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Diagnostics;
using NodeNet.Learning;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;
using NodeNet.Training;

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
            LearnerPlan plan = learner.Read(parsed).Plan(read);
            var options = new TrainerOptions
            {
                Optimizer = plan.Optimizer,
                LearningRate = plan.LearningRate,
                BatchSize = plan.BatchSize,
                L2 = plan.L2,
                Seed = plan.Seed,
            };
            Diagnosis diagnosis = new Trainer(plan.BuildNetwork(), plan.Loss, options).Diagnose(plan.Recipe.DataSet(read));
            if (parsed.GetValue(json))
            {
                Json.Print(output, Of(plan, diagnosis));
                return;
            }
            output.Write(CommandWords.Of(plan.ToString()));
            output.WriteLine();
            output.WriteLine(diagnosis);
        });
    }

    private static JsonObject Of(LearnerPlan plan, Diagnosis diagnosis) => new()
    {
        ["healthy"] = diagnosis.IsHealthy,
        ["notes"] = Json.Of(plan.Recipe.Notes.Select(CommandWords.Of)),
        ["findings"] = new JsonArray([.. diagnosis.Findings.Select(finding => (JsonNode)new JsonObject
        {
            ["code"] = finding.Code,
            ["severity"] = finding.Severity.ToString(),
            ["title"] = finding.Title,
            ["explanation"] = finding.Explanation,
            ["advice"] = finding.Advice,
        })]),
        ["remarks"] = Json.Of(diagnosis.Remarks),
    };
}
