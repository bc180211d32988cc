using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Schedules;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Diagnostics;

/// <summary>Set-ups that learn. The doctor must not raise an alarm on any of them, neither before training nor after.</summary>
internal static class HealthyCases
{
    private static readonly TrainerOptions _xorOptions = new() { LearningRate = 1, Epochs = 500, BatchSize = TrainerOptions.FullBatch };

    /// <summary>By name, a new set-up at each call.</summary>
    public static readonly Dictionary<string, Func<Case>> All = WithChance(new()
    {
        ["the handout"] = () =>
            new(
                HandoutNetwork.Create(),
                new SumOfSquaredErrors(),
                DataSet.From([HandoutNetwork.Inputs], [HandoutNetwork.Label]),
                new TrainerOptions { LearningRate = HandoutNetwork.LearningRate }),
        ["the handout's exercise of two examples"] = () =>
            new(
                HandoutExercise(),
                new SumOfSquaredErrors(),
                DataSet.From([[1, 3, 5], [2, 1, 0]], [[1], [0]]),
                new TrainerOptions { LearningRate = 0.5, Epochs = 200, Shuffle = false }),
        ["lesson 4: XOR with two hidden nodes"] = () => new(Net(2, 6, (2, new Tanh()), (1, new Sigmoid())), new BinaryCrossEntropy(), Given.Xor(), _xorOptions),
        ["lesson 4: XOR without hidden nodes, which no rate solves"] = () =>
            new(Net(2, 1, (1, new Sigmoid())), new BinaryCrossEntropy(), Given.Xor(), _xorOptions),
        ["the README's XOR"] = () =>
            new(
                Net(2, 42, (3, new Sigmoid()), (1, new Sigmoid())),
                new SumOfSquaredErrors(),
                Given.Xor(),
                new TrainerOptions { LearningRate = 0.5, Epochs = 3000 }),
        ["lesson 5: iris"] = () =>
            new(
                Softmax(4, 1, 3, (6, new Tanh())),
                new CrossEntropy(),
                Problems.ScaledIris().Training,
                new TrainerOptions { LearningRate = 0.05, Epochs = 50 })
            { Validation = Problems.ScaledIris().Test },
        ["lesson 6: penguins"] = () =>
            new(
                Net(Problems.ScaledPenguins().Training.Inputs.Width, 1, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.ScaledPenguins().Training,
                new TrainerOptions { LearningRate = 0.01, Epochs = 50 })
            { Validation = Problems.ScaledPenguins().Test },
        ["lesson 7: digits"] = () =>
            new(
                Softmax(64, 1, 10, (30, new ReLU())),
                new CrossEntropy(),
                Problems.ScaledDigits().Training,
                new TrainerOptions { LearningRate = 0.05, Epochs = 12 })
            { Validation = Problems.ScaledDigits().Test },
        ["digits in batches, with Adam"] = () =>
            new(
                Softmax(64, 2, 10, (30, new ReLU())),
                new CrossEntropy(),
                Problems.SomeDigits(),
                new TrainerOptions { LearningRate = 0.005, Epochs = 5, BatchSize = 16, Optimizer = new Adam(), Schedule = new WarmUp(2) }),
        ["digits, sigmoid and SSE"] = () =>
            new(
                Net(64, 1, (30, new Sigmoid()), (10, new Sigmoid())),
                new SumOfSquaredErrors(),
                Problems.SomeDigits(),
                new TrainerOptions { LearningRate = 0.1, Epochs = 3 }),
        ["iris in centimetres, scaled to 0 … 1"] = () =>
            new(Softmax(4, 1, 3, (6, new Tanh())), new CrossEntropy(), MinMaxIris(), new TrainerOptions { LearningRate = 0.1, Epochs = 60 }),
        ["a line with one linear node"] = () =>
            new(Net(1, 0, (1, new Identity())), new MeanSquaredError(), Given.PointsOfALine(40), new TrainerOptions { LearningRate = 0.01 }),
        ["a wave, three layers of tanh"] = () =>
            new(
                Net(3, 3, (8, new Tanh()), (8, new Tanh()), (1, new Tanh())),
                new HalfSumOfSquaredErrors(),
                Problems.Wave(),
                new TrainerOptions { LearningRate = 0.05, Epochs = 200 }),
        ["a wave, absolute error, leaky ReLU, Nesterov"] = () =>
            new(
                Net(3, 4, (12, new LeakyReLU()), (1, new Identity())),
                new MeanAbsoluteError(),
                Problems.Wave(),
                new TrainerOptions { LearningRate = 0.01, Optimizer = new Nesterov(0.9), BatchSize = 10 }),
        ["two sides, one sigmoid node"] = () =>
            new(Net(2, 5, (1, new Sigmoid())), new BinaryCrossEntropy(), Problems.TwoSides(), new TrainerOptions { LearningRate = 0.1 }),
        ["two sides, a softmax of two"] = () =>
            new(
                Softmax(2, 5, 2, (4, new ELU())),
                new CrossEntropy(),
                Problems.From(60, 2, x => x[0] > x[1] ? [1, 0] : [0, 1]),
                new TrainerOptions { LearningRate = 0.05 }),
        ["three stripes, skip connections, some missing"] = () =>
            new(
                SkipAndSparse(),
                new CrossEntropy(),
                Problems.ThreeStripes(),
                new TrainerOptions { LearningRate = 0.05, Epochs = 200 })
            { Validation = Problems.ThreeStripes(120).Select([.. Enumerable.Range(90, 30)]) },
        ["several classes at once"] = () =>
            new(
                Net(2, 8, (6, new Tanh()), (2, new Sigmoid())),
                new BinaryCrossEntropy(),
                Problems.From(80, 2, x => [x[0] > 0 ? 1 : 0, x[1] > 0 ? 1 : 0]),
                new TrainerOptions { LearningRate = 0.1 }),
        ["six layers of ReLU"] = () =>
            new(
                Net(3, 9, [.. Enumerable.Repeat((16, (IActivation)new ReLU()), 5), (1, new Identity())]),
                new MeanSquaredError(),
                Problems.Wave(),
                new TrainerOptions { LearningRate = 0.01, Epochs = 80 }),
        ["a sine of 0 … 1, more than half of the ReLU nodes dead"] = () =>
            new(HalfDead(), new MeanSquaredError(), Sine(), new TrainerOptions { LearningRate = 0.01, BatchSize = 8, Epochs = 300, Optimizer = new Adam() }),
        ["an output layer that starts at 0"] = () => new(FromZero(), new CrossEntropy(), Problems.ThreeStripes(), new TrainerOptions { LearningRate = 0.1 }),
        ["targets that ReLU can reach"] = () =>
            new(
                Net(2, 11, (8, new Tanh()), (1, new Softplus())),
                new SumOfSquaredErrors(),
                Problems.From(60, 2, x => [1 + x[0] * x[0]]),
                new TrainerOptions { LearningRate = 0.02 }),
        ["a part held out by the options"] = () =>
            new(
                Net(3, 3, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.Wave(),
                new TrainerOptions { LearningRate = 0.05, Epochs = 150, ValidationFraction = 0.25 }),
        ["the same columns, one of them rarely 1"] = () =>
            new(
                Net(3, 3, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.Wave(200).WithInput(2, x => x > 0.98 ? 1 : 0),
                new TrainerOptions { LearningRate = 0.05, Epochs = 150 }),
        ["hidden nodes frozen as they were drawn, only the output learns"] = () =>
            new(OnlyTheOutputLearns(), new BinaryCrossEntropy(), Problems.TwoSides(), new TrainerOptions { LearningRate = 0.02, Epochs = 100 }),
        ["a class that only its bias speaks for"] = () =>
            new(OneClassByItsBias(), new CrossEntropy(), Problems.ThreeStripes(), new TrainerOptions { LearningRate = 0.05, Epochs = 100 }),
        ["classes five to one"] = () =>
            new(
                Net(2, 5, (4, new Tanh()), (1, new Sigmoid())),
                new BinaryCrossEntropy(),
                Problems.From(120, 2, x => [x[0] > 0.66 ? 1 : 0]),
                new TrainerOptions { LearningRate = 0.1 }),
    });

    /// <summary>Classes of which the inputs tell little: for two seeds, and at night (NODENET_HEALTHY=all) for more.</summary>
    private static Dictionary<string, Func<Case>> WithChance(Dictionary<string, Func<Case>> cases)
    {
        int[] seeds = Environment.GetEnvironmentVariable("NODENET_HEALTHY") == "all" ? [1, 2, 3, 4, 6] : [1, 2];
        foreach (int seed in seeds)
        {
            Case Of(TrainerOptions options, params (int Nodes, IActivation Activation)[] hidden) =>
                new(
                    Net(8, seed, [.. hidden, (1, new Sigmoid())]), new BinaryCrossEntropy(), Problems.MostlyChance(seed),
                    options with { Epochs = 30 });
            cases[$"mostly chance {seed}, ReLU, Adam"] = () =>
                Of(new TrainerOptions { LearningRate = 0.001, BatchSize = 32, Optimizer = new Adam() }, (8, new ReLU()));
            cases[$"mostly chance {seed}, tanh"] = () => Of(new TrainerOptions { LearningRate = 0.05, BatchSize = 16 }, (16, new Tanh()));
            cases[$"mostly chance {seed}, ReLU, momentum"] = () =>
                Of(new TrainerOptions { LearningRate = 0.01, BatchSize = 16, Optimizer = new Momentum() }, (16, new ReLU()));
        }
        return cases;
    }

    /// <summary>A network, layer after layer.</summary>
    public static Network Net(int inputs, long seed, params (int Nodes, IActivation Activation)[] layers) =>
        layers.Aggregate(new NetworkBuilder(inputs), (builder, layer) => builder.AddLayer(layer.Nodes, layer.Activation)).Build(seed);

    /// <summary>A network that ends in a softmax.</summary>
    public static Network Softmax(int inputs, long seed, int classes, params (int Nodes, IActivation Activation)[] hidden) =>
        hidden
            .Aggregate(new NetworkBuilder(inputs), (builder, layer) => builder.AddLayer(layer.Nodes, layer.Activation))
            .AddLayer(classes, new Softmax())
            .Build(seed);

    private static Network HandoutExercise()
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(4, new Sigmoid(), bias: false).AddLayer(1, new Sigmoid(), bias: false).Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0.1, 0.2, 0.3], [-0.4, 0.5, -0.2], [0.3, -0.6, 0.2]]);
        network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
        return network;
    }

    private static Network SkipAndSparse()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(6, new Tanh())
            .AddLayer(5, new ReLU(), from: [0, 1])
            .AddLayer(3, new Softmax(), from: [0, 2])
            .Build(seed: 4);
        int number = 0;
        network.Prune(_ => ++number % 4 == 0);
        return network;
    }

    /// <summary>As it comes about: where the only input is never negative, a ReLU with a negative weight and no bias is dead.</summary>
    private static Network HalfDead()
    {
        long seed = Enumerable.Range(1, 100).First(seed => Build(seed).HiddenLayers[0].Nodes.Count(node => node.Incoming[0].Weight < 0) == 9);
        return Build(seed);

        static Network Build(long seed) => Net(1, seed, (16, new ReLU()), (16, new ReLU()), (1, new Identity()));
    }

    private static DataSet Sine()
    {
        DataSet sine = Problems.From(100, 1, x => [Math.Sin(3 * x[0])]);
        return sine.ScaleInputs(Scaler.MinMax(sine.Inputs));
    }

    private static Network FromZero() =>
        new NetworkBuilder(inputs: 2).AddLayer(6, new Tanh()).AddLayer(3, new Softmax(), weights: Constant.Zero).Build(seed: 2);

    private static Network OnlyTheOutputLearns()
    {
        Network network = Net(2, 3, (12, new Tanh()), (1, new Sigmoid()));
        network.HiddenLayers[0].Freeze();
        return network;
    }

    /// <summary>A softmax needs no weights for one of its classes: it is what remains.</summary>
    private static Network OneClassByItsBias()
    {
        Network network = Softmax(2, 3, 3, (8, new Tanh()));
        network.Prune(connection => connection.Target.Name == "y3");
        network.Node("y3").IsBiasFrozen = true;
        return network;
    }

    private static DataSet MinMaxIris()
    {
        DataSet iris = NodeNet.Datasets.Iris.Load();
        return iris.ScaleInputs(Scaler.MinMax(iris.Inputs));
    }
}
