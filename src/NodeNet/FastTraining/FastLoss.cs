using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Where the loss meets the output layer: squared errors over vectors; every other loss example by example with the reference loops, for this part only.</summary>
internal sealed class FastLoss<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly ILoss _loss;
    private readonly FastLayer _outputs;
    private readonly int _lanes;
    private readonly AlignedArray<T> _mask; // one example: 1 for each output node, 0 beyond
    private readonly bool _isSquared;
    private readonly T _termFactor;
    private readonly T _slopeFactor;
    private readonly double[] _netInputs;
    private readonly double[] _activations;
    private readonly double[] _deltas;
    private readonly double[] _targets;

    public FastLoss(ILoss loss, FastLayer outputs, int lanes)
    {
        _loss = loss;
        _outputs = outputs;
        _lanes = lanes;
        _mask = new AlignedArray<T>(lanes == 1 ? outputs.Stride : 0);
        for (int node = 0; node < outputs.Count && lanes == 1; node++)
            _mask[node] = T.One;
        double share = loss.IsMeanOverOutputs ? 1.0 / outputs.Count : 1.0;
        (_isSquared, double term, double slope) = loss switch
        {
            SumOfSquaredErrors => (true, 1.0, 2.0),
            HalfSumOfSquaredErrors => (true, 0.5, 1.0),
            MeanSquaredError => (true, share, 2.0 * share),
            _ => (false, 0.0, 0.0),
        };
        _isSquared &= outputs.Kind != ActivationKind.Other;
        _termFactor = T.CreateTruncating(term);
        _slopeFactor = T.CreateTruncating(slope);

        // The reference loops want the output layer's values at its slots.
        int slots = outputs.Slot + outputs.Stride;
        _netInputs = _isSquared ? [] : new double[slots];
        _activations = _isSquared ? [] : new double[slots];
        _deltas = _isSquared ? [] : new double[slots];
        _targets = _isSquared ? [] : new double[outputs.Count];
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
    /// <returns>The loss.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double One(ref T targets, ref T z, ref T a, ref T delta, int size)
    {
        if (!_isSquared) return ByExample(ref targets, ref z, ref a, ref delta, 1, size, T.One);

        ref T mask = ref _mask.First;
        TVector factor = TVectors.Broadcast(_slopeFactor);
        TVector sum = TVectors.Zero;
        for (nint i = 0; i < size; i += TVectors.Width)
        {
            TVector error = TVectors.Multiply(TVectors.Load(ref mask, i), TVectors.Subtract(TVectors.Load(ref targets, i), TVectors.Load(ref a, i)));
            sum = TVectors.MultiplyAdd(error, error, sum);
            TVectors.Store(TVectors.Multiply(factor, error), ref delta, i);
        }
        ActivationLoop<T, TVector, TVectors>.MultiplySlope(_outputs.Kind, T.CreateTruncating(_outputs.Parameter), ref z, ref a, ref delta, size);
        return double.CreateTruncating(_termFactor * TVectors.Sum(sum));
    }

    /// <summary>Computes the losses of a batch and δ of each output node times <paramref name="share"/>.</summary>
    /// <param name="targets">The targets, laid out as <paramref name="a"/>.</param>
    /// <param name="z">The output layer's net inputs.</param>
    /// <param name="a">The output layer's activations.</param>
    /// <param name="delta">Receives δ · share; 0 beyond the examples. Null where only the losses are wanted.</param>
    /// <param name="examples">How many examples.</param>
    /// <param name="share">What an example counts.</param>
    /// <returns>The sum of the examples' losses.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Batch(ref T targets, ref T z, ref T a, ref T delta, int examples, T share)
    {
        int size = _outputs.Count * _lanes;
        FirstNotFinite = -1;
        if (!_isSquared) return Check(ByExample(ref targets, ref z, ref a, ref delta, examples, size, share), ref targets, ref a, examples);

        if (examples < _lanes) MakeEqual(ref targets, ref a, examples);
        bool wantsDeltas = !Unsafe.IsNullRef(ref delta);
        TVector factor = TVectors.Broadcast(_slopeFactor * share);
        TVector sum = TVectors.Zero;
        for (nint i = 0; i < size; i += TVectors.Width)
        {
            TVector error = TVectors.Subtract(TVectors.Load(ref targets, i), TVectors.Load(ref a, i));
            sum = TVectors.MultiplyAdd(error, error, sum);
            if (wantsDeltas) TVectors.Store(TVectors.Multiply(factor, error), ref delta, i);
        }
        if (wantsDeltas)
            ActivationLoop<T, TVector, TVectors>.MultiplySlope(_outputs.Kind, T.CreateTruncating(_outputs.Parameter), ref z, ref a, ref delta, size);
        return Check(double.CreateTruncating(_termFactor * TVectors.Sum(sum)), ref targets, ref a, examples);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double ByExample(ref T targets, ref T z, ref T a, ref T delta, int examples, int size, T share)
    {
        bool wantsDeltas = !Unsafe.IsNullRef(ref delta);
        for (int i = 0; i < size && wantsDeltas; i++)
            Unsafe.Add(ref delta, i) = T.Zero;

        double sum = 0.0;
        int slot = _outputs.Slot;
        for (int e = 0; e < examples; e++)
        {
            for (int node = 0; node < _outputs.Count; node++)
            {
                nint at = (nint)node * _lanes + e;
                _netInputs[slot + node] = double.CreateTruncating(Unsafe.Add(ref z, at));
                _activations[slot + node] = double.CreateTruncating(Unsafe.Add(ref a, at));
                _targets[node] = double.CreateTruncating(Unsafe.Add(ref targets, at));
            }
            double loss = OutputLoss.Value(_outputs.Layer, _loss, _targets, _netInputs, _activations);
            sum += loss;
            if (!wantsDeltas) continue;
            if (!double.IsFinite(loss))
            {
                FirstNotFinite = e;
                LossNotFinite = loss;
                return loss;
            }
            OutputLoss.Deltas(_outputs.Layer, _loss, _targets, _netInputs, _activations, _deltas);
            for (int node = 0; node < _outputs.Count; node++)
                Unsafe.Add(ref delta, (nint)node * _lanes + e) = T.CreateTruncating(_deltas[slot + node]) * share;
        }
        return sum;
    }

    /// <summary>Finds the example to blame, if the sum is not finite.</summary>
    private double Check(double sum, ref T targets, ref T a, int examples)
    {
        if (double.IsFinite(sum) || !_isSquared) return sum;
        for (int e = 0; e < examples; e++)
        {
            T loss = T.Zero;
            for (int node = 0; node < _outputs.Count; node++)
            {
                T error = Unsafe.Add(ref targets, (nint)node * _lanes + e) - Unsafe.Add(ref a, (nint)node * _lanes + e);
                loss += _termFactor * error * error;
            }
            if (T.IsFinite(loss)) continue;
            FirstNotFinite = e;
            LossNotFinite = double.CreateTruncating(loss);
            break;
        }
        return sum;
    }

    /// <summary>Beyond the examples: no error, so no loss and no δ.</summary>
    private void MakeEqual(ref T targets, ref T a, int examples)
    {
        for (int node = 0; node < _outputs.Count; node++)
        {
            for (int e = examples; e < _lanes; e++)
                Unsafe.Add(ref a, (nint)node * _lanes + e) = Unsafe.Add(ref targets, (nint)node * _lanes + e);
        }
    }
}
