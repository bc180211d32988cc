using System.Globalization;
using System.Text;
using NodeNet.Foundation;

namespace NodeNet.Learning;

/// <summary>What a search has found.</summary>
public sealed class SearchResult
{
    private const int ShownTrials = 10;

    private readonly Search _search;

    internal SearchResult(Search search, SearchTrial[] trials) => (_search, Trials, Ranking) = (search, trials, Ranked(trials));

    /// <summary>What was searched, and how.</summary>
    public Search Search => _search;

    /// <summary>All trials, by their numbers.</summary>
    public IReadOnlyList<SearchTrial> Trials { get; }

    /// <summary>The trials from the best to the last: those that were measured on more parts before those on fewer, then by mean score, then by
    /// number.</summary>
    public IReadOnlyList<SearchTrial> Ranking { get; }

    /// <summary>The best trial.</summary>
    public SearchTrial Best => Ranking[0];

    /// <summary>The learner with the best settings: <c>found.BestLearner.Train(table)</c> is the model.</summary>
    public Learner BestLearner => Best.Learner;

    /// <summary>How much each thing that was tried decides about the score, taken alone, in the order of the search's dimensions.</summary>
    /// <returns>None with fewer than four trials.</returns>
    public IReadOnlyList<SettingImportance> Importance() => SettingImportance.Of(this);

    /// <summary>The trials as CSV, by their numbers: trial, a column for each thing that was tried, parts, score, epochs, trouble.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        string[] head = ["trial", .. _search.Dimensions.Select(one => one.Name), "parts", "score", "epochs", "trouble"];
        text.Append(string.Join(',', head.Select(Quoted))).Append('\n');
        foreach (SearchTrial trial in Trials)
        {
            string[] cells = [
                MessageText.Exact(trial.Number), .. trial.Settings, MessageText.Exact(trial.Scores.Count),
                double.IsNaN(trial.MeanScore) ? "" : MessageText.Exact(trial.MeanScore), MessageText.Exact(trial.Epochs), trial.Trouble ?? "",
            ];
            text.Append(string.Join(',', cells.Select(Quoted))).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The ten best trials, a line each.</summary>
    public override string ToString()
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        var rows = new List<string[]> { (string[])["trial", .. _search.Dimensions.Select(one => one.Name), "parts", "score"] };
        foreach (SearchTrial trial in Ranking.Take(ShownTrials))
        {
            string score = double.IsNaN(trial.MeanScore) ? trial.Trouble is null ? "diverged" : "refused" : trial.MeanScore.ToString("0.0000", plain);
            rows.Add([trial.Number.ToString(plain), .. trial.Settings, trial.Scores.Count.ToString(plain), score]);
        }
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(row => row[c].Length))];
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd()));
    }

    internal static SearchTrial[] Ranked(IEnumerable<SearchTrial> trials) => [
        .. trials.Select(trial => (Trial: trial, Score: trial.MeanScore))
            .OrderBy(one => double.IsNaN(one.Score) && one.Trial.Scores.Count > 0 || one.Trial.Trouble is not null)
            .ThenByDescending(one => one.Trial.Scores.Count)
            .ThenByDescending(one => one.Score)
            .ThenBy(one => one.Trial.Number)
            .Select(one => one.Trial),
    ];

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
