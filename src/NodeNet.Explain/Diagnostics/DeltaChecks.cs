namespace NodeNet.Diagnostics;

/// <summary>How the δs grow or shrink on their way back from the output layer.</summary>
internal static class DeltaChecks
{
    /// <summary>δs that are this many times smaller, or larger, than the output's have vanished, or exploded: no learning rate suits both ends of the network.
    /// A layer of sigmoid nodes takes about a factor of 4, so five of them in a row reach it; starting weights made for their activation function keep the
    /// factor near 1.</summary>
    internal const double LargestRatio = 1000.0;

    public static IEnumerable<Finding> Run(DiagnosisContext context, Passes passes, IReadOnlyList<Finding> soFar)
    {
        Network network = context.Network;
        double atOutput = passes.DeltaOf(network.OutputLayer);
        if (atOutput == 0.0) yield break; // nothing is wrong any more, or a softmax of one node

        Layer[] layers = [.. network.HiddenLayers.Where(CanLearn)];
        Layer[] exploded = [.. layers.Where(layer => passes.DeltaOf(layer) > LargestRatio * atOutput)];
        if (exploded.Length > 0) yield return Found(FindingCodes.ExplodingDeltas, exploded, passes, network);

        // Of a network that knows its answers the δs are small for a good reason.
        if (passes.ErrorShare < NodeChecks.LearnedShare) yield break;
        Layer[] vanished = [
            .. layers.Where(layer => passes.DeltaOf(layer) * LargestRatio < atOutput && !IsExplained(layer, soFar) && !StartsAtZero(layer))];
        if (vanished.Length > 0) yield return Found(FindingCodes.VanishingDeltas, vanished, passes, network);
    }

    private static Finding Found(string code, Layer[] layers, Passes passes, Network network)
    {
        bool vanishes = code == FindingCodes.VanishingDeltas;
        double atOutput = passes.DeltaOf(network.OutputLayer);
        Layer worst = vanishes ? layers.MinBy(passes.DeltaOf)! : layers.MaxBy(passes.DeltaOf)!;
        double ratio = vanishes ? atOutput / passes.DeltaOf(worst) : passes.DeltaOf(worst) / atOutput;
        string howMuch = double.IsFinite(ratio) ? $"{DiagnosisContext.Number(ratio)} times {(vanishes ? "smaller" : "larger")} than" : "0, unlike";
        return new Finding
        {
            Code = code,
            Title = vanishes ? "δs that vanish" : "δs that explode",
            Severity = Severity.Warning,
            Explanation =
                $"On their way back from the output the δs {(vanishes ? "almost vanish" : "grow out of bounds")}: in the {worst.Name} layer they are "
                    + $"{howMuch} those of the output layer" +
                (
                    layers.Length > 1
                        ? $", and too {(vanishes ? "small" : "large")} in {layers.Length} layers in all: "
                            + $"{string.Join(", ", layers.Select(layer => layer.Name))}. "
                        : ". ") +
                (
                    vanishes
                        ? "The weights into such layers hardly change, whatever the examples say."
                        : "A learning rate that is right for the output layer changes the weights of such layers far too much."),
            Advice = vanishes
                ? "Use fewer layers, ReLU or Tanh instead of Sigmoid in hidden layers, skip connections (AddLayer's from), or starting weights made for the "
                    + "activation function (the default). If training has caused it, start again with a smaller learning rate."
                : "Use starting weights made for the activation function (the default) instead of larger ones, fewer layers, or clip the gradient (ClipNorm).",
            Evidence =
            [
                new Evidence(vanishes ? "largest shrinkage" : "largest growth", ratio),
                .. network.Layers.Skip(1).Select(layer => new Evidence($"{layer.Name}: root mean square of δ", passes.DeltaOf(layer))),
            ],
            Nodes = [.. layers.SelectMany(layer => layer.Nodes).Select(node => node.Name)],
        };
    }

    /// <summary>Whether dead or saturated nodes in this layer or a later one, or a softmax of one, already explain a small δ.</summary>
    private static bool IsExplained(Layer layer, IReadOnlyList<Finding> soFar) =>
        soFar.Any(finding => finding.Severity > Severity.Note
            && finding.Code is FindingCodes.DeadNodes or FindingCodes.SaturatedNodes or FindingCodes.SoftmaxOfOne
            && layer.Network.Node(finding.Nodes[0]).Layer.Index >= layer.Index);

    /// <summary>Whether every weight on the way out is 0, as it is on purpose in some starts: then δ comes with the second step.</summary>
    private static bool StartsAtZero(Layer layer) =>
        layer.Nodes.SelectMany(node => node.Outgoing).All(connection => connection.Weight == 0.0);

    private static bool CanLearn(Layer layer) => layer.Nodes.SelectMany(node => node.Incoming).Any(connection => !connection.IsFrozen);
}
