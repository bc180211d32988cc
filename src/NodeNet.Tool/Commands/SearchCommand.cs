using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Drawing;
using NodeNet.Learning;
using NodeNet.Persistence;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet search: many trainings with other settings, and a model with the best of them.</summary>
internal static class SearchCommand
{
    private static readonly Dictionary<string, SearchMethod> _methods = new()
    {
        ["random"] = SearchMethod.Random,
        ["grid"] = SearchMethod.Grid,
        ["halving"] = SearchMethod.Halving,
    };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var table = new TableArguments("table", "The training table. Keep rows for a last test away from it.");
        var learner = new LearnerArguments();
        var file = new Option<string?>("--out") { Description = "The model file to write: the best settings, trained on the whole table.", Required = true };
        var folds = new Option<int>("--folds") { Description = "How many parts the cross-validation has.", DefaultValueFactory = _ => 5 };
        var trials = new Option<int>("--trials") { Description = "How many trials there are.", DefaultValueFactory = _ => 40 };
        var method = new Option<string>("--method") { Description = "random, grid or halving.", DefaultValueFactory = _ => "random" };
        var trialsFile = new Option<string?>("--trials-file") { Description = "Keeps each result: a search that was killed goes on from it." };
        var list = new Option<string?>("--list") { Description = "Writes all trials as CSV." };
        var cluster = new ClusterArguments(isRequired: false);
        var name = new Option<string?>("--name") { Description = "With --cluster: what the search is called there; the same name attaches to it again." };
        var report = new Option<string?>("--report") { Description = "Writes a page of all trials, as search.html." };
        Option<bool> force = Common.Force();
        Option<bool> json = Common.Json();
        var command = new Command(
            "search",
            "Looks for the settings that do best in cross-validation. What is given by an option is not tried.\n\n"
                + "Example: nodenet search penguins.csv --target species --folds 5 --trials 40 --seed 1 --out best.json");
        table.AddTo(command);
        learner.AddTo(command);
        cluster.AddTo(command);
        foreach (Option option in (Option[])[file, folds, trials, method, trialsFile, list, report, name, force, json]) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            string path = parsed.GetRequiredValue(file)!;
            OutputFile.Check(path, parsed.GetValue(force));
            OutputFile.Check(parsed.GetValue(list), parsed.GetValue(force));
            OutputFile.Check(parsed.GetValue(report), parsed.GetValue(force));
            OutputFile.CheckApart([path, parsed.GetValue(list), parsed.GetValue(report), parsed.GetValue(trialsFile)], [table.FileOf(parsed)]);
            if (parsed.GetValue(folds) < 2) throw new UsageException("--folds must be at least 2.");
            string? called = parsed.GetValue(name);
            if (parsed.GetValue(cluster.Cluster) is null && called is not null) throw new UsageException("--name goes with --cluster.");
            if (called is not null && string.IsNullOrWhiteSpace(called)) throw new UsageException("--name is blank.");
            if (parsed.GetValue(trials) < 1) throw new UsageException("--trials must be at least 1.");
            Learner how = learner.Read(parsed);
            Search search = Search.Over(how).AddStandard() with
            {
                Folds = parsed.GetValue(folds),
                Trials = parsed.GetValue(trials),
                Method = Lists.Word(parsed.GetValue(method)!, "--method", _methods),
                Seed = how.Seed,
                MaxDegreeOfParallelism = how.MaxDegreeOfParallelism,
                TrialsFile = parsed.GetValue(trialsFile),
                Progress = parsed.GetValue(json) ? null : new SearchLines(error),
            };
            Table rows = table.Read(parsed)!;
            if (search.Folds > rows.RowCount)
            {
                throw new UsageException(
                    FormattableString.Invariant($"--folds is {search.Folds}, and the table's number of rows is {rows.RowCount}: each part needs a row."));
            }
            _ = how.Plan(rows); // what would be refused when the best is trained on all rows is told now
            SearchResult found = parsed.GetValue(cluster.Cluster) is null ? Found(search, rows)
                : cluster.With(parsed, error, one => Task.FromResult(Found(search.RunOn(called is null ? one : one.Named(called)), rows)));
            LearnerRun best = found.BestLearner.Run(rows);
            Model model = best.Model with { Origin = best.Model.Origin! with { Source = table.NameOf(parsed), Scores = ScoresOf(best.Model, found) } };
            OutputFile.Write(path, place => model.Save(place));
            if (parsed.GetValue(list) is { } csv) OutputFile.Write(csv, place => File.WriteAllText(place, found.ToCsv()));
            if (parsed.GetValue(report) is { } page)
            {
                string title = $"Search for {string.Join(", ", how.Targets)} in {table.NameOf(parsed)}";
                OutputFile.Write(page, place => found.SaveReport(place, best.Result.History, title));
            }
            if (parsed.GetValue(json)) Json.Print(output, Described(search, found, path));
            else output.WriteLine($"{found}\n\nbest: {found.Best}\nsaved as {path}");
        });
    }

    private static SearchResult Found(Search search, Table rows)
    {
        try
        {
            return Cancelled.ByKey(token => search.Run(rows, token));
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException(
                search.Runner is not null ? "Stopped. The search goes on in the cluster; the same command attaches to it again."
                : search.TrialsFile is { } trials ? $"Stopped. The same command goes on from {trials}."
                : "Stopped. With --trials-file a search could go on from what it has found.");
        }
    }

    private static Dictionary<string, double> ScoresOf(Model model, SearchResult found)
    {
        var scores = new Dictionary<string, double>(model.Origin!.Scores);
        if (double.IsFinite(found.Best.MeanScore)) scores["cross-validation"] = found.Best.MeanScore;
        return scores;
    }

    private static JsonObject Described(Search search, SearchResult found, string path) => new()
    {
        ["model"] = path,
        ["trials"] = new JsonArray([
            .. found.Ranking.Select(trial => (JsonNode)new JsonObject
            {
                ["trial"] = trial.Number,
                ["settings"] = new JsonObject(search.Dimensions.Zip(trial.Settings, (one, text) => KeyValuePair.Create(one.Name, (JsonNode?)text))),
                ["parts"] = trial.Scores.Count,
                ["score"] = Json.Of(trial.MeanScore),
                ["epochs"] = trial.Epochs,
                ["trouble"] = trial.Trouble,
            }),
        ]),
    };

    /// <summary>Some ten lines in all, the last among them.</summary>
    private sealed class SearchLines(TextWriter error) : IProgress<SearchReport>
    {
        private const int MostLines = 10;

        public void Report(SearchReport value)
        {
            if (value.Done == value.Total || value.Done % Math.Max(1, value.Total / MostLines) == 0) error.WriteLine(value);
        }
    }
}
