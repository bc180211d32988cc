using System.Globalization;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>Makes the page from runs.</summary>
internal static class ReplayBuilder
{
    // In a larger network the replay stops at nodes only: nobody would step through its connections, three times each.
    private const int MostStopsAtConnections = 200;

    /// <summary>The page.</summary>
    /// <exception cref="ArgumentException">Steps are of different networks, or there is too much for a page.</exception>
    public static string Build(ReplayRun run, ReplayRun? other, ReplayOptions options)
    {
        StepLedger first = run.Steps[0].Ledger;
        var shape = new ReplayShape(first.Network);
        foreach (ReplayStep step in run.Steps.Concat(other?.Steps ?? []))
        {
            if (!shape.IsLike(step.Ledger.Network))
            {
                throw new ArgumentException("All steps of a replay must be of one network: they differ in their nodes or connections.", nameof(run));
            }
        }
        bool byNodes = first.Network.Weights.Count > MostStopsAtConnections;
        string title = options.Title ?? Title(run, other);
        return ReplayPage.Of(title, ReplayDocument.Of(title, options, byNodes, other is null ? [run] : [run, other]));
    }

    private static string Title(ReplayRun run, ReplayRun? other)
    {
        string network = string.Join("-", run.Steps[0].Ledger.Network.Layers.Select(layer => layer.Nodes.Count.ToString(CultureInfo.InvariantCulture)));
        string steps = run.Steps.Count == 1 ? "One training step" : string.Create(CultureInfo.InvariantCulture, $"{run.Steps.Count} training steps");
        return $"{steps} of a {network} network{(other is null ? "" : $": {run.Name} / {other.Name}")}";
    }
}
