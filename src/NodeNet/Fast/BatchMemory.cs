using NodeNet.Foundation;

namespace NodeNet.Fast;

/// <summary>How many examples the fast loops work on at a time. A larger batch is worked off in pieces, so that memory depends on the network and not on the
/// number of rows.</summary>
internal static class BatchMemory
{
    /// <summary>So much memory a piece's values take: measured, full batches are up to twice as fast in pieces that stay in a processor's caches.</summary>
    public const long Bytes = 16 << 20;

    /// <summary>A large network's weights come from far away, and are to serve so many examples each time...</summary>
    public const int LanesOfLargeNetwork = 256;

    /// <summary>... as long as those take no more memory than this.</summary>
    public const long BytesOfLargeNetwork = 512 << 20;

    /// <summary>A piece has room for at least so many examples, however large the network: the widest vector of single precision.</summary>
    public const int FewestLanes = 16;

    /// <summary>Room for how many examples a step on a batch has; a larger batch is worked off in pieces of so many.</summary>
    /// <remarks>It depends on the network, the precision and the size of the batch alone: the bits of a training do too.</remarks>
    /// <param name="batch">How many examples share a step.</param>
    /// <param name="numbersOfExample">How many numbers each takes.</param>
    /// <param name="bytesOfNumber">How long a number is.</param>
    /// <param name="width">What the room must be a multiple of: how many numbers a vector has; no more than <see cref="FewestLanes"/>.</param>
    public static int Lanes(int batch, long numbersOfExample, int bytesOfNumber, int width) =>
        (int)Math.Min(((long)batch + width - 1) / width * width, MostLanes(numbersOfExample, bytesOfNumber));

    /// <summary>How many numbers a step on a batch keeps of each example.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="keepsRows">Whether its inputs are copied as rows too.</param>
    public static long NumbersOfExample(NetworkLayout shape, bool keepsRows) =>
        3L * shape.SlotCount + shape.Output.Stride + shape.LargestStride + (keepsRows ? shape.InputCount : 0);

    private static long MostLanes(long numbersOfExample, int bytesOfNumber)
    {
        return Math.Max(Room(Bytes), Math.Clamp(Room(BytesOfLargeNetwork), FewestLanes, LanesOfLargeNetwork));

        // A multiple of every width.
        long Room(long bytes) => Math.Min(bytes / bytesOfNumber, ArraySize.Most) / numbersOfExample / FewestLanes * FewestLanes;
    }
}
