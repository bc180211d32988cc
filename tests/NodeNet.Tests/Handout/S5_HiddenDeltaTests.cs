namespace NodeNet.Tests.Handout;

/// <summary>The δ of h1 as the handout prints it, number by number, read off the nodes after the step of section 4.</summary>
/// <remarks>This is not the chain rule for the 3-4-1 network: it adds up the connections of all four hidden nodes, and takes h1→y1 after its update.
/// The numbers are kept because readers will look for them; <see cref="S7_DepartureTests"/> shows what is right, and which network they are right
/// for.</remarks>
public class S5_HiddenDeltaTests
{
    private readonly double[] _shares;
    private readonly double _h1;

    public S5_HiddenDeltaTests()
    {
        Network network = HandoutNetwork.CreateWithOneLearningOutputWeight();
        HandoutNetwork.TrainerFor(network).Step([1, 3, 5], [1]);

        // δ_o · weight, with the weights after the update: 0.8017873, 0.5, 0.1, 0.6
        _shares = [.. network.Node("y1").Incoming.Select(c => network.Node("y1").Delta * c.Weight)];
        _h1 = network.Node("h1").Activation;
    }

    [Fact]
    public void The_output_delta_is_multiplied_by_each_of_the_four_weights()
    {
        // 0.192 · 0.8017873, 0.192 · 0.5, 0.192 · 0.1, 0.192 · 0.6
        _shares.ShouldPrint("0.1539432, 0.0960000, 0.0192000, 0.1152000");
    }

    [Fact]
    public void The_four_products_are_added_up()
    {
        // 0.1539432 + 0.0960000 + 0.0192000 + 0.1152000
        _shares.Sum().ShouldPrint("0.3843432");
    }

    [Fact]
    public void The_sum_is_multiplied_by_the_slope_of_the_sigmoid()
    {
        // δ_h1 = Σ (δ_o · weight) · a · (1 − a) = 0.3843432 · 0.9308616 · (1 − 0.9308616)
        (_shares.Sum() * _h1 * (1 - _h1)).ShouldPrint("0.02473567");
    }
}
