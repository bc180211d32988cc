using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Training;

/// <summary>How a run of <see cref="Trainer.Train(Data.DataSet, Data.DataSet, CancellationToken)"/> ended.</summary>
public sealed record TrainingResult
{
    /// <summary>Why training ended.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>Why training ended, in words.</summary>
    public required string Explanation { get; init; }

    /// <summary>What went wrong in a run that ended with <see cref="StopReason.NotFinite"/>; otherwise null.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>What else is to be known of the run, each in a sentence or two; usually nothing. First of all, if after twenty steps or more the network does
    /// no better than one that always answers the mean of the targets: that, and the most likely cause. <c>Diagnose</c> looks further.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The reports of the completed epochs, those of a resumed run from before included; of more than 10,000, of some (see
    /// <see cref="TrainingHistory"/>).</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>The mean loss over the training examples of the network as it now is, without the part of L1 and L2.</summary>
    /// <remarks>A run over a source that was cancelled ends without a reading more: this and the other losses and accuracies are then those of its last epoch
    /// (with <see cref="TrainerOptions.KeepBest"/>, of its best), the running ones where no others were measured, and NaN or null before the first. One of the
    /// <see cref="Notes"/> says so.</remarks>
    public required double TrainingLoss { get; init; }

    /// <summary>The share of training examples whose class the network as it now is predicts right; null if the targets name no classes.</summary>
    public required double? TrainingAccuracy { get; init; }

    /// <summary>The mean loss over the validation examples of the network as it now is; null without a validation set.</summary>
    public required double? ValidationLoss { get; init; }

    /// <summary>The share of validation examples whose class the network as it now is predicts right; null without a validation set or if the targets name no
    /// classes.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>How many epochs were completed.</summary>
    public int Epochs => History.Epochs;

    /// <summary>How long training took; of a resumed run, with the time up to the checkpoint.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>"100 epochs, training loss 0.0123, accuracy 100.0%: 100 epochs reached", and each of the <see cref="Notes"/> on a line of its own.</summary>
    public override string ToString()
    {
        string loss = double.IsNaN(TrainingLoss) ? "no loss measured" : $"training loss {MessageText.Short(TrainingLoss)}";
        string text = $"{MessageText.Count(Epochs, "epoch")}, {loss}";
        if (ValidationLoss is { } validation) text += $", validation loss {MessageText.Short(validation)}";
        if ((ValidationLoss is null ? TrainingAccuracy : ValidationAccuracy) is { } accuracy)
            text += string.Create(System.Globalization.CultureInfo.InvariantCulture, $", accuracy {accuracy * 100:0.0}%");
        return string.Join("\n", [$"{text}: {Explanation}", .. Notes.Select(note => $"  {note}")]);
    }
}

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary><see cref="TrainerOptions.Epochs"/> was reached.</summary>
    EpochsReached,

    /// <summary>The rule <see cref="TrainerOptions.StopWhen"/> asked for it.</summary>
    RuleSatisfied,

    /// <summary>The cancellation token asked for it. The network keeps what it had learned by then.</summary>
    Cancelled,

    /// <summary>A loss, gradient, weight or bias was no longer a finite number (see <see cref="TrainingResult.Divergence"/>). The network keeps its weights
    /// from the end of the last good epoch, or those from before training if that is the only good state; the optimizer starts again.</summary>
    NotFinite,
}
