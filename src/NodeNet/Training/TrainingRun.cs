using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Persistence;
using NodeNet.Schedules;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <summary>One call of Train or Resume: the loop over epochs and batches.</summary>
internal sealed partial class TrainingRun
{
    private readonly Trainer _trainer;
    private readonly Network _network;
    private readonly TrainerOptions _options;
    private readonly StepperCache _steppers;
    private readonly RandomGenerator _random;
    private readonly TrainingExamples _training;
    private readonly CachedEvaluation _onTraining;
    private readonly CachedEvaluation? _onValidation;
    private readonly bool _isClassification;
    private readonly bool _measuresTrainingLoss;
    private readonly List<string> _notes = [];
    private readonly TrainingState _state;
    private readonly RunCheckpoints? _checkpoints;
    private readonly EpochClock _clock;
    private readonly EpochsTogether? _together;
    private readonly RunWatch _watch;
    private long _shapeVersion;

    /// <summary>Prepares a run.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="steppers">Its loops.</param>
    /// <param name="random">Its random numbers.</param>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="validation">The examples that are only measured, or null.</param>
    /// <param name="checkpoint">The run to continue; null to begin one.</param>
    public TrainingRun(
        Trainer trainer, StepperCache steppers, RandomGenerator random, TrainingExamples training, TrainingExamples? validation,
        CheckpointSource? checkpoint)
    {
        if (trainer.Options.Checkpoints?.Path is { } path) AtomicFile.RequireWritable(path); // not only when hours of training are to be saved
        _trainer = trainer;
        _network = trainer.Network;
        _options = trainer.Options;
        _steppers = steppers;
        _random = random;
        _training = training;
        _onTraining = new CachedEvaluation(_network, trainer.Loss, _options, training);
        _onValidation = validation is null ? null : new CachedEvaluation(_network, trainer.Loss, _options, validation);
        _isClassification = training.IsClassification;
        _measuresTrainingLoss = validation is null && (_options.KeepBest || _options is { StopWhen: not null, StopsByRunningLoss: false });

        RunFacts? facts = _options.Checkpoints is null && checkpoint is null ? null : RunFacts.Of(trainer, training, validation, _measuresTrainingLoss);
        _state = checkpoint is { } source ? GoOn(source, facts!) : Start();
        _shapeVersion = _network.ShapeVersion;
        bool isWatched = _options.Progress is not null || _options.StopWhen is not null || _options.Checkpoints is not null
            || _options.Schedule is not ConstantRate;
        _clock = new EpochClock(History.Count == 0 ? TimeSpan.Zero : History[^1].Elapsed, isWatched);
        if (validation is null && training is ExamplesInMemory { Data: var data } && EpochsTogether.Fit(_options, isWatched, data))
            _together = new EpochsTogether(_network, data, random, _options.Shuffle);
        _watch = RunWatch.Of(trainer, training);
        NoteArithmetic();
        if (_options.Precision == Precision.Single && !FastMode.IsOn)
        {
            _notes.Add($"Training was in double precision: {FastMode.Variable} turns the fast loops off, and the reference loops have no other.");
        }
        if (_options.Checkpoints is null) return;
        Capture();
        _checkpoints = new RunCheckpoints(_options.Checkpoints, facts!, _state);
    }

    private TrainingHistory History => _state.History;

    public TrainingResult Run(CancellationToken cancellation) => _watch.Around(History.Epochs, () =>
    {
        _onTraining.Cancellation = cancellation;
        if (_onValidation is not null) _onValidation.Cancellation = cancellation;
        try
        {
            return RunEpochs(cancellation);
        }
        catch (ExampleSourceException)
        {
            _checkpoints?.SaveAfterFault(); // the examples cannot be read any more; what was learned from them before is good
            throw;
        }
    });

    private TrainingResult RunEpochs(CancellationToken cancellation)
    {
        for (int epoch = History.Epochs + 1; ; epoch++)
        {
            if (History.Epochs > 0 && _options.StopWhen?.ReasonToStop(History) is { } reason) return End(StopReason.RuleSatisfied, reason);
            if (epoch > _options.Epochs) return End(StopReason.EpochsReached, $"{MessageText.Count(_options.Epochs, "epoch")} reached");
            if (cancellation.IsCancellationRequested) return End(StopReason.Cancelled, $"cancelled in epoch {epoch}");
            double rate = Rate(epoch);
            if (!RunWatch.IsOn && TakeTogether(epoch, rate, cancellation) is > 0 and int taken)
            {
                epoch += taken - 1;
                continue;
            }
            _watch.BeginEpoch(epoch, rate);

            double loss;
            double right = 0.0;
            long before = _steppers.Reference.Memory.Steps;
            try
            {
                loss = Steps(rate, ref right, cancellation);
            }
            catch (StepDivergedException trouble)
            {
                return NotFinite(epoch, rate, trouble.Message, trouble.Place, trouble.Value, trouble.Suspicion);
            }
            if (UpdatePass.FirstNotFinite(_network) is >= 0 and int parameter)
            {
                string name = _network.NameOfParameter(parameter);
                return NotFinite(epoch, rate, $"{name} is no longer a finite number", name, _network.Parameters[parameter]);
            }
            // Cancelled after its last step it has ended, and counts.
            bool isWhole = _steppers.Reference.Memory.Steps - before == _training.StepsOf(_options.BatchSize);
            if (!isWhole && cancellation.IsCancellationRequested) return End(StopReason.Cancelled, $"cancelled in epoch {epoch}");

            if (Measured(epoch, rate, loss, right, cancellation, out EpochNumbers report) is { } end) return end;
            EndEpoch(in report);
        }
    }

