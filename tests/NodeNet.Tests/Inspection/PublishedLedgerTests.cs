using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Inspection;

/// <summary>The handout's and Mazur's own formulas with their own numbers, as they print them.</summary>
public class PublishedLedgerTests
{
    private static readonly StepLedger _handout = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

    [Theory]
    [InlineData("z_h1 = 0.5 · 1 + 1.2 · 3 + (−0.3) · 5 = 2.6")]
    [InlineData("a_h1 = sigmoid(2.6) = 0.9308616")]
    [InlineData("L_y1 = (1 − 0.6)² = 0.16")]
    [InlineData("δ_y1 = 2 · (1 − 0.6) · 0.6 · (1 − 0.6) = 0.192")]
    [InlineData("Δw_h1→y1 = 0.01 · 0.1787254 = 0.001787254")]
    [InlineData("w⁺_h1→y1 = 0.8 + 0.001787254 = 0.8017873")]
    [InlineData("δ_h1 = (0.192 · 0.8) · 0.9308616 · (1 − 0.9308616) = 0.009885435")]
    public void The_handouts_formulas_with_its_seven_digits(string line) => _handout.Lines(LedgerFormat.Handout).Select(l => l.Text).Should().Contain(line);

    [Fact]
    public void The_formula_of_a_hidden_delta_with_four_digits_and_exactly()
    {
        string Line(int digits) => _handout.Lines(new LedgerFormat { Digits = digits, Nodes = ["h1"], Phases = [LedgerPhase.Backward] })[0].Text;

        Line(3).Should().Be("δ_h1 = (0.192 · 0.8) · 0.931 · (1 − 0.931) = 0.00989");
        Line(4).Should().Be("δ_h1 = (0.192 · 0.8) · 0.9309 · (1 − 0.9309) = 0.009885");
        Line(LedgerFormat.ExactDigits)
            .Should()
            .EndWith(" = " + _handout.Examples[0].DeltaOf("h1").Delta.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_four_output_network_gives_the_delta_that_the_handout_prints()
    {
        Network network = FourOutputNetwork.Create();
        StepLedger ledger = HandoutNetwork.TrainerFor(network).Explain([1, 3, 5], [1, 1, 1, 1]);

        ledger.Lines(LedgerFormat.Handout)
            .Select(line => line.Text)
            .Should()
            .Contain(line => line.StartsWith("δ_h1 = (0.192 · ", StringComparison.Ordinal) && line.EndsWith(" = 0.02473567", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("net_h1 = 0.35 + 0.15 · 0.05 + 0.2 · 0.1 = 0.3775")]
    [InlineData("out_h1 = sigmoid(0.3775) = 0.593269992")]
    [InlineData("E_o1 = ½ · (0.01 − 0.75136507)² = 0.274811083")]
    [InlineData("E_total = 0.274811083 + 0.0235600256 = 0.298371109")]
    [InlineData("δ_o1 = −(0.01 − 0.75136507) · 0.75136507 · (1 − 0.75136507) = 0.138498562")]
    [InlineData("∂E/∂w5 = 0.138498562 · 0.593269992 = 0.0821670406")]
    [InlineData("w5⁺ = 0.4 − 0.0410835203 = 0.35891648")]
    [InlineData("w1⁺ = 0.15 − 0.000219283867 = 0.149780716")]
    [InlineData("w8⁺ = 0.55 + 0.0113701211 = 0.561370121")]
    public void Mazurs_formulas_with_his_nine_digits(string line) =>
        Mazur(new HalfSumOfSquaredErrors()).Lines(LedgerFormat.Mazur).Select(l => l.Text).Should().Contain(line);

    [Fact]
    public void With_another_loss_the_profile_says_what_is_not_Mazurs()
    {
        Mazur(new HalfSumOfSquaredErrors())
            .Conventions(LedgerFormat.Mazur)
            .Should()
            .NotContain(line => line.Contains('½') && line.StartsWith("not", StringComparison.Ordinal));

        StepLedger withoutHalf = Mazur(new SumOfSquaredErrors());
        withoutHalf.Conventions(LedgerFormat.Mazur)
            .Should()
            .Contain(line => line.StartsWith("not Mazur's: this step's loss has no ½", StringComparison.Ordinal));
        withoutHalf.Lines(LedgerFormat.Mazur)
            .Select(line => line.Text)
            .Should()
            .Contain("δ_o1 = −2 · (0.01 − 0.75136507) · 0.75136507 · (1 − 0.75136507) = 0.276997123", "the numbers are those of the step");
        Mazur(new MeanAbsoluteError()).Conventions(LedgerFormat.Mazur).Should().Contain("not Mazur's: this step's loss is mae; his is ½ · Σ (target − out)²");
        withoutHalf.Conventions(LedgerFormat.PyTorch).Should().Contain("in PyTorch: nn.MSELoss(reduction=\"sum\")");
    }

    [Fact]
    public void PyTorchs_names_count_rows_and_columns_from_0()
    {
        string[] lines = [.. Mazur(new HalfSumOfSquaredErrors()).Lines(LedgerFormat.PyTorch).Select(line => line.Text)];

        lines.Should().Contain("output.weight.grad[0, 0] = 0.1385 · 0.5933 = 0.08217");
        lines.Should().Contain("hidden1.weight.data[1, 0] = 0.25 − 0.0002489 = 0.2498", "w3 leads from the first input to the second hidden node");
    }

    private static StepLedger Mazur(ILoss loss)
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(2, new Sigmoid()).Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.15, 0.20], [0.25, 0.30]]);
        network.HiddenLayers[0].SetBiases(0.35, 0.35);
        network.OutputLayer.SetWeights([[0.40, 0.45], [0.50, 0.55]]);
        network.OutputLayer.SetBiases(0.60, 0.60);
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
            node.IsBiasFrozen = true;
        return new Trainer(network, loss, new TrainerOptions { LearningRate = 0.5 }).Explain([0.05, 0.10], [0.01, 0.99]);
    }
}
