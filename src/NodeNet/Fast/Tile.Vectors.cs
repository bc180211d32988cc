using System.Runtime.CompilerServices;

namespace NodeNet.Fast;

// What is done to the vectors of one row.
internal static partial class Tile<T, TVector, TVectors>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a)
    {
        a = TVectors.Load(ref output, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a, out TVector b)
    {
        Load(ref output, out a);
        b = TVectors.Load(ref output, TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a, out TVector b, out TVector c)
    {
        Load(ref output, out a, out b);
        c = TVectors.Load(ref output, 2 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a, out TVector b, out TVector c, out TVector d)
    {
        Load(ref output, out a, out b, out c);
        d = TVectors.Load(ref output, 3 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, ref TVector sumA)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, TVector b, ref TVector sumA, ref TVector sumB)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, TVector b, TVector c, ref TVector sumA, ref TVector sumB, ref TVector sumC)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
        sumC = TVectors.MultiplyAdd(f, c, sumC);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, TVector b, TVector c, TVector d, ref TVector sumA, ref TVector sumB, ref TVector sumC, ref TVector sumD)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
        sumC = TVectors.MultiplyAdd(f, c, sumC);
        sumD = TVectors.MultiplyAdd(f, d, sumD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<TEnd>(in TEnd end, TVector a, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        TVectors.Store(end.Of(a, TVectors.Load(ref output, 0)), ref output, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<TEnd>(in TEnd end, TVector a, TVector b, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        End(end, a, ref output);
        TVectors.Store(end.Of(b, TVectors.Load(ref output, TVectors.Width)), ref output, TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<TEnd>(in TEnd end, TVector a, TVector b, TVector c, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        End(end, a, b, ref output);
        TVectors.Store(end.Of(c, TVectors.Load(ref output, 2 * TVectors.Width)), ref output, 2 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<TEnd>(in TEnd end, TVector a, TVector b, TVector c, TVector d, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        End(end, a, b, c, ref output);
        TVectors.Store(end.Of(d, TVectors.Load(ref output, 3 * TVectors.Width)), ref output, 3 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, ref T output)
    {
        TVectors.Store(a, ref output, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, TVector b, ref T output)
    {
        Store(a, ref output);
        TVectors.Store(b, ref output, TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, TVector b, TVector c, ref T output)
    {
        Store(a, b, ref output);
        TVectors.Store(c, ref output, 2 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, TVector b, TVector c, TVector d, ref T output)
    {
        Store(a, b, c, ref output);
        TVectors.Store(d, ref output, 3 * TVectors.Width);
    }
}
