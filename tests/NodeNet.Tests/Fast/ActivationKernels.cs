using System.Numerics;
using NodeNet.Activations;
using NodeNet.Fast;

namespace NodeNet.Tests.Fast;

/// <summary>a = f(z) over vectors.</summary>
internal sealed class ActivateKernel(IActivation activation) : Kernel($"{activation.Name}: activate")
{
    public override void Check<T, TVector, TVectors>()
    {
        foreach (int length in Lengths<T, TVector, TVectors>())
        {
            foreach (int start in new[] { 0, 1, 3 })
            {
                T[] z = Numbers<T>(length, seed: length + start);
                T[] zs = Framed<T>(z, start);
                T[] a = Framed<T>(z, start);
                ArrayActivation<T, TVector, TVectors>.Of(activation)!.Activate(ref zs[start], ref a[start], length);
                FrameIsUntouched(a, start, length);
                for (int i = 0; i < length; i++)
                {
                    double expected = activation.Activate(double.CreateTruncating(z[i]));
                    Agree(a[start + i], expected, digits: 12, Math.Abs(expected), $"length {length}, z = {z[i]}");
                }
            }
        }
    }
}

/// <summary>δ · f'(z) over vectors.</summary>
/// <param name="activation">f.</param>
/// <param name="differenceOf">How large the numbers are whose difference the slope is, if it is one; otherwise 0.</param>
internal sealed class SlopeKernel(IActivation activation, double differenceOf = 0.0) : Kernel($"{activation.Name}: slope")
{
    public override void Check<T, TVector, TVectors>()
    {
        foreach (int length in Lengths<T, TVector, TVectors>())
        {
            foreach (int start in new[] { 0, 1, 3 })
            {
                T[] z = Numbers<T>(length, seed: length + start);
                T[] a = [.. z.Select(number => T.CreateTruncating(activation.Activate(double.CreateTruncating(number))))];
                T[] pushes = Numbers<T>(length, seed: 99 + length, withSpecials: false);
                T[] zs = Framed<T>(z, start);
                T[] activations = Framed<T>(a, start);
                T[] deltas = Framed<T>(pushes, start);
                ArrayActivation<T, TVector, TVectors>.Of(activation)!.MultiplySlope(ref zs[start], ref activations[start], ref deltas[start], length);
                FrameIsUntouched(deltas, start, length);
                for (int i = 0; i < length; i++)
                {
                    double push = double.CreateTruncating(pushes[i]);
                    double slope = activation.Slope(double.CreateTruncating(z[i]), double.CreateTruncating(a[i]));
                    Agree(
                        deltas[start + i], push * slope, digits: 12, Math.Abs(push) * Math.Max(Math.Abs(slope), differenceOf), $"length {length}, z = {z[i]}");
                }
            }
        }
    }
}
