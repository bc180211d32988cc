using System.Diagnostics;

namespace NodeNet.Benchmarks.Throughput;

/// <summary>How many predictions a second <see cref="Predictor"/> makes, or ONNX Runtime.</summary>
internal static class PredictionSpeed
{
    private const double WarmUpSeconds = 1.0;

    /// <summary>Samples a second, one number a repetition, after a warm-up.</summary>
    public static double[] Measure(Workload workload)
    {
        using RuntimeSession? session = workload.Settings.Engine == Engine.OnnxRuntime ? new RuntimeSession(workload) : null;
        Func<int> pass = session is not null ? session.Pass : workload.Settings.Mode == Mode.Predict ? AllRows(workload) : RowAfterRow(workload);
        Func<double> clock = workload.Settings.CountsProcessorTime ? ProcessorSeconds : WallSeconds;
        RowsPerSecond(pass, clock, WarmUpSeconds);
        var results = new double[workload.Settings.Repeat];
        for (int run = 0; run < results.Length; run++)
            results[run] = RowsPerSecond(pass, clock, workload.Settings.Seconds);
        return results;
    }

    private static double WallSeconds() => Stopwatch.GetElapsedTime(0).TotalSeconds;

    private static double ProcessorSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static double RowsPerSecond(Func<int> pass, Func<double> clock, double seconds)
    {
        long rows = 0;
        double start = clock(), elapsed;
        do
        {
            rows += pass();
            elapsed = clock() - start;
        }
        while (elapsed < seconds);
        return rows / elapsed;
    }

    /// <summary>All rows in a call; in single precision from floats to floats, so that nothing is converted.</summary>
    private static Func<int> AllRows(Workload workload)
    {
        if (workload.Settings.Precision != Precision.Single)
            return () => workload.Answers.Predict(workload.Examples.Inputs, workload.Settings.Threads).Count;
        float[] inputs = workload.InputsAs<float>();
        var outputs = new float[workload.Settings.Rows * workload.Settings.Sizes[^1]];
        return () =>
        {
            workload.Answers.Predict(inputs, outputs, workload.Settings.Threads);
            return workload.Settings.Rows;
        };
    }

    /// <summary>Goes on where the last pass ended. A pass is long enough for the clock not to count, and short enough for a large network.</summary>
    private static Func<int> RowAfterRow(Workload workload)
    {
        var outputs = new double[workload.Settings.Sizes[^1]];
        int length = 1 + (int)(2_000_000 / workload.Settings.Connections);
        int row = 0;
        return () =>
        {
            Predictor network = workload.Answers;
            Data.Rows inputs = workload.Examples.Inputs;
            for (int i = 0; i < length; i++)
            {
                network.Predict(inputs[row], outputs);
                if (++row == inputs.Count) row = 0;
            }
            return length;
        };
    }
}
