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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T SumOfSquares()
    {
        TVector even = TVectors.Zero, odd = TVectors.Zero;
        nint i = _start;
        for (; i + 2 * TVectors.Width <= _end; i += 2 * TVectors.Width)
        {
            TVector x = Counted(i), y = Counted(i + TVectors.Width);
            even = TVectors.MultiplyAdd(x, x, even);
            odd = TVectors.MultiplyAdd(y, y, odd);
        }
        for (; i < _end; i += TVectors.Width)
            even = TVectors.MultiplyAdd(Counted(i), Counted(i), even);
        return TVectors.Sum(TVectors.Add(even, odd));
    }
}
