using NodeNet.Data;
using NodeNet.Metrics;
using NodeNet.Minimizing;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>The training of a plan by a method that looks at all weights at once.</summary>
internal static class MinimizerTraining
{
    public static TrainingResult Run(
        Network network, LearnerPlan plan, Learner learner, DataSet training, DataSet? validation, CancellationToken cancellation)
    {
        var options = new TrainerOptions
        {
            L2 = plan.L2,
            Seed = plan.Seed,
            MaxDegreeOfParallelism = learner.MaxDegreeOfParallelism,
            Progress = learner.Progress,
        };
        var trainer = new Trainer(network, plan.Loss, options);
        var limits = new MinimizerLimits { Passes = plan.Epochs, Patience = plan.Patience };
        MinimizationResult result = trainer.Minimize(training, plan.Minimizer, limits, validation, cancellation);
        Evaluation onTraining = trainer.Evaluate(training);
        Evaluation? onValidation = validation is null ? null : trainer.Evaluate(validation);
        bool isCancelled = result.End == MinimizerEnd.Stopped && cancellation.IsCancellationRequested;
        return new TrainingResult
        {
            Reason = isCancelled ? StopReason.Cancelled : result.End == MinimizerEnd.Passes ? StopReason.EpochsReached : StopReason.RuleSatisfied,
            Explanation = $"{plan.Minimizer!.Name}: {result}",
            History = result.History,
            TrainingLoss = onTraining.Loss,
            TrainingAccuracy = onTraining.Accuracy,
            ValidationLoss = onValidation?.Loss,
            ValidationAccuracy = onValidation?.Accuracy,
            Elapsed = result.History.Count > 0 ? result.History[^1].Elapsed : TimeSpan.Zero,
        };
    }
}
