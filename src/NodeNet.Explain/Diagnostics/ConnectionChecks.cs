namespace NodeNet.Diagnostics;

/// <summary>What missing and frozen connections leave possible: whether inputs reach the outputs, and whether training does.</summary>
internal static class ConnectionChecks
{
    public static IEnumerable<Finding> Run(DiagnosisContext context)
    {
        Network network = context.Network;
        IReadOnlyList<Node> outputs = network.OutputLayer.Nodes;

        HashSet<Node> reached = Spread(network, node => node.Layer.IsInput);
        Node[] cutOff = [.. outputs.Where(output => !reached.Contains(output))];
        if (cutOff.Length > 0) yield return OfCutOff(cutOff, outputs.Count);

        HashSet<Node> changing = Spread(network, node => !node.Layer.IsInput && LearnsItself(node));
        Node[] stuck = [.. outputs.Where(output => reached.Contains(output) && !changing.Contains(output))];
        if (stuck.Length > 0) yield return OfStuck(stuck, outputs.Count);
    }

    /// <summary>The nodes with a property, and all to which a chain of connections leads from them. The nodes of a layer's activation function depend on each
    /// other, too.</summary>
    private static HashSet<Node> Spread(Network network, Func<Node, bool> isSource)
    {
        HashSet<Node> found = [.. network.InputLayer.Nodes.Where(isSource)];
        foreach (Layer layer in network.Layers.Skip(1))
        {
            Node[] here = [.. layer.Nodes.Where(node => isSource(node) || node.Incoming.Any(connection => found.Contains(connection.Source)))];
            found.UnionWith(layer.LayerActivation is not null && here.Length > 0 ? layer.Nodes : here);
        }
        return found;
    }

    /// <summary>Whether training may change the node's bias or a weight into it.</summary>
    private static bool LearnsItself(Node node) => (node.HasBias && !node.IsBiasFrozen) || node.Incoming.Any(connection => !connection.IsFrozen);

    private static Finding OfCutOff(Node[] nodes, int outputs) => new()
    {
        Code = FindingCodes.CutOffOutputs,
        Title = "outputs that no input reaches",
        Severity = Severity.Error,
        Explanation =
            $"No chain of connections leads from an input to {DiagnosisContext.Titles(nodes)}, so that {(nodes.Length == 1 ? "it answers" : "they answer")} "
                + "the same for every example, whatever is learned.",
        Advice = "Put back connections that are missing (Network.Connect), or build the network again and look at the rule that Network.Prune was given.",
        Evidence = [new Evidence("outputs that no input reaches", nodes.Length), new Evidence("outputs", outputs)],
        Nodes = [.. nodes.Select(node => node.Name)],
    };

    private static Finding OfStuck(Node[] nodes, int outputs) => new()
    {
        Code = FindingCodes.FrozenOutputs,
        Title = "outputs that training cannot change",
        Severity = Severity.Error,
        Explanation =
            $"Every weight and bias that leads to {DiagnosisContext.Titles(nodes)} is frozen, so that no step changes what "
                + $"{(nodes.Length == 1 ? "it answers" : "they answer")}.",
        Advice = "Unfreeze what is to learn: Layer.Unfreeze(), or IsFrozen = false of a connection and IsBiasFrozen = false of a node.",
        Evidence = [new Evidence("outputs that training cannot change", nodes.Length), new Evidence("outputs", outputs)],
        Nodes = [.. nodes.Select(node => node.Name)],
    };
}
