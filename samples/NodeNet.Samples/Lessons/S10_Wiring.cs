using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 10: networks that are not simply layer after layer.</summary>
public static class Wiring
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Heading("Skip connections");
        paper.Say(
            "A layer may be fed by any earlier layers, not only by the one before. Layers count from 0, the input layer. Here the output (layer 2) is fed "
                + "by the hidden layer and directly by the inputs:");
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Tanh())
            .AddLayer(1, new Sigmoid(), from: [0, 1])
            .Build(seed: 5);
        paper.Lines(network.Summary());
        paper.Picture("wiring-skip.svg", Draw.Network(network));
        paper.Say("So y1 has four incoming connections:");
        paper.Lines(string.Join(", ", network.Node("y1").Incoming.Select(c => c.Name)));

        paper.Heading("Sparse connections");
        paper.Say(
            "Connections can be taken away, one by one or by a rule, and put back. What is gone is not a weight of 0 that might grow again: it does "
                + "not exist.");
        network.Disconnect("x2", "h2");
        int pruned = network.Prune(c => Math.Abs(c.Weight) < 0.05);
        paper.Lines($"weaker than 0.05 and pruned: {pruned}");
        Connection back = network.Connect("h1", "y1", weight: 0.5);
        paper.Lines($"connected again: {back}");
        paper.Lines("into y1: " + string.Join(", ", network.Node("y1").Incoming.Select(c => c.Name)));
        paper.Say("The summary says which layers are connected sparsely, and counts what is left:");
        paper.Lines(network.Summary());

        paper.Heading("Frozen connections");
        paper.Say(
            "A frozen weight or bias is used as ever, and δ goes back through it as ever, but learning leaves it alone. We make h1 a detector for \"both "
                + "inputs\" by hand, freeze it, and let the rest learn XOR around it:");
        Node h1 = network.Node("h1");
        h1.Bias = -3;
        h1.IsBiasFrozen = true;
        foreach (Connection into in h1.Incoming)
        {
            into.Weight = 2;
            into.IsFrozen = true;
        }

        Network before = network.Clone();
        DataSet xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        var options = new TrainerOptions { LearningRate = 0.5, Epochs = 500, BatchSize = TrainerOptions.FullBatch };
        paper.Watch(
            "XOR around a frozen node",
            options.Epochs,
            progress => new Trainer(network, new BinaryCrossEntropy(), options with { Progress = progress }).Train(xor));

        paper.Table(["connection", "before", "after", "state"], network.Connections,
            c => [c.Name, Fixed(before.Connection(c.Source.Name, c.Target.Name).Weight, 4), Fixed(c.Weight, 4), c.IsFrozen ? "frozen" : "learned"]);
        paper.Table(["bias of", "before", "after", "state"], network.Layers.Skip(1).SelectMany(layer => layer.Nodes),
            node => [node.Name, Fixed(before.Node(node.Name).Bias, 4), Fixed(node.Bias, 4), node.IsBiasFrozen ? "frozen" : "learned"]);
        paper.Table(["input", "should be", "is"], Enumerable.Range(0, xor.Count),
            i => [$"({xor.Inputs[i, 0]}, {xor.Inputs[i, 1]})", xor.Targets[i, 0], Fixed(network.Predict(xor.Inputs[i])[0], 3)]);
        paper.Say("The summary counts what is frozen, too:");
        paper.Lines(network.Summary());
    }
}
