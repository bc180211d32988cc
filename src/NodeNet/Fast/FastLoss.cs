using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Losses;

namespace NodeNet.Fast;

/// <summary>Where the loss meets the output layer: squared errors over vectors; every other loss example by example with the reference loops, for this part only.</summary>
internal sealed class FastLoss<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly ILoss _loss;
    private readonly FastLayer _outputs;
    private readonly bool _isSquared;
    private readonly T _termFactor;
    private readonly T _slopeFactor;
    private readonly double[] _netInputs;
    private readonly double[] _activations;
    private readonly double[] _deltas;
    private readonly double[] _targets;

    public FastLoss(ILoss loss, FastLayer outputs)
    {
        _loss = loss;
        _outputs = outputs;
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

    /// <summary>Computes the loss of each example, and δ of each output node times <paramref name="share"/>.</summary>
    /// <param name="targets">The targets, laid out as <paramref name="a"/>; 0 beyond the examples and nodes.</param>
    /// <param name="z">The output layer's net inputs.</param>
    /// <param name="a">The output layer's activations; set to 0 beyond the examples and nodes.</param>
    /// <param name="delta">Receives δ · share; 0 beyond the examples and nodes. Null where only the loss is wanted.</param>
    /// <param name="lanes">How far apart nodes are.</param>
    /// <param name="examples">How many examples.</param>
    /// <param name="size">How many numbers the output layer's part of an array has, padding included.</param>
    /// <param name="share">What an example counts.</param>
    /// <returns>The sum of the examples' losses.</returns>
    public double Run(ref T targets, ref T z, ref T a, ref T delta, int lanes, int examples, int size, T share)
    {
        ClearPadding(ref a, lanes, examples, size);
        if (!_isSquared) return ByExample(ref targets, ref z, ref a, ref delta, lanes, examples, size, share);

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
        return double.CreateTruncating(_termFactor * TVectors.Sum(sum));
    }

    /// <summary>The loss of a single example, as large as the precision can hold.</summary>
    public double OfExample(ref T targets, ref T z, ref T a, int lanes, int example)
    {
        int slot = _outputs.Slot;
        var wanted = new double[_outputs.Count];
        var netInputs = new double[slot + _outputs.Count];
        var activations = new double[slot + _outputs.Count];
        for (int node = 0; node < _outputs.Count; node++)
        {
            nint at = (nint)node * lanes + example;
            netInputs[slot + node] = double.CreateTruncating(Unsafe.Add(ref z, at));
            activations[slot + node] = double.CreateTruncating(Unsafe.Add(ref a, at));
            wanted[node] = double.CreateTruncating(Unsafe.Add(ref targets, at));
        }
        return double.CreateTruncating(T.CreateTruncating(OutputLoss.Value(_outputs.Layer, _loss, wanted, netInputs, activations)));
    }

    private double ByExample(ref T targets, ref T z, ref T a, ref T delta, int lanes, int examples, int size, T share)
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
                nint at = (nint)node * lanes + e;
                _netInputs[slot + node] = double.CreateTruncating(Unsafe.Add(ref z, at));
                _activations[slot + node] = double.CreateTruncating(Unsafe.Add(ref a, at));
                _targets[node] = double.CreateTruncating(Unsafe.Add(ref targets, at));
            }
            sum += OutputLoss.Value(_outputs.Layer, _loss, _targets, _netInputs, _activations);
            if (!wantsDeltas) continue;
            OutputLoss.Deltas(_outputs.Layer, _loss, _targets, _netInputs, _activations, _deltas);
            for (int node = 0; node < _outputs.Count; node++)
                Unsafe.Add(ref delta, (nint)node * lanes + e) = T.CreateTruncating(_deltas[slot + node]) * share;
        }
        return sum;
    }

    private void ClearPadding(ref T a, int lanes, int examples, int size)
    {
        if (examples < lanes)
        {
            for (int node = 0; node < _outputs.Count; node++)
            {
                for (int e = examples; e < lanes; e++)
                    Unsafe.Add(ref a, (nint)node * lanes + e) = T.Zero;
            }
        }
        for (int i = _outputs.Count * lanes; i < size; i++)
            Unsafe.Add(ref a, i) = T.Zero;
    }
}
