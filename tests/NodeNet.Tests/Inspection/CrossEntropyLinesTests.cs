using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Inspection;

/// <summary>Cross-entropy stands in a ledger as textbooks have it, though it is computed in a form that loses no digits.</summary>
public class CrossEntropyLinesTests
{
    [Theory]
    [InlineData(0.0, "L_y1 = −(0 · ln(0.7311) + (1 − 0) · ln(1 − 0.7311)) = 1.313", "δ_y1 = 0 − 0.7311 = −0.7311")]
    [InlineData(1.0, "L_y1 = −(1 · ln(0.7311) + (1 − 1) · ln(1 − 0.7311)) = 0.3133", "δ_y1 = 1 − 0.7311 = 0.2689")]
    public void Binary_cross_entropy_is_of_the_target_and_the_output(double target, string loss, string delta)
    {
        StepLedger step = OneNode(1.0).Explain([1.0], [target]);

        Line(step, MomentKind.LossTerm).Text.Should().Be(loss);
        Line(step, MomentKind.LossTerm).Note.Should().Be("computed from the net input, so that no digit is lost");
        Line(step, MomentKind.Delta).Text.Should().Be(delta);
    }

    [Fact]
    public void Delta_has_the_sign_of_its_profile()
    {
        StepLedger step = OneNode(1.0).Explain([1.0], [1.0]);

        step.Lines(LedgerFormat.Mazur with { Digits = 4 }).Single(line => line.Kind == MomentKind.Delta).Text.Should().EndWith(" = 0.7311 − 1 = −0.2689");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void What_is_shown_gives_what_is_shown_behind_it(int digits)
    {
        // 1 − 0.9938 would be 0.0062, and not 0.006247.
        StepLedger step = OneNode(5.06933).Explain([1.0], [1.0]);

        string[] sides = step.Lines(new LedgerFormat { Digits = digits }).Single(line => line.Kind == MomentKind.Delta).Text.Split(" = ");
        decimal[] numbers = [.. sides[1].Split(" − ").Select(number => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];

        double result = (double)(numbers[0] - numbers[1]);
        result.ToString("G" + digits, System.Globalization.CultureInfo.InvariantCulture).Should().Be(sides[2]);
    }

    [Fact]
    public void Where_the_node_is_saturated_what_is_computed_is_shown()
    {
        StepLedger step = OneNode(50.0).Explain([1.0], [1.0]);

        Line(step, MomentKind.Delta).Text.Should().StartWith("δ_y1 = 1 · sigmoid(−50)", "1 − 1 would be 0");
        Line(step, MomentKind.Delta).Value.Should().BePositive();
    }

    [Fact]
    public void Softmax_and_its_loss_stand_without_the_largest_net_input()
    {
        Network network = new NetworkBuilder(1).AddLayer(2, new Softmax()).Build(1);
        network.Layers[1].SetWeights([[2.0], [1.0]]);
        StepLedger step = new Trainer(network, new CrossEntropy()).Explain(DataSet.From([[1.0]], [[1.0, 0.0]]));
        LedgerLine[] lines = [.. step.Lines(LedgerFormat.Default)];

        lines.Single(line => line.Kind == MomentKind.Activation && line.Node!.Name == "y1").Text.Should().Be("a_y1 = e^2 / (e^2 + e^1) = 0.7311");
        lines.Single(line => line.Kind == MomentKind.LossTerm && line.Node!.Name == "y1").Text.Should().Be("L_y1 = −1 · ln(0.7311) = 0.3133");
        lines.Single(line => line.Kind == MomentKind.LossTerm && line.Node!.Name == "y2").Text.Should().Be("L_y2 = 0");
        lines.Single(line => line.Kind == MomentKind.Delta && line.Node!.Name == "y1").Text.Should().Be("δ_y1 = 1 − 0.7311 = 0.2689");
    }

    private static LedgerLine Line(StepLedger step, MomentKind kind) => step.Lines(LedgerFormat.Default).Single(line => line.Kind == kind);

    /// <summary>One sigmoid whose net input is the weight.</summary>
    private static Trainer OneNode(double weight)
    {
        Network network = new NetworkBuilder(1).AddLayer(1, new Sigmoid()).Build(1);
        network.Layers[1].SetWeights([[weight]]);
        return new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.1 });
    }
}
