using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Judging;
using NodeNet.Recipes;

namespace NodeNet.Tests.Recipes;

/// <summary>A network that was trained on numbers, or comes from elsewhere, answers rows of named cells once its columns have names.</summary>
public class NumbersRecipeTests
{
    private static readonly GivenTable _rows = GivenTable.Of("b,kind,a\n1,yes,3\n2,no,4\n0.5,yes,-1\n");

    [Fact]
    public void It_answers_as_the_model_does_from_numbers_with_its_scalers()
    {
        Rows training = Rows.From([[3, 1], [4, 2], [-1, 0.5]]);
        Model numbers = new(Given.Small()) { InputScaling = Scaler.Standard(training), ClassLabels = ["no", "yes"] };

        Model named = numbers.ForTables(["a", "b"], ["kind"]);

        named.Predict(_rows).Values.ToArray().Should().Equal(numbers.Predict(training).Values.ToArray());
        named.Classify(_rows).Select(answer => answer.Label).Should().Equal(numbers.Classify(training).Select(answer => answer.Label));
        named.Classify(new { b = 1, a = 3 }).Label.Should().Be(numbers.Classify([3.0, 1.0]).Label);
        named.Evaluate(_rows).Count.Should().Be(3);
        ClassScores.Of(named, _rows).Count.Should().Be(3);
        named.Check(new { a = 1e300, b = 0 }).Should().BeEmpty("what the training data had is not known");
        named.ForTables(["x", "y"]).Should().BeSameAs(named, "it has a recipe");
        using var file = new MemoryStream();
        named.Save(file);
        file.Position = 0;
        Model.Load(file).Predict(_rows).Values.ToArray().Should().Equal(named.Predict(_rows).Values.ToArray());
    }

    [Fact]
    public void Numbers_come_back_in_their_units_under_the_names_of_the_outputs()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Identity()).Build(seed: 1);
        Rows targets = Rows.From([[1, 100], [3, 300]]);
        Model numbers = new(network) { InputNames = ["hours"], OutputNames = ["grade", "pay"], TargetScaling = Scaler.Standard(targets) };

        Model named = numbers.ForTables();

        named.Predict(new { hours = 2.0 }).Should().Equal(numbers.Predict([2.0]));
        named.Recipe!.Targets.Select(target => target.Name).Should().Equal("grade", "pay");
        named.Evaluate(GivenTable.Of("hours,grade,pay\n1,1,100\n2,3,300\n")).Errors.Should().HaveCount(2);
    }

    [Fact]
    public void Names_that_do_not_fit_are_refused()
    {
        Model model = new(Given.Small()) { ClassLabels = ["no", "yes"] };

        model.Invoking(m => m.ForTables(["a"])).Should().Throw<ArgumentException>().WithMessage("columns has 1 name; there must be 2, one for each input.*");
        model.Invoking(m => m.ForTables(["a", "a"])).Should().Throw<ArgumentException>();
        model.Invoking(m => m.ForTables(null, ["p", "q"])).Should().Throw<ArgumentException>().WithMessage("targets has 2 names; there must be 1*");
        model.ForTables().Recipe!.Targets[0].Name.Should().Be("class");
        Network two = new NetworkBuilder(inputs: 1).AddLayer(2, new Softmax()).Build(seed: 1);
        new Model(two) { ClassLabels = ["no", "yes"] }.Invoking(m => m.ForTables())
            .Should().Throw<InvalidOperationException>().WithMessage("The model has two classes and an output for each*");
        FluentActions.Invoking(() => new Model(Given.Small()).Predict(_rows)).Should().Throw<InvalidOperationException>().WithMessage("*ForTables*");
    }
}
