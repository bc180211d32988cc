// L8. XOR: how fast, with which rate; and never without hidden nodes.
#:project ../../src/NodeNet.Explain/NodeNet.Explain.csproj
#:project ../../src/NodeNet.Drawing/NodeNet.Drawing.csproj
#:property PublishAot=false
using NodeNet;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Training;

string folder = args.Length > 0 ? args[0] : ".";

DataSet xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
foreach (double rate in new[] { 0.05, 0.5, 2, 50 })
    Console.WriteLine($"α = {rate}: {Right(Learn(rate))} of 4 right after 300 epochs");

Network flat = new NetworkBuilder(inputs: 2).AddLayer(1, new Sigmoid()).Build(seed: 2);
new Trainer(flat, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, BatchSize = 1, Epochs = 3000 }).Train(xor);
Console.WriteLine($"without hidden nodes: {Right(flat)} of 4 right after 3000 epochs");
Run(0.5, out _).SaveReplay(Path.Combine(folder, "L8-two-rates.html"), Run(0.05, out _));

RecordedRun Run(double rate, out Network network)
{
    network = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 2);
    var options = new TrainerOptions { LearningRate = rate, BatchSize = 1, Epochs = 300 };
    return new Trainer(network, new BinaryCrossEntropy(), options).TrainRecorded(xor, new RunRecording { MostLedgers = 20 });
}

Network Learn(double rate)
{
    Run(rate, out Network network);
    return network;
}

int Right(Network network) => Enumerable.Range(0, 4).Count(row => network.Predict(xor.Inputs.ToArrays()[row])[0] > 0.5 == (xor.Targets[row, 0] > 0.5));

// Prints:
// > α = 0.05: 4 of 4 right after 300 epochs
// > α = 0.5: 4 of 4 right after 300 epochs
// > α = 2: 4 of 4 right after 300 epochs
// > α = 50: 2 of 4 right after 300 epochs
// > without hidden nodes: 1 of 4 right after 3000 epochs
