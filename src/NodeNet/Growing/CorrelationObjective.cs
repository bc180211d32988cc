using NodeNet.Activations;
using NodeNet.Minimizing;

namespace NodeNet.Growing;

/// <summary>Minus the covariance of a node's activation with what the outputs want, by the weights into the node and its bias, which is the last
/// number.</summary>
/// <param name="seen">What the node sees: [example][source].</param>
/// <param name="wanted">What the outputs want, without their means: [output][example].</param>
/// <param name="activation">The node's activation function.</param>
internal sealed class CorrelationObjective(double[][] seen, double[][] wanted, IActivation activation) : IObjective
{
    private readonly double[] _activations = new double[seen.Length];
    private readonly double[] _slopesOfNode = new double[seen.Length];
    private readonly double _length = wanted.Sum(output => Math.Sqrt(output.Sum(value => value * value)));

    public int Count => seen[0].Length + 1;

    public int Passes { get; private set; }

    public double Evaluate(ReadOnlySpan<double> at, Span<double> slopes)
    {
        Passes++;
        slopes.Clear();
        Forward(at);
        double mean = _activations.Average();
        double scale = _length * Math.Sqrt(seen.Length);
        if (scale == 0.0) return 0.0;

        double sum = 0.0;
        var pull = new double[seen.Length]; // how much the sum grows with an example's activation
        foreach (double[] output in wanted)
        {
            double together = 0.0;
            for (int e = 0; e < output.Length; e++)
                together += (_activations[e] - mean) * output[e];
            sum += Math.Abs(together);
            for (int e = 0; e < output.Length; e++)
                pull[e] += Math.Sign(together) * output[e]; // Σ of an output is 0, so the mean has no part in it
        }
        for (int e = 0; e < seen.Length; e++)
        {
            double slope = pull[e] / scale * _slopesOfNode[e];
            for (int i = 0; i < seen[e].Length; i++)
                slopes[i] -= slope * seen[e][i];
            slopes[^1] -= slope;
        }
        return double.IsFinite(sum) ? -sum / scale : double.PositiveInfinity;
    }

    private void Forward(ReadOnlySpan<double> at)
    {
        for (int e = 0; e < seen.Length; e++)
        {
            double netInput = at[^1];
            for (int i = 0; i < seen[e].Length; i++)
                netInput += at[i] * seen[e][i];
            _activations[e] = activation.Activate(netInput);
            _slopesOfNode[e] = activation.Slope(netInput, _activations[e]);
        }
    }
}
