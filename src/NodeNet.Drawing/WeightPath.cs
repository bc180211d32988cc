using NodeNet.History;
using NodeNet.Training;

namespace NodeNet.Drawing;

/// <summary>The way of two weights through training: give it to <see cref="TrainerOptions.Progress"/> to record them after every epoch, or call
/// <see cref="Record"/> yourself, as after every step. Then <see cref="Draw.LossLandscape"/> draws the way.</summary>
public sealed class WeightPath : IProgress<EpochReport>
{
    private readonly List<(double First, double Second)> _points = [];

    /// <summary>Starts a path with the weights as they are.</summary>
    /// <param name="first">The connection whose weight goes to the right.</param>
    /// <param name="second">The connection whose weight goes up; another one, of the same network.</param>
    /// <exception cref="ArgumentException">Both are the same connection, or they are not of one network.</exception>
    public WeightPath(Connection first, Connection second)
    {
        First = Guard.NotNull(first);
        Second = Guard.NotNull(second);
        if (first.Equals(second)) throw new ArgumentException($"Both connections are {first.Name}; they must differ.", nameof(second));
        if (first.Target.Layer.Network != second.Target.Layer.Network) throw new ArgumentException("The connections are not of one network.", nameof(second));
        Record();
    }

    /// <summary>The connection whose weight goes to the right.</summary>
    public Connection First { get; }

    /// <summary>The connection whose weight goes up.</summary>
    public Connection Second { get; }

    /// <summary>The recorded pairs of weights, in their order.</summary>
    public IReadOnlyList<(double First, double Second)> Points => _points;

    /// <summary>Adds the weights as they are now.</summary>
    public void Record() => _points.Add((First.Weight, Second.Weight));

    void IProgress<EpochReport>.Report(EpochReport value) => Record();
}
