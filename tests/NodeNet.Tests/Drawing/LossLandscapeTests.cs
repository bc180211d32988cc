using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Drawing.Charts;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Drawing;

/// <summary>The loss over two weights, where the minima are known.</summary>
public class LossLandscapeTests
{
    private static readonly SumOfSquaredErrors _loss = new();

    [Fact]
    public void A_bowl_has_its_one_minimum_where_the_weights_are_right()
    {
        (Network network, DataSet data) = Pictures.Bowl();
        LossSurface surface = Surface(network, data);
        surface.Compute(0, 6, -5, 1, steps: 20);

        LossMinimum minimum = surface.Minima().Should().ContainSingle().Which;
        minimum.First.Should().BeApproximately(3, 1e-4);
        minimum.Second.Should().BeApproximately(-2, 1e-4);
        minimum.Loss.Should().BeApproximately(0, 1e-7);
    }

    [Fact]
    public void Two_hidden_nodes_that_may_swap_their_roles_make_two_minima()
    {
        // ŷ = tanh(w1 · x) + tanh(w2 · x), learned from tanh(2x) + tanh(−0.5x): (2, −0.5) is as good as (−0.5, 2).
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Tanh(), bias: false).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights([[1, 1]]);
        network.HiddenLayers[0].SetWeights([[0.1], [0.2]]);
        double[] xs = [-2, -1, -0.5, 0.5, 1, 2];
        DataSet data = DataSet.From(xs.Select(x => new[] { x }), xs.Select(x => new[] { Math.Tanh(2 * x) + Math.Tanh(-0.5 * x) }));
        var surface = new LossSurface(network, _loss, data, network.Connection("x1", "h1"), network.Connection("x1", "h2"));
        surface.Compute(-3, 3, -3, 3, steps: 22);

