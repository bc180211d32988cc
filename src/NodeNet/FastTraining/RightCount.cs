using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Counts the examples of a batch whose class is predicted right, a vector of examples at a time.</summary>
internal static class RightCount<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>As <see cref="FastLayout{T}.IsRight"/> for every example.</summary>
    /// <param name="outputs">The outputs, <paramref name="lanes"/> for each output node.</param>
    /// <param name="targets">The targets, laid out likewise.</param>
    /// <param name="count">How many output nodes.</param>
    /// <param name="lanes">How many examples there is room for; a multiple of the width.</param>
    /// <param name="examples">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of(ref T outputs, ref T targets, int count, int lanes, int examples)
    {
        int right = 0;
        if (count == 1)
        {
            for (int e = 0; e < examples; e++)
                right += FastLayout<T>.IsRight(ref outputs, ref targets, count, lanes, e) ? 1 : 0;
            return right;
        }
        for (int e = 0; e < examples; e += TVectors.Width)
        {
            uint counted = uint.MaxValue >> (32 - Math.Min(TVectors.Width, examples - e));
            TVector answered = Top(ref Unsafe.Add(ref outputs, e), count, lanes, out TVector doubt);
            TVector different = TVectors.Subtract(answered, Top(ref Unsafe.Add(ref targets, e), count, lanes, out _));
            uint doubtful = TVectors.NotZero(doubt) & counted;
            right += BitOperations.PopCount(~TVectors.NotZero(different) & counted & ~doubtful);
            for (; doubtful != 0; doubtful &= doubtful - 1)
                right += FastLayout<T>.IsRight(ref outputs, ref targets, count, lanes, e + BitOperations.TrailingZeroCount(doubtful)) ? 1 : 0;
        }
        return right;
    }

    /// <summary>The node with the largest number, the first of equals, for a vector of examples. A node's number is exact in any precision: a layer has far
    /// fewer than 2^24.</summary>
    /// <param name="numbers">The numbers, <paramref name="lanes"/> for each node.</param>
    /// <param name="count">How many nodes.</param>
    /// <param name="lanes">How many examples there is room for.</param>
    /// <param name="doubt">Not 0 where a number is NaN or infinite, which this comparison may have overlooked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Top(ref T numbers, int count, int lanes, out TVector doubt)
    {
        TVector largest = TVectors.Load(ref numbers, 0);
        doubt = TVectors.Subtract(largest, largest);
        TVector top = TVectors.Zero;
        TVector node = TVectors.Zero;
        TVector one = TVectors.Broadcast(T.One);
        for (nint i = 1; i < count; i++)
        {
            TVector number = TVectors.Load(ref numbers, i * lanes);
            TVector more = TVectors.Subtract(number, largest);
            doubt = TVectors.Add(doubt, TVectors.Subtract(number, number));
            node = TVectors.Add(node, one);
            largest = TVectors.IfPositive(more, number, largest);
            top = TVectors.IfPositive(more, node, top);
        }
        return top;
    }
}
