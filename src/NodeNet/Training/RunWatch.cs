using System.Diagnostics;
using NodeNet.Data;
using NodeNet.History;

namespace NodeNet.Training;

/// <summary>Tells listeners of a run (<see cref="Watching"/>): a span for the run and one an epoch, and the figures of each epoch. Where nobody listens it
/// costs some comparisons an epoch.</summary>
/// <param name="trainer">The trainer.</param>
/// <param name="examples">How many examples an epoch has; 0 if that is not known before the first has ended.</param>
/// <param name="sample">Some examples to look at, made when a listener first asks.</param>
internal sealed class RunWatch(Trainer trainer, long examples, Func<DataSet> sample)
{
    private readonly TrainerOptions _options = trainer.Options;
    private DataSet? _sample;
    private Activity? _run;
    private Activity? _epoch;
    private long _began; // 0: nobody watched when the epoch began
    private GcFigures _gc;

    /// <summary>The watch of a run over examples.</summary>
    public static RunWatch Of(Trainer trainer, TrainingExamples training) => new(trainer, training.Count, () => Sample(training.Sample));

    /// <summary>Whether somebody listens.</summary>
    public static bool IsOn => TrainingMeters.AreWatched || Watching.Source.HasListeners();

    /// <summary>Runs, in a span of its own.</summary>
    /// <param name="epochsBefore">How many epochs a resumed run has behind it.</param>
    /// <param name="run">The run.</param>
    public TrainingResult Around(int epochsBefore, Func<TrainingResult> run)
    {
        Activity? outer = Activity.Current;
        _run = Watching.Source.StartActivity("nodenet.train");
        Describe(epochsBefore);
        try
        {
            TrainingResult result = run();
            Conclude(result);
            return result;
        }
        catch (Exception trouble)
        {
            _run?.SetStatus(ActivityStatusCode.Error, trouble.Message);
            throw;
        }
        finally
        {
            _epoch?.Dispose();
            _run?.Dispose();
            if (Activity.Current != outer) Activity.Current = outer; // a span that a listener has left open
        }
    }

    /// <summary>An epoch begins.</summary>
    public void BeginEpoch(int epoch, double rate)
    {
        _began = 0;
        if (!IsOn) return;
        _epoch?.Dispose(); // one that has ended without a report
        _epoch = Watching.Source.StartActivity("nodenet.epoch");
        _epoch?.SetTag("nodenet.epoch", epoch).SetTag("nodenet.learning_rate", rate);
        if (TrainingMeters.ArePausesWatched) _gc = GcFigures.Now;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>An epoch has ended well.</summary>
    /// <param name="report">Its numbers.</param>
    /// <param name="learned">How many examples were learned from.</param>
    public void EndEpoch(in EpochNumbers report, long learned)
    {
        if (_began == 0) return; // a listener who has come meanwhile hears of the next
        TrainingMeters.Record(TrainingMeters.Loss, report.RunningLoss, "running");
        TrainingMeters.Record(TrainingMeters.Loss, report.TrainingLoss, "training");
        TrainingMeters.Record(TrainingMeters.Loss, report.ValidationLoss, "validation");
        TrainingMeters.Record(TrainingMeters.Accuracy, report.RunningAccuracy, "running");
        TrainingMeters.Record(TrainingMeters.Accuracy, report.TrainingAccuracy, "training");
        TrainingMeters.Record(TrainingMeters.Accuracy, report.ValidationAccuracy, "validation");
        TrainingMeters.Rate.Record(report.LearningRate);
        TrainingMeters.Penalty.Record(report.Penalty);
        TrainingMeters.Epochs.Add(1);
        TrainingMeters.Examples.Add(learned);
        TrainingMeters.Steps.Add((learned - 1) / Math.Min(_options.BatchSize, learned) + 1);
        RecordTime(learned);
        RecordSampled();
        EndSpan(in report);
    }

    /// <summary>Rows taken evenly from all, the same each time: a sorted table gives some of every kind.</summary>
    private static DataSet Sample(DataSet data)
    {
        if (data.Count <= Watching.SampledExamples) return data;
        var rows = new int[Watching.SampledExamples];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (int)((long)i * data.Count / rows.Length);
        return data.Select(rows);
    }

    private void RecordTime(long learned)
    {
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        TrainingMeters.Duration.Record(seconds);
        if (seconds > 0.0) TrainingMeters.Speed.Record(learned / seconds);
        if (TrainingMeters.ArePausesWatched && _gc.IsTaken) _gc.RecordSince();
        _gc = default;
    }

    private void RecordSampled()
    {
        if (!TrainingMeters.GradientNorm.Enabled && !TrainingMeters.DeadNodes.Enabled) return;
        SampledFigures figures = SampledFigures.Of(trainer.Network, trainer.Loss, _sample ??= sample());
        TrainingMeters.GradientNorm.Record(figures.GradientNorm);
        if (!double.IsNaN(figures.DeadShare)) TrainingMeters.DeadNodes.Record(figures.DeadShare);
    }

    private void EndSpan(in EpochNumbers report)
    {
        if (_epoch is null) return;
        _epoch.SetTag("nodenet.running_loss", report.RunningLoss);
        if (!double.IsNaN(report.TrainingLoss)) _epoch.SetTag("nodenet.training_loss", report.TrainingLoss);
        if (!double.IsNaN(report.ValidationLoss)) _epoch.SetTag("nodenet.validation_loss", report.ValidationLoss);
        _epoch.Dispose();
        _epoch = null;
    }

    private void Describe(int epochsBefore)
    {
        if (_run is not { IsAllDataRequested: true }) return;
        _run.SetTag("nodenet.layers", string.Join('-', trainer.Network.Layers.Select(layer => layer.Count)))
            .SetTag("nodenet.loss", trainer.Loss.Name)
            .SetTag("nodenet.optimizer", _options.Optimizer.Name)
            .SetTag("nodenet.batch_size", _options.BatchSize)
            .SetTag("nodenet.most_epochs", _options.Epochs)
            .SetTag("nodenet.seed", _options.Seed);
        if (examples > 0) _run.SetTag("nodenet.examples", examples);
        if (epochsBefore > 0) _run.SetTag("nodenet.resumed_after_epoch", epochsBefore);
    }

    private void Conclude(TrainingResult result)
    {
        if (_run is not { IsAllDataRequested: true }) return;
        _run.SetTag("nodenet.reason", result.Reason.ToString())
            .SetTag("nodenet.epochs", result.Epochs)
            .SetTag("nodenet.training_loss", result.TrainingLoss)
            .SetTag("nodenet.validation_loss", result.ValidationLoss);
        if (result.Reason == StopReason.NotFinite) _run.SetStatus(ActivityStatusCode.Error, result.Explanation);
        else _run.SetStatus(ActivityStatusCode.Ok);
    }
}
