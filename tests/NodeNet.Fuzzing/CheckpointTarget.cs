using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Training;

namespace NodeNet.Fuzzing;

/// <summary>Resumes one small training from any content. Its checksums are put right before, so that what stands behind them is fuzzed too.</summary>
public static class CheckpointTarget
{
    /// <summary>How many epochs the run in corpus/checkpoint has had.</summary>
    public const int Epochs = 2;

    private static readonly DataSet _training = DataSet.From([[0], [1], [2]], [[1], [3], [5]]);
    private static readonly DataSet _validation = DataSet.From([[0.5]], [[2]]);

    /// <summary>True if the content was resumed from, false if it was refused.</summary>
    public static bool Run(Stream stream)
    {
        using var content = new MemoryStream();
        stream.CopyTo(content);
        using var whole = new MemoryStream(CheckpointContent.WithChecksums(content.ToArray()));
        try
        {
            NewTrainer(null).Resume(whole, _training, _validation);
            return true;
        }
        catch (Exception documented) when (documented is ModelFileException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Writes the file that corpus/checkpoint holds.</summary>
    public static void WriteCorpus(string path)
    {
        File.Delete(path);
        NewTrainer(new CheckpointOptions(path)).Train(_training, _validation);
    }

    private static Trainer NewTrainer(CheckpointOptions? checkpoints)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        return new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions
        {
            LearningRate = 0.01,
            Optimizer = new Adam(),
            Epochs = Epochs,
            KeepBest = true,
            Checkpoints = checkpoints,
        });
    }
}
