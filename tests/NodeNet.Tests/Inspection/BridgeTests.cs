using CsCheck;
using NodeNet.Inspection;
using NodeNet.Tests.Handout;

namespace NodeNet.Tests.Inspection;

public class BridgeTests
{
    [Fact]
    public void Matrices_give_the_numbers_of_the_loops_on_every_network() => LedgerCase.Any.Sample(given =>
    {
        if (given.TryExplain() is not { } ledger) return;
        for (int example = 0; example < ledger.Examples.Count; example++)
        {
            StepBridge bridge = ledger.Bridge(example);
            double largest = ledger.Examples[example].Forward.Select(node => Math.Max(Math.Abs(node.NetInput), node.Terms.Sum(term => Math.Abs(term.Product))))
                .Concat(ledger.Examples[example].Deltas.Select(node => Math.Max(Math.Abs(node.Delta), node.Terms.Sum(term => Math.Abs(term.Product)))))
                .Concat(ledger.Examples[example].Shares.Select(share => Math.Abs(share.Downhill))).Append(1.0).Max();
            int terms = ledger.Network.Nodes.Count;
            bridge.LargestDifference.Should().BeLessThanOrEqualTo(1e-15 * terms * largest);
            bridge.ToText().Should().NotBeEmpty();
        }
    }, iter: 30);

    [Fact]
    public void Each_layer_has_its_matrices()
    {
        StepBridge bridge = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]).Bridge();

        BridgeLayer hidden = bridge.Layers[0];
        hidden.Blocks[0].Weights[0].Should().Equal(0.5, 1.2, -0.3);
        hidden.NetInputsByMatrices[0].Should().BeApproximately(0.5 * 1 + 1.2 * 3 - 0.3 * 5, 1e-15);
        hidden.DeltasByMatrices[0].Should().BeApproximately(0.192 * 0.8 * 0.9308616 * (1 - 0.9308616), 1e-8);
        hidden.Blocks[0].GradientByMatrices[0][2].Should().BeApproximately(5 * hidden.Deltas[0], 1e-17);
        bridge.Layers.Should().HaveCount(2);
    }

    [Fact]
    public void Where_nodes_are_not_connected_the_loops_have_nothing_and_the_matrix_0()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new NodeNet.Activations.Tanh())
            .AddLayer(1, new NodeNet.Activations.Identity(), from: [0, 1])
            .Build(seed: 1);
        network.Disconnect("x2", "h1");
        BridgeLayer[] layers = [.. Given.Trainer(network, 0.1).Explain([1, 2], [1]).Bridge().Layers];

        layers[0].Blocks[0].Weights[0][1].Should().Be(0);
        layers[0].Blocks[0].Gradient[0][1].Should().Be(0);
        layers[1].Blocks.Select(block => block.Source.Name).Should().Equal("input", "hidden 1");
    }

    [Fact]
    public void A_softmax_within_the_network_takes_a_matrix_of_slopes()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(3, new NodeNet.Activations.Softmax())
            .AddLayer(1, new NodeNet.Activations.Identity())
            .Build(seed: 1);
        StepBridge bridge = Given.Trainer(network, 0.1).Explain([1, 2], [1]).Bridge();

        bridge.Layers[0].DeltasByMatrices.Should().OnlyContain(delta => delta != 0);
        bridge.LargestDifference.Should().BeLessThan(1e-15);
    }

    [Fact]
    public void What_explains_a_step_can_be_printed()
    {
        StepLedger ledger = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

        ledger.ToString().Should().Be(ledger.ToText()).And.NotBeEmpty();
        ledger.Bridge().ToString().Should().Be(ledger.Bridge().ToText()).And.NotBeEmpty();
        string.Join(" ", ledger.Network.Nodes).Should().Be("x1 x2 x3 h1 h2 h3 h4 y1");
    }

    [Fact]
    public void A_difference_would_be_noticed()
    {
        BridgeLayer layer = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]).Bridge().Layers[0];
        layer.ToString().Should().StartWith("BridgeLayer {");

        (layer with { DeltasByMatrices = [0.1, 0, 0, 0] }).LargestDifference.Should().BeGreaterThan(0.01);
        (layer with { NetInputsByMatrices = [0, 0, 0, 0] }).LargestDifference.Should().BeApproximately(2.6, 1e-12);
    }

    [Fact]
    public void Only_in_the_handouts_signs()
    {
        StepLedger ledger = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

        ledger.Invoking(l => l.Bridge().ToText(LedgerFormat.Mazur)).Should().Throw<ArgumentException>().WithMessage("*profile is Mazur*");
        ledger.Invoking(l => l.Bridge(1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
