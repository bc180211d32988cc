using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Benchmarks.Kernels;

/// <summary>The networks and examples that the benchmarks share.</summary>
internal static class Given
{
    /// <summary>A network of sigmoid nodes, from its sizes, as "784-30-10".</summary>
    public static Network Network(string sizes)
    {
        int[] nodes = [.. sizes.Split('-').Select(int.Parse)];
        var builder = new NetworkBuilder(nodes[0]);
        foreach (int count in nodes.Skip(1))
            builder.AddLayer(count, new Sigmoid());
        return builder.Build(seed: 1);
    }

    /// <summary>Random inputs from 0 up to 1.</summary>
    public static Rows Inputs(int rows, int width)
    {
        var random = new RandomGenerator(1);
        var values = new double[rows * width];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextDouble();
        return Rows.From(values, width);
    }

    /// <summary>Random inputs, and a class at random for each row.</summary>
    public static DataSet Examples(Network network, int rows)
    {
        int classes = network.OutputLayer.Count;
        var random = new RandomGenerator(2);
        var targets = new double[rows * classes];
        for (int row = 0; row < rows; row++)
            targets[row * classes + random.NextInt32(classes)] = 1.0;
        return DataSet.From(Inputs(rows, network.InputLayer.Count), Rows.From(targets, classes));
    }
}
