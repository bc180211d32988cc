using NodeNet.History;

namespace NodeNet.Tests.Training;

/// <summary>Histories built by hand, for rules and schedules.</summary>
internal static class Histories
{
    /// <summary>Epochs with these training losses, all at one rate.</summary>
    public static TrainingHistory OfLosses(params double[] losses) => new(losses.Select((loss, i) => Report(i + 1, loss)));

    public static EpochReport Report(
        int epoch, double trainingLoss, double rate =
            0.1, double? validationLoss =
                null, double? trainingAccuracy = null, double? validationAccuracy = null, double seconds = 0, double? baseRate = null) => new()
                {
                    Epoch = epoch,
                    BaseLearningRate = baseRate ?? rate,
                    LearningRate = rate,
                    RunningLoss = trainingLoss,
                    RunningAccuracy = trainingAccuracy,
                    ValidationLoss = validationLoss,
                    ValidationAccuracy = validationAccuracy,
                    Penalty = 0,
                    Elapsed = TimeSpan.FromSeconds(seconds),
                };
}
