using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>Steps that are replayed one after the other, and the loss beside them.</summary>
/// <param name="Name">What the run is called beside another one.</param>
/// <param name="Steps">The steps, at least one.</param>
/// <param name="Loss">The loss over time: the number of a step, and the loss there.</param>
internal sealed record ReplayRun(string Name, IReadOnlyList<StepLedger> Steps, IReadOnlyList<(double Step, double Loss)> Loss)
{
    public static ReplayRun Of(string name, IReadOnlyList<StepLedger> steps) => new(name, steps, [.. steps.Select(step => ((double)step.Setup.StepNumber, step.Loss))]);
}
