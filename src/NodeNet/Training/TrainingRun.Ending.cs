using NodeNet.History;
using NodeNet.Metrics;

namespace NodeNet.Training;

/// <content>How a run ends.</content>
internal sealed partial class TrainingRun
{
    private TrainingResult NotFinite(int epoch, double rate, string trouble, string? place, double value, string? suspect = null)
    {
        Restore(_state.Parameters);
        bool fromBefore = epoch == 1;
        if (!fromBefore && !double.IsFinite(_onTraining.Now.Loss))
        {
            Restore(_state.Before);
            fromBefore = true;
        }
        _steppers.Reference.Memory.Forget();
        string kept = _options.KeepBest && _state.BestEpoch > 0 ? "those of its best epoch"
            : fromBefore ? "those from before training"
            : $"those from the end of epoch {epoch - 1}";
        var divergence = new Divergence
        {
            Epoch = epoch,
            Place = place,
            Value = value,
            Problem = trouble,
            Advice = DivergenceAdvice.For(_trainer, _training.Sample, History, rate, suspect),
        };
        return End(StopReason.NotFinite, $"{divergence} The network's weights are {kept}", divergence);
    }

    private TrainingResult End(StopReason reason, string explanation, Divergence? divergence = null)
    {
        _checkpoints?.SaveAtEnd(reason);
        if (_options.KeepBest) explanation += KeepBest();
        (Evaluation training, Evaluation? validation) = Losses(reason);
        if (reason != StopReason.NotFinite && RunFindings.Of(_trainer, _training, History, training.Loss) is { } finding) _notes.Insert(0, finding);
        return new TrainingResult
        {
            Reason = reason,
            Explanation = explanation,
            Divergence = divergence,
            Notes = _notes.AsReadOnly(),
            History = History,
            TrainingLoss = training.Loss,
            TrainingAccuracy = training.Accuracy,
            ValidationLoss = validation?.Loss,
            ValidationAccuracy = validation?.Accuracy,
            Elapsed = _clock.Now,
        };
    }

    /// <summary>The losses of the network as it now is; where a reading of a source would keep who cancels waiting, the last known.</summary>
    private (Evaluation Training, Evaluation? Validation) Losses(StopReason reason)
    {
        if (reason != StopReason.Cancelled || !_training.IsReadAgain)
        {
            try
            {
                return (_onTraining.Now, _onValidation?.Now);
            }
            catch (OperationCanceledException) when (_onTraining.Cancellation.IsCancellationRequested)
            {
                // Cancelled while the loss was measured of a run that was over.
            }
        }
        if (Last() is not { } last)
        {
            _notes.Add("It was cancelled before an epoch had ended, so that no loss is known: measuring it would have been a reading of the whole source.");
            return (new Evaluation(double.NaN, null), null);
        }
        bool isMeasured = !double.IsNaN(last.TrainingLoss);
        _notes.Add(
            $"The losses are those of epoch {last.Epoch}{(isMeasured ? "" : ", of training that of each example before its step")}: after the cancellation "
                + "none was measured, which would have been a reading of the whole source.");
        var training = new Evaluation(isMeasured ? last.TrainingLoss : last.RunningLoss, Known(isMeasured ? last.TrainingAccuracy : last.RunningAccuracy));
        return (training, _onValidation is null ? null : new Evaluation(last.ValidationLoss, Known(last.ValidationAccuracy)));
    }

    private static double? Known(double accuracy) => double.IsNaN(accuracy) ? null : accuracy;

    /// <summary>The report of the epoch whose weights the network has, or had before the steps of the one that was cancelled; null before the first.</summary>
    private EpochNumbers? Last()
    {
        if (History.Count == 0) return null;
        for (int i = History.Count - 1; _options.KeepBest && i >= 0; i--)
        {
            if (History.Numbers(i).Epoch == _state.BestEpoch) return History.Numbers(i);
        }
        return History.Numbers(History.Count - 1);
    }

    /// <summary>Goes back to the best epoch, and says so.</summary>
    private string KeepBest()
    {
        if (_state.BestEpoch == 0)
        {
            return _state.BestAfter == 0 ? "" : $"; kept the last, since there is no epoch after the change of the network in epoch {_state.BestAfter}";
        }
        Restore(_state.Best!);
        string since = _state.BestAfter == 0 ? "" : $" of those since the network was changed after epoch {_state.BestAfter}";
        return $"; kept the best{since}, from epoch {_state.BestEpoch}";
    }

    /// <summary>Goes back to saved numbers. What was disconnected meanwhile (by a progress callback) stays so; what was connected meanwhile gets 0.</summary>
    private void Restore(double[] parameters)
    {
        for (int p = 0; p < _network.Parameters.Length; p++)
            _network.Parameters[p] = p < parameters.Length && _network.Exists(p) ? parameters[p] : 0.0;
        _network.Changed();
    }
}
