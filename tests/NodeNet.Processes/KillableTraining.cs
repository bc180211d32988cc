using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Schedules;
using NodeNet.Training;

namespace NodeNet.Processes;

/// <summary>A training that saves itself and may be killed at any moment.</summary>
public static class KillableTraining
{
    /// <summary>More epochs than can be trained between all the kills of a test, since each has a pause.</summary>
    public const int Epochs = 4000;

    /// <summary>What a process prints when the first epoch of its life has ended.</summary>
    public const string Alive = "alive";

    /// <summary>Goes on with the training, or begins it, and prints the digest of the weights at its end.</summary>
    public static void Run(string checkpoint, int everyEpochs, int pause)
    {
        bool isFirst = true;
        var progress = new AtOnce(() =>
        {
            if (isFirst) Console.WriteLine(Alive);
            isFirst = false;
            if (pause > 0) Thread.Sleep(pause);
        });
        var checkpoints = new CheckpointOptions(checkpoint) { EveryEpochs = everyEpochs, Every = null };
        Trainer trainer = NewTrainer(checkpoints, progress);
        trainer.TrainOrResume(Data());
        Console.WriteLine(Digests.Of(trainer.Network));
    }

    /// <summary>The digest of the weights at the end of the same training without any interruption.</summary>
    public static string WithoutInterruption()
    {
        Trainer trainer = NewTrainer(null, null);
        trainer.Train(Data());
        return Digests.Of(trainer.Network);
    }

    private static Trainer NewTrainer(CheckpointOptions? checkpoints, IProgress<EpochReport>? progress)
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(5, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 7);
        return new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions
        {
            LearningRate = 0.01,
            Optimizer = new Adam(),
            Schedule = new ReduceOnPlateau(20, 0.9),
            BatchSize = 4,
            Seed = 3,
            Epochs = Epochs,
            ValidationFraction = 0.25,
            KeepBest = true,
            Checkpoints = checkpoints,
            Progress = progress,
        });
    }

    private static DataSet Data() => DataSet.From(
        Enumerable.Range(0, 16).Select(i => new[] { i % 4 / 3.0, i / 4 / 3.0 }),
        Enumerable.Range(0, 16).Select(i => new[] { (double)((i % 4 + i / 4) % 2) }));

    private sealed class AtOnce(Action action) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => action();
    }
}
