using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Clusters;

/// <summary>A training on one thread, as long as its number of epochs.</summary>
public sealed record WorkSpec(long Seed, int Epochs)
{
    private static readonly DataSet _data = Data();

    /// <summary>How many epochs take so long of processor time here, the loops being compiled for good: what is measured sooner comes out several times too
    /// long, and trials several times too short.</summary>
    public static int EpochsFor(double seconds)
    {
        const int Epochs = 400;
        double shortest = double.PositiveInfinity;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 3.0;)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime; // other work on the machine does not count
            new WorkSpec(0, Epochs).Do();
            shortest = Math.Min(shortest, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        return Math.Max(1, (int)(Epochs * seconds / shortest));
    }

    public double Do()
    {
        Network network = new NetworkBuilder(inputs: 16).AddLayer(32, new Tanh()).AddLayer(1, new Sigmoid()).Build(Seed);
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = Epochs, BatchSize = 16, Seed = Seed, MaxDegreeOfParallelism = 1 };
        return new Trainer(network, new BinaryCrossEntropy(), options).Train(_data).TrainingLoss;
    }

    private static DataSet Data()
    {
        var random = new RandomGenerator(5);
        double[][] inputs = [.. Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, 16).Select(_ => random.NextUniform(-1.0, 1.0)).ToArray())];
        return DataSet.From(inputs, [.. inputs.Select(x => (double[])[x[0] * x[1] + x[2] > 0.1 * x[3] ? 1.0 : 0.0])]);
    }
}
