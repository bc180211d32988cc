using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Room for the values of a batch, and the forward pass over it.</summary>
internal ref struct FastBatch<TVector, TVectors>
    where TVectors : struct, IVectors<TVector, double>
{
    private readonly double[] _parameters;
    private readonly NetworkLayout _shape;
    private readonly double[] _values;
    private readonly double[] _sums;
    private readonly ActiveRun[] _runs;
    private readonly int[] _rows;
    private readonly int _size;
    private int _examples;

    public FastBatch(NetworkLayout shape, double[] parameters, int count, int mostLanes)
    {
        _parameters = parameters;
        _shape = shape;
        Lanes = BatchMemory.Lanes(Math.Min(mostLanes, count), 2L * _shape.SlotCount, sizeof(double), TVectors.Width);
        _size = ArraySize.Checked((long)_shape.SlotCount * Lanes);
        _values = ArrayPool<double>.Shared.Rent(2 * _size);
        _runs = ArrayPool<ActiveRun>.Shared.Rent(ActiveRuns<double, TVector, TVectors>.Most(_shape.InputCount));
        _sums = ArrayPool<double>.Shared.Rent(HasRows ? _shape.LargestStride * Lanes : 0);
        _rows = ArrayPool<int>.Shared.Rent(Lanes);
    }

    public int Lanes { get; }

    private readonly bool HasRows => _shape.InputCount >= InputRows<double>.Least;

    public readonly ReadOnlySpan<int> Rows => _rows.AsSpan(0, _examples);

    public readonly ref double NetOutputs => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), (nint)_shape.Output.Slot * Lanes);

    public readonly ref double Outputs => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _size + (nint)_shape.Output.Slot * Lanes);

    public int Forward(Rows inputs, int start, int end)
    {
        _examples = Math.Min(Lanes, end - start);
        for (int e = 0; e < _examples; e++)
            _rows[e] = start + e;

        ref double parameters = ref MemoryMarshal.GetArrayDataReference(_parameters);
        ref double net = ref MemoryMarshal.GetArrayDataReference(_values);
        ref double act = ref Unsafe.Add(ref net, _size);
        InputRows<double> rows = default;
        if (HasRows)
        {
            ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(inputs.Values), (nint)start * inputs.Width);
            int runs = ActiveRuns<double, TVector, TVectors>.Find(ref first, inputs.Width, _examples, _runs);
            rows = new InputRows<double>(ref first, inputs.Width, _examples, _runs.AsSpan(0, runs), ref MemoryMarshal.GetArrayDataReference(_sums));
        }
        else
        {
            FastLayout<double>.Gather(ref MemoryMarshal.GetReference(inputs.Values), inputs.Width, Rows, ref act, Lanes);
        }
        foreach (LayerLayout layer in _shape.Layers)
        {
            nint at = (nint)layer.Slot * Lanes;
            FastForward<double, TVector, TVectors>.NetInputs(layer, ref parameters, ref net, ref act, rows, Lanes, 0, layer.Count);
            FastForward<double, TVector, TVectors>.Activate(layer, ref Unsafe.Add(ref net, at), ref Unsafe.Add(ref act, at), Lanes, _examples, 0, layer.Count);
        }
        return _examples;
    }

    public readonly void Dispose()
    {
        ArrayPool<double>.Shared.Return(_values);
        ArrayPool<double>.Shared.Return(_sums);
        ArrayPool<ActiveRun>.Shared.Return(_runs);
        ArrayPool<int>.Shared.Return(_rows);
    }
}
