using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Tests.Fast;

/// <summary>Networks of every kind that the fast loops treat in some way of their own, with sizes that are no multiples of a vector, and data that fits
/// them.</summary>
internal static class FastNetworks
{
    // Of so many inputs, some neighbours are silent in all examples.
    private const int PictureInputs = 90;

    private static readonly Dictionary<string, Func<Network>> _kinds = new()
    {
        ["one node"] = () => Dense(1, 1),
        ["dense"] = () => Dense(5, 7, 3),
        ["no hidden layer"] = () => Dense(6, 4),
        ["wide"] = () => Dense(3, 70, 2),
        ["narrow"] = () => Dense(70, 1, 70),
        ["many inputs"] = () => Dense(41, 13, 1),
        ["silent edges"] = () => Dense(PictureInputs, 9, 3),
        ["deep"] = () => Dense(4, 9, 5, 8, 3, 12, 6, 17, 2),
        ["skip"] = () =>
            new NetworkBuilder(6)
                .AddLayer(9, new Tanh(), biases: Biases)
                .AddLayer(5, new Sigmoid(), from: [0, 1])
                .AddLayer(3, new Sigmoid(), from: [0, 1, 2])
                .Build(seed: 3),
        ["a layer that feeds nothing"] = () =>
            new NetworkBuilder(4).AddLayer(5, new Tanh()).AddLayer(6, new Tanh(), from: [0]).AddLayer(2, new Sigmoid(), from: [1]).Build(seed: 4),
        ["sparse"] = () => Changed(Dense(7, 11, 5), n => n.Prune(c => (c.Source.Position + 2 * c.Target.Position) % 3 == 0)),
        ["connected later"] = () => Changed(Dense(4, 6, 2), n => n.Connect("x2", "y1", 0.7)),
        ["activation by node"] = () =>
            new NetworkBuilder(5)
                .AddLayer([new Tanh(), new Sigmoid(), new SiLU(), new Softplus(), new GELU()])
                .AddLayer([new Sigmoid(), new Tanh()])
                .Build(seed: 5),
        ["gelu"] = () => new NetworkBuilder(5).AddLayer(9, new GELU()).AddLayer(2, new GELU()).Build(seed: 6),
        ["frozen weight"] = () => Changed(Dense(5, 9, 3), n => { n.Connection("x1", "h1").IsFrozen = true; n.Node("h2").IsBiasFrozen = true; }),
        ["frozen layer"] = () => Changed(Dense(5, 9, 6, 3), n => n.HiddenLayers[0].Freeze()),
        ["no bias"] = () => new NetworkBuilder(5).AddLayer(9, new Tanh(), bias: false).AddLayer(3, new Sigmoid(), bias: false).Build(seed: 7),
        ["a bias missing"] = () => Changed(Dense(5, 9, 3), n => n.Node("h4").HasBias = false),
        ["softmax output"] = () => new NetworkBuilder(5).AddLayer(9, new Tanh()).AddLayer(4, new Softmax()).Build(seed: 8),
        ["softmax hidden"] = () => new NetworkBuilder(5).AddLayer(9, new Softmax(), biases: Biases).AddLayer(3, new Sigmoid(), biases: Biases).Build(seed: 9),
        ["relu, often silent"] = () =>
            new NetworkBuilder(40).AddLayer(37, new ReLU(), biases: Biases).AddLayer(35, new ReLU(), biases: Biases).AddLayer(3, new Sigmoid()).Build(seed: 10),
    };

    public static IReadOnlyList<string> Kinds { get; } = [.. _kinds.Keys];

    private static Normal Biases { get; } = new(0, 0.3);

    public static Network Build(string kind) => _kinds[kind]();

    /// <summary>Inputs in [−1, 1], every fourth of them silent, and of a picture its edges; targets in [0.1, 0.9], where every loss is at home.</summary>
    public static DataSet Data(Network network, int count, long seed = 1)
    {
        var random = new RandomGenerator(seed);
        return DataSet.From(
            Table(network.InputLayer.Count, i => i % 4 == 3 || IsEdge(i) ? 0.0 : random.NextUniform(-1, 1)),
            Table(network.OutputLayer.Count, _ => random.NextUniform(0.1, 0.9)));

        bool IsEdge(int i) => network.InputLayer.Count == PictureInputs && i % PictureInputs is < 20 or (>= 40 and < 58) or >= 80;

        double[][] Table(int width, Func<int, double> number)
        {
            int i = 0;
            return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => number(i++)).ToArray())];
        }
    }

    public static Network Dense(params int[] sizes)
    {
        var builder = new NetworkBuilder(sizes[0]);
        for (int l = 1; l < sizes.Length; l++)
            builder.AddLayer(sizes[l], l == sizes.Length - 1 ? new Sigmoid() : new Tanh(), biases: Biases);
        return builder.Build(seed: sizes.Sum());
    }

    private static Network Changed(Network network, Action<Network> change)
    {
        change(network);
        return network;
    }
}
