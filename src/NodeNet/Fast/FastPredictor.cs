using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Predicting on the fast loops.</summary>
internal static class FastPredictor<TVector, TVectors>
    where TVectors : struct, IVectors<TVector, double>
{
    // Enough examples to keep the arithmetic busy, few enough for a large network's values to stay in cache. A very large network takes fewer.
    public const int MostLanes = 64;

    // Below so many multiply-adds, some hundreds of microseconds of work, predictions stay on one thread unless told otherwise.
    private const long LeastWork = 1 << 23;

    // Even if asked, a thread is not woken for less, some hundreds of microseconds: it would hardly have begun when the others are done.
    private const long LeastWorkOfThread = 1 << 21;

    // An activation function costs about as much as so many multiply-adds.
    private const long WorkOfActivation = 16;

    /// <summary>How many numbers <see cref="One"/> needs room for.</summary>
    public static int WorkspaceOf(NetworkLayout shape) => 2 * shape.SlotCount + (shape.InputCount + shape.MostNodes + 1) / 2;

    /// <summary>One row.</summary>
    public static void One(NetworkLayout shape, double[] parameters, ReadOnlySpan<double> inputs, Span<double> outputs, Span<double> workspace)
    {
        ref double net = ref MemoryMarshal.GetReference(workspace);
        ref double act = ref Unsafe.Add(ref net, shape.SlotCount);
        ref int active = ref Unsafe.As<double, int>(ref Unsafe.Add(ref act, shape.SlotCount));
        FastForward<double, TVector, TVectors>.One(
            shape, ref MemoryMarshal.GetArrayDataReference(parameters), ref MemoryMarshal.GetReference(inputs), ref net, ref act, ref active);
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref act, shape.Output.Slot), shape.Output.Count).CopyTo(outputs);
    }

    /// <summary>Many rows. Threads divide them: what is computed for a row does not depend on its neighbours.</summary>
    public static void Many(NetworkLayout shape, double[] parameters, Rows inputs, double[] outputs, int? threads)
    {
        int batches = (inputs.Count + MostLanes - 1) / MostLanes;
        bool isLarge = (long)parameters.Length * inputs.Count >= LeastWork;
        long most = 1 + (long)(parameters.Length + WorkOfActivation * shape.SlotCount) * inputs.Count / LeastWorkOfThread;
        int parts = Threads.Useful(threads, isLarge, (int)Math.Min(batches, most));
        if (parts == 1)
        {
            Many(shape, parameters, inputs, outputs, 0, inputs.Count);
            return;
        }
        try
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part =>
                Many(
                    shape,
                    parameters,
                    inputs,
                    outputs,
                    (int)((long)batches * part / parts) * MostLanes,
                    Math.Min((int)((long)batches * (part + 1) / parts) * MostLanes, inputs.Count)));
        }
        catch (AggregateException failures) // of the user's own activation function: it comes through as it is
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private static void Many(NetworkLayout shape, double[] parameters, Rows inputs, double[] outputs, int from, int to)
    {
        using var batch = new FastBatch<TVector, TVectors>(shape, parameters, to - from, MostLanes);
        int width = shape.Output.Count;
        for (int start = from; start < to; start += batch.Lanes)
        {
            int examples = batch.Forward(inputs, start, to);
            FastLayout<double>.Scatter(ref batch.Outputs, batch.Lanes, examples, width, ref outputs[start * width]);
        }
    }
}
