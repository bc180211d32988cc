using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Orleans.Tests.Programs;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>One silo in this process, with records in memory.</summary>
public class LocalClusterTests
{
    [Fact]
    public async Task One_network_learns_from_the_rows_of_two_hospitals_of_which_none_gives_its_rows_away()
    {
        int port = Ports.Free();
        DataSet north = Rounds.Points(200, seed: 1);
        DataSet south = Rounds.Points(100, seed: 2);
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(
            silo => silo.UseLocalhost(port).Slots(2).AddShard("north", () => north).AddShard("south", () => south));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseLocalhost(port));
        Network network = new NetworkBuilder(inputs: 2).AddLayer(8, new Tanh()).AddLayer(3, new Softmax()).Build(seed: 1);
        var options = new TrainerOptions { Optimizer = new Adam(), LearningRate = 0.01, BatchSize = 16 };

        AveragedRun run = await cluster.TrainAveragedAsync(
            "wards-1", network, new CrossEntropy(), options, ["north", "south"], new AveragingOptions { Rounds = 30, ScaleRate = true });

        run.Weights.Should().Equal(200.0, 100.0);
        Evaluation.Of(run.Network, new CrossEntropy(), Rounds.Points(500, seed: 3)).Accuracy.Should().BeGreaterThan(0.85);
        Evaluation.Of(network, new CrossEntropy(), Rounds.Points(500, seed: 3)).Accuracy.Should().BeLessThan(0.85, "it was only begun from");
    }

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
