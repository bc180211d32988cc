using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Growing;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Growing;

public class MagnitudePruningTests
{
    // Of ten inputs only the first says anything.
    [Fact]
    public void What_the_answer_hangs_on_stays()
    {
        Network network = new NetworkBuilder(10).AddLayer(6, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        var random = new RandomGenerator(3);
        double[][] inputs = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 10).Select(_ => random.NextUniform(-1, 1)).ToArray())];
        DataSet data = DataSet.From(inputs, inputs.Select(x => new[] { x[0] > 0 ? 1.0 : 0.0 }));
        var trainer = new Trainer(
            network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.02, Optimizer = new Adam(), BatchSize = 20, Epochs = 40, L2 = 1e-3 });
        trainer.Train(data);

        IReadOnlyList<PruningRound> rounds = MagnitudePruning.Run(trainer, data, share: 0.8, rounds: 4);

        rounds.Should().HaveCount(5);
        rounds[0].Connections.Should().Be(66);
        // each round takes the same share of what is left: 66 · 0.2^(r/4)
        rounds.Select(round => round.Connections).Should().Equal(66, 44, 30, 20, 13);
        rounds[^1].Evaluation.Accuracy.Should().BeGreaterThan(0.95);
        network.Connections.Should().HaveCount(13).And.Contain(connection => connection.Source.Name == "x1");
        rounds[1].LargestTaken.Should().BeGreaterThan(0);
        rounds[0].ToString().Should().StartWith("round 0: 66 connections; loss ");
        rounds[1].ToString().Should().Contain("none left that was below");
    }

    [Fact]
    public void Frozen_connections_stay_and_so_does_what_is_not_a_share()
    {
        Network network = Given.Small();
        network.Connection("x1", "h1").Weight = 1e-9;
        network.Connection("x1", "h1").IsFrozen = true;
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Epochs = 1 });

        MagnitudePruning.Run(trainer, Given.Xor(), 0.5, rounds: 1);

        network.Connection("x1", "h1").Weight.Should().Be(1e-9);
        foreach (double share in new[] { 0, 1, double.NaN })
        {
            trainer.Invoking(one => MagnitudePruning.Run(one, Given.Xor(), share)).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("share is *; it must be above 0 and below 1*");
        }
    }
}
