using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>What a learner has done.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="Plan">What was trained, with all that the defaults chose.</param>
/// <param name="Result">How the training went.</param>
public sealed record LearnerRun(Model Model, LearnerPlan Plan, TrainingResult Result)
{
    /// <summary>What was measured on the test table; null without one.</summary>
    public TableEvaluation? Test { get; init; }

    /// <summary>The plan, and how the training ended.</summary>
    public override string ToString() => $"{Plan}{Result}";
}