    private TrainingState Start() => new()
    {
        History = new TrainingHistory(),
        Before = [.. _network.Parameters],
        Parameters = [.. _network.Parameters],
        Best = _options.KeepBest ? [.. _network.Parameters] : null,
    };

    /// <summary>Brings network and trainer to where a saved run stands. What cannot be gone on with leaves both as they are.</summary>
    private TrainingState GoOn(CheckpointSource source, RunFacts facts)
    {
        TrainingState state = source.Read(facts);
        Restore(state.Parameters);
        _steppers.Reference.Memory.Restore(state.Memory, state.Steps, state.StepCounts);
        _random.State = state.Random;
        _trainer.LearningRate = state.LearningRate;
        return state;
    }

    /// <summary>Says what the last digits of the run cannot be counted on for.</summary>
    private void NoteArithmetic()
    {
        string now = Arithmetic.Of(_options);
        if (!_state.Arithmetics.Contains(now)) _state.Arithmetics.Add(now);
        if (_state.Arithmetics.Count > 1)
        {
            _notes.Add(
                $"The run has gone on with other loops or on another kind of machine ({string.Join("; then ", _state.Arithmetics)}): its numbers are as "
                    + "good, but not bit for bit those of a run without interruption.");
        }
    }

    private double Rate(int epoch)
    {
        double rate = _options.Schedule.Rate(_trainer.LearningRate, epoch, History);
        return double.IsFinite(rate) && rate >= 0.0 ? rate
            : throw new InvalidOperationException(
                $"The schedule {_options.Schedule.Name} gave the learning rate {MessageText.Exact(rate)} for epoch {epoch}; it must be a finite number, 0 "
                    + "or above.");
    }

    /// <summary>An epoch's steps, batch after batch; returns the sum of the examples' losses. Whatever ends them, the network holds the whole steps.</summary>
    private double Steps(double rate, ref double right, CancellationToken cancellation)
    {
        int batch = _training.BatchOf(_options.BatchSize);
        _network.BeginSteps();
        try
        {
            IStepper stepper = _steppers.For(batch);
            stepper.Load();
            try
            {
                return _training.TakeEpoch(stepper, batch, rate, ref right, cancellation);
            }
            finally
            {
                stepper.WriteBack();
            }
        }
        finally
        {
            _network.EndSteps();
            _network.Changed();
        }
    }

    /// <summary>A good epoch has ended: from here a run can continue.</summary>
    private void EndEpoch(in EpochNumbers report)
    {
        if (_checkpoints is not null) _checkpoints.IsWhole = false;
        History.Add(report);
        _watch.EndEpoch(in report, _training.Count);
        if (_options.KeepBest && (_state.BestEpoch == 0 || report.Loss < _state.BestLoss))
        {
            _state.Best = TrainingState.Copy(_network.Parameters, _state.Best);
            _state.BestEpoch = report.Epoch;
            _state.BestLoss = report.Loss;
        }
        _options.Progress?.Report(report.Report());
        FollowShape(report.Epoch);
        _state.Parameters = TrainingState.Copy(_network.Parameters, _state.Parameters); // with what a progress callback has assigned
        if (_checkpoints is null) return;
        Capture();
        _checkpoints.IsWhole = true;
        _checkpoints.SaveIfDue();
    }

    /// <summary>Where a progress callback has changed connections or activation functions, earlier weights would make a network that never was: the search for
    /// the best begins again.</summary>
    private void FollowShape(int epoch)
    {
        if (_shapeVersion == _network.ShapeVersion) return;
        _shapeVersion = _network.ShapeVersion;
        _state.BestEpoch = 0;
        _state.BestAfter = epoch;
    }

    private void Capture() => _state.Capture(_trainer.LearningRate, _random.State, _steppers.Reference.Memory);
}
