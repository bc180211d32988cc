using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tests.Recipes;

namespace NodeNet.Tests.Learning;

/// <summary>A learner that also measures on a table of its own.</summary>
public sealed class LearnerTestTableTests
{
    private static readonly GivenTable _table = GivenTable.Of(
        "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{i % 8},{(i % 2 == 0 ? "red" : "blue")},{(i % 8 > 3 ? "yes" : "no")}")));

    private static readonly Learner _learner = Learner.For("y") with { Hidden = [3], Epochs = 20 };

    [Fact]
    public void The_test_is_what_the_model_scores_on_it()
    {
        GivenTable test = GivenTable.Of("a,b,y\n1,red,no\n6,blue,yes\n5,red,no");

        LearnerRun run = _learner.Run(_table, _learner.Plan(_table), test);

        run.Test!.ToString().Should().Be(run.Model.Evaluate(test).ToString());
        run.Test.Count.Should().Be(3);
        _learner.Run(_table).Test.Should().BeNull();
    }

    [Fact]
    public void What_is_refused_of_it_is_told_before_anything_is_learned()
    {
        var reports = new List<int>();
        Learner watched = _learner with { Progress = new Told(reports) };

        watched.Invoking(learner => learner.Run(_table, learner.Plan(_table), GivenTable.Of("a,b,y\n1,green,no")))
            .Should().Throw<RecipeException>().WithMessage("*\"green\"*");
        reports.Should().BeEmpty();
    }

    [Fact]
    public void The_target_alone_tells_whether_classes_are_predicted()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"name{i},{(i % 3 == 0 ? "yes" : "no")},{i * 1.5}"));
        GivenTable table = GivenTable.Of("id,y,n\n" + string.Join('\n', rows));

        Learner.For("y").PredictsClasses(table).Should().BeTrue("no other column is looked at, not even one that a recipe would refuse");
        Learner.For("n").PredictsClasses(table).Should().BeFalse();
        Learner.For("y").Invoking(learner => learner.PredictsClasses(GivenTable.Of("y,a\nyes,1\nyes,2"))).Should().Throw<RecipeException>();
    }

    private sealed class Told(List<int> reports) : IProgress<NodeNet.History.EpochReport>
    {
        public void Report(NodeNet.History.EpochReport value) => reports.Add(value.Epoch);
    }
}
