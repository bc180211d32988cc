using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Processes;

/// <summary>Small seeded trainings of every kind, each with a digest of the bits of its weights: the same for any number of threads, in every repetition, in
/// Debug and in Release.</summary>
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

    /// <summary>A line for each number of threads: a training whose every phase is large enough to be divided, and its digest.</summary>
    public static IEnumerable<string> OfThreads(params int[] numbers)
    {
        DataSet data = Data(rows: 100, inputs: 200, targets: 7);
        foreach (int threads in numbers)
        {
            Network network = new NetworkBuilder(inputs: 200).AddLayer(301, new ReLU()).AddLayer(150, new Softmax())
                .AddLayer(7, new Sigmoid(), from: [0, 1, 2]).Build(seed: 1);
            new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { BatchSize = 64, Epochs = 2, MaxDegreeOfParallelism = threads }).Train(data);
            yield return $"{threads}: {Of(network)}";
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
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(9, Catalogue.Activations.Create(activation))
            .AddLayer(2, Catalogue.Activations.Create("sigmoid"))
            .Build(seed: 1);
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
        }).Train(Data(rows: 23, inputs: 3, targets: 2));
        return Of(network);
    }

    private static DataSet Data(int rows, int inputs, int targets)
    {
        var random = new RandomGenerator(4);
        double[][] Table(int width) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextDouble()).ToArray())];
        return DataSet.From(Table(inputs), Table(targets));
    }
}
