using System.CommandLine;
using NodeNet.Metrics;
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
            TableEvaluation evaluation = Model.Load(parsed.GetRequiredValue(model)).Evaluate(table.Read(parsed)!);
            if (parsed.GetValue(json)) Json.Print(output, EvaluationJson.Of(evaluation));
            else output.WriteLine(evaluation);
        });
    }
}
