using NodeNet.Data;
using NodeNet.Losses;

namespace NodeNet.Tests.Handout;

/// <summary>Two things in the handout's δ_h1 are not the chain rule: it adds up the connections of all four hidden nodes instead of h1's own one (first
/// departure), and it uses the weight h1→y1 after its update (second departure).</summary>
public class S7_DepartureTests
{
    private readonly Network _network = HandoutNetwork.CreateWithOneLearningOutputWeight();

    [Fact]
    public void NodeNet_uses_the_nodes_own_connection_and_its_weight_of_the_forward_pass()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);

        // δ_h1 = δ_o · weight · a · (1 − a) = 0.192 · 0.8 · 0.9308616 · (1 − 0.9308616)
        _network.Node("h1").Delta.Should().BeApproximately(0.009885434753398828, 1e-16);
    }

    [Fact]
    public void The_loss_itself_agrees_with_the_chain_rule()
    {
        DataSet example = DataSet.From([HandoutNetwork.Inputs], [HandoutNetwork.Label]);

        // −∂SSE/∂w = δ_h1 · x1, and x1 = 1: so the measured slope of the loss along x1→h1 is −δ_h1
        double measured = -FiniteDifference.OfWeight(_network, new SumOfSquaredErrors(), example, "x1", "h1");

        measured.Should().BeApproximately(0.009885434753398828, 1e-10);
    }

    [Fact]
    public void Second_departure_alone_with_the_updated_weight_the_delta_is_a_little_larger()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);
        Node h1 = _network.Node("h1");
        double updated = _network.Connection("h1", "y1").Weight; // 0.8017873: the step is over

        // δ_o · updated weight · a · (1 − a) = 0.192 · 0.8017873 · 0.9308616 · (1 − 0.9308616)
        double delta = _network.Node("y1").Delta * updated * h1.Activation * (1 - h1.Activation);

        delta.Should().BeApproximately(0.009907519484783167, 1e-16);
        h1.Delta.Should().NotBeApproximately(delta, 1e-5);
    }

    [Fact]
    public void Both_departures_together_give_the_printed_delta_two_and_a_half_times_too_large()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);
        Node h1 = _network.Node("h1");
        Node y1 = _network.Node("y1");

        // (δ_o · w1 + δ_o · w2 + δ_o · w3 + δ_o · w4) · a · (1 − a), with w1 updated; w2, w3 and w4 are connections of h2, h3 and h4
        double delta = y1.Incoming.Sum(c => y1.Delta * c.Weight) * h1.Activation * (1 - h1.Activation);

        delta.Should().BeApproximately(0.02473567161488141, 1e-16);
        (delta / h1.Delta).ShouldPrint("2.502");
    }

    [Fact]
    public void A_hidden_node_with_four_connections_of_its_own_does_compute_the_printed_delta()
    {
        Network network = FourOutputNetwork.Create();

        HandoutNetwork.TrainerFor(network).Step([1, 3, 5], FourOutputNetwork.Labels);

        // each output: δ = 2 · (1 − 0.6) · 0.6 · (1 − 0.6)
        network.OutputLayer.Nodes.Should().HaveCount(4).And.OnlyContain(y => Math.Abs(y.Delta - 0.192) < 1e-15);
        // δ_h1 = (0.192 · 0.8017873 + 0.192 · 0.5 + 0.192 · 0.1 + 0.192 · 0.6) · a · (1 − a): the sum over h1's own outgoing connections
        network.Node("h1").Delta.Should().BeApproximately(0.02473567161488141, 1e-16);
    }
}
