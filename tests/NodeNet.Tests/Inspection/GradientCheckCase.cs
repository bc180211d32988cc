using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Initializers;
using NodeNet.Losses;

namespace NodeNet.Tests.Inspection;

/// <summary>A network with inputs and targets at which the loss is smooth, so that a difference quotient means something.</summary>
internal sealed record GradientCheckCase(Network Network, double[] Inputs, double[] Targets)
{
    // A step of the check moves a net input by about 1e-5; this is far enough from any kink.
    private const double Margin = 1e-3;
    private const int MostAttempts = 200;

    public static IReadOnlyList<string> Topologies { get; } = ["dense", "skip", "sparse", "mixed", "deep", "no bias"];

    /// <summary>The first seed that gives outputs in (0.1, 0.9), where every loss is at home, and nothing near a kink.</summary>
    public static GradientCheckCase Create(string activation, string lossName, string topology)
    {
        ILoss loss = Catalogue.Losses.Create(lossName);
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            int seed = 1000 * attempt + 1;
            var random = new RandomGenerator(seed);
            Network network = Build(activation, topology, seed);
            double[] inputs = Draw(random, network.InputLayer.Count, 0.2, 1.0);
            AimOutputs(network, inputs, random);
            // Cross-entropies take probabilities; the others also get errors beyond Huber's width.
            double[] targets = loss.AcceptsTarget(-1) ? Draw(random, network.OutputLayer.Count, -1.5, 2.5) : Draw(random, network.OutputLayer.Count, 0, 1);
            if (IsSmooth(network, inputs, targets)) return new GradientCheckCase(network, inputs, targets);
        }
        throw new InvalidOperationException($"No seed gives a smooth case of {activation}, {lossName}, {topology}.");
    }

    private static Network Build(string activation, string topology, int seed)
    {
        NetworkBuilder builder = topology switch
        {
            "dense" => Start(inputs: 3).Hidden(4, activation).Output(3, activation),
            "skip" => Start(inputs: 2).Hidden(4, activation).Hidden(3, activation, from: [0, 1]).Output(2, activation, from: [0, 1, 2]),
            "sparse" => Start(inputs: 4).Hidden(5, activation).Output(3, activation),
            "mixed" => Start(inputs: 3).Mixed(4, activation).MixedOutput(3, activation),
            "deep" => Start(inputs: 2).Hidden(4, activation).Hidden(4, activation).Hidden(4, activation).Hidden(4, activation).Output(2, activation),
            "no bias" => Start(inputs: 3).Hidden(5, activation, bias: false).Output(2, activation, bias: false),
            _ => throw new ArgumentException(topology),
        };
        Network network = builder.Build(seed);
        // Every third connection goes, but none into y1.
        int number = 0;
        if (topology == "sparse") network.Prune(c => ++number % 3 == 0 && c.Target.Name != "y1").Should().BeGreaterThan(5);
        return network;

        static NetworkBuilder Start(int inputs) => new(inputs);
    }

    /// <summary>Sets each output node's net input so that its activation is a number between 0.3 and 0.7; a softmax layer is left as it is.</summary>
    private static void AimOutputs(Network network, double[] inputs, RandomGenerator random)
    {
        foreach (Node node in network.OutputLayer.Nodes)
        {
            double wanted = random.NextUniform(0.3, 0.7);
            if (node.ActivationFunction is not { } f) continue;
            network.Forward(inputs);
            double missing = NetInputFor(f, wanted) - node.NetInput;
            if (node.HasBias)
            {
                node.Bias += missing;
                continue;
            }
            double strongest = node.Incoming.Max(c => Math.Abs(c.Source.Activation));
            Connection lever = node.Incoming.First(c => Math.Abs(c.Source.Activation) == strongest);
            if (strongest > 0.1) lever.Weight += missing / lever.Source.Activation;
        }
    }

    /// <summary>z with f(z) = wanted, by bisection: every function here is below 0.3 at −3 and above 0.7 at 3.</summary>
    private static double NetInputFor(IActivation f, double wanted)
    {
        double low = -3;
        double high = 3;
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            if (f.Activate(middle) < wanted) low = middle;
            else high = middle;
        }
        return high;
    }

    private static bool IsSmooth(Network network, double[] inputs, double[] targets)
    {
        double[] outputs = network.Forward(inputs);
        for (int i = 0; i < outputs.Length; i++)
        {
            double error = Math.Abs(outputs[i] - targets[i]);
            bool isAtKink = error < Margin || Math.Abs(error - 1.0) < Margin; // of the absolute error, of Huber
            if (outputs[i] is < 0.1 or > 0.9 || isAtKink) return false;
        }
        // The sum of a softmax layer is fixed: where all its outputs should grow alike, its gradient may be 0 throughout.
        bool allOnOneSide = outputs.Zip(targets, (output, target) => output > target).Distinct().Count() == 1;
        if (network.OutputLayer.LayerActivation is not null && allOnOneSide) return false;
        foreach (Layer layer in network.ComputedLayers)
        {
            // A layer in which nothing is awake would let nothing of the gradient through to check.
            if (!layer.Nodes.Any(node => Math.Abs(node.Activation) > 0.05)) return false;
            if (layer.Nodes.Any(node => Math.Abs(node.NetInput) < Margin)) return false; // of ReLU and its relatives
            if (layer.Nodes.Any(node => node.HasBias && Math.Abs(node.Bias) < Margin)) return false; // of L1
        }
        return network.Connections.All(c => Math.Abs(c.Weight) > Margin && Math.Abs(c.Weight) < 10);
    }

    private static double[] Draw(RandomGenerator random, int count, double low, double high)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextUniform(low, high);
        return values;
    }
}

/// <summary>Layers by the name of their activation function, which may be softmax.</summary>
file static class Building
{
    private static readonly Uniform _start = new(-1, 1);

    public static NetworkBuilder Hidden(this NetworkBuilder builder, int nodes, string activation, bool bias = true, int[]? from = null) =>
        activation == "softmax"
        ? builder.AddLayer(nodes, new Softmax(), bias, _start, _start, from)
        : builder.AddLayer(nodes, Catalogue.Activations.Create(activation), bias, _start, _start, from);

    public static NetworkBuilder Output(this NetworkBuilder builder, int nodes, string activation, bool bias = true, int[]? from = null) =>
        builder.Hidden(nodes, activation, bias, from);

    public static NetworkBuilder Mixed(this NetworkBuilder builder, int nodes, string activation)
    {
        IActivation own = activation == "softmax" ? new SiLU() : Catalogue.Activations.Create(activation);
        IActivation[] others = [new Tanh(), new Sigmoid(), new Softplus()];
        return builder.AddLayer([.. Enumerable.Range(0, nodes).Select(i => i % 2 == 0 ? own : others[i / 2 % 3])], weights: _start, biases: _start);
    }

    /// <summary>The function under test beside a tanh: some of the layer's nodes may be computed together with the loss, and some not.</summary>
    public static NetworkBuilder MixedOutput(this NetworkBuilder builder, int nodes, string activation) => activation == "softmax"
        ? builder.Output(nodes, activation)
        : builder.Mixed(nodes, activation);
}
