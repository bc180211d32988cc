using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Orleans.Averaging;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Programs;

/// <summary>What tests of averaging train: three classes of points in the plane.</summary>
internal static class Rounds
{
    public static ILoss Loss { get; } = new CrossEntropy();

    public static TrainerOptions Options { get; } = new() { LearningRate = 0.01, BatchSize = 8, Seed = 6, MaxDegreeOfParallelism = 1 };

    public static Network Start(long seed = 1) => new NetworkBuilder(2).AddLayer(8, new Tanh()).AddLayer(3, new Softmax()).Build(seed);

    /// <summary>What one process makes of it.</summary>
    public static Network Alone(DataSet data, TrainerOptions options, int epochs)
    {
        Network network = Start();
        new Trainer(network, Loss, options with { Epochs = epochs }).Train(data);
        return network;
    }

    /// <summary>The rounds, one shard after the other in this thread; row i belongs to shard i modulo their number.</summary>
    public static Network ByHand(TrainerOptions options, AveragingOptions averaging, DataSet data) => ByHand(options, averaging, [
        .. Enumerable.Range(0, averaging.Shards)
            .Select(shard => data.Select([.. Enumerable.Range(0, data.Count).Where(row => row % averaging.Shards == shard)])),
    ]);

    public static Network ByHand(TrainerOptions options, AveragingOptions averaging, params DataSet[] shards)
    {
        AveragingJob job = AveragingJob.Of(Start(), Loss, options, averaging);
        Network network = Start();
        Trainer[] trainers = [.. Enumerable.Range(0, shards.Length).Select(shard => job.TrainerFor(shard, 0))];
        for (int round = 0; round < averaging.Rounds; round++)
        {
            for (int shard = 0; shard < shards.Length; shard++) trainers[shard].Train(shards[shard]);
            TrainerState[] states = [.. trainers.Select(trainer => trainer.CopyState())];
            TrainerState mean = TrainerState.Mean(states, [.. shards.Select(shard => (double)shard.Count)]);
            if (averaging.Memory == OptimizerMemory.Restarted) mean = mean.WithoutMemory();
            for (int shard = 0; shard < shards.Length; shard++) trainers[shard].GoOnFrom(mean with { Random = states[shard].Random });
            network.CopyParametersFrom(mean.Parameters.Span);
        }
        return network;
    }

    public static TrainerOptions With(IOptimizer optimizer) => Options with { Optimizer = optimizer };

    public static DataSet Points(int count, long seed)
    {
        var random = new RandomGenerator(seed);
        var inputs = new double[count][];
        var targets = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double x = random.NextUniform(-1.0, 1.0);
            double y = random.NextUniform(-1.0, 1.0);
            int area = x * x + y * y < 0.4 ? 0 : x > y ? 1 : 2;
            (inputs[i], targets[i]) = ([x, y], [.. Enumerable.Range(0, 3).Select(k => k == area ? 1.0 : 0.0)]);
        }
        return DataSet.From(inputs, targets);
    }
}
