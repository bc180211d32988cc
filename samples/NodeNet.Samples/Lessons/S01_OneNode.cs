using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Samples.Output;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 1: what a single node does.</summary>
public static class OneNode
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "A node takes some numbers in and gives one number out. It multiplies each input by the weight of its connection, adds up, and bends the sum "
                + "with its activation function. That is all.");

        // Three inputs and one node; no bias yet.
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(1, new Sigmoid(), bias: false)
            .Build(seed: 1);

        // "x1" to "x3" are the inputs, "y1" is the node. Weights start at random; we set our own.
        network.Connection("x1", "y1").Weight = 0.5;
        network.Connection("x2", "y1").Weight = 1.2;
        network.Connection("x3", "y1").Weight = -0.3;

        paper.Heading("Forward");
        network.Forward([1, 3, 5]);

        Node y1 = network.Node("y1");
        paper.Table(["connection", "input", "weight", "weighted input"], y1.Incoming,
            c => [c.Name, c.Source.Activation, c.Weight, c.Weight * c.Source.Activation]);
        paper.Formula("net input of y1", WeightedInputs(y1), y1.NetInput);
        paper.Formula("activation of y1", $"1 / (1 + e^-{Seven(y1.NetInput)})", y1.Activation);

        paper.Heading("The activation function");
        paper.Say(
            "The sigmoid squeezes any net input into the range from 0 to 1. Other functions bend otherwise. A node's function can be changed at any time:");
        List<object[]> rows = [];
        foreach (IActivation function in (IActivation[])[new Identity(), new Sigmoid(), new Tanh(), new ReLU()])
        {
            y1.ActivationFunction = function;
            network.Forward([1, 3, 5]);
            rows.Add([function.Name, y1.NetInput, y1.Activation]);
        }
        paper.Table(["activation function", "net input", "activation"], rows);
        foreach (IActivation function in (IActivation[])[new Identity(), new Sigmoid(), new Tanh(), new ReLU()])
            paper.Picture($"one-node-{function.Name}.svg", Draw.ActivationFunction(function));
        y1.ActivationFunction = new Sigmoid();

        paper.Heading("The bias");
        paper.Say("A bias is added to the net input, whatever the inputs are. With a bias of -2 this node is much less sure:");
        y1.HasBias = true;
        y1.Bias = -2;
        network.Forward([1, 3, 5]);
        paper.Formula("net input of y1", WeightedInputs(y1), y1.NetInput);
        paper.Formula("activation of y1", $"sigmoid({Seven(y1.NetInput)})", y1.Activation);

        paper.Heading("Nothing is stale");
        paper.Say(
            "A node shows its numbers only as long as they belong to its weights. After a change it asks for another forward pass instead of showing old "
                + "numbers:");
        network.Connection("x2", "y1").Weight = 2;
        try
        {
            paper.Formula("activation of y1", "?", y1.Activation);
        }
        catch (InvalidOperationException refusal)
        {
            paper.Say($"\"{refusal.Message}\"");
        }
        network.Forward([1, 3, 5]);
        paper.Formula("net input of y1", WeightedInputs(y1), y1.NetInput);
        paper.Formula("activation of y1", $"sigmoid({Seven(y1.NetInput)})", y1.Activation);
    }
}
