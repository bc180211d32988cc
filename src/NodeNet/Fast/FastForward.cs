using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>The forward pass over vectors. Arrays over all nodes hold, for every node, a number for each example of the batch side by side; for one example
/// they are as in the reference loops.</summary>
internal static class FastForward<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>From how many sources on it pays to list those that are not silent.</summary>
    public const int WorthListing = 32;

    /// <summary>One example.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="parameters">Its weights and biases.</param>
    /// <param name="inputs">One number an input.</param>
    /// <param name="net">Receives z of every node.</param>
    /// <param name="act">Receives a of every node but the inputs.</param>
    /// <param name="active">Room for two lists of sources, of the inputs and of the largest layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(NetworkLayout shape, ref T parameters, ref T inputs, ref T net, ref T act, ref int active)
    {
        int activeInputs = shape.InputCount >= WorthListing ? RowLoop<T, TVector, TVectors>.ListActive(ref inputs, shape.InputCount, ref active) : -1;
        foreach (LayerLayout layer in shape.Layers)
        {
            int vectors = Begin(layer, ref parameters, ref net);
            ref T z = ref Unsafe.Add(ref net, layer.Slot);
            foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
                AddBlock(shape, layer, block, ref parameters, ref inputs, ref act, ref active, activeInputs, ref z, vectors);
            Activate(layer, ref z, ref Unsafe.Add(ref act, layer.Slot), 1, 1, 0, layer.Count);
        }
    }

    /// <summary>One example: begins a layer's net inputs with its biases, and says how many vectors they fill.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Begin(LayerLayout layer, ref T parameters, ref T net)
    {
        int vectors = layer.Vectors(TVectors.Width);
        ref T bias = ref Unsafe.Add(ref parameters, layer.BiasStart);
        ref T z = ref Unsafe.Add(ref net, layer.Slot);
        for (nint at = 0, end = (nint)vectors * TVectors.Width; at < end; at += TVectors.Width)
            TVectors.Store(TVectors.Load(ref bias, at), ref z, at);
        return vectors;
    }

    /// <summary>One example: adds what a block brings to a layer's net inputs.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="block">The block.</param>
    /// <param name="parameters">The network's weights and biases.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="act">The activations of all other nodes.</param>
    /// <param name="active">The list of inputs that are not silent, and room for another list.</param>
    /// <param name="activeInputs">How many are on it; −1 if there is none.</param>
    /// <param name="z">The layer's net inputs.</param>
    /// <param name="vectors">How many vectors they fill.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBlock(
        NetworkLayout shape, LayerLayout layer, in BlockLayout block, ref T parameters, ref T inputs, ref T act, ref int active, int activeInputs, ref T z,
        int vectors)
    {
        ref T source = ref block.SourceLayer == 0 ? ref inputs : ref Unsafe.Add(ref act, block.SourceSlot);
        int count = -1;
        if (block.SourceLayer == 0)
        {
            count = activeInputs;
        }
        else if (block.SourceCount >= WorthListing && shape.Layers[block.SourceLayer - 1].IsOftenSilent)
        {
            active = ref Unsafe.Add(ref active, shape.InputCount);
            count = RowLoop<T, TVector, TVectors>.ListActive(ref source, block.SourceCount, ref active);
        }
        ref int listed = ref count < 0 ? ref Unsafe.NullRef<int>() : ref active;
        RowLoop<T, TVector, TVectors>.AddWeighted(
            ref source, count < 0 ? block.SourceCount : count, ref listed, ref Unsafe.Add(ref parameters, block.Start), layer.Stride, ref z, vectors);
    }

    /// <summary>The net inputs of some nodes of a layer, for a batch.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="parameters">The network's weights and biases.</param>
    /// <param name="net">z of every node: room for <paramref name="lanes"/> examples each.</param>
    /// <param name="act">a of every node.</param>
    /// <param name="inputs">The inputs, where they are not among <paramref name="act"/>.</param>
    /// <param name="lanes">How many examples there is room for; a multiple of the width.</param>
    /// <param name="from">The first node; a multiple of the width.</param>
    /// <param name="to">One past the last node.</param>
    /// <param name="packed">The weights of the layer's blocks, where they have been packed; then all nodes are computed.</param>
    public static void NetInputs(
        LayerLayout layer, ref T parameters, ref T net, ref T act, InputRows<T> inputs, int lanes, int from, int to,
        ReadOnlySpan<AlignedArray<T>?> packed = default)
    {
        ref T z = ref Unsafe.Add(ref net, (nint)(layer.Slot + from) * lanes);
        ref T biases = ref Unsafe.Add(ref parameters, layer.BiasStart + from);
        if (layer.Blocks.Length == 0 || layer.Blocks[0].SourceLayer != 0 || !inputs.Exist) Begin(ref biases, ref z, lanes, to - from);
        for (int b = 0; b < layer.Blocks.Length; b++)
        {
            ref readonly BlockLayout block = ref layer.Blocks[b];
            AlignedArray<T>? ready = packed.IsEmpty ? null : packed[b];
            ref T weights = ref Unsafe.Add(ref parameters, block.Start + from);
            if (block.SourceLayer == 0 && inputs.Exist)
            {
                FromRows(inputs, ref weights, ready, block.SourceCount, ref biases, layer.Stride, ref z, lanes, to - from);
                continue;
            }
            ref T values = ref Unsafe.Add(ref act, (nint)block.SourceSlot * lanes);
            var shape = new TileShape(FactorRow: 1, FactorStep: layer.Stride, ValuesStep: lanes, OutputRow: lanes, GoesOn: true, Ends: false);
            if (ready is { } factors)
                TileLoop<T, TVector, TVectors>.RunOnPackedFactors(shape, ref factors.First, to, ref values, lanes / TVectors.Width, block.SourceCount, ref z);
            else
                TileLoop<T, TVector, TVectors>.Run(shape, ref weights, to - from, ref values, lanes / TVectors.Width, block.SourceCount, ref z);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Begin(ref T biases, ref T z, int lanes, int nodes)
    {
        for (nint node = 0; node < nodes; node++)
        {
            TVector bias = TVectors.Broadcast(Unsafe.Add(ref biases, node));
            for (nint e = 0; e < lanes; e += TVectors.Width)
                TVectors.Store(bias, ref z, node * lanes + e);
        }
    }

    // Straight from rows: an example's net inputs side by side, as its weights are, and only then by node. The inputs, which are many, stay where they are.
    private static void FromRows(
        InputRows<T> inputs, ref T weights, AlignedArray<T>? packed, int sources, ref T biases, nint stride, ref T z, int lanes, int nodes)
    {
        int vectors = (nodes + TVectors.Width - 1) / TVectors.Width;
        ref T sums = ref inputs.Sums;
        for (nint e = 0; e < inputs.Examples; e++)
        {
            for (nint v = 0; v < vectors; v++)
                TVectors.Store(TVectors.Load(ref biases, v * TVectors.Width), ref sums, e * stride + v * TVectors.Width);
        }
        var shape = new TileShape(FactorRow: inputs.Width, FactorStep: 1, ValuesStep: stride, OutputRow: stride, GoesOn: true, Ends: false);
        foreach (ActiveRun run in inputs.Runs)
        {
            ref T factor = ref Unsafe.Add(ref inputs.First, run.From);
            int count = run.To - run.From;
            if (packed is { } values)
            {
                TileLoop<T, TVector, TVectors>.RunOnPackedValues(
                    shape, ref factor, inputs.Examples, ref values.First, sources, vectors, run.From, count, ref sums);
                continue;
            }
            TileLoop<T, TVector, TVectors>.Run(
                shape, ref factor, inputs.Examples, ref Unsafe.Add(ref weights, run.From * stride), vectors, count, ref sums);
        }

        FastLayout<T>.Transpose(ref sums, stride, inputs.Examples, nodes, ref z, lanes);
        if (inputs.Examples < lanes) FastLayout<T>.Clear(ref z, lanes, inputs.Examples, nodes);
    }

    /// <summary>The activations of a layer's nodes <paramref name="from"/> to <paramref name="to"/>; of a layer whose activation function is the whole layer's,
    /// of all its nodes.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="z">The layer's net inputs.</param>
    /// <param name="a">Receives the layer's activations.</param>
    /// <param name="lanes">How far apart nodes are: the room for examples, or 1.</param>
    /// <param name="examples">How many examples there are.</param>
    /// <param name="from">The first node.</param>
    /// <param name="to">One past the last node.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Activate(LayerLayout layer, ref T z, ref T a, int lanes, int examples, int from, int to)
    {
        if (layer.Function<T, TVector, TVectors>() is { } function)
        {
            nint first = (nint)from * lanes;
            nint count = ((nint)(to - from) * lanes + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
            function.Activate(ref Unsafe.Add(ref z, first), ref Unsafe.Add(ref a, first), count);
        }
        else if (layer.WholeLayer is null)
        {
            for (int node = from; node < to; node++)
            {
                IActivation f = layer.ActivationOf(node)!;
                for (int e = 0; e < examples; e++)
                {
                    nint at = (nint)node * lanes + e;
                    Unsafe.Add(ref a, at) = T.CreateTruncating(f.Activate(double.CreateTruncating(Unsafe.Add(ref z, at))));
                }
            }
        }
        else if (lanes == 1 && layer.WholeFunction<T, T, ScalarVectors<T>>() is { } alone)
        {
            alone.Activate(ref z, ref a, layer.Count, 1);
        }
        else if (lanes > 1 && layer.WholeFunction<T, TVector, TVectors>() is { } whole)
        {
            whole.Activate(ref z, ref a, layer.Count, lanes);
        }
        else
        {
            WholeLayer(layer, ref z, ref a, lanes, examples);
        }
    }

    /// <summary>Softmax and the like, example by example, with doubles.</summary>
    private static void WholeLayer(LayerLayout layer, ref T z, ref T a, int lanes, int examples)
    {
        using var scratch = new Scratch(2 * layer.Count);
        Span<double> netInputs = scratch.Span[..layer.Count];
        Span<double> activations = scratch.Span[layer.Count..];
        for (int e = 0; e < examples; e++)
        {
            for (int node = 0; node < layer.Count; node++)
                netInputs[node] = double.CreateTruncating(Unsafe.Add(ref z, (nint)node * lanes + e));
            layer.WholeLayer!.Activate(netInputs, activations);
            for (int node = 0; node < layer.Count; node++)
                Unsafe.Add(ref a, (nint)node * lanes + e) = T.CreateTruncating(activations[node]);
        }
    }
}

/// <summary>The inputs of a batch as they are in a table, a row for each example.</summary>
internal readonly ref struct InputRows<T>
{
    /// <param name="first">The first example's first input.</param>
    /// <param name="width">How far apart rows are.</param>
    /// <param name="examples">How many there are.</param>
    /// <param name="runs">Those of the inputs that are not silent.</param>
    /// <param name="sums">Room for a number for each example and each of the nodes that are computed, a layer's stride apart.</param>
    public InputRows(ref T first, nint width, int examples, ReadOnlySpan<ActiveRun> runs, ref T sums)
    {
        First = ref first;
        Width = width;
        Examples = examples;
        Runs = runs;
        Sums = ref sums;
    }

    /// <summary>From so many inputs on they stay in rows. With fewer, all examples' values of an input lie side by side, as those of any node.</summary>
    public const int Least = 32;

    public readonly ref T First;

    public readonly nint Width;

    public readonly int Examples;

    public readonly ReadOnlySpan<ActiveRun> Runs;

    public readonly ref T Sums;

    /// <summary>Whether there are rows; otherwise the inputs are laid out by node.</summary>
    public bool Exist => Examples > 0;
}

/// <summary>Borrowed memory for a few numbers.</summary>
internal readonly ref struct Scratch
{
    private readonly double[] _rented;

    public Scratch(int count)
    {
        _rented = System.Buffers.ArrayPool<double>.Shared.Rent(count);
        Span = _rented.AsSpan(0, count);
    }

    public Span<double> Span { get; }

    public void Dispose() => System.Buffers.ArrayPool<double>.Shared.Return(_rented);
}
