using BenchmarkDotNet.Attributes;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Kernels;

/// <summary>Single steps, as a training loop of one's own takes them.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private Trainer _trainer = null!;
    private DataSet _batch = null!;

    /// <summary>The sizes of the layers.</summary>
    [Params("4-8-3", "784-30-10")]
    public string Sizes { get; set; } = "";

    /// <summary>Makes the network and a batch of 50 examples.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        Network network = Given.Network(Sizes);
        _trainer = new Trainer(network, new SumOfSquaredErrors());
        _batch = Given.Examples(network, 50);
    }

    /// <summary>One example, in explicit loops: afterwards every node shows its numbers.</summary>
    [Benchmark]
    public double StepOnOneExample() => _trainer.Step(_batch.Inputs[0], _batch.Targets[0]);

    /// <summary>50 examples, one step.</summary>
    [Benchmark]
    public double StepOnBatch() => _trainer.Step(_batch);
}
