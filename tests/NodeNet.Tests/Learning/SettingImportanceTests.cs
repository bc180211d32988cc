using NodeNet.Learning;

namespace NodeNet.Tests.Learning;

/// <summary>What the settings of a search decide. The numbers are those of scipy 1.10: H = scipy.stats.kruskal(*groups).statistic, η² = (H − k + 1) / (n − k).
/// </summary>
public sealed class SettingImportanceTests
{
    private static readonly double[] _scores = [0.9, 0.8, 0.85, 0.7, 0.95, 0.6, 0.8, 0.75, 0.9, 0.5, 0.65, 0.55];
    private static readonly int[] _kinds = [0, 0, 0, 1, 0, 1, 1, 1, 0, 2, 2, 2];

    [Fact]
    public void A_choice_has_a_group_for_each_value_and_a_range_four()
    {
        IReadOnlyList<SettingImportance> found = Found(_scores).Importance();

        found.Select(one => one.Name).Should().Equal("kind", "number", "same");
        found.Select(one => one.Groups).Should().Equal(3, 4, 1);
        found[0].Share.Should().BeApproximately(0.7671394105372984, 1e-14); // H 8.904254694835686
        found[1].Share.Should().BeApproximately(0.37705399061032996, 1e-14); // H 6.01643192488264
        found[2].Share.Should().Be(0.0, "one value decides nothing");
        found[0].ToString().Should().Be("kind: 0.77");
    }

    [Fact]
    public void What_diverged_is_the_worst_and_where_all_are_equal_nothing_decides()
    {
        double[] withNaN = [.. _scores.Select(score => score == 0.5 ? double.NaN : score)]; // 0.5 was the worst already

        Found(withNaN).Importance()[0].Share.Should().Be(Found(_scores).Importance()[0].Share);
        Found([.. _scores.Select(_ => 0.5)]).Importance().Should().OnlyContain(one => one.Share == 0.0);
        Found(_scores[..3]).Importance().Should().BeEmpty("three trials say nothing");
    }

    [Fact]
    public void Places_stand_between_the_ends_of_a_dimension()
    {
        SearchResult found = Found(_scores);

        found.Search.Dimensions.Select(one => one.IsChoice).Should().Equal(true, false, true);
        found.Search.Dimensions[0].Marks.Should().Equal("a", "b", "c");
        found.Search.Dimensions[1].Marks.Should().Equal("1", "12");
        found.Trials[3].Settings.Should().Equal("b", "4", "x");
        found.Trials[3].Places.Should().Equal(0.5, 3.0 / 11.0, 0.5);
    }

    private static SearchResult Found(double[] scores)
    {
        Search search = Search.Over(Learner.For("y"))
            .AddChoice("kind", ["a", "b", "c"], (learner, _) => learner)
            .AddWhole("number", 1, 12, (learner, _) => learner)
            .AddChoice("same", ["x"], (learner, _) => learner);
        SearchTrial[] trials = [
            .. scores.Select((score, i) =>
            {
                SearchDimension.Setting[] settings = [
                    search.Dimensions[0].At((_kinds[i] + 0.5) / 3), search.Dimensions[1].At((i + 0.5) / 12), search.Dimensions[2].At(0.5)];
                var trial = new SearchTrial(i, settings, search.Learner, folds: 1);
                trial.Set(0, score, epochs: 1);
                return trial;
            }),
        ];
        return new SearchResult(search, trials);
    }
}
