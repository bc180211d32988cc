using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Fast;

/// <summary>Steps on batches: each node holds its values for all examples of the batch side by side, and a lane is an example.</summary>
internal sealed class BatchSteps<T, TVector, TVectors> : FastSteps<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly AlignedArray<T> _deltaByExample;

    public BatchSteps(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch)
        : base(network, loss, options, memory, (batch + TVectors.Width - 1) / TVectors.Width * TVectors.Width) =>
        _deltaByExample = new AlignedArray<T>(Shape.LargestStride * Lanes);

    /// <inheritdoc/>
    public override double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, ref int right, CancellationToken cancellation)
    {
        T step = T.CreateTruncating(rate);
        double sum = 0.0;
        for (int start = 0; start < order.Length && !cancellation.IsCancellationRequested; start += batchSize)
        {
            ReadOnlySpan<int> batch = order.Slice(start, Math.Min(batchSize, order.Length - start));
            T share = Options.BatchReduction == BatchReduction.Mean ? T.One / T.CreateTruncating(batch.Length) : T.One;
            double loss = Forward(data, batch, share, ref right);
            if (!double.IsFinite(loss)) throw NotFinite(batch[Loss.FirstNotFinite], Loss.FirstNotFinite, Loss.LossNotFinite);
            sum += loss;

            Deltas(batch.Length);
            bool isBounded = FastUpdate<T, TVector, TVectors>.IsBounded(Act.Span, Delta.Span, batch.Length, rate);
            bool fused = Update.IsFused && isBounded && step != T.Zero; // a scale of 0 would mean "store" to the loops
            Weights(batch.Length, step, fused);
            if (fused) Memory.NextStep();
            else Update.Apply(rate, isBounded);
        }
        return sum;
    }

    private double Forward(DataSet data, ReadOnlySpan<int> batch, T share, ref int right)
    {
        FastLayout<T>.Gather(data.Inputs, batch, ref Act.First, Lanes);
        FastLayout<T>.Gather(data.Targets, batch, ref Targets.First, Lanes);
        foreach (FastLayer layer in Shape.Layers)
        {
            FastForward<T, TVector, TVectors>.NetInputs(layer, ref Parameters.First, ref Net.First, ref Act.First, Lanes, 0, layer.Count);
            FastForward<T, TVector, TVectors>.Activate(layer, ref Net[layer.Slot * Lanes], ref Act[layer.Slot * Lanes], Lanes, batch.Length, 0, layer.Count);
        }
        FastLayer outputs = Shape.Output;
        for (int e = 0; e < batch.Length; e++)
        {
            if (FastLayout<T>.IsRight(ref Act[outputs.Slot * Lanes], ref Targets.First, outputs.Count, Lanes, e)) right++;
        }
        return Loss.Batch(
            ref Targets.First, ref Net[outputs.Slot * Lanes], ref Act[outputs.Slot * Lanes], ref Delta[outputs.Slot * Lanes], batch.Length, share);
    }

    /// <summary>The first phase of the backward pass: δ of every node.</summary>
    private void Deltas(int examples)
    {
        for (int l = Shape.Layers.Length - 2; l >= 0; l--)
        {
            FastLayer layer = Shape.Layers[l];
            Pushes(layer);
            PushesToDeltas(layer, examples, 0, layer.Count);
        }
    }

    /// <summary>The second phase: Σ δ · activation of every weight, stored, or added to the weight at once.</summary>
    private void Weights(int examples, T rate, bool fused)
    {
        ref T downhill = ref fused ? ref Parameters.First : ref Update.Downhill.First;
        T scale = fused ? rate : T.Zero;
        FastLayer[] layers = Shape.Layers;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            FastLayer layer = layers[l];
            int vectors = (layer.Count + TVectors.Width - 1) / TVectors.Width;
            DeltasByExample(layer, examples);
            foreach (ref readonly FastBlock block in layer.Blocks.AsSpan())
            {
                TileLoop<T, TVector, TVectors>.Run(
                    ref Act[block.SourceSlot * Lanes], Lanes, 1,
                    ref _deltaByExample.First, layer.Stride, examples,
                    ref Unsafe.Add(ref downhill, block.Start), layer.Stride, block.SourceCount, vectors,
                    TileStart.Zero, ref Unsafe.NullRef<T>(), scale);
            }
            AddBiases(layer, examples, ref Unsafe.Add(ref downhill, layer.BiasStart), scale);
        }
    }

    /// <summary>Each node's push, Σ δ(target) · weight over its outgoing connections.</summary>
    private void Pushes(FastLayer layer)
    {
        TileStart start = TileStart.Zero;
        foreach (FastLayer target in Shape.Layers)
        {
            foreach (ref readonly FastBlock block in target.Blocks.AsSpan())
            {
                if (block.SourceSlot != layer.Slot) continue;
                TileLoop<T, TVector, TVectors>.Run(
                    ref Parameters[block.Start], target.Stride, 1,
                    ref Delta[target.Slot * Lanes], Lanes, target.Count,
                    ref Delta[layer.Slot * Lanes], Lanes, layer.Count, Lanes / TVectors.Width,
                    start, ref Unsafe.NullRef<T>(), T.Zero);
                start = TileStart.Output;
            }
        }
    }

    private void AddBiases(FastLayer layer, int examples, ref T biases, T scale)
    {
        ref T rows = ref _deltaByExample.First;
        for (nint at = 0; at < layer.Count; at += TVectors.Width)
        {
            TVector sum = TVectors.Zero;
            for (int e = 0; e < examples; e++)
                sum = TVectors.Add(sum, TVectors.Load(ref Unsafe.Add(ref rows, (nint)e * layer.Stride), at));
            if (scale != T.Zero) sum = TVectors.MultiplyAdd(TVectors.Broadcast(scale), sum, TVectors.Load(ref biases, at));
            TVectors.Store(sum, ref biases, at);
        }
    }

    /// <summary>A layer's δs with those of an example side by side, for the sums over examples.</summary>
    private void DeltasByExample(FastLayer layer, int examples)
    {
        ref T from = ref Delta[layer.Slot * Lanes];
        ref T to = ref _deltaByExample.First;
        for (int node = 0; node < layer.Count; node++)
        {
            for (int e = 0; e < examples; e++)
                Unsafe.Add(ref to, (nint)e * layer.Stride + node) = Unsafe.Add(ref from, (nint)node * Lanes + e);
        }
        for (int e = 0; e < examples; e++)
        {
            for (int node = layer.Count; node < layer.Stride; node++)
                Unsafe.Add(ref to, (nint)e * layer.Stride + node) = T.Zero;
        }
    }
}
