using NodeNet.Foundation;
using NodeNet.Training;

namespace NodeNet.History;

/// <summary>How training stands after an epoch.</summary>
public sealed record EpochReport
{
    /// <summary>The number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>α of the epoch's steps, after the schedule.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The mean loss over the training examples, without the part of L1 and L2.</summary>
    /// <remarks>Each example counts with its loss just before the step that it took part in, while the weights were still changing. Where a decision hangs on it (no validation set, and
    /// <see cref="TrainerOptions.KeepBest"/> or <see cref="TrainerOptions.StopWhen"/> is set) it is computed anew at the end of the epoch.</remarks>
    public required double TrainingLoss { get; init; }

    /// <summary>The share of training examples whose class is predicted right, taken as <see cref="TrainingLoss"/>; null if the targets name no classes.</summary>
    public required double? TrainingAccuracy { get; init; }

    /// <summary>The mean loss over the validation examples at the end of the epoch; null without a validation set.</summary>
    public required double? ValidationLoss { get; init; }

    /// <summary>The share of validation examples whose class is predicted right at the end of the epoch; null without a validation set or if the targets name no classes.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>L1 · Σ|w| + ½ · L2 · Σw² at the end of the epoch; 0 without either.</summary>
    public required double Penalty { get; init; }

    /// <summary>The time since training began; of a resumed run, without the time between checkpoint and resuming.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The loss by which the epoch is judged: <see cref="ValidationLoss"/> if there is one, otherwise <see cref="TrainingLoss"/>.</summary>
    public double Loss => ValidationLoss ?? TrainingLoss;

    /// <summary>The accuracy by which the epoch is judged: on the validation set if there is one, otherwise on the training set.</summary>
    public double? Accuracy => ValidationLoss is null ? TrainingAccuracy : ValidationAccuracy;

    /// <summary>"epoch 12: training loss 0.0931, validation loss 0.1024, accuracy 97.3%".</summary>
    public override string ToString()
    {
        string text = $"epoch {Epoch}: training loss {Naming.Short(TrainingLoss)}";
        if (ValidationLoss is { } validation) text += $", validation loss {Naming.Short(validation)}";
        if (Accuracy is { } accuracy) text += string.Create(System.Globalization.CultureInfo.InvariantCulture, $", accuracy {accuracy * 100:0.0}%");
        return text;
    }
}
