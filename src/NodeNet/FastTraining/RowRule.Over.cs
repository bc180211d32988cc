using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <content>The loops, made for one formula. They test at their end, and are entered without: out of such loops the compiler takes what stays the same, as a
/// formula's constants in all lanes of a vector; out of others it does not.</content>
internal abstract partial class RowRule<T, TVector, TVectors>
{
    private sealed class Over<TFormula, TPull, TQuick>(TFormula formula, WeightPenalty penalty, AlignedArray<T> parameters, AlignedArray<T>[] memory)
        : RowRule<T, TVector, TVectors>
        where TFormula : struct, IOptimizerFormula
        where TPull : struct, IPull<TVector>
        where TQuick : struct, IVectors<TVector, T>
    {
        private readonly T _l1 = T.CreateTruncating(penalty.L1);
        private readonly T _l2 = T.CreateTruncating(penalty.L2);
        private OptimizerStep<Lanes<T, TVector, TQuick>> _ofWeights;
        private OptimizerStep<Lanes<T, TVector, TQuick>> _ofBiases;

        public override bool LeavesSilent =>
            penalty.IsNone && (typeof(TFormula) == typeof(GradientDescent.Formula) || typeof(TFormula) == typeof(AdaGrad.Formula));

        public override void Begin(double rate, long number)
        {
            _ofWeights = Prepared<TVector, TQuick>(rate, number, isBias: false);
            _ofBiases = Prepared<TVector, TQuick>(rate, number, isBias: true);
        }

        public override bool KeepsZero(double rate, long number) => KeepsZero(rate, number, isBias: false) && KeepsZero(rate, number, isBias: true);

        private bool KeepsZero(double rate, long number, bool isBias)
        {
            Lanes<T, T, ScalarVectors<T>> zero = new(T.Zero);
            OptimizerStep<Lanes<T, T, ScalarVectors<T>>> step = Prepared<T, ScalarVectors<T>>(rate, number, isBias);
            var remembered = new Remembered<Lanes<T, T, ScalarVectors<T>>>(zero, zero, zero, zero);
            formula.Remember(zero, zero, ref remembered, step);
            return formula.Change(zero, zero, remembered, step).Value == T.Zero;
        }

        private OptimizerStep<Lanes<T, TNumber, TNumbers>> Prepared<TNumber, TNumbers>(double rate, long number, bool isBias)
            where TNumbers : struct, IVectors<TNumber, T>
        {
            OptimizerStep<Scalar> once = formula.Prepare(new OptimizerStep<Scalar>(rate, number, isBias));
            return new OptimizerStep<Lanes<T, TNumber, TNumbers>>(Lanes<T, TNumber, TNumbers>.Of(once.Rate.Value), number, isBias)
            {
                First = Lanes<T, TNumber, TNumbers>.Of(once.First.Value),
                Second = Lanes<T, TNumber, TNumbers>.Of(once.Second.Value),
                Third = Lanes<T, TNumber, TNumbers>.Of(once.Third.Value),
            };
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public override void Update(ref T activations, int sources, ref int active, int start, nint stride, ref T deltas, int vectors)
        {
            TFormula f = formula;
            OptimizerStep<Lanes<T, TVector, TQuick>> step = _ofWeights;
            ref T weights = ref parameters[start];
            ref T first = ref Plane(0, start);
            ref T second = ref Plane(1, start);
            ref T third = ref Plane(2, start);
            ref T fourth = ref Plane(3, start);
            TVector l1 = TVectors.Broadcast(_l1), l2 = TVectors.Broadcast(_l2);
            bool all = Unsafe.IsNullRef(ref active);
            nint end = vectors * TVectors.Width;
            nint k = 0;
            if (sources == 0) return;
            do
            {
                nint i = all ? k : Unsafe.Add(ref active, k);
                TVector factor = TVectors.Broadcast(Scale * Unsafe.Add(ref activations, i));
                nint at = 0;
                do
                {
                    TVector way = TVectors.Multiply(factor, TVectors.Load(ref deltas, at));
                    Change(f, step, ref weights, ref first, ref second, ref third, ref fourth, i * stride + at, way, l1, l2);
                    at += TVectors.Width;
                }
                while (at < end);
            }
            while (++k < sources);
        }

        public override void UpdateBiases(int start, ref T deltas, int vectors) =>
            Update(ref deltas, start, (nint)vectors * TVectors.Width, _ofBiases, penalty.CountsBiases);

        public override void Update(ref T downhill, int start, nint count) => Update(ref downhill, start, count, _ofWeights, isPulled: true);

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private void Update(ref T downhill, int start, nint count, OptimizerStep<Lanes<T, TVector, TQuick>> step, bool isPulled)
        {
            TFormula f = formula;
            ref T weights = ref parameters[start];
            ref T first = ref Plane(0, start);
            ref T second = ref Plane(1, start);
            ref T third = ref Plane(2, start);
            ref T fourth = ref Plane(3, start);
            TVector l1 = isPulled ? TVectors.Broadcast(_l1) : TVectors.Zero;
            TVector l2 = isPulled ? TVectors.Broadcast(_l2) : TVectors.Zero;
            TVector factor = TVectors.Broadcast(Scale);
            nint at = 0;
            if (count == 0) return;
            do
            {
                TVector way = TVectors.Multiply(factor, TVectors.Load(ref downhill, at));
                Change(f, step, ref weights, ref first, ref second, ref third, ref fourth, at, way, l1, l2);
                at += TVectors.Width;
            }
            while (at < count);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public override void PushAndUpdate(ref T activations, int sources, int start, nint stride, ref T deltas, int vectors, ref T pushes, bool isFirst)
        {
            TFormula f = formula;
            OptimizerStep<Lanes<T, TVector, TQuick>> step = _ofWeights;
            ref T weights = ref parameters[start];
            ref T first = ref Plane(0, start);
            ref T second = ref Plane(1, start);
            ref T third = ref Plane(2, start);
            ref T fourth = ref Plane(3, start);
            TVector l1 = TVectors.Broadcast(_l1), l2 = TVectors.Broadcast(_l2);
            nint end = vectors * TVectors.Width;
            nint i = 0;
            if (sources == 0) return;
            do
            {
                TVector factor = TVectors.Broadcast(Scale * Unsafe.Add(ref activations, i));
                TVector sum = TVectors.Zero;
                nint at = 0;
                do
                {
                    TVector delta = TVectors.Load(ref deltas, at);
                    sum = TVectors.MultiplyAdd(delta, TVectors.Load(ref weights, i * stride + at), sum);
                    Change(f, step, ref weights, ref first, ref second, ref third, ref fourth, i * stride + at, TVectors.Multiply(factor, delta), l1, l2);
                    at += TVectors.Width;
                }
                while (at < end);
                T push = TVectors.Sum(sum);
                Unsafe.Add(ref pushes, i) = isFirst ? push : Unsafe.Add(ref pushes, i) + push;
            }
            while (++i < sources);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public override void UpdateAndAdd(ref T before, ref T now, int sources, int start, nint stride, ref T deltas, ref T sums, int vectors)
        {
            TFormula f = formula;
            OptimizerStep<Lanes<T, TVector, TQuick>> step = _ofWeights;
            ref T weights = ref parameters[start];
            ref T first = ref Plane(0, start);
            ref T second = ref Plane(1, start);
            ref T third = ref Plane(2, start);
            ref T fourth = ref Plane(3, start);
            TVector l1 = TVectors.Broadcast(_l1), l2 = TVectors.Broadcast(_l2);
            nint end = vectors * TVectors.Width;
            nint k = 0;
            if (sources > 1)
            {
                do
                {
                    TVector f0 = TVectors.Broadcast(Scale * Unsafe.Add(ref before, k)), f1 = TVectors.Broadcast(Scale * Unsafe.Add(ref before, k + 1));
                    TVector a0 = TVectors.Broadcast(Unsafe.Add(ref now, k)), a1 = TVectors.Broadcast(Unsafe.Add(ref now, k + 1));
                    nint row = k * stride;
                    nint at = 0;
                    do
                    {
                        TVector delta = TVectors.Load(ref deltas, at);
                        TVector way = TVectors.Multiply(f0, delta);
                        TVector weight = Change(f, step, ref weights, ref first, ref second, ref third, ref fourth, row + at, way, l1, l2);
                        TVector sum = TVectors.MultiplyAdd(a0, weight, TVectors.Load(ref sums, at));
                        way = TVectors.Multiply(f1, delta);
                        weight = Change(f, step, ref weights, ref first, ref second, ref third, ref fourth, row + stride + at, way, l1, l2);
                        TVectors.Store(TVectors.MultiplyAdd(a1, weight, sum), ref sums, at);
                        at += TVectors.Width;
                    }
                    while (at < end);
                    k += 2;
                }
                while (k + 2 <= sources);
            }
            if (k < sources)
                UpdateAndAddRow(Scale * Unsafe.Add(ref before, k), Unsafe.Add(ref now, k), start + (int)(k * stride), ref deltas, ref sums, end);
        }

        // By itself: what is needed here only would take registers from the loop over most.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private void UpdateAndAddRow(T before, T now, int start, ref T deltas, ref T sums, nint end)
        {
            TFormula f = formula;
            OptimizerStep<Lanes<T, TVector, TQuick>> step = _ofWeights;
            ref T weights = ref parameters[start];
            ref T first = ref Plane(0, start);
            ref T second = ref Plane(1, start);
            ref T third = ref Plane(2, start);
            ref T fourth = ref Plane(3, start);
            TVector l1 = TVectors.Broadcast(_l1), l2 = TVectors.Broadcast(_l2), factor = TVectors.Broadcast(before), a = TVectors.Broadcast(now);
            nint at = 0;
            do
            {
                TVector way = TVectors.Multiply(factor, TVectors.Load(ref deltas, at));
                TVector weight = Change(f, step, ref weights, ref first, ref second, ref third, ref fourth, at, way, l1, l2);
                TVectors.Store(TVectors.MultiplyAdd(a, weight, TVectors.Load(ref sums, at)), ref sums, at);
                at += TVectors.Width;
            }
            while (at < end);
        }

        private ref T Plane(int which, int start) => ref which < TFormula.MemoryLength ? ref memory[which][start] : ref Unsafe.NullRef<T>();

        /// <summary>Changes a vector of parameters, and returns them changed.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Change(
            in TFormula formula, in OptimizerStep<Lanes<T, TVector, TQuick>> step, ref T weights, ref T first, ref T second, ref T third,
            ref T fourth, nint at, TVector downhill, TVector l1, TVector l2)
        {
            Lanes<T, TVector, TQuick> value = Lanes<T, TVector, TQuick>.Load(ref weights, at);
            Lanes<T, TVector, TQuick> way = new(TPull.Add(downhill, value.Value, l1, l2));
            Lanes<T, TVector, TQuick> zero = new(TVectors.Zero);
            var remembered = new Remembered<Lanes<T, TVector, TQuick>>(
                TFormula.MemoryLength > 0 ? Lanes<T, TVector, TQuick>.Load(ref first, at) : zero,
                TFormula.MemoryLength > 1 ? Lanes<T, TVector, TQuick>.Load(ref second, at) : zero,
                TFormula.MemoryLength > 2 ? Lanes<T, TVector, TQuick>.Load(ref third, at) : zero,
                TFormula.MemoryLength > 3 ? Lanes<T, TVector, TQuick>.Load(ref fourth, at) : zero);
            formula.Remember(way, value, ref remembered, step);
            // The shortest of rules takes a single operation with a single rounding.
            TVector next = typeof(TFormula) == typeof(GradientDescent.Formula)
                ? TVectors.MultiplyAdd(step.Rate.Value, way.Value, value.Value)
                : TVectors.Add(value.Value, formula.Change(way, value, remembered, step).Value);
            TVectors.Store(next, ref weights, at);
            if (TFormula.MemoryLength > 0) remembered.First.WithoutFaded.Store(ref first, at);
            if (TFormula.MemoryLength > 1) remembered.Second.WithoutFaded.Store(ref second, at);
            if (TFormula.MemoryLength > 2) remembered.Third.WithoutFaded.Store(ref third, at);
            if (TFormula.MemoryLength > 3) remembered.Fourth.WithoutFaded.Store(ref fourth, at);
            return next;
        }
    }
}
