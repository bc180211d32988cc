using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Training;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 4: the smallest problem that needs hidden nodes.</summary>
public static class ExclusiveOr
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(Paper paper)
    {
        paper.Say("XOR is true when exactly one of two inputs is. A single sigmoid node draws one straight line between yes and no, and no line separates (0, 1) and (1, 0) from (0, 0) and (1, 1).");
        DataSet xor = DataSet.From(
            inputs: [[0, 0], [0, 1], [1, 0], [1, 1]],
            targets: [[0], [1], [1], [0]]);
        var options = new TrainerOptions { LearningRate = 0.5, Epochs = 1000 };

        paper.Heading("Without hidden nodes");
        Network single = new NetworkBuilder(inputs: 2)
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        paper.Watch("A single node", options.Epochs, progress => new Trainer(single, new BinaryCrossEntropy(), options with { Progress = progress }).Train(xor));
        Answers(paper, single, xor);
        paper.Say("It ends undecided. Binary cross-entropy of a node that always says 0.5 is ln 2 = 0.6931, and it cannot do better.");

        paper.Heading("With two hidden nodes");
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Tanh())
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        paper.Lines(network.Summary());
        paper.Watch("Two hidden nodes", options.Epochs, progress => new Trainer(network, new BinaryCrossEntropy(), options with { Progress = progress }).Train(xor));
        Answers(paper, network, xor);

        paper.Heading("How it does it");
        paper.Say("Each hidden node draws a line of its own. What they say, between -1 and 1, puts the four examples in places that one line can separate:");
        paper.Table(["input", "h1", "h2", "y1"], Enumerable.Range(0, xor.Count), i =>
        {
            network.Forward(xor.Inputs[i]);
            return [Text(xor.Inputs[i]), Rounded(network.Node("h1").Activation), Rounded(network.Node("h2").Activation), Rounded(network.Node("y1").Activation)];
        });
        paper.Table(["node", "bias", "weights into it"], network.Layers.Skip(1).SelectMany(layer => layer.Nodes),
            node => [node.Name, Rounded(node.Bias), string.Join(", ", node.Incoming.Select(c => Rounded(c.Weight)))]);
    }

    private static void Answers(Paper paper, Network network, DataSet xor) =>
        paper.Table(["input", "should be", "is", "taken for"], Enumerable.Range(0, xor.Count),
            i => [Text(xor.Inputs[i]), xor.Targets[i, 0], Rounded(network.Predict(xor.Inputs[i])[0]), network.PredictClass(xor.Inputs[i])]);

    private static string Text(ReadOnlySpan<double> input) => $"({input[0]}, {input[1]})";

    private static string Rounded(double value) => $"{value:0.000}";
}
