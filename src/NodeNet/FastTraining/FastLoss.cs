using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Where the loss meets the output layer: over vectors if the loss and the activation function are formulas; otherwise example by example, with the
/// reference
/// loops for this part only.</summary>
internal sealed class FastLoss<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly LayerLayout _outputs;
    private readonly int _lanes;
    private readonly T _share; // of an output in the loss: 1, or one over the number of outputs
    private readonly ArrayActivation<T, TVector, TVectors>? _activation;
    private readonly ArrayLayerActivation<T, TVector, TVectors>? _wholeLayer;
    private readonly ArrayLoss<T, TVector, TVectors>? _vectors;
    private readonly ArrayLayerLoss<T, TVector, TVectors>? _layerVectors;
    private readonly ExampleLoss? _byExample;
    private readonly AlignedArray<T> _mask; // one example: 1 for each output node, 0 beyond; a batch: 1 for each example or its weight, 0 beyond
    private bool _isWeighted; // the mask then holds the examples' weights
    private readonly AlignedArray<T> _losses; // of each example, where they are computed together with a whole layer

    public FastLoss(ILoss loss, Layer outputLayer, LayerLayout outputs, int lanes)
    {
        _outputs = outputs;
        _lanes = lanes;
        _share = loss.IsMeanOverOutputs ? T.One / T.CreateTruncating(outputs.Count) : T.One;
        _activation = outputs.Function<T, TVector, TVectors>();
        _wholeLayer = lanes > 1 ? outputs.WholeFunction<T, TVector, TVectors>() : null;
        if (_activation is not null)
        {
            _vectors = loss is INodeFusedLoss fused && fused.FusesWith(outputs.Shared!)
                ? ArrayLoss<T, TVector, TVectors>.OfFused(fused)
                : ArrayLoss<T, TVector, TVectors>.Of(loss);
        }
        else if (_wholeLayer is not null)
        {
            if (loss is ILayerFusedLoss fused && fused.FusesWith(outputs.WholeLayer!)) _layerVectors = ArrayLayerLoss<T, TVector, TVectors>.Of(fused);
            else _vectors = ArrayLoss<T, TVector, TVectors>.Of(loss);
        }
        if (_vectors is null && _layerVectors is null) _byExample = new ExampleLoss(loss, outputLayer);

        _mask = new AlignedArray<T>(lanes == 1 ? outputs.Stride : lanes);
        for (int node = 0; node < outputs.Count && lanes == 1; node++)
            _mask[node] = T.One;
        _losses = new AlignedArray<T>(_layerVectors is null ? 0 : lanes);
    }

    /// <summary>The first example of the last batch whose loss was not finite; −1 if there is none, even where the sum of finite losses is infinite.</summary>
    public int FirstNotFinite { get; private set; }

    /// <summary>Its loss.</summary>
    public double LossNotFinite { get; private set; }

    /// <summary>Computes the loss of one example and δ of each output node.</summary>
    /// <param name="targets">The targets; what stands beyond the nodes is not used.</param>
    /// <param name="z">The output layer's net inputs.</param>
    /// <param name="a">The output layer's activations.</param>
    /// <param name="delta">Receives δ; 0 beyond the nodes.</param>
    /// <param name="size">How many numbers whole vectors over the output nodes have.</param>
    /// <param name="factor">What δs are multiplied by: 1, or how much the example counts.</param>
    /// <returns>The loss.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double One(ref T targets, ref T z, ref T a, ref T delta, int size, T factor)
    {
        if (_vectors is null) return ByExample(ref targets, ref z, ref a, ref delta, 1, size, factor);

        T sum = _vectors.Run(ref targets, ref z, ref a, ref delta, 1, size, _share * factor, ref _mask.First);
        if (!_vectors.MakesDeltas) _activation!.MultiplySlope(ref z, ref a, ref delta, size);
        return double.CreateTruncating(_share * sum);
    }

    /// <summary>Takes over how much each example of the next batch counts.</summary>
    /// <param name="weights">By example; null where all count alike.</param>
    /// <param name="batch">The numbers of the batch's examples.</param>
    public void Weigh(RowWeights? weights, ReadOnlySpan<int> batch)
    {
        _isWeighted = weights is not null;
        if (weights is null) return;
        for (int e = 0; e < _lanes; e++)
            _mask[e] = e < batch.Length ? T.CreateTruncating(weights[batch[e]]) : T.Zero;
    }

    /// <summary>As the other, of examples that follow one another.</summary>
    public void Weigh(RowWeights? weights, int first, int count)
    {
        _isWeighted = weights is not null;
        if (weights is null) return;
        for (int e = 0; e < _lanes; e++)
            _mask[e] = e < count ? T.CreateTruncating(weights[first + e]) : T.Zero;
    }

    /// <summary>How many examples' class is predicted right; with weights, their weights' sum.</summary>
    public double Right(ref T outputs, ref T targets, int examples)
    {
        if (!_isWeighted) return RightCount<T, TVector, TVectors>.Of(ref outputs, ref targets, _outputs.Count, _lanes, examples);
        double right = 0.0;
        for (int e = 0; e < examples; e++)
        {
            if (FastLayout<T>.IsRight(ref outputs, ref targets, _outputs.Count, _lanes, e)) right += double.CreateTruncating(_mask[e]);
        }
        return right;
    }

    /// <summary>Computes the losses of a batch and δ of each output node times <paramref name="share"/>; both as often as the example
    /// counts.</summary>
    /// <param name="targets">The targets, laid out as <paramref name="a"/>.</param>
    /// <param name="z">The output layer's net inputs.</param>
    /// <param name="a">The output layer's activations.</param>
    /// <param name="delta">Receives δ · share; 0 beyond the examples. Null where only the losses are wanted.</param>
    /// <param name="examples">How many examples there are.</param>
    /// <param name="share">What δs are multiplied by: 1, or one over the number of examples.</param>
    /// <returns>The sum of the examples' losses.</returns>
    public double Batch(ref T targets, ref T z, ref T a, ref T delta, int examples, T share)
    {
        FirstNotFinite = -1;
        if (_byExample is not null)
            return ByExample(ref targets, ref z, ref a, ref delta, examples, (nint)_outputs.Count * _lanes, share);
        if (_layerVectors is not null) return Together(ref targets, ref z, ref a, ref delta, examples, share);

        ref T mask = ref _isWeighted || examples < _lanes ? ref MaskOf(examples) : ref Unsafe.NullRef<T>();
        T sum = _vectors!.Run(ref targets, ref z, ref a, ref delta, _outputs.Count, _lanes, _share * share, ref mask);
        if (!Unsafe.IsNullRef(ref delta) && !_vectors.MakesDeltas)
        {
            if (_wholeLayer is null) _activation!.MultiplySlope(ref z, ref a, ref delta, (nint)_outputs.Count * _lanes);
            else _wholeLayer.PushesToDeltas(ref z, ref a, ref delta, _outputs.Count, _lanes);
        }
        double loss = double.CreateTruncating(_share * sum);
        if (!double.IsFinite(loss)) FindNotFinite(ref targets, ref z, ref a, examples);
        return loss;
    }

    /// <summary>With a whole layer's activation function.</summary>
    private double Together(ref T targets, ref T z, ref T a, ref T delta, int examples, T share)
    {
        _layerVectors!.Run(ref targets, ref z, ref a, ref delta, _outputs.Count, _lanes, _share * share, ref MaskOf(examples), ref _losses.First);
        double sum = 0.0;
        for (int e = 0; e < examples; e++)
        {
            double loss = double.CreateTruncating(_share * _losses[e]);
            sum += loss;
            if (!double.IsFinite(loss) && FirstNotFinite < 0) Blame(e, loss);
        }
        return sum;
    }

    private double ByExample(ref T targets, ref T z, ref T a, ref T delta, int examples, nint size, T share)
    {
        bool wantsDeltas = !Unsafe.IsNullRef(ref delta);
        for (nint i = 0; i < size && wantsDeltas; i++)
            Unsafe.Add(ref delta, i) = T.Zero;

        double sum = 0.0;
        for (int e = 0; e < examples; e++)
        {
            T weight = _isWeighted ? _mask[e] : T.One;
            if (weight == T.Zero) continue;
            double loss = _byExample!.Of(ref targets, ref z, ref a, _lanes, e);
            sum += double.CreateTruncating(weight) * loss;
            if (!wantsDeltas) continue;
            if (!double.IsFinite(loss))
            {
                Blame(e, loss);
                return loss;
            }
            _byExample.StoreDeltas(ref delta, _lanes, e, weight * share);
        }
        return sum;
    }

    /// <summary>Finds the example to blame for a sum that is not finite, if there is one.</summary>
    private void FindNotFinite(ref T targets, ref T z, ref T a, int examples)
    {
        for (int e = 0; e < examples; e++)
        {
            T sum = T.Zero;
            for (int node = 0; node < _outputs.Count; node++)
            {
                nint at = (nint)node * _lanes + e;
                sum += _vectors!.Term(Unsafe.Add(ref targets, at), Unsafe.Add(ref z, at), Unsafe.Add(ref a, at));
            }
            if (T.IsFinite(_share * sum) || (_isWeighted && _mask[e] == T.Zero)) continue;
            Blame(e, double.CreateTruncating(_share * sum));
            return;
        }
    }

    private void Blame(int example, double loss)
    {
        FirstNotFinite = example;
        LossNotFinite = loss;
    }

    private ref T MaskOf(int examples)
    {
        for (int e = 0; e < _lanes && !_isWeighted; e++)
            _mask[e] = e < examples ? T.One : T.Zero;
        return ref _mask.First;
    }

    /// <summary>One example at a time, with doubles and the reference loops.</summary>
    private sealed class ExampleLoss(ILoss loss, Layer outputs)
    {
        // The reference loops want the output layer's values at its slots.
        private readonly double[] _netInputs = new double[outputs.FirstSlot + outputs.Stride];
        private readonly double[] _activations = new double[outputs.FirstSlot + outputs.Stride];
        private readonly double[] _deltas = new double[outputs.FirstSlot + outputs.Stride];
        private readonly double[] _targets = new double[outputs.Count];

        public double Of(ref T targets, ref T z, ref T a, nint lanes, int example)
        {
            for (int node = 0; node < outputs.Count; node++)
            {
                nint at = node * lanes + example;
                int slot = outputs.Slot(node);
                _netInputs[slot] = double.CreateTruncating(Unsafe.Add(ref z, at));
                _activations[slot] = double.CreateTruncating(Unsafe.Add(ref a, at));
                _targets[node] = double.CreateTruncating(Unsafe.Add(ref targets, at));
            }
            return OutputLoss.Value(outputs, loss, _targets, _netInputs, _activations);
        }

        public void StoreDeltas(ref T delta, nint lanes, int example, T share)
        {
            OutputLoss.Deltas(outputs, loss, _targets, _netInputs, _activations, _deltas);
            for (int node = 0; node < outputs.Count; node++)
                Unsafe.Add(ref delta, node * lanes + example) = T.CreateTruncating(_deltas[outputs.Slot(node)]) * share;
        }
    }
}
