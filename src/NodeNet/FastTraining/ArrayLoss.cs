using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>A loss over whole arrays, a vector at a time: the sum of its terms, and what it makes of the output nodes.</summary>
internal abstract class ArrayLoss<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>Whether <see cref="Run"/> leaves δs. Otherwise it leaves pushes, which the activation function turns into δs.</summary>
    public abstract bool MakesDeltas { get; }

    /// <summary>Adds up the terms of all outputs, and computes what they want.</summary>
    /// <param name="targets">The targets, laid out as <paramref name="a"/>.</param>
    /// <param name="z">The output layer's net inputs.</param>
    /// <param name="a">The output layer's activations.</param>
    /// <param name="delta">Receives each output's push or δ, times <paramref name="factor"/>; 0 where nothing counts. Null where only the terms are
    /// wanted.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="length">The length of a row, a multiple of the width.</param>
    /// <param name="factor">What pushes or δs are multiplied by.</param>
    /// <param name="mask">How much each element of a row counts: 1, its example's weight, or 0. Null if all count 1.</param>
    /// <returns>The sum of the terms.</returns>
    public abstract T Run(ref T targets, ref T z, ref T a, ref T delta, int rows, nint length, T factor, ref T mask);

    /// <summary>One output's term.</summary>
    public abstract T Term(T target, T z, T a);

    /// <summary>Of a loss whose mathematics is written over any kind of number; otherwise null.</summary>
    public static ArrayLoss<T, TVector, TVectors>? Of(ILoss loss) => (loss as ILossFormulaSource)?.HandTo(default(Maker));

    /// <summary>As <see cref="Of"/>, computed together with the activation function.</summary>
    public static ArrayLoss<T, TVector, TVectors>? OfFused(INodeFusedLoss loss) => (loss as IFusedFormulaSource)?.HandTo(default(FusedMaker));

    private readonly struct Maker : ILossFormulaReader<ArrayLoss<T, TVector, TVectors>>
    {
        public ArrayLoss<T, TVector, TVectors> Read<TFormula>(TFormula formula)
            where TFormula : struct, ILossFormula => new Over<PlainLoss<TFormula>>(new PlainLoss<TFormula>(formula));
    }

    private readonly struct FusedMaker : IFusedFormulaReader<ArrayLoss<T, TVector, TVectors>>
    {
        public ArrayLoss<T, TVector, TVectors> Read<TFormula>(TFormula formula)
            where TFormula : struct, IFusedFormula => new Over<FusedLoss<TFormula>>(new FusedLoss<TFormula>(formula));
    }

    private sealed class Over<TLoss>(TLoss loss) : ArrayLoss<T, TVector, TVectors>
        where TLoss : struct, ILossLoop
    {
        public override bool MakesDeltas => loss.MakesDeltas;

        public override T Term(T target, T z, T a) => loss.Term(
            new Lanes<T, T, ScalarVectors<T>>(z), new Lanes<T, T, ScalarVectors<T>>(a), new Lanes<T, T, ScalarVectors<T>>(target)).Value;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public override T Run(ref T targets, ref T z, ref T a, ref T delta, int rows, nint length, T factor, ref T mask)
        {
            TLoss f = loss;
            bool isMasked = !Unsafe.IsNullRef(ref mask);
            bool wantsDeltas = !Unsafe.IsNullRef(ref delta);
            TVector factors = TVectors.Broadcast(factor);
            TVector sum = TVectors.Zero;
            for (nint row = 0; row < rows; row++)
            {
                nint start = row * length;
                for (nint i = 0; i < length; i += TVectors.Width)
                {
                    Lanes<T, TVector, TVectors> net = Lanes<T, TVector, TVectors>.Load(ref z, start + i);
                    Lanes<T, TVector, TVectors> output = Lanes<T, TVector, TVectors>.Load(ref a, start + i);
                    Lanes<T, TVector, TVectors> target = Lanes<T, TVector, TVectors>.Load(ref targets, start + i);
                    TVector term = f.Term(net, output, target).Value;
                    if (isMasked) term = Counted(term, TVectors.Load(ref mask, i));
                    sum = TVectors.Add(sum, term);
                    if (!wantsDeltas) continue;
                    TVector wanted = TVectors.Multiply(factors, f.Wanted(net, output, target).Value);
                    if (isMasked) wanted = Counted(wanted, TVectors.Load(ref mask, i));
                    TVectors.Store(wanted, ref delta, start + i);
                }
            }
            return TVectors.Sum(sum);
        }

        /// <summary>Times the weight; 0 where that is 0, whatever the value.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Counted(TVector value, TVector weight) => TVectors.IfPositive(weight, TVectors.Multiply(weight, value), TVectors.Zero);
    }
}
