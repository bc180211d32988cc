// L6. δ of a hidden node (Figure 6), and the two mistakes that give the numbers which the handout prints.
#:project ../../src/NodeNet.Explain/NodeNet.Explain.csproj
#:project ../../src/NodeNet.Drawing/NodeNet.Drawing.csproj
#:property PublishAot=false
using NodeNet;
using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Training;

string folder = args.Length > 0 ? args[0] : ".";

// The handout's network: 3-4-1, all sigmoid; the nodes h2 to h4 rest at 0.5. The bias of y1 stands for the output of 0.6 that the handout assumes.
Network network = new NetworkBuilder(inputs: 3).AddLayer(4, new Sigmoid(), bias: false).AddLayer(1, new Sigmoid()).Build(seed: 1);
network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
network.Forward([1, 3, 5]);
network.Node("y1").Bias = Math.Log(0.6 / 0.4) - network.Node("y1").NetInput;
network.Node("y1").IsBiasFrozen = true;
foreach (string hidden in new[] { "h2", "h3", "h4" })
    network.Connection(hidden, "y1").IsFrozen = true;

var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.01 });
StepLedger right = trainer.Explain([1, 3, 5], [1]);
StepLedger printed = right.With(Mistake.UpdatesBeforePropagating, Mistake.SumsWholeLayer);
foreach ((string name, StepLedger step) in new[] { ("right", right), ("as printed", printed) })
{
    NodeDelta h1 = step.Examples[0].DeltaOf("h1");
    Console.WriteLine($"{name}: push {h1.Push:0.######}, δ {h1.Delta:0.########}, new x1→h1 {step.Change("x1", "h1").NewValue:0.#######}");
}

right.SaveReplay(Path.Combine(folder, "L6-two-steps.html"), printed, new ReplayOptions
{
    Name = "right",
    OtherName = "as the handout prints it",
    Note = "Which two mistakes were made? The frozen bias of y1 stands for the output of 0.6 that the handout assumes.",
});

// Prints:
// > right: push 0.1536, δ 0.00988543, new x1→h1 0.5000989
// > as printed: push 0.384343, δ 0.02473567, new x1→h1 0.5002474
