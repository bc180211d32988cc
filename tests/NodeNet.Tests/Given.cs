using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Schedules;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests;

/// <summary>Small networks and parts that several tests use.</summary>
internal static class Given
{
    /// <summary>One input, one output, ŷ = 2x + 1: the smallest network with everything in it.</summary>
    public static Network Line()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 0);
        network.Connection("x1", "y1").Weight = 2.0;
        network.Node("y1").Bias = 1.0;
        return network;
    }

    /// <summary>2-3-1: tanh, then sigmoid.</summary>
    public static Network Small(long seed = 1) =>
        new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed);

    /// <summary>The four cases of XOR.</summary>
    public static DataSet Xor() => DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

    /// <summary>Points of y = 3x − 1, so many of them, with x = 0, 0.1, 0.2, ….</summary>
    public static DataSet PointsOfALine(int count) => DataSet.From(
        Enumerable.Range(0, count).Select(i => new[] { 0.1 * i }),
        Enumerable.Range(0, count).Select(i => new[] { 0.3 * i - 1.0 }));

    public static Trainer Trainer(Network network, double learningRate) =>
        new(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = learningRate });
}

/// <summary>Hands every report on at once, on the thread that reports.</summary>
internal sealed class AtOnce(Action<EpochReport> action) : IProgress<EpochReport>
{
    public void Report(EpochReport value) => action(value);
}

/// <summary>Identity, but with a slope and a side effect of the test's choice.</summary>
internal sealed class Probe(Action<double>? onActivate = null, Func<double, double>? slope = null) : IActivation
{
    public string Name => "probe";

    public double Activate(double netInput)
    {
        onActivate?.Invoke(netInput);
        return netInput;
    }

    public double Slope(double netInput, double activation) => slope?.Invoke(netInput) ?? 1.0;
}

/// <summary>Half the squared error, which tells the test every target that it learns from.</summary>
internal sealed class WatchedLoss(Action<double> onLearn) : ILoss
{
    private readonly HalfSumOfSquaredErrors _inner = new();

    public string Name => "watched";

    public double Term(double output, double target) => _inner.Term(output, target);

    public double Slope(double output, double target)
    {
        onLearn(target);
        return _inner.Slope(output, target);
    }
}

/// <summary>An observer that looks at nothing.</summary>
internal sealed class Unconcerned : IStepObserver;

/// <summary>A learning rate of the test's choice for every epoch.</summary>
internal sealed class Rates(Func<int, double> rate) : ILearningRateSchedule
{
    public string Name => "rates";

    public double Rate(double baseRate, int epoch, TrainingHistory history) => rate(epoch);
}

/// <summary>What the tests' own code throws.</summary>
internal sealed class UserTroubleException() : Exception("trouble in the user's code");
