// L2. Forward through 3-4-1 (Figure 1): node by node, layer by layer.
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
foreach (NodeForward node in step.Examples[0].Forward)
    Console.WriteLine($"{node.Node.Name}: net input {node.NetInput:0.#######}, activation {node.Activation:0.#######}");
Draw.Network(network).Save(Path.Combine(folder, "L2-network.svg"));

// Prints:
// > h1: net input 2.6, activation 0.9308616
// > h2: net input 0, activation 0.5
// > h3: net input 0, activation 0.5
// > h4: net input 0, activation 0.5
// > y1: net input 0.4054651, activation 0.6
