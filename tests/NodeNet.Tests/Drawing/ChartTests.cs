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

        picture.Description
            .Should()
            .Be("3 epochs. The training loss goes from 0.9 to 0.2. The validation loss goes from 1 to 0.7. The smallest loss, 0.6, is that of epoch 2.");
        picture.Words().Should().Contain(["epoch", "loss", "training", "validation"]);
    }

    private static TrainingHistory History(params double[] losses)
    {
        EpochReport first = Pictures.History()[0] with { ValidationLoss = null, ValidationAccuracy = null };
        return new(losses.Select((loss, i) => first with { Epoch = i + 1, RunningLoss = loss, TrainingLoss = null }));
    }

    /// <summary>How many marks stand in a chart: circles, which OxyPlot writes as ellipses.</summary>
    private static int Dots(Picture picture) => picture.Root().Descendants(SvgReader.Svg + "ellipse").Count();

    [Fact]
    public void A_loss_that_is_not_finite_leaves_a_gap()
    {
        Picture picture = Draw.LossCurve(History(0.9, 0.5, double.PositiveInfinity, 0.2, 0.1));

        picture.Description.Should().EndWith(" Not shown: 1 loss that is no finite number.");
        picture.Words().Should().Contain("Not shown: 1 loss that is no finite number").And.NotContain("validation", "there is none");
        picture.ToSvg().Should().NotContain("NaN").And.NotContain("Infinity");
        Dots(picture).Should().Be(0, "every loss has a neighbour");
    }

    [Fact]
    public void A_loss_without_neighbours_is_a_dot()
    {
        Dots(Draw.LossCurve(History(0.5, double.NaN, 0.2))).Should().Be(2);
        Dots(Draw.LossCurve(History(0.5))).Should().Be(1);
        Dots(Draw.LossCurve(History(0.5, 0.4, double.NaN, 0.2, double.NaN))).Should().Be(1);
        Dots(Draw.LossCurve(Pictures.History())).Should().Be(0);
    }

    [Fact]
    public void A_logarithmic_loss_that_falls_to_0_shows_what_it_can_over_all_epochs_and_says_what_it_cannot()
    {
        Picture picture = Draw.LossCurve(History(0.841, 0, 0, 0), new CurveOptions { IsLogarithmic = true });

        Dots(picture).Should().Be(1);
        picture.Words().Should().Contain(["1", "2", "3", "4"], "the axis has all epochs").And.Contain("0.1", "the loss lies between 0.1 and 1")
            .And.Contain("Not shown: 3 losses of 0 or below, which have no logarithm");
        Draw.LossCurve(History(0.841, 0, 0, 0)).Description.Should().NotContain("Not shown");
    }

    [Theory]
    [InlineData(0.2, 0.3, "0.1", "1")]
    [InlineData(1e-7, 1e5, "1e−6", "10000")]
    [InlineData(5e-324, 1e308, "1e−300", "1e300")]
    public void A_logarithmic_axis_goes_from_power_to_power_of_ten(double low, double high, params string[] labels) =>
        Draw.LossCurve(History(high, low), new CurveOptions { IsLogarithmic = true }).Words().Should().Contain(labels);

    [Theory]
    [InlineData(0.0, "1")]        // a loss of 0 everywhere
    [InlineData(5e-324, "1e−290")]
    [InlineData(-2.0, "−2")]      // a loss of the user's own
    public void A_loss_of_any_size_has_an_axis(double loss, string label) => Draw.LossCurve(History(loss, loss)).Words().Should().Contain(label);

    [Fact]
    public void A_loss_that_no_axis_can_show_is_refused_with_its_range() =>
        FluentActions
            .Invoking(() => Draw.LossCurve(History(1.7e308, 1)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("loss would go from 0 to 1.7*E+308; that is too wide for a chart.");

    [Fact]
    public void Counts_are_words()
    {
        Draw.LossCurve(History(0.5)).Description.Should().StartWith("1 epoch. ");
        Draw.AccuracyCurve(History(0.5)).Description.Should().StartWith("1 epoch. ");
        Draw.WeightHistograms(new NetworkBuilder(1).AddLayer(1, new Identity()).Build(0)).Description.Should().StartWith("Into output: 1 weight from");
        Draw.ConfusionMatrix(new NodeNet.Metrics.ConfusionMatrix([0], [0], classes: 2)).Description.Should().StartWith("1 example of 2 classes");
        Draw.Network(new NetworkBuilder(1).AddLayer(1, new Identity()).Build(0)).Description.Should().NotContain("1 nodes");
    }

    [Fact]
    public void An_accuracy_curve_needs_accuracies()
    {
        Draw.AccuracyCurve(Pictures.History()).Description
            .Should()
            .Be("3 epochs. The training accuracy goes from 50% to 100%. The validation accuracy goes from 25% to 50%.");

        var without = new TrainingHistory(Pictures.History().Select(report => report with { RunningAccuracy = null, ValidationAccuracy = null }));
        FluentActions.Invoking(() => Draw.AccuracyCurve(without)).Should().Throw<ArgumentException>().WithMessage("*the targets name no classes*");
        FluentActions.Invoking(() => Draw.LossCurve(new TrainingHistory())).Should().Throw<ArgumentException>().WithMessage("The history is empty*");
    }

    [Fact]
    public void A_confusion_matrix_shows_every_count_and_names_the_mistakes()
    {
        Picture picture = Pictures.Of("confusion");

        picture.Words().Should().Equal("cat", "dog", "ox", "predicted", "cat", "dog", "ox", "actual", "2", "1", "0", "0", "2", "0", "0", "0", "0");
        picture.Description.Should().Be("5 examples of 3 classes, 80% of them taken for what they are. The most frequent mistakes: cat taken for dog (1).");
        FluentActions
            .Invoking(() => Draw.ConfusionMatrix(Pictures.Confusion(), ["cat", "dog"]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There are 2 names of classes; the matrix has 3 classes.*");
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

        picture.Description
            .Should()
            .Contain("left to right from −0.15 to 1.15 and up from −0.15 to 1.15").And.EndWith(
                "4 examples are shown; 2 of them are taken for another class and ringed.");
        picture.Words().Should().Contain(["left to right", "up", "target 0", "target 1"]);
    }

    [Fact]
    public void A_decision_boundary_needs_two_inputs_and_examples_that_fit()
    {
        FluentActions
            .Invoking(() => Draw.DecisionBoundary(Given.Line()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The network has 1 input; a decision boundary can be drawn for 2.*");
        FluentActions
            .Invoking(() => Draw.DecisionBoundary(Given.Small(), Given.PointsOfALine(3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The examples have 1 input*");
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
    public void Curves_of_scores_say_their_areas_and_the_marked_threshold()
    {
        Draw.Roc(Pictures.Curve()).Description.Should().Be("5 positive and 7 negative rows. The area under the curve is 0.814; chance has one half.");
        Draw.Roc(Pictures.Curve(), 0.5).Description.Should().EndWith(
            "Marked is the threshold 0.5: recall 0.8, precision 0.571, false-positive rate 0.429.");
        Draw.PrecisionRecall(Pictures.Curve()).Description.Should().Be(
            "5 positive and 7 negative rows. The average precision is 0.778; chance has 0.417.");
    }

    [Fact]
    public void Digits_need_images_and_classes()
    {
        FluentActions
            .Invoking(() => Draw.Digits(Given.Small(), Given.Xor()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The network has 2 inputs, which make no square image; set PixelsInRow.*");
        Draw.Digits(Given.Small(), Given.Xor(), new DigitsOptions { PixelsInRow = 2 }).Words().Should().HaveCount(4);
        FluentActions
            .Invoking(() => Draw.Digits(Given.Line(), Given.PointsOfALine(3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The targets name no classes*");

        // y1 = 1 for an empty image: each is right.
        Network network = Given.Line();
        Draw.Digits(network, DataSet.From([[0], [0]], [[1], [1]]), new DigitsOptions { OnlyMistakes = true }).Words().Should().Equal("no mistakes");
    }
}
