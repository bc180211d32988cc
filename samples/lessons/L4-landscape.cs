// L4. The landscape of the loss (Figure 3): two starts, two minima.
#:project ../../src/NodeNet.Explain/NodeNet.Explain.csproj
#:project ../../src/NodeNet.Drawing/NodeNet.Drawing.csproj
#:property PublishAot=false
using NodeNet;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Losses;
using NodeNet.Training;

string folder = args.Length > 0 ? args[0] : ".";

DataSet points = DataSet.From([[-1.5], [-0.8], [-0.2], [0.4], [1], [1.6]], [[-0.9], [-0.7], [-0.1], [0.5], [0.9], [1]]);
Network caught = Start(-0.4, -0.9);
Network free = Start(0.4, 0.9);
WeightPath path = Learn(caught);
WeightPath other = Learn(free);
Draw.LossLandscape(caught, new SumOfSquaredErrors(), points, path.First, path.Second,
    new LossLandscapeOptions { Path = path, OtherPaths = [other], IsLogarithmic = true, Reach = 5 }).Save(Path.Combine(folder, "L4-landscape.svg"));

// ŷ = v · tanh(w · x + 0.4)
static Network Start(double w, double v)
{
    Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh()).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
    network.HiddenLayers[0].SetWeights([[w]]);
    network.HiddenLayers[0].SetBiases(0.4);
    network.Node("h1").IsBiasFrozen = true;
    network.OutputLayer.SetWeights([[v]]);
    return network;
}

WeightPath Learn(Network network)
{
    var path = new WeightPath(network.Connection("x1", "h1"), network.Connection("h1", "y1"));
    var options = new TrainerOptions { LearningRate = 0.03, BatchSize = 6, BatchReduction = BatchReduction.Sum, Epochs = 300, Progress = path };
    var trainer = new Trainer(network, new SumOfSquaredErrors(), options);
    trainer.Train(points);
    (double w, double v) = path.Points[0];
    Console.WriteLine($"from ({w}, {v}) to ({path.Points[^1].First:0.#}, {path.Points[^1].Second:0.#}): loss {trainer.Evaluate(points).Loss:0.###}");
    return path;
}

// Prints:
// > from (-0.4, -0.9) to (-2.1, -0.8): loss 0.05
// > from (0.4, 0.9) to (1.7, 0.9): loss 0.014
