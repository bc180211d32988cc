using System.Reflection;
using NodeNet.Activations;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Tests.Learning;

/// <summary>Trainings as data: written on one machine, done on another, with the same result to the bit.</summary>
public class LearnerTrialTests
{
    private static readonly Learner _everything = Learner.For("body_mass_g") with
    {
        Inputs = ["species", "sex", "island"],
        Ignore = ["year"],
        Defaults = new ColumnOptions
        {
            Missing = MissingRule.Constant,
            MissingConstant = new Cell("none"),
            Unknown = UnknownRule.AllZeros,
            MarksMissing = true,
        },
        Columns = new()
        {
            ["sex"] = new ColumnOptions { Kind = ColumnKind.Truth, Yes = "female", MinimumCount = 2 },
            ["species"] = new ColumnOptions { Kind = ColumnKind.OrderedCategory, Order = ["Adelie", "Gentoo"], Scaling = NumberScaling.MinMax },
            ["day"] = new ColumnOptions { Dates = DateParts.Year | DateParts.Hour, MissingConstant = new Cell(new DateTime(2024, 3, 5)) },
        },
        DropsMissingTargets = true,
        Hidden = [7, 3],
        Activation = new LeakyReLU(0.2),
        Loss = new Huber(1.5),
        Optimizer = new Adam(0.8, 0.99, 1e-7),
        LearningRate = 0.1 + 0.2,
        Epochs = 11,
        BatchSize = 13,
        Minimizer = new LBfgs(7),
        L2 = 1e-300,
        Patience = 4,
        StopsByRunningLoss = true,
        WeightColumn = "year",
        BalancesClasses = true,
        ValidationFraction = 0.25,
        Seed = long.MinValue,
        Precision = Precision.Single,
    };

    [Fact]
    public void What_is_said_of_a_learner_comes_back_from_JSON()
    {
        var trial = new LearnerTrial { Learner = _everything, Folds = 5, Seed = 9, Fold = 4, Bootstrap = true, KeepsNetwork = true };

        LearnerTrial read = LearnerTrial.FromJson(trial.ToJson());

        read.ToJson().Should().Be(trial.ToJson());
        read.Learner.Should().BeEquivalentTo(_everything, options => options.ComparingByMembers<Learner>().ComparingByMembers<ColumnOptions>());
        (read.Folds, read.Seed, read.Fold, read.Bootstrap, read.KeepsNetwork).Should().Be((5, 9L, 4, true, true));
        read.ToString().Should().StartWith("part 5 of 5 of learner for body_mass_g");
        LearnerTrial.FromJson(new LearnerTrial { Learner = Learner.For("y") }.ToJson()).Learner.Should()
            .BeEquivalentTo(Learner.For("y"), options => options.ComparingByMembers<Learner>());
    }

    [Fact]
    public void Nothing_that_can_be_said_of_a_learner_is_left_out()
    {
        string[] never = ["Targets", "MaxDegreeOfParallelism", "Progress", "StartFrom", "Checkpoints"];
        // The first is always said; how many threads and who watches is each machine's own; what starts from a model is not sent,
        // nor what has a place of its own for checkpoints (WarmStart.CheckNone).
        PropertyInfo[] properties = [.. typeof(Learner).GetProperties().Where(one => one.CanWrite && !never.Contains(one.Name))];
        properties.Should().NotBeEmpty();

        foreach (PropertyInfo property in properties)
        {
            property.GetValue(_everything).Should().NotBeEquivalentTo(
                property.GetValue(Learner.For("y")), $"{property.Name} must be said here, and LearnerText must write and read it");
        }
    }

    [Fact]
    public void A_part_that_no_catalogue_has_is_refused_before_it_is_sent()
    {
        var trial = new LearnerTrial { Learner = Learner.For("y") with { Activation = new Unlisted() } };

        trial.Invoking(one => one.ToJson()).Should().Throw<InvalidOperationException>()
            .WithMessage("The activation unlisted cannot be sent to other machines: it is not in Catalogue.*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"folds":1,"seed":1,"fold":"x"}""")]
    public void What_is_no_trial_is_refused(string json) =>
        FluentActions.Invoking(() => LearnerTrial.FromJson(json)).Should().Throw<FormatException>().WithMessage("This is no trial*");

    [Fact]
    public void A_search_a_cross_validation_and_an_ensemble_find_elsewhere_what_they_find_here()
    {
        Learner learner = Learner.For("species") with { Epochs = 4 };
        var elsewhere = new Elsewhere();
        Search search = Search.Over(learner).AddStandard() with { Trials = 5, Folds = 3, Method = SearchMethod.Halving };

        search.RunOn(elsewhere).Run(Iris.Table).ToCsv().Should().Be(search.Run(Iris.Table).ToCsv());
        CrossValidation.Run(Iris.Table, learner, 3, runOn: elsewhere).ToString().Should().Be(CrossValidation.Run(Iris.Table, learner, 3).ToString());
        Ensemble.Train(Iris.Table, learner, 2, runOn: elsewhere).Model.Network
            .HasSameParametersAs(Ensemble.Train(Iris.Table, learner, 2).Model.Network).Should().BeTrue();
        elsewhere.Trials.Should().BeGreaterThan(10);
        search.RunOn(elsewhere).Runner.Should().BeSameAs(elsewhere);
    }

    [Fact]
    public void What_a_table_does_not_allow_is_a_result_and_comes_through_where_it_is_an_error()
    {
        Learner learner = Learner.For("species") with { ValidationFraction = 2.0 };
        var trial = new LearnerTrial { Learner = learner, Folds = 3 };

        LearnerTrialResult result = new TrialTable(Iris.Table).Run(trial);

        result.Trouble.Should().NotBeNullOrEmpty();
        result.ToString().Should().Be(result.Trouble);
        FluentActions.Invoking(() => CrossValidation.Run(Iris.Table, learner, 3, runOn: new Elsewhere())).Should().Throw<Exception>()
            .WithMessage(result.Trouble);
        new LearnerTrialResult("accuracy", 0.5, 3, false).ToString().Should().Be("accuracy 0.5000 after 3 epochs");
    }

    [Fact]
    public void A_machine_says_by_which_arithmetic_it_trains() => Trainer.Arithmetic.Should().MatchRegex("^(fast|reference) loops, ");

    /// <summary>Does what it is asked as another machine would: from text, on a table of its own, and in another order.</summary>
    private sealed class Elsewhere : ITrialRunner
    {
        public int Trials { get; private set; }

        public void Run(ITable table, IReadOnlyList<LearnerTrial> trials, Action<int, LearnerTrialResult> done, CancellationToken cancellation)
        {
            var own = new TrialTable(table);
            for (int i = trials.Count - 1; i >= 0; i--, Trials++) done(i, own.Run(LearnerTrial.FromJson(trials[i].ToJson()), cancellation));
        }
    }

    private sealed class Unlisted : IActivation
    {
        public string Name => "unlisted";

        public double Activate(double netInput) => netInput;

        public double Slope(double netInput, double activation) => 1.0;
    }
}
