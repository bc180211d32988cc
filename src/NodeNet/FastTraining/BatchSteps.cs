using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Steps;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Steps on batches: each node holds its values for all examples of the batch side by side, and a lane is an example.</summary>
/// <remarks>A batch that is larger than <see cref="BatchMemory"/> gives room for is worked off in pieces: each adds its examples' part to the sums of the way
/// downhill, in the order of the
/// examples, and the step follows when all have. Into what pieces it falls changes no bit of the weights.</remarks>
internal sealed partial class BatchSteps<T, TVector, TVectors> : FastSteps<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    // Below so many multiply-adds of vectors, a few microseconds of work, a phase is not worth waking another thread for. Above, what is measured decides.
    private const long LeastWorkOfPhase = 1 << 14;

    // Below so many multiply-adds in a forward pass a network stays on one thread unless told otherwise.
    private const long LeastWorkOfPass = 1 << 23;

    // The phases make their choices in the first of them.
    private const int TurnsOfWhole = 24;

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
    private readonly Action<int, int> _changes;
    private readonly int _threads;
    private readonly bool _isAtMostOne; // no activation but an input's is larger
    private readonly SharingChoice?[] _choices; // by phase and layer
    private readonly SharingChoice _whole; // 1 to share phases, 2 to share none: what one thread writes and another reads costs the phases between, too
    private bool _isShared;
    private ThreadTeam? _crew;

    // What the current phase is about.
    private int _firstRow; // where the batch starts in the data; −1 if it is in the copy
    private LayerLayout _layer;
    private int _examples;
    private double _rate;
    private WeightWork _work;
    private bool _goesOn; // whether the sums over examples go on from those of an earlier piece

    public BatchSteps(Network network, ILoss loss, StepOptions options, OptimizerMemory memory, int batch, int? lanes = null)
        : base(network, loss, options, memory, lanes ?? LanesFor(network.NetworkLayout, batch))
    {
        _byExample = new AlignedArray<T>((long)Shape.LargestStride * Lanes);
        _hasRows = HasRows(Shape);
        _rows = new AlignedArray<T>(_hasRows ? (long)Shape.InputCount * Lanes : 0);
        _runs = new ActiveRun[ActiveRuns<T, TVector, TVectors>.Most(Shape.InputCount)];
        _layer = Shape.Output;
        _disturbance = Disturbance.Of(network, options);
        if (_disturbance is not null) MakeRoomForThinning();
        _isAtMostOne = _disturbance is null && Shape.Layers.All(layer => layer.Shared is Activations.Sigmoid or Activations.Tanh);
        _choices = new SharingChoice?[((int)Phase.Changes + 1) * Shape.Layers.Length];
        _whole = new SharingChoice(2, TurnsOfWhole);
        _forward = Forward;
        _pushes = Pushes;
        _transpose = DeltasByExample;
        _weights = Weights;
        _changes = Changes;
        bool isLarge = (long)network.ParameterEnd * batch >= LeastWorkOfPass;
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
    protected override double Run(ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation)
    {
        _rule = Update.RuleFor(rate);
        if (_rule is not null && !Update.IsModerate(rate)) _rule = null;
        for (int start = 0; start < order.Length && !cancellation.IsCancellationRequested; start += Math.Min(batchSize, order.Length - start))
        {
            ReadOnlySpan<int> batch = order.Slice(start, Math.Min(batchSize, order.Length - start));
            T share = Options.IsMean ? T.One / T.CreateTruncating(RowWeights?.DivisorOf(batch.Length) ?? batch.Length) : T.One;
            if (_threads == 1)
            {
                sum += Step(batch, share, rate, ref right);
                continue;
            }
            _isShared = _whole.Threads == 1; // the first choice is to share; to do without must save something
            long began = _whole.Begin();
            sum += Step(batch, share, rate, ref right);
            _whole.End(began);
        }
        return sum;
    }

    private double Step(ReadOnlySpan<int> batch, T share, double rate, ref double right)
    {
        double sum = batch.Length > Lanes ? InPieces(batch, share, rate, ref right) : AtOnce(batch, share, rate, ref right);
        if (Options.MaxNorm is { } longest) Update.LimitNorms(longest);
        return sum;
    }

    /// <summary>A step on a batch that there is room for.</summary>
    private double AtOnce(ReadOnlySpan<int> batch, T share, double rate, ref double right)
    {
        double sum = LossOf(batch, share, ref right);
        Deltas();
        double largest = LargestActivation();
        double deltas = Bound(Delta);
        bool isBounded = FastUpdate<T, TVector, TVectors>.IsBounded(largest, deltas, batch.Length, rate);
        bool fused = Update.IsFused && isBounded;
        bool byRule = _rule is not null && IsModerate(largest, deltas, batch.Length, rate);
        if (byRule && Options.ClipNorm is null)
        {
            _rule!.Begin(rate, Memory.NextStep());
            Weights(rate, IsRuleOfTiles(batch.Length) ? WeightWork.Pulled : WeightWork.ByRule, goesOn: false);
            return sum;
        }
        Weights(rate, fused ? WeightWork.Scaled : WeightWork.Stored, goesOn: false);
        if (fused) Memory.NextStep();
        else if (byRule) ChangeByRule(rate);
        else Update.Apply(rate, isBounded);
        return sum;
    }

    private static int LanesFor(NetworkLayout shape, int batch) =>
        BatchMemory.Lanes(batch, BatchMemory.NumbersOfExample(shape, HasRows(shape)), Unsafe.SizeOf<T>(), TVectors.Width);

    private static bool HasRows(NetworkLayout shape) => shape.InputCount >= InputRows<T>.Least;

    /// <summary>A step on a batch that there is not room for at once.</summary>
    private double InPieces(ReadOnlySpan<int> batch, T share, double rate, ref double right)
    {
        double sum = 0.0;
        double deltas = 0.0;
        double largest = 0.0;
        for (int from = 0; from < batch.Length; from += Math.Min(Lanes, batch.Length - from))
        {
            sum += LossOf(batch.Slice(from, Math.Min(Lanes, batch.Length - from)), share, ref right);
            Deltas();
            deltas += Bound(Delta);
            largest = Math.Max(largest, LargestActivation());
            Weights(rate, WeightWork.Stored, goesOn: from > 0);
        }
        if (_rule is not null && IsModerate(largest, deltas, batch.Length, rate)) ChangeByRule(rate);
        else Update.Apply(rate, isBounded: false);
        return sum;
    }

    /// <summary>The sum of the losses of examples for which there is room, and the δs of the outputs.</summary>
    private double LossOf(ReadOnlySpan<int> examples, T share, ref double right)
    {
        double loss = Forward(examples, share, ref right);
        return double.IsFinite(loss) || Loss.FirstNotFinite < 0 ? loss
            : throw NotFinite(examples[Loss.FirstNotFinite], Loss.FirstNotFinite, Loss.LossNotFinite);
    }

    private static bool IsModerate(double activation, double delta, int examples, double rate) =>
        Math.Max(activation, 1.0) * delta * examples * Math.Max(rate, 1.0) < FastUpdate<T, TVector, TVectors>.ModerateGradient; // false for NaN too

    private double LargestActivation() => Math.Max(_disturbance?.LargestInput(LargestInput) ?? LargestInput, _isAtMostOne ? 1.0 : Bound(Act));

    private double Bound(AlignedArray<T> values)
    {
        double sum = 0.0;
        foreach (LayerLayout layer in Shape.Layers)
            sum += FastUpdate<T, TVector, TVectors>.Bound(ref values[layer.Slot * Lanes], layer.Count * Lanes);
        return sum;
    }

    private double Forward(ReadOnlySpan<int> batch, T share, ref double right)
    {
        TakeInputs(batch);
        if (_disturbance is not null) Disturb(batch);
        FastLayout<T>.Gather(ref TargetTable.First, TargetTable.Width, batch, ref Targets.First, Lanes);
        _examples = batch.Length;
        foreach (LayerLayout layer in Shape.Layers)
        {
            _layer = layer;
            if (_disturbance is not null) BeginLayer(layer);
            Share(Phase.Forward, _forward, layer.Count, layer.SourceCount);
            if (layer.WholeLayer is null) continue;
            Activate(layer, 0, layer.Count);
            if (_isThinned) Thin(layer, 0, layer.Count);
        }
        LayerLayout outputs = Shape.Output;
        Loss.Weigh(RowWeights, batch);
        right += Loss.Right(ref Act[outputs.Slot * Lanes], ref Targets.First, batch.Length);
        return Loss.Batch(
            ref Targets.First, ref Net[outputs.Slot * Lanes], ref Act[outputs.Slot * Lanes], ref Delta[outputs.Slot * Lanes], batch.Length, share);
    }

    /// <summary>The first phase of the backward pass: δ of every node.</summary>
    private void Deltas()
    {
        for (int l = Shape.Layers.Length - 2; l >= 0; l--)
        {
            LayerLayout layer = Shape.Layers[l];
            _layer = layer;
            _isThinned = _disturbance?.Drops(l + 1) == true;
            Share(Phase.Pushes, _pushes, layer.Count, layer.TargetCount);
            if (layer.WholeLayer is not null) PushesToDeltas(layer, _examples, 0, layer.Count, _isThinned);
        }
    }

    /// <summary>Does a phase, on several threads if that is quicker. The threads divide the nodes, so every sum is made by one thread in one order: the same
    /// bits for any number.</summary>
    private void Share(Phase phase, Action<int, int> work, int nodes, int termsOfNode)
    {
        if (!_isShared || (long)nodes * termsOfNode * Lanes / TVectors.Width < LeastWorkOfPhase)
        {
            work(0, 1);
            return;
        }
        SharingChoice choice = ChoiceOf(phase);
        int threads = choice.Threads;
        long began = choice.Begin();
        if (threads == 1) work(0, 1);
        else (_crew ??= new ThreadTeam(_threads)).Run(work, threads);
        choice.End(began);
    }

    private SharingChoice ChoiceOf(Phase phase)
    {
        int place = (int)phase * Shape.Layers.Length + Array.IndexOf(Shape.Layers, _layer);
        return _choices[place] ??= new SharingChoice(_threads);
    }

    private enum Phase
    {
        Forward,
        Pushes,
        Transpose,
        Weights,
        Changes, // the last
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
        InputRows<T> inputs = _hasRows
            ? new InputRows<T>(ref FirstInput, Shape.InputCount, _examples, _runs.AsSpan(0, _runCount), ref _byExample[from])
            : default;
        FastForward<T, TVector, TVectors>.NetInputs(_layer, ref Parameters.First, ref Net.First, ref Act.First, inputs, Lanes, from, to);
        if (_layer.WholeLayer is not null) return;
        Activate(_layer, from, to);
        if (_isThinned) Thin(_layer, from, to);
    }

    private void Activate(LayerLayout layer, int from, int to) =>
        FastForward<T, TVector, TVectors>.Activate(layer, ref Net[layer.Slot * Lanes], ref Act[layer.Slot * Lanes], Lanes, _examples, from, to);

    /// <summary>Each node's push, Σ δ(target) · weight over its outgoing connections, and its δ.</summary>
    private void Pushes(int part, int parts)
    {
        (int from, int to) = Part(_layer.Count, part, parts);
        if (from >= to) return;
        bool goesOn = false;
        foreach (LayerLayout target in Shape.Layers)
        {
            foreach (ref readonly BlockLayout block in target.Blocks.AsSpan())
            {
                if (block.SourceSlot != _layer.Slot) continue;
                TileLoop<T, TVector, TVectors>.Run(
                    new TileShape(FactorRow: target.Stride, FactorStep: 1, ValuesStep: Lanes, OutputRow: Lanes, goesOn, Ends: false),
                    ref Parameters[block.Start + from * target.Stride], to - from, ref Delta[target.Slot * Lanes], Lanes / TVectors.Width, target.Count,
                    ref Delta[(_layer.Slot + from) * Lanes]);
                goesOn = true;
            }
        }
        if (_isThinned) ThinPushes(_layer, from, to);
        if (_layer.WholeLayer is null) PushesToDeltas(_layer, _examples, from, to, _isThinned);
    }
}
