using NodeNet.Foundation;

namespace NodeNet.Learning;

/// <summary>How much one of the things that a search tried decides about the score, taken alone.</summary>
/// <remarks>
/// <para>The trials are ranked by their mean score over the parts that all of them were measured on; equals share a rank, and those that diverged or were
/// refused share the last. They are put into groups: one for each choice; of a range four of as many trials each, in its order, or one for each number if
/// there are no more than four. With Kruskal and Wallis' H of these groups, corrected for equal ranks, the share is η² = (H − k + 1) / (n − k), but not
/// below 0, for k groups of n trials: how much of the spread of the ranks the groups explain, less what chance would give.</para>
/// <para>What matters only together with another setting is not seen, and with few trials chance is large.</para>
/// </remarks>
/// <param name="Name">What was tried.</param>
/// <param name="Share">From 0, where the groups do no better than chance, to 1, where they decide everything.</param>
/// <param name="Groups">How many groups there were.</param>
public sealed record SettingImportance(string Name, double Share, int Groups)
{
    private const int RangeGroups = 4;
    private const int FewestTrials = 4;

    /// <summary>"rate: 0.42".</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: {Share:0.00}");

    internal static IReadOnlyList<SettingImportance> Of(SearchResult found)
    {
        if (found.Trials.Count < FewestTrials) return [];
        double[] ranks = Ranks(Scores(found.Trials));
        return [
            .. found.Search.Dimensions.Select((dimension, d) =>
            {
                double[] places = [.. found.Trials.Select(trial => trial.Places[d])];
                int[] groups = GroupsOf(places, dimension.IsChoice);
                return new SettingImportance(dimension.Name, ShareOf(ranks, groups), groups.Max() + 1);
            }),
        ];
    }

    /// <summary>The scores on what all trials were measured on; −∞ where one failed.</summary>
    private static double[] Scores(IReadOnlyList<SearchTrial> trials)
    {
        bool HasScore(SearchTrial trial) => !double.IsNaN(trial.MeanScore);
        int common = trials.Where(HasScore).Select(trial => trial.Scores.Count).DefaultIfEmpty(0).Min();
        return [.. trials.Select(trial => HasScore(trial) ? Statistics.Mean([.. trial.Scores.Take(common)]) : double.NegativeInfinity)];
    }

    /// <summary>The rank of each number from 1; equals have the mean of theirs.</summary>
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && values[order[to]] == values[order[from]];) to++;
            for (int i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2.0;
        }
        return ranks;
    }

    private static int[] GroupsOf(double[] places, bool isChoice)
    {
        double[] different = [.. places.Distinct().Order()];
        if (isChoice || different.Length <= RangeGroups) return [.. places.Select(place => Array.IndexOf(different, place))];
        double[] sorted = [.. places.Order()];
        int[] rough = [.. places.Select(place => Array.IndexOf(sorted, place) * RangeGroups / places.Length)]; // equals in one group
        int[] there = [.. rough.Distinct().Order()];
        return [.. rough.Select(group => Array.IndexOf(there, group))];
    }

    private static double ShareOf(double[] ranks, int[] groups)
    {
        int n = ranks.Length;
        int k = groups.Max() + 1;
        double middle = (n + 1) / 2.0;
        double total = ranks.Sum(rank => (rank - middle) * (rank - middle));
        if (k < 2 || n <= k || total == 0.0) return 0.0;
        double between = Enumerable.Range(0, n).GroupBy(i => groups[i], i => ranks[i]).Sum(own => own.Count() * Math.Pow(own.Average() - middle, 2));
        double h = (n - 1) * between / total; // with equal ranks, too
        return Math.Clamp((h - k + 1) / (n - k), 0.0, 1.0);
    }
}
