using NodeNet.Formulas;

namespace NodeNet.Activations;

/// <summary>Softmax: aᵢ = e^zᵢ / Σⱼ e^zⱼ. The layer's activations are positive and sum to 1, so they read as probabilities of classes.</summary>
/// <remarks>It belongs to a layer, never to a single node, and works under every loss. With <see cref="Losses.CrossEntropy"/> the two are computed together, so
/// that saturation costs no digits.</remarks>
public sealed class Softmax() : LayerActivation<Softmax.Formula>("softmax", new Formula())
{
    /// <summary>The mathematics.</summary>
    public readonly struct Formula : ILayerActivationFormula
    {
        /// <summary>e^(zᵢ − max z) / Σⱼ e^(zⱼ − max z): subtracting the largest net input changes nothing but makes overflow impossible.</summary>
        /// <inheritdoc/>
        public void Activate<T>(ReadOnlySpan<T> netInputs, Span<T> activations)
            where T : IReal<T>
        {
            T largest = netInputs[0];
            for (int i = 1; i < netInputs.Length; i++)
                largest = T.Max(largest, netInputs[i]);

            for (int i = 0; i < netInputs.Length; i++)
                activations[i] = T.Exp(netInputs[i] - largest);
            T sum = T.Sum(activations);
            for (int i = 0; i < netInputs.Length; i++)
                activations[i] /= sum;
        }

        /// <summary>δᵢ = aᵢ · (pushᵢ − Σⱼ aⱼ · pushⱼ), because ∂aⱼ/∂zᵢ is aᵢ · (1 − aᵢ) for j = i and −aᵢ · aⱼ otherwise.</summary>
        /// <inheritdoc/>
        public void Deltas<T>(ReadOnlySpan<T> netInputs, ReadOnlySpan<T> activations, ReadOnlySpan<T> pushes, Span<T> deltas)
            where T : IReal<T>
        {
            T mean = activations[0] * pushes[0];
            for (int j = 1; j < activations.Length; j++)
                mean += activations[j] * pushes[j];
            for (int i = 0; i < activations.Length; i++)
                deltas[i] = activations[i] * (pushes[i] - mean);
        }
    }
}
