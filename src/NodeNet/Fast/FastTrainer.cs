using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Fast;

/// <summary>Training steps on the fast loops, at one precision and one width.</summary>
internal sealed class FastTrainer<T, TVector, TVectors> : IStepper
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly Network _network;
    private readonly TrainerOptions _options;
    private readonly OptimizerMemory _memory;
    private readonly FastShape _shape;
    private readonly FastLoss<T, TVector, TVectors> _loss;
    private readonly FastUpdate<T, TVector, TVectors> _update;
    private readonly T[] _parameters; // the network's own in double precision; working values in single
    private readonly int _lanes;
    private readonly int _outputSize;
    private readonly AlignedArray<T> _net;
    private readonly AlignedArray<T> _act;
    private readonly AlignedArray<T> _delta;
    private readonly AlignedArray<T> _deltaByExample;
    private readonly AlignedArray<T> _targets;
    private readonly AlignedArray<T> _inputs;
    private readonly int[] _active;

    public FastTrainer(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch)
    {
        _network = network;
        _options = options;
        _memory = memory;
        _shape = network.FastShape;
        _loss = new FastLoss<T, TVector, TVectors>(loss, _shape.Output);
        _parameters = typeof(T) == typeof(double) ? (T[])(object)network.Parameters : new T[network.Parameters.Length];
        _update = new FastUpdate<T, TVector, TVectors>(network, options, memory, _parameters);
        _lanes = batch == 1 ? 1 : (batch + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
        int size = _shape.SlotCount * _lanes;
        _net = new AlignedArray<T>(size);
        _act = new AlignedArray<T>(size);
        _delta = new AlignedArray<T>(size);
        _outputSize = _lanes == 1 ? (_shape.Output.Count + TVectors.Width - 1) / TVectors.Width * TVectors.Width : _shape.Output.Count * _lanes;
        _targets = new AlignedArray<T>(Math.Max(_outputSize, _shape.Output.Stride * _lanes));
        _deltaByExample = new AlignedArray<T>(_shape.LargestStride * _lanes);
        _inputs = new AlignedArray<T>(_shape.InputCount);
        _active = new int[_shape.InputCount + _shape.MostNodes];
    }

    public void Load()
    {
        if (typeof(T) == typeof(double)) return;
        for (int p = 0; p < _parameters.Length; p++)
            _parameters[p] = T.CreateTruncating(_network.Parameters[p]);
        _update.Load();
    }

    public void WriteBack()
    {
        if (typeof(T) == typeof(double)) return;
        for (int p = 0; p < _parameters.Length; p++)
            _network.Parameters[p] = double.CreateTruncating(_parameters[p]);
        _update.WriteBack();
    }

    public double Step(DataSet data, ReadOnlySpan<int> batch, double rate, ref int right)
    {
        T share = _options.BatchReduction == BatchReduction.Mean ? T.One / T.CreateTruncating(batch.Length) : T.One;
        double loss = _lanes == 1 ? OneForward(data, batch[0], ref right) : BatchForward(data, batch, share, ref right);
        if (!double.IsFinite(loss)) throw NotFinite(batch, loss);
        T step = T.CreateTruncating(rate);
        bool fused = _update.IsFused;
        bool isBounded = false;
        if (_lanes == 1)
        {
            fused &= !_shape.HidesForeignCode; // which may throw when some weights have changed already
            OneBackward(data, batch[0], step, fused);
        }
        else
        {
            BatchDeltas(batch.Length);
            isBounded = FastUpdate<T, TVector, TVectors>.IsBounded(_act.Span, _delta.Span, batch.Length, rate);
            fused &= isBounded && step != T.Zero; // 0 would mean "store" to the loops
            BatchBackward(batch.Length, step, fused);
        }
        if (fused) _memory.NextStep();
        else _update.Apply(rate, isBounded);
        return loss;
    }

    // ---- one example

    private double OneForward(DataSet data, int example, ref int right)
    {
        ref T parameters = ref MemoryMarshal.GetArrayDataReference(_parameters);
        ref T net = ref _net.First;
        ref T act = ref _act.First;
        ref T delta = ref _delta.First;
        if (typeof(T) != typeof(double))
        {
            ReadOnlySpan<double> row = data.Inputs[example];
            for (int i = 0; i < row.Length; i++)
                _inputs[i] = T.CreateTruncating(row[i]);
        }
        ref T inputs = ref InputsOf(data, example);
        ReadOnlySpan<double> wanted = data.Targets[example];
        for (int i = 0; i < wanted.Length; i++)
            _targets[i] = T.CreateTruncating(wanted[i]);

        FastForward<T, TVector, TVectors>.One(_shape, ref parameters, ref inputs, ref net, ref act, ref MemoryMarshal.GetArrayDataReference(_active), out _activeInputs);
        FastLayer outputs = _shape.Output;
        if (FastLayout<T>.IsRight(ref Unsafe.Add(ref act, outputs.Slot), ref _targets.First, outputs.Count, 1, 0)) right++;
        return _loss.Run(
            ref _targets.First, ref Unsafe.Add(ref net, outputs.Slot), ref Unsafe.Add(ref act, outputs.Slot),
            ref Unsafe.Add(ref delta, outputs.Slot), 1, 1, _outputSize, T.One);
    }

    private int _activeInputs;

    private ref T InputsOf(DataSet data, int example)
    {
        ReadOnlySpan<double> row = data.Inputs[example];
        if (typeof(T) == typeof(double))
            return ref Unsafe.As<double, T>(ref MemoryMarshal.GetReference(row));
        return ref _inputs.First;
    }

    private void OneBackward(DataSet data, int example, T rate, bool fused)
    {
        ref T parameters = ref MemoryMarshal.GetArrayDataReference(_parameters);
        ref T act = ref _act.First;
        ref T delta = ref _delta.First;
        ref T inputs = ref InputsOf(data, example);
        ref int active = ref MemoryMarshal.GetArrayDataReference(_active);

        ref T downhill = ref fused ? ref parameters : ref MemoryMarshal.GetArrayDataReference(_update.Downhill);
        T scale = fused ? rate : T.One;
        if (!fused) Array.Clear(_update.Downhill);
        ClearPushes(1);

        FastLayer[] layers = _shape.Layers;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            FastLayer layer = layers[l];
            if (l < layers.Length - 1) PushesToDeltas(layer, 1, 1, 0, layer.Count);
            ref T d = ref Unsafe.Add(ref delta, layer.Slot);
            int vectors = (layer.Count + TVectors.Width - 1) / TVectors.Width;

            foreach (ref readonly FastBlock block in layer.Blocks.AsSpan())
            {
                ref T rows = ref Unsafe.Add(ref downhill, block.Start);
                if (block.SourceLayer == 0)
                {
                    ref int listed = ref _activeInputs >= 0 ? ref active : ref Unsafe.NullRef<int>();
                    RowLoop<T, TVector, TVectors>.Update(ref inputs, _activeInputs >= 0 ? _activeInputs : block.SourceCount, ref listed, ref rows, layer.Stride, ref d, vectors, scale);
                    continue;
                }
                ref T source = ref Unsafe.Add(ref act, block.SourceSlot);
                ref T pushes = ref Unsafe.Add(ref delta, block.SourceSlot);
                ref T weights = ref Unsafe.Add(ref parameters, block.Start);
                if (fused)
                {
                    for (nint i = 0; i < block.SourceCount; i++)
                        Unsafe.Add(ref pushes, i) += RowLoop<T, TVector, TVectors>.PushAndUpdate(ref d, ref Unsafe.Add(ref weights, i * layer.Stride), scale * Unsafe.Add(ref source, i), vectors);
                }
                else
                {
                    for (nint i = 0; i < block.SourceCount; i++)
                        Unsafe.Add(ref pushes, i) += RowLoop<T, TVector, TVectors>.Push(ref d, ref Unsafe.Add(ref weights, i * layer.Stride), vectors);
                    RowLoop<T, TVector, TVectors>.Update(ref source, block.SourceCount, ref Unsafe.NullRef<int>(), ref rows, layer.Stride, ref d, vectors, scale);
                }
            }

            ref T biases = ref Unsafe.Add(ref downhill, layer.BiasStart);
            TVector factor = TVectors.Broadcast(scale);
            for (nint v = 0; v < vectors; v++)
            {
                nint at = v * TVectors.Width;
                TVectors.Store(TVectors.MultiplyAdd(factor, TVectors.Load(ref d, at), TVectors.Load(ref biases, at)), ref biases, at);
            }
        }
    }

    // ---- a batch

    private double BatchForward(DataSet data, ReadOnlySpan<int> batch, T share, ref int right)
    {
        FastLayout<T>.Gather(data.Inputs, batch, ref _act[0], _lanes);
        FastLayout<T>.Gather(data.Targets, batch, ref _targets[0], _lanes);
        foreach (FastLayer layer in _shape.Layers)
        {
            FastForward<T, TVector, TVectors>.NetInputs(layer, ref _parameters[0], ref _net[0], ref _act[0], _lanes, 0, layer.Count);
            FastForward<T, TVector, TVectors>.Activate(layer, ref _net[layer.Slot * _lanes], ref _act[layer.Slot * _lanes], _lanes, batch.Length, 0, layer.Count);
        }
        FastLayer outputs = _shape.Output;
        for (int e = 0; e < batch.Length; e++)
        {
            if (FastLayout<T>.IsRight(ref _act[outputs.Slot * _lanes], ref _targets[0], outputs.Count, _lanes, e)) right++;
        }
        return _loss.Run(
            ref _targets[0], ref _net[outputs.Slot * _lanes], ref _act[outputs.Slot * _lanes], ref _delta[outputs.Slot * _lanes], _lanes, batch.Length, _outputSize, share);
    }

    private void BatchDeltas(int examples)
    {
        for (int l = _shape.Layers.Length - 2; l >= 0; l--)
        {
            FastLayer layer = _shape.Layers[l];
            Pushes(layer);
            PushesToDeltas(layer, _lanes, examples, 0, layer.Count);
        }
    }

    private void BatchBackward(int examples, T rate, bool fused)
    {
        ref T downhill = ref fused ? ref _parameters[0] : ref _update.Downhill[0];
        T scale = fused ? rate : T.Zero;
        FastLayer[] layers = _shape.Layers;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            FastLayer layer = layers[l];
            int vectors = (layer.Count + TVectors.Width - 1) / TVectors.Width;
            DeltasByExample(layer, examples);
            foreach (ref readonly FastBlock block in layer.Blocks.AsSpan())
            {
                TileLoop<T, TVector, TVectors>.Run(
                    ref _act[block.SourceSlot * _lanes], _lanes, 1,
                    ref _deltaByExample[0], layer.Stride, examples,
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
        foreach (FastLayer target in _shape.Layers)
        {
            foreach (ref readonly FastBlock block in target.Blocks.AsSpan())
            {
                if (block.SourceSlot != layer.Slot) continue;
                TileLoop<T, TVector, TVectors>.Run(
                    ref _parameters[block.Start], target.Stride, 1,
                    ref _delta[target.Slot * _lanes], _lanes, target.Count,
                    ref _delta[layer.Slot * _lanes], _lanes, layer.Count, _lanes / TVectors.Width,
                    start, ref Unsafe.NullRef<T>(), T.Zero);
                start = TileStart.Output;
            }
        }
    }

    private void AddBiases(FastLayer layer, int examples, ref T biases, T scale)
    {
        ref T rows = ref _deltaByExample[0];
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
        ref T from = ref _delta[layer.Slot * _lanes];
        ref T to = ref _deltaByExample[0];
        for (int node = 0; node < layer.Count; node++)
        {
            for (int e = 0; e < examples; e++)
                Unsafe.Add(ref to, (nint)e * layer.Stride + node) = Unsafe.Add(ref from, (nint)node * _lanes + e);
        }
        for (int e = 0; e < examples; e++)
        {
            for (int node = layer.Count; node < layer.Stride; node++)
                Unsafe.Add(ref to, (nint)e * layer.Stride + node) = T.Zero;
        }
    }

    // ---- both

    private void ClearPushes(int lanes)
    {
        int hidden = _shape.Output.Slot * lanes;
        _delta.Span[..hidden].Clear();
    }

    private void PushesToDeltas(FastLayer layer, int lanes, int examples, int from, int to)
    {
        ref T z = ref _net[layer.Slot * lanes];
        ref T a = ref _act[layer.Slot * lanes];
        ref T d = ref _delta[layer.Slot * lanes];
        if (layer.Kind != ActivationKind.Other)
        {
            nint first = (nint)from * lanes;
            int count = ((to - from) * lanes + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
            ActivationLoop<T, TVector, TVectors>.MultiplySlope(layer.Kind, T.CreateTruncating(layer.Parameter), ref Unsafe.Add(ref z, first), ref Unsafe.Add(ref a, first), ref Unsafe.Add(ref d, first), count);
            return;
        }
        if (layer.WholeLayer is null)
        {
            for (int node = from; node < to; node++)
            {
                IActivation f = layer.Layer.ActivationOf(node)!;
                for (int e = 0; e < examples; e++)
                {
                    nint at = (nint)node * lanes + e;
                    Unsafe.Add(ref d, at) *= T.CreateTruncating(f.Slope(double.CreateTruncating(Unsafe.Add(ref z, at)), double.CreateTruncating(Unsafe.Add(ref a, at))));
                }
            }
            return;
        }
        int count3 = layer.Count;
        using var scratch = new Scratch(3 * count3);
        Span<double> netInputs = scratch.Span[..count3], activations = scratch.Span.Slice(count3, count3), pushes = scratch.Span[(2 * count3)..];
        for (int e = 0; e < examples; e++)
        {
            for (int node = 0; node < count3; node++)
            {
                nint at = (nint)node * lanes + e;
                netInputs[node] = double.CreateTruncating(Unsafe.Add(ref z, at));
                activations[node] = double.CreateTruncating(Unsafe.Add(ref a, at));
                pushes[node] = double.CreateTruncating(Unsafe.Add(ref d, at));
            }
            layer.WholeLayer.Deltas(netInputs, activations, pushes, pushes);
            for (int node = 0; node < count3; node++)
                Unsafe.Add(ref d, (nint)node * lanes + e) = T.CreateTruncating(pushes[node]);
        }
    }

    /// <summary>Says which example it was, in the words of the reference loops.</summary>
    private NotFiniteNumberException NotFinite(ReadOnlySpan<int> batch, double sum)
    {
        FastLayer outputs = _shape.Output;
        for (int e = 0; e < batch.Length; e++)
        {
            double loss = _loss.OfExample(ref _targets.First, ref _net[outputs.Slot * _lanes], ref _act[outputs.Slot * _lanes], _lanes, e);
            if (!double.IsFinite(loss))
                return new NotFiniteNumberException($"The loss of the example in row {batch[e]} is {Naming.Exact(loss)}{OddOutput(e)}. {StepLoop.Advice}", loss);
        }
        return new NotFiniteNumberException($"The losses of the batch add up to {Naming.Exact(sum)}. {StepLoop.Advice}", sum);
    }

    /// <summary>", output y1 is NaN": the first output that is not finite, if there is one.</summary>
    private string OddOutput(int example)
    {
        for (int node = 0; node < _shape.Output.Count; node++)
        {
            T a = _act[(_shape.Output.Slot + node) * _lanes + example];
            if (!T.IsFinite(a)) return $", output {_shape.Output.Layer.Nodes[node].Name} is {Naming.Exact(double.CreateTruncating(a))}";
        }
        return "";
    }
}
