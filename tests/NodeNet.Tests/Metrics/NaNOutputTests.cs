using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Tests.Fast;

namespace NodeNet.Tests.Metrics;

/// <summary>Of outputs of which one is NaN none is the largest: they name no class, are never right, and whoever asks for the class is told.</summary>
public class NaNOutputTests
{
    // h1 = 10³⁰⁸ · x1 and h2 = 10³⁰⁸ · x2; y1 = 10 · (h1 + h2): for 10 and −10 it is ∞ − ∞, NaN. y2 = x2.
    private static readonly double[] _unanswered = [10, -10];
    private static readonly double[] _infinite = [1, 0]; // y1 = ∞, the larger one
    private static readonly double[] _ordinary = [1e-10, 0];

    public static TheoryData<string> Widths => [.. Width.All.Select(width => width.Name)];

    [Fact]
    public void NaN_is_never_right_whatever_the_target()
    {
        DataSet data = DataSet.From([_unanswered, _unanswered, _ordinary, _infinite], [[1, 0], [0, 1], [1, 0], [1, 0]]);

        Evaluation.Of(Two(), new SumOfSquaredErrors(), data).Accuracy.Should().Be(2 / 4.0);
        Evaluation.Of(One(), new SumOfSquaredErrors(), DataSet.From([_unanswered, _unanswered, _ordinary], [[0], [1], [1]])).Accuracy.Should().Be(1 / 3.0);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void In_every_place_of_a_batch_it_is_noticed(string width)
    {
        for (int at = 0; at < 40; at++)
        {
            double[][] inputs = [.. Enumerable.Range(0, 40).Select(row => row == at ? _unanswered : row % 3 == 0 ? _infinite : _ordinary)];
            DataSet data = DataSet.From(inputs, inputs.Select(_ => new[] { 1.0, 0.0 }));
            Width.Of(width).Evaluate(Two(), new SumOfSquaredErrors(), data).Accuracy.Should().Be(39 / 40.0, $"the outputs of row {at} are not numbers");
            DataSet zeros = DataSet.From(inputs.Select(row => row == _unanswered ? row : [0.0, 0.0]), inputs.Select(_ => new[] { 0.0 }));
            Width.Of(width).Evaluate(One(), new SumOfSquaredErrors(), zeros).Accuracy.Should().Be(39 / 40.0);
        }
    }

    [Fact]
    public void Whoever_asks_for_the_class_is_told_which_output_it_was()
    {
        const string Message = "y1 answers NaN, so the outputs name no class: of such numbers none is the largest.*";
        var model = new Model(Two()) { ClassLabels = ["a", "b"] };

        FluentActions.Invoking(() => Two().PredictClass(_unanswered)).Should().Throw<ArithmeticException>().WithMessage(Message);
        FluentActions.Invoking(() => One().PredictClass(_unanswered)).Should().Throw<ArithmeticException>().WithMessage(Message);
        model.Invoking(m => m.PredictClass(_unanswered)).Should().Throw<ArithmeticException>().WithMessage(Message);
        model.Invoking(m => m.Classify(_unanswered)).Should().Throw<ArithmeticException>().WithMessage(Message);
        model.Freeze().Invoking(m => m.Classify(_unanswered)).Should().Throw<ArithmeticException>().WithMessage(Message);
        model.Invoking(m => m.Classify(Rows.From([_ordinary, _unanswered]))).Should().Throw<ArithmeticException>().WithMessage("Row 1 (from 0): " + Message);
        model.Classify(_infinite).Label.Should().Be("a");
    }

    [Fact]
    public void A_confusion_matrix_has_no_column_for_it()
    {
        DataSet data = DataSet.From([_ordinary, _ordinary, _unanswered], [[1, 0], [0, 1], [1, 0]]);
        FluentActions.Invoking(() => ConfusionMatrix.Of(Two(), data)).Should().Throw<ArithmeticException>().WithMessage("Row 2 (from 0): y1 answers NaN*");
        FluentActions.Invoking(() => ConfusionMatrix.Of(new Model(Two()) { OutputNames = ["cat", "dog"] }, data)).Should().Throw<ArithmeticException>()
            .WithMessage("Row 2 (from 0): cat answers NaN*");
    }

    [Fact]
    public void Errors_of_NaN_are_NaN()
    {
        RegressionErrors.Of(One(), DataSet.From([_unanswered, _ordinary], [[3], [4]])).Should().Be(new RegressionErrors(double.NaN, double.NaN, double.NaN));
    }

    private static Network Two()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Identity(), bias: false).AddLayer(2, new Identity(), bias: false).Build(seed: 0);
        network.HiddenLayers[0].SetWeights([[1e308, 0], [0, 1e308], [0, 1]]);
        network.OutputLayer.SetWeights([[10, 10, 0], [0, 0, 1]]);
        return network;
    }

    private static Network One()
    {
        var builder = new NetworkBuilder(inputs: 2);
        Network network = builder.AddLayer(2, new Identity(), bias: false).AddLayer(1, new Identity(), bias: false, weights: new Constant(10)).Build(seed: 0);
        network.HiddenLayers[0].SetWeights([[1e308, 0], [0, 1e308]]);
        return network;
    }
}
