using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Tests;

/// <summary>The slope of the loss as anybody can measure it: turn one number a little up and down, and see what the loss does. Knows nothing of δ.</summary>
internal static class FiniteDifference
{
    private const double H = 1e-5;

    /// <summary>∂Loss/∂weight, measured: (Loss(w + h) − Loss(w − h)) / 2h, good to about 1e-9.</summary>
    public static double OfWeight(Network network, ILoss loss, DataSet data, string from, string to)
    {
        Connection c = network.Clone().Connection(from, to);
        return Measure(c.Target.Layer.Network, loss, data, c.Weight, w => c.Weight = w);
    }

    /// <summary>∂Loss/∂bias, measured.</summary>
    public static double OfBias(Network network, ILoss loss, DataSet data, string node)
    {
        Node n = network.Clone().Node(node);
        return Measure(n.Layer.Network, loss, data, n.Bias, b => n.Bias = b);
    }

    private static double Measure(Network network, ILoss loss, DataSet data, double value, Action<double> set)
    {
        set(value + H);
        double above = Evaluation.Of(network, loss, data).Loss;
        set(value - H);
        double below = Evaluation.Of(network, loss, data).Loss;
        return (above - below) / (2 * H);
    }
}
