using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Recipes;
using NodeNet.Tests.Recipes;
using NodeNet.Training;

namespace NodeNet.Tests.Learning;

/// <summary>Training that goes on from a model, with its recipe and its weights.</summary>
public class WarmStartTests
{
    private static readonly GivenTable _penguins = GivenTable.Penguins();
    private static readonly GivenTable _first = _penguins.Where(row => row % 2 == 0);
    private static readonly GivenTable _second = _penguins.Where(row => row % 2 == 1);
    private static readonly Learner _short = Learner.For("species") with { Epochs = 3, Hidden = [6], MaxDegreeOfParallelism = 1 };

    [Fact]
    public void It_is_what_a_trainer_does_with_a_copy_of_the_network_and_the_recipes_numbers()
    {
        Model model = _short.Train(_first);
        double[] before = Parameters(model);
        Learner more = _short with { Hidden = null, StartFrom = model };
        LearnerPlan plan = more.Plan(_second);

        Model trained = more.Train(_second);

        Network byHand = model.Network.Clone();
        new Trainer(byHand, model.Loss!, new TrainerOptions
        {
            Optimizer = plan.Optimizer,
            LearningRate = plan.LearningRate,
            Epochs = 3,
            BatchSize = plan.BatchSize,
            L2 = plan.L2,
            Seed = 1,
            MaxDegreeOfParallelism = 1,
        }).Train(model.Recipe!.DataSet(_second));
        Parameters(trained).Should().Equal(Parameters(new Model(byHand)));
        trained.Recipe.Should().BeSameAs(model.Recipe, "scaling and categories stay");
        Parameters(model).Should().Equal(before, "a copy learns");
        plan.Hidden.Should().Equal(6);
        plan.Rows.Should().Be(_second.RowCount);
        plan.ToString().Should().Contain("network: goes on from a trained 10-6-3 network").And.Contain($", of {_first.RowCount} rows");
        trained.Origin!.Training.Should().Contain("goes on from a trained 10-6-3 network");
        more.ToString().Should().EndWith("from a trained model");
    }

    [Fact]
    public void It_begins_where_the_model_stands()
    {
        Model model = (Learner.For("species") with { Epochs = 40 }).Train(_first);
        Learner one = Learner.For("species") with { Epochs = 1 };

        double anew = one.Train(_second).Evaluate(_second).Accuracy!.Value;
        double goneOn = (one with { StartFrom = model }).Train(_second).Evaluate(_second).Accuracy!.Value;

        goneOn.Should().BeGreaterThan(0.95).And.BeGreaterThan(anew);
    }

    [Fact]
    public void What_the_model_has_cannot_be_said_again()
    {
        Model model = _short.Train(_first);
        FluentActions.Invoking(() => (_short with { StartFrom = model }).Plan(_second))
            .Should().Throw<ArgumentException>().WithMessage("Hidden is said, and a model*");
        FluentActions.Invoking(() => (Learner.For("species") with { StartFrom = model, Ignore = ["year"], Activation = new Tanh() }).Plan(_second))
            .Should().Throw<ArgumentException>().WithMessage("Ignore, Activation are said*");
        FluentActions.Invoking(() => (Learner.For("island") with { StartFrom = model }).Plan(_second))
            .Should().Throw<ArgumentException>().WithMessage("The model to start from predicts species, the learner island.*");
        FluentActions.Invoking(() => (Learner.For("y1") with { StartFrom = new Model(Given.Small()) }).Plan(_second))
            .Should().Throw<ArgumentException>().WithMessage("The model to start from has no recipe*");
    }

    [Fact]
    public void Rows_that_the_model_may_have_seen_measure_nothing()
    {
        Learner more = Learner.For("species") with { StartFrom = _short.Train(_first) };

        foreach (Action action in (Action[])[
            () => CrossValidation.Run(_penguins, more), () => Search.Over(more).AddStandard().Run(_penguins), () => Ensemble.Train(_penguins, more)])
        {
            action.Should().Throw<ArgumentException>().WithMessage("The learner starts from a model.*");
        }
    }

    private static double[] Parameters(Model model)
    {
        var numbers = new double[model.Network.ParameterCount];
        model.Network.CopyParametersTo(numbers);
        return numbers;
    }

    [Fact]
    public void A_table_without_a_column_of_the_recipe_is_refused()
    {
        Learner more = Learner.For("species") with { StartFrom = _short.Train(_first) };

        FluentActions.Invoking(() => more.Train(GivenTable.Of("island,species\nBiscoe,Gentoo\n"))).Should().Throw<RecipeException>();
    }
}
