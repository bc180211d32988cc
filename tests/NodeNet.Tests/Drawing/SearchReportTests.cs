using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodeNet.Drawing;
using NodeNet.Learning;
using NodeNet.Tests.Recipes;
using NodeNet.Tests.Replay;

namespace NodeNet.Tests.Drawing;

/// <summary>The report of a search: one page, whole, that loads nothing and runs nothing, whatever a user's things are called.</summary>
public sealed partial class SearchReportTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&{{title}}</style>\uD800";

    private static readonly GivenTable _table = GivenTable.Of(
        "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i % 8},{i * 3 % 7},{(i % 8 + i * 3 % 7 > 6 ? "yes" : "no")}")));

    private static readonly Lazy<(SearchResult Found, LearnerRun Best)> _run = new(() =>
    {
        Learner start = Learner.For("y") with { Hidden = [4], Epochs = 6, ValidationFraction = 0.2 };
        SearchResult found = (Search.Over(start) with { Trials = 12, Folds = 2 })
            .AddLogRange(Hostile, 1e-3, 0.1, (learner, rate) => learner with { LearningRate = rate })
            .AddWhole("batch", 4, 16, (learner, size) => learner with { BatchSize = size })
            .AddChoice("L2", [0.001, -1.0], (learner, penalty) => learner with { L2 = penalty }, value => value < 0 ? Hostile : "0.001")
            .Run(_table);
        return (found, found.BestLearner.Run(_table));
    });

    [Fact]
    public void Every_trial_has_a_line_a_dot_and_a_row()
    {
        (SearchResult found, LearnerRun best) = _run.Value;
        int failed = found.Trials.Count(trial => trial.Trouble is not null);
        failed.Should().BeInRange(1, 11, "a penalty below 0 is refused");

        string page = found.ToReport(best.Result.History, "Wine & more");

        Regex.Matches(page, "<polyline class=\"(good|trial|failed)\"").Should().HaveCount(12);
        Regex.Matches(page, "class=\"failed\"").Should().HaveCount(failed);
        Regex.Matches(page, "<tr><td|<tr class=\"best\"><td").Should().HaveCount(12);
        Regex.Matches(page, "<circle").Should().HaveCount((12 - failed) * 4, "by number, and by each of three settings");
        page.Should().Contain($"Best: trial {found.Best.Number} (").And.Contain("<h1>Wine &amp; more</h1>").And.Contain("L2 is −1".Replace('−', '-'));
        page.Should().Contain("class=\"other-line\"", "rows were held out").And.Contain("η² of Kruskal and Wallis");
        Uri.UnescapeDataString(Csv().Match(page).Groups[1].Value).Should().Be(found.ToCsv().Replace('\uD800', '\uFFFD'));
        found.ToReport().Should().NotContain("The loss of the best");
        found.ToReport(best.Result.History, "Wine & more").Should().Be(page, "the same search gives the same page");
        string path = Path.GetTempFileName();
        found.SaveReport(path, best.Result.History, "Wine & more");
        File.ReadAllText(path).Should().Be(page);
        File.Delete(path);
    }

    [Fact]
    public void Names_stay_text()
    {
        string page = _run.Value.Found.ToReport(title: Hostile);

        page.Should().NotContain("<img").And.NotContain("<script").And.Contain("&lt;img src=x onerror=alert(1)&gt;");
        Regex.Matches(page, "</style>").Should().ContainSingle();
        Regex.Matches(page, "(src|href)=\"([^\"]*)\"").Select(match => match.Groups[2].Value).Should().OnlyContain(link => link.StartsWith("data:text/csv"));
        page.Should().Contain("default-src 'none'").And.NotContain("{{title}}</");
    }

    [Fact]
    public void A_search_of_which_every_trial_failed_has_a_report_too()
    {
        SearchResult found = (Search.Over(Learner.For("y") with { Hidden = [4] }) with { Trials = 5, Folds = 2 })
            .AddRange("L2", -2, -1, (learner, penalty) => learner with { L2 = penalty })
            .Run(_table);

        found.ToReport().Should().Contain("no trial has a score").And.Contain("class=\"failed\"").And.NotContain("NaN");
    }

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_a_browser_it_asks_for_nothing_complains_of_nothing_and_axe_finds_nothing(bool isDark)
    {
        Visit visit = Browser.Open(
            _run.Value.Found.ToReport(_run.Value.Best.Result.History), new View(IsDark: isDark), new JsonArray { "axe" });

        visit.Console.Should().BeEmpty();
        visit.Requests.Should().BeEmpty();
        visit.Dialogs.Should().BeEmpty();
        visit.Results[0].GetProperty("rules").GetInt32().Should().BeGreaterThan(10, "otherwise nothing was checked");
        visit.Results[0].GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()).Should().BeEmpty();
    }

    [GeneratedRegex("href=\"data:text/csv;charset=utf-8,([^\"]*)\"")]
    private static partial Regex Csv();
}
