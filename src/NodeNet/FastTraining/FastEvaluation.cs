using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Measuring on the fast loops.</summary>
internal static class FastEvaluation
{
    // Below so many multiply-adds, some hundreds of microseconds of work, measuring stays on one thread.
    private const long LeastWork = 1 << 23;

    /// <summary>The loss and, if the targets name classes, the accuracy over a data set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples.</param>
    /// <param name="isSingle">Whether to compute in single precision.</param>
    /// <param name="threads">On how many threads at most; null to decide by the work. The result is the same to the bit.</param>
    public static (double Loss, double? Accuracy) Of(Network network, ILoss loss, DataSet data, bool isSingle, int? threads)
    {
        (double Loss, double Right) sums = SumsOf(network, loss, data, data.Count, default, isSingle, threads);
        if (isSingle && !double.IsFinite(sums.Loss / data.TotalWeight)) // it may be too large for a float alone
            sums = SumsOf(network, loss, data, data.Count, default, isSingle: false, threads);
        return (sums.Loss / data.TotalWeight, data.IsClassification ? sums.Right / data.TotalWeight : null);
    }

    /// <summary>What the sums of the losses, and of the weights of examples whose class is right, are after a piece of the data.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="piece">The examples: of whole batches (<see cref="PieceUnit"/>), but for the last piece.</param>
    /// <param name="count">How many examples there are in all pieces.</param>
    /// <param name="before">The sums of the pieces before.</param>
    /// <param name="isSingle">Whether to compute in single precision.</param>
    /// <param name="threads">On how many threads at most; null to decide by the work.</param>
    public static (double Loss, double Right) SumsOf(
        Network network, ILoss loss, DataSet piece, long count, (double Loss, double Right) before, bool isSingle, int? threads) =>
        isSingle ? SumsOf<float>(network, loss, piece, count, before, threads) : SumsOf<double>(network, loss, piece, count, before, threads);

    /// <summary>What the numbers of examples in pieces must be multiples of, so that they make the batches that all examples at once make.</summary>
    /// <remarks>A batch is of 64 examples, or of 16, 32 or 48 where the network is very large.</remarks>
    public const int PieceUnit = 192;

    private static (double Loss, double Right) SumsOf<T>(
        Network network, ILoss loss, DataSet data, long count, (double Loss, double Right) before, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Min(FastMode.Bits, network.RowAlignment * Unsafe.SizeOf<T>() * 8) switch
        {
            512 => SumsOf<T, Vector512<T>, Vectors512<T>>(network, loss, data, count, before, threads),
            256 => SumsOf<T, Vector256<T>, Vectors256<T>>(network, loss, data, count, before, threads),
            128 => SumsOf<T, Vector128<T>, Vectors128<T>>(network, loss, data, count, before, threads),
            _ => SumsOf<T, T, ScalarVectors<T>>(network, loss, data, count, before, threads),
        };

    /// <summary>As the public one, over vectors of a width.</summary>
    internal static (double Loss, double? Accuracy) Of<T, TVector, TVectors>(Network network, ILoss loss, DataSet data, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        (double sum, double right) = SumsOf<T, TVector, TVectors>(network, loss, data, data.Count, default, threads);
        return (sum / data.TotalWeight, data.IsClassification ? right / data.TotalWeight : null);
    }

    /// <summary>As the public one, over vectors of a width. Threads divide the batches, whose losses are then added in order.</summary>
    private static (double Loss, double Right) SumsOf<T, TVector, TVectors>(
        Network network, ILoss loss, DataSet data, long count, (double Loss, double Right) before, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        int all = (int)Math.Min(count, int.MaxValue);
        AlignedArray<T> parameters;
        if (typeof(T) == typeof(double))
        {
            parameters = new AlignedArray<T>((T[])(object)network.Parameters);
        }
        else
        {
            parameters = new AlignedArray<T>(network.Parameters.Length, network.ParameterSegments[0].Start);
            FastConvert<T>.FromDouble(network.Parameters, parameters.Span);
        }
        NetworkLayout shape = network.NetworkLayout;
        int lanes = FastBatch<T, TVector, TVectors>.LanesFor(shape, all, FastPredictor<T, TVector, TVectors>.MostLanes);
        int batches = (data.Count - 1) / lanes + 1;
        bool isLarge = (long)parameters.Length * data.Count >= LeastWork;
        int parts = shape.RunsForeignCode || loss.GetType().Assembly != typeof(ILoss).Assembly ? 1 // a user's part may count on one thread
            : Threads.Useful(threads, isLarge, isLarge ? batches : 1);
        var measured = new (double Loss, double Right)[batches];
        Threads.Divide(batches, parts, (first, end) =>
            Measure<T, TVector, TVectors>(network, loss, data, all, parameters, first, measured.AsSpan(first, end - first)));

        (double sum, double right) = before;
        foreach ((double lossOfBatch, double rightOfBatch) in measured)
        {
            sum += lossOfBatch;
            right += rightOfBatch;
        }
        return (sum, right);
    }

    private static void Measure<T, TVector, TVectors>(
        Network network, ILoss loss, DataSet data, int all, AlignedArray<T> parameters, int firstBatch, Span<(double Loss, double Right)> measured)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        LayerLayout output = network.NetworkLayout.Output;
        using var batch = new FastBatch<T, TVector, TVectors>(
            network.NetworkLayout, parameters, all, FastPredictor<T, TVector, TVectors>.MostLanes);
        var fastLoss = new FastLoss<T, TVector, TVectors>(loss, network.OutputLayer, output, batch.Lanes);
        var inputs = new RowReader<T>(data.Inputs);
        var targets = new RowReader<T>(data.Targets);
        T[] inputRows = ArrayPool<T>.Shared.Rent(inputs.IsThere ? 0 : batch.Lanes * data.Inputs.Width);
        T[] targetRows = ArrayPool<T>.Shared.Rent(targets.IsThere ? 0 : batch.Lanes * output.Count);
        using var rented = new RentedNumbers<T>(output.Count * batch.Lanes);
        ref T wanted = ref rented.First;
        for (int i = 0; i < measured.Length; i++)
        {
            int start = (firstBatch + i) * batch.Lanes;
            int count = Math.Min(batch.Lanes, data.Count - start);
            int examples = batch.Forward(ref RowsAt(data.Inputs, inputs, start, count, inputRows), count);
            FastLayout<T>.Gather(ref RowsAt(data.Targets, targets, start, count, targetRows), output.Count, batch.Rows, ref wanted, batch.Lanes);
            fastLoss.Weigh(data.RowWeights, start, examples);
            measured[i].Right = fastLoss.Right(ref batch.Outputs, ref wanted, examples);
            measured[i].Loss = fastLoss.Batch(ref wanted, ref batch.NetOutputs, ref batch.Outputs, ref Unsafe.NullRef<T>(), examples, T.One);
        }
        ArrayPool<T>.Shared.Return(targetRows);
        ArrayPool<T>.Shared.Return(inputRows);
    }

    private static ref T RowsAt<T>(Rows rows, RowReader<T> reader, int start, int count, T[] room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (reader.IsThere) return ref reader.Row(start);
        reader.Read(start, room.AsSpan(0, count * rows.Width));
        return ref MemoryMarshal.GetArrayDataReference(room);
    }
}
