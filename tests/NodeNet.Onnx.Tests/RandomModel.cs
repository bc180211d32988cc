using NodeNet.Activations;

namespace NodeNet.Onnx.Tests;

/// <summary>Networks of all kinds: 1 to 4 layers of 1 to 9 nodes, one function a layer or one a node, skip connections, missing connections and biases,
/// softmax.</summary>
internal static class RandomModel
{
    public static Network Network(int seed)
    {
        var random = new Random(seed);
        var builder = new NetworkBuilder(random.Next(1, 10));
        int layers = random.Next(1, 5);
        for (int index = 1; index <= layers; index++)
        {
            int nodes = random.Next(1, 10);
            int[] from = [.. Enumerable.Range(0, index).Where(source => source == index - 1 || random.Next(3) == 0)];
            bool hasBias = random.Next(5) > 0;
            if (index == layers && random.Next(3) == 0) builder.AddLayer(nodes, new Softmax(), hasBias, from: from);
            else if (nodes > 1 && random.Next(3) == 0) builder.AddLayer(Functions(random, nodes), hasBias, from: from);
            else builder.AddLayer(nodes, Function(random), hasBias, from: from);
        }
        Network network = builder.Build(seed);
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Where(node => node.HasBias)) node.Bias = random.NextDouble() - 0.5;
        if (random.Next(2) == 0) network.Prune(_ => random.Next(4) == 0);
        return network;
    }

    /// <summary>Rows from −3 to 3, which are floats, so that both precisions start from the same numbers.</summary>
    public static double[][] Rows(Network network, int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(
                _ => Enumerable.Range(0, network.InputLayer.Count).Select(_ => (double)(float)(6.0 * random.NextDouble() - 3.0)).ToArray()),
        ];
    }

    /// <summary>One for each node, at least two of them different: a layer of one function is another kind, which has vector loops.</summary>
    private static IActivation[] Functions(Random random, int nodes)
    {
        IActivation[] functions = [.. Enumerable.Range(0, nodes).Select(_ => Function(random))];
        while (functions[0].Name == functions[^1].Name) functions[^1] = Function(random);
        return functions;
    }

    private static IActivation Function(Random random)
    {
        IReadOnlyList<string> names = Catalogue.Activations.Names;
        return Catalogue.Activations.Create(names[random.Next(names.Count)]);
    }
}
