using BenchmarkDotNet.Attributes;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Kernels;

/// <summary>Epochs over 1000 examples. Times are for one epoch.</summary>
/// <remarks>A call of <see cref="Trainer.Train"/> ends with evaluations; over so many epochs their share is small.</remarks>
public class EpochBenchmarks
{
    private const int Examples = 1000;
    private const int Epochs = 20;

    private DataSet _examples = null!;
    private Trainer _online = null!;
    private Trainer _batches = null!;

    /// <summary>The sizes of the layers.</summary>
    [Params("4-8-3", "784-30-10")]
    public string Sizes { get; set; } = "";

    /// <summary>The precision that training works with.</summary>
    [Params(Precision.Double, Precision.Single)]
    public Precision Precision { get; set; }

    /// <summary>Makes the networks and their examples.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _examples = Given.Examples(Given.Network(Sizes), Examples);
        _online = TrainerFor(batchSize: 1);
        _batches = TrainerFor(batchSize: 50);
    }

    /// <summary>A step an example.</summary>
    [Benchmark(OperationsPerInvoke = Epochs)]
    public double OnlineEpoch() => _online.Train(_examples).TrainingLoss;

    /// <summary>A step for every 50 examples.</summary>
    [Benchmark(OperationsPerInvoke = Epochs)]
    public double BatchEpoch() => _batches.Train(_examples).TrainingLoss;

    private Trainer TrainerFor(int batchSize) => new(Given.Network(Sizes), new SumOfSquaredErrors(), new TrainerOptions
    {
        BatchSize = batchSize,
        Precision = Precision,
        Epochs = Epochs,
        Shuffle = false,
    });
}
