using NodeNet.Data;
using NodeNet.Drawing.Charts;
using NodeNet.Losses;

namespace NodeNet.Drawing;

/// <content>The loss over two weights.</content>
public static partial class Draw
{
    /// <summary>The loss landscape: the network's loss on the data while two weights vary and all others stay as they are, as a map with lines of equal loss,
    /// the point where the network is, the path of training if one was recorded, and the local minima. The network is not changed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss that it was trained with.</param>
    /// <param name="data">The examples.</param>
    /// <param name="first">The connection whose weight goes to the right, as <c>network.Connection("x1", "h1")</c>.</param>
    /// <param name="second">The connection whose weight goes up; another one.</param>
    /// <param name="options">What to show and how; null for the defaults.</param>
    /// <exception cref="ArgumentException">The connections are the same or not the network's, the path is that of others, the examples do not fit the network,
    /// or the weights or losses are so large, or <see cref="LossLandscapeOptions.Reach"/> beside them so small, that no axis can show them.</exception>
    public static Picture LossLandscape(Network network, ILoss loss, DataSet data, Connection first, Connection second, LossLandscapeOptions? options = null)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        Guard.NotNull(data);
        Guard.NotNull(first);
        Guard.NotNull(second);
        options ??= new LossLandscapeOptions();
        if (first.Equals(second)) throw new ArgumentException($"Both connections are {first.Name}; they must differ.", nameof(second));
        if (first.Target.Layer.Network != network) throw new ArgumentException($"The connection {first.Name} is not one of the network.", nameof(first));
        if (second.Target.Layer.Network != network) throw new ArgumentException($"The connection {second.Name} is not one of the network.", nameof(second));
        if (options.Path is { } path && !(path.First.Equals(first) && path.Second.Equals(second))) throw NotThese(path);
        foreach (WeightPath other in options.OtherPaths)
        {
            // Another start is another network; its connections go by the same names.
            if (other.First.Name != first.Name || other.Second.Name != second.Name) throw NotThese(other);
        }

        return LandscapeChart.Draw(network, loss, data, first, second, options);

        ArgumentException NotThese(WeightPath path) => new(
            $"The path is that of {path.First.Name} and {path.Second.Name}, not of {first.Name} and {second.Name}.", nameof(options));
    }
}
