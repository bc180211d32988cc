// L3. Loss and slope (Figure 4): the nearer the output comes to its target, the smaller its δ.
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

// One node whose only input is 1 and whose weight is chosen so that it answers what is wanted.
Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Sigmoid(), bias: false).Build(seed: 1);
var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.01 });
foreach (double output in new[] { 0.2, 0.6, 0.9, 0.99 })
{
    network.OutputLayer.SetWeights([[Math.Log(output / (1 - output))]]);
    NodeDelta y1 = trainer.Explain([1], [1]).Examples[0].DeltaOf("y1");
    Console.WriteLine($"ŷ = {output}: loss {(1 - output) * (1 - output):0.####}, δ = 2 · (1 − ŷ) · ŷ · (1 − ŷ) = {y1.Delta:0.######}");
}

network.OutputLayer.SetWeights([[Math.Log(0.6 / 0.4)]]);
Draw.OutputDelta(trainer.Explain([1], [1]), "y1").Save(Path.Combine(folder, "L3-output-delta.svg"));

// Prints:
// > ŷ = 0.2: loss 0.64, δ = 2 · (1 − ŷ) · ŷ · (1 − ŷ) = 0.256
// > ŷ = 0.6: loss 0.16, δ = 2 · (1 − ŷ) · ŷ · (1 − ŷ) = 0.192
// > ŷ = 0.9: loss 0.01, δ = 2 · (1 − ŷ) · ŷ · (1 − ŷ) = 0.018
// > ŷ = 0.99: loss 0.0001, δ = 2 · (1 − ŷ) · ŷ · (1 − ŷ) = 0.000198
