using System.Diagnostics.CodeAnalysis;
using NodeNet.Foundation;

namespace NodeNet;

/// <content>Where weights and biases live, what may be done to them, and how two networks' compare.</content>
public sealed partial class Network
{
    /// <summary>Every bias and weight: for each layer its biases, then block by block the weights into it. Padding stays 0, and so do missing ones.</summary>
    internal double[] Parameters { get; private set; }

    /// <summary>One past the last parameter; the array may be longer.</summary>
    internal int ParameterEnd { get; private set; }

    /// <summary>By parameter, what is special about it; null while nothing is.</summary>
    internal ParameterFlags[]? Flags { get; private set; }

    /// <summary>Where the parameters are, without padding: each layer's biases, then a row for each source node of each block.</summary>
    internal ParameterRow[] ParameterRows { get; private set; } = [];

    /// <summary>Where the parameters are, with padding, in as few pieces as can be: each layer's biases, each block.</summary>
    internal ParameterSegment[] ParameterSegments { get; private set; } = [];

    /// <summary>Grows when connections or biases come or go, are frozen or released, and when an activation function is set; not when weights change. Whoever
    /// keeps something made from the network's structure compares it, to know whether that is still right.</summary>
    public long StructureVersion { get; private set; }

    /// <summary>By parameter, the structure version in which it came or went; null while none has.</summary>
    internal long[]? CameOrWentIn { get; private set; }

    /// <summary>Draws the starting biases and weights.</summary>
    internal void Initialize(IReadOnlyList<LayerPlan> plans, RandomGenerator random)
    {
        foreach (Layer layer in ComputedLayers)
        {
            LayerPlan plan = plans[layer.Index];
            int fanIn = layer.IncomingBlocks.Sum(block => block.Source.Count);
            for (int j = 0; plan.HasBias && j < layer.Count; j++)
                Parameters[layer.BiasStart + j] = CheckedStart(plan.Biases?.Draw(random, fanIn, layer.Count) ?? 0.0, plan.Biases);

            foreach (ConnectionBlock block in layer.IncomingBlocks)
            {
                for (int i = 0; i < block.Source.Count; i++)
                {
                    for (int j = 0; j < layer.Count; j++)
                        Parameters[block.Index(i, j)] = CheckedStart(plan.WeightsInto(j).Draw(random, fanIn, layer.Count), plan.WeightsInto(j));
                }
            }
        }
    }

    /// <summary>Where in <see cref="Parameters"/> the parameters that exist are, in the order of <see cref="CopyParametersTo"/>.</summary>
    internal int[] PlacesOfParameters() =>
        [.. ParameterRows.SelectMany(row => Enumerable.Range(row.Start, row.Count)).Where(Exists)];

    internal bool Exists(int parameter) => Flags is null || (Flags[parameter] & ParameterFlags.Missing) == 0;

    internal bool IsFrozen(int parameter) => Flags is not null && (Flags[parameter] & ParameterFlags.Frozen) != 0;

    /// <summary>Whether training may change the parameter: it exists and is not frozen.</summary>
    internal bool IsTrainable(int parameter) => Flags is null || Flags[parameter] == ParameterFlags.None;

    internal void SetParameter(int parameter, double value)
    {
        CheckMayChange();
        Parameters[parameter] = value;
        Changed();
    }

    internal void SetFrozen(int parameter, bool frozen)
    {
        CheckMayChange();
        if (frozen == IsFrozen(parameter)) return;
        Flags ??= new ParameterFlags[Parameters.Length];
        Flags[parameter] ^= ParameterFlags.Frozen;
        StructureVersion++;
    }

    /// <summary>Puts a parameter into a network that nobody has seen yet.</summary>
    internal void Restore(int parameter, double value, ParameterFlags flags)
    {
        Parameters[parameter] = value;
        if (flags == ParameterFlags.None) return;
        Flags ??= new ParameterFlags[Parameters.Length];
        Flags[parameter] = flags;
    }

    /// <summary>Removes a parameter, or adds it with the value 0 and not frozen.</summary>
    internal void SetExists(int parameter, bool exists) => SetExists(parameter, 1, exists);

    private void SetExists(int first, int count, bool exists)
    {
        Flags ??= new ParameterFlags[Parameters.Length];
        Flags.AsSpan(first, count).Fill(exists ? ParameterFlags.None : ParameterFlags.Missing);
        Parameters.AsSpan(first, count).Clear();
        StructureVersion++;
        ShapeVersion++;
        CameOrWentIn ??= new long[Parameters.Length];
        CameOrWentIn.AsSpan(first, count).Fill(StructureVersion);
        Changed();
    }

    /// <summary>Makes room for one more block of connections, at the end so that nothing moves, all of them missing.</summary>
    private ConnectionBlock AddBlock(Layer source, Layer target)
    {
        // All that can fail, for want of memory, comes first.
        int end = NetworkSize.WithBlock(ParameterEnd, source, target);
        var block = new ConnectionBlock(source, target, ParameterEnd);
        double[] parameters = Parameters;
        ParameterFlags[] flags = Flags ?? new ParameterFlags[Parameters.Length];
        Array.Resize(ref parameters, Math.Max(parameters.Length, end));
        Array.Resize(ref flags, parameters.Length);
        long[] cameOrWentIn = CameOrWentIn ?? new long[Parameters.Length];
        Array.Resize(ref cameOrWentIn, parameters.Length);
        ParameterEnd = end;
        Parameters = parameters;
        Flags = flags;
        CameOrWentIn = cameOrWentIn;
        target.IncomingBlocks = [.. target.IncomingBlocks.Append(block).OrderBy(b => b.Source.Index)];
        for (int i = 0; i < source.Count; i++)
            SetExists(block.Index(i, 0), target.Count, exists: false);
        LinkBlocks();
        return block;
    }

    private static double CheckedStart(double value, Initializers.IInitializer? initializer)
    {
        if (!double.IsFinite(value))
            throw new InvalidOperationException($"The initializer {initializer?.Name} gave {MessageText.Exact(value)}; starting values must be finite.");
        return value;
    }
}
