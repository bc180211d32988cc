using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 4: the smallest problem that needs hidden nodes.</summary>
public static class ExclusiveOr
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "XOR is true when exactly one of two inputs is. A single sigmoid node draws one straight line between yes and no, and no line separates (0, 1) "
                + "and (1, 0) from (0, 0) and (1, 1).");
        DataSet xor = DataSet.From(
            inputs: [[0, 0], [0, 1], [1, 0], [1, 1]],
            targets: [[0], [1], [1], [0]]);
        var options = new TrainerOptions { LearningRate = 1, Epochs = 500, BatchSize = TrainerOptions.FullBatch };

        paper.Heading("Without hidden nodes");
        Network single = new NetworkBuilder(inputs: 2)
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        TrainingResult result = new Trainer(single, new BinaryCrossEntropy(), options).Train(xor);
        paper.Table(["input", "should be", "is"], Enumerable.Range(0, xor.Count),
            i => [Text(xor.Inputs[i]), xor.Targets[i, 0], Rounded(single.Predict(xor.Inputs[i])[0])]);
        paper.Formula($"mean loss after {result.Epochs} epochs", "-ln 0.5", Fixed(result.TrainingLoss, 4));
        paper.Say("It ends undecided: 0.5 for everything. It cannot do better, however long it learns.");

        paper.Heading("With two hidden nodes");
        NetworkBuilder twoHidden = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Tanh())
            .AddLayer(1, new Sigmoid());
        Network network = twoHidden.Build(seed: 6);
        paper.Lines(network.Summary());
        result = paper.Watch(
            "Two hidden nodes", options.Epochs, progress => new Trainer(network, new BinaryCrossEntropy(), options with { Progress = progress }).Train(xor));
        paper.Table(["input", "should be", "is", "taken for"], Enumerable.Range(0, xor.Count),
            i => [Text(xor.Inputs[i]), xor.Targets[i, 0], Rounded(network.Predict(xor.Inputs[i])[0]), network.PredictClass(xor.Inputs[i])]);

        paper.Heading("How it does it");
        paper.Say("Each hidden node draws a line of its own. What they say, between -1 and 1, puts the four examples in places that one line can separate:");
        paper.Table(["input", "h1", "h2", "y1"], Enumerable.Range(0, xor.Count), i =>
        {
            network.Forward(xor.Inputs[i]);
            return
            [
                Text(xor.Inputs[i]),
                Rounded(network.Node("h1").Activation),
                Rounded(network.Node("h2").Activation),
                Rounded(network.Node("y1").Activation),
            ];
        });
        paper.Table(["node", "bias", "weights into it"], network.Layers.Skip(1).SelectMany(layer => layer.Nodes),
            node => [node.Name, Rounded(node.Bias), string.Join(", ", node.Incoming.Select(c => Rounded(c.Weight)))]);
        paper.Picture("xor-single-node.svg", Draw.DecisionBoundary(single, xor));
        paper.Picture("xor-boundary.svg", Draw.DecisionBoundary(network, xor));
        paper.Picture("xor-loss.svg", Draw.LossCurve(result.History));
        paper.Picture("xor-network.svg", Draw.Network(network));

        paper.Heading("Not every start gets there");
        paper.Say(
            "The weights start at random. From some starts the way downhill ends in a hollow that is not the deepest: two answers right, and 0.5 for the "
                + "other two, a mean loss of about 0.35. More hidden nodes make that rarer. Ten starts:");
        paper.Table(["seed", "mean loss after 500 epochs", "right"], Enumerable.Range(1, 10), seed =>
        {
            Network other = twoHidden.Build(seed);
            TrainingResult end = new Trainer(other, new BinaryCrossEntropy(), options).Train(xor);
            return [seed, Rounded(end.TrainingLoss), end.TrainingLoss < 0.1 ? "all" : "not all"];
        });
        paper.Say("The first of them, on a map of the loss over two of its weights:");
        Network stuck = twoHidden.Build(seed: 1);
        var path = new WeightPath(stuck.Connection("x1", "h1"), stuck.Connection("x2", "h2"));
        new Trainer(stuck, new BinaryCrossEntropy(), options with { Progress = path }).Train(xor);
        paper.Picture(
            "xor-landscape.svg", Draw.LossLandscape(stuck, new BinaryCrossEntropy(), xor, path.First, path.Second, new LossLandscapeOptions { Path = path }));
    }

    private static string Text(ReadOnlySpan<double> input) => $"({input[0]}, {input[1]})";

    private static string Rounded(double value) => Fixed(value, 3);
}
