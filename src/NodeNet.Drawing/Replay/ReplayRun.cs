using System.Globalization;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>Steps that are replayed one after the other, and the loss beside them.</summary>
/// <param name="Name">What the run is called beside another one.</param>
/// <param name="Steps">The steps, at least one.</param>
/// <param name="Loss">The loss over time: the number of a step, and the loss there.</param>
internal sealed record ReplayRun(string Name, IReadOnlyList<ReplayStep> Steps, IReadOnlyList<(long Step, double Loss)> Loss)
{
    /// <summary>How many steps an epoch has, if that is known.</summary>
    public double? StepsInEpoch { get; init; }

    /// <summary>The rows that are learned, with their predictions, if they are known.</summary>
    public ReplayRows? Rows { get; init; }

    /// <summary>Steps that were written down one by one.</summary>
    public static ReplayRun Of(string? name, IReadOnlyList<StepLedger> steps) => new(
        name ?? NameOf(steps[0]),
        [.. steps.Select(step => new ReplayStep(step.Setup.StepNumber, step))],
        [.. steps.Select(step => (step.Setup.StepNumber, step.Loss))]);

    /// <summary>The steps of a run whose ledgers were kept, and the loss of all.</summary>
    public static ReplayRun Of(string? name, RecordedRun run) => new(
        name ?? NameOf(run.Steps[0].Ledger),
        [.. run.Steps.Select(step => new ReplayStep(step.Number, step.Ledger) { Epoch = step.Epoch })],
        [.. run.Losses.Select((loss, index) => (index + 1L, loss))])
    {
        StepsInEpoch = Math.Ceiling(run.Examples.Count / (double)run.Steps[0].Ledger.Examples.Count),
        Rows = ReplayRows.Of(run),
    };

    /// <summary>What a step without mistakes is called beside one with some.</summary>
    public static string? Right(StepLedger step, StepLedger? other) => other is { Mistakes.Count: > 0 } && step.Mistakes.Count == 0 ? "right" : null;

    /// <summary>By its mistakes, or its learning rate.</summary>
    private static string NameOf(StepLedger first) => first.Mistakes.Count > 0
        ? string.Join(", ", first.Mistakes.Select(mistake => mistake.Name))
        : string.Create(CultureInfo.InvariantCulture, $"α = {first.Setup.LearningRate:R}");
}

/// <summary>A step with its number in the run.</summary>
internal sealed record ReplayStep(long Number, StepLedger Ledger)
{
    /// <summary>Its epoch, from 1, if it is known.</summary>
    public int? Epoch { get; init; }
}
