using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Fast;
using NodeNet.Losses;
using NodeNet.Steps;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Steps on one example each: a lane is a target node.</summary>
/// <remarks>With plain gradient descent, clipped or not, and AdaGrad a silent source costs nothing. Momentum, running means and L1 and L2 change its weights,
/// too. The change of the weights that leave the inputs waits until the next example's forward pass, which has these weights in hand anyway: the same
/// numbers, and a large network's weights come from memory once less. What waits is settled before the loop is left.</remarks>
internal sealed partial class OnlineSteps<T, TVector, TVectors> : FastSteps<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly int[] _active;
    private readonly int _outputSize;
    private readonly ArrayActivation<T, TVector, TVectors>?[] _functions; // of each layer: looking for them would cost a small network's step
    private readonly bool _isOneBlock; // from the inputs: then what waits is settled before other code of the forward pass runs, which may throw
    private readonly bool _isOwnLoss; // NodeNet's own
    private bool _fused; // plain gradient descent is applied while the rows are in hand
    private RowRule<T, TVector, TVectors>? _rule; // or a rule is
    private bool _canWait;
    private int _activeInputs;
    private int _waiting = -1; // the example whose change of the weights from the inputs is still to be made

    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="memory">What the optimizer remembers.</param>
    /// <param name="byLayers">Whether even a small network's steps go through the loops over layers.</param>
    public OnlineSteps(Network network, ILoss loss, StepOptions options, OptimizerMemory memory, bool byLayers = false)
        : base(network, loss, options, memory, 1)
    {
        _active = new int[Shape.InputCount + Shape.MostNodes];
        _functions = [.. Shape.Layers.Select(layer => layer.Function<T, TVector, TVectors>())];
        _outputSize = (Shape.Output.Count + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
        // Compiled ahead of time they would have to be made for every pair of functions with every loss, which takes minutes and much of a program's size.
        if (!byLayers && Update.IsFused && RuntimeFeature.IsDynamicCodeSupported)
            _small = SmallSteps<T, TVector, TVectors>.Of(Shape, loss, new StepNumbers<T>(Parameters, Net, Act, Delta));
        _isOwnLoss = loss.GetType().Assembly == typeof(ILoss).Assembly;
        _isOneBlock = Shape.Layers.Sum(layer => layer.Blocks.Count(block => block.SourceLayer == 0)) == 1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override double Run(ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation)
    {
        T step = T.CreateTruncating(rate);
        if (_small is not null && RowWeights is null) return RunSmall(order, step, sum, ref right, cancellation);
        Begin(rate);
        try
        {
            foreach (int example in order)
            {
                if (cancellation.IsCancellationRequested) break;
                ref T before = ref _waiting < 0 ? ref Unsafe.NullRef<T>() : ref InputTable[_waiting];
                ref T now = ref InputTable[example];

                Forward(ref before, ref now, step);
                double loss = Output(example, ref right);
                if (!double.IsFinite(loss)) throw NotFinite(example, 0, loss);
                sum += (RowWeights?[example] ?? 1.0) * loss;

                if (_rule is not null) BackwardByRule(ref now, rate);
                else Backward(ref now, step);
                if (Waits) _waiting = example;
                if (_fused) Memory.NextStep();
                else if (_rule is null) Update.Apply(rate, isBounded: false);
            }
        }
        finally
        {
            if (_waiting >= 0) Settle(ref InputTable[_waiting], step);
        }
        return sum;
    }

    private bool Waits => _canWait && (_activeInputs < 0 || _rule is { LeavesSilent: false });

    /// <summary>Chooses how weights change in this run.</summary>
    private void Begin(double rate)
    {
        bool mayChangeEarly = !Shape.HidesForeignCode; // which may throw when some weights have changed already
        _fused = Update.IsFused && mayChangeEarly;
        _rule = mayChangeEarly ? Update.RuleFor(rate) : null;
        _canWait = (_fused || _rule is not null) && _isOneBlock && Shape.InputCount >= FastForward<T, TVector, TVectors>.WorthListing;
        if (!_fused && _rule is null) Update.MakeDownhill();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward(ref T before, ref T now, T step)
    {
        ref T parameters = ref Parameters.First;
        ref T net = ref Net.First;
        ref T act = ref Act.First;
        ref int active = ref MemoryMarshal.GetArrayDataReference(_active);
        _activeInputs = Shape.InputCount >= FastForward<T, TVector, TVectors>.WorthListing
            ? RowLoop<T, TVector, TVectors>.ListActive(ref now, Shape.InputCount, ref active)
            : -1;
        if (_waiting >= 0 && _activeInputs >= 0 && _rule is not { LeavesSilent: false }) Settle(ref before, step);
        bool settles = _waiting >= 0;
        _waiting = -1;

        LayerLayout[] layers = Shape.Layers;
        for (int l = 0; l < layers.Length; l++)
        {
            LayerLayout layer = layers[l];
            int vectors = FastForward<T, TVector, TVectors>.Begin(layer, ref parameters, ref net);
            ref T z = ref Unsafe.Add(ref net, layer.Slot);
            foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
            {
                if (settles && block.SourceLayer == 0 && _rule is not null)
                {
                    _rule.UpdateAndAdd(
                        ref before, ref now, block.SourceCount, block.Start, layer.Stride, ref Unsafe.Add(ref Delta.First, layer.Slot), ref z, vectors);
                }
                else if (settles && block.SourceLayer == 0)
                {
                    RowUpdate<T, TVector, TVectors>.UpdateAndAdd(
                        ref before, ref now, block.SourceCount, ref Unsafe.Add(ref parameters, block.Start), layer.Stride,
                        ref Unsafe.Add(ref Delta.First, layer.Slot), ref z, vectors, step);
                }
                else
                {
                    FastForward<T, TVector, TVectors>.AddBlock(
                        Shape, layer, block, ref parameters, ref now, ref act, ref active, _activeInputs, ref z, vectors);
                }
            }
            ref T a = ref Unsafe.Add(ref act, layer.Slot);
            if (_functions[l] is { } function) function.Activate(ref z, ref a, (nint)vectors * TVectors.Width);
            else FastForward<T, TVector, TVectors>.Activate(layer, ref z, ref a, 1, 1, 0, layer.Count);
        }
    }

    /// <summary>Makes the change that waits.</summary>
    private void Settle(ref T before, T step)
    {
        foreach (LayerLayout layer in Shape.Layers)
        {
            foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
            {
                if (block.SourceLayer != 0) continue;
                ref T deltas = ref Unsafe.Add(ref Delta.First, layer.Slot);
                if (_rule is not null)
                {
                    _rule.Update(
                        ref before, block.SourceCount, ref Unsafe.NullRef<int>(), block.Start, layer.Stride, ref deltas, layer.Vectors(TVectors.Width));
                    continue;
                }
                RowUpdate<T, TVector, TVectors>.Update(
                    ref before, block.SourceCount, ref Unsafe.NullRef<int>(), ref Unsafe.Add(ref Parameters.First, block.Start), layer.Stride,
                    ref deltas, layer.Vectors(TVectors.Width), step);
            }
        }
        _waiting = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Output(int example, ref double right)
    {
        LayerLayout outputs = Shape.Output;
        ref T a = ref Unsafe.Add(ref Act.First, outputs.Slot);
        ref T targets = ref TargetsOf(example);
        ref T z = ref Unsafe.Add(ref Net.First, outputs.Slot);
        ref T deltas = ref Unsafe.Add(ref Delta.First, outputs.Slot);
        bool isRight = FastLayout<T>.IsRight(ref a, ref targets, outputs.Count, 1, 0);
        if (RowWeights is null)
        {
            if (isRight) right++;
            return Loss.One(ref targets, ref z, ref a, ref deltas, _outputSize, T.One);
        }
        double weight = RowWeights[example];
        if (isRight) right += weight;
        if (weight == 0.0)
        {
            MemoryMarshal.CreateSpan(ref deltas, _outputSize).Clear();
            return 0.0;
        }
        return Loss.One(ref targets, ref z, ref a, ref deltas, _outputSize, T.CreateTruncating(Options.IsMean ? weight / RowWeights.DivisorOf(1) : weight));
    }

    /// <summary>The targets where they are, if whole vectors can be read there; otherwise a copy. What lies beyond an example's own is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T TargetsOf(int example)
    {
        int count = Shape.Output.Count;
        if ((long)example * count + _outputSize <= TargetTable.Length) return ref TargetTable[example];
        MemoryMarshal.CreateReadOnlySpan(ref TargetTable[example], count).CopyTo(Targets.Span);
        return ref Targets.First;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PushesToDeltas(int l, LayerLayout layer, ref T d, int vectors)
    {
        if (_functions[l] is { } function)
        {
            function.MultiplySlope(ref Unsafe.Add(ref Net.First, layer.Slot), ref Unsafe.Add(ref Act.First, layer.Slot), ref d, (nint)vectors * TVectors.Width);
        }
        else
        {
            PushesToDeltas(layer, 1, 0, layer.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(ref T now, T step)
    {
        ref T parameters = ref Parameters.First;
        ref T act = ref Act.First;
        ref T delta = ref Delta.First;
        ref T downhill = ref _fused ? ref parameters : ref Update.Downhill.First;
        T scale = _fused ? step : T.One;
        if (!_fused) Update.Downhill.Span.Clear();

        LayerLayout[] layers = Shape.Layers;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            LayerLayout layer = layers[l];
            ref T d = ref Unsafe.Add(ref delta, layer.Slot);
            int vectors = layer.Vectors(TVectors.Width);
            if (l < layers.Length - 1) PushesToDeltas(l, layer, ref d, vectors);

            foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
            {
                ref T rows = ref Unsafe.Add(ref downhill, block.Start);
                if (block.SourceLayer == 0)
                {
                    if (_canWait && _activeInputs < 0) continue; // waits
                    ref int listed = ref _activeInputs >= 0 ? ref MemoryMarshal.GetArrayDataReference(_active) : ref Unsafe.NullRef<int>();
                    int count = _activeInputs >= 0 ? _activeInputs : block.SourceCount;
                    RowUpdate<T, TVector, TVectors>.Update(ref now, count, ref listed, ref rows, layer.Stride, ref d, vectors, scale);
                    continue;
                }
                ref T source = ref Unsafe.Add(ref act, block.SourceSlot);
                ref T pushes = ref Unsafe.Add(ref delta, block.SourceSlot);
                if (_fused)
                {
                    RowUpdate<T, TVector, TVectors>.PushAndUpdateAll(
                        ref source, block.SourceCount, ref rows, layer.Stride, ref d, vectors, scale, ref pushes, block.IsFirstPush);
                }
                else
                {
                    RowUpdate<T, TVector, TVectors>.PushAll(
                        block.SourceCount, ref Unsafe.Add(ref parameters, block.Start), layer.Stride, ref d, vectors, ref pushes, block.IsFirstPush);
                    RowUpdate<T, TVector, TVectors>.Update(
                        ref source, block.SourceCount, ref Unsafe.NullRef<int>(), ref rows, layer.Stride, ref d, vectors, scale);
                }
            }

            ref T biases = ref Unsafe.Add(ref downhill, layer.BiasStart);
            TVector factor = TVectors.Broadcast(scale);
            for (nint at = 0, end = (nint)vectors * TVectors.Width; at < end; at += TVectors.Width)
                TVectors.Store(TVectors.MultiplyAdd(factor, TVectors.Load(ref d, at), TVectors.Load(ref biases, at)), ref biases, at);
        }
    }
}
