using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Diagnostics;

/// <summary>Nodes that cannot learn because of where their net inputs are: dead or saturated.</summary>
internal static class NodeChecks
{
    /// <summary>From this share of a layer's nodes on, dead ones are a warning. Random weights leave nodes dead (every fourth ReLU on the four cases of XOR,
    /// every second on a single input that is never negative), and learning works all the same.</summary>
    internal const double LargestDeadShare = 0.75;

    /// <summary>Above this share of a layer's nodes, saturated ones are a warning.</summary>
    internal const double LargestFlatShare = 0.5;

    /// <summary>A hidden node is saturated if it is flat on at least this share of the examples.</summary>
    internal const double FlatOn = 0.95;

    /// <summary>An output node is stuck if it is flat at the wrong end on at least this share of the examples.</summary>
    internal const double WrongOn = 0.5;

    /// <summary>A network whose squared error is below this share of the targets' spread has learned: its nodes are flat, and its δs small, because they are
    /// sure and right.</summary>
    internal const double LearnedShare = 0.25;

    public static IEnumerable<Finding> Run(DiagnosisContext context, Passes passes)
    {
        foreach (Layer layer in context.Network.Layers.Skip(1))
        {
            if (Dead(layer, passes) is { } dead) yield return dead;
            if ((layer.IsOutput ? Stuck(context, layer, passes) : Saturated(layer, passes)) is { } saturated) yield return saturated;
        }
    }

    private static Finding? Dead(Layer layer, Passes passes)
    {
        Node[] dead = [.. layer.Nodes.Where(node => passes.Dead(node) == passes.Count)];
        if (dead.Length == 0) return null;
        string functions = string.Join(", ", dead.Select(node => node.ActivationName).Distinct());
        return new Finding
        {
            Code = FindingCodes.DeadNodes,
            Title = "dead nodes",
            Severity = dead.Length == layer.Count
                ? Severity.Error
                : dead.Length >= LargestDeadShare * layer.Count && passes.ErrorShare >= LearnedShare
                ? Severity.Warning
                : Severity.Note,
            Explanation =
                $"In the {layer.Name} layer, {Ratio(dead.Length, layer.Count)} ({functions}) {(dead.Length == 1 ? "is" : "are")} 0 and flat on all "
                    + $"{MessageText.Count(passes.Count, "example")} looked at: {DiagnosisContext.Titles(dead)}. " +
                (
                    dead.Length == layer.Count
                        ? "Nothing gets through this layer, neither forward nor back."
                        : "A node that no example activates says nothing and gets a δ of 0, so it learns nothing either."),
            Advice =
                "Train with a smaller learning rate (a large step moves nodes too far), start again with HeNormal weights and biases of 0, or use LeakyReLU, "
                    + "whose nodes recover. Some dead nodes in a wide layer can be left.",
            Evidence =
            [
                new Evidence("dead nodes", dead.Length),
                new Evidence("nodes in the layer", layer.Count),
                new Evidence("examples looked at", passes.Count),
            ],
            Nodes = [.. dead.Select(node => node.Name)],
        };
    }

    private static Finding? Saturated(Layer layer, Passes passes)
    {
        if (passes.ErrorShare < LearnedShare) return null;
        Node[] flat = [.. layer.Nodes.Where(node => passes.Flat(node) >= FlatOn * passes.Count && passes.Dead(node) < passes.Count)];
        if (flat.Length == 0) return null;
        return new Finding
        {
            Code = FindingCodes.SaturatedNodes,
            Title = "saturated nodes",
            Severity = flat.Length > LargestFlatShare * layer.Count ? Severity.Warning : Severity.Note,
            Explanation =
                $"In the {layer.Name} layer, {Ratio(flat.Length, layer.Count)} ({layer.ActivationName}) {(flat.Length == 1 ? "is" : "are")} at the end of "
                    + $"{(flat.Length == 1 ? "its" : "their")} range on nearly every example: " +
                $"{DiagnosisContext.Titles(flat)}. There the slope is below 1% of the steepest, so almost no δ passes, while the network is still far from "
                    + "its targets.",
            Advice = "Scale the inputs; start again with smaller weights (GlorotUniform is the default); train with a smaller learning rate.",
            Evidence =
            [
                new Evidence("saturated nodes", flat.Length),
                new Evidence("nodes in the layer", layer.Count),
                .. flat.Take(8).Select(node => new Evidence($"{node.Name}: share of examples on which it is flat", (double)passes.Flat(node) / passes.Count)),
                new Evidence("squared error as a share of the targets' spread", passes.ErrorShare),
            ],
            Nodes = [.. flat.Select(node => node.Name)],
        };
    }

    private static Finding? Stuck(DiagnosisContext context, Layer layer, Passes passes)
    {
        // Where loss and activation function are computed together, δ = y − ŷ: being flat does no harm.
        Node[] stuck = [
            .. layer.Nodes.Where(node => passes.FlatAndWrong(node) >= WrongOn * passes.Count && !IsFused(node, context.Loss))];
        if (stuck.Length == 0) return null;
        return new Finding
        {
            Code = FindingCodes.SaturatedNodes,
            Title = "saturated nodes",
            Severity = Severity.Warning,
            Explanation =
                $"In the output layer, {Ratio(stuck.Length, layer.Count)} ({layer.ActivationName}) {(stuck.Length == 1 ? "is" : "are")} at the wrong end of "
                    + $"the range on half of the examples or more: {DiagnosisContext.Titles(stuck)}. " +
                $"There the slope is below 1% of the steepest, and with it δ under {context.Loss.Name}: the mistakes are large, the corrections tiny.",
            Advice =
                "Start again with smaller weights and biases, and scaled inputs; train with a smaller learning rate. For a yes or no, BinaryCrossEntropy "
                    + "with Sigmoid does not get stuck.",
            Evidence =
            [
                .. stuck.Take(8).Select(
                    node => new Evidence($"{node.Name}: share of examples on which it is flat and wrong", (double)passes.FlatAndWrong(node) / passes.Count)),
                new Evidence("examples looked at", passes.Count),
            ],
            Nodes = [.. stuck.Select(node => node.Name)],
        };
    }

    private static bool IsFused(Node output, ILoss loss) =>
        loss is INodeFusedLoss fused && output.ActivationFunction is { } function && fused.FusesWith(function);

    private static string Ratio(int some, int all) =>
        some == all ? (all == 1 ? "the only node" : $"all {all} nodes") : $"{some} of {MessageText.Count(all, "node")}";
}
