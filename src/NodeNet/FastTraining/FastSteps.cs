using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Steps;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Training steps on the fast loops, at one precision and one width: what steps on one example and on a batch have in common.</summary>
internal abstract class FastSteps<T, TVector, TVectors> : IStepper
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private DataSet? _data;

    protected FastSteps(Network network, ILoss loss, StepOptions options, OptimizerMemory memory, int lanes)
    {
        Network = network;
        Options = options;
        Memory = memory;
        Lanes = lanes;
        Shape = network.NetworkLayout;
        Loss = new FastLoss<T, TVector, TVectors>(loss, network.OutputLayer, Shape.Output, lanes);
        Parameters = typeof(T) == typeof(double)
            ? new AlignedArray<T>((T[])(object)network.Parameters)
            : new AlignedArray<T>(network.Parameters.Length, network.ParameterSegments[0].Start);
        Update = new FastUpdate<T, TVector, TVectors>(network, options, memory, Parameters);
        Net = new AlignedArray<T>((long)Shape.SlotCount * lanes);
        Act = new AlignedArray<T>((long)Shape.SlotCount * lanes);
        Delta = new AlignedArray<T>((long)Shape.SlotCount * lanes);
        Targets = new AlignedArray<T>((long)Shape.Output.Stride * lanes);
    }

    protected Network Network { get; }

    protected StepOptions Options { get; }

    protected OptimizerMemory Memory { get; }

    /// <summary>How far apart a layer's nodes are in <see cref="Net"/> and the like: the room for examples, or 1.</summary>
    protected int Lanes { get; }

    protected NetworkLayout Shape { get; }

    protected FastLoss<T, TVector, TVectors> Loss { get; }

    protected FastUpdate<T, TVector, TVectors> Update { get; }

    /// <summary>Every weight and bias: the network's own in double precision; working values in single.</summary>
    protected AlignedArray<T> Parameters { get; }

    /// <summary>z of every node.</summary>
    protected AlignedArray<T> Net { get; }

    /// <summary>a of every node.</summary>
    protected AlignedArray<T> Act { get; }

    /// <summary>Push, then δ, of every node.</summary>
    protected AlignedArray<T> Delta { get; }

    protected AlignedArray<T> Targets { get; }

    /// <summary>How much each example counts; null where all count alike.</summary>
    protected RowWeights? RowWeights { get; private set; }

    /// <summary>The largest input of the data set, by its size.</summary>
    protected double LargestInput { get; private set; }

    /// <summary>The inputs of the data set.</summary>
    protected WorkingRows<T> InputTable { get; } = new();

    /// <summary>Its targets.</summary>
    protected WorkingRows<T> TargetTable { get; } = new();

    /// <inheritdoc/>
    public double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation)
    {
        Take(data);
        return Run(order, batchSize, rate, sum, ref right, cancellation);
    }

    /// <summary>Takes a data set's tables.</summary>
    protected void Take(DataSet data)
    {
        InputTable.Take(data.Inputs, wholly: false);
        TargetTable.Take(data.Targets, wholly: true);
        LargestInput = data.Inputs.LargestMagnitude;
        RowWeights = data.RowWeights;
        _data = data;
    }

    /// <summary>The number of an example in all data, of which the data set may be a piece.</summary>
    protected long NumberOf(int example) => _data!.NumberOf(example);

    /// <inheritdoc/>
    public virtual bool TakesEpochs => false;

    /// <inheritdoc/>
    public virtual int RunEpochs(
        DataSet data, ReadOnlySpan<int> orders, double rate, Span<double> losses, Span<int> right, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>As the public one, over the tables that were taken.</summary>
    protected abstract double Run(ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation);

    /// <inheritdoc/>
    public void Load()
    {
        if (typeof(T) == typeof(double)) return;
        FastConvert<T>.FromDouble(Network.Parameters, Parameters.Span);
        Update.Load();
    }

    /// <inheritdoc/>
    public void WriteBack()
    {
        if (typeof(T) == typeof(double)) return;
        // What training has not changed, as a frozen weight, keeps all the digits of its double.
        FastConvert<T>.ToDoubleWhereChanged(Parameters.Span, Network.Parameters);
        Update.WriteBack();
    }

    /// <inheritdoc/>
    public virtual void Release()
    {
        _data = null;
        InputTable.Release();
        TargetTable.Release();
    }

    /// <summary>a of every node before dropout, in the layers that have it; of length 0 where none has.</summary>
    protected AlignedArray<T> Whole { get; set; }

    /// <summary>Turns the pushes of some of a layer's nodes into their δs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected void PushesToDeltas(LayerLayout layer, int examples, int from, int to, bool isThinned = false)
    {
        nint start = (nint)layer.Slot * Lanes;
        ref T z = ref Unsafe.Add(ref Net.First, start);
        ref T a = ref Unsafe.Add(ref isThinned ? ref Whole.First : ref Act.First, start);
        ref T d = ref Unsafe.Add(ref Delta.First, start);
        if (layer.Function<T, TVector, TVectors>() is { } function)
        {
            nint first = (nint)from * Lanes;
            nint count = ((nint)(to - from) * Lanes + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
            function.MultiplySlope(ref Unsafe.Add(ref z, first), ref Unsafe.Add(ref a, first), ref Unsafe.Add(ref d, first), count);
        }
        else if (layer.WholeLayer is null)
        {
            for (int node = from; node < to; node++)
            {
                IActivation f = layer.ActivationOf(node)!;
                for (int e = 0; e < examples; e++)
                {
                    nint at = (nint)node * Lanes + e;
                    double slope = f.Slope(double.CreateTruncating(Unsafe.Add(ref z, at)), double.CreateTruncating(Unsafe.Add(ref a, at)));
                    Unsafe.Add(ref d, at) *= T.CreateTruncating(slope);
                }
            }
        }
        else if (Lanes == 1 && layer.WholeFunction<T, T, ScalarVectors<T>>() is { } alone)
        {
            alone.PushesToDeltas(ref z, ref a, ref d, layer.Count, 1);
        }
        else if (Lanes > 1 && layer.WholeFunction<T, TVector, TVectors>() is { } whole)
        {
            whole.PushesToDeltas(ref z, ref a, ref d, layer.Count, Lanes);
        }
        else
        {
            WholeLayerDeltas(layer, ref z, ref a, ref d, examples);
        }
    }

    /// <summary>What is wrong with an example whose loss is not finite.</summary>
    protected StepDivergedException NotFinite(int example, int lane, double loss) => StepDivergedException.OfLoss(
        Network, NumberOf(example), loss, slot => (double.CreateTruncating(Net[slot * Lanes + lane]), double.CreateTruncating(Act[slot * Lanes + lane])));

    private void WholeLayerDeltas(LayerLayout layer, ref T z, ref T a, ref T d, int examples)
    {
        int count = layer.Count;
        using var scratch = new Scratch(3 * count);
        Span<double> netInputs = scratch.Span[..count];
        Span<double> activations = scratch.Span.Slice(count, count);
        Span<double> pushes = scratch.Span[(2 * count)..];
        for (int e = 0; e < examples; e++)
        {
            for (int node = 0; node < count; node++)
            {
                nint at = (nint)node * Lanes + e;
                netInputs[node] = double.CreateTruncating(Unsafe.Add(ref z, at));
                activations[node] = double.CreateTruncating(Unsafe.Add(ref a, at));
                pushes[node] = double.CreateTruncating(Unsafe.Add(ref d, at));
            }
            layer.WholeLayer!.Deltas(netInputs, activations, pushes, pushes);
            for (int node = 0; node < count; node++)
                Unsafe.Add(ref d, (nint)node * Lanes + e) = T.CreateTruncating(pushes[node]);
        }
    }
}
