using System.Buffers;
using System.Numerics;
using NodeNet.Activations;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>An activation function of a whole layer over a batch: a lane is an example, so each vector goes through all the layer's nodes.</summary>
internal abstract class ArrayLayerActivation<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>The activations of all nodes for all examples.</summary>
    /// <param name="z">The layer's net inputs.</param>
    /// <param name="a">Receives its activations.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="lanes">How far apart they are; a multiple of the width.</param>
    public abstract void Activate(ref T z, ref T a, int nodes, int lanes);

    /// <summary>Turns pushes into δs, in place.</summary>
    /// <param name="z">The layer's net inputs.</param>
    /// <param name="a">Its activations.</param>
    /// <param name="delta">Its pushes; receives its δs.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="lanes">How far apart they are; a multiple of the width.</param>
    public abstract void PushesToDeltas(ref T z, ref T a, ref T delta, int nodes, int lanes);

    /// <summary>Of an activation function, if its mathematics is written over any kind of number; otherwise null.</summary>
    public static ArrayLayerActivation<T, TVector, TVectors>? Of(ILayerActivation activation) =>
        activation is ILayerActivationFormulaSource source ? source.HandTo(default(Maker)) : null;

    private readonly struct Maker : ILayerActivationFormulaReader<ArrayLayerActivation<T, TVector, TVectors>>
    {
        public ArrayLayerActivation<T, TVector, TVectors> Read<TFormula>(TFormula formula)
            where TFormula : struct, ILayerActivationFormula => new Over<TFormula>(formula);
    }

    private sealed class Over<TFormula>(TFormula formula) : ArrayLayerActivation<T, TVector, TVectors>
        where TFormula : struct, ILayerActivationFormula
    {
        public override void Activate(ref T z, ref T a, int nodes, int lanes)
        {
            using var columns = new Columns<T, TVector, TVectors>(nodes, 2);
            for (int at = 0; at < lanes; at += TVectors.Width)
            {
                columns.Load(0, ref z, at, lanes);
                formula.Activate<Lanes<T, TVector, TVectors>>(columns[0], columns[1]);
                columns.Store(1, ref a, at, lanes);
            }
        }

        public override void PushesToDeltas(ref T z, ref T a, ref T delta, int nodes, int lanes)
        {
            using var columns = new Columns<T, TVector, TVectors>(nodes, 3);
            for (int at = 0; at < lanes; at += TVectors.Width)
            {
                columns.Load(0, ref z, at, lanes);
                columns.Load(1, ref a, at, lanes);
                columns.Load(2, ref delta, at, lanes);
                formula.Deltas<Lanes<T, TVector, TVectors>>(columns[0], columns[1], columns[2], columns[2]);
                columns.Store(2, ref delta, at, lanes);
            }
        }
    }
}

/// <summary>Some values of a layer's nodes for as many examples as a vector has lanes, side by side.</summary>
internal readonly ref struct Columns<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly Lanes<T, TVector, TVectors>[] _rented;
    private readonly int _nodes;

    public Columns(int nodes, int count)
    {
        _nodes = nodes;
        _rented = ArrayPool<Lanes<T, TVector, TVectors>>.Shared.Rent(nodes * count);
    }

    public Span<Lanes<T, TVector, TVectors>> this[int which] => _rented.AsSpan(which * _nodes, _nodes);

    public void Load(int which, ref T source, nint at, nint lanes)
    {
        Span<Lanes<T, TVector, TVectors>> column = this[which];
        for (int node = 0; node < column.Length; node++)
            column[node] = Lanes<T, TVector, TVectors>.Load(ref source, node * lanes + at);
    }

    public void Store(int which, ref T target, nint at, nint lanes)
    {
        Span<Lanes<T, TVector, TVectors>> column = this[which];
        for (int node = 0; node < column.Length; node++)
            column[node].Store(ref target, node * lanes + at);
    }

    public void Dispose() => ArrayPool<Lanes<T, TVector, TVectors>>.Shared.Return(_rented);
}
