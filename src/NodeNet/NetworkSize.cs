using NodeNet.Foundation;

namespace NodeNet;

/// <summary>How much room the layers of a network take up, and whether arrays can hold it: computed from plans, before anything is allocated.</summary>
internal readonly record struct NetworkSize
{
    /// <summary>The most nodes, padding included: so many that an array can hold net inputs and activations of sixteen examples, as the fast loops work on them
    /// at least.</summary>
    public const int MostSlots = ArraySize.Most / 32;

    // Rows of weights and a layer's values are padded to 8 numbers: a cache line, the widest vector of doubles. Networks with larger layers than that are
    // padded to
    // 16, the widest vector of single precision.
    private const int SmallAlignment = 8;

    /// <summary>Measures layers.</summary>
    /// <exception cref="InvalidOperationException">They are too large; the message names the sizes and the limit.</exception>
    public NetworkSize(IReadOnlyList<LayerPlan> plans)
    {
        RowAlignment = plans.Skip(1).Max(plan => plan.Count) > SmallAlignment ? 2 * SmallAlignment : SmallAlignment;
        long slots = 0;
        long parameters = 0;
        for (int index = 0; index < plans.Count; index++)
        {
            long stride = Padded(plans[index].Count, RowAlignment);
            slots += stride;
            if (slots > MostSlots)
            {
                throw new InvalidOperationException(
                    $"With its layers 0 to {index} the network would have room for {slots} nodes, " +
                    $"each layer's filled up to a multiple of {RowAlignment}; the limit is {MostSlots}.");
            }
            if (index == 0) continue;
            long rows = 1;
            foreach (int source in plans[index].From)
                rows += plans[source].Count;
            parameters += rows * stride;
            if (parameters > ArraySize.Most) throw new InvalidOperationException(TooMany(plans[index], index, parameters, rows, stride));
        }
        SlotCount = (int)slots;
        ParameterCount = (int)parameters;
    }

    /// <summary>What the length of every row of weights, and of every layer's values, is a multiple of.</summary>
    public int RowAlignment { get; }

    /// <summary>How long an array over all nodes is.</summary>
    public int SlotCount { get; }

    /// <summary>How long an array over all weights and biases is, without room for its alignment.</summary>
    public int ParameterCount { get; }

    /// <summary>The next multiple of the alignment.</summary>
    public static long Padded(int count, int alignment) => ((long)count + alignment - 1) / alignment * alignment;

    /// <summary>How long an array of parameters gets by one more block of connections.</summary>
    /// <exception cref="InvalidOperationException">An array cannot hold it; the message names the sizes and the limit.</exception>
    public static int WithBlock(int parameters, Layer source, Layer target)
    {
        long length = (long)source.Count * target.Stride;
        return parameters + length <= ArraySize.Most
            ? (int)(parameters + length)
            : throw new InvalidOperationException(
                $"There is no room for connections from {source.Name} ({MessageText.Count(source.Count, "node")}) " +
                $"to {target.Name} ({MessageText.Count(target.Count, "node")}): " +
                $"all that are possible are {length} weights, each node's filled up to a multiple of {target.Network.RowAlignment}; " +
                $"the network has {parameters} already, and the limit is {ArraySize.Most}.");
    }

    private static string TooMany(LayerPlan plan, int index, long parameters, long rows, long stride) =>
        $"With layer {index} ({MessageText.Count(plan.Count, "node")}, fed by {MessageText.Count((int)(rows - 1), "node")}: {rows} rows of {stride}, biases "
            + "included) " +
        $"the network would have room for {parameters} weights and biases; the limit is {ArraySize.Most}.";
}
