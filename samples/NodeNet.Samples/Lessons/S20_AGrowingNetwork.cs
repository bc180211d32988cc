using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Growing;
using NodeNet.Samples.Output;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 20: a network that finds out by itself how many hidden nodes it needs.</summary>
public static class AGrowingNetwork
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        DataSet parity = Parity(bits: 4);
        paper.Say(
            "How many hidden nodes does a task need? Cascade-correlation begins with none. It trains the weights into the output; then it trains candidates, "
                + "nodes that see all inputs and all earlier nodes, so that their activation follows what the output still gets wrong. The best joins the "
                + "network, and the weights into it stay as they are. Then it begins again. Here: are there 1, or 3, ones among four bits?");
        CascadeResult result = Cascade.Train(parity, new CascadeOptions { Seed = 1 });
        paper.Table(["hidden nodes", "loss", "right of 16", "followed what was wrong by"], result.Steps, step =>
            [step.Nodes, step.Loss, Math.Round(step.Accuracy!.Value * parity.Count), step.Correlation]);
        paper.Say(
            "Without a hidden node the best answer is about one half for every example: no straight line divides them, and what is right is luck. Each new "
                + "node is a layer of its own, so a late one can build on all earlier ones.");
        foreach (CascadeStep step in result.Steps)
            paper.Picture($"cascade-{step.Nodes}.svg", Draw.Network(step.Network));
        paper.Keep("cascade.html", "The growth, node by node", path => result.SaveReplay(path));

        paper.Heading("Adding a node by hand");
        paper.Say(
            "Any network can get one more node. What leads out of it is 0 at first, so that no output changes by a bit; it only gives training somewhere to "
                + "go:");
        Network small = new NetworkBuilder(4).AddLayer(2, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        Network grown = small.WithNode(hiddenLayer: 0, seed: 1);
        paper.Formula("ŷ of 1, 0, 1, 1 before", $"{small}", small.Predict([1, 0, 1, 1])[0]);
        paper.Formula("ŷ of 1, 0, 1, 1 after", $"{grown}", grown.Predict([1, 0, 1, 1])[0]);
        paper.Say("It is an ordinary network: it can be trained further, pruned, saved, drawn and exported.");
    }

    private static DataSet Parity(int bits) => DataSet.From(
        Enumerable.Range(0, 1 << bits).Select(i => Enumerable.Range(0, bits).Select(bit => (double)(i >> bit & 1)).ToArray()),
        Enumerable.Range(0, 1 << bits).Select(i => new[] { (double)(int.PopCount(i) & 1) }));
}
