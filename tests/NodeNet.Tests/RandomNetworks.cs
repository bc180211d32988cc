using CsCheck;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Tests;

/// <summary>Random networks of all kinds, and data that fits them, for properties that must hold for every one.</summary>
internal static class RandomNetworks
{
    /// <summary>What to build: kept apart from the network so that it can be built twice, and printed when a property fails.</summary>
    public sealed record Plan(int[] Sizes, string[] Activations, bool EndsInSoftmax, bool HasSkips, int PrunedOneIn, long Seed)
    {
        public Network Build()
        {
            var builder = new NetworkBuilder(Sizes[0]);
            for (int i = 1; i < Sizes.Length; i++)
            {
                int[] from = HasSkips ? [.. Enumerable.Range(0, i)] : [i - 1];
                builder = i == Sizes.Length - 1 && EndsInSoftmax
                    ? builder.AddLayer(Sizes[i], new Softmax(), from: from)
                    : builder.AddLayer(Sizes[i], Catalogue.Activations.Create(Activations[i]), from: from);
            }
            Network network = builder.Build(Seed);
            int number = 0;
            if (PrunedOneIn > 1) network.Prune(_ => ++number % PrunedOneIn == 0);
            return network;
        }

        /// <summary>Rows of inputs in [−2, 2] and targets in [0, 1].</summary>
        public DataSet Data(int count)
        {
            var random = new RandomGenerator(Seed + 1);
            return DataSet.From(Table(Sizes[0], -2, 2), Table(Sizes[^1], 0, 1));

            double[][] Table(int width, double low, double high) =>
                [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextUniform(low, high)).ToArray())];
        }

        public override string ToString() =>
            $"{string.Join("-", Sizes)}, {string.Join(" ", Activations)}, softmax {EndsInSoftmax}, skips {HasSkips}, pruned one in {PrunedOneIn}, seed {Seed}";
    }

    /// <summary>The loss of a name; the sum of squares where training with that one is refused because it cannot take the network's outputs.</summary>
    public static ILoss LossFor(Network network, string name)
    {
        ILoss loss = Catalogue.Losses.Create(name);
        Layer outputs = network.OutputLayer;
        bool fits = outputs.LayerActivation is { } activation
            ? loss.AcceptsOutputs(activation, outputs.Count)
            : outputs.Nodes.All(node => loss.AcceptsOutputs(node.ActivationFunction!));
        return fits ? loss : new SumOfSquaredErrors();
    }

    /// <summary>1 to 3 layers after the input, of 1 to 9 nodes: below, at and above the width of a row's padding.</summary>
    public static Gen<Plan> Any { get; } =
        from layers in Gen.Int[2, 4]
        from sizes in Gen.Int[1, 9].Array[layers]
        from activations in Gen.OneOf([.. Catalogue.Activations.Names]).Array[layers]
        from softmax in Gen.Bool
        from skips in Gen.Bool
        from prunedOneIn in Gen.Int[0, 4]
        from seed in Gen.Long[0, 1_000_000]
        select new Plan(sizes, activations, softmax, skips, prunedOneIn, seed);
}
