using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Activations;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary><see cref="SmallSteps{T, TVector, TVectors}"/> for given formulas.</summary>
internal sealed class SmallStepsOver<T, TVector, TVectors, THidden, TOutput, TLoss> : SmallSteps<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
    where THidden : struct, IActivationFormula
    where TOutput : struct, IActivationFormula
    where TLoss : struct, ILossLoop
{
    private readonly Place[] _layers;
    private readonly StepNumbers<T> _numbers;
    private readonly THidden _hidden;
    private readonly TOutput _output;
    private readonly TLoss _loss;
    private readonly T _share; // of an output in the loss
    private readonly int _outputCount;
    private readonly AlignedArray<T> _mask; // 1 for each output, 0 beyond
    private readonly AlignedArray<T> _targets; // a copy of those that whole vectors would not be read of

    public SmallStepsOver(NetworkLayout shape, in StepNumbers<T> numbers, T share, THidden hidden, TOutput output, TLoss loss)
    {
        _layers = [.. shape.Layers.Select(layer => new Place(
            layer.Blocks[0].SourceSlot, layer.Blocks[0].SourceCount, layer.Blocks[0].Start, layer.Stride, layer.BiasStart, layer.Slot,
            layer.Vectors(TVectors.Width) * TVectors.Width))];
        _numbers = numbers;
        _hidden = hidden;
        _output = output;
        _loss = loss;
        _share = share;
        _outputCount = shape.Output.Count;
        _mask = new AlignedArray<T>(shape.Output.Stride);
        _targets = new AlignedArray<T>(shape.Output.Stride);
        _mask.Span[.._outputCount].Fill(T.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override int Run(
        ReadOnlySpan<int> orders, WorkingRows<T> inputs, WorkingRows<T> targets, T rate, Span<double> losses, Span<int> right, CancellationToken cancellation)
    {
        ref Place first = ref MemoryMarshal.GetArrayDataReference(_layers);
        int last = _layers.Length - 1;
        ref T act = ref _numbers.Act.First;
        ref T outputs = ref Unsafe.Add(ref act, _layers[last].Slot);
        // Asked for once: code that is called in each step and not part of this method runs slowly in the first second of a process.
        bool isCompact = inputs.IsCompact;
        ref T firstInputs = ref isCompact ? ref Unsafe.NullRef<T>() : ref FirstOf(inputs);
        ref T firstTargets = ref FirstOf(targets);
        nint width = inputs.Width;
        long targetCount = targets.Length;
        int count = losses.Length == 1 ? orders.Length : (int)(targetCount / _outputCount); // examples in an epoch
        FirstNotFinite = -1;
        Taken = 0;
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            double sum = losses[epoch];
            int correct = 0;
            foreach (int example in orders.Length == count ? orders : orders.Slice(epoch * count, count))
            {
                if (cancellation.IsCancellationRequested) break;
                ref T now = ref isCompact ? ref inputs[example] : ref Unsafe.Add(ref firstInputs, example * width);
                ref T wanted = ref WholeTargets(ref firstTargets, example, targetCount);

                for (int l = 0; l <= last; l++)
                {
                    ref readonly Place layer = ref Unsafe.Add(ref first, l);
                    Forward(in layer, ref l == 0 ? ref now : ref Unsafe.Add(ref act, layer.SourceSlot), l == last);
                }
                if (FastLayout<T>.IsRight(ref outputs, ref wanted, _outputCount, 1, 0)) correct++;
                double loss = OutputDeltas(in Unsafe.Add(ref first, last), ref wanted);
                if (!double.IsFinite(loss))
                {
                    FirstNotFinite = example;
                    LossNotFinite = loss;
                    return epoch;
                }
                sum += loss;
                for (int l = last; l > 0; l--)
                    Backward(in Unsafe.Add(ref first, l), rate);
                Update(in first, ref now, rate);
                Taken++;
            }
            losses[epoch] = sum;
            right[epoch] = correct;
            if (Taken < (epoch + 1L) * count) return epoch;
        }
        return losses.Length;
    }

    // Once a run: by itself, so that the compiler looks into the formulas' methods instead.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static ref T FirstOf(WorkingRows<T> rows) => ref rows.First;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Forward(in Place layer, ref T sources, bool isLast)
    {
        ref T parameters = ref _numbers.Parameters.First;
        ref T rows = ref Unsafe.Add(ref parameters, layer.Rows);
        ref T biases = ref Unsafe.Add(ref parameters, layer.Biases);
        ref T z = ref Unsafe.Add(ref _numbers.Net.First, layer.Slot);
        ref T a = ref Unsafe.Add(ref _numbers.Act.First, layer.Slot);
        nint stride = layer.Stride;
        int count = layer.SourceCount;
        for (nint at = 0, end = layer.Size; at < end; at += TVectors.Width)
        {
            TVector sum = TVectors.Load(ref biases, at);
            ref T row = ref Unsafe.Add(ref rows, at);
            for (nint i = 0; i < count; i++)
            {
                sum = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref sources, i)), TVectors.Load(ref row, 0), sum);
                row = ref Unsafe.Add(ref row, stride);
            }
            TVectors.Store(sum, ref z, at);
            var net = new Lanes<T, TVector, TVectors>(sum);
            if (isLast) _output.Activate(net).Store(ref a, at);
            else _hidden.Activate(net).Store(ref a, at);
        }
    }

    /// <summary>The loss, and δ of each output node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double OutputDeltas(in Place layer, ref T wanted)
    {
        ref T z = ref Unsafe.Add(ref _numbers.Net.First, layer.Slot);
        ref T a = ref Unsafe.Add(ref _numbers.Act.First, layer.Slot);
        ref T deltas = ref Unsafe.Add(ref _numbers.Delta.First, layer.Slot);
        TVector factor = TVectors.Broadcast(_share);
        TVector sum = TVectors.Zero;
        for (nint at = 0, end = layer.Size; at < end; at += TVectors.Width)
        {
            Lanes<T, TVector, TVectors> net = Lanes<T, TVector, TVectors>.Load(ref z, at);
            Lanes<T, TVector, TVectors> output = Lanes<T, TVector, TVectors>.Load(ref a, at);
            Lanes<T, TVector, TVectors> target = Lanes<T, TVector, TVectors>.Load(ref wanted, at);
            TVector term = _loss.Term(net, output, target).Value;
            TVector push = TVectors.Multiply(factor, _loss.Wanted(net, output, target).Value);
            if (TVectors.Width > 1)
            {
                TVector counts = TVectors.Load(ref _mask.First, at);
                term = TVectors.IfPositive(counts, term, TVectors.Zero);
                push = TVectors.IfPositive(counts, push, TVectors.Zero);
            }
            sum = TVectors.Add(sum, term);
            if (!_loss.MakesDeltas) push = TVectors.Multiply(push, _output.Slope(net, output).Value);
            TVectors.Store(push, ref deltas, at);
        }
        return double.CreateTruncating(_share * TVectors.Sum(sum));
    }

    /// <summary>δ of the source nodes, and the change of weights and biases of a layer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Backward(in Place layer, T rate)
    {
        ref T rows = ref Unsafe.Add(ref _numbers.Parameters.First, layer.Rows);
        ref T deltas = ref Unsafe.Add(ref _numbers.Delta.First, layer.Slot);
        ref T z = ref Unsafe.Add(ref _numbers.Net.First, layer.SourceSlot);
        ref T a = ref Unsafe.Add(ref _numbers.Act.First, layer.SourceSlot);
        ref T pushes = ref Unsafe.Add(ref _numbers.Delta.First, layer.SourceSlot);
        nint stride = layer.Stride;
        nint end = layer.Size;
        int count = layer.SourceCount;
        for (nint i = 0; i < count; i++)
        {
            TVector f = TVectors.Broadcast(rate * Unsafe.Add(ref a, i));
            TVector sum = TVectors.Zero;
            for (nint at = 0; at < end; at += TVectors.Width)
            {
                TVector delta = TVectors.Load(ref deltas, at);
                TVector weight = TVectors.Load(ref rows, at);
                sum = TVectors.MultiplyAdd(delta, weight, sum);
                TVectors.Store(TVectors.MultiplyAdd(f, delta, weight), ref rows, at);
            }
            T push = TVectors.Sum(sum);
            if (TVectors.Width == 1)
            {
                push *= Single(_hidden.Slope(Alone(Unsafe.Add(ref z, i)), Alone(Unsafe.Add(ref a, i))));
            }
            Unsafe.Add(ref pushes, i) = push;
            rows = ref Unsafe.Add(ref rows, stride);
        }
        for (nint i = 0; i < count && TVectors.Width > 1; i += TVectors.Width)
        {
            Lanes<T, TVector, TVectors> slope = _hidden.Slope(Lanes<T, TVector, TVectors>.Load(ref z, i), Lanes<T, TVector, TVectors>.Load(ref a, i));
            (Lanes<T, TVector, TVectors>.Load(ref pushes, i) * slope).Store(ref pushes, i);
        }
        UpdateBiases(in layer, ref deltas, rate);
    }

    /// <summary>The change of weights and biases of the layer that the inputs feed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Update(in Place layer, ref T sources, T rate)
    {
        ref T rows = ref Unsafe.Add(ref _numbers.Parameters.First, layer.Rows);
        ref T deltas = ref Unsafe.Add(ref _numbers.Delta.First, layer.Slot);
        nint stride = layer.Stride;
        nint end = layer.Size;
        int count = layer.SourceCount;
        for (nint i = 0; i < count; i++)
        {
            TVector f = TVectors.Broadcast(rate * Unsafe.Add(ref sources, i));
            for (nint at = 0; at < end; at += TVectors.Width)
                TVectors.Store(TVectors.MultiplyAdd(f, TVectors.Load(ref deltas, at), TVectors.Load(ref rows, at)), ref rows, at);
            rows = ref Unsafe.Add(ref rows, stride);
        }
        UpdateBiases(in layer, ref deltas, rate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void UpdateBiases(in Place layer, ref T deltas, T rate)
    {
        ref T biases = ref Unsafe.Add(ref _numbers.Parameters.First, layer.Biases);
        TVector f = TVectors.Broadcast(rate);
        for (nint at = 0, end = layer.Size; at < end; at += TVectors.Width)
            TVectors.Store(TVectors.MultiplyAdd(f, TVectors.Load(ref deltas, at), TVectors.Load(ref biases, at)), ref biases, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TVector, TVectors> Alone(T number) => new(TVectors.Broadcast(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Single(Lanes<T, TVector, TVectors> alone) => TVectors.Sum(alone.Value);

    /// <summary>The targets where they are, if whole vectors can be read there; otherwise a copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T WholeTargets(ref T targets, int example, long length)
    {
        ref T there = ref Unsafe.Add(ref targets, (nint)example * _outputCount);
        if (TVectors.Width == 1 || (long)example * _outputCount + _mask.Length <= length) return ref there;
        MemoryMarshal.CreateReadOnlySpan(ref there, _outputCount).CopyTo(_targets.Span);
        return ref _targets.First;
    }

    /// <summary>Where a layer's numbers are.</summary>
    /// <param name="SourceSlot">Its sources' first slot.</param>
    /// <param name="SourceCount">How many sources.</param>
    /// <param name="Rows">The first source's row of weights.</param>
    /// <param name="Stride">How far apart rows are.</param>
    /// <param name="Biases">The first bias.</param>
    /// <param name="Slot">The layer's first slot.</param>
    /// <param name="Size">How many numbers whole vectors over its nodes have.</param>
    private readonly record struct Place(int SourceSlot, int SourceCount, int Rows, int Stride, int Biases, int Slot, int Size);
}
