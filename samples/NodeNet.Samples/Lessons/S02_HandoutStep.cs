using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 2: the worked step of the handout, Lasse Hansen's "Neural Networks from Scratch (without linear algebra)".</summary>
public static class HandoutStep
{
    private static readonly double[] _input = [1, 3, 5];

    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "NodeNet grew from a handout: Lasse Hansen, \"Neural Networks from Scratch (without linear algebra)\". It takes one example through a network "
                + "of 3 inputs, 4 hidden nodes and 1 output, with the sigmoid and without biases. Here are its numbers, read from the network's own "
                + "objects, and then the two places where the page departs from the chain rule.");

        // The handout gives the weights into h1 and those into y1. It leaves the other hidden nodes' weights open; here they are 0.
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(4, new Sigmoid(), bias: false)
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
        network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
        Node h1 = network.Node("h1");
        Node y1 = network.Node("y1");
        Connection h1ToY1 = network.Connection("h1", "y1");

        paper.Heading("Forward");
        network.Forward(_input);
        paper.Table(["connection", "input", "weight", "weighted input"], h1.Incoming,
            c => [c.Name, c.Source.Activation, c.Weight, c.Weight * c.Source.Activation]);
        paper.Formula("net input of h1", WeightedInputs(h1), h1.NetInput);
        paper.Formula("activation of h1", $"sigmoid({Seven(h1.NetInput)})", h1.Activation);
        paper.Formula("with ReLU it would be", $"relu({Seven(h1.NetInput)})", new ReLU().Activate(h1.NetInput));

        paper.Heading("The assumed output");
        double fromH1 = h1ToY1.Weight * h1.Activation;
        paper.Say(
            "The handout goes on with an output of 0.6 where the label says 1. It assumes the 0.6; its own weights give more, because all four weights and "
                + "all activations are positive:");
        paper.Formula("h1 alone brings y1", $"{Seven(h1ToY1.Weight)}·{Seven(h1.Activation)}", fromH1);
        paper.Formula("so the output is at least", $"sigmoid({Seven(fromH1)})", new Sigmoid().Activate(fromH1));
        paper.Formula("and here it is", $"sigmoid({Seven(y1.NetInput)})", y1.Activation);
        paper.Say("To follow the page we give y1 a bias that brings the output to 0.6, and freeze it, so that learning leaves it alone.");
        AssumeOutput(0.6, network);
        network.Forward(_input);
        paper.Formula("output, y1", $"sigmoid({Seven(y1.NetInput)})", y1.Activation);

        paper.Heading("Back: the output node, and the weight h1→y1");
        Network before = network.Clone();
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.01 });
        double loss = trainer.Step(_input, [1]);

        double oldWeight = before.Connection("h1", "y1").Weight;
        paper.Formula("SSE", "(1 - 0.6)²", loss);
        paper.Formula("δ of y1", "2·(1 - 0.6) · 0.6·(1 - 0.6)", y1.Delta);
        paper.Formula("change of h1→y1", $"α·δ·activation = 0.01·{Seven(y1.Delta)}·{Seven(h1.Activation)}", h1ToY1.Weight - oldWeight);
        paper.Formula("new weight h1→y1", $"{Seven(oldWeight)} + {Seven(h1ToY1.Weight - oldWeight)}", h1ToY1.Weight);

        paper.Heading("Back: the hidden node h1, by the chain rule");
        paper.Say(
            "A hidden node gets its δ from the nodes that it leads to: Σ δ·weight over its own outgoing connections, times the slope of its activation "
                + "function, a·(1-a). h1 has one outgoing connection, and the weight is that of the forward pass, 0.8.");
        double slope = h1.Activation * (1 - h1.Activation);
        paper.Formula("slope of h1", $"{Seven(h1.Activation)}·(1 - {Seven(h1.Activation)})", slope);
        paper.Formula("δ of h1", $"{Seven(y1.Delta)}·{Seven(oldWeight)} · {Seven(slope)}", h1.Delta);
        paper.Table(["connection", "change α·δ·input", "new weight"], h1.Incoming,
            c => [c.Name, c.Weight - before.Connection(c.Source.Name, "h1").Weight, c.Weight]);

        paper.Heading("Back: the hidden node h1, as the handout prints it");
        paper.Say(
            "The page departs from this in two things. It adds up δ·weight over the connections of all four hidden nodes, not only over h1's own. And for "
                + "h1→y1 it takes the weight after its update. Its sum belongs to another network, one whose single hidden node leads to four outputs, each "
                + "with a δ of 0.192. In that network every printed number is right:");
        Network printed = new NetworkBuilder(inputs: 3)
            .AddLayer(1, new Sigmoid(), bias: false)
            .AddLayer(4, new Sigmoid())
            .Build(seed: 1);
        printed.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3]]);
        printed.OutputLayer.SetWeights([[h1ToY1.Weight], [0.5], [0.1], [0.6]]);
        AssumeOutput(0.6, printed);
        Node h = printed.Node("h1");

        // With α = 0 a step computes every δ and changes nothing: good for looking. Then the step itself.
        var printedTrainer = new Trainer(printed, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0 });
        printedTrainer.Step(_input, [1, 1, 1, 1]);
        paper.Table(["connection", "weight", "δ of its target", "δ·weight"], h.Outgoing,
            c => [c.Name, c.Weight, c.Target.Delta, c.Target.Delta * c.Weight]);
        double sum = h.Outgoing.Sum(c => c.Target.Delta * c.Weight);
        paper.Formula("their sum", "Σ δ·weight", sum);
        paper.Formula("δ of h1", $"{Seven(sum)}·{Seven(slope)}", h.Delta);

        Network printedBefore = printed.Clone();
        printedTrainer.LearningRate = 0.01;
        printedTrainer.Step(_input, [1, 1, 1, 1]);
        paper.Table(["connection", "change α·δ·input", "new weight"], h.Incoming,
            c => [c.Name, c.Weight - printedBefore.Connection(c.Source.Name, "h1").Weight, c.Weight]);

        paper.Heading("Three numbers for the δ of h1");
        Network updatedOnly = before.Clone();
        updatedOnly.Connection("h1", "y1").Weight = h1ToY1.Weight;
        AssumeOutput(0.6, updatedOnly);
        new Trainer(updatedOnly, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0 }).Step(_input, [1]);

        (string How, double Delta)[] deltas =
        [
            ("chain rule: own connection, weight 0.8", h1.Delta),
            ("own connection, updated weight 0.8017873", updatedOnly.Node("h1").Delta),
            ("as printed: all four, one weight updated", h.Delta),
        ];
        paper.Table(["how", "δ of h1", "to 15 digits"], deltas, row => [row.How, row.Delta, Fifteen(row.Delta)]);
        paper.Say(
            "NodeNet computes the first: all δ from the weights of the forward pass, each over the node's own connections, and only then the changes. "
                + "Lesson 8 shows how to check that without trusting any formula.");

        paper.Heading("The handout's figures");
        paper.Say(
            "The figures of the page, drawn from this network and this step. Figure 3 needs a landscape with a local minimum, which one example does not make: "
                + "it is that of a 1-1-1 network on six points, and of two starts one is caught in the valley that is not the deepest.");
        before.Forward(_input);
        var drawn = new Trainer(before, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.01 });
        StepLedger step = drawn.Explain(_input, [1]);
        paper.Picture("handout-1-network.svg", Draw.Network(before));
        paper.Picture("handout-2-activation.svg", Draw.Activation(step, "h1"));
        paper.Picture("handout-3-landscape.svg", TwoValleys());
        paper.Picture("handout-4-output-delta.svg", Draw.OutputDelta(step, "y1"));
        paper.Picture("handout-5-weight-update.svg", Draw.WeightUpdate(step, "h1", "y1"));
        paper.Picture("handout-6-hidden-delta.svg", Draw.HiddenDelta(step, "h1"));
    }

    /// <summary>Figure 3 with numbers: ŷ = v · tanh(w · x + 0.4) learns six points from two starts.</summary>
    private static Picture TwoValleys()
    {
        DataSet points = DataSet.From([[-1.5], [-0.8], [-0.2], [0.4], [1], [1.6]], [[-0.9], [-0.7], [-0.1], [0.5], [0.9], [1]]);
        Network network = new NetworkBuilder(inputs: 1)
            .AddLayer(1, new Tanh())
            .AddLayer(1, new Identity(), bias: false)
            .Build(seed: 1);
        network.HiddenLayers[0].SetBiases(0.4);
        network.Node("h1").IsBiasFrozen = true;
        Network other = network.Clone();
        WeightPath caught = Learn(network, -0.4, -0.9);
        WeightPath free = Learn(other, 0.4, 0.9);
        var options = new LossLandscapeOptions { Path = caught, OtherPaths = [free], IsLogarithmic = true, Reach = 5 };
        return Draw.LossLandscape(network, new SumOfSquaredErrors(), points, caught.First, caught.Second, options);

        WeightPath Learn(Network learner, double w, double v)
        {
            learner.HiddenLayers[0].SetWeights([[w]]);
            learner.OutputLayer.SetWeights([[v]]);
            var path = new WeightPath(learner.Connection("x1", "h1"), learner.Connection("h1", "y1"));
            var options = new TrainerOptions { LearningRate = 0.03, BatchSize = 6, BatchReduction = BatchReduction.Sum, Epochs = 300, Progress = path };
            new Trainer(learner, new SumOfSquaredErrors(), options).Train(points);
            return path;
        }
    }

    /// <summary>Sets and freezes the biases with which every output node answers what the handout assumes.</summary>
    private static void AssumeOutput(double output, Network network)
    {
        network.Forward(_input);
        double wanted = Math.Log(output / (1 - output)); // the net input whose sigmoid is the output
        double[] biases = [.. network.OutputLayer.Nodes.Select(y => y.Bias + wanted - y.NetInput)];
        network.OutputLayer.SetBiases(biases);
        foreach (Node y in network.OutputLayer.Nodes)
            y.IsBiasFrozen = true;
    }
}
