namespace NodeNet.Activations;

/// <summary>Softmax: aᵢ = e^zᵢ / Σⱼ e^zⱼ. The layer's activations are positive and sum to 1, so they read as probabilities of classes.</summary>
/// <remarks>It belongs to a layer, never to a single node, and works under every loss. With <see cref="Losses.CrossEntropy"/> the two are
/// computed together, so that saturation costs no digits.</remarks>
public sealed class Softmax : ILayerActivation
{
    /// <inheritdoc/>
    public string Name => "softmax";

    /// <summary>e^(zᵢ − max z) / Σⱼ e^(zⱼ − max z): taking off the largest net input changes nothing but makes overflow impossible.</summary>
    /// <inheritdoc/>
    public void Activate(ReadOnlySpan<double> netInputs, Span<double> activations)
    {
        double largest = netInputs[0];
        for (int i = 1; i < netInputs.Length; i++)
            largest = Math.Max(largest, netInputs[i]);

        double sum = 0.0;
        for (int i = 0; i < netInputs.Length; i++)
        {
            activations[i] = Math.Exp(netInputs[i] - largest);
            sum += activations[i];
        }
        for (int i = 0; i < netInputs.Length; i++)
            activations[i] /= sum;
    }

    /// <summary>δᵢ = aᵢ · (pushᵢ − Σⱼ aⱼ · pushⱼ), because ∂aⱼ/∂zᵢ is aᵢ·(1 − aᵢ) for j = i and −aᵢ·aⱼ otherwise.</summary>
    /// <inheritdoc/>
    public void Deltas(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes, Span<double> deltas)
    {
        double mean = 0.0;
        for (int j = 0; j < activations.Length; j++)
            mean += activations[j] * pushes[j];
        for (int i = 0; i < activations.Length; i++)
            deltas[i] = activations[i] * (pushes[i] - mean);
    }
}
