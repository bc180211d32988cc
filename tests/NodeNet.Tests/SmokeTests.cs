using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;
using NodeNet.Inspection;

namespace NodeNet.Tests;

public class SmokeTests
{
    [Fact]
    public void Xor_is_learned()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        DataSet xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        var trainer = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 500 });
        TrainingResult result = trainer.Train(xor);
        result.TrainingAccuracy.Should().Be(1.0, result.ToString());
        GradientCheck.Run(network, new BinaryCrossEntropy(), [0, 1], [1]).Passed.Should().BeTrue();
        Console.WriteLine(network.Summary());
        Console.WriteLine(network);
    }
}
