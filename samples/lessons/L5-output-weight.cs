// L5. δ of the output and a new weight (Figure 5).
#:project ../../src/NodeNet.Explain/NodeNet.Explain.csproj
#:project ../../src/NodeNet.Drawing/NodeNet.Drawing.csproj
#:property PublishAot=false
using NodeNet;
using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Training;

string folder = args.Length > 0 ? args[0] : ".";

// The handout's network: 3-4-1, all sigmoid; the nodes h2 to h4 rest at 0.5. The bias of y1 stands for the output of 0.6 that the handout assumes.
Network network = new NetworkBuilder(inputs: 3).AddLayer(4, new Sigmoid(), bias: false).AddLayer(1, new Sigmoid()).Build(seed: 1);
network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
network.Forward([1, 3, 5]);
network.Node("y1").Bias = Math.Log(0.6 / 0.4) - network.Node("y1").NetInput;
network.Node("y1").IsBiasFrozen = true;

var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.01 });
StepLedger step = trainer.Explain([1, 3, 5], [1]);
Console.WriteLine(step.ToText(LedgerFormat.Handout with { Nodes = ["y1"], ShowConventions = false }));
Draw.WeightUpdate(step, "h1", "y1").Save(Path.Combine(folder, "L5-weight-update.svg"));

// Prints:
// > Step 1 (not taken): 1 example, loss 0.16
// >
// > Forward
// >   z_y1 = −0.9392242 + 0.8 · 0.9308616 + 0.5 · 0.5 + 0.1 · 0.5 + 0.6 · 0.5 = 0.4054651
// >   a_y1 = sigmoid(0.4054651) = 0.6
// >
// > Loss
// >   L_y1 = (1 − 0.6)² = 0.16
// >
// > Backward
// >   δ_y1 = 2 · (1 − 0.6) · 0.6 · (1 − 0.6) = 0.192
// >   −∂L/∂b_y1 = 0.192
// >   −∂L/∂w_h1→y1 = 0.192 · 0.9308616 = 0.1787254
// >   −∂L/∂w_h2→y1 = 0.192 · 0.5 = 0.096
// >   −∂L/∂w_h3→y1 = 0.192 · 0.5 = 0.096
// >   −∂L/∂w_h4→y1 = 0.192 · 0.5 = 0.096
// >
// > Update
// >   Δb_y1 = 0  (frozen)
// >   Δw_h1→y1 = 0.01 · 0.1787254 = 0.001787254
// >   Δw_h2→y1 = 0.01 · 0.096 = 0.00096
// >   Δw_h3→y1 = 0.01 · 0.096 = 0.00096
// >   Δw_h4→y1 = 0.01 · 0.096 = 0.00096
// >   b⁺_y1 = −0.9392242 + 0 = −0.9392242
// >   w⁺_h1→y1 = 0.8 + 0.001787254 = 0.8017873
// >   w⁺_h2→y1 = 0.5 + 0.00096 = 0.50096
// >   w⁺_h3→y1 = 0.1 + 0.00096 = 0.10096
// >   w⁺_h4→y1 = 0.6 + 0.00096 = 0.60096
