using System.Diagnostics;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Throughput;

/// <summary>How many examples a second <see cref="Trainer.Train"/> learns from.</summary>
internal static class TrainingSpeed
{
    private const double WarmUpSeconds = 1.0;

    // Epochs shorter than this in sum say too little about how long one takes.
    private const double LeastMeasuredSeconds = 0.1;

    /// <summary>Samples a second, one number a repetition, after a warm-up.</summary>
    public static double[] Measure(Workload workload)
    {
        Settings settings = workload.Settings;
        int epochs = EpochsFor(workload, settings.Seconds);
        var trainer = new Trainer(workload.Network, workload.Loss, workload.TrainerOptions(epochs));
        var results = new double[settings.Repeat];
        for (int run = 0; run < results.Length; run++)
            results[run] = (epochs - 1.0) * settings.Rows / SecondsAfterFirstEpoch(trainer, workload);
        return results;
    }

    /// <summary>Lets the runtime compile its best code, and finds out how many epochs last so long.</summary>
    private static int EpochsFor(Workload workload, double seconds)
    {
        var watch = Stopwatch.StartNew();
        for (int epochs = 2; ; epochs = checked(epochs * 2))
        {
            var trainer = new Trainer(workload.Network, workload.Loss, workload.TrainerOptions(epochs));
            double measured = SecondsAfterFirstEpoch(trainer, workload);
            if (measured >= LeastMeasuredSeconds && watch.Elapsed.TotalSeconds >= WarmUpSeconds)
                return checked(1 + (int)Math.Ceiling(seconds * (epochs - 1) / measured));
        }
    }

    /// <summary>From the end of the first epoch to the end of the last: neither the setting up of a run nor its final evaluation counts.</summary>
    private static double SecondsAfterFirstEpoch(Trainer trainer, Workload workload)
    {
        TrainingResult result = trainer.Train(workload.Examples);
        if (result.Reason != StopReason.EpochsReached)
            throw new InvalidOperationException($"Training ended early: {result.Explanation}");
        return (result.History[^1].Elapsed - result.History[0].Elapsed).TotalSeconds;
    }
}
