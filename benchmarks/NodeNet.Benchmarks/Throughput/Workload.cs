using System.Numerics;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Throughput;

/// <summary>A network, and examples of random numbers for it: what they say does not matter, how long they take does.</summary>
internal sealed class Workload
{
    private const long Seed = 1;

    // Along the slope of Σ (y−ŷ)², as far as the yardstick's 0.05 without the factor 2.
    private const double LearningRate = 0.025;

    public Workload(Settings settings)
    {
        Settings = settings;
        Network = NetworkOf(settings);
        Loss = Catalogue.Losses.Create(settings.Loss);
        Answers = Network.Freeze(settings.Precision);
        Examples = ExamplesOf(settings);
    }

    public Settings Settings { get; }

    public Network Network { get; }

    /// <summary>A snapshot of it that answers in the precision that is asked for.</summary>
    public Predictor Answers { get; }

    public ILoss Loss { get; }

    public DataSet Examples { get; }

    /// <summary>All rows of inputs, one after the other, as another kind of number.</summary>
    public T[] InputsAs<T>()
        where T : INumberBase<T>
    {
        int width = Settings.Sizes[0];
        var inputs = new T[Settings.Rows * width];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = T.CreateTruncating(Examples.Inputs[i / width][i % width]);
        return inputs;
    }

    public TrainerOptions TrainerOptions(int epochs) => WithThreads(new TrainerOptions
    {
        LearningRate = LearningRate,
        Optimizer = Catalogue.Optimizers.Create(Settings.Optimizer),
        L1 = Settings.L1,
        L2 = Settings.L2,
        ClipNorm = Settings.ClipNorm == 0.0 ? null : Settings.ClipNorm,
        BatchSize = Settings.Batch,
        Precision = Settings.Precision,
        Loops = Settings.Engine == Engine.Reference ? Loops.Reference : Loops.Fast,
        Shuffle = Settings.Shuffle,
        Epochs = epochs,
    });

    /// <summary>The one place where the number of threads is handed over.</summary>
    private TrainerOptions WithThreads(TrainerOptions options) => options with { MaxDegreeOfParallelism = Settings.Threads };

    private static Network NetworkOf(Settings settings)
    {
        var builder = new NetworkBuilder(settings.Sizes[0]);
        for (int layer = 1; layer < settings.Sizes.Count; layer++)
            AddLayer(builder, settings.Sizes[layer], layer == settings.Sizes.Count - 1 ? settings.Output : settings.Hidden);
        return builder.Build(Seed);
    }

    private static void AddLayer(NetworkBuilder builder, int nodes, string activation)
    {
        if (Catalogue.LayerActivations.Names.Contains(activation))
            builder.AddLayer(nodes, Catalogue.LayerActivations.Create(activation));
        else
            builder.AddLayer(nodes, Catalogue.Activations.Create(activation));
    }

    /// <summary>Inputs from 0 up to 1, a share of them 0; a class at random for each row.</summary>
    private static DataSet ExamplesOf(Settings settings)
    {
        int inputs = settings.Sizes[0];
        int outputs = settings.Sizes[^1];
        var random = new RandomGenerator(Seed);
        var inputValues = new double[checked(settings.Rows * inputs)];
        for (int i = 0; i < inputValues.Length; i++)
            inputValues[i] = random.NextDouble() < settings.Silent ? 0.0 : random.NextDouble();

        var targetValues = new double[checked(settings.Rows * outputs)];
        for (int row = 0; row < settings.Rows; row++)
            targetValues[row * outputs + random.NextInt32(outputs)] = 1.0;
        return DataSet.From(Rows.From(inputValues, inputs), Rows.From(targetValues, outputs));
    }
}
