// L1. One node (the handout's Figure 2): weighted inputs, their sum, and what sigmoid and ReLU make of it.
#:project ../../src/NodeNet.Drawing/NodeNet.Drawing.csproj
#:property PublishAot=false
using NodeNet;
using NodeNet.Activations;
using NodeNet.Drawing;

string folder = args.Length > 0 ? args[0] : ".";

Network network = new NetworkBuilder(inputs: 3).AddLayer(1, new Sigmoid(), bias: false).Build(seed: 1);
network.OutputLayer.SetWeights([[0.5, 1.2, -0.3]]);
network.Forward([1, 3, 5]);
Node y1 = network.Node("y1");
foreach (Connection connection in y1.Incoming)
{
    double product = connection.Weight * connection.Source.Activation;
    Console.WriteLine($"{connection.Name}: {connection.Weight} · {connection.Source.Activation} = {product:0.#######}");
}

Console.WriteLine($"sum: {y1.NetInput:0.#######}, sigmoid of it: {y1.Activation:0.#######}");

y1.ActivationFunction = new ReLU();
Console.WriteLine($"with ReLU: {network.Predict([1, 3, 5])[0]:0.#######}");
Draw.ActivationFunction(new Sigmoid()).Save(Path.Combine(folder, "L1-sigmoid.svg"));

// Prints:
// > x1→y1: 0.5 · 1 = 0.5
// > x2→y1: 1.2 · 3 = 3.6
// > x3→y1: -0.3 · 5 = -1.5
// > sum: 2.6, sigmoid of it: 0.9308616
// > with ReLU: 2.6
