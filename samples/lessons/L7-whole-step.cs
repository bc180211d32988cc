// L7. A whole step: did the loss fall?
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
StepLedger step = trainer.Explain([1, 3, 5], [1]);
Console.WriteLine($"loss {step.Loss:0.####} → {step.LossAfter():0.####}");
Console.WriteLine(step.Why("x2", "h1", LedgerFormat.Handout));
step.SaveReplay(Path.Combine(folder, "L7-step.html"));

// Prints:
// > loss 0.16 → 0.1591
// > the weight w_x2→h1 grows: w⁺_x2→h1 = 1.2 + 0.000296563 = 1.200297
// >   the change by gradient_descent: Δw_x2→h1 = 0.01 · 0.0296563 = 0.000296563
// >   the example asks for more: −∂L/∂w_x2→h1 = 0.009885435 · 3 = 0.0296563
// >     x2 was given 3
// >     the net input of h1 should grow: δ_h1 = (0.192 · 0.8) · 0.9308616 · (1 − 0.9308616) = 0.009885435
// >       its connection to y1 brings back δ · weight = 0.192 · 0.8 = 0.1536
// >         the net input of y1 should grow: δ_y1 = 2 · (1 − 0.6) · 0.6 · (1 − 0.6) = 0.192
// >           y1 answered 0.6 and should have answered 1
// >           the slope of sigmoid at its net input 0.4054651 is 0.24
// >       the slope of sigmoid at its net input 2.6 is 0.0643583
