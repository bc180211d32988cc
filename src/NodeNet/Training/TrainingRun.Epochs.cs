using System.Runtime.CompilerServices;
using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Training;

/// <content>The ends of epochs.</content>
internal sealed partial class TrainingRun
{
    /// <summary>Takes epochs at a stretch, up to the next look at the clock and never the run's last.</summary>
    /// <returns>How many; 0 where they have to be taken one by one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeTogether(int epoch, double rate, CancellationToken cancellation)
    {
        int most = Math.Min(_clock.EpochsToNextLook, _options.Epochs - epoch);
        if (_together is null || most < 2) return 0;
        int taken = _together.Run(_steppers.For(_training.BatchOf(_options.BatchSize)), most, rate, _state.Parameters, cancellation);
        if (taken == 0) return 0;
        EpochNumbers report = Report(epoch, rate, double.NaN, double.NaN);
        long count = _training.Count;
        for (int e = 0; e < taken; e++)
        {
            report.Epoch = epoch + e;
            report.RunningLoss = _together.Losses[e] / count;
            if (_isClassification) report.RunningAccuracy = (double)_together.Right[e] / count;
            if (e > 0) report.ElapsedTicks = _clock.OfEpoch().Ticks;
            History.Add(report);
        }
        _state.Parameters = TrainingState.Copy(_network.Parameters, _state.Parameters);
        return taken;
    }

    /// <summary>Looks at an epoch whose steps are over.</summary>
    /// <returns>The end of the run, if it cannot go on from there; null if it can.</returns>
    private TrainingResult? Measured(int epoch, double rate, double loss, double right, CancellationToken cancellation, out EpochNumbers report)
    {
        report = default;
        try
        {
            report = Report(epoch, rate, loss / _training.TotalWeight, right / _training.TotalWeight);
            double reported = double.IsFinite(report.RunningLoss) ? report.Loss : report.RunningLoss;
            if (!double.IsFinite(reported)) return NotFinite(epoch, rate, $"The loss is {MessageText.Exact(reported)}", null, reported);
            if (!double.IsFinite(report.Penalty))
                return NotFinite(epoch, rate, $"The part of L1 and L2 is {MessageText.Exact(report.Penalty)}", null, report.Penalty);

            // The report's loss is from before the steps. No later epoch will see what the very last step did.
            bool isLast = epoch == _options.Epochs;
            return isLast && !double.IsFinite(_onTraining.Now.Loss)
                ? NotFinite(epoch, rate, $"The loss after its last step is {MessageText.Exact(_onTraining.Now.Loss)}", null, _onTraining.Now.Loss) : null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return End(StopReason.Cancelled, $"cancelled in epoch {epoch}"); // a source is read to measure a loss, which may take long
        }
    }

    private EpochNumbers Report(int epoch, double rate, double loss, double accuracy) => new()
    {
        Epoch = epoch,
        BaseLearningRate = _trainer.LearningRate,
        LearningRate = rate,
        RunningLoss = loss,
        RunningAccuracy = _isClassification ? accuracy : double.NaN,
        TrainingLoss = _measuresTrainingLoss ? _onTraining.Now.Loss : double.NaN,
        TrainingAccuracy = _measuresTrainingLoss ? _onTraining.Now.Accuracy ?? double.NaN : double.NaN,
        ValidationLoss = _onValidation?.Now.Loss ?? double.NaN,
        ValidationAccuracy = _onValidation?.Now.Accuracy ?? double.NaN,
        Penalty = UpdatePass.Penalty(_network, _options.Penalty),
        ElapsedTicks = _clock.OfEpoch().Ticks,
    };
}
