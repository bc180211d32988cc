using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NodeNet.Learning;
using NodeNet.Metrics;
using NodeNet.Tables;

namespace NodeNet.Benchmarks.Learning;

/// <summary>learner FOLDER: a learner's defaults on the tables that benchmarks/learner/scikit_learn.py wrote, beside scikit-learn on the same splits.</summary>
internal static class LearnerCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder that benchmarks/learner/scikit_learn.py has filled." };
        var command = new Command("learner", "The learner's defaults beside scikit-learn's network, on the same splits of sixteen tables.") { folder };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string folder, TextWriter output)
    {
        using JsonDocument peers = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "peers.json")));
        output.WriteLine("| table | rows | inputs | NodeNet | scikit-learn | its standard error |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (JsonProperty peer in peers.RootElement.EnumerateObject())
        {
            Table table = Table.ReadCsv(Path.Combine(folder, peer.Name + ".csv"));
            double score = Score(table, File.ReadAllText(Path.Combine(folder, peer.Name + ".splits.json")));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {peer.Name} | {table.RowCount} | {table.ColumnCount - 1} | {score:0.000} | {peer.Value[0].GetDouble():0.000} | "
                    + $"{peer.Value[1].GetDouble():0.000} |"));
        }
    }

    /// <summary>The mean accuracy, or R², on the held-out rows.</summary>
    private static double Score(Table table, string splits)
    {
        using JsonDocument document = JsonDocument.Parse(splits);
        return document.RootElement.EnumerateArray().Average(split =>
        {
            HashSet<int> test = [.. split.EnumerateArray().Select(row => row.GetInt32())];
            int[] rows = [.. Enumerable.Range(0, table.RowCount)];
            Model model = Learner.For("y").Train(table.Rows([.. rows.Where(row => !test.Contains(row))]));
            TableEvaluation evaluation = model.Evaluate(table.Rows([.. rows.Where(test.Contains)]));
            return evaluation.Accuracy ?? evaluation.Errors[0].Errors.RSquared;
        });
    }
}
