using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Minimizing;

/// <summary>How a training by a whole-vector method ended.</summary>
/// <param name="End">Why.</param>
/// <param name="Passes">How many passes over the data there were.</param>
/// <param name="Steps">Each step, with the value after it: the mean loss and the penalty.</param>
/// <param name="ValidationLoss">The smallest loss on the validation set, whose weights the network has; null without one.</param>
public sealed record MinimizationResult(MinimizerEnd End, int Passes, IReadOnlyList<MinimizerStep> Steps, double? ValidationLoss)
{
    /// <summary>The steps as the epochs of a history, so that they are drawn and reported as any training: its running loss is the mean loss after the step,
    /// its learning rate 0, as there is none.</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>The mean loss and the penalty after the last step; NaN if there was none.</summary>
    public double Value => Steps.Count > 0 ? Steps[^1].Value : double.NaN;

    /// <summary>"flat after 25 passes and 21 steps: 0.0123".</summary>
    public override string ToString() =>
        $"{Words} after {MessageText.Count(Passes, "pass", "passes")} and {MessageText.Count(Steps.Count, "step")}: {MessageText.Short(Value)}"
            + (ValidationLoss is { } loss ? ", on the validation set " + MessageText.Short(loss) : "");

    private string Words => End switch
    {
        MinimizerEnd.Flat => "flat",
        MinimizerEnd.NoProgress => "no more progress",
        MinimizerEnd.Passes => "all passes taken",
        _ => "stopped",
    };
}
