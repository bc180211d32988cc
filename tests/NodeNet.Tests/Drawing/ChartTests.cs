using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.History;
using NodeNet.Tests.Handout;

namespace NodeNet.Tests.Drawing;

/// <summary>Charts say what they are made of.</summary>
public class ChartTests
{
    [Fact]
    public void A_loss_curve_names_both_losses_and_the_best_epoch()
    {
        Picture picture = Draw.LossCurve(Pictures.History());

        picture.Description.Should().Be("3 epochs. The training loss goes from 0.9 to 0.2. The validation loss goes from 1 to 0.7. The smallest loss, 0.6, is that of epoch 2.");
        picture.Words().Should().Contain(["epoch", "loss", "training", "validation"]);
    }

    [Fact]
    public void A_loss_that_is_not_finite_leaves_a_gap()
    {
        EpochReport[] reports = [.. Pictures.History()];
        var history = new TrainingHistory([reports[0] with { ValidationLoss = null }, reports[1] with { TrainingLoss = double.PositiveInfinity, ValidationLoss = null }, reports[2] with { ValidationLoss = null }]);
        Picture picture = Draw.LossCurve(history);

        picture.Description.Should().EndWith("Some losses are no finite numbers and leave gaps.");
        picture.ToSvg().Should().NotContain("NaN").And.NotContain("Infinity");
        picture.Words().Should().NotContain("validation", "there is none");
    }

    [Fact]
    public void A_logarithmic_loss_leaves_out_zeros()
    {
        EpochReport[] reports = [.. Pictures.History()];
        var history = new TrainingHistory([reports[0], reports[1] with { TrainingLoss = 0 }, reports[2]]);

        Draw.LossCurve(history, new CurveOptions { IsLogarithmic = true }).Description.Should().EndWith("Some losses are 0 or no finite numbers and leave gaps.");
        Draw.LossCurve(history).Description.Should().NotContain("gaps");
    }

    [Fact]
    public void An_accuracy_curve_needs_accuracies()
    {
        Draw.AccuracyCurve(Pictures.History()).Description.Should().Be("3 epochs. The training accuracy goes from 50% to 100%. The validation accuracy goes from 25% to 50%.");

        var without = new TrainingHistory(Pictures.History().Select(report => report with { TrainingAccuracy = null, ValidationAccuracy = null }));
        FluentActions.Invoking(() => Draw.AccuracyCurve(without)).Should().Throw<ArgumentException>().WithMessage("*the targets name no classes*");
        FluentActions.Invoking(() => Draw.LossCurve(new TrainingHistory())).Should().Throw<ArgumentException>().WithMessage("The history is empty*");
    }

    [Fact]
    public void A_confusion_matrix_shows_every_count_and_names_the_mistakes()
    {
        Picture picture = Pictures.Of("confusion");

        picture.Words().Should().Equal("cat", "dog", "ox", "predicted", "cat", "dog", "ox", "actual", "2", "1", "0", "0", "2", "0", "0", "0", "0");
        picture.Description.Should().Be("5 examples of 3 classes, 80% of them taken for what they are. The most frequent mistakes: cat taken for dog (1).");
        FluentActions.Invoking(() => Draw.ConfusionMatrix(Pictures.Confusion(), ["cat", "dog"])).Should().Throw<ArgumentException>().WithMessage("There are 2 names of classes; the matrix has 3 classes.*");
    }

    [Fact]
    public void Names_of_classes_are_text_whatever_they_hold() =>
        Draw.ConfusionMatrix(Pictures.Confusion(), ["<b>", "&amp;", "\"'"]).Words().Should().Contain(["<b>", "&amp;", "\"'"]);

    [Fact]
    public void An_activation_function_is_drawn_with_its_slope_the_users_own_too()
    {
        Draw.ActivationFunction(new Sigmoid()).Description.Should().Contain("At 0 the activation is 0.5 and the slope 0.25");
        Draw.ActivationFunction(new Probe()).Title.Should().Be("The activation function probe");
        Draw.ActivationFunction(new Probe(slope: _ => double.NaN)).ToSvg().Should().NotContain("\"NaN").And.NotContain("NaN,");
    }

    [Fact]
    public void Histograms_count_the_weights_of_each_layer()
    {
        Picture picture = Draw.WeightHistograms(HandoutNetwork.Create());

        picture.Description.Should().Be("Into hidden 1: 12 weights from −0.3 to 1.2, mean 0.117. Into output: 4 weights from 0.1 to 0.8, mean 0.5.");
        picture.Words().Should().Contain(["into hidden 1", "into output"]);
    }

    [Fact]
    public void A_decision_boundary_rings_the_examples_on_the_wrong_side()
    {
        // y1 = x1: above 0.5 to the right of x1 = 0.5. Of XOR's cases, (1, 1) and (0, 1) are on the wrong side.
        Network network = new NetworkBuilder("left to right", "up").AddLayer(1, new Identity()).Build(seed: 0);
        network.OutputLayer.SetWeights([[1, 0]]);
        Picture picture = Draw.DecisionBoundary(network, Given.Xor());

        picture.Description.Should().Contain("left to right from −0.15 to 1.15 and up from −0.15 to 1.15").And.EndWith("4 examples are shown; 2 of them are taken for another class and ringed.");
        picture.Words().Should().Contain(["left to right", "up", "target 0", "target 1"]);
    }

    [Fact]
    public void A_decision_boundary_needs_two_inputs_and_examples_that_fit()
    {
        FluentActions.Invoking(() => Draw.DecisionBoundary(Given.Line())).Should().Throw<ArgumentException>().WithMessage("The network has 1 inputs; a decision boundary can be drawn for 2.*");
        FluentActions.Invoking(() => Draw.DecisionBoundary(Given.Small(), Given.PointsOfALine(3))).Should().Throw<ArgumentException>().WithMessage("The examples have 1 inputs*");
    }

    [Fact]
    public void Digits_say_what_they_are_taken_for()
    {
        Picture picture = Pictures.Of("digits");

        picture.Words().Should().Equal("L", "T", "T, not L");
        picture.OfClass("right").Should().HaveCount(2);
        picture.OfClass("wrong").Should().ContainSingle();
        picture.Description.Should().Be("3 of 3 images. image 1 is taken for L; image 2 is taken for T; image 3 is taken for T but is L.");
    }

    [Fact]
    public void Digits_need_images_and_classes()
    {
        FluentActions.Invoking(() => Draw.Digits(Given.Small(), Given.Xor())).Should().Throw<ArgumentException>().WithMessage("The network has 2 inputs, which make no square image; set PixelsInRow.*");
        Draw.Digits(Given.Small(), Given.Xor(), new DigitsOptions { PixelsInRow = 2 }).Words().Should().HaveCount(4);
        FluentActions.Invoking(() => Draw.Digits(Given.Line(), Given.PointsOfALine(3))).Should().Throw<ArgumentException>().WithMessage("The targets name no classes*");

        // y1 = 1 for an empty image: each is right.
        Network network = Given.Line();
        Draw.Digits(network, DataSet.From([[0], [0]], [[1], [1]]), new DigitsOptions { OnlyMistakes = true }).Words().Should().Equal("no mistakes");
    }
}
