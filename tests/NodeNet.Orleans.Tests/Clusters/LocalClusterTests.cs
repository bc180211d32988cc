namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>One silo in this process, with records in memory.</summary>
public class LocalClusterTests
{
    [Fact]
    public async Task Trials_of_ones_own_are_done_and_their_results_come_once()
    {
        int port = Ports.Free();
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(
            silo => silo.UseLocalhost(port).Slots(2).AddTrial("square", (double x, TrialContext context) => x * x));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseLocalhost(port));

        Sweep<double, double> sweep = await cluster.StartOrAttachAsync<double, double>("squares", "square", [1.0, 2.0, 3.0, 0.1]);
        IReadOnlyList<TrialResult<double>> results = await sweep.WaitAsync();

        results.Select(result => result.Value).Should().Equal(1.0, 4.0, 9.0, 0.1 * 0.1);
    }
}
