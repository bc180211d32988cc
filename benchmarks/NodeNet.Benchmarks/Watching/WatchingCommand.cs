using System.CommandLine;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using NodeNet.Benchmarks.Kernels;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Watching;

/// <summary>watching: what listeners cost a training, beside none, in turn. Epochs are as short as they come, so that what one costs is not lost in its
/// steps.</summary>
internal static class WatchingCommand
{
    private const int Epochs = 20_000;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured, in turn; the median counts.", DefaultValueFactory = _ => 9 };
        var examples = new Option<int>("--examples") { Description = "How many examples an epoch has.", DefaultValueFactory = _ => 4 };
        var command = new Command("watching", "Measures what listeners cost a training, beside none.") { rounds, examples };
        command.SetAction(parsed => Run(parsed.GetValue(examples), parsed.GetValue(rounds), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(int examples, int rounds, TextWriter output)
    {
        (string Who, Func<IDisposable?> Listen)[] all =
        [
            ("nobody listens", () => null),
            ("nobody listens, again", () => null),
            ("losses, speed and counters", () => Meters(name => !name.EndsWith("norm", StringComparison.Ordinal) && !IsOfNodes(name))),
            ("and the gradient and dead nodes", () => Meters(_ => true)),
            ("spans", Spans),
        ];
        DataSet data = Given.Examples(Given.Network("4-8-3"), examples);
        var measured = all.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round <= rounds; round++)
        {
            for (int i = 0; i < all.Length; i++)
            {
                using IDisposable? listener = all[i].Listen();
                double seconds = Train(data);
                if (round > 0) measured[i].Add(seconds); // the first warms up
            }
        }
        output.WriteLine("| who listens | ns an epoch | divided by nobody's |");
        output.WriteLine("| --- | ---: | ---: |");
        double[] medians = [.. measured.Select(times => times.Order().ElementAt(times.Count / 2))];
        for (int i = 0; i < all.Length; i++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {all[i].Who} | {medians[i] / Epochs * 1e9:0} | {medians[i] / medians[0]:0.00} |"));
        }
    }

    private static double Train(DataSet data)
    {
        var trainer = new Trainer(
            Given.Network("4-8-3"), new SumOfSquaredErrors(), new TrainerOptions { Epochs = Epochs, Shuffle = false, LearningRate = 0.001 });
        long start = Stopwatch.GetTimestamp();
        trainer.Train(data);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static bool IsOfNodes(string name) => name.EndsWith("dead_nodes", StringComparison.Ordinal);

    private static MeterListener Meters(Func<string, bool> isWanted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == NodeNet.Training.Watching.Name && isWanted(instrument.Name)) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        listener.Start();
        return listener;
    }

    private static ActivityListener Spans()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == NodeNet.Training.Watching.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
