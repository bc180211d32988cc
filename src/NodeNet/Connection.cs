using System.Diagnostics;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>A connection from one node to a node of a later layer: a window onto its weight.</summary>
/// <remarks>Connections are made when asked for; two that lead from the same node to the same node are equal.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Connection : IEquatable<Connection>
{
    private readonly int _index;

    internal Connection(ConnectionBlock block, int source, int target)
    {
        Source = block.Source.Nodes[source];
        Target = block.Target.Nodes[target];
        _index = block.Index(source, target);
    }

    /// <summary>The node that the connection leaves.</summary>
    public Node Source { get; }

    /// <summary>The node that it leads to.</summary>
    public Node Target { get; }

    /// <summary>"x1→h1".</summary>
    public string Name => NameOf(Source, Target);

    /// <summary>Whether the connection is still there: it may have been disconnected or pruned since this object was made.</summary>
    public bool Exists => Network.Exists(_index);

    /// <summary>What the source's activation is multiplied by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: the value is not finite.</exception>
    /// <exception cref="InvalidOperationException">The connection no longer exists; or, on setting, inside a step or a forward pass, or while another thread
    /// trains the network.</exception>
    public double Weight
    {
        get
        {
            ThrowIfGone();
            return Network.Parameters[_index];
        }
        set
        {
            ThrowIfGone();
            if (!double.IsFinite(value))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"The weight {Name} cannot be {MessageText.Exact(value)}; it must be a finite number.");
            }

            Network.SetParameter(_index, value);
        }
    }

    /// <summary>Whether training leaves the weight as it is. It is used all the same.</summary>
    /// <exception cref="InvalidOperationException">The connection no longer exists; or, on setting, inside a step or a forward pass, or while another thread
    /// trains the network.</exception>
    public bool IsFrozen
    {
        get
        {
            ThrowIfGone();
            return Network.IsFrozen(_index);
        }
        set
        {
            ThrowIfGone();
            Network.SetFrozen(_index, value);
        }
    }

    /// <summary>Where the weight is among the network's parameters.</summary>
    internal int Index => _index;

    private Network Network => Target.Layer.Network;

    /// <summary>Whether both lead from the same node to the same node.</summary>
    /// <param name="other">Another connection.</param>
    public bool Equals(Connection? other) => other is not null && ReferenceEquals(Source, other.Source) && ReferenceEquals(Target, other.Target);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Connection);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Target);

    /// <summary>"x1→h1 = 0.5".</summary>
    public override string ToString() => Exists ? $"{Name} = {MessageText.Short(Weight)}{(IsFrozen ? " (frozen)" : "")}" : $"{Name} (disconnected)";

    internal static string NameOf(Node source, Node target) => $"{source.Name}→{target.Name}";

    private void ThrowIfGone()
    {
        if (!Exists) throw new InvalidOperationException($"The connection {Name} no longer exists: it was disconnected or pruned.");
    }
}
