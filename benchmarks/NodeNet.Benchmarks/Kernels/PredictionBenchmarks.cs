using BenchmarkDotNet.Attributes;
using NodeNet.Data;

namespace NodeNet.Benchmarks.Kernels;

/// <summary>Predictions: a row a call, and many. Times and bytes are for one row.</summary>
[MemoryDiagnoser]
public class PredictionBenchmarks
{
    private const int RowCount = 1024;

    private Network _network = null!;
    private Rows _inputs = null!;
    private double[] _outputs = null!;

    /// <summary>The sizes of the layers.</summary>
    [Params("4-8-3", "784-30-10")]
    public string Sizes { get; set; } = "";

    /// <summary>Makes the network and what is put into it.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _network = Given.Network(Sizes);
        _inputs = Given.Inputs(RowCount, _network.InputLayer.Count);
        _outputs = new double[_network.OutputLayer.Count];
    }

    /// <summary>Into memory of the caller's: allocates nothing.</summary>
    [Benchmark(Baseline = true)]
    public void PredictOne() => _network.Predict(_inputs[0], _outputs);

    /// <summary>A table of rows at once.</summary>
    [Benchmark(OperationsPerInvoke = RowCount)]
    public Rows PredictMany() => _network.Predict(_inputs);

    /// <summary>After it every node shows its numbers.</summary>
    [Benchmark]
    public double[] Forward() => _network.Forward(_inputs[0]);
}
