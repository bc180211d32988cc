using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Programs;

/// <summary>The trials that the silos of tests can do.</summary>
public static class TestTrials
{
    public static NodeNetSiloBuilder AddTo(NodeNetSiloBuilder silo, bool isQuick = true) => (isQuick ? silo.NoticeLossesQuickly() : silo)
        .CheckpointEvery(TimeSpan.FromSeconds(0.3))
        .AddTrial<string, int>("asleep", (file, context) => Sleep(file, context))
        .AddTrial<TrainingSpec, double>("training", (spec, _) => Train(spec))
        .AddTrial<TrainingSpec, LongResult>("long", TrainLong)
        .AddTrial<string, int>("poison", (file, context) => Poison(file, context));

    /// <summary>A training of a few hundred milliseconds; its result depends on what it is given alone.</summary>
    public static double Train(TrainingSpec spec) => Trainer(spec, null).Train(Data()).TrainingLoss;

    /// <summary>What an uninterrupted long training comes to.</summary>
    public static double WithoutInterruption(TrainingSpec spec) => Train(spec);

    private static LongResult TrainLong(TrainingSpec spec, TrialContext context)
    {
        int first = 0;
        Trainer trainer = Trainer(spec, context.Checkpoints, report => first = first == 0 ? report.Epoch : first);
        TrainingResult result = trainer.TrainOrResume(Data(), cancellation: context.Cancellation);
        return new LongResult(result.TrainingLoss, first, context.Attempt);
    }

    /// <summary>A trial that waits for a file, and does not ask whether it is still wanted.</summary>
    private static int Sleep(string file, TrialContext context)
    {
        Console.WriteLine($"asleep: trial {context.Number}, attempt {context.Attempt}");
        while (!File.Exists(file)) Thread.Sleep(20);
        return context.Attempt;
    }

    /// <summary>Ends the process where the spec says so; a line of the file for each attempt.</summary>
    private static int Poison(string file, TrialContext context)
    {
        if (file.Length == 0) return context.Number;
        File.AppendAllText(file, $"attempt {context.Attempt}\n");
        Environment.FailFast("a trial that kills its silo");
        return 0;
    }

    private static Trainer Trainer(TrainingSpec spec, CheckpointOptions? checkpoints, Action<History.EpochReport>? report = null)
    {
        Network network = new NetworkBuilder(inputs: 4).AddLayer(12, new Tanh()).AddLayer(1, new Sigmoid()).Build(spec.Seed);
        return new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions
        {
            LearningRate = spec.Rate,
            Epochs = spec.Epochs,
            BatchSize = 8,
            Seed = spec.Seed,
            MaxDegreeOfParallelism = 1,
            Checkpoints = checkpoints,
            Progress = report is null ? null : new AtOnce(report),
        });
    }

    private static DataSet Data()
    {
        var random = new RandomGenerator(5);
        double[][] inputs = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 4).Select(_ => random.NextUniform(-1.0, 1.0)).ToArray())];
        return DataSet.From(inputs, [.. inputs.Select(x => (double[])[x[0] * x[1] + x[2] > 0.1 * x[3] ? 1.0 : 0.0])]);
    }

    private sealed class AtOnce(Action<History.EpochReport> report) : IProgress<History.EpochReport>
    {
        public void Report(History.EpochReport value) => report(value);
    }
}

public sealed record TrainingSpec(double Rate, int Epochs, long Seed)
{
    public static TrainingSpec[] Sweep(int trials, int epochs = 150) =>
        [.. Enumerable.Range(0, trials).Select(i => new TrainingSpec(0.01 * (1 + i % 7), epochs, i))];
}

public sealed record LongResult(double Loss, int FirstEpoch, int Attempt);
