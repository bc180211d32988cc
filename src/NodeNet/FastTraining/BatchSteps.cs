using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Steps on batches: each node holds its values for all examples of the batch side by side, and a lane is an example.</summary>
internal sealed class BatchSteps<T, TVector, TVectors> : FastSteps<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    // Below so many multiply-adds a phase is not worth waking another thread for: some tens of microseconds of work.
    private const long LeastWorkOfPhase = 1 << 19;

    // Below so many multiply-adds in a forward pass a network stays on one thread unless told otherwise.
    private const long LeastWorkOfPass = 1 << 23;

    // Nodes are divided among threads in groups of so many: a multiple of what any tile takes at a time.
    private const int Group = 16;

    private readonly AlignedArray<T> _byExample; // of a layer: net inputs or δs, those of an example side by side
    private readonly bool _hasRows; // the inputs stay in rows
    private readonly AlignedArray<T> _rows; // a copy of them, where they are not neighbours in the data
    private readonly ActiveRun[] _runs; // the inputs that are not silent in all examples of the batch
    private int _runCount;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _pushes;
    private readonly Action<int, int> _transpose;
    private readonly Action<int, int> _weights;
    private readonly int _threads;
    private readonly bool _isAtMostOne; // no activation but an input's is larger
    private Crew? _crew;

    // What the current phase is about.
    private int _firstRow; // where the batch starts in the data; −1 if it is in the copy
    private FastLayer _layer;
    private int _examples;
    private T _scale;
    private bool _fused;

    public BatchSteps(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch)
        : base(network, loss, options, memory, (batch + TVectors.Width - 1) / TVectors.Width * TVectors.Width)
    {
        _byExample = new AlignedArray<T>(Shape.LargestStride * Lanes);
        _hasRows = Shape.InputCount >= InputRows<T>.Least;
        _rows = new AlignedArray<T>(_hasRows ? Shape.InputCount * Lanes : 0);
        _runs = new ActiveRun[ActiveRuns<T, TVector, TVectors>.Most(Shape.InputCount)];
        _layer = Shape.Output;
        _isAtMostOne = Shape.Layers.All(layer => layer.Shared is Activations.Sigmoid or Activations.Tanh);
        _forward = Forward;
        _pushes = Pushes;
        _transpose = DeltasByExample;
        _weights = Weights;
        bool isLarge = (long)network.ParameterEnd * Lanes >= LeastWorkOfPass;
        _threads = Threads.Useful(options.MaxDegreeOfParallelism, isLarge, Shape.Layers.Max(layer => Math.Max(Groups(layer.Count), Groups(layer.SourceCount))));
    }

    /// <inheritdoc/>
    public override void Release()
    {
        base.Release();
        _crew?.Dispose();
        _crew = null;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override double Run(ReadOnlySpan<int> order, int batchSize, double rate, ref int right, CancellationToken cancellation)
    {
        T step = T.CreateTruncating(rate);
        double sum = 0.0;
        for (int start = 0; start < order.Length && !cancellation.IsCancellationRequested; start += batchSize)
        {
            ReadOnlySpan<int> batch = order.Slice(start, Math.Min(batchSize, order.Length - start));
            T share = Options.BatchReduction == BatchReduction.Mean ? T.One / T.CreateTruncating(batch.Length) : T.One;
            double loss = Forward(batch, share, ref right);
            if (!double.IsFinite(loss) && Loss.FirstNotFinite >= 0) throw NotFinite(batch[Loss.FirstNotFinite], Loss.FirstNotFinite, Loss.LossNotFinite);
            sum += loss;

            Deltas();
            double largest = Math.Max(LargestInput, _isAtMostOne ? 1.0 : Bound(Act));
            bool isBounded = FastUpdate<T, TVector, TVectors>.IsBounded(largest, Bound(Delta), batch.Length, rate);
            bool fused = Update.IsFused && isBounded && step != T.Zero; // a scale of 0 would mean "store" to the loops
            Weights(step, fused);
            if (fused) Memory.NextStep();
            else Update.Apply(rate, isBounded);
        }
        return sum;
    }

    private double Bound(AlignedArray<T> values)
    {
        double sum = 0.0;
        foreach (FastLayer layer in Shape.Layers)
            sum += FastUpdate<T, TVector, TVectors>.Bound(ref values[layer.Slot * Lanes], layer.Count * Lanes);
        return sum;
    }

    private double Forward(ReadOnlySpan<int> batch, T share, ref int right)
    {
        TakeInputs(batch);
        FastLayout<T>.Gather(ref TargetTable.First, TargetTable.Width, batch, ref Targets.First, Lanes);
        _examples = batch.Length;
        foreach (FastLayer layer in Shape.Layers)
        {
            _layer = layer;
            Share(_forward, layer.Count, layer.SourceCount);
            if (layer.WholeLayer is not null) Activate(layer, 0, layer.Count);
        }
        FastLayer outputs = Shape.Output;
        right += RightCount<T, TVector, TVectors>.Of(ref Act[outputs.Slot * Lanes], ref Targets.First, outputs.Count, Lanes, batch.Length);
        return Loss.Batch(
            ref Targets.First, ref Net[outputs.Slot * Lanes], ref Act[outputs.Slot * Lanes], ref Delta[outputs.Slot * Lanes], batch.Length, share);
    }

    /// <summary>Lays the inputs side by side; or, if they are many, leaves them in rows: in the data, or copied from there.</summary>
    private void TakeInputs(ReadOnlySpan<int> batch)
    {
        int width = Shape.InputCount;
        if (!_hasRows)
        {
            FastLayout<T>.Gather(ref InputTable.First, width, batch, ref Act.First, Lanes);
            return;
        }
        bool areNeighbours = FastLayout<T>.Neighbours(batch) == batch.Length;
        _firstRow = areNeighbours ? batch[0] : -1;
        for (int e = 0; e < batch.Length && !areNeighbours; e++)
            MemoryMarshal.CreateReadOnlySpan(ref InputTable[batch[e]], width).CopyTo(_rows.Span.Slice(e * width, width));
        _runCount = ActiveRuns<T, TVector, TVectors>.Find(ref FirstInput, width, batch.Length, _runs);
    }

    private ref T FirstInput => ref _firstRow < 0 ? ref _rows.First : ref InputTable[_firstRow];

    /// <summary>The first phase of the backward pass: δ of every node.</summary>
    private void Deltas()
    {
        for (int l = Shape.Layers.Length - 2; l >= 0; l--)
        {
            FastLayer layer = Shape.Layers[l];
            _layer = layer;
            Share(_pushes, layer.Count, layer.TargetCount);
            if (layer.WholeLayer is not null) PushesToDeltas(layer, _examples, 0, layer.Count);
        }
    }

    /// <summary>The second phase: Σ δ · activation of every weight, stored, or added to the weight at once.</summary>
    private void Weights(T rate, bool fused)
    {
        if (!fused) Update.MakeDownhill(); // before threads share it
        _fused = fused;
        _scale = fused ? rate : T.Zero;
        foreach (FastLayer layer in Shape.Layers)
        {
            _layer = layer;
            Share(_transpose, layer.Count, 1);
            Share(_weights, layer.SourceCount, layer.Count);
            AddBiases(layer, _examples, ref Unsafe.Add(ref Downhill, layer.BiasStart), _scale);
        }
    }

    private ref T Downhill => ref _fused ? ref Parameters.First : ref Update.Downhill.First;

    /// <summary>Does a phase, on several threads if it is large enough. The threads divide the nodes, so every sum is made by one thread in one order: the same bits for any number.</summary>
    private void Share(Action<int, int> phase, int nodes, int termsOfNode)
    {
        if (_threads == 1 || (long)nodes * termsOfNode * Lanes < LeastWorkOfPhase) phase(0, 1);
        else (_crew ??= new Crew(_threads)).Run(phase);
    }

    private static int Groups(int nodes) => (nodes + Group - 1) / Group;

    /// <summary>A part's share of some nodes: whole groups, as the tiles take them.</summary>
    private static (int From, int To) Part(int nodes, int part, int parts)
    {
        int groups = Groups(nodes);
        return ((int)((long)groups * part / parts) * Group, Math.Min((int)((long)groups * (part + 1) / parts) * Group, nodes));
    }

    private void Forward(int part, int parts)
    {
        (int from, int to) = Part(_layer.Count, part, parts);
        if (from >= to) return;
        InputRows<T> inputs = _hasRows ? new InputRows<T>(ref FirstInput, Shape.InputCount, _examples, _runs.AsSpan(0, _runCount), ref _byExample[from]) : default;
        FastForward<T, TVector, TVectors>.NetInputs(_layer, ref Parameters.First, ref Net.First, ref Act.First, inputs, Lanes, from, to);
        if (_layer.WholeLayer is null) Activate(_layer, from, to);
    }

    private void Activate(FastLayer layer, int from, int to) =>
        FastForward<T, TVector, TVectors>.Activate(layer, ref Net[layer.Slot * Lanes], ref Act[layer.Slot * Lanes], Lanes, _examples, from, to);

    /// <summary>Each node's push, Σ δ(target) · weight over its outgoing connections, and its δ.</summary>
    private void Pushes(int part, int parts)
    {
        (int from, int to) = Part(_layer.Count, part, parts);
        if (from >= to) return;
        bool goesOn = false;
        foreach (FastLayer target in Shape.Layers)
        {
            foreach (ref readonly FastBlock block in target.Blocks.AsSpan())
            {
                if (block.SourceSlot != _layer.Slot) continue;
                TileLoop<T, TVector, TVectors>.Run(
                    new TileShape<T>(FactorRow: target.Stride, FactorStep: 1, ValuesStep: Lanes, OutputRow: Lanes, goesOn, Scale: T.Zero),
                    ref Parameters[block.Start + from * target.Stride], to - from, ref Delta[target.Slot * Lanes], Lanes / TVectors.Width, target.Count,
                    ref Delta[(_layer.Slot + from) * Lanes]);
                goesOn = true;
            }
        }
        if (_layer.WholeLayer is null) PushesToDeltas(_layer, _examples, from, to);
    }

    private void Weights(int part, int parts)
    {
        foreach (ref readonly FastBlock block in _layer.Blocks.AsSpan())
        {
            (int from, int to) = Part(block.SourceCount, part, parts);
            if (from >= to) continue;
            ref T weights = ref Unsafe.Add(ref Downhill, block.Start);
            if (block.SourceLayer == 0 && _hasRows)
            {
                WeightsOfRows(ref weights, from, to);
                continue;
            }
            TileLoop<T, TVector, TVectors>.Run(
                new TileShape<T>(FactorRow: Lanes, FactorStep: 1, ValuesStep: _layer.Stride, OutputRow: _layer.Stride, GoesOn: false, _scale),
                ref Act[(block.SourceSlot + from) * Lanes], to - from, ref _byExample.First, _layer.Vectors(TVectors.Width), _examples, ref Unsafe.Add(ref weights, from * _layer.Stride));
        }
    }

    private void WeightsOfRows(ref T weights, int from, int to)
    {
        nint stride = _layer.Stride;
        var shape = new TileShape<T>(FactorRow: 1, FactorStep: Shape.InputCount, ValuesStep: stride, OutputRow: stride, GoesOn: false, _scale);
        int done = from;
        foreach (ActiveRun run in _runs.AsSpan(0, _runCount))
        {
            int first = Math.Max(run.From, done);
            int end = Math.Min(run.To, to);
            if (first >= end) continue;
            if (!_fused) ClearRows(ref weights, done, first);
            TileLoop<T, TVector, TVectors>.Run(
                shape, ref Unsafe.Add(ref FirstInput, first), end - first, ref _byExample.First, _layer.Vectors(TVectors.Width), _examples, ref Unsafe.Add(ref weights, first * stride));
            done = end;
        }
        if (!_fused) ClearRows(ref weights, done, to);
    }

    /// <summary>No change of the weights that leave some silent inputs.</summary>
    private void ClearRows(ref T weights, int from, int to)
    {
        if (from < to) MemoryMarshal.CreateSpan(ref Unsafe.Add(ref weights, (nint)from * _layer.Stride), (to - from) * _layer.Stride).Clear();
    }

    private void AddBiases(FastLayer layer, int examples, ref T biases, T scale)
    {
        ref T rows = ref _byExample.First;
        for (nint at = 0; at < layer.Count; at += TVectors.Width)
        {
            TVector sum = TVectors.Zero;
            for (int e = 0; e < examples; e++)
                sum = TVectors.Add(sum, TVectors.Load(ref Unsafe.Add(ref rows, (nint)e * layer.Stride), at));
            if (scale != T.Zero) sum = TVectors.MultiplyAdd(TVectors.Broadcast(scale), sum, TVectors.Load(ref biases, at));
            TVectors.Store(sum, ref biases, at);
        }
    }

    /// <summary>The layer's δs with those of an example side by side, for the sums over examples.</summary>
    private void DeltasByExample(int part, int parts)
    {
        (int first, int last) = Part(_layer.Count, part, parts);
        nint stride = _layer.Stride;
        ref T from = ref Delta[_layer.Slot * Lanes];
        ref T to = ref _byExample.First;
        if (first < last) FastLayout<T>.Transpose(ref Unsafe.Add(ref from, (nint)first * Lanes), Lanes, last - first, _examples, ref Unsafe.Add(ref to, first), stride);
        if (part > 0) return;
        for (nint e = 0; e < _examples; e++)
        {
            for (nint node = _layer.Count; node < stride; node++)
                Unsafe.Add(ref to, e * stride + node) = T.Zero;
        }
    }
}
