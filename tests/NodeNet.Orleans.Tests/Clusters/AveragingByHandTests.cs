using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>Averaging in numbers that can be followed with a pencil: docs/cluster.md, "By hand".</summary>
/// <remarks>
/// <para>One weight w, from x1 to y1, no bias: ŷ = w·x, loss ½(y − ŷ)², δ = y − ŷ. It begins at 0, the rate is 0.1, all rows of a shard are one batch.</para>
/// <para>North has two rows, 1 → 3 and 2 → 6, which want w = 3. South has one, 1 → 1, which wants w = 1.</para>
/// <para>Round 1: north changes w by 0.1·(3·1 + 6·2)/2 = 0.75, south by 0.1·1·1 = 0.1. The mean counts rows: (2·0.75 + 1·0.1)/3 = 0.5333.</para>
/// </remarks>
public class AveragingByHandTests
{
    private const double Rate = 0.1;

    private static readonly DataSet _north = DataSet.From([[1.0], [2.0]], [[3.0], [6.0]]);
    private static readonly DataSet _south = DataSet.From([[1.0]], [[1.0]]);
    private static readonly DataSet _all = DataSet.From([[1.0], [2.0], [1.0]], [[3.0], [6.0], [1.0]]);

    private static TrainerOptions Options { get; } = new() { LearningRate = Rate, BatchSize = 3, Shuffle = false };

    [Fact]
    public void Each_shard_takes_its_own_step_and_the_mean_counts_rows()
    {
        Trainer north = Trainer(out Network ofNorth);
        Trainer south = Trainer(out Network ofSouth);
        north.Train(_north);
        south.Train(_south);

        WeightOf(ofNorth).Should().BeApproximately(Rate * (3.0 * 1.0 + 6.0 * 2.0) / 2.0, 1e-15);
        WeightOf(ofSouth).Should().BeApproximately(Rate * 1.0 * 1.0, 1e-15);
        TrainerState mean = TrainerState.Mean([north.CopyState(), south.CopyState()], [2.0, 1.0]);
        mean.Parameters.ToArray()[0].Should().BeApproximately((2.0 * 0.75 + 1.0 * 0.1) / 3.0, 1e-15);
    }

    [Fact]
    public async Task With_one_step_in_a_round_it_is_the_training_of_all_rows_in_one_place()
    {
        double[] averaged = await AveragedAsync(epochs: 1, [1, 2, 5]);

        averaged[0].Should().BeApproximately(1.6 / 3.0, 1e-12);
        averaged.Should().Equal([ByHand(1, 1), ByHand(2, 1), ByHand(5, 1)], IsNear);
        averaged.Should().Equal([Together(1), Together(2), Together(5)], IsNear);
        Together(200).Should().BeApproximately(16.0 / 6.0, 1e-9, "what all rows want: Σ x·y / Σ x·x = (3 + 12 + 1)/(1 + 4 + 1)");
    }

    [Fact]
    public async Task With_two_steps_in_a_round_each_shard_goes_its_own_way_for_the_second()
    {
        double[] averaged = await AveragedAsync(epochs: 2, [1, 4]);

        // North: 0.75, then + 0.1·(2.25·1 + 4.5·2)/2 = 1.3125. South: 0.1, then + 0.1·0.9·1 = 0.19.
        averaged[0].Should().BeApproximately((2.0 * 1.3125 + 0.19) / 3.0, 1e-12).And.BeLessThan(Together(epochs: 2) - 0.02);
        averaged.Should().Equal([ByHand(1, 2), ByHand(4, 2)], IsNear);
        ByHand(200, 2).Should().BeApproximately(2.6432, 5e-5, "it ends near 16/6, not there");
    }

    [Fact]
    public void The_page_has_these_numbers()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cluster.md"));

        foreach (int rounds in (int[])[1, 2, 5, 20]) page.Should().Contain($"| {rounds} | {Text(ByHand(rounds, 1))} | {Text(Together(rounds))} |");
        page.Should().Contain($"after one round {Text(ByHand(1, 2))}, not {Text(Together(2))}")
            .And.Contain($"in the end {Text(ByHand(200, 2))}, not {Text(16.0 / 6.0)}");

        static string Text(double weight) => weight.ToString("0.0000", CultureInfo.InvariantCulture);
    }

    /// <summary>The rounds, with a pencil.</summary>
    private static double ByHand(int rounds, int epochs)
    {
        double w = 0.0;
        for (int round = 0; round < rounds; round++)
        {
            (double north, double south) = (w, w);
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                north += Rate * ((3.0 - north * 1.0) * 1.0 + (6.0 - north * 2.0) * 2.0) / 2.0;
                south += Rate * (1.0 - south * 1.0) * 1.0;
            }
            w = (2.0 * north + 1.0 * south) / 3.0;
        }
        return w;
    }

    private static bool IsNear(double one, double other) => Math.Abs(one - other) < 1e-12;

    private static Network Start()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 0.0;
        return network;
    }

    private static double WeightOf(Network network) => network.Connection("x1", "y1").Weight;

    private static Trainer Trainer(out Network network) =>
        new(network = Start(), new HalfSumOfSquaredErrors(), Options with { Epochs = 1 });

    private static double Together(int epochs)
    {
        Network network = Start();
        new Trainer(network, new HalfSumOfSquaredErrors(), Options with { Epochs = epochs }).Train(_all);
        return WeightOf(network);
    }

    /// <summary>The weight after some numbers of rounds, in a cluster of which one silo has the rows of north and another those of south.</summary>
    private static async Task<double[]> AveragedAsync(int epochs, int[] rounds)
    {
        int port = Ports.Free();
        int second = Ports.Free();
        await using NodeNetSilo north = await NodeNetSilo.StartAsync(one => one.UseLocalhost(port).Slots(1).AddShard("north", () => _north));
        await using NodeNetSilo south = await NodeNetSilo.StartAsync(
            one => one.UseLocalhost(port).Ports(second, second + 1).Slots(1).AddShard("south", () => _south));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseLocalhost(port));
        while ((await cluster.SilosAsync()).Count < 2) await Task.Delay(20);
        var weights = new List<double>();
        foreach (int count in rounds)
        {
            AveragedRun run = await cluster.TrainAveragedAsync(
                $"wards-{count}", Start(), new HalfSumOfSquaredErrors(), Options, ["north", "south"],
                new AveragingOptions { Rounds = count, EpochsPerRound = epochs });
            run.Weights.Should().Equal(2.0, 1.0);
            weights.Add(WeightOf(run.Network));
        }
        return [.. weights];
    }
}
