using NodeNet.Losses;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Inspection;

/// <summary>The gradient is right: every activation function, under every loss, in every kind of network, with and without L1 and L2.</summary>
public class GradientCheckGridTests
{
    private static readonly TrainerOptions[] _penalties =
    [
        new(),
        new() { L1 = 0.03 },
        new() { L2 = 0.05 },
        new() { L1 = 0.02, L2 = 0.04, PenalizeBiases = true },
    ];

    /// <summary>Every activation function of nodes and of layers × every loss × every topology.</summary>
    public static TheoryData<string, string, string> Grid
    {
        get
        {
            var grid = new TheoryData<string, string, string>();
            foreach (string activation in Catalogue.Activations.Names.Concat(Catalogue.LayerActivations.Names))
            {
                foreach (string loss in Catalogue.Losses.Names)
                {
                    foreach (string topology in GradientCheckCase.Topologies)
                        grid.Add(activation, loss, topology);
                }
            }
            return grid;
        }
    }

    [Fact]
    public void The_grid_holds_at_least_ten_activation_functions_seven_losses_and_six_topologies() => Grid.Should().HaveCountGreaterThanOrEqualTo(10 * 7 * 6);

    [Theory]
    [MemberData(nameof(Grid))]
    public void Every_activation_under_every_loss_in_every_topology(string activation, string lossName, string topology)
    {
        (Network network, double[] inputs, double[] targets) = GradientCheckCase.Create(activation, lossName, topology);
        ILoss loss = Catalogue.Losses.Create(lossName);
        foreach (TrainerOptions penalty in _penalties)
        {
            GradientCheckResult result = GradientCheck.Run(network, loss, inputs, targets, penalty);
            result.Passed.Should().BeTrue($"L1 {penalty.L1}, L2 {penalty.L2}: {result}");
            result.Entries.Should().HaveCount(network.ParameterCount);
            // Something must reach the first layer, or the check would pass on zeros.
            result.Entries.Should().Contain(entry => entry.Name.StartsWith("x1→h") && Math.Abs(entry.Computed) > 1e-6);
        }
    }
}
