using NodeNet.Optimizers;

namespace NodeNet.Training;

/// <summary>What is known of a run besides its set-up, and what the numbers of its checkpoint must fit.</summary>
/// <param name="Network">The network.</param>
/// <param name="SetUp">What a saved run must have been set up as.</param>
/// <param name="Optimizer">The rule whose memory is saved.</param>
/// <param name="Epochs">After how many epochs the run ends at the latest.</param>
/// <param name="StepsInEpoch">How many steps an epoch has.</param>
/// <param name="KeepsBest">Whether the best epoch is kept.</param>
/// <param name="MeasuresTrainingLoss">Whether the training loss is measured after each epoch.</param>
/// <param name="IsClassification">Whether the training targets name classes.</param>
/// <param name="HasValidation">Whether there is a validation set.</param>
/// <param name="ValidatesClasses">Whether its targets name classes.</param>
internal sealed record RunFacts(
    Network Network, RunFingerprint SetUp, IOptimizer Optimizer, int Epochs, long StepsInEpoch, bool KeepsBest, bool MeasuresTrainingLoss,
    bool IsClassification, bool HasValidation, bool ValidatesClasses)
{
    /// <summary>Gathers what is known.</summary>
    public static RunFacts Of(Trainer trainer, TrainingExamples training, TrainingExamples? validation, bool measuresTrainingLoss)
    {
        TrainerOptions options = trainer.Options;
        return new RunFacts(
            trainer.Network, new RunFingerprint(
                trainer, training, validation, measuresTrainingLoss), options.Optimizer, options.Epochs, training.StepsOf(options.BatchSize),
            options.KeepBest, measuresTrainingLoss, training.IsClassification, validation is not null, validation?.IsClassification ?? false);
    }
}
