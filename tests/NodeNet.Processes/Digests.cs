using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Processes;

/// <summary>Small seeded trainings of every kind, each with a digest of the bits of its weights: the same for any number of threads, in every repetition, in Debug and in Release.</summary>
public static class Digests
{
    /// <summary>A line for each training: what it is, and its digest.</summary>
    public static IEnumerable<string> Lines() => Lines(threads: null);

    /// <summary>A line for each training, on so many threads.</summary>
    public static IEnumerable<string> Lines(int? threads)
    {
        foreach (string activation in Catalogue.Activations.Names)
            yield return $"{activation}: {Trained(activation, "momentum", Precision.Double, Loops.Fast, 10, threads)}";
        foreach (string optimizer in Catalogue.Optimizers.Names)
        {
            foreach (Precision precision in new[] { Precision.Double, Precision.Single })
            {
                foreach (Loops loops in precision == Precision.Single ? new[] { Loops.Fast } : [Loops.Fast, Loops.Reference])
                {
                    foreach (int batch in new[] { 1, 10, TrainerOptions.FullBatch })
                        yield return $"{optimizer}, {precision}, {loops}, batch {batch}: {Trained("tanh", optimizer, precision, loops, batch, threads)}";
                }
            }
        }
    }

    /// <summary>The bits of all outgoing weights and biases, in one number.</summary>
    public static string Of(Network network)
    {
        ulong digest = 14695981039346656037; // FNV-1a
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            Add(node.Bias);
            foreach (Connection connection in node.Incoming)
                Add(connection.Weight);
        }
        return digest.ToString("x16");

        void Add(double number)
        {
            foreach (byte part in BitConverter.GetBytes(number))
                digest = (digest ^ part) * 1099511628211;
        }
    }

    private static string Trained(string activation, string optimizer, Precision precision, Loops loops, int batch, int? threads)
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(9, Catalogue.Activations.Create(activation)).AddLayer(2, Catalogue.Activations.Create("sigmoid")).Build(seed: 1);
        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions
        {
            LearningRate = 0.01,
            Optimizer = Catalogue.Optimizers.Create(optimizer),
            BatchSize = batch,
            Epochs = 5,
            Seed = 2,
            L2 = 0.001,
            Precision = precision,
            Loops = loops,
            MaxDegreeOfParallelism = threads,
        }).Train(Data());
        return Of(network);
    }

    private static DataSet Data()
    {
        var random = new RandomGenerator(4);
        double[][] Table(int width) => [.. Enumerable.Range(0, 23).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextDouble()).ToArray())];
        return DataSet.From(Table(3), Table(2));
    }
}
