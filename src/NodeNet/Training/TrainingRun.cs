using System.Diagnostics;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Metrics;

namespace NodeNet.Training;

/// <summary>One call of <see cref="Trainer.Train"/>: the loop over epochs and batches.</summary>
internal sealed class TrainingRun
{
    private readonly Trainer _trainer;
    private readonly Network _network;
    private readonly TrainerOptions _options;
    private readonly StepperCache _steppers;
    private readonly RandomGenerator _random;
    private readonly DataSet _training;
    private readonly DataSet? _validation;
    private readonly bool _isClassification;
    private readonly bool _measuresTrainingLoss;
    private readonly int[] _order;
    private readonly TrainingHistory _history = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double[] _before;
    private double[] _lastGood;
    private double[]? _best;

    public TrainingRun(Trainer trainer, StepperCache steppers, RandomGenerator random, DataSet training, DataSet? validation)
    {
        _trainer = trainer;
        _network = trainer.Network;
        _options = trainer.Options;
        _steppers = steppers;
        _random = random;
        _training = training;
        _validation = validation;
        _isClassification = training.IsClassification;
        _measuresTrainingLoss = validation is null && (_options.KeepBest || _options.StopWhen is not null);
        _order = new int[training.Count];
        _before = [.. _network.Parameters];
        _lastGood = [.. _network.Parameters];
        _best = _options.KeepBest ? [.. _network.Parameters] : null;
    }

    public TrainingResult Run(CancellationToken cancellation)
    {
        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            if (cancellation.IsCancellationRequested) return End(StopReason.Cancelled, $"cancelled in epoch {epoch}");
            double rate = Rate(epoch);
            PutInOrder();

            double loss;
            int right = 0;
            try
            {
                loss = Steps(rate, ref right, cancellation);
            }
            catch (NotFiniteNumberException trouble)
            {
                return NotFinite(epoch, trouble.Message);
            }
            if (UpdatePass.FirstNotFinite(_network) is { } name)
                return NotFinite(epoch, $"{name} is no longer a finite number. {StepLoop.Advice}");
            if (cancellation.IsCancellationRequested) return End(StopReason.Cancelled, $"cancelled in epoch {epoch}");

            EpochReport report = Report(epoch, rate, loss / _training.Count, (double)right / _training.Count);
            if (!double.IsFinite(report.Loss)) return NotFinite(epoch, $"The loss is {Naming.Exact(report.Loss)}. {StepLoop.Advice}");
            // The report's loss is from before the steps. No later epoch will see what the very last step did.
            if (epoch == _options.Epochs && !_measuresTrainingLoss && !double.IsFinite(LossNow()))
                return NotFinite(epoch, $"The loss after its last step is {Naming.Exact(LossNow())}. {StepLoop.Advice}");
            Remember(report);
            _options.Progress?.Report(report);
            if (_options.StopWhen?.ReasonToStop(_history) is { } reason) return End(StopReason.RuleSatisfied, reason);
        }
        return End(StopReason.EpochsReached, $"{Naming.Count(_options.Epochs, "epoch")} reached");
    }

    private double Rate(int epoch)
    {
        double rate = _options.Schedule.Rate(_trainer.LearningRate, epoch, _history);
        return double.IsFinite(rate) && rate >= 0.0 ? rate
            : throw new InvalidOperationException($"The schedule {_options.Schedule.Name} gave the learning rate {Naming.Exact(rate)} for epoch {epoch}; it must be a finite number, 0 or above.");
    }

    /// <summary>The order of an epoch. It hangs on the random generator alone, so that two runs of one trainer take the examples as one long run does.</summary>
    private void PutInOrder()
    {
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        if (_options.Shuffle) _random.Shuffle<int>(_order);
    }

    private double LossNow() => _trainer.Evaluate(_training).Loss;

    /// <summary>An epoch's steps, batch after batch; returns the sum of the examples' losses.</summary>
    private double Steps(double rate, ref int right, CancellationToken cancellation)
    {
        int batch = Math.Min(_options.BatchSize, _order.Length);
        IStepper stepper = _steppers.For(batch);
        try
        {
            stepper.Load();
            double loss = stepper.Run(_training, _order, batch, rate, ref right, cancellation);
            stepper.WriteBack();
            return loss;
        }
        finally
        {
            _network.Changed();
        }
    }

    private EpochReport Report(int epoch, double rate, double loss, double accuracy)
    {
        Evaluation? onTraining = _measuresTrainingLoss ? _trainer.Evaluate(_training) : null;
        Evaluation? onValidation = _validation is null ? null : _trainer.Evaluate(_validation);
        return new EpochReport
        {
            Epoch = epoch,
            LearningRate = rate,
            TrainingLoss = onTraining?.Loss ?? loss,
            TrainingAccuracy = onTraining is not null ? onTraining.Accuracy : _isClassification ? accuracy : null,
            ValidationLoss = onValidation?.Loss,
            ValidationAccuracy = onValidation?.Accuracy,
            Penalty = UpdatePass.Penalty(_network, _options),
            Elapsed = _watch.Elapsed,
        };
    }

    private void Remember(EpochReport report)
    {
        _history.Add(report);
        Save(ref _lastGood);
        if (_best is not null && ReferenceEquals(_history.Best, report)) Save(ref _best);
    }

    private void Save(ref double[] parameters)
    {
        if (parameters.Length != _network.Parameters.Length) parameters = new double[_network.Parameters.Length]; // a block of connections was added
        _network.Parameters.CopyTo(parameters, 0);
    }

    private TrainingResult NotFinite(int epoch, string trouble)
    {
        Restore(_lastGood);
        bool fromBefore = epoch == 1;
        if (!fromBefore && !double.IsFinite(LossNow()))
        {
            // The epoch before ended just short of the trouble.
            Restore(_before);
            fromBefore = true;
        }
        _steppers.Reference.Memory.Forget();
        string kept = _best is not null && _history.Count > 0 ? "those of its best epoch"
            : fromBefore ? "those from before training"
            : $"those from the end of epoch {epoch - 1}";
        return End(StopReason.NotFinite, $"in epoch {epoch}: {trouble} The network's weights are {kept}");
    }

    private TrainingResult End(StopReason reason, string explanation)
    {
        if (_best is not null && _history.Best is { } best)
        {
            Restore(_best);
            explanation += $"; kept the best, from epoch {best.Epoch}";
        }
        Evaluation onTraining = _trainer.Evaluate(_training);
        Evaluation? onValidation = _validation is null ? null : _trainer.Evaluate(_validation);
        return new TrainingResult
        {
            Reason = reason,
            Explanation = explanation,
            History = _history,
            TrainingLoss = onTraining.Loss,
            TrainingAccuracy = onTraining.Accuracy,
            ValidationLoss = onValidation?.Loss,
            ValidationAccuracy = onValidation?.Accuracy,
            Elapsed = _watch.Elapsed,
        };
    }

    /// <summary>Goes back to saved numbers. What was disconnected meanwhile (by a progress callback) stays so; what was connected meanwhile gets 0.</summary>
    private void Restore(double[] parameters)
    {
        for (int p = 0; p < _network.Parameters.Length; p++)
            _network.Parameters[p] = p < parameters.Length && _network.Exists(p) ? parameters[p] : 0.0;
        _network.Changed();
    }
}
