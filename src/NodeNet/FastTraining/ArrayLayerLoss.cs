using System.Numerics;
using NodeNet.Fast;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>A loss that is computed together with a whole layer's activation function, over a batch: a lane is an example.</summary>
internal abstract class ArrayLayerLoss<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>Adds up the losses of the examples, and computes every output's δ.</summary>
    /// <param name="targets">The targets, laid out as <paramref name="a"/>.</param>
    /// <param name="z">The output layer's net inputs.</param>
    /// <param name="a">Its activations.</param>
    /// <param name="delta">Receives δ · <paramref name="factor"/>; 0 beyond the examples. Null where only the losses are wanted.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="lanes">How far apart they are; a multiple of the width.</param>
    /// <param name="factor">What δs are multiplied by.</param>
    /// <param name="mask">How much each example counts: 1 or its weight; 0 beyond.</param>
    /// <param name="losses">Receives each example's loss.</param>
    public abstract void Run(
        ref T targets, ref T z, ref T a, ref T delta, int nodes, int lanes, T factor, ref T mask, ref T losses);

    /// <summary>Of a loss whose mathematics is written over any kind of number; otherwise null.</summary>
    public static ArrayLayerLoss<T, TVector, TVectors>? Of(ILayerFusedLoss loss) => (loss as ILayerFusedFormulaSource)?.HandTo(default(Maker));

    private readonly struct Maker : ILayerFusedFormulaReader<ArrayLayerLoss<T, TVector, TVectors>>
    {
        public ArrayLayerLoss<T, TVector, TVectors> Read<TFormula>(TFormula formula)
            where TFormula : struct, ILayerFusedFormula => new Over<TFormula>(formula);
    }

    private sealed class Over<TFormula>(TFormula formula) : ArrayLayerLoss<T, TVector, TVectors>
        where TFormula : struct, ILayerFusedFormula
    {
        public override void Run(
            ref T targets, ref T z, ref T a, ref T delta, int nodes, int lanes, T factor, ref T mask, ref T losses)
        {
            bool wantsDeltas = !System.Runtime.CompilerServices.Unsafe.IsNullRef(ref delta);
            TVector factors = TVectors.Broadcast(factor);
            using var columns = new Columns<T, TVector, TVectors>(nodes, 3);
            for (int at = 0; at < lanes; at += TVectors.Width)
            {
                TVector counts = TVectors.Load(ref mask, at);
                columns.Load(0, ref targets, at, lanes);
                columns.Load(1, ref z, at, lanes);
                formula.FusedTerms<Lanes<T, TVector, TVectors>>(columns[1], columns[0], columns[2]);
                TVector loss = TVectors.Zero;
                foreach (Lanes<T, TVector, TVectors> term in columns[2])
                    loss = TVectors.Add(loss, term.Value);
                TVectors.Store(TVectors.IfPositive(counts, TVectors.Multiply(counts, loss), TVectors.Zero), ref losses, at);
                if (!wantsDeltas) continue;

                columns.Load(1, ref a, at, lanes);
                formula.FusedDeltas<Lanes<T, TVector, TVectors>>(columns[1], columns[0], columns[2]);
                for (int node = 0; node < nodes; node++)
                {
                    TVector scaled = TVectors.Multiply(factors, columns[2][node].Value);
                    columns[2][node] = new(TVectors.IfPositive(counts, TVectors.Multiply(counts, scaled), TVectors.Zero));
                }
                columns.Store(2, ref delta, at, lanes);
            }
        }
    }
}
