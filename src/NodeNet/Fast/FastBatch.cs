using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Room for the values of a batch, and the forward pass over it.</summary>
internal ref struct FastBatch<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly AlignedArray<T> _parameters;
    private readonly PackedWeights<T>? _packed;
    private readonly NetworkLayout _shape;
    private readonly RentedNumbers<T> _values;
    private readonly RentedNumbers<T> _sums;
    private readonly ActiveRun[] _runs;
    private readonly int[] _rows;
    private readonly int _size;
    private int _examples;

    public FastBatch(NetworkLayout shape, AlignedArray<T> parameters, int count, int mostLanes, PackedWeights<T>? packed = null)
    {
        _parameters = parameters;
        _packed = packed;
        _shape = shape;
        Lanes = LanesFor(shape, count, mostLanes);
        _size = ArraySize.Checked((long)_shape.SlotCount * Lanes);
        _values = new RentedNumbers<T>(2 * _size);
        _runs = ArrayPool<ActiveRun>.Shared.Rent(ActiveRuns<T, TVector, TVectors>.Most(_shape.InputCount));
        _sums = new RentedNumbers<T>(HasRows ? _shape.LargestStride * Lanes : 0);
        _rows = ArrayPool<int>.Shared.Rent(Lanes);
    }

    /// <summary>Room for how many examples a batch has, of so many in all.</summary>
    public static int LanesFor(NetworkLayout shape, int count, int mostLanes) =>
        BatchMemory.Lanes(Math.Min(mostLanes, count), 2L * shape.SlotCount, Unsafe.SizeOf<T>(), TVectors.Width);

    public int Lanes { get; }

    private readonly bool HasRows => _shape.InputCount >= InputRows<T>.Least;

    /// <summary>Whether all net inputs of the first layer that is computed are finite. Then all inputs were, since each of them has a part in each of these
    /// sums, if only by a weight of 0; a look at them takes longer where they are many.</summary>
    public readonly bool HasFiniteBeginning
    {
        get
        {
            LayerLayout first = _shape.Layers[0];
            return first.Blocks.Length > 0 && FiniteCheck.AllFinite<T>(_values.Span.Slice(first.Slot * Lanes, first.Count * Lanes));
        }
    }

    /// <summary>The rows of the last pass, counted from its first.</summary>
    public readonly ReadOnlySpan<int> Rows => _rows.AsSpan(0, _examples);

    public readonly ref T NetOutputs => ref Unsafe.Add(ref _values.First, (nint)_shape.Output.Slot * Lanes);

    public readonly ref T Outputs => ref Unsafe.Add(ref _values.First, _size + (nint)_shape.Output.Slot * Lanes);

    /// <summary>The forward pass over rows that follow each other; their values are laid side by side in <see cref="Outputs"/>.</summary>
    /// <param name="inputs">The first input of the first row.</param>
    /// <param name="count">How many rows there are; as many are taken as there is room for.</param>
    /// <returns>How many were taken.</returns>
    public int Forward(ref T inputs, int count)
    {
        int width = _shape.InputCount;
        _examples = Math.Min(Lanes, count);
        for (int e = 0; e < _examples; e++)
            _rows[e] = e;

        ref T parameters = ref _parameters.First;
        ref T net = ref _values.First;
        ref T act = ref Unsafe.Add(ref net, _size);
        scoped InputRows<T> rows = default;
        if (HasRows)
        {
            int runs = ActiveRuns<T, TVector, TVectors>.Find(ref inputs, width, _examples, _runs);
            rows = new InputRows<T>(ref inputs, width, _examples, _runs.AsSpan(0, runs), ref _sums.First);
        }
        else
        {
            FastLayout<T>.Gather(ref inputs, width, Rows, ref act, Lanes);
        }
        Layers(_shape, ref parameters, ref net, ref act, rows, Lanes, _examples, _packed);
        return _examples;
    }

    /// <summary>The pass from the inputs, which are laid side by side in <paramref name="act"/> or in rows, through all layers.</summary>
    public static void Layers(
        NetworkLayout shape, ref T parameters, ref T net, ref T act, scoped in InputRows<T> rows, int lanes, int examples, PackedWeights<T>? packed = null)
    {
        for (int i = 0; i < shape.Layers.Length; i++)
        {
            LayerLayout layer = shape.Layers[i];
            nint at = (nint)layer.Slot * lanes;
            ReadOnlySpan<AlignedArray<T>?> ready = packed is null ? default : packed.Of(i);
            FastForward<T, TVector, TVectors>.NetInputs(layer, ref parameters, ref net, ref act, rows, lanes, 0, layer.Count, ready);
            FastForward<T, TVector, TVectors>.Activate(layer, ref Unsafe.Add(ref net, at), ref Unsafe.Add(ref act, at), lanes, examples, 0, layer.Count);
        }
    }

    public readonly void Dispose()
    {
        _values.Dispose();
        _sums.Dispose();
        ArrayPool<ActiveRun>.Shared.Return(_runs);
        ArrayPool<int>.Shared.Return(_rows);
    }
}
