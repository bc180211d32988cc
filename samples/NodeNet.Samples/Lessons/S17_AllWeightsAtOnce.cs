using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Samples.Output;
using NodeNet.Training;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 17: L-BFGS and Levenberg–Marquardt beside Adam: far fewer passes, and what keeps them from learning the noise.</summary>
public static class AllWeightsAtOnce
{
    private static readonly MeanSquaredError _loss = new();

    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        DataSet sine = DataSet.From([.. Across(60).Select(x => new[] { x })], [.. Across(60).Select(x => new[] { Math.Sin(x) })]);
        paper.Say(
            "A network of five tanh nodes learns the sine from 60 points. Adam moves each weight by its own slope, a batch after the other. L-BFGS looks at "
                + "all weights at once: from how the slopes changed in its last steps it knows how the loss bends, and goes to where it should be lowest.");
        const int Epochs = 300;
        Network adam = Built();
        var options = new TrainerOptions { Optimizer = new Adam(), LearningRate = 0.01, BatchSize = 20, Epochs = Epochs, Seed = 1 };
        double aim = new Trainer(adam, _loss, options).Train(sine).TrainingLoss;
        paper.Formula("loss of Adam", $"after {Epochs} epochs, {3 * Epochs} steps", aim);

        var rows = new List<object[]>();
        MinimizationResult? shown = null;
        foreach (IMinimizer method in (IMinimizer[])[new LBfgs(), new ScaledConjugateGradient(), new LevenbergMarquardt()])
        {
            MinimizationResult result = new Trainer(Built(), _loss).Minimize(sine, method, new MinimizerLimits { Passes = Epochs });
            rows.Add([method.Name, result.Steps.First(step => step.Value <= aim).Passes, result.Value]);
            shown ??= result;
        }
        paper.Say($"From the same starting weights: how many passes over the 60 points the others take to that loss, and what they reach in {Epochs} passes.");
        paper.Table(["method", "passes to it", $"loss after {Epochs} passes"], rows);
        paper.Picture("lbfgs-loss.svg", Draw.LossCurve(shown!.History));
        paper.Say(
            "Each of these passes goes over all points, forward and back, and costs about what an epoch of Adam costs. Levenberg–Marquardt also solves "
                + "equations of all weights in each step: it is for small networks and squared losses.");

        paper.Heading("What is found so well may be the noise");
        paper.Say(
            "Twenty points of the sine with noise, and twelve hidden nodes. Without a penalty the loss on these points goes far below the noise; on other "
                + "points it is large. The penalty L2, or weights that did best on points held out, keep it from that:");
        (DataSet noisy, DataSet others) = Noisy();
        paper.Table(["L-BFGS", "loss on the points", "loss on others"], (object[][])[
            Row("without anything", 0.0, null, noisy, others),
            Row("with L2 = 0.01", 0.01, null, noisy, others),
            Row("best on held-out points", 0.0, Held(), noisy, others)]);
        paper.Say(
            "So the doctor warns of such a method with neither (NN403). From a table: Learner.For(\"y\") with { Minimizer = new LBfgs() }, or nodenet train "
                + "table.csv --target y --optimizer lbfgs; both have an L2 by rule.");
    }

    private static IEnumerable<double> Across(int points) => Enumerable.Range(0, points).Select(i => -3.0 + 6.0 * i / (points - 1));

    private static Network Built(int hidden = 5) => new NetworkBuilder(1).AddLayer(hidden, new Tanh()).AddLayer(1, new Identity()).Build(seed: 2);

    private static object[] Row(string name, double penalty, DataSet? held, DataSet noisy, DataSet others)
    {
        var trainer = new Trainer(Built(hidden: 12), _loss, new TrainerOptions { L2 = penalty });
        trainer.Minimize(noisy, new LBfgs(), new MinimizerLimits { Passes = 2000 }, held);
        return [name, trainer.Evaluate(noisy).Loss, trainer.Evaluate(others).Loss];
    }

    private static (DataSet Noisy, DataSet Others) Noisy() => (Points(20, new RandomGenerator(1)), Points(200, new RandomGenerator(2)));

    private static DataSet Held() => Points(20, new RandomGenerator(3));

    private static DataSet Points(int count, RandomGenerator random)
    {
        double[][] inputs = [.. Enumerable.Range(0, count).Select(_ => new[] { 6.0 * random.NextDouble() - 3.0 })];
        return DataSet.From(inputs, [.. inputs.Select(x => new[] { Math.Sin(x[0]) + 0.8 * (random.NextDouble() - 0.5) })]);
    }
}
