using NodeNet.Foundation;

namespace NodeNet.Initializers;

/// <summary>How a weight or bias starts. Numbers are drawn in a fixed order: layer by layer; in a layer first its biases, then its incoming connections, source
/// by source.</summary>
/// <remarks>To add your own, implement <see cref="Name"/> and <see cref="Draw"/>.</remarks>
public interface IInitializer
{
    /// <summary>The name that summaries and files use.</summary>
    string Name { get; }

    /// <summary>The next starting value.</summary>
    /// <param name="random">Where to draw from; the builder's seed decides what it gives.</param>
    /// <param name="fanIn">How many connections lead into each node of the layer, from all the layers that feed it.</param>
    /// <param name="fanOut">How many nodes the layer has: what each of its sources leads to.</param>
    /// <returns>A finite number.</returns>
    double Draw(RandomGenerator random, int fanIn, int fanOut);
}
