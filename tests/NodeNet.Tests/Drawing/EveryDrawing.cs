using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.History;
using NodeNet.Inspection;
using NodeNet.Judging;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Tests.Drawing;

/// <summary>Every public member of <see cref="Draw"/>, with names and numbers that a test chooses.</summary>
internal static class EveryDrawing
{
    /// <summary>What a user may give a picture to show.</summary>
    /// <param name="Name">The name of every input, hidden node, output, class, activation function and loss.</param>
    /// <param name="Number">The size of weights, inputs and losses.</param>
    public sealed record Given(string Name = "a", double Number = 0.5)
    {
        public Network Network(int inputs = 2)
        {
            Network network = new NetworkBuilder(inputs).AddLayer(2, new Named(Name)).AddLayer(2, new Identity()).Build(seed: 1);
            foreach (Node node in network.Layers.SelectMany(layer => layer.Nodes)) node.Label = Name + node.Name;
            foreach (Connection connection in network.Connections) connection.Weight *= Number;
            return network;
        }

        public DataSet Data => DataSet.From([[0, Number], [Number, 0], [Number, Number]], [[1, 0], [0, 1], [0, 1]]);

        public StepLedger Step => new Trainer(Network(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 1e-3 }).Explain([1, Number], [0, 1]);

        public TrainingHistory History => new(Enumerable.Range(1, 3).Select(epoch => new EpochReport
        {
            Epoch = epoch,
            LearningRate = 0.1,
            BaseLearningRate = 0.1,
            RunningLoss = Number / epoch,
            RunningAccuracy = 0.5,
            TrainingLoss = Number / epoch,
            TrainingAccuracy = 0.5,
            ValidationLoss = Number,
            ValidationAccuracy = 1,
            Penalty = 0,
            Elapsed = TimeSpan.Zero,
        }));
    }

    /// <summary>By the member's name, how it is called.</summary>
    public static IReadOnlyDictionary<string, Func<Given, Picture>> Members { get; } = new Dictionary<string, Func<Given, Picture>>
    {
        [nameof(Draw.Network)] = given => Draw.Network(given.Network()),
        [nameof(Draw.Activation)] = given => Draw.Activation(given.Step, "h1"),
        [nameof(Draw.OutputDelta)] = given => Draw.OutputDelta(given.Step, "y1"),
        [nameof(Draw.HiddenDelta)] = given => Draw.HiddenDelta(given.Step, "h1"),
        [nameof(Draw.WeightUpdate)] = given => Draw.WeightUpdate(given.Step, "x2", "h1"),
        [nameof(Draw.LossCurve)] = given => Draw.LossCurve(given.History),
        [nameof(Draw.AccuracyCurve)] = given => Draw.AccuracyCurve(given.History),
        [nameof(Draw.LearningRates)] = given => Draw.LearningRates(
            new LearningRateCurve { Start = given.Number, Points = [new LearningRatePoint(1e-3, given.Number / 2), new LearningRatePoint(1, given.Number)] }),
        [nameof(Draw.DecisionBoundary)] = given => Draw.DecisionBoundary(given.Network(), given.Data),
        [nameof(Draw.LossLandscape)] = given =>
        {
            Network network = given.Network();
            return Draw.LossLandscape(network, new SumOfSquaredErrors(), given.Data, network.Connection("x1", "h1"), network.Connection("x2", "h2"),
                new LossLandscapeOptions { Steps = 10 });
        },
        [nameof(Draw.ConfusionMatrix)] = given => Draw.ConfusionMatrix(new ConfusionMatrix([0, 1], [0, 0], classes: 2), [given.Name, given.Name + "2"]),
        [nameof(Draw.Roc)] = given => Draw.Roc(BinaryCurve.Of([given.Number, 0, 2 * given.Number], [true, false, true]), given.Number),
        [nameof(Draw.PrecisionRecall)] = given => Draw.PrecisionRecall(BinaryCurve.Of([given.Number, 0, 2 * given.Number], [true, false, true]), given.Number),
        [nameof(Draw.Reliability)] = _ => Draw.Reliability(Reliability.Of([0.1, 0.9], [false, true])),
        [nameof(Draw.Residuals)] = given => Draw.Residuals(Residuals.Of([given.Number, 0], [0, given.Number], given.Name)),
        [nameof(Draw.ActivationFunction)] = given => Draw.ActivationFunction(new Named(given.Name, given.Number)),
        [nameof(Draw.WeightHistograms)] = given => Draw.WeightHistograms(given.Network()),
        [nameof(Draw.Digits)] = given => Draw.Digits(given.Network(4), DataSet.From([[0, given.Number, 1, 0]], [[1, 0]])),
    };

    /// <summary>An activation function of the user's own: factor · z.</summary>
    public sealed class Named(string name, double factor = 1) : IActivation
    {
        public string Name => name;

        public double Activate(double netInput) => factor * netInput;

        public double Slope(double netInput, double activation) => factor;
    }
}
