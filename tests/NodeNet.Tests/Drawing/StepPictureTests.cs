using System.Xml.Linq;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Drawing.Layout;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Teaching;
using NodeNet.Training;

namespace NodeNet.Tests.Drawing;

/// <summary>The pictures of a step show the step's own numbers: here the handout's.</summary>
public class StepPictureTests
{
    private static readonly StepLedger _step = Pictures.HandoutStep();

    [Fact]
    public void The_activation_of_h1_is_computed_as_in_the_handout() =>
        Draw.Activation(_step, "h1").Description.Should().Be("z of h1 = 0.5 · 1 + 1.2 · 3 + (−0.3) · 5 = 2.6. a of h1 = sigmoid(2.6) = 0.9309.");

    [Fact]
    public void The_delta_of_y1_is_computed_as_in_the_handout()
    {
        Picture picture = Draw.OutputDelta(_step, "y1");

        picture.Description.Should().Be(
            "slope of the loss (sse) at the output 0.6 = −0.8. slope of sigmoid at z = 0.4055: 0.24. δ of y1 = −(slope of the loss) · slope = 0.8 · 0.24 = "
                + "0.192. "
            + "δ is positive: the loss falls if the node's net input grows.");
        picture.OfClass("curve").Should().HaveCount(2, "the loss and the activation function are drawn");
        picture.OfClass("here").Should().HaveCount(2);
    }

    [Fact]
    public void The_delta_of_h1_is_computed_with_its_own_outgoing_weight()
    {
        Draw.HiddenDelta(_step, "h1").Description
            .Should()
            .StartWith(
                "push = Σ δ · weight = 0.192 · 0.8 = 0.1536. slope of sigmoid at z = 2.6: 0.06436. δ of h1 = push · slope = 0.1536 · 0.06436 = 0.009885.");
    }

    [Fact]
    public void The_weight_from_h1_to_y1_changes_as_in_the_handout() =>
        Draw.WeightUpdate(_step, "h1", "y1", new StepPictureOptions { Digits = 6 }).Description.Should().Be(
            "way downhill = δ of y1 · a of h1 = 0.192 · 0.930862 = 0.178725. change = α · way downhill = 0.01 · 0.178725 = 0.00178725. new weight = 0.8 + "
                + "0.00178725 = 0.801787.");

    [Fact]
    public void Each_node_of_a_picture_says_what_it_stands_for()
    {
        Draw.Activation(_step, "h1").OfClass("node").Select(node => node.Attribute("data-node")!.Value).Should().Equal("x1", "x2", "x3", "Σ = z", "h1");
        Draw.HiddenDelta(_step, "h1").OfClass("node").Select(node => node.Attribute("data-node")!.Value).Should().Equal("δ of y1", "Σ = push", "δ of h1");
    }

    [Fact]
    public void A_batch_shows_the_example_and_what_all_of_them_add_up_to()
    {
        Network network = Given.Line();
        DataSet data = DataSet.From([[1], [3]], [[4], [7]]); // outputs 3 and 7, so only the first example has an error: δ = 2 · (4 − 3) = 2
        var options = new TrainerOptions { LearningRate = 0.1, L2 = 0.5, ClipNorm = 0.001, Optimizer = new Momentum() };
        Picture picture = Draw.WeightUpdate(new Trainer(network, new SumOfSquaredErrors(), options).Explain(data), "x1", "y1");

        picture.Description
            .Should()
            .StartWith("example 1: way downhill = δ of y1 · a of x1 = 2 · 1 = 2. all 2 examples: 2 / 2 = 1. with the pull of L1 and L2: 1 + (−1) = 0.")
            .And.Contain("clipped: 0 · ").And.Contain("change by momentum(0.9), α = 0.1: ");
        Draw.WeightUpdate(new Trainer(network, new SumOfSquaredErrors(), options).Explain(data), "x1", "y1", new StepPictureOptions { Example = 1 }).Description
            .Should().StartWith("example 2: way downhill = δ of y1 · a of x1 = 0 · 3 = 0.");
    }

    [Fact]
    public void Where_loss_and_activation_function_are_computed_together_the_picture_says_so()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Softmax(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights([[0], [0]]);
        StepLedger step = new Trainer(network, new CrossEntropy()).Explain([1], [1, 0]);

        Draw.OutputDelta(step, "y1").Description
            .Should()
            .Contain("cross_entropy and softmax are computed together").And.Contain("for output 0.5 and target 1 = 0.5.");

        step = new Trainer(network, new SumOfSquaredErrors()).Explain([1], [1, 0]);
        Draw.OutputDelta(step, "y1").Description.Should().Contain("softmax needs its whole layer");
    }

