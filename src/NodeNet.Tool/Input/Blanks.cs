using NodeNet.Teaching;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Input;

/// <summary>What a worksheet asks, as a word of the command line.</summary>
internal static class Blanks
{
    public const string Words = "everything, forward, backward, deltas, update, or a node as h1";
    private const int MostNodes = 12;

    private static readonly string[] _phases = ["everything", "forward", "backward", "deltas", "update"];

    /// <summary>The blanks; by default those of the backward pass.</summary>
    public static WorksheetBlanks Read(string? text, Network network) => text switch
    {
        null or "backward" => WorksheetBlanks.BackwardPass,
        "everything" or "all" => WorksheetBlanks.Everything,
        "forward" => WorksheetBlanks.ForwardPass,
        "deltas" => WorksheetBlanks.Deltas,
        "update" => WorksheetBlanks.Update,
        _ when Nodes(network).Any(node => node.Name == text) => WorksheetBlanks.OfNode(text),
        _ => throw new UsageException(WhyNot(text, network)),
    };

    private static IEnumerable<Node> Nodes(Network network) => network.Layers.Skip(1).SelectMany(layer => layer.Nodes);

    private static string WhyNot(string text, Network network)
    {
        string[] nodes = [.. Nodes(network).Select(node => node.Name)];
        string shown = string.Join(", ", nodes.Length <= MostNodes ? nodes : [.. nodes.Take(MostNodes - 1), "…", nodes[^1]]);
        string given = $"--blank is \"{text}\"; ";
        if (network.InputLayer.Nodes.Any(node => node.Name == text || node.Label == text))
            return given + $"that is an input, of which nothing is computed. Name a node that computes: {shown}.";
        if (Nodes(network).FirstOrDefault(node => node.Label == text) is { } labelled) return given + $"the node of that label is called {labelled.Name}.";
        bool isNode = text.Length is > 1 and < 8 && char.IsAsciiLetter(text[0]) && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
        return isNode ? given + $"this network has no such node; it has {shown}."
            : given + $"it must be {string.Join(", ", _phases)}, or a node ({shown}).{NearestWord.Question(text, _phases)}";
    }
}
