namespace NodeNet.Tests.Handout;

/// <summary>The weights into h1 learn from δ_h1 as the handout prints it, 0.02473567.</summary>
/// <remarks>The network is the one with four outputs, which computes that δ by itself (see <see cref="S7_DepartureTests"/>); so these changes are made by a
/// real step.</remarks>
public class S6_InputWeightUpdateTests
{
    private readonly Network _network = FourOutputNetwork.Create();

    public S6_InputWeightUpdateTests() => HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], FourOutputNetwork.Labels);

    [Fact]
    public void The_changes_are_alpha_times_delta_times_input()
    {
        Node h1 = _network.Node("h1");

        // change = α · δ_h1 · x = 0.01 · 0.02473567 · 1, · 3, · 5
        IEnumerable<double> changes = h1.Incoming.Select(c => HandoutNetwork.LearningRate * h1.Delta * c.Source.Activation);

        changes.ShouldPrint("0.0002473567, 0.0007420701, 0.0012367836");
    }

    [Fact]
    public void The_new_weights_are_the_old_ones_plus_the_changes()
    {
        // 0.5 + 0.0002473567, 1.2 + 0.0007420701, −0.3 + 0.0012367836
        _network.Node("h1").Incoming.Select(c => c.Weight).ShouldPrint("0.5002474, 1.2007421, -0.2987632");
    }
}
