using FluentAssertions.Execution;

namespace NodeNet.Tests.Persistence;

/// <summary>Whether two networks are the same in everything that can be seen of them.</summary>
internal static class NetworkIdentity
{
    public static void ShouldBeIdenticalTo(this Network network, Network expected)
    {
        string? difference = Difference(network, expected);
        Execute.Assertion.ForCondition(difference is null).FailWith("{0}", difference);
    }

    private static string? Difference(Network network, Network expected)
    {
        if (network.FirstParameterDifference(expected) is { } difference) return difference;
        if (network.Summary() != expected.Summary()) return $"summary:\n{network.Summary()}\ninstead of\n{expected.Summary()}";
        for (int l = 0; l < expected.Layers.Count; l++)
        {
            Layer layer = network.Layers[l];
            Layer twin = expected.Layers[l];
            if (layer.Activation?.Name != twin.Activation?.Name || layer.Activation?.GetType() != twin.Activation?.GetType())
            {
                return $"activation of {twin.Name}";
            }
            if (layer.LayerActivation?.Name != twin.LayerActivation?.Name || layer.LayerActivation?.GetType() != twin.LayerActivation?.GetType())
            {
                return $"layer activation of {twin.Name}";
            }
            if (layer.HasOwnActivations != twin.HasOwnActivations) return $"whether nodes of {twin.Name} have activation functions of their own";
            if (!layer.Incoming.Select(block => block.Source.Index).SequenceEqual(twin.Incoming.Select(block => block.Source.Index)))
            {
                return $"what feeds {twin.Name}";
            }
            for (int n = 0; n < twin.Count; n++)
            {
                Node node = layer.Nodes[n];
                Node other = twin.Nodes[n];
                if (node.Label != other.Label || node.Name != other.Name) return $"names of {other.Name}";
                if (layer.OwnActivationOf(n)?.Name != twin.OwnActivationOf(n)?.Name) return $"activation of {other.Name}";
                if (node.HasBias != other.HasBias || node.IsBiasFrozen != other.IsBiasFrozen) return $"bias of {other.Name}";
                if (!node.Incoming.Select(c => c.IsFrozen).SequenceEqual(other.Incoming.Select(c => c.IsFrozen)))
                {
                    return $"what is frozen of the connections to {other.Name}";
                }
            }
        }
        return null;
    }
}
