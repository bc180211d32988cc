using System.CommandLine;
using System.Globalization;
using NodeNet.Learning;
using NodeNet.Metrics;
using NodeNet.Tables;

namespace NodeNet.Benchmarks.Learning;

/// <summary>tuned FOLDER: searches on each training table of the folder, and what the best scores on its test table. benchmarks/compare-tuned fills the
/// folder.</summary>
internal static class TunedCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A folder with pairs of NAME.train.csv and NAME.test.csv, whose target is y." };
        var trials = new Option<int>("--trials") { DefaultValueFactory = _ => 15 };
        var folds = new Option<int>("--folds") { DefaultValueFactory = _ => 3 };
        var threads = new Option<int?>("--threads");
        var command = new Command("tuned", "What the best of a search scores on rows that the search has not seen.") { folder, trials, folds, threads };
        command.SetAction(parsed =>
        {
            foreach (string path in Directory.GetFiles(parsed.GetRequiredValue(folder), "*.train.csv").Order(StringComparer.Ordinal))
            {
                Table training = Table.ReadCsv(path);
                Search search = Search.Over(Learner.For("y")).AddStandard() with
                {
                    Trials = parsed.GetValue(trials),
                    Folds = parsed.GetValue(folds),
                    MaxDegreeOfParallelism = parsed.GetValue(threads),
                };
                SearchResult found = search.Run(training);
                TableEvaluation test = found.BestLearner.Train(training).Evaluate(Table.ReadCsv(path.Replace(".train.", ".test.", StringComparison.Ordinal)));
                parsed.InvocationConfiguration.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(path).Split('.')[0]} {test.Accuracy ?? test.Errors[0].Errors.RSquared:0.000000} {found.Best.MeanScore:0.0000}"));
            }
        });
        return command;
    }
}
