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
                    .Where(CanLearn)
                    .GroupBy(node => new Likeness(node))
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
    private static bool CanLearn(Node node) => node.Outgoing.Count > 0 && node.Incoming.Any(connection => !connection.IsFrozen);

    /// <summary>All that decides how a node behaves and learns; the numbers to the seven digits of single precision, because nodes that differ by less take
    /// thousands of steps to part.</summary>
    private sealed class Likeness : IEquatable<Likeness>
    {
        private readonly string _activation;
        private readonly (Node? Other, float? Value, bool IsFrozen)[] _parameters;

        public Likeness(Node node)
        {
            _activation = node.ActivationName;
            _parameters =
            [
                (null, node.HasBias ? (float)node.Bias : null, node.IsBiasFrozen),
                .. node.Incoming.Select(connection => (connection.Source, (float)connection.Weight, connection.IsFrozen)),
                .. node.Outgoing.Select(connection => (connection.Target, (float)connection.Weight, connection.IsFrozen)),
            ];
        }

        public bool Equals(Likeness? other) => other is not null && _activation == other._activation && _parameters.AsSpan().SequenceEqual(other._parameters);

        public override bool Equals(object? obj) => Equals(obj as Likeness);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach ((_, float? value, _) in _parameters)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
