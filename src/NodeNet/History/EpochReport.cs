using NodeNet.Foundation;
using NodeNet.Training;

namespace NodeNet.History;

/// <summary>How training stands after an epoch.</summary>
public sealed record EpochReport
{
    /// <summary>The number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The rate that the schedule went from: <see cref="Trainer.LearningRate"/> when the epoch began.</summary>
    public required double BaseLearningRate { get; init; }

    /// <summary>α of the epoch's steps, after the schedule.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The mean loss over the training examples as the epoch ran: each counts with its loss just before the step that it took part in, while the
    /// weights were still changing. Without the part of L1 and L2.</summary>
    public required double RunningLoss { get; init; }

    /// <summary>The share of training examples whose class was predicted right as the epoch ran; null if the targets name no classes.</summary>
    public required double? RunningAccuracy { get; init; }

    /// <summary>The mean loss over the training examples of the network at the end of the epoch, without the part of L1 and L2. It costs a pass over the
    /// examples, so it is measured only where a decision depends on it: without a validation set, where <see cref="TrainerOptions.KeepBest"/> or
    /// <see cref="TrainerOptions.StopWhen"/> is set, the latter unless <see cref="TrainerOptions.StopsByRunningLoss"/>. Otherwise null.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>The share of training examples whose class the network at the end of the epoch predicts right; null where <see cref="TrainingLoss"/> is, or if
    /// the targets name no classes.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>The mean loss over the validation examples at the end of the epoch; null without a validation set.</summary>
    public required double? ValidationLoss { get; init; }

    /// <summary>The share of validation examples whose class is predicted right at the end of the epoch; null without a validation set or if the targets name
    /// no classes.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>L1 · Σ|w| + ½ · L2 · Σw² at the end of the epoch; 0 without either.</summary>
    public required double Penalty { get; init; }

    /// <summary>The time since training began; of a resumed run, without the time between checkpoint and resuming. Where nobody
    /// watches (no progress, rule, schedule or checkpoints), that of epochs far shorter than 20 µs may be taken from one shortly before.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The loss by which the epoch is judged: <see cref="ValidationLoss"/> if there is one, otherwise <see cref="TrainingLoss"/> if it was measured,
    /// otherwise <see cref="RunningLoss"/>.</summary>
    public double Loss => ValidationLoss ?? TrainingLoss ?? RunningLoss;

    /// <summary>The accuracy by which the epoch is judged, taken as <see cref="Loss"/> is.</summary>
    public double? Accuracy => ValidationLoss is not null ? ValidationAccuracy : TrainingLoss is not null ? TrainingAccuracy : RunningAccuracy;

    /// <summary>"epoch 12: running loss 0.0931, validation loss 0.1024, accuracy 97.3%"; where the training loss was measured at the end of the epoch, that
    /// instead of the running loss.</summary>
    public override string ToString()
    {
        string text = TrainingLoss is { } training
            ? $"epoch {Epoch}: training loss {MessageText.Short(training)}"
            : $"epoch {Epoch}: running loss {MessageText.Short(RunningLoss)}";
        if (ValidationLoss is { } validation) text += $", validation loss {MessageText.Short(validation)}";
        if (Accuracy is { } accuracy) text += string.Create(System.Globalization.CultureInfo.InvariantCulture, $", accuracy {accuracy * 100:0.0}%");
        return text;
    }
}
