namespace NodeNet.Diagnostics;

/// <summary>Hidden nodes that are the same node several times: equal in what leads to them and in what leaves them, so that every step changes them
/// alike.</summary>
/// <remarks>Equal weights into two nodes alone are harmless: as long as their outgoing weights differ, so do their δs, and after one step so do the nodes. The
/// handout's h2, h3 and h4 start so.</remarks>
internal static class TwinCheck
{
    public static IEnumerable<Finding> Run(DiagnosisContext context)
    {
        foreach (Layer layer in context.Network.HiddenLayers)
        {
            Node[][] groups =
            [
                .. layer.Nodes
                    .Where(node => CanLearn(context.Network, node))
                    .GroupBy(node => new Likeness(context.Network, node))
                    .Select(group => group.ToArray())
                    .Where(group => group.Length > 1),
            ];
            if (groups.Length == 0) continue;
            int nodes = groups.Sum(group => group.Length);
            bool isWholeLayer = groups.Length == 1 && nodes == layer.Count;
            string some = string.Join("; ", groups.Take(4).Select(DiagnosisContext.Titles)) + (groups.Length > 4 ? "; …" : "");
            yield return new Finding
            {
                Code = FindingCodes.TwinNodes,
                Title = "nodes with equal weights",
                Severity = isWholeLayer ? Severity.Error : Severity.Warning,
                Explanation =
                    $"In the {layer.Name} layer {(isWholeLayer ? "all nodes are alike" : $"some nodes are alike: {some}")}" +
                    ": equal bias, equal weights from and to the same nodes, to seven digits. So they say the same, get the same δ and change alike at "
                        + $"every step, and stay alike. {nodes} nodes do the work of {groups.Length}.",
                Advice =
                    "Start the weights at random: NetworkBuilder does unless it is given an initializer as Constant. Where weights are set by hand, make "
                        + "them differ.",
                Evidence =
                [
                    new Evidence("nodes that are like another", nodes),
                    new Evidence("different ones among them", groups.Length),
                    new Evidence("nodes in the layer", layer.Count),
                ],
                Nodes = [.. groups.SelectMany(group => group).Select(node => node.Name)],
            };
        }
    }

    /// <summary>Whether the node is connected on both sides, and training may change a weight into it: twins that are frozen were made on purpose.</summary>
    private static bool CanLearn(Network network, Node node)
    {
        bool canLearn = false;
        foreach (ConnectionBlock block in node.Layer.IncomingBlocks)
        {
            for (int source = 0; source < block.Source.Count && !canLearn; source++)
                canLearn = network.IsTrainable(block.Index(source, node.Position));
        }
        return canLearn && node.Outgoing.Count > 0;
    }

    /// <summary>All that decides how a node behaves and learns; the numbers to the seven digits of single precision, because nodes that differ by less take
    /// thousands of steps to part.</summary>
    private sealed class Likeness : IEquatable<Likeness>
    {
        private readonly string _activation;
        private readonly (float Value, bool Exists, bool IsFrozen)[] _parameters;

        public Likeness(Network network, Node node)
        {
            Layer layer = node.Layer;
            _activation = layer.ActivationNameOf(node.Position);
            var places = new List<int> { layer.BiasStart + node.Position };
            foreach (ConnectionBlock block in layer.IncomingBlocks)
            {
                for (int source = 0; source < block.Source.Count; source++)
                    places.Add(block.Index(source, node.Position));
            }
            foreach (ConnectionBlock block in layer.OutgoingBlocks)
            {
                for (int target = 0; target < block.Target.Count; target++)
                    places.Add(block.Index(node.Position, target));
            }
            _parameters = [.. places.Select(p => ((float)network.Parameters[p], network.Exists(p), network.IsFrozen(p)))];
        }

        public bool Equals(Likeness? other) => other is not null && _activation == other._activation && _parameters.AsSpan().SequenceEqual(other._parameters);

        public override bool Equals(object? obj) => Equals(obj as Likeness);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach ((float value, _, _) in _parameters)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
