using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 3: what the handout leaves to its readers.</summary>
public static class HandoutExercises
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "What the handout leaves to its readers, with numbers to compare yours with. All exercises start from the same network: 3 inputs, 4 hidden "
                + "nodes, 1 output, no biases, the handout's weights where it gives them and simple ones of ours where it does not. The example is (1, 3, "
                + "5) with label 1, the loss is SSE.");
        paper.Table(["node", "weights into it"], HandoutNetwork(new Sigmoid()).Layers.Skip(1).SelectMany(layer => layer.Nodes),
            node => [node.Name, string.Join(", ", node.Incoming.Select(c => Seven(c.Weight)))]);

        HiddenToOutputWeights(paper);
        ReLUInTheHiddenLayer(paper);
        ASecondExample(paper);
        SeveralEpochs(paper);
        Biases(paper);
        TwoOutputs(paper);
    }

    private static Network HandoutNetwork(IActivation hidden)
    {
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(4, hidden, bias: false)
            .AddLayer(1, new Sigmoid(), bias: false)
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0.1, 0.2, 0.3], [-0.4, 0.5, -0.2], [0.3, -0.6, 0.2]]);
        network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
        return network;
    }

    private static Trainer TrainerFor(Network network, double learningRate) =>
        new(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = learningRate });

    private static void HiddenToOutputWeights(LessonOutput paper)
    {
        paper.Heading("a) The remaining weights into the output");
        Network network = HandoutNetwork(new Sigmoid());
        Network before = network.Clone();
        TrainerFor(network, learningRate: 0.01).Step([1, 3, 5], [1]);

        Node y1 = network.Node("y1");
        paper.Formula("output", $"sigmoid({Seven(y1.NetInput)})", y1.Activation);
        paper.Formula("δ of y1", $"2·(1 - {Seven(y1.Activation)}) · {Seven(y1.Activation)}·(1 - {Seven(y1.Activation)})", y1.Delta);
        paper.Table(["connection", "old weight", "activation", "change α·δ·activation", "new weight"], y1.Incoming, c =>
        {
            double old = before.Connection(c.Source.Name, "y1").Weight;
            return [c.Name, old, c.Source.Activation, c.Weight - old, c.Weight];
        });
    }

    private static void ReLUInTheHiddenLayer(LessonOutput paper)
    {
        paper.Heading("b) ReLU in the hidden layer");
        Network network = HandoutNetwork(new ReLU());
        Trainer trainer = TrainerFor(network, learningRate: 0); // α = 0: compute every δ, change nothing
        trainer.Step([1, 3, 5], [1]);

        paper.Table(["node", "net input", "activation", "slope", "δ = Σ δ·weight · slope"], network.HiddenLayers[0].Nodes,
            h => [h.Name, h.NetInput, h.Activation, h.ActivationFunction!.Slope(h.NetInput, h.Activation), h.Delta]);
        paper.Formula("output", $"sigmoid({Seven(network.Node("y1").NetInput)})", network.Node("y1").Activation);
        paper.Say("The slope of ReLU is 1 or 0. h4 sleeps: its net input is negative, so it says nothing, and for this example it learns nothing.");
    }

    private static void ASecondExample(LessonOutput paper)
    {
        paper.Heading("c) A second example");
        Network network = HandoutNetwork(new Sigmoid());
        Trainer trainer = TrainerFor(network, learningRate: 0.5);
        paper.Say(
            "After (1, 3, 5) with label 1 comes (2, 1, 0) with label 0. The second step starts from the weights that the first has made. A larger α, 0.5, "
                + "lets us see something:");
        List<object[]> rows = [];
        Note("none", "");
        Note("(1, 3, 5), label 1", Seven(trainer.Step([1, 3, 5], [1])));
        Note("(2, 1, 0), label 0", Seven(trainer.Step([2, 1, 0], [0])));
        paper.Table(["step on", "SSE before", "h1→y1", "first output", "second output"], rows);
        paper.Say("Each step pulls the output its own way, and so undoes a little of what the other has done. That is why learning takes many small steps.");

        void Note(string step, string loss) =>
            rows.Add([step, loss, network.Connection("h1", "y1").Weight, network.Predict([1, 3, 5])[0], network.Predict([2, 1, 0])[0]]);
    }

    private static void SeveralEpochs(LessonOutput paper)
    {
        paper.Heading("d) Several epochs");
        Network network = HandoutNetwork(new Sigmoid());
        DataSet examples = DataSet.From([[1, 3, 5], [2, 1, 0]], [[1], [0]]);
        var options = new TrainerOptions { LearningRate = 0.5, Epochs = 200, Shuffle = false };
        paper.Say("An epoch is a step on each example. Train takes 200 of them; the loss is the mean SSE of the two examples, each just before its step.");
        paper.Watch(
            "Two examples", options.Epochs, progress => new Trainer(network, new SumOfSquaredErrors(), options with { Progress = progress }).Train(examples));
        paper.Formula("output for (1, 3, 5), label 1", "network.Predict", network.Predict([1, 3, 5])[0]);
        paper.Formula("output for (2, 1, 0), label 0", "network.Predict", network.Predict([2, 1, 0])[0]);
    }

    private static void Biases(LessonOutput paper)
    {
        paper.Heading("e) A bias");
        Network network = HandoutNetwork(new Sigmoid());
        Node h1 = network.Node("h1");
        Node y1 = network.Node("y1");
        h1.HasBias = true; // starts at 0
        y1.HasBias = true;
        TrainerFor(network, learningRate: 0.01).Step([1, 3, 5], [1]);
        paper.Say(
            "A bias is like a weight from a node that always says 1, so its change is α·δ·1. We give one to h1 and one to y1, both 0 at first, and take "
                + "one step:");
        paper.Table(["node", "δ", "change α·δ", "new bias"], (Node[])[h1, y1], node => [node.Name, node.Delta, 0.01 * node.Delta, node.Bias]);
    }

    private static void TwoOutputs(LessonOutput paper)
    {
        paper.Heading("f) Two outputs");
        paper.Say("Now the sum over outgoing connections has two terms. A second output y2 gets weights of its own, and the label is (1, 0):");
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(4, new Sigmoid(), bias: false)
            .AddLayer(2, new Sigmoid(), bias: false)
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights(HandoutNetwork(new Sigmoid()).HiddenLayers[0].GetWeights());
        network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6], [-0.4, 0.7, 0.2, -0.5]]);
        TrainerFor(network, learningRate: 0).Step([1, 3, 5], [1, 0]);

        Node h1 = network.Node("h1");
        paper.Table(["output", "label", "activation", "δ"], network.OutputLayer.Nodes, y => [y.Name, y.Name == "y1" ? 1 : 0, y.Activation, y.Delta]);
        paper.Table(["connection", "weight", "δ of its target", "δ·weight"], h1.Outgoing, c => [c.Name, c.Weight, c.Target.Delta, c.Target.Delta * c.Weight]);
        double sum = h1.Outgoing.Sum(c => c.Target.Delta * c.Weight);
        double slope = h1.Activation * (1 - h1.Activation);
        paper.Formula("δ of h1", $"{Seven(sum)} · {Seven(slope)}", h1.Delta);
    }
}
