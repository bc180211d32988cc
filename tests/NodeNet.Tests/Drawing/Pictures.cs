using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.History;
using NodeNet.Inspection;
using NodeNet.Judging;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Drawing;

/// <summary>One of every kind of picture, from numbers that are the same under every kind of loops.</summary>
internal static class Pictures
{
    private static readonly Dictionary<string, Func<Theme, Picture>> _all = new()
    {
        ["network"] = theme => Draw.Network(HandoutAfterForward(), new NetworkPictureOptions { Theme = theme }),
        ["network-skip"] = theme => Draw.Network(Skipping(), new NetworkPictureOptions { Theme = theme }),
        ["network-large"] = theme => Draw.Network(Large(), new NetworkPictureOptions { Theme = theme }),
        ["activation"] = theme => Draw.Activation(HandoutStep(), "h1", new StepPictureOptions { Theme = theme }),
        ["output-delta"] = theme => Draw.OutputDelta(HandoutStep(), "y1", new StepPictureOptions { Theme = theme }),
        ["hidden-delta"] = theme => Draw.HiddenDelta(HandoutStep(), "h1", new StepPictureOptions { Theme = theme }),
        ["weight-update"] = theme => Draw.WeightUpdate(HandoutStep(), "h1", "y1", new StepPictureOptions { Theme = theme }),
        ["loss-curve"] = theme => Draw.LossCurve(History(), new CurveOptions { Theme = theme }),
        ["accuracy-curve"] = theme => Draw.AccuracyCurve(History(), new PictureOptions { Theme = theme }),
        ["learning-rates"] = theme => Draw.LearningRates(Rates(), new PictureOptions { Theme = theme }),
        ["boundary"] = theme => Draw.DecisionBoundary(Given.Small(), Given.Xor(), new PictureOptions { Theme = theme }),
        ["landscape"] = theme => Landscape(theme),
        ["confusion"] = theme => Draw.ConfusionMatrix(Confusion(), ["cat", "dog", "ox"], new PictureOptions { Theme = theme }),
        ["roc"] = theme => Draw.Roc(Curve(), 0.5, new PictureOptions { Theme = theme }),
        ["precision-recall"] = theme => Draw.PrecisionRecall(Curve(), 0.5, new PictureOptions { Theme = theme }),
        ["reliability"] = theme => Draw.Reliability(Promises(), new PictureOptions { Theme = theme }),
        ["residuals"] = theme => Draw.Residuals(Misses(), new PictureOptions { Theme = theme }),
        ["relu"] = theme => Draw.ActivationFunction(new ReLU(), new PictureOptions { Theme = theme }),
        ["weights"] = theme => Draw.WeightHistograms(HandoutNetwork.Create(), new PictureOptions { Theme = theme }),
        ["digits"] = theme => Letters(theme),
    };

    /// <summary>A loss that falls from 1, is smallest at a rate of 0.1, and rises.</summary>
    public static LearningRateCurve Rates() => new()
    {
        Start = 1,
        Points = [.. new[] { 1, 0.99, 0.9, 0.5, 0.2, 0.6, 1.1 }.Select((loss, i) => new LearningRatePoint(Math.Pow(10, i - 5), loss))],
    };

    /// <summary>Twelve rows in the bins of their scores.</summary>
    public static Reliability Promises() => Reliability.Of(
        [0.95, 0.91, 0.8, 0.74, 0.72, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.1],
        [true, true, false, true, false, true, false, true, false, false, false, false]);

    /// <summary>Residuals 1, −2, 0.5, 0.</summary>
    public static Residuals Misses() => Residuals.Of([3, 1, 4.5, 2], [2, 3, 4, 2], "weight");

    /// <summary>Twelve rows, two of them with equal scores.</summary>
    public static BinaryCurve Curve() => BinaryCurve.Of(
        [0.95, 0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.1],
        [true, true, false, true, false, true, false, true, false, false, false, false]);

    public static IReadOnlyList<string> Names => [.. _all.Keys];

    public static Picture Of(string name, Theme? theme = null) => _all[name](theme ?? Theme.Light);

    public static StepLedger HandoutStep() => HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain(HandoutNetwork.Inputs, HandoutNetwork.Label);

