using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Activations;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>An activation function over whole arrays, a vector at a time.</summary>
internal abstract class ArrayActivation<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>a = f(z), over a number of elements that is a multiple of the width.</summary>
    public abstract void Activate(ref T z, ref T a, nint count);

    /// <summary>δ = push · f′(z), in place, over a number of elements that is a multiple of the width.</summary>
    public abstract void MultiplySlope(ref T z, ref T a, ref T delta, nint count);

    /// <summary>Of an activation function, if its mathematics is written over any kind of number; otherwise null.</summary>
    public static ArrayActivation<T, TVector, TVectors>? Of(IActivation activation) =>
        activation is IActivationFormulaSource source ? source.HandTo(default(Maker)) : null;

    private readonly struct Maker : IActivationFormulaReader<ArrayActivation<T, TVector, TVectors>>
    {
        public ArrayActivation<T, TVector, TVectors> Read<TFormula>(TFormula formula)
            where TFormula : struct, IActivationFormula => new Over<TFormula>(formula);
    }

    private sealed class Over<TFormula>(TFormula formula) : ArrayActivation<T, TVector, TVectors>
        where TFormula : struct, IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public override void Activate(ref T z, ref T a, nint count)
        {
            TFormula f = formula;
            for (nint i = 0; i < count; i += TVectors.Width)
                f.Activate(Lanes<T, TVector, TVectors>.Load(ref z, i)).Store(ref a, i);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public override void MultiplySlope(ref T z, ref T a, ref T delta, nint count)
        {
            TFormula f = formula;
            for (nint i = 0; i < count; i += TVectors.Width)
            {
                Lanes<T, TVector, TVectors> slope = f.Slope(Lanes<T, TVector, TVectors>.Load(ref z, i), Lanes<T, TVector, TVectors>.Load(ref a, i));
                (Lanes<T, TVector, TVectors>.Load(ref delta, i) * slope).Store(ref delta, i);
            }
        }
    }
}
