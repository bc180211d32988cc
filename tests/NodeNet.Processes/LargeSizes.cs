using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Processes;

/// <summary>Calls at sizes where 32-bit products overflow. They take minutes, so tests/large runs them and not the suite; each must end well, within its
/// memory.</summary>
public static class LargeSizes
{
    private const int DeepRows = 888_864; // times the 4,832 places of its nodes: just beyond 2³²
    private const long MiB = 1 << 20;

    private static readonly TrainerOptions _options = new() { LearningRate = 1e-6, BatchSize = TrainerOptions.FullBatch, Epochs = 1 };

    private static readonly (string Name, string What, long MostMiB, Action Run)[] _all =
    [
        ("full-batch", "888,864 rows through a hundred layers of 48 nodes, a full batch", 600, () => Train(Deep(), DeepData(), _options)),
        ("from-inputs", "the same with every layer fed by the inputs alone", 600, () => Train(Deep(from: [0]), DeepData(), _options)),
        ("single", "the same in single precision", 600, () => Train(Deep(), DeepData(), _options with { Precision = Precision.Single })),
        ("step", "the same by Trainer.Step(DataSet)", 600, () => Finite(new Trainer(Deep(), new SumOfSquaredErrors(), _options).Step(DeepData()))),
        ("wide", "1,000,000 rows of 1-2200-1, a full batch", 600, () => Train(Wide(), Data(1_000_000), _options)),
        ("predict", "predictions and evaluation of 1,000,000 rows of 1-2200-1", 600, () => Predict(Wide(), Data(1_000_000))),
        ("predict-deep", "predictions and evaluation of 888,864 rows through a hundred layers", 600, () => Predict(Deep(), DeepData())),
        ("outputs", "100,000 predictions of 2,200 numbers each", 4000,
            () => Finite(new NetworkBuilder(1).AddLayer(2200, new Tanh()).Build(seed: 1).Predict(Data(100_000).Inputs)[99_999, 2199])),
        ("many-weights", "144 million weights, batches of two", 8000,
            () => Train(Dense(12_000, 12_000), Data(4, 12_000, 12_000), _options with { BatchSize = 2 })),
        ("threads", "as many threads as an int can count", 600,
            () => Train(Dense(100, 300, 1), Data(5000, 100), _options with { BatchSize = 1000, MaxDegreeOfParallelism = int.MaxValue, Epochs = 3 })),
    ];

    /// <summary>Runs some by their names, or all, each in a process of its own, so that each shows its own memory.</summary>
    /// <returns>Whether all ended well.</returns>
    public static bool Run(string[] names, TextWriter output)
    {
        if (names is [string one]) return RunHere(one, output);
        bool isGood = true;
        foreach (string name in names.Length == 0 ? _all.Select(scenario => scenario.Name) : names)
        {
            string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? ["exec", typeof(LargeSizes).Assembly.Location] : [];
            using Process process = Process.Start(Environment.ProcessPath!, [.. program, "large", name]);
            process.WaitForExit();
            if (process.ExitCode != 0) output.WriteLine($"{name}: FAILED, exit code {process.ExitCode}");
            isGood &= process.ExitCode == 0;
        }
        return isGood;
    }

    private static bool RunHere(string name, TextWriter output)
    {
        (string Name, string What, long MostMiB, Action Run) scenario = _all.Single(scenario => scenario.Name == name);
        var watch = Stopwatch.StartNew();
        scenario.Run();
        long peak = Process.GetCurrentProcess().PeakWorkingSet64 / MiB;
        bool isGood = peak <= scenario.MostMiB;
        output.WriteLine($"{scenario.Name}: {scenario.What}: {watch.Elapsed.TotalSeconds:0.0} s, "
            + $"{peak} MiB at most{(isGood ? "" : $", which is more than {scenario.MostMiB}: FAILED")}");
        return isGood;
    }

    private static void Train(Network network, DataSet data, TrainerOptions options)
    {
        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options).Train(data);
        if (result.Reason != StopReason.EpochsReached) throw new InvalidOperationException(result.ToString());
        Finite(result.TrainingLoss);
    }

    private static void Predict(Network network, DataSet data)
    {
        Rows outputs = network.Predict(data.Inputs);
        double[] last = network.Predict(data.Inputs[data.Count - 1]);
        if (outputs[data.Count - 1, 0] != last[0]) throw new InvalidOperationException("The last row alone has another prediction.");
        Finite(new Trainer(network, new SumOfSquaredErrors()).Evaluate(data).Loss);
    }

    private static void Finite(double number)
    {
        if (!double.IsFinite(number)) throw new InvalidOperationException($"{number} is no number that was to be expected.");
    }

    private static Network Deep(int[]? from = null)
    {
        var builder = new NetworkBuilder(inputs: 1);
        for (int layer = 0; layer < 100; layer++)
            builder.AddLayer(48, new Tanh(), from: from);
        return builder.AddLayer(1, new Identity()).Build(seed: 1);
    }

    private static Network Wide() => Dense(1, 2200, 1);

    private static Network Dense(params int[] sizes)
    {
        var builder = new NetworkBuilder(sizes[0]);
        foreach (int size in sizes[1..])
            builder.AddLayer(size, new Tanh());
        return builder.Build(seed: 1);
    }

    private static DataSet DeepData() => Data(DeepRows);

    private static DataSet Data(int rows, int inputs = 1, int targets = 1)
    {
        var random = new RandomGenerator(1);
        double[] Numbers(int count)
        {
            var numbers = new double[count];
            for (int i = 0; i < count; i++)
                numbers[i] = random.NextUniform(-0.5, 0.5);
            return numbers;
        }
        return DataSet.From(Rows.From(Numbers(rows * inputs), inputs), Rows.From(Numbers(rows * targets), targets));
    }
}
