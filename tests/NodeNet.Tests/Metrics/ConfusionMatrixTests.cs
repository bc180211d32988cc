using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Metrics;

namespace NodeNet.Tests.Metrics;

public class ConfusionMatrixTests
{
    // Ten examples of three classes:   taken for 0  1  2
    //                     class 0 (5)            3  1  1
    //                     class 1 (3)            1  2  0
    //                     class 2 (2)            0  1  1
    private static readonly ConfusionMatrix _matrix = new(
        actual: [0, 0, 0, 0, 0, 1, 1, 1, 2, 2],
        predicted: [0, 0, 0, 1, 2, 0, 1, 1, 1, 2],
        classes: 3);

    [Fact]
    public void It_counts_what_was_taken_for_what()
    {
        int[][] counts = [.. Enumerable.Range(0, 3).Select(actual => Enumerable.Range(0, 3).Select(predicted => _matrix[actual, predicted]).ToArray())];

        counts.Should().BeEquivalentTo(new int[][] { [3, 1, 1], [1, 2, 0], [0, 1, 1] }, o => o.WithStrictOrdering());
        _matrix.Count.Should().Be(10);
        _matrix.ClassCount.Should().Be(3);
        _matrix.ToString().Should().Be(
            "actual \\ predicted  0  1  2\n" +
            "                 0  3  1  1\n" +
            "                 1  1  2  0\n" +
            "                 2  0  1  1");
    }

    [Theory]
    [InlineData("new\nline")]
    [InlineData("new\u2028line")]
    [InlineData("new\tline")]
    public void A_name_of_several_lines_does_not_break_the_table(string name)
    {
        var matrix = new ConfusionMatrix(actual: [0, 1], predicted: [0, 1], classes: 2);
        string table = matrix.ToString(["old", name]);

        table.Should().Be(
            "actual \\ predicted old new\uFFFDline\n" +
            "               old   1        0\n" +
            "          new\uFFFDline   0        1");
    }

    [Fact]
    public void Accuracy_is_the_share_on_the_diagonal() => _matrix.Accuracy.Should().Be((3 + 2 + 1) / 10.0);

    [Theory]
    [InlineData(0, 3 / 4.0, 3 / 5.0)]
    [InlineData(1, 2 / 4.0, 2 / 3.0)]
    [InlineData(2, 1 / 2.0, 1 / 2.0)]
    public void Precision_divides_by_the_column_and_recall_by_the_row(int c, double precision, double recall)
    {
        _matrix.Precision(c).Should().Be(precision);
        _matrix.Recall(c).Should().Be(recall);
        _matrix.F1(c).Should().BeApproximately(2 * precision * recall / (precision + recall), 1e-15);
    }

    [Fact]
    public void Macro_F1_is_the_mean_of_the_classes()
    {
        // 2·0.75·0.6/1.35 = 2/3; 2·0.5·(2/3)/(7/6) = 4/7; 0.5
        _matrix.MacroF1.Should().BeApproximately((2.0 / 3.0 + 4.0 / 7.0 + 0.5) / 3.0, 1e-15);
    }

    [Fact]
    public void Nothing_of_nothing_counts_as_0()
    {
        // Class 1 never occurs and is never predicted; class 2 occurs but is never predicted.
        var matrix = new ConfusionMatrix(actual: [0, 2], predicted: [0, 0], classes: 3);

        matrix.Precision(1).Should().Be(0);
        matrix.Recall(1).Should().Be(0);
        matrix.F1(1).Should().Be(0);
        matrix.Precision(2).Should().Be(0);
        matrix.Recall(2).Should().Be(0);
        matrix.MacroF1.Should().BeApproximately(2 * 0.5 * 1 / 1.5 / 3, 1e-15);
    }

