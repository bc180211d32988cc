using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.FastTraining;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Predicting and measuring on the fast loops.</summary>
internal static class FastPredictor<TVector, TVectors>
    where TVectors : struct, IVectors<TVector, double>
{
    // Enough examples to keep the arithmetic busy, few enough for a large network's values to stay in cache. A very large network takes fewer.
    private const int MostLanes = 64;

    // Below so many multiply-adds, some hundreds of microseconds of work, predictions stay on one thread unless told otherwise.
    private const long LeastWork = 1 << 23;

    /// <summary>How many numbers <see cref="One"/> needs room for.</summary>
    public static int WorkspaceOf(FastShape shape) => 2 * shape.SlotCount + (shape.InputCount + shape.MostNodes + 1) / 2;

    /// <summary>One row.</summary>
    public static void One(Network network, ReadOnlySpan<double> inputs, Span<double> outputs, Span<double> workspace)
    {
        FastShape shape = network.FastShape;
        ref double net = ref MemoryMarshal.GetReference(workspace);
        ref double act = ref Unsafe.Add(ref net, shape.SlotCount);
        ref int active = ref Unsafe.As<double, int>(ref Unsafe.Add(ref act, shape.SlotCount));
        FastForward<double, TVector, TVectors>.One(
            shape, ref MemoryMarshal.GetArrayDataReference(network.Parameters), ref MemoryMarshal.GetReference(inputs), ref net, ref act, ref active);
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref act, shape.Output.Slot), shape.Output.Count).CopyTo(outputs);
    }

    /// <summary>Many rows. Threads divide them: what is computed for a row does not hang on its neighbours.</summary>
    public static void Many(Network network, Rows inputs, double[] outputs, int? threads)
    {
        int batches = (inputs.Count + MostLanes - 1) / MostLanes;
        bool isLarge = (long)network.ParameterEnd * inputs.Count >= LeastWork;
        int parts = Threads.Useful(threads, isLarge, batches);
        if (parts == 1)
        {
            Many(network, inputs, outputs, 0, inputs.Count);
            return;
        }
        try
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part =>
                Many(network, inputs, outputs, (int)((long)batches * part / parts) * MostLanes, Math.Min((int)((long)batches * (part + 1) / parts) * MostLanes, inputs.Count)));
        }
        catch (AggregateException failures) // of the user's own activation function: it comes through as it is
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private static void Many(Network network, Rows inputs, double[] outputs, int from, int to)
    {
        using var batch = new Batch(network, to - from);
        int width = network.OutputLayer.Count;
        for (int start = from; start < to; start += batch.Lanes)
        {
            int examples = batch.Forward(inputs, start, to);
            FastLayout<double>.Scatter(ref batch.Outputs, batch.Lanes, examples, width, ref outputs[start * width]);
        }
    }

    /// <summary>The loss and, if the targets name classes, the accuracy over a data set.</summary>
    public static Evaluation Evaluate(Network network, ILoss loss, DataSet data)
    {
        FastLayer output = network.FastShape.Output;
        using var batch = new Batch(network, data.Count);
        var fastLoss = new FastLoss<double, TVector, TVectors>(loss, output, batch.Lanes);
        int size = output.Count * batch.Lanes;
        double[] rented = ArrayPool<double>.Shared.Rent(size);
        ref double targets = ref MemoryMarshal.GetArrayDataReference(rented);

        double sum = 0.0;
        int right = 0;
        for (int start = 0; start < data.Count; start += batch.Lanes)
        {
            int examples = batch.Forward(data.Inputs, start, data.Count);
            FastLayout<double>.Gather(ref MemoryMarshal.GetReference(data.Targets.Values), output.Count, batch.Rows, ref targets, batch.Lanes);
            right += RightCount<double, TVector, TVectors>.Of(ref batch.Outputs, ref targets, output.Count, batch.Lanes, examples);
            sum += fastLoss.Batch(ref targets, ref batch.NetOutputs, ref batch.Outputs, ref Unsafe.NullRef<double>(), examples, 1.0);
        }
        ArrayPool<double>.Shared.Return(rented);
        return new Evaluation(sum / data.Count, data.IsClassification ? (double)right / data.Count : null);
    }

    /// <summary>Room for the values of a batch, and the forward pass over it.</summary>
    private ref struct Batch
    {
        private readonly Network _network;
        private readonly FastShape _shape;
        private readonly double[] _values;
        private readonly double[] _sums;
        private readonly ActiveRun[] _runs;
        private readonly int[] _rows;
        private readonly int _size;
        private int _examples;

        public Batch(Network network, int count)
        {
            _network = network;
            _shape = network.FastShape;
            Lanes = BatchMemory.Lanes(Math.Min(MostLanes, count), 2L * _shape.SlotCount, sizeof(double), TVectors.Width);
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

            ref double parameters = ref MemoryMarshal.GetArrayDataReference(_network.Parameters);
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
            foreach (FastLayer layer in _shape.Layers)
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
}