    [Fact]
    public void Of_many_terms_the_largest_are_shown_and_the_rest_is_added_up()
    {
        Network network = new NetworkBuilder(inputs: 20).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights([[.. Enumerable.Range(1, 20).Select(i => (double)i)]]);
        Picture picture = Draw.Activation(new Trainer(network, new SumOfSquaredErrors()).Explain([.. Enumerable.Repeat(1.0, 20)], [0]), "y1");

        // 1 + … + 20 = 210; the eight largest are 13 to 20, the other twelve are 1 + … + 12 = 78.
        picture.Description
            .Should()
            .Be("z of y1 = 13 · 1 + 14 · 1 + 15 · 1 + 16 · 1 + 17 · 1 + 18 · 1 + 19 · 1 + 20 · 1 + 78 = 210. a of y1 = identity(210) = 210.");
        picture.Words().Should().Contain("… 12 more: 78");
    }

    [Fact]
    public void A_users_own_activation_function_has_a_point_but_no_curve()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe()).Build(seed: 0);
        Picture picture = Draw.Activation(new Trainer(network, new SumOfSquaredErrors()).Explain([1], [0]), "y1");

        picture.OfClass("curve").Should().BeEmpty();
        picture.OfClass("here").Should().ContainSingle();
    }

    [Fact]
    public void Long_labels_and_long_lines_stay_within_the_picture()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Softmax()).Build(seed: 0);
        network.Node("x1").Label = "sepal length in centimetres, as measured";
        network.Node("y1").Label = "Iris versicolor, the larger blue flag of the east";
        StepLedger step = new Trainer(network, new CrossEntropy()).Explain([1], [1, 0]);

        foreach (Picture picture in new[] { Draw.OutputDelta(step, "y1"), Draw.Activation(step, "y1"), Draw.WeightUpdate(step, "x1", "y1") })
        {
            foreach (XElement text in picture.Root().Descendants(SvgReader.Svg + "text"))
            {
                double width = TextMeasure.Width(text.Value, text.Number("font-size"));
                double left = text.Number("x") - ((string?)text.Attribute("text-anchor") switch { "middle" => width / 2, "end" => width, _ => 0 });
                left.Should().BeGreaterThanOrEqualTo(0, text.Value);
                (left + width).Should().BeLessThanOrEqualTo(picture.Width, text.Value);
            }
            picture.OfClass("node")
                .Elements(SvgReader.Svg + "title")
                .Select(title => title.Value)
                .Should()
                .Contain(label => label.Contains(','), "a label that is cut off is a tooltip in full");
        }
    }

    [Fact]
    public void A_step_that_is_wrong_on_purpose_is_marked_in_every_picture()
    {
        StepLedger wrong = _step.With(Mistake.ForgetsSlope);

        foreach (
            Picture picture in new[]
            {
                Draw.Activation(wrong, "h1"),
                Draw.OutputDelta(wrong, "y1"),
                Draw.HiddenDelta(wrong, "h1"),
                Draw.WeightUpdate(wrong, "h1", "y1"),
            })
        {
            picture.Words().Should().Contain("wrong on purpose: forgets the slope");
        }

        Draw.HiddenDelta(_step, "h1").Words().Should().NotContain(text => text.Contains("wrong"));
    }

    [Fact]
    public void Wrong_calls_say_what_would_be_right()
    {
        FluentActions.Invoking(() => Draw.Activation(_step, "h9")).Should().Throw<ArgumentException>().WithMessage("No computed node is called \"h9\"*");
        FluentActions
            .Invoking(() => Draw.OutputDelta(_step, "h1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("h1 is a hidden node; HiddenDelta draws its δ.*");
        FluentActions
            .Invoking(() => Draw.HiddenDelta(_step, "y1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("y1 is an output node; OutputDelta draws its δ.*");
        FluentActions
            .Invoking(() => Draw.Activation(_step, "h1", new StepPictureOptions { Example = 1 }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Example is 1; the step has 1 example*");
        FluentActions.Invoking(() => Draw.Activation(null!, "h1")).Should().Throw<ArgumentNullException>();
    }
}