    [Fact]
    public void A_networks_predictions_are_counted()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Identity(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights([[1, 0], [0, 1]]); // the class is the larger input
        DataSet data = DataSet.From([[5, 1], [1, 5], [5, 1]], [[1, 0], [0, 1], [0, 1]]);

        ConfusionMatrix matrix = ConfusionMatrix.Of(network, data);

        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]).Should().Be((1, 0, 1, 1));
    }

    [Fact]
    public void A_single_output_tells_two_classes_apart()
    {
        // Line: ŷ = 2x + 1, so class 1 from x = −0.25 on.
        ConfusionMatrix matrix = ConfusionMatrix.Of(Given.Line(), DataSet.From([[-0.25], [-0.26], [3]], [[1], [1], [0]]));

        matrix.ClassCount.Should().Be(2);
        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]).Should().Be((0, 1, 1, 1));
    }

    [Fact]
    public void Wrong_lists_are_refused()
    {
        FluentActions
            .Invoking(() => new ConfusionMatrix([0, 1], [0], 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There are 2 actual and 1 predicted classes*");
        FluentActions.Invoking(() => new ConfusionMatrix([], [], 2)).Should().Throw<ArgumentException>().WithMessage("*at least one*");
        FluentActions
            .Invoking(() => new ConfusionMatrix([0, 2], [0, 1], 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Example 1 is of class 2, taken for 1; classes go from 0 to 1.*");
        FluentActions
            .Invoking(() => new ConfusionMatrix([0, 1], [0, -1], 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Example 1 is of class 1, taken for -1*");
        FluentActions
            .Invoking(() => new ConfusionMatrix([0], [0], 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("classes is 1; it must be at least 2.*");
        FluentActions
            .Invoking(() => ConfusionMatrix.Of(Given.Line(), Given.PointsOfALine(3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The targets name no classes*")
            .WithParameterName("data");
        FluentActions
            .Invoking(() => ConfusionMatrix.Of(Given.Line(), Given.Xor()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("data has 2 inputs*")
            .WithParameterName("data");
        _matrix.Invoking(m => m[3, 0]).Should().Throw<IndexOutOfRangeException>();
    }

    [Fact]
    public void The_table_can_have_the_names_of_the_classes()
    {
        var matrix = new ConfusionMatrix([0, 0, 1, 1, 1], [0, 1, 1, 1, 0], 2);

        string table = matrix.ToString(["no", "perhaps"]);

        table.Split('\n').Should().Equal(
            @"actual \ predicted no perhaps",
            @"                no  1       1",
            @"           perhaps  1       2");
        matrix.Invoking(m => m.ToString(["no"])).Should().Throw<ArgumentException>().WithMessage("classNames has 1 name; there are 2 classes.*");
        matrix.Invoking(m => m.ToString(null!)).Should().Throw<ArgumentNullException>();
    }

    // scikit-learn 1.2.1: accuracy_score, precision_score, recall_score, f1_score, matthews_corrcoef and confusion_matrix with sample_weight.
    [Fact]
    public void Shares_of_a_data_set_with_weights_are_of_the_weights()
    {
        int[] actual = [0, 1, 2, 0, 1, 2, 1, 0];
        int[] predicted = [0, 2, 2, 1, 1, 0, 1, 0];
        Network network = new NetworkBuilder(3).AddLayer(3, new NodeNet.Activations.Identity(), bias: false).Build(seed: 1);
        network.OutputLayer.SetWeights([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
        double[] OneHot(int c) => [c == 0 ? 1 : 0, c == 1 ? 1 : 0, c == 2 ? 1 : 0];
        DataSet data = DataSet.From(predicted.Select(OneHot), actual.Select(OneHot), [1, 2, 0.5, 3, 1, 1.5, 2, 0]);

        ConfusionMatrix matrix = ConfusionMatrix.Of(network, data);

        matrix.Accuracy.Should().BeApproximately(0.4090909090909091, 1e-15);
        new[] { 0, 1, 2 }.Select(matrix.Precision).Should().Equal([0.4, 0.5, 0.2], (one, other) => Math.Abs(one - other) < 1e-15);
        new[] { 0, 1, 2 }.Select(matrix.Recall).Should().Equal([0.25, 0.6, 0.25], (one, other) => Math.Abs(one - other) < 1e-15);
        matrix.MacroF1.Should().BeApproximately(0.3584563584563585, 1e-15);
        matrix.WeightedF1.Should().BeApproximately(0.40022603658967293, 1e-15);
        matrix.MatthewsCorrelation.Should().BeApproximately(0.060622900921619136, 1e-15);
        matrix.WeightOf(0, 1).Should().Be(3);
        (matrix[0, 0], matrix[0, 1], matrix.Count).Should().Be((2, 1, 8), "counts stay counts");
        ConfusionMatrix.Of(network, data.WithWeights(null)).WeightOf(0, 0).Should().Be(2);
    }
}
