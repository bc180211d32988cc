using NodeNet.Teaching;

namespace NodeNet.Tool.Input;

/// <summary>What a worksheet asks, as a word of the command line.</summary>
internal static class Blanks
{
    public const string Words = "everything, forward, backward, deltas, update, or a node as h1";

    /// <summary>The blanks; by default those of the backward pass.</summary>
    public static WorksheetBlanks Read(string? text, Network network) => text switch
    {
        null or "backward" => WorksheetBlanks.BackwardPass,
        "everything" or "all" => WorksheetBlanks.Everything,
        "forward" => WorksheetBlanks.ForwardPass,
        "deltas" => WorksheetBlanks.Deltas,
        "update" => WorksheetBlanks.Update,
        _ when network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Any(node => node.Name == text) => WorksheetBlanks.OfNode(text),
        _ => throw new UsageException($"--blank is \"{text}\"; it must be {Words}."),
    };
}
