using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Replay;

/// <summary>Steps that are replayed.</summary>
internal static class Steps
{
    /// <summary>The handout's network and step: 3-4-1, inputs 1, 3, 5, target 1, α = 0.01.</summary>
    public static StepLedger Handout()
    {
        Network network = HandoutNetwork.Create();
        return HandoutNetwork.TrainerFor(network).Explain([1, 3, 5], [1]);
    }

    /// <summary>A 2-3-1 network with biases on the four cases of XOR, so many steps on all four.</summary>
    public static IReadOnlyList<StepLedger> Xor(double learningRate, int steps)
    {
        Trainer trainer = Given.Trainer(Given.Small(), learningRate);
        return [.. Enumerable.Range(0, steps).Select(_ => trainer.StepExplained(Given.Xor()))];
    }

    /// <summary>A step of a 64-30-10 network, as for handwritten digits.</summary>
    public static StepLedger Digits()
    {
        Network network = new NetworkBuilder(inputs: 64).AddLayer(30, new Sigmoid()).AddLayer(10, new Softmax()).Build(seed: 1);
        double[] target = new double[10];
        target[3] = 1;
        return new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 0.1 })
            .Explain([.. Enumerable.Range(0, 64).Select(pixel => pixel % 17 / 16.0)], target);
    }

    /// <summary>A step of a 2-2-2 network whose node labels are markup that would run a script if it were not escaped.</summary>
    public static StepLedger Hostile()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new ReLU()).AddLayer(2, new Softmax()).Build(seed: 1);
        network.Node("x1").Label = "</script><script>alert(1)</script>";
        network.Node("h1").Label = "<img src=x onerror=alert(2)>";
        network.Node("y2").Label = "{{data}} &amp; \" ' ]]> <!--";
        return new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 0.1 }).Explain([0.5, -1], [0, 1]);
    }
}
