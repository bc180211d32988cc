using BenchmarkDotNet.Attributes;
using NodeNet.Data;

namespace NodeNet.Benchmarks.Kernels;

/// <summary>Activation functions. With a single input, what a layer costs is mostly them; identity shows the rest. Times are for one activation.</summary>
public class ActivationBenchmarks
{
    private const int Nodes = 512;
    private const int RowCount = 64;

    private Network _network = null!;
    private Rows _inputs = null!;

    /// <summary>All that the catalogue has.</summary>
    public static IEnumerable<string> Names => [.. Catalogue.Activations.Names, .. Catalogue.LayerActivations.Names];

    /// <summary>The activation function, by its name in the catalogue.</summary>
    [ParamsSource(nameof(Names))]
    public string Activation { get; set; } = "";

    /// <summary>Makes a layer of such nodes.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var builder = new NetworkBuilder(inputs: 1);
        if (Catalogue.LayerActivations.Names.Contains(Activation))
            builder.AddLayer(Nodes, Catalogue.LayerActivations.Create(Activation));
        else
            builder.AddLayer(Nodes, Catalogue.Activations.Create(Activation));
        _network = builder.Build(seed: 1);
        _inputs = Given.Inputs(RowCount, width: 1);
    }

    /// <summary>A layer of 512 nodes for 64 examples.</summary>
    [Benchmark(OperationsPerInvoke = Nodes * RowCount)]
    public Rows Activate() => _network.Predict(_inputs);
}
