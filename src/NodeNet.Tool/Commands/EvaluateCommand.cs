using System.CommandLine;
using NodeNet.Judging;
using NodeNet.Metrics;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet evaluate: how well a model does on a table.</summary>
internal static class EvaluateCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string> model = Common.ModelFile();
        var table = new TableArguments("table", "Rows with their targets, which the model has not seen.");
        Option<bool> json = Common.Json();
        var command = new Command("evaluate", "Measures a model on a table.\n\nExample: nodenet evaluate penguins.json test.csv") { model };
        table.AddTo(command);
        command.Add(json);
        return Guarded.WithAction(command, error, parsed =>
        {
            Model judged = InputFile.LoadModelForTables(parsed.GetRequiredValue(model));
            Table rows = table.Read(parsed, judged.Origin?.TableForm, error)!;
            TableEvaluation evaluation = judged.Evaluate(rows);
            ClassScores? scores = judged.ClassLabels is null ? null : ClassScores.Of(judged, rows);
            if (parsed.GetValue(json))
            {
                Json.Print(output, EvaluationJson.Of(evaluation, scores));
                return;
            }
            output.WriteLine(evaluation);
            if (scores is not null) Say(output, evaluation, scores);
        });
    }

    private static void Say(TextWriter output, TableEvaluation evaluation, ClassScores scores)
    {
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant(
            $"log loss {scores.LogLoss:G6}, Brier score {scores.BrierScore:G6}, Matthews' correlation {evaluation.Confusion!.MatthewsCorrelation:G6}"));
        foreach (int c in scores.ClassCount == 2 ? [1] : Enumerable.Range(0, scores.ClassCount))
        {
            if (scores.Counts[c] > 0 && scores.Counts[c] < scores.Count) output.WriteLine($"{OneLine.Of(scores.ClassLabels![c])}: {scores.CurveOf(c)}");
        }
    }
}