    public static Network HandoutAfterForward()
    {
        Network network = HandoutNetwork.Create();
        network.Forward(HandoutNetwork.Inputs);
        return network;
    }

    /// <summary>Two connections that skip a layer, one of weight 0, and a label.</summary>
    public static Network Skipping()
    {
        Network network = Given.Small();
        network.Connect("x1", "y1", -1.5);
        network.Connect("x2", "y1", 0);
        network.Node("h2").Label = "edge detector";
        network.Forward([0.5, -1]);
        return network;
    }

    /// <summary>784-12-2: two layers that are too large to be drawn in full.</summary>
    public static Network Large()
    {
        Network network = new NetworkBuilder(inputs: 784).AddLayer(12, new ReLU()).AddLayer(2, new Softmax()).LabelOutputs("cat", "dog").Build(seed: 1);
        network.Forward(new double[784]);
        return network;
    }

    /// <summary>Three epochs; the validation loss rises at the end.</summary>
    public static TrainingHistory History() =>
        new(new (double, double, double)[] { (0.9, 1.0, 0.5), (0.5, 0.6, 0.75), (0.2, 0.7, 1.0) }.Select((numbers, i) => new EpochReport
        {
            Epoch = i + 1,
            BaseLearningRate = 0.1,
            LearningRate = 0.1,
            RunningLoss = numbers.Item1,
            RunningAccuracy = numbers.Item3,
            ValidationLoss = numbers.Item2,
            ValidationAccuracy = 0.5 * numbers.Item3,
            Penalty = 0,
            Elapsed = TimeSpan.Zero,
        }));

    /// <summary>4 of 5 right; one cat was taken for a dog, and there was no ox.</summary>
    public static ConfusionMatrix Confusion() => new([0, 0, 0, 1, 1], [0, 0, 1, 1, 1], classes: 3);

    /// <summary>y = 3 · x1 − 2 · x2, learned from four examples: one valley, with its bottom where the weights are 3 and −2.</summary>
    public static (Network Network, DataSet Data) Bowl()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights([[0.5, 0.5]]);
        return (network, DataSet.From([[1, 0], [0, 1], [1, 1], [1, -1]], [[3], [-2], [1], [5]]));
    }

    /// <summary>The handout's Figure 3: 1-1-1 with a frozen bias, and points whose loss has two valleys over its two weights.</summary>
    public static (Network Network, DataSet Data) TwoValleys(double first, double second)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh()).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        network.HiddenLayers[0].SetWeights([[first]]);
        network.HiddenLayers[0].SetBiases(0.4);
        network.Node("h1").IsBiasFrozen = true;
        network.OutputLayer.SetWeights([[second]]);
        return (network, DataSet.From([[-1.5], [-0.8], [-0.2], [0.4], [1], [1.6]], [[-0.9], [-0.7], [-0.1], [0.5], [0.9], [1]]));
    }

    private static Picture Landscape(Theme theme)
    {
        (Network network, DataSet data) = Bowl();
        return Draw.LossLandscape(
            network, new SumOfSquaredErrors(), data, network.Connection("x1", "y1"), network.Connection("x2", "y1"),
            new LossLandscapeOptions { Theme = theme, Reach = 4, Steps = 20 });
    }

    /// <summary>3×3 pixels: an L, a T, and an L that is taken for a T.</summary>
    private static Picture Letters(Theme theme)
    {
        Network network = new NetworkBuilder(inputs: 9).AddLayer(2, new Softmax()).LabelOutputs("L", "T").Build(seed: 0);
        network.OutputLayer.SetWeights([[1, 0, 0, 1, 0, 0, 1, 1, 1], [1, 1, 1, 0, 1, 0, 0, 1, 0]]);
        DataSet data = DataSet.From(
            [[1, 0, 0, 1, 0, 0, 1, 1, 1], [1, 1, 1, 0, 1, 0, 0, 1, 0], [0.5, 1, 0, 0, 1, 0, 0, 0.5, 1]],
            [[1, 0], [0, 1], [1, 0]]);
        return Draw.Digits(network, data, new DigitsOptions { Theme = theme });
    }
}
