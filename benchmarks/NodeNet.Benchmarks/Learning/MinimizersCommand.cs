using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Learning;

/// <summary>minimizers FILE: how many passes each method takes to the loss that Adam has after 300 epochs, and how long a pass takes.
/// benchmarks/compare-minimizers writes the file.</summary>
internal static class MinimizersCommand
{
    private const int Starts = 7;
    private const int AdamEpochs = 300;
    private const int TimedPasses = 200;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Tables as JSON: x, y, hidden, kind (numbers, two, classes)." };
        var command = new Command("minimizers", "Passes to the loss that Adam has after 300 epochs: the median of seven starts.") { file };
        command.SetAction(parsed =>
        {
            using JsonDocument tables = JsonDocument.Parse(File.ReadAllText(parsed.GetRequiredValue(file)));
            foreach (JsonProperty table in tables.RootElement.EnumerateObject()) Run(table, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void Run(JsonProperty table, TextWriter output)
    {
        double[][] Rows(string name) =>
            [.. table.Value.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetDouble()).ToArray())];
        DataSet data = DataSet.From(Rows("x"), Rows("y"));
        int hidden = table.Value.GetProperty("hidden").GetInt32();
        string kind = table.Value.GetProperty("kind").GetString()!;
        ILoss loss = kind switch { "numbers" => new MeanSquaredError(), "two" => new BinaryCrossEntropy(), _ => new CrossEntropy() };
        var passes = new Dictionary<string, List<double>>();
        for (int start = 1; start <= Starts; start++)
        {
            Network adam = Built(start);
            var options = new TrainerOptions { Optimizer = new Adam(), LearningRate = 0.01, BatchSize = 32, Epochs = AdamEpochs, Seed = start };
            double aim = new Trainer(adam, loss, options).Train(data).TrainingLoss;
            foreach (IMinimizer method in (IMinimizer[])[new LBfgs(), new ScaledConjugateGradient(), new LevenbergMarquardt()])
            {
                if (method is LevenbergMarquardt && kind != "numbers") continue;
                MinimizationResult result = new Trainer(Built(start), loss).Minimize(data, new Until(method, aim), new MinimizerLimits { Passes = 3000 });
                if (!passes.TryGetValue(method.Name, out List<double>? all)) passes[method.Name] = all = [];
                all.Add(result.Value <= aim ? result.Passes : double.PositiveInfinity);
            }
        }
        string counts = string.Join(',', passes.Select(one => $"\"{one.Key}\":{Json(one.Value.Order().ElementAt(Starts / 2))}"));
        output.WriteLine(FormattableString.Invariant($"{{\"table\":\"{table.Name}\",\"passes\":{{{counts}}},\"milliseconds\":{Milliseconds():0.00000}}}"));

        Network Built(int seed)
        {
            NetworkBuilder builder = new NetworkBuilder(data.Inputs.Width).AddLayer(hidden, new Tanh());
            if (kind == "classes") builder.AddLayer(data.Targets.Width, new Softmax());
            else builder.AddLayer(data.Targets.Width, kind == "two" ? new Sigmoid() : new Identity());
            return builder.Build(seed);
        }

        // The quickest of some runs: the first one's time is the compiler's, and others may be disturbed.
        double Milliseconds()
        {
            const int Runs = 8;
            double least = double.PositiveInfinity;
            for (int run = 0; run < Runs; run++)
            {
                var trainer = new Trainer(Built(1), loss, new TrainerOptions { L2 = 1e-4, MaxDegreeOfParallelism = 1 });
                var limits = new MinimizerLimits { Passes = TimedPasses, LargestSlope = 0.0, LeastImprovement = 0.0 };
                var clock = Stopwatch.StartNew();
                MinimizationResult result = trainer.Minimize(data, new LBfgs(), limits);
                least = Math.Min(least, clock.Elapsed.TotalMilliseconds / result.Passes);
            }
            return least;
        }
    }

    private static string Json(double passes) => double.IsFinite(passes) ? passes.ToString(CultureInfo.InvariantCulture) : "null";

    /// <summary>A method that ends when the value is small enough.</summary>
    private sealed class Until(IMinimizer method, double aim) : IMinimizer
    {
        public string Name => method.Name;

        public MinimizerEnd Minimize(IObjective objective, Span<double> at, MinimizerLimits limits, Func<MinimizerStep, bool>? goesOn = null) =>
            method.Minimize(objective, at, limits, step => goesOn?.Invoke(step) != false && step.Value > aim);
    }
}
