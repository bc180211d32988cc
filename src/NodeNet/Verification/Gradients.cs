using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Verification;

/// <summary>The gradient of a loss at a network as it was: ∂Loss/∂weight of every connection and ∂Loss/∂bias of every node.</summary>
/// <remarks>Sign: this is the slope of the loss, as other libraries print it. The handout's δ · activation, the way downhill, is minus this number.</remarks>
public sealed class Gradients
{
    private readonly Network _network;
    private readonly double[] _downhill;

    private Gradients(Network network, double[] downhill, double loss)
    {
        _network = network;
        _downhill = downhill;
        Loss = loss;
    }

    /// <summary>The mean loss over the examples.</summary>
    public double Loss { get; }

    /// <summary>∂Loss/∂weight of a connection.</summary>
    /// <param name="connection">A connection of the network, as it was connected at the time.</param>
    /// <exception cref="ArgumentException">The connection belongs to another network.</exception>
    public double this[Connection connection]
    {
        get
        {
            Guard.NotNull(connection);
            if (!ReferenceEquals(connection.Target.Layer.Network, _network))
                throw new ArgumentException($"The connection {connection.Name} belongs to another network.", nameof(connection));
            return Slope(connection.Index);
        }
    }

    /// <summary>The gradient of the mean loss over some examples. The network stays as it is, and its nodes show nothing of it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static Gradients Of(Network network, ILoss loss, DataSet data)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        network.CheckFits(data);

        long reading = network.BeginReading();
        var downhill = new double[network.Parameters.Length];
        network.BeginPass();
        double sum;
        try
        {
            sum = Add(network, loss, data, downhill);
        }
        finally
        {
            network.EndPass();
        }
        network.EndReading(reading);
        for (int p = 0; p < downhill.Length; p++)
            downhill[p] /= data.TotalWeight;
        return new Gradients(network, downhill, sum / data.TotalWeight);
    }

    /// <summary>∂Loss/∂bias of a node.</summary>
    /// <param name="node">A node of the network that has a bias.</param>
    /// <exception cref="ArgumentException">The node belongs to another network, or has no bias.</exception>
    public double OfBias(Node node)
    {
        Guard.NotNull(node);
        if (!ReferenceEquals(node.Layer.Network, _network)) throw new ArgumentException($"The node {node.Name} belongs to another network.", nameof(node));
        if (!node.HasBias) throw new ArgumentException($"{node.Name} has no bias.", nameof(node));
        return Slope(node.BiasIndex);
    }

    /// <summary>Adds the way downhill of every example; returns the sum of their losses, each times its weight.</summary>
    private static double Add(Network network, ILoss loss, DataSet data, double[] downhill)
    {
        var values = new NodeValues(network);
        double sum = 0.0;
        for (int row = 0; row < data.Count; row++)
        {
            double weight = data.WeightOf(row);
            if (weight == 0.0) continue;
            ForwardPass.Run(network, data.Inputs[row], values.NetInputs, values.Activations);
            BackwardPass.Run(network, loss, data.Targets[row], values.NetInputs, values.Activations, values.Deltas);
            BackwardPass.AddDownhill(network, values.Activations, values.Deltas, weight, downhill);
            sum += weight * OutputLoss.Value(network.OutputLayer, loss, data.Targets[row], values.NetInputs, values.Activations);
        }
        return sum;
    }

    /// <summary>∂Loss/∂parameter, by its place among the network's parameters.</summary>
    internal double Slope(int parameter) => parameter < _downhill.Length ? -_downhill[parameter]
        : throw new InvalidOperationException("The connection was made after the gradient was computed.");
}
