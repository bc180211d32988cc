using System.CommandLine;
using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Tables;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Learning;

/// <summary>rates: what the learning rate that <see cref="LearningRateFinder"/> suggests is worth beside the best of 25 fixed ones.</summary>
internal static class RatesCommand
{
    private const int Seeds = 2;
    private const double LeastLoss = 1e-6; // below it, one loss is as good as another
    private const double LossOfBroken = 1e3;

    private static readonly double[] _grid = [.. Enumerable.Range(0, 25).Select(i => 1e-5 * Math.Pow(10, 0.25 * i))];

    private static readonly Func<IOptimizer>[] _optimizers = [() => new GradientDescent(), () => new Momentum(), () => new Adam(), () => new RMSProp()];

    /// <summary>A data set and a network for it.</summary>
    private sealed record Case(string Name, DataSet Data, ILoss Loss, Func<long, Network> Build, int Epochs);

    public static Command Create()
    {
        var command = new Command("rates", "Looks for learning rates, and compares them with the best of 25 fixed ones.");
        command.SetAction(_ =>
        {
            var shares = new List<double>();
            foreach (Case one in Cases())
            {
                foreach (Func<IOptimizer> optimizer in _optimizers)
                    shares.AddRange(((int[])[1, 32]).Where(batch => batch > 1 || one.Name != "digits").Select(batch => Share(one, optimizer, batch)));
            }
            double[] sorted = [.. shares.Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted.Length} trainings: median {sorted[sorted.Length / 2]:F2}, a fifth below {sorted[sorted.Length / 5]:F2}, worst {sorted[0]:F2}"));
        });
        return command;
    }

    /// <summary>The fall of log(loss) with the suggested rate, as a share of that with the best fixed one.</summary>
    private static double Share(Case one, Func<IOptimizer> optimizer, int batch)
    {
        var options = new TrainerOptions { Optimizer = optimizer(), BatchSize = batch, Epochs = one.Epochs, Seed = 1 };
        LearningRateCurve curve = new Trainer(one.Build(1), one.Loss, options).FindLearningRate(one.Data);
        double start = Math.Log(Evaluation.Of(one.Build(1), one.Loss, one.Data).Loss);
        double best = _grid.Min(rate => LogLoss(one, options with { LearningRate = rate, Optimizer = optimizer() }));
        double found = curve.Suggested is { } suggested ? LogLoss(one, options with { LearningRate = suggested, Optimizer = optimizer() }) : start;
        double share = (start - found) / (start - best);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{one.Name,-16} {options.Optimizer.Name,-30} batch {batch,2}  rate {curve.Suggested:G2}  {share:F2}"));
        return share;
    }

    private static double LogLoss(Case one, TrainerOptions options)
    {
        double sum = 0.0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            TrainingResult result = new Trainer(one.Build(seed), one.Loss, options with { Seed = seed }).Train(one.Data);
            sum += Math.Log(result.Reason == StopReason.NotFinite ? LossOfBroken : result.TrainingLoss + LeastLoss);
        }
        return sum / Seeds;
    }

    private static IEnumerable<Case> Cases()
    {
        foreach ((string name, Table table, string target) in ((string, Table, string)[])
            [("iris", Iris.Table, "species"), ("penguins", Penguins.Table, "species"), ("digits", Digits.Table, "digit")])
        {
            DataSet data = Learner.For(target).Plan(table).Recipe.DataSet(table);
            int inputs = data.Inputs.Width;
            int classes = data.Targets.Width;
            yield return new Case(
                name, data, new CrossEntropy(), seed => new NetworkBuilder(inputs).AddLayer(16, new ReLU()).AddLayer(classes, new Softmax()).Build(seed), 30);
            if (name == "digits") continue;
            yield return new Case(
                name + ", sigmoids", data, new SumOfSquaredErrors(),
                seed => new NetworkBuilder(inputs).AddLayer(8, new Sigmoid()).AddLayer(classes, new Sigmoid()).Build(seed), 30);
        }
        double[][] x = [.. Enumerable.Range(0, 200).Select(i => new[] { 0.03 * i - 3.0 })];
        DataSet sine = DataSet.From(x, x.Select(row => new[] { Math.Sin(row[0]) }));
        yield return new Case(
            "sine", sine, new MeanSquaredError(), seed => new NetworkBuilder(1).AddLayer(5, new Tanh()).AddLayer(1, new Identity()).Build(seed), 30);
        DataSet xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        yield return new Case(
            "xor", xor, new SumOfSquaredErrors(), seed => new NetworkBuilder(2).AddLayer(3, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed), 500);
    }
}