        surface.Minima().Select(m => (Math.Round(m.First, 2), Math.Round(m.Second, 2))).Should().BeEquivalentTo([(2.0, -0.5), (-0.5, 2.0)]);
    }

    [Fact]
    public void A_plain_has_no_minimum()
    {
        // The inputs are 0: no weight matters.
        (Network network, _) = Pictures.Bowl();
        LossSurface surface = Surface(network, DataSet.From([[0, 0]], [[1]]));
        surface.Compute(-1, 1, -1, 1, steps: 10);

        surface.Minima().Should().BeEmpty();
        (surface.Lowest, surface.Highest).Should().Be((1, 1));
    }

    [Fact]
    public void The_picture_tells_where_the_network_is_and_where_the_minimum()
    {
        Picture picture = Pictures.Of("landscape");

        picture.Description
            .Should()
            .Contain("while x1→y1 goes from −3.5 to 4.5 and x2→y1 from −3.5 to 4.5").And.Contain("The network is at 0.5, 0.5").And.Contain(" at 3, −2.");
        picture.Words()
            .Should()
            .Contain(["weight x1→y1", "weight x2→y1", "loss"]).And.Contain(word => word.StartsWith("minimum ")).And.Contain(word => word.StartsWith("now "));
    }

    [Fact]
    public void Training_leaves_its_path()
    {
        (Network network, DataSet data) = Pictures.Bowl();
        Connection x1 = network.Connection("x1", "y1");
        Connection x2 = network.Connection("x2", "y1");
        var path = new WeightPath(x1, x2);
        new Trainer(network, _loss, new TrainerOptions { LearningRate = 0.1, Epochs = 25, Progress = path }).Train(data);

        path.Points.Should().HaveCount(26);
        path.Points[0].Should().Be((0.5, 0.5));
        path.Points[^1].Should().Be((x1.Weight, x2.Weight));
        path.Points[^1].First.Should().BeApproximately(3, 0.01);

        Picture picture = Draw.LossLandscape(network, _loss, data, x1, x2, new LossLandscapeOptions { Path = path, Steps = 10 });
        picture.Description.Should().EndWith("The path of training has 26 points, starts at 0.5, 0.5 and ends at 3, −2.");
        picture.Words().Should().Contain("start");
    }

    [Fact]
    public void Of_two_starts_one_is_caught_in_a_valley_that_is_not_the_deepest()
    {
        // The handout's Figure 3, with numbers: 1-1-1, ŷ = v · tanh(w · x + 0.4), six points.
        (Network caught, DataSet data) = Pictures.TwoValleys(-0.4, -0.9);
        (Network free, _) = Pictures.TwoValleys(0.4, 0.9);
        WeightPath caughtPath = Learn(caught, data);
        WeightPath freePath = Learn(free, data);
        Picture picture = Draw.LossLandscape(caught, _loss, data, caughtPath.First, caughtPath.Second,
            new LossLandscapeOptions { Path = caughtPath, OtherPaths = [freePath], IsLogarithmic = true, Reach = 5, Digits = 3 });

        picture.Description.Should().Contain("Local minima: 0.0134 at 1.84, 0.884 (the lowest); 0.0494 at −2.23, −0.824.")
            .And.Contain("The path of training has 301 points, starts at −0.4, −0.9 and ends at −2.")
            .And.Contain("Another path has 301 points, starts at 0.4, 0.9 and ends at 1.");
        picture.Words().Should().Contain(["start", "other start", "lowest minimum 0.0134", "minimum 0.0494"]);

        // Each ends near its own minimum: 300 epochs bring it to within a thousandth of its loss.
        new Trainer(caught, _loss).Evaluate(data).Loss.Should().BeInRange(0.0494, 0.0504);
        new Trainer(free, _loss).Evaluate(data).Loss.Should().BeInRange(0.0133, 0.0144);

        static WeightPath Learn(Network network, DataSet data)
        {
            var path = new WeightPath(network.Connection("x1", "h1"), network.Connection("h1", "y1"));
            var options = new TrainerOptions { LearningRate = 0.03, BatchSize = 6, BatchReduction = BatchReduction.Sum, Epochs = 300, Progress = path };
            new Trainer(network, _loss, options).Train(data);
            return path;
        }
    }

    [Fact]
    public void A_logarithmic_landscape_has_a_line_in_the_deepest_valley()
    {
        (Network network, DataSet data) = Pictures.TwoValleys(-0.4, -0.9);
        int Lines(bool isLogarithmic) => Draw.LossLandscape(network, _loss, data, network.Connection("x1", "h1"), network.Connection("h1", "y1"),
            new LossLandscapeOptions { IsLogarithmic = isLogarithmic, Reach = 5, Steps = 40 }).ToSvg().Split("<polyline").Length;

        Lines(isLogarithmic: true).Should().NotBe(Lines(isLogarithmic: false));
        // A plain stays a plain, and a loss of 0 has no logarithm to fail on.
        (Network bowl, DataSet points) = Pictures.Bowl();
        bowl.OutputLayer.SetWeights([[3, -2]]);
        Draw.LossLandscape(bowl, _loss, points, bowl.Connection("x1", "y1"), bowl.Connection("x2", "y1"),
            new LossLandscapeOptions { IsLogarithmic = true, Steps = 10 }).ToSvg().Should().NotContain("NaN");
    }

    [Fact]
    public void Another_path_must_be_that_of_the_same_weights()
    {
        (Network network, DataSet data) = Pictures.Bowl();
        (Connection x1, Connection x2) = (network.Connection("x1", "y1"), network.Connection("x2", "y1"));
        Action draw = () => Draw.LossLandscape(network, _loss, data, x1, x2, new LossLandscapeOptions { OtherPaths = [new WeightPath(x2, x1)] });

        draw.Should().Throw<ArgumentException>().WithMessage("The path is that of x2→y1 and x1→y1, not of x1→y1 and x2→y1.*");
    }

    [Fact]
    public void The_network_is_not_touched()
    {
        (Network network, DataSet data) = Pictures.Bowl();
        network.Forward([1, 1]);
        Draw.LossLandscape(network, _loss, data, network.Connection("x1", "y1"), network.Connection("x2", "y1"), new LossLandscapeOptions { Steps = 10 });

        network.Connection("x1", "y1").Weight.Should().Be(0.5);
        network.Node("y1").Activation.Should().Be(1, "the nodes still show their pass");
    }

    [Fact]
    public void A_loss_that_overflows_is_still_drawn()
    {
        (Network network, _) = Pictures.Bowl();
        DataSet data = DataSet.From([[1e200, 0], [0, 1]], [[0], [1]]);
        Picture picture = Draw.LossLandscape(
            network, _loss, data, network.Connection("x1", "y1"), network.Connection("x2", "y1"), new LossLandscapeOptions { Steps = 10 });

        picture.ToSvg().Should().NotContain("NaN").And.Contain("∞");
    }

    [Fact]
    public void Wrong_calls_say_what_would_be_right()
    {
        (Network network, DataSet data) = Pictures.Bowl();
        (Network other, _) = Pictures.Bowl();
        Connection x1 = network.Connection("x1", "y1");
        Connection x2 = network.Connection("x2", "y1");

        FluentActions
            .Invoking(() => Draw.LossLandscape(network, _loss, data, x1, x1))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Both connections are x1→y1; they must differ.*");
        FluentActions
            .Invoking(() => Draw.LossLandscape(network, _loss, data, x1, other.Connection("x2", "y1")))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*is not one of the network*");
        FluentActions
            .Invoking(() => Draw.LossLandscape(network, _loss, data, x1, x2, new LossLandscapeOptions { Path = new WeightPath(x2, x1) }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The path is that of*");
        FluentActions
            .Invoking(() => new WeightPath(x1, other.Connection("x2", "y1")))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The connections are not of one network.*");
        FluentActions.Invoking(() => Draw.LossLandscape(network, _loss, Given.PointsOfALine(3), x1, x2)).Should().Throw<ArgumentException>();
    }

    private static LossSurface Surface(Network network, DataSet data) =>
        new(network, _loss, data, network.Connection("x1", "y1"), network.Connection("x2", "y1"));
}
