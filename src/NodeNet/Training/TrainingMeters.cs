using System.Diagnostics.Metrics;

namespace NodeNet.Training;

/// <summary>The instruments of a training; docs/watching.md says what each measures.</summary>
internal static class TrainingMeters
{
    private const string Set = "nodenet.set";

    private static Meter Meter => Watching.Meter;

    public static Gauge<double> Loss { get; } = Meter.CreateGauge<double>(
        "nodenet.training.loss", null, "The loss of an epoch, by the set it was measured on.");

    public static Gauge<double> Accuracy { get; } = Meter.CreateGauge<double>(
        "nodenet.training.accuracy", "1", "The share of examples whose class was predicted right, by the set.");

    public static Gauge<double> Penalty { get; } = Meter.CreateGauge<double>("nodenet.training.penalty", null, "The part of L1 and L2.");

    public static Gauge<double> Rate { get; } = Meter.CreateGauge<double>("nodenet.training.learning_rate", null, "The learning rate of the epoch's steps.");

    public static Gauge<double> Speed { get; } = Meter.CreateGauge<double>(
        "nodenet.training.speed", "{example}/s", "Examples learned from a second of the epoch, validation included in the time.");

    public static Gauge<double> GradientNorm { get; } = Meter.CreateGauge<double>(
        "nodenet.training.gradient_norm", null, "The length of the mean gradient over some examples at the end of the epoch.");

    public static Gauge<double> DeadNodes { get; } = Meter.CreateGauge<double>(
        "nodenet.training.dead_nodes", "1", "The share of hidden nodes that are 0 and flat on all of some examples.");

    public static Counter<long> Epochs { get; } = Meter.CreateCounter<long>("nodenet.training.epochs", "{epoch}", "Epochs that have ended.");

    public static Counter<long> Examples { get; } = Meter.CreateCounter<long>("nodenet.training.examples", "{example}", "Examples learned from.");

    public static Counter<long> Steps { get; } = Meter.CreateCounter<long>("nodenet.training.steps", "{step}", "Steps of the optimizer.");

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>(
        "nodenet.training.epoch.duration", "s", "How long epochs took, with measuring.");

    public static Counter<long> Allocated { get; } = Meter.CreateCounter<long>(
        "nodenet.training.gc.allocated", "By", "What the process allocated while epochs ran.");

    public static Counter<long> Collections { get; } = Meter.CreateCounter<long>(
        "nodenet.training.gc.collections", "{collection}", "Garbage collections of the process while epochs ran, by generation.");

    public static Counter<double> Pause { get; } = Meter.CreateCounter<double>(
        "nodenet.training.gc.pause", "s", "How long garbage collections of the process paused it while epochs ran.");

    /// <summary>Whether somebody listens to any of them.</summary>
    public static bool AreWatched => Loss.Enabled || Epochs.Enabled || Examples.Enabled || Steps.Enabled || Speed.Enabled || Accuracy.Enabled || Rate.Enabled
        || Penalty.Enabled || Duration.Enabled || GradientNorm.Enabled || DeadNodes.Enabled || ArePausesWatched;

    /// <summary>Whether somebody listens to garbage collection.</summary>
    public static bool ArePausesWatched => Allocated.Enabled || Collections.Enabled || Pause.Enabled;

    /// <summary>Reports a figure of a set, unless it was not measured.</summary>
    public static void Record(Gauge<double> gauge, double value, string set)
    {
        if (!double.IsNaN(value)) gauge.Record(value, new KeyValuePair<string, object?>(Set, set));
    }
}
