using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.History;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Tests.Recipes;
using NodeNet.Training;

namespace NodeNet.Tests.Learning;

/// <summary>A learner that trains by a method that looks at all weights at once.</summary>
public sealed class LearnerMinimizerTests
{
    private static readonly GivenTable _classes = GivenTable.Of(
        "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{i % 8},{i * 3 % 7},{(i % 8 + i * 3 % 7 > 6 ? "yes" : "no")}")));

    private static readonly GivenTable _numbers = GivenTable.Of(
        "a,y\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i % 10},{(i % 10) * (i % 10) + i % 3}")));

    [Fact]
    public void It_is_what_the_trainer_makes_of_the_same_network()
    {
        Learner learner = Learner.For("y") with { Minimizer = new LBfgs(), Hidden = [3] };
        LearnerPlan plan = learner.Plan(_classes);
        Network own = plan.BuildNetwork();
        var trainer = new Trainer(own, plan.Loss, new TrainerOptions { L2 = plan.L2 });
        MinimizationResult result = trainer.Minimize(plan.Recipe.DataSet(_classes), new LBfgs());

        LearnerRun run = learner.Run(_classes);

        run.Model.Network.Connections.Select(connection => connection.Weight).Should().Equal(own.Connections.Select(connection => connection.Weight));
        plan.Activation.Should().BeOfType<Tanh>("a minimizer needs a smooth function");
        plan.Epochs.Should().Be(1000);
        run.Result.TrainingAccuracy.Should().Be(1.0);
        run.Result.Epochs.Should().Be(result.Steps.Count);
        run.Result.Explanation.Should().Be($"lbfgs(15): {result}");
        run.Result.Reason.Should().Be(StopReason.RuleSatisfied);
        run.Model.Origin!.Training.Should().StartWith("binary_cross_entropy, lbfgs(15), ").And.Contain(" steps, L2 ");
        plan.ToString().Should().Contain("lbfgs(15), at most 1000 passes").And.Contain("no rows are held out; training stops where no slope is left");
        learner.ToString().Should().Be("learner for y; hidden 3, lbfgs(15)");
    }

    [Fact]
    public void Its_steps_are_a_history_and_reported_as_epochs()
    {
        var reports = new List<EpochReport>();
        Learner learner = Learner.For("y") with
        {
            Minimizer = new LevenbergMarquardt(),
            Hidden = [4],
            ValidationFraction = 0.25,
            Patience = 3,
            Epochs = 60,
            Progress = new Told(reports),
        };

        TrainingResult result = learner.Run(_numbers).Result;

        result.History.Count.Should().Be(reports.Count).And.BeGreaterThan(3);
        reports.Select(report => report.Epoch).Should().Equal(Enumerable.Range(1, reports.Count));
        reports.Select(report => report.RunningLoss + report.Penalty).Should().BeInDescendingOrder();
        result.ValidationLoss.Should().Be(reports.Min(report => report.ValidationLoss), "the weights that did best on the held-out rows are kept");
        int best = reports.FindIndex(report => report.ValidationLoss == result.ValidationLoss);
        (reports.Count - best - 1).Should().BeLessThanOrEqualTo(3, "that is the patience");
        (learner with { Epochs = 2 }).Run(_numbers).Result.Reason.Should().Be(StopReason.EpochsReached, "all passes are taken");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        learner.Run(_numbers, stopped.Token).Result.Reason.Should().Be(StopReason.Cancelled);
    }

    [Fact]
    public void What_it_would_leave_out_of_account_is_refused()
    {
        Learner learner = Learner.For("y") with { Minimizer = new ScaledConjugateGradient() };

        Refused(learner with { Optimizer = new Adam() }).Should().StartWith("scg finds its own steps over all rows, so Optimizer would do nothing");
        Refused(learner with { LearningRate = 0.1 }).Should().Contain("leave LearningRate out, or the minimizer");
        Refused(learner with { StopsByRunningLoss = true }).Should().Contain("leave StopsByRunningLoss out");
        Refused(learner with { BatchSize = 8 }).Should().Contain("leave BatchSize out");
        Refused(learner with { Precision = Precision.Single }).Should().Contain("in double precision");
        (learner with { Patience = 0 }).Invoking(one => one.Plan(_classes)).Should().Throw<ArgumentOutOfRangeException>();
        (learner with { Minimizer = new LevenbergMarquardt() }).Invoking(one => one.Train(_classes)).Should()
            .Throw<ArgumentException>("it takes squared losses");
        var trainer = new Trainer(
            new NetworkBuilder(1).AddLayer(1, new Identity()).Build(1), new MeanSquaredError(),
            new TrainerOptions { Checkpoints = new CheckpointOptions("c.json") });
        trainer.Invoking(one => one.Minimize(DataSet.From([[1.0]], [[1.0]]))).Should().Throw<InvalidOperationException>()
            .WithMessage("Minimize writes no checkpoints*");

        string Refused(Learner one) => one.Invoking(it => it.Plan(_classes)).Should().Throw<ArgumentException>().Which.Message;
    }

    [Fact]
    public void Without_L2_and_without_held_out_rows_it_is_told()
    {
        Learner bare = Learner.For("y") with { Minimizer = new LBfgs(), L2 = 0.0 };

        bare.Plan(_classes).IsUnboundMinimizer.Should().BeTrue();
        bare.Plan(_classes).Notes.Should().Contain(note => note.StartsWith("lbfgs(15) without L2 and without held-out rows"));
        bare.Diagnose(_classes).Findings.Select(finding => finding.Code).Should().Contain(FindingCodes.UnboundMinimizer);
        foreach (Learner kept in new[] { bare with { L2 = 0.01 }, bare with { ValidationFraction = 0.2 }, bare with { Minimizer = null } })
        {
            kept.Plan(_classes).IsUnboundMinimizer.Should().BeFalse();
            kept.Diagnose(_classes).Findings.Select(finding => finding.Code).Should().NotContain(FindingCodes.UnboundMinimizer);
        }
    }

    [Fact]
    public void Names_make_the_methods_and_a_search_tries_what_matters_to_them()
    {
        Minimizers.Catalogue.Names.Should().Equal("lbfgs", "scg", "lm");
        Minimizers.Catalogue.Create("lbfgs(5)").Should().BeOfType<LBfgs>().Which.Memory.Should().Be(5);
        foreach (string name in Minimizers.Catalogue.Names) Minimizers.Catalogue.Create(name).Name.Split('(')[0].Should().Be(name);
        Minimizers.Catalogue.Invoking(all => all.Create("lbfgs(1.5)")).Should().Throw<ArgumentException>().WithMessage("*whole number from 1 to 10000*");

        Search search = Search.Over(Learner.For("y") with { Minimizer = new LBfgs(), Epochs = 20 }).AddStandard() with { Trials = 4, Folds = 2 };
        search.Dimensions.Select(one => one.Name).Should().Equal("hidden", "activation", "L2");
        search.Run(_classes).Best.MeanScore.Should().BeGreaterThan(0.8);
    }

    private sealed class Told(List<EpochReport> reports) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => reports.Add(value);
    }
}
