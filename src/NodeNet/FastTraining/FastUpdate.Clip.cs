using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <content>Clipping.</content>
internal sealed partial class FastUpdate<T, TVector, TVectors>
{
    private void Clip(double largest)
    {
        double factor = ClipFactor(largest);
        if (factor == 1.0) return;
        TVector factors = TVectors.Broadcast(T.CreateTruncating(factor));
        for (nint i = _start; i < _end; i += TVectors.Width)
            TVectors.Store(TVectors.Multiply(factors, TVectors.Load(ref Downhill[0], i)), ref Downhill[0], i);
    }

    /// <summary>What shortens the way downhill to a largest length; 1 if it is short enough.</summary>
    /// <remarks>As <see cref="UpdatePass.Clip"/>: where a square is out of range, shares of the steepest are squared.</remarks>
    public double ClipFactor(double largest)
    {
        double squares = double.CreateTruncating(SumOfSquares());
        if (squares > (typeof(T) == typeof(double) ? 1e-200 : 1e-25) && double.IsFinite(squares)) return Math.Min(1.0, largest / Math.Sqrt(squares));
        TVector steepest = TVectors.Zero;
        for (nint i = _start; i < _end; i += TVectors.Width)
            steepest = TVectors.Max(steepest, TVectors.Abs(Counted(i)));
        T top = TVectors.Largest(steepest);
        if (top == T.Zero || !T.IsFinite(top)) return 1.0;

        TVector shares = TVectors.Zero;
        TVector tops = TVectors.Broadcast(top);
        for (nint i = _start; i < _end; i += TVectors.Width)
        {
            TVector share = TVectors.Divide(Counted(i), tops);
            shares = TVectors.MultiplyAdd(share, share, shares);
        }
        double factor = largest / double.CreateTruncating(top) / Math.Sqrt(double.CreateTruncating(TVectors.Sum(shares)));
        return factor < 1.0 ? factor : 1.0;
    }

    private T SumOfSquares() => _mask is null
        ? SumOfSquares(ref Downhill[_start], ref Unsafe.NullRef<T>(), _end - _start)
        : SumOfSquares(ref Downhill[_start], ref _mask[_start], _end - _start);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SumOfSquares(ref T downhill, ref T mask, nint count)
    {
        TVector even = TVectors.Zero, odd = TVectors.Zero;
        bool all = Unsafe.IsNullRef(ref mask);
        nint i = 0;
        for (; all && i + 2 * TVectors.Width <= count; i += 2 * TVectors.Width)
        {
            TVector x = TVectors.Load(ref downhill, i), y = TVectors.Load(ref downhill, i + TVectors.Width);
            even = TVectors.MultiplyAdd(x, x, even);
            odd = TVectors.MultiplyAdd(y, y, odd);
        }
        for (; i < count; i += TVectors.Width)
        {
            TVector x = TVectors.Load(ref downhill, i);
            if (!all) x = TVectors.IfPositive(TVectors.Load(ref mask, i), x, TVectors.Zero);
            even = TVectors.MultiplyAdd(x, x, even);
        }
        return TVectors.Sum(TVectors.Add(even, odd));
    }
}
