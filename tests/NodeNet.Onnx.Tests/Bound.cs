namespace NodeNet.Onnx.Tests;

/// <summary>By how much another program's outputs may differ from NodeNet's, when both compute the same network in some precision: the bound that docs/onnx.md
/// states.</summary>
/// <remarks>u is half the distance from 1 to the next number, 2⁻⁵³ or 2⁻²⁴. Either side's sum of n products is within (n + 2) · u · (|b| + Σ|w·a|) of the
/// exact one (N. Higham, "Accuracy and Stability of Numerical Algorithms", section 3.1), in any order; the activation function adds its own error,
/// 8 · u · (1 + |a|), and passes on what comes in, at most 1.13-fold (GELU's steepest slope).</remarks>
internal static class Bound
{
    private const double SteepestSlope = 1.13;
    private const double OfFunction = 8.0;

    /// <summary>The bound of each output, for one row.</summary>
    public static double[] Of(Network network, double[] inputs, Precision precision, double steepestSlope = SteepestSlope)
    {
        double u = precision == Precision.Double ? Math.ScaleB(1.0, -53) : Math.ScaleB(1.0, -24);
        network.Forward(inputs);
        var errors = new Dictionary<Node, double>();
        foreach (Node input in network.InputLayer.Nodes) errors[input] = 0.0;
        foreach (Layer layer in network.Layers.Skip(1))
        {
            double[] ofNetInputs = [.. layer.Nodes.Select(node => OfNetInput(node, errors, u))];
            for (int j = 0; j < layer.Count; j++)
            {
                double passedOn = layer.LayerActivation is null ? steepestSlope * ofNetInputs[j] : ofNetInputs.Max();
                errors[layer.Nodes[j]] = passedOn + OfFunction * u * (1.0 + Math.Abs(layer.Nodes[j].Activation));
            }
        }
        return [.. network.OutputLayer.Nodes.Select(node => errors[node])];
    }

    private static double OfNetInput(Node node, Dictionary<Node, double> errors, double u)
    {
        IReadOnlyList<Connection> incoming = node.Incoming;
        double size = Math.Abs(node.Bias) + incoming.Sum(c => Math.Abs(c.Weight * c.Source.Activation));
        double fromSources = incoming.Sum(c => Math.Abs(c.Weight) * errors[c.Source]);
        return 2.0 * (incoming.Count + 2) * u * size + fromSources;
    }
}
