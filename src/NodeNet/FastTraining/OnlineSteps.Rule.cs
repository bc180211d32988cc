using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <content>The backward pass where a rule changes the weights row by row.</content>
internal sealed partial class OnlineSteps<T, TVector, TVectors>
{
    /// <summary>All δs, and all changes but those that wait.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackwardByRule(ref T now, double rate)
    {
        _rule!.Begin(rate, Memory.NextStep());
        if (Options.ClipNorm is { } largest)
        {
            // The length of the gradient, which takes all δs, decides about every change.
            Pushes();
            _rule.Scale = T.CreateTruncating(ClipFactor(largest, ref now));
        }
        bool arePushed = Options.ClipNorm is not null;
        LayerLayout[] layers = Shape.Layers;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            LayerLayout layer = layers[l];
            ref T d = ref Unsafe.Add(ref Delta.First, layer.Slot);
            int vectors = layer.Vectors(TVectors.Width);
            if (!arePushed && l < layers.Length - 1) PushesToDeltas(l, layer, ref d, vectors);
            foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
            {
                if (block.SourceLayer == 0) ChangeInputs(block, layer, ref now, ref d, vectors);
                else if (arePushed) Change(block, layer, ref d, vectors);
                else PushAndChange(block, layer, ref d, vectors);
            }
            _rule.UpdateBiases(layer.BiasStart, ref d, vectors);
        }
    }

    private void ChangeInputs(in BlockLayout block, LayerLayout layer, ref T now, ref T deltas, int vectors)
    {
        if (Waits) return;
        bool isListed = _activeInputs >= 0 && _rule!.LeavesSilent;
        ref int listed = ref isListed ? ref MemoryMarshal.GetArrayDataReference(_active) : ref Unsafe.NullRef<int>();
        _rule!.Update(ref now, isListed ? _activeInputs : block.SourceCount, ref listed, block.Start, layer.Stride, ref deltas, vectors);
    }

    private void Change(in BlockLayout block, LayerLayout layer, ref T deltas, int vectors) => _rule!.Update(
        ref Unsafe.Add(ref Act.First, block.SourceSlot), block.SourceCount, ref Unsafe.NullRef<int>(), block.Start, layer.Stride, ref deltas, vectors);

    private void PushAndChange(in BlockLayout block, LayerLayout layer, ref T deltas, int vectors) => _rule!.PushAndUpdate(
        ref Unsafe.Add(ref Act.First, block.SourceSlot), block.SourceCount, block.Start, layer.Stride, ref deltas, vectors,
        ref Unsafe.Add(ref Delta.First, block.SourceSlot), block.IsFirstPush);

    /// <summary>δ of every node; no weight changes.</summary>
    private void Pushes()
    {
        LayerLayout[] layers = Shape.Layers;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            LayerLayout layer = layers[l];
            if (l < layers.Length - 1) PushesToDeltas(layer, 1, 0, layer.Count);
            foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
            {
                if (block.SourceLayer == 0) continue;
                RowUpdate<T, TVector, TVectors>.PushAll(
                    block.SourceCount, ref Unsafe.Add(ref Parameters.First, block.Start), layer.Stride, ref Unsafe.Add(ref Delta.First, layer.Slot),
                    layer.Vectors(TVectors.Width), ref Unsafe.Add(ref Delta.First, block.SourceSlot), block.IsFirstPush);
            }
        }
    }

    /// <summary>What shortens the gradient to a largest length; 1 if it is short enough. Without touching a weight: that of the weights between two layers is
    /// ‖δ‖ · ‖a‖, and that of the biases ‖δ‖.</summary>
    private double ClipFactor(double largest, ref T now)
    {
        double squares = SquareOfLength(ref now, 1.0, 1.0);
        double least = typeof(T) == typeof(double) ? 1e-200 : 1e-25;
        if (squares > least && squares < 1e200) return Math.Min(1.0, largest / Math.Sqrt(squares));
        // Out of range: of shares of the largest, as the reference loops have it.
        double delta = 0.0, activation = 1.0;
        foreach (LayerLayout layer in Shape.Layers)
        {
            delta = Math.Max(delta, Largest(ref Unsafe.Add(ref Delta.First, layer.Slot), layer.Count));
            foreach (BlockLayout block in layer.Blocks)
                activation = Math.Max(activation, Largest(ref SourceOf(block, ref now), block.SourceCount));
        }
        if (delta == 0.0 || !double.IsFinite(delta) || !double.IsFinite(activation)) return 1.0;
        return Math.Min(1.0, largest / delta / activation / Math.Sqrt(SquareOfLength(ref now, delta, activation)));
    }

    private ref T SourceOf(in BlockLayout block, ref T now) => ref block.SourceLayer == 0 ? ref now : ref Unsafe.Add(ref Act.First, block.SourceSlot);

    private double SquareOfLength(ref T now, double unitOfDeltas, double unitOfActivations)
    {
        double squares = 0.0;
        foreach (LayerLayout layer in Shape.Layers)
        {
            double sources = 1.0 / (unitOfActivations * unitOfActivations); // of the biases
            foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
                sources += SumOfSquares(ref SourceOf(block, ref now), block.SourceCount, unitOfActivations);
            squares += sources * SumOfSquares(ref Unsafe.Add(ref Delta.First, layer.Slot), layer.Count, unitOfDeltas);
        }
        return squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ref T numbers, int count, double unit)
    {
        double sum = 0.0;
        nint i = 0;
        if (unit == 1.0)
        {
            TVector sum0 = TVectors.Zero, sum1 = TVectors.Zero;
            for (; i + 2 * TVectors.Width <= count; i += 2 * TVectors.Width)
            {
                TVector x0 = TVectors.Load(ref numbers, i), x1 = TVectors.Load(ref numbers, i + TVectors.Width);
                sum0 = TVectors.MultiplyAdd(x0, x0, sum0);
                sum1 = TVectors.MultiplyAdd(x1, x1, sum1);
            }
            sum = double.CreateTruncating(TVectors.Sum(TVectors.Add(sum0, sum1)));
        }
        for (; i < count; i++)
        {
            double share = double.CreateTruncating(Unsafe.Add(ref numbers, i)) / unit;
            sum += share * share;
        }
        return sum;
    }

    private static double Largest(ref T numbers, int count)
    {
        double largest = 0.0;
        for (nint i = 0; i < count; i++)
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(Unsafe.Add(ref numbers, i))));
        return largest;
    }
}
