using NodeNet.Data;

namespace NodeNet.Tests.Data;

public class WeightsTests
{
    private static readonly DataSet _points = Given.PointsOfALine(4);

    [Fact]
    public void Every_example_counts_alike_unless_there_are_weights()
    {
        _points.Weights.Should().BeNull();
        DataSet.From([[1], [2]], [[0], [1]], [0.5, 2]).Weights.Should().Equal(0.5, 2);
        _points.WithWeights([1, 2, 3, 4]).WithWeights(null).Weights.Should().BeNull();
        _points.ToString().Should().Be("4 examples, 1 input, 1 target");
        _points.WithWeights([1, 2, 3, 4]).ToString().Should().Be("4 examples, 1 input, 1 target, weighted");
    }

    [Fact]
    public void A_weight_goes_with_its_example()
    {
        DataSet weighted = _points.WithWeights([1, 2, 3, 4]).WithNames(["x"], null).Compact();

        weighted.Select([3, 0]).Weights.Should().Equal(4, 1);
        weighted.ScaleInputs(Scaler.Standard(weighted.Inputs)).ScaleTargets(Scaler.Standard(weighted.Targets)).Weights.Should().Equal(1, 2, 3, 4);
        foreach (DataSet part in new[] { weighted.Shuffled(1), weighted.Split(0.5, 1).First, weighted.Folds(2, 1)[0].Training })
        {
            for (int row = 0; row < part.Count; row++)
                part.Weights![row].Should().Be(1 + Math.Round(part.Inputs[row, 0] / 0.1));
        }
    }

    [Fact]
    public void Weights_that_cannot_be_are_refused_with_what_to_do()
    {
        Refused([1, 2, 3], "There are 3 weights for 4 examples; each example needs one.*");
        Refused([1, -1, 1, 1], "In row 1 (rows count from 0): The weight is -1; a weight is 0 or from *. To leave an example out, give it the weight 0.*");
        Refused([1, 1, double.NaN, 1], "In row 2*NaN*Give the example a number, or leave it out.*");
        Refused([1, 1, 1, double.PositiveInfinity], "In row 3*Infinity*");
        Refused([1e16, 1, 1, 1], "In row 0*Divide all by the same number*");
        Refused([0, 0, 0, 0], "The weights of all 4 examples are 0, so that nothing would count*");
        Action zeros = () => _points.WithWeights([0, 0, 1, 1]).Select([0, 1]);
        zeros.Should().Throw<ArgumentException>().WithMessage("The weights of all 2 examples are 0*leave such rows out before*");

        static void Refused(double[] weights, string message) =>
            _points.Invoking(data => data.WithWeights(weights)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 0, 0, 1, 1, 2]) of scikit-learn 1.2.1
    [Fact]
    public void Balanced_classes_weigh_what_scikit_learn_says()
    {
        DataSet data = DataSet.From(Enumerable.Range(0, 8).Select(i => new double[] { i }), OneHotOf(0, 0, 0, 0, 0, 1, 1, 2));

        ClassWeights weights = ClassWeights.Balanced(data);

        weights.Count.Should().Be(3);
        weights[0].Should().BeApproximately(0.5333333333333333, 1e-15); // 8 / (3 · 5)
        weights[1].Should().BeApproximately(1.3333333333333333, 1e-15); // 8 / (3 · 2)
        weights[2].Should().BeApproximately(2.6666666666666665, 1e-15); // 8 / (3 · 1)
        weights.ToString().Should().Be("0.533333, 1.33333, 2.66667");
        DataSet weighted = weights.ApplyTo(data);
        foreach (int kind in new[] { 0, 1, 2 })
            Enumerable.Range(0, 8).Where(row => data.ClassOf(row) == kind).Sum(row => weighted.Weights![row]).Should().BeApproximately(8 / 3.0, 1e-14);
        ClassWeights.Balanced(weighted).ToString().Should().Be("1, 1, 1", "they are in balance already");
    }

    [Fact]
    public void A_class_without_examples_leaves_the_others_in_balance()
    {
        ClassWeights weights = ClassWeights.Balanced(DataSet.From([[0], [1], [2], [3]], OneHotOf(0, 0, 0, 2)));

        weights[0].Should().BeApproximately(4 / (2 * 3.0), 1e-15);
        weights[1].Should().Be(1);
        weights[2].Should().Be(4 / 2.0);
    }

    [Fact]
    public void Weights_of_classes_multiply_those_of_the_examples()
    {
        DataSet data = DataSet.From([[0], [1], [2]], [[0], [1], [1]], [1, 2, 3]);

        ClassWeights.Of(0.5, 10).ApplyTo(data).Weights.Should().Equal(0.5, 20, 30);
    }

    [Fact]
    public void Weights_of_classes_that_cannot_be_are_refused()
    {
        Action one = () => ClassWeights.Of(1);
        one.Should().Throw<ArgumentException>().WithMessage("weights has 1 number; there are at least two classes.*");
        Action negative = () => ClassWeights.Of(1, -2);
        negative.Should().Throw<ArgumentException>().WithMessage("The weight of class 1 is -2*");
        Action zeros = () => ClassWeights.Of(0, 0);
        zeros.Should().Throw<ArgumentException>().WithMessage("*all classes are 0*");
        Action others = () => ClassWeights.Of(1, 2, 3).ApplyTo(Given.Xor());
        others.Should().Throw<ArgumentException>().WithMessage("There are weights for 3 classes; the targets of data name 2.*");
        Action numbers = () => ClassWeights.Balanced(_points);
        numbers.Should().Throw<InvalidOperationException>().WithMessage("The targets name no classes*");
        Action beyond = () => _ = ClassWeights.Of(1, 2)[2];
        beyond.Should().Throw<ArgumentOutOfRangeException>().WithMessage("There is no class 2; there are 2*");
    }

    private static double[][] OneHotOf(params int[] classes) =>
        [.. classes.Select(kind => Enumerable.Range(0, 3).Select(i => i == kind ? 1.0 : 0.0).ToArray())];
}
