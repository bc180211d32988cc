using NodeNet.Foundation;

namespace NodeNet.Steps;

/// <summary>What training does to the numbers of an example at random: noise on the inputs, and nodes that are left out. Each number hangs on the seed, the
/// step,
/// the example's row, the layer and the node, and on nothing else: no order and no number of threads changes it.</summary>
internal sealed class Disturbance
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong OfNoise = 0xD1B54A32D192ED03; // so that noise and dropout of an input have nothing in common

    private readonly ulong _seed;
    private readonly double[] _rates; // by layer, inputs first; none for the outputs

    private Disturbance(ulong seed, double[] rates, double noise)
    {
        _seed = seed;
        _rates = rates;
        Noise = noise;
    }

    /// <summary>The standard deviation of the noise on inputs.</summary>
    public double Noise { get; }

    /// <summary>Whether inputs are changed.</summary>
    public bool TouchesInputs => Noise > 0.0 || _rates[0] > 0.0;

    /// <summary>Of a network; null where nothing is disturbed.</summary>
    public static Disturbance? Of(Network network, StepOptions options)
    {
        double[] rates = [.. Enumerable.Range(0, network.Layers.Count - 1).Select(layer => options.DropoutRate?.Invoke(layer) ?? 0.0)];
        return options.InputNoise == 0.0 && Array.TrueForAll(rates, rate => rate == 0.0)
            ? null : new Disturbance(unchecked((ulong)options.Seed), rates, options.InputNoise);
    }

    /// <summary>Whether nodes of a layer are left out; 0 are the inputs.</summary>
    public bool Drops(int layer) => layer < _rates.Length && _rates[layer] > 0.0;

    /// <summary>How large an input can become, by its size.</summary>
    public double LargestInput(double largest) => (largest + 9.0 * Noise) / (1.0 - _rates[0]); // 9 σ are beyond what 53 bits can draw

    /// <summary>An example's part of the random numbers of a step.</summary>
    /// <param name="step">How many steps were before.</param>
    /// <param name="row">The example's row.</param>
    /// <param name="layer">The layer's place in the network.</param>
    public ulong Key(long step, long row, int layer) =>
        Mix(Mix(Mix(_seed + Golden) ^ (unchecked((ulong)step) * Golden)) ^ ((ulong)row * OfNoise) ^ ((ulong)layer << 40));

    /// <summary>What a node's activation is multiplied by: 0, or 1 / (1 − p).</summary>
    /// <param name="key">Of <see cref="Key"/>.</param>
    /// <param name="layer">The layer's place in the network.</param>
    /// <param name="node">The node's place in the layer.</param>
    public double Factor(ulong key, int layer, int node) => Share(Mix(key + (ulong)node * Golden)) < _rates[layer] ? 0.0 : 1.0 / (1.0 - _rates[layer]);

    /// <summary>An input as the step sees it: with noise, then left out or not.</summary>
    /// <param name="key">Of <see cref="Key"/>, layer 0.</param>
    /// <param name="node">The input's place.</param>
    /// <param name="value">What was put in.</param>
    public double Input(ulong key, int node, double value) => _rates[0] > 0.0 ? Noisy(key, node, value) * Factor(key, 0, node) : Noisy(key, node, value);

    /// <summary>An input with noise.</summary>
    public double Noisy(ulong key, int node, double value) => Noise > 0.0 ? value + Noise * Normal(key, node) : value;

    /// <summary>A number of the standard normal distribution, by Box and Muller.</summary>
    private static double Normal(ulong key, int node)
    {
        ulong bits = Mix((key ^ OfNoise) + (ulong)node * Golden);
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - Share(bits)));
        return radius * Math.Cos(2.0 * Math.PI * Share(Mix(bits)));
    }

    /// <summary>A number of 53 bits from 0 to below 1.</summary>
    private static double Share(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>The finalizer of SplitMix64: every bit in, every bit out.</summary>
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
