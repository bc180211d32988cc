using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>What an optimizer works on: arrays over a network's parameters.</summary>
/// <param name="Memory">What the rule remembers: [which number][parameter].</param>
/// <param name="Mask">1 where a parameter is trained, 0 elsewhere; null where all are.</param>
/// <param name="Missed">How many of the trainer's steps a parameter has missed; null where none has missed any.</param>
internal readonly record struct OptimizerArrays<T>(AlignedArray<T>[] Memory, T[]? Mask, long[]? Missed)
    where T : unmanaged;

/// <summary>An optimizer over whole arrays of parameters, a vector at a time.</summary>
internal abstract class ArrayOptimizer<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>Replaces the way downhill by the changes, and brings what is remembered up to date.</summary>
    /// <param name="downhill">−∂Loss/∂parameter of all parameters.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="arrays">The other arrays.</param>
    /// <param name="start">The first parameter.</param>
    /// <param name="end">One past the last; a multiple of the width away.</param>
    /// <param name="step">The trainer's step.</param>
    public abstract void Change(ref T downhill, ref T parameters, in OptimizerArrays<T> arrays, nint start, nint end, in StepContext step);

    /// <summary>Of an optimizer, if its mathematics is written over any kind of number; otherwise null.</summary>
    public static ArrayOptimizer<T, TVector, TVectors>? Of(IOptimizer optimizer) =>
        optimizer is IOptimizerFormulaSource source ? source.HandTo(default(Maker)) : null;

    private readonly struct Maker : IOptimizerFormulaReader<ArrayOptimizer<T, TVector, TVectors>>
    {
        public ArrayOptimizer<T, TVector, TVectors> Read<TFormula>(TFormula formula)
            where TFormula : struct, IOptimizerFormula => new Over<TFormula>(formula);
    }

    private sealed class Over<TFormula>(TFormula formula) : ArrayOptimizer<T, TVector, TVectors>
        where TFormula : struct, IOptimizerFormula
    {
        public override void Change(ref T downhill, ref T parameters, in OptimizerArrays<T> arrays, nint start, nint end, in StepContext step)
        {
            if (arrays.Missed is null)
            {
                Run<TVector, TVectors>(ref downhill, ref parameters, arrays, start, end, step);
                return;
            }
            // Runs of parameters that have taken as many steps go together.
            long[] missed = arrays.Missed;
            for (nint from = start; from < end;)
            {
                nint to = from + 1;
                while (to < end && missed[to] == missed[from]) to++;
                long number = step.Number - Math.Max(missed[from], 0); // below 0 where nothing is trained
                RunBetween(ref downhill, ref parameters, arrays, from, to, step with { Number = number });
                from = to;
            }
        }

        private void RunBetween(ref T downhill, ref T parameters, in OptimizerArrays<T> arrays, nint start, nint end, in StepContext step)
        {
            nint whole = start + (end - start) / TVectors.Width * TVectors.Width;
            Run<TVector, TVectors>(ref downhill, ref parameters, arrays, start, whole, step);
            Run<T, ScalarVectors<T>>(ref downhill, ref parameters, arrays, whole, end, step);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private void Run<TNumber, TNumbers>(ref T downhill, ref T parameters, in OptimizerArrays<T> arrays, nint start, nint end, in StepContext context)
            where TNumbers : struct, IVectors<TNumber, T>
        {
            TFormula f = formula;
            OptimizerStep<Scalar> once = f.Prepare(new OptimizerStep<Scalar>(context.LearningRate, context.Number, context.IsBias));
            var step = new OptimizerStep<Lanes<T, TNumber, TNumbers>>(Number(once.Rate), context.Number, context.IsBias)
            {
                First = Number(once.First),
                Second = Number(once.Second),
                Third = Number(once.Third),
            };
            ref T first = ref PlaneOf(arrays, 0);
            ref T second = ref PlaneOf(arrays, 1);
            ref T third = ref PlaneOf(arrays, 2);
            ref T fourth = ref PlaneOf(arrays, 3);
            ref T mask = ref arrays.Mask is null ? ref Unsafe.NullRef<T>() : ref arrays.Mask[0];
            nint i = start;
            if (start >= end) return;
            do // see RowRule: out of such a loop the compiler takes a formula's constants
            {
                Lanes<T, TNumber, TNumbers> zero = new(TNumbers.Zero);
                var old = new Remembered<Lanes<T, TNumber, TNumbers>>(
                    TFormula.MemoryLength > 0 ? Lanes<T, TNumber, TNumbers>.Load(ref first, i) : zero,
                    TFormula.MemoryLength > 1 ? Lanes<T, TNumber, TNumbers>.Load(ref second, i) : zero,
                    TFormula.MemoryLength > 2 ? Lanes<T, TNumber, TNumbers>.Load(ref third, i) : zero,
                    TFormula.MemoryLength > 3 ? Lanes<T, TNumber, TNumbers>.Load(ref fourth, i) : zero);
                Remembered<Lanes<T, TNumber, TNumbers>> now = old;
                Lanes<T, TNumber, TNumbers> way = Lanes<T, TNumber, TNumbers>.Load(ref downhill, i);
                Lanes<T, TNumber, TNumbers> value = Lanes<T, TNumber, TNumbers>.Load(ref parameters, i);
                f.Remember(way, value, ref now, step);
                Lanes<T, TNumber, TNumbers> change = f.Change(way, value, now, step);
                if (!Unsafe.IsNullRef(ref mask))
                {
                    // What is not trained changes nothing, not even what is remembered of it. Its change is −0 and not 0: adding −0 changes no number, not even
                    // −0.
                    Lanes<T, TNumber, TNumbers> trained = Lanes<T, TNumber, TNumbers>.Load(ref mask, i);
                    change = Lanes<T, TNumber, TNumbers>.IfPositive(trained, change, Lanes<T, TNumber, TNumbers>.Of(-0.0));
                    now = new Remembered<Lanes<T, TNumber, TNumbers>>(
                        Lanes<T, TNumber, TNumbers>.IfPositive(trained, now.First, old.First),
                        Lanes<T, TNumber, TNumbers>.IfPositive(trained, now.Second, old.Second),
                        Lanes<T, TNumber, TNumbers>.IfPositive(trained, now.Third, old.Third),
                        Lanes<T, TNumber, TNumbers>.IfPositive(trained, now.Fourth, old.Fourth));
                }
                change.Store(ref downhill, i);
                if (TFormula.MemoryLength > 0) now.First.WithoutFaded.Store(ref first, i);
                if (TFormula.MemoryLength > 1) now.Second.WithoutFaded.Store(ref second, i);
                if (TFormula.MemoryLength > 2) now.Third.WithoutFaded.Store(ref third, i);
                if (TFormula.MemoryLength > 3) now.Fourth.WithoutFaded.Store(ref fourth, i);
                i += TNumbers.Width;
            }
            while (i < end);

            static Lanes<T, TNumber, TNumbers> Number(Scalar number) => Lanes<T, TNumber, TNumbers>.Of(number.Value);
        }

        private static ref T PlaneOf(in OptimizerArrays<T> arrays, int which) =>
            ref which < arrays.Memory.Length ? ref arrays.Memory[which][0] : ref Unsafe.NullRef<T>();
    }
}
