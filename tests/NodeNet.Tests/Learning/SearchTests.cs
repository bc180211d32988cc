using NodeNet.Activations;
using NodeNet.Learning;
using NodeNet.Tests.Recipes;

namespace NodeNet.Tests.Learning;

/// <summary>Looking for the best settings: the same on any number of threads, and after a kill.</summary>
public sealed class SearchTests : IDisposable
{
    private static readonly GivenTable _table = GivenTable.Of(
        "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{i % 8},{i * 3 % 7},{(i % 8 + i * 3 % 7 > 6 ? "yes" : "no")}")));

    private static readonly Search _search = (Search.Over(Learner.For("y") with { Hidden = [4], Epochs = 12 }) with { Trials = 8, Folds = 3 })
        .AddLogRange("rate", 1e-3, 0.1, (learner, rate) => learner with { LearningRate = rate })
        .AddWhole("batch", 4, 16, (learner, size) => learner with { BatchSize = size })
        .AddChoice<IActivation>("activation", [new Tanh(), new ReLU()], (learner, f) => learner with { Activation = f }, f => f.Name);

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-search").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trial_is_a_cross_validation_of_a_learner_with_its_settings()
    {
        SearchResult found = _search.Run(_table);

        found.Trials.Should().HaveCount(8);
        foreach (SearchTrial trial in found.Trials)
            trial.Scores.Should().Equal(CrossValidation.Run(_table, trial.Learner, folds: 3, seed: 1).Scores);
        found.Best.Should().BeSameAs(found.Ranking[0]);
        found.Ranking.Select(trial => trial.MeanScore).Should().BeInDescendingOrder();
        found.BestLearner.LearningRate.Should().BeInRange(1e-3, 0.1);
        found.BestLearner.BatchSize.Should().BeInRange(4, 16);
        found.Best.Epochs.Should().BeInRange(3, 36);
        found.Best.Settings.Should().HaveCount(3);
        found.Best.ToString().Should().StartWith($"trial {found.Best.Number}: ");
        found.ToString().Should().StartWith("trial  rate ").And.Contain("activation  parts  score");
        found.ToCsv().Split('\n')[0].Should().Be("trial,rate,batch,activation,parts,score,epochs,trouble");
    }

    [Theory]
    [InlineData(SearchMethod.Random)]
    [InlineData(SearchMethod.Grid)]
    [InlineData(SearchMethod.Halving)]
    public void The_same_on_one_thread_and_on_eight(SearchMethod method)
    {
        Search search = _search with { Method = method, GridLevels = 2 };

        (search with { MaxDegreeOfParallelism = 8 }).Run(_table).ToCsv().Should().Be((search with { MaxDegreeOfParallelism = 1 }).Run(_table).ToCsv());
    }

    [Fact]
    public void A_grid_has_every_combination()
    {
        SearchResult found = (_search with { Method = SearchMethod.Grid, GridLevels = 2 }).Run(_table);

        found.Trials.Select(trial => string.Join(" ", trial.Settings)).Should().Equal(
            "0.001 4 tanh", "0.001 4 relu", "0.001 16 tanh", "0.001 16 relu", "0.1 4 tanh", "0.1 4 relu", "0.1 16 tanh", "0.1 16 relu");
    }

    [Fact]
    public void Halving_measures_the_best_third_on_more_parts()
    {
        SearchResult found = (_search with { Method = SearchMethod.Halving, Trials = 9, Folds = 5 }).Run(_table);

        found.Trials.Select(trial => trial.Scores.Count).Order().Should().Equal(1, 1, 1, 1, 1, 1, 3, 3, 5);
        found.Best.Scores.Should().HaveCount(5);
        double[] first = [.. found.Trials.Select(trial => trial.Scores[0])];
        found.Trials.Where(trial => trial.Scores.Count > 1).Min(trial => trial.Scores[0]).Should().Be(first.OrderDescending().ElementAt(2));
    }

    [Fact]
    public void A_search_that_was_killed_goes_on_from_its_file()
    {
        string path = Path.Combine(_folder, "trials.jsonl");
        string whole = _search.Run(_table).ToCsv();
        Search kept = _search with { TrialsFile = path, MaxDegreeOfParallelism = 1 };
        kept.Run(_table).ToCsv().Should().Be(whole);
        string[] lines = File.ReadAllLines(path);
        lines.Should().HaveCount(1 + 8 * 3);

        // Killed in the middle of a line: ten results are there.
        File.WriteAllText(path, string.Join('\n', lines[..11]) + "\n" + lines[11][..20]);
        var reports = new List<SearchReport>();
        SearchResult after = (kept with { Progress = new Told(reports) }).Run(_table);

        after.ToCsv().Should().Be(whole);
        File.ReadAllLines(path).Order().Should().Equal(lines.Order());
        reports.Should().HaveCount(24);
        reports[^1].Done.Should().Be(24);
        (reports[^1].Total, reports[^1].Left).Should().Be((24, TimeSpan.Zero));
        reports[^1].BestScore.Should().Be(after.Best.MeanScore);
        reports[^1].BestTrial.Should().Be(after.Best.Number);
        reports[^1].ToString().Should().StartWith("24 of 24 results, best mean so far ");
        reports[^1].Elapsed.Should().BePositive();
    }

    [Fact]
    public void A_file_of_another_search_is_refused()
    {
        string path = Path.Combine(_folder, "trials.jsonl");
        (_search with { TrialsFile = path, Trials = 1 }).Run(_table);

        (_search with { TrialsFile = path, Trials = 2 }).Invoking(search => search.Run(_table)).Should().Throw<InvalidOperationException>()
            .WithMessage("*has the trials of another search*");
        File.WriteAllText(path, "a,b\n");
        _search.Invoking(search => (search with { TrialsFile = path }).Run(_table)).Should().Throw<InvalidOperationException>().WithMessage("*line 1*");
        File.WriteAllText(path, "{}\n");
        _search
            .Invoking(search => (search with { TrialsFile = path }).Run(_table))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*is no file of trials*");
        File.ReadAllText(path).Should().Be("{}\n", "what is not ours stays as it is");
    }

    [Fact]
    public void What_diverges_or_is_refused_comes_last()
    {
        double[] rates = [0.01, -1, double.MaxValue];
        Learner learner = Learner.For("y") with { Hidden = [4], Epochs = 5, Optimizer = new NodeNet.Optimizers.GradientDescent() };
        Search search = (Search.Over(learner) with { Method = SearchMethod.Grid, Folds = 2, TrialsFile = Path.Combine(_folder, "trials.jsonl") })
            .AddChoice("rate", rates, (own, rate) => own with { LearningRate = rate });

        SearchResult found = search.Run(_table);

        search.Run(_table).ToCsv().Should().Be(found.ToCsv(), "the file keeps troubles, too");
        found.Ranking.Select(trial => trial.Number).Should().StartWith(0).And.HaveCount(3);
        found.Trials[1].Trouble.Should().Contain("LearningRate");
        found.Trials[1].MeanScore.Should().Be(double.NaN);
        found.Trials[2].Scores.Should().AllBeEquivalentTo(double.NaN);
        found.ToString().Should().Contain("refused").And.Contain("diverged");
    }

    [Fact]
    public void What_the_learner_says_itself_is_not_tried()
    {
        Search.Over(Learner.For("y")).AddStandard().Dimensions[0].ToString().Should().StartWith("hidden: none, 16, ");
        Search.Over(Learner.For("y")).AddStandard().Dimensions.Select(one => one.Name).Should().Equal("hidden", "activation", "rate", "L2", "batch", "epochs");
        Search.Over(Learner.For("y") with { Hidden = [4], L2 = 0 }).AddStandard().Dimensions.Select(one => one.ToString())
            .Should().Equal("activation: relu, tanh", "rate: 0.001 to 0.03 by its logarithm", "batch: 16, 32, 64, 128", "epochs: 50, 100, 200");
        _search.ToString().Should().Be("search over rate, batch, activation: 8 trials, random, 3 parts, seed 1");
        _search.Learner.Hidden.Should().Equal(4);
    }

    [Fact]
    public void A_search_that_makes_no_sense_is_refused()
    {
        Search empty = Search.Over(Learner.For("y"));

        empty.Invoking(search => search.Run(_table)).Should().Throw<InvalidOperationException>().WithMessage("The search tries nothing*");
        Refused(() => empty.AddRange("x", 2, 1, (learner, _) => learner), "x: the range 2 to 1 must rise and be finite.*");
        Refused(() => empty.AddLogRange("x", 0, 1, (learner, _) => learner), "x: the range 0 to 1 must rise, from above 0, and be finite.*");
        Refused(() => empty.AddWhole("x", 2, 1, (learner, _) => learner), "x: the range 2 to 1 must rise.*");
        Refused(() => empty.AddChoice<int>("x", [], (learner, _) => learner), "x: there is no value to choose from.*");
        Refused(() => empty.AddRange("x", 1, 2, (learner, _) => learner).AddRange("x", 1, 2, (learner, _) => learner), "\"x\" is tried already.*");
        Refused(() => (_search with { Trials = 0 }).Run(_table), "*Trials*");
        Refused(() => (_search with { Method = (SearchMethod)9 }).Run(_table), "There is no method 9.*");
        Search wide = (_search with { Method = SearchMethod.Grid, GridLevels = 5000 }).AddRange("c", 0, 1, (learner, _) => learner);
        wide.Invoking(search => search.Run(_table)).Should().Throw<InvalidOperationException>().WithMessage("The grid has * points, more than 100000*");

        static void Refused(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);
    }

    private sealed class Told(List<SearchReport> reports) : IProgress<SearchReport>
    {
        public void Report(SearchReport value) => reports.Add(value);
    }
}
