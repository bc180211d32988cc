using System.Diagnostics;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>All connections from one layer to another, kept as one block of weights. Single ones may be missing (sparse).</summary>
/// <remarks>Laid out by source node: the weights that leave a source are side by side, and each source's row starts at a multiple of the layer's stride.
/// <see cref="Connection"/> objects are made from it when asked for.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ConnectionBlock
{
    internal ConnectionBlock(Layer source, Layer target, int start)
    {
        Source = source;
        Target = target;
        Start = start;
    }

    /// <summary>The layer that the connections leave.</summary>
    public Layer Source { get; }

    /// <summary>The layer that they lead to.</summary>
    public Layer Target { get; }

    /// <summary>How many connections there are; at most the product of the two layers' sizes.</summary>
    public int Count
    {
        get
        {
            Network network = Target.Network;
            if (network.Flags is null) return Source.Count * Target.Count;
            int count = 0;
            for (int i = 0; i < Source.Count; i++)
            {
                for (int j = 0; j < Target.Count; j++)
                {
                    if (network.Exists(Index(i, j))) count++;
                }
            }
            return count;
        }
    }

    /// <summary>Whether every node of the source is connected to every node of the target.</summary>
    public bool IsDense => Count == Source.Count * Target.Count;

    /// <summary>Where the block starts among the network's parameters.</summary>
    internal int Start { get; }

    /// <summary>How many parameters the block takes up, the padding of its rows included.</summary>
    internal int Length => Source.Count * Target.Stride;

    /// <summary>Where the weight from node <paramref name="source"/> to node <paramref name="target"/> is among the network's parameters.</summary>
    internal int Index(int source, int target) => Start + source * Target.Stride + target;

    /// <summary>"input → hidden 1, 12 connections".</summary>
    public override string ToString() => $"{Source.Name} → {Target.Name}, {MessageText.Count(Count, "connection")}";
}
