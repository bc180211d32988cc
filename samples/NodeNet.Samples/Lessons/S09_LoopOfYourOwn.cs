using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Samples.Output;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 9: training without Train, step by step in a loop of your own.</summary>
public static class LoopOfYourOwn
{
    private const int Patience = 5;

    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "Trainer.Train is a loop over epochs and examples around trainer.Step. You can write that loop yourself, and do in it what you like. Here a "
                + "network learns a sine from noisy points. After each epoch we measure it on points that it does not learn from, keep a copy of the best "
                + "network so far, and give up when it has not become better for five epochs.");

        var random = new RandomGenerator(seed: 7);
        DataSet training = NoisySine(100, random);
        DataSet heldOut = NoisySine(200, random);

        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(10, new Tanh())
            .AddLayer(1, new Identity())
            .Build(seed: 1);
        var trainer = new Trainer(network, new MeanSquaredError(), new TrainerOptions { LearningRate = 0.05 });

        paper.Heading("The loop");
        Network best = network.Clone();
        double bestLoss = double.PositiveInfinity;
        int bestEpoch = 0;
        int[] order = [.. Enumerable.Range(0, training.Count)];

        for (int epoch = 1; epoch - bestEpoch <= Patience; epoch++)
        {
            random.Shuffle<int>(order);
            double sum = 0;
            foreach (int i in order)
                sum += trainer.Step(training.Inputs[i], training.Targets[i]);

            Evaluation evaluation = trainer.Evaluate(heldOut);
            bool isBest = evaluation.Loss < bestLoss;
            if (isBest)
            {
                bestLoss = evaluation.Loss;
                bestEpoch = epoch;
                best.CopyParametersFrom(network);
            }
            paper.Lines($"epoch {epoch,3}: learning {sum / training.Count:0.0000}, held out {evaluation.Loss:0.0000}{(isBest ? "  best so far" : "")}");
            trainer.LearningRate *= 0.95;
        }

        network.CopyParametersFrom(best);
        paper.Say(
            $"No better for {Patience} epochs: back to the network of epoch {bestEpoch}, after {trainer.Steps} steps. The noise alone, with a standard "
                + "deviation of 0.2, has a mean squared error of 0.04, so about 0.04 is as good as it gets.");

        paper.Heading("What it has learned");
        paper.Table(["x", "sin x", "network"], (double[])[-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2],
            x => [x, Fixed(Math.Sin(x), 2), Fixed(network.Predict([x])[0], 2)]);
    }

    private static DataSet NoisySine(int count, RandomGenerator random)
    {
        double[][] xs = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextUniform(-2.5, 2.5) })];
        double[][] ys = [.. xs.Select(x => new[] { Math.Sin(x[0]) + 0.2 * random.NextNormal() })];
        return DataSet.From(xs, ys);
    }
}
