using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Predicting on the fast loops.</summary>
internal static class FastPredictor<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    // Enough examples to keep the arithmetic busy, few enough for a large network's values to stay in cache. A very large network takes fewer.
    public const int MostLanes = 64;

    // Below so many multiply-adds, some hundreds of microseconds of work, predictions stay on one thread unless told otherwise.
    private const long LeastWork = 1 << 23;

    // Even if asked, a thread is not woken for less, some hundreds of microseconds: it would hardly have begun when the others are done.
    private const long LeastWorkOfThread = 1 << 21;

    // An activation function costs about as much as so many multiply-adds.
    private const long WorkOfActivation = 16;

    // So many rows at a time are brought to another precision.
    private const int ConvertedRows = MostLanes;

    /// <summary>How many numbers <see cref="One"/> needs room for.</summary>
    public static int WorkspaceOf(NetworkLayout shape)
    {
        int numbers = Unsafe.SizeOf<T>() / sizeof(int); // that a number has room for
        int converted = typeof(T) == typeof(double) ? 0 : shape.InputCount;
        return 2 * shape.SlotCount + (shape.InputCount + shape.MostNodes + numbers - 1) / numbers + converted;
    }

    /// <summary>One row.</summary>
    public static void One(NetworkLayout shape, ref T parameters, ReadOnlySpan<double> inputs, Span<double> outputs, Span<T> workspace)
    {
        ref T net = ref MemoryMarshal.GetReference(workspace);
        ref T act = ref Unsafe.Add(ref net, shape.SlotCount);
        ref int active = ref Unsafe.As<T, int>(ref Unsafe.Add(ref act, shape.SlotCount));
        if (typeof(T) == typeof(double))
        {
            ref T row = ref Unsafe.As<double, T>(ref MemoryMarshal.GetReference(inputs));
            FastForward<T, TVector, TVectors>.One(shape, ref parameters, ref row, ref net, ref act, ref active);
        }
        else
        {
            Span<T> row = workspace[^shape.InputCount..];
            FastConvert<T>.FromDouble(inputs, row);
            if (!FiniteCheck.AllFinite<T>(row)) throw BeyondRange(inputs, row: null);
            FastForward<T, TVector, TVectors>.One(shape, ref parameters, ref MemoryMarshal.GetReference(row), ref net, ref act, ref active);
        }
        ReadOnlySpan<T> answers = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref act, shape.Output.Slot), shape.Output.Count);
        FastConvert<T>.ToDouble(answers, outputs);
    }

    /// <summary>Many rows. Threads divide them: what is computed for a row does not depend on its neighbours.</summary>
    public static void Many(
        NetworkLayout shape, AlignedArray<T> parameters, Rows inputs, double[] outputs, int? threads, PackedWeights<T>? packed = null)
    {
        int batches = (inputs.Count + MostLanes - 1) / MostLanes;
        bool isLarge = (long)parameters.Length * inputs.Count >= LeastWork;
        long most = 1 + (long)(parameters.Length + WorkOfActivation * shape.SlotCount) * inputs.Count / LeastWorkOfThread;
        int parts = Threads.Useful(threads, isLarge, (int)Math.Min(batches, most));
        Threads.DivideRows(inputs.Count, parts, (from, to) => Many(shape, parameters, inputs, outputs, from, to, packed));
    }

    private static void Many(
        NetworkLayout shape, AlignedArray<T> parameters, Rows inputs, double[] outputs, int from, int to, PackedWeights<T>? packed)
    {
        int width = shape.Output.Count;
        Span<double> answers = outputs.AsSpan(from * width, (to - from) * width);
        var reader = new RowReader<T>(inputs);
        if (typeof(T) == typeof(double) && reader.IsThere)
        {
            ReadOnlySpan<double> rows = inputs.Values[(from * inputs.Width)..(to * inputs.Width)];
            Many(shape, parameters, MemoryMarshal.Cast<double, T>(rows), MemoryMarshal.Cast<double, T>(answers), isChecked: true, packed);
            return;
        }
        T[] converted = ArrayPool<T>.Shared.Rent(ConvertedRows * (inputs.Width + width));
        for (int start = 0; start < to - from; start += ConvertedRows)
        {
            int count = Math.Min(ConvertedRows, to - from - start);
            Span<T> given = converted.AsSpan(count * inputs.Width, count * width);
            if (reader.IsThere)
            {
                Many(shape, parameters, MemoryMarshal.CreateReadOnlySpan(ref reader.Row(from + start), count * inputs.Width), given, isChecked: true, packed);
            }
            else
            {
                Span<T> taken = converted.AsSpan(0, count * inputs.Width);
                reader.Read(from + start, taken);
                if (!FiniteCheck.AllFinite<T>(taken)) throw BeyondRange(inputs, from + start);
                Many(shape, parameters, taken, given, isChecked: true, packed);
            }
            FastConvert<T>.ToDouble(given, answers.Slice(start * width, given.Length));
        }
        ArrayPool<T>.Shared.Return(converted);
    }

    /// <summary>What is wrong with the first row that has a number beyond this precision.</summary>
    private static ArgumentException BeyondRange(Rows inputs, int from)
    {
        int row = from;
        while (FirstBeyondRange(inputs[row]) < 0) row++;
        return BeyondRange(inputs[row], row);
    }

    private static ArgumentException BeyondRange(ReadOnlySpan<double> inputs, int? row)
    {
        int column = FirstBeyondRange(inputs);
        string place = row is null ? $"inputs[{column}]" : $"Row {row}, column {column} (from 0)";
        return new ArgumentException(
            $"{place} is {MessageText.Exact(inputs[column])}; in single precision a number is at most {MessageText.Exact(float.MaxValue)} in size.",
            nameof(inputs));
    }

    private static int FirstBeyondRange(ReadOnlySpan<double> inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
            if (!T.IsFinite(T.CreateTruncating(inputs[i]))) return i;
        return -1;
    }

    /// <summary>Rows one after the other, on this thread, up to the first piece that has an input that is not finite.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="parameters">Its weights and biases.</param>
    /// <param name="inputs">Whole rows.</param>
    /// <param name="outputs">Receives the answers.</param>
    /// <param name="isChecked">Whether the inputs are known to be finite.</param>
    /// <param name="packed">The weights as <see cref="PackedWeights{T}"/> lays them, or null.</param>
    /// <returns>Whether all rows have been answered.</returns>
    public static bool Many(
        NetworkLayout shape, AlignedArray<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, bool isChecked, PackedWeights<T>? packed)
    {
        int count = inputs.Length / shape.InputCount;
        int width = shape.Output.Count;
        using var batch = new FastBatch<T, TVector, TVectors>(shape, parameters, count, MostLanes, packed);
        for (int start = 0; start < count; start += batch.Lanes)
        {
            ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(inputs), (nint)start * shape.InputCount);
            int examples = batch.Forward(ref first, count - start);
            if (!isChecked && !batch.HasFiniteBeginning && !FiniteCheck.AllFinite(inputs.Slice(start * shape.InputCount, examples * shape.InputCount)))
                return false;
            FastLayout<T>.Scatter(ref batch.Outputs, batch.Lanes, examples, width, ref outputs[start * width]);
        }
        return true;
    }
}
