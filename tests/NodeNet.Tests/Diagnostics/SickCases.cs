using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Diagnostics;
using NodeNet.Foundation;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Training;
using static NodeNet.Diagnostics.FindingCodes;
using static NodeNet.Tests.Diagnostics.HealthyCases;

namespace NodeNet.Tests.Diagnostics;

/// <summary>Set-ups with something wrong, several for every code, each with all the findings that it should get.</summary>
internal static class SickCases
{
    private static readonly TrainerOptions _options = new() { LearningRate = 0.05 };

    /// <summary>By name, a new set-up at each call.</summary>
    public static readonly Dictionary<string, Func<Case>> All = new()
    {
        // Data
        ["penguins in millimetres"] = () => new(Net(RawPenguins.Inputs.Width, 1, (8, new Tanh()), (1, new Identity())), new MeanSquaredError(),
            DataSet.From(RawPenguins.Inputs, Problems.ScaledPenguins().Training.Targets), _options, UnscaledInputs, SaturatedNodes),
        ["a column of thousands, into ReLU"] = () =>
            new(Net(3, 1, (8, new ReLU()), (1, new Identity())), new MeanSquaredError(), Problems.Wave().WithInput(1, x => 3000 * x), _options, UnscaledInputs),
        ["pixels from 0 to 255, into a softmax"] = () =>
            new(
                Softmax(4, 1, 2),
                new CrossEntropy(),
                Problems.From(50, 4, x => x[0] > 0 ? [1, 0] : [0, 1]).WithInput(0, Pixel).WithInput(1, Pixel).WithInput(2, Pixel).WithInput(3, Pixel),
            _options, UnscaledInputs),
        ["iris in kilometres"] = () => new(Softmax(4, 1, 3, (8, new Tanh())), new CrossEntropy(), Scaled(Iris.Load(), x => 1e-5 * x), _options, UnscaledInputs),
        ["wavelengths in metres, with Adam"] = () =>
            new(
                Net(1, 1, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.From(60, 1, x => [Math.Sin(3 * x[0])]).WithInput(0, x => 5.5e-7 + 1.5e-7 * x),
            _options with { LearningRate = 0.001, Optimizer = new Adam() }, UnscaledInputs),
        ["room temperatures in hundreds of kelvin"] = () =>
            new(
                Net(3, 1, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.Wave().WithInput(1, x => 2.93 + 0.03 * x),
                _options,
                UnscaledInputs),
        ["a column of millionths"] = () =>
            new(Net(3, 1, (8, new Tanh()), (1, new Identity())), new MeanSquaredError(), Problems.Wave().WithInput(2, x => 1e-6 * x), _options, UnevenInputs),
        ["two tiny columns, skip connections"] = () =>
            new(
                Skips(3, 1, new Identity()),
                new MeanSquaredError(),
                Problems.Wave().WithInput(2, x => 1e-3 * x).WithInput(0, x => 1e-4 * x),
                _options,
                UnevenInputs),
        ["a column that is always 2"] = () =>
            new(Net(3, 1, (8, new Tanh()), (1, new Identity())), new MeanSquaredError(), Problems.Wave().WithInput(2, _ => 2), _options, ConstantInputs),
        ["a column that is always 0.3, give or take rounding"] = () =>
            new(
                Net(3, 1, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.Wave().WithInput(2, x => x > 0 ? 0.3 : 0.1 + 0.2),
                _options,
                ConstantInputs),
        ["digits between −1 and 1"] = () =>
            new(
                Softmax(64, 1, 10, (32, new Tanh())),
                new CrossEntropy(),
                Scaled(Problems.ScaledDigits().Training, x => 2 * x - 1),
                _options with { LearningRate = 0.02 },
                ConstantInputs),
        ["a column that is always −1, sparse"] = () =>
            new(
                Sparse(Net(3, 1, (8, new Tanh()), (1, new Identity()))),
                new MeanSquaredError(),
                Problems.Wave().WithInput(0, _ => -1),
                _options,
                ConstantInputs),
        ["a column of ones where no node has a bias"] = () =>
            new(
                new NetworkBuilder(3).AddLayer(8, new Tanh(), bias: false).AddLayer(1, new Identity()).Build(1),
                new MeanSquaredError(),
                Problems.Wave().WithInput(2, _ => 1),
                _options,
                ConstantInputs),
        ["a column that is always 0"] = () =>
            new(Net(3, 1, (8, new Tanh()), (1, new Identity())), new MeanSquaredError(), Problems.Wave().WithInput(2, _ => 0), _options, ZeroInputs),
        ["silent and constant columns, one sigmoid"] = () =>
            new(
                Net(4, 1, (1, new Sigmoid())),
                new BinaryCrossEntropy(),
                Problems.From(40, 4, x => [x[0] > 0 ? 1 : 0]).WithInput(2, _ => 0).WithInput(3, _ => 2),
                _options,
                ZeroInputs,
                ConstantInputs),
        ["penguins in grams"] = () => new(Net(RawPenguins.Inputs.Width, 1, (8, new Tanh()), (1, new Identity())), new MeanSquaredError(),
            DataSet.From(Problems.ScaledPenguins().Training.Inputs, RawPenguins.Targets), _options, UnscaledTargets),
        ["targets of thousands, for ReLU"] = () =>
            new(
                Net(2, 3, (8, new Tanh()), (1, new Softplus())),
                new HalfSumOfSquaredErrors(),
                Problems.From(40, 2, x => [5000 + 900 * x[0]]),
                _options,
                UnscaledTargets),
        ["one in forty is a yes"] = () =>
            new(
                Net(2, 3, (4, new Tanh()), (1, new Sigmoid())),
                new BinaryCrossEntropy(),
                Problems.From(200, 2, x => [x[0] > 0.95 ? 1 : 0]),
                _options,
                ClassImbalance),
        ["one in forty is a yes, as −1 and 1 for tanh"] = () =>
            new(
                Net(2, 3, (4, new Tanh()), (1, new Tanh())),
                new MeanSquaredError(),
                Problems.From(200, 2, x => [x[0] > 0.95 ? 1 : -1]),
                _options,
                ClassImbalance),
        ["a rare class of three"] = () =>
            new(
                Softmax(2, 3, 3, (4, new Tanh())),
                new CrossEntropy(),
                Problems.From(200, 2, x => x[0] > 0.93 ? [1, 0, 0] : x[1] > 0 ? [0, 1, 0] : [0, 0, 1]),
                _options,
                ClassImbalance),
        ["a class without examples"] = () =>
            new(Softmax(2, 3, 3, (4, new Tanh())), new CrossEntropy(), Problems.From(60, 2, x => x[1] > 0 ? [0, 1, 0] : [0, 0, 1]), _options, ClassImbalance),
        ["the same question, two answers"] = () =>
            new(
                Net(2, 3, (4, new Tanh()), (1, new Sigmoid())),
                new BinaryCrossEntropy(),
                Twice(Problems.TwoSides(), y => y, 3),
                _options,
                ContradictoryExamples),
        ["a measurement repeated with other results"] = () =>
            new(
                Net(3, 3, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Twice(Problems.Wave(), y => y + 0.1, 60),
                _options,
                ContradictoryExamples),
        ["validation on the training set"] = () =>
            new(Net(3, 3, (8, new Tanh()), (1, new Identity())), new MeanSquaredError(), Problems.Wave(), _options, Leakage) { Validation = Problems.Wave() },
        ["a tenth of the validation set leaked"] = () =>
            new(
                Softmax(2, 3, 3, (6, new Tanh())),
                new CrossEntropy(),
                Problems.ThreeStripes(),
                _options,
                Leakage)
            { Validation = Problems.ThreeStripes(117).Select([.. Enumerable.Range(87, 30)]) },
        ["every example twice, then split at random"] = () =>
            new(
                Net(3, 3, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Twice(Problems.Wave(), y => y, 60),
                _options with { ValidationFraction = 0.3 },
                Leakage),
        ["one in thirty leaked"] = () =>
            new(
                Softmax(2, 3, 3, (6, new Tanh())),
                new CrossEntropy(),
                Problems.ThreeStripes(),
                _options,
                Leakage)
            { Validation = Problems.ThreeStripes(119).Select([.. Enumerable.Range(89, 30)]) },

        // Set-up
        ["a target of 5 for a sigmoid"] = () =>
            new(
                Net(2, 3, (4, new Tanh()), (1, new Sigmoid())),
                new SumOfSquaredErrors(),
                Problems.TwoSides().WithTargets(y => 5 * y),
                _options,
                TargetsOutOfRange),
        ["targets of −1 and 1 for a sigmoid, no hidden nodes"] = () =>
            new(Net(2, 3, (1, new Sigmoid())), new MeanSquaredError(), Problems.TwoSides().WithTargets(y => 2 * y - 1), _options, TargetsOutOfRange),
        ["targets up to 3 for tanh, two outputs"] = () =>
            new(
                Net(2, 3, (4, new Tanh()), (2, new Tanh())),
                new HalfSumOfSquaredErrors(),
                Problems.From(40, 2, x => [x[0], 3 * x[1]]),
                _options,
                TargetsOutOfRange),
        ["negative targets for ReLU"] = () =>
            new(Net(3, 3, (8, new Tanh()), (1, new ReLU())), new MeanSquaredError(), Problems.Wave(), _options, TargetsOutOfRange),
        ["a target of 2 for a user's own bounded function"] = () =>
            new(Net(3, 3, (8, new Tanh()), (1, new Softsign())), new MeanSquaredError(), Problems.Wave().WithTargets(y => y + 2), _options, TargetsOutOfRange),
        ["two classes at once for a softmax"] = () =>
            new(
                Softmax(2, 3, 3, (4, new Tanh())),
                new CrossEntropy(),
                Problems.From(60, 2, x => x[0] > 0 ? [1, 1, 0] : [0, 0, 1]),
                _options,
                TargetsOutOfRange),
        ["class numbers for a softmax"] = () =>
            new(
                Softmax(2, 3, 2, (4, new Tanh())),
                new SumOfSquaredErrors(),
                Problems.From(60, 2, x => [x[0], x[1]]),
                _options,
                TargetsOutOfRange,
                LossMismatch),
        ["softmax with one node"] = () => new(Softmax(2, 3, 1, (4, new Tanh())), new CrossEntropy(), Problems.TwoSides(), _options, SoftmaxOfOne),
        ["softmax with one node, no hidden ones, SSE"] = () => new(Softmax(2, 3, 1), new SumOfSquaredErrors(), Problems.TwoSides(), _options, SoftmaxOfOne),
        ["softmax with one node in the middle"] = () =>
            new(
                new NetworkBuilder(2).AddLayer(4, new Tanh()).AddLayer(1, new Softmax()).AddLayer(1, new Sigmoid()).Build(3),
                new BinaryCrossEntropy(),
                Problems.TwoSides(),
                _options,
                SoftmaxOfOne),
        ["cross-entropy on a linear output"] = () =>
            new(Net(2, 3, (4, new Tanh()), (3, new Identity())), new CrossEntropy(), Problems.ThreeStripes(), _options, LossMismatch),
        ["cross-entropy on sigmoid outputs"] = () =>
            new(Net(2, 3, (4, new Tanh()), (3, new Sigmoid())), new CrossEntropy(), Problems.ThreeStripes(), _options, LossMismatch),
        ["binary cross-entropy on a linear output, with skips"] = () =>
            new(Skips(2, 1, new Identity()), new BinaryCrossEntropy(), Problems.TwoSides(), _options, LossMismatch),
        ["binary cross-entropy on tanh"] = () => new(Net(2, 3, (1, new Tanh())), new BinaryCrossEntropy(), Problems.TwoSides(), _options, LossMismatch),
        ["squared errors on a softmax"] = () =>
            new(Softmax(2, 3, 3, (4, new Tanh())), new MeanSquaredError(), Problems.ThreeStripes(), _options with { LearningRate = 0.2 }, LossMismatch),
        ["binary cross-entropy on a softmax"] = () =>
            new(Softmax(2, 3, 3, (4, new Tanh())), new BinaryCrossEntropy(), Problems.ThreeStripes(), _options, LossMismatch),
        ["a target of 5 for cross-entropy"] = () =>
            new(Softmax(2, 3, 3, (4, new Tanh())), new CrossEntropy(), Problems.ThreeStripes().WithTargets(y => 5 * y), _options, RefusedTargets),
        ["targets of −1 and 1 for binary cross-entropy"] = () =>
            new(Net(2, 3, (1, new Sigmoid())), new BinaryCrossEntropy(), Problems.TwoSides().WithTargets(y => 2 * y - 1), _options, RefusedTargets),

        // The network as it is
        ["a layer of dead ReLU nodes"] = () =>
            new(WithBiases(Net(3, 3, (8, new ReLU()), (1, new Identity())), 0, _ => -20), new MeanSquaredError(), Problems.Wave(), _options, DeadNodes),
        ["six of eight ReLU nodes dead, in the second layer"] = () =>
            new(
                WithBiases(Net(3, 3, (6, new Tanh()), (8, new ReLU()), (1, new Identity())), 1, j => j < 6 ? -20 : 0.5),
                new MeanSquaredError(),
                Problems.Wave(),
                _options,
                DeadNodes),
        ["one of sixteen dead"] = () =>
            new(
                WithBiases(Net(3, 3, (16, new ReLU()), (1, new Identity())), 0, j => j == 5 ? -20 : 0.2),
                new MeanSquaredError(),
                Problems.Wave(),
                _options,
                DeadNodes),
        ["a dead output"] = () =>
            new(WithBiases(Net(2, 3, (4, new Tanh()), (1, new ReLU())), 1, _ => -20), new MeanSquaredError(), Problems.TwoSides(), _options, DeadNodes),
        ["sigmoid nodes at their end"] = () =>
            new(WithBiases(Net(3, 3, (6, new Sigmoid()), (1, new Identity())), 0, _ => 12), new MeanSquaredError(), Problems.Wave(), _options, SaturatedNodes),
        ["tanh nodes at both ends, by large weights"] = () =>
            new(WithWeights(Softmax(2, 3, 3, (6, new Tanh())), 0, w => 1000 * w), new CrossEntropy(), Problems.ThreeStripes(), _options, SaturatedNodes),
        ["two of ten saturated"] = () =>
            new(
                WithBiases(Net(3, 3, (10, new Tanh()), (1, new Identity())), 0, j => j < 2 ? -9 : 0),
                new MeanSquaredError(),
                Problems.Wave(),
                _options,
                SaturatedNodes),
        ["an output stuck at the wrong end"] = () =>
            new(
                WithBiases(Net(2, 3, (4, new Tanh()), (1, new Sigmoid())), 1, _ => 15),
                new SumOfSquaredErrors(),
                Problems.From(60, 2, x => [x[0] > 0.3 ? 1 : 0]),
                _options,
                SaturatedNodes),
        ["saturated nodes of a user's own function"] = () =>
            new(WithBiases(Net(3, 3, (6, new Softsign()), (1, new Identity())), 0, _ => 50), new MeanSquaredError(), Problems.Wave(), _options, SaturatedNodes),
        ["all weights equal"] = () => new(Equal(0.3, new Tanh()), new MeanSquaredError(), Problems.Wave(), _options, TwinNodes),
        ["all weights equal but for the tenth digit"] = () => new(AllButEqual(), new MeanSquaredError(), Problems.Wave(), _options, TwinNodes),
        ["all weights 0"] = () => new(Equal(0, new Sigmoid()), new MeanSquaredError(), Problems.Wave(), _options, TwinNodes),
        ["two of five nodes alike, with skips"] = () => new(TwinsAmongOthers(), new MeanSquaredError(), Problems.Wave(), _options, TwinNodes),
        ["ten layers of sigmoid"] = () =>
            new(
                Net(3, 5, [.. Enumerable.Repeat((8, (IActivation)new Sigmoid()), 10), (1, new Identity())]),
                new MeanSquaredError(),
                Problems.Wave(),
                _options,
                VanishingDeltas),
        ["tiny weights, tanh, softmax"] = () =>
            new(
                WithWeights(WithWeights(Softmax(2, 5, 3, (8, new Tanh()), (8, new Tanh()), (8, new Tanh())), 1, w => 0.02 * w), 2, w => 0.02 * w),
                new CrossEntropy(),
                Problems.ThreeStripes(),
                _options,
                VanishingDeltas),
        ["huge weights, leaky ReLU"] = () =>
            new(Deep(new LeakyReLU(0.2), new Normal(0, 3)), new MeanSquaredError(), Problems.Wave(), _options, ExplodingDeltas),
        ["huge weights, linear"] = () =>
            new(Deep(new Identity(), new Uniform(-4, 4)), new HalfSumOfSquaredErrors(), Problems.Wave(), _options, ExplodingDeltas),
        ["numbers beyond all bounds"] = () =>
            new(
                WithWeights(WithWeights(Net(3, 5, (6, new ReLU()), (6, new Identity()), (1, new Identity())), 1, w => 1e160 * w), 2, w => 1e160 * w),
                new MeanSquaredError(),
                Problems.Wave(),
                _options,
                NotFinite),
        ["a loss that is not finite"] = () =>
            new(WithWeights(Net(3, 5, (6, new ReLU()), (1, new Identity())), 1, w => 1e200 * w), new MeanSquaredError(), Problems.Wave(), _options, NotFinite),
        ["four layers of leaky ReLU with weights of a standard deviation of 1"] = () =>
            new(Wide(4), new MeanSquaredError(), Problems.Wave(), _options with { LearningRate = 0.001, Optimizer = new Adam() }, ExplodingActivations),
        ["five layers of leaky ReLU with weights of a standard deviation of 1"] = () =>
            new(Wide(5), new HalfSumOfSquaredErrors(), Problems.Wave(), _options with { LearningRate = 0.001, Optimizer = new Adam() }, ExplodingActivations),

        ["all connections pruned"] = () =>
            new(
                With(Net(3, 5, (6, new Tanh()), (2, new Identity())), network => network.Prune(_ => true)),
                new MeanSquaredError(),
                Problems.From(60, 3, x => [x[0], x[1]]),
                _options,
                CutOffOutputs),
        ["all connections from the inputs pruned, ReLU"] = () =>
            new(
                With(Net(3, 5, (6, new ReLU()), (1, new Identity())), network => network.Prune(c => c.Source.Layer.IsInput)),
                new MeanSquaredError(),
                Problems.Wave(),
                _options,
                CutOffOutputs),
        ["one output cut off by hand"] = () =>
            new(With(Net(3, 5, (2, new Tanh()), (2, new Identity())), network => { network.Disconnect("h1", "y2"); network.Disconnect("h2", "y2"); }),
            new MeanSquaredError(), Problems.From(60, 3, x => [x[0], x[1]]), _options, CutOffOutputs),
        ["cut between two hidden layers, softmax"] = () =>
            new(
                With(Softmax(2, 5, 3, (4, new Tanh()), (4, new Tanh())), network => network.Prune(c => c.Target.Layer.Index == 2)),
                new CrossEntropy(),
                Problems.ThreeStripes(),
                _options,
                CutOffOutputs),
        ["all layers frozen"] = () =>
            new(Frozen(Net(3, 5, (6, new Tanh()), (1, new Identity())), _ => true), new MeanSquaredError(), Problems.Wave(), _options, FrozenOutputs),
        ["one output frozen, and all that leads to it"] = () =>
            new(Frozen(Net(3, 5, (6, new Tanh()), (2, new Identity())), node => node.Layer.Index == 1 || node.Name == "y2"),
            new MeanSquaredError(), Problems.From(60, 3, x => [x[0], x[1]]), _options, FrozenOutputs),

        ["XOR at a flat place, two sigmoid nodes"] = () => StuckXor(5, 2, new Sigmoid()),
        ["XOR at a flat place, two sigmoid nodes that say the same"] = () => StuckXor(4, 2, new Sigmoid()),
        ["XOR at a flat place, three ReLU nodes"] = () => StuckXor(6, 3, new ReLU(), DeadNodes),

        // The learning rate
        ["α = 30 for penguins"] = () =>
            new(
                Net(RawPenguins.Inputs.Width, 1, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.ScaledPenguins().Training,
                _options with { LearningRate = 30, Epochs = 5 },
                RateTooHigh),
        ["α = 300 for sigmoid and SSE"] = () =>
            new(
                Net(2, 2, (6, new Sigmoid()), (3, new Sigmoid())),
                new SumOfSquaredErrors(),
                Problems.ThreeStripes(),
                _options with { LearningRate = 300 },
                RateTooHigh),
        ["α = 20 for Adam and a softmax"] = () =>
            new(
                Softmax(2, 3, 3, (6, new Tanh()), (6, new Tanh())),
                new CrossEntropy(),
                Problems.ThreeStripes(),
                _options with { LearningRate = 20, Optimizer = new Adam(), BatchSize = 10 },
                RateTooHigh),
        ["α = 3 for a line, full batch"] = () =>
            new(
                Net(1, 2, (1, new Identity())),
                new MeanSquaredError(),
                Given.PointsOfALine(40),
                _options with { LearningRate = 3, BatchSize = TrainerOptions.FullBatch },
                RateTooHigh),
        ["α = 10⁹ for a sigmoid"] = () =>
            new(
                Net(2, 2, (6, new Sigmoid()), (1, new Sigmoid())),
                new SumOfSquaredErrors(),
                Problems.TwoSides(),
                _options with { LearningRate = 1e9 },
                RateTooHigh),
        ["α = 10²⁰ for a line"] = () =>
            new(Net(1, 2, (1, new Identity())), new MeanSquaredError(), Given.PointsOfALine(40), _options with { LearningRate = 1e20 }, RateTooHigh),
        ["the sum over a batch of 60 with α for the mean"] = () =>
            new(
                Net(3, 2, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.Wave(),
                _options with { LearningRate = 0.5, BatchSize = 60, BatchReduction = BatchReduction.Sum },
                RateTooHigh),
        ["α = 0.000001 for penguins"] = () =>
            new(
                Net(RawPenguins.Inputs.Width, 1, (8, new Tanh()), (1, new Identity())),
                new MeanSquaredError(),
                Problems.ScaledPenguins().Training,
                _options with { LearningRate = 1e-6, Epochs = 5 },
                RateTooLow),
        ["α = 0.00001 for iris"] = () =>
            new(
                Softmax(4, 1, 3, (6, new Tanh())),
                new CrossEntropy(),
                Problems.ScaledIris().Training,
                _options with { LearningRate = 1e-5, Epochs = 15 },
                RateTooLow),
        ["α = 0.00005 for a softmax, in batches"] = () =>
            new(
                Softmax(2, 1, 3, (10, new ReLU())),
                new CrossEntropy(),
                Problems.ThreeStripes(),
                _options with { LearningRate = 5e-5, BatchSize = 10, Epochs = 50 },
                RateTooLow),
        ["α = 10⁻⁹ for a line"] = () =>
            new(Net(1, 2, (1, new Identity())), new MeanSquaredError(), Given.PointsOfALine(40), _options with { LearningRate = 1e-9 }, RateTooLow),
        ["α = 0.000001 for iris, weights that are lucky"] = () =>
            new(
                Softmax(4, LuckySeed(), 3, (6, new Tanh())),
                new CrossEntropy(),
                Problems.ScaledIris().Training,
                _options with { LearningRate = 1e-6 },
                RateTooLow),
        ["α = 10⁻⁷ for Adam and little to learn"] = () =>
            new(
                Net(8, 2, (8, new Tanh()), (1, new Sigmoid())),
                new BinaryCrossEntropy(),
                Problems.MostlyChance(2),
                _options with { LearningRate = 1e-7, Optimizer = new Adam(), BatchSize = 16, Epochs = 30 },
                RateTooLow),
        ["α = 10⁻³⁰⁰ for iris"] = () =>
            new(Softmax(4, 1, 3, (6, new Tanh())), new CrossEntropy(), Problems.ScaledIris().Training, _options with { LearningRate = 1e-300 }, RateTooLow),
        ["α = 0"] = () =>
            new(Net(2, 3, (4, new Tanh()), (1, new Sigmoid())), new BinaryCrossEntropy(), Problems.TwoSides(), _options with { LearningRate = 0 }, RateTooLow),
    };

    /// <summary>How bad the first of the expected findings is, for cases of every code.</summary>
    public static readonly Dictionary<string, Severity> Severities = new()
    {
        ["a column of thousands, into ReLU"] = Severity.Warning,
        ["a column of millionths"] = Severity.Warning,
        ["iris in kilometres"] = Severity.Warning,
        ["room temperatures in hundreds of kelvin"] = Severity.Warning,
        ["digits between −1 and 1"] = Severity.Note,
        ["four layers of leaky ReLU with weights of a standard deviation of 1"] = Severity.Warning,
        ["a column that is always 2"] = Severity.Warning,
        ["a column of ones where no node has a bias"] = Severity.Note,
        ["a column that is always 0"] = Severity.Note,
        ["penguins in grams"] = Severity.Warning,
        ["a rare class of three"] = Severity.Warning,
        ["the same question, two answers"] = Severity.Note,
        ["a tenth of the validation set leaked"] = Severity.Warning,
        ["one in thirty leaked"] = Severity.Note,
        ["a target of 5 for a sigmoid"] = Severity.Error,
        ["softmax with one node"] = Severity.Error,
        ["cross-entropy on a linear output"] = Severity.Error,
        ["squared errors on a softmax"] = Severity.Note,
        ["a target of 5 for cross-entropy"] = Severity.Error,
        ["a layer of dead ReLU nodes"] = Severity.Error,
        ["six of eight ReLU nodes dead, in the second layer"] = Severity.Warning,
        ["one of sixteen dead"] = Severity.Note,
        ["sigmoid nodes at their end"] = Severity.Warning,
        ["two of ten saturated"] = Severity.Note,
        ["an output stuck at the wrong end"] = Severity.Warning,
        ["all weights equal"] = Severity.Error,
        ["two of five nodes alike, with skips"] = Severity.Warning,
        ["ten layers of sigmoid"] = Severity.Warning,
        ["huge weights, linear"] = Severity.Warning,
        ["numbers beyond all bounds"] = Severity.Error,
        ["one output cut off by hand"] = Severity.Error,
        ["one output frozen, and all that leads to it"] = Severity.Error,
        ["XOR at a flat place, two sigmoid nodes"] = Severity.Warning,
        ["α = 30 for penguins"] = Severity.Error,
        ["α = 300 for sigmoid and SSE"] = Severity.Warning,
        ["α = 0.00001 for iris"] = Severity.Warning,
    };

    private static DataSet RawPenguins => Problems.RawPenguins().Training;

    private static Case StuckXor(long seed, int hidden, IActivation activation, params string[] notes)
    {
        Network network = Net(2, seed, (hidden, activation), (1, new Sigmoid()));
        return new Case(
            network, new BinaryCrossEntropy(), Given.Xor(), new TrainerOptions { LearningRate = 0.5, Epochs = 5000 }, [FlatPlace, .. notes]).Trained();
    }

    private static double Pixel(double x) => Math.Round(127.5 * (x + 1));

    /// <summary>The first examples a second time, with other targets.</summary>
    private static DataSet Twice(DataSet data, Func<double, double> change, int count) => DataSet.From(
        data.Inputs.ToArrays().Concat(data.Inputs.ToArrays().Take(count)),
        data.Targets.ToArrays().Concat(
            data.Targets.ToArrays()
                .Take(count)
                .Select(row => row.Length == 1 && data.IsClassification ? [1 - row[0]] : Array.ConvertAll(row, y => change(y)))));

    /// <summary>n-6-outputs with the inputs also fed to the output layer.</summary>
    private static Network Skips(int inputs, int outputs, IActivation activation) =>
        new NetworkBuilder(inputs).AddLayer(6, new Tanh()).AddLayer(outputs, activation, from: [0, 1]).Build(3);

    private static Network Sparse(Network network)
    {
        int number = 0;
        network.Prune(_ => ++number % 3 == 0);
        return network;
    }

    private static Network With(Network network, Action<Network> change)
    {
        change(network);
        return network;
    }

    /// <summary>Some nodes' biases, and all weights into them, frozen.</summary>
    private static Network Frozen(Network network, Func<Node, bool> isFrozen)
    {
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Where(isFrozen))
        {
            node.IsBiasFrozen = true;
            foreach (Connection connection in node.Incoming)
                connection.IsFrozen = true;
        }
        return network;
    }

    private static Network WithBiases(Network network, int computedLayer, Func<int, double> bias)
    {
        Layer layer = network.Layers[computedLayer + 1];
        layer.SetBiases([.. Enumerable.Range(0, layer.Count).Select(bias)]);
        return network;
    }

    private static Network WithWeights(Network network, int computedLayer, Func<double, double> change)
    {
        Layer layer = network.Layers[computedLayer + 1];
        layer.SetWeights([.. layer.GetWeights().Select(row => Array.ConvertAll(row, w => change(w)))]);
        return network;
    }

    private static Network Equal(double weight, IActivation hidden) =>
        new NetworkBuilder(3).AddLayer(5, hidden, weights: new Constant(weight)).AddLayer(1, new Identity(), weights: new Constant(weight)).Build(1);

    private static Network TwinsAmongOthers()
    {
        Network network = new NetworkBuilder(3).AddLayer(5, new Tanh()).AddLayer(1, new Identity(), from: [0, 1]).Build(3);
        double[][] hidden = network.HiddenLayers[0].GetWeights();
        hidden[3] = [.. hidden[1]];
        network.HiddenLayers[0].SetWeights(hidden);
        network.Connection("h4", "y1").Weight = network.Connection("h2", "y1").Weight;
        return network;
    }

    private static Network AllButEqual()
    {
        Network network = Equal(0.3, new Tanh());
        var random = new RandomGenerator(1);
        foreach (Connection connection in network.Connections)
            connection.Weight += 1e-11 * random.NextNormal();
        return network;
    }

    /// <summary>Layers of 32 leaky ReLU nodes, the weights drawn with a standard deviation of 1 instead of one that fits their number.</summary>
    private static Network Wide(int layers)
    {
        var builder = new NetworkBuilder(3);
        for (int layer = 0; layer < layers; layer++)
            builder = builder.AddLayer(32, new LeakyReLU(0.1), weights: new Normal(0, 1));
        return builder.AddLayer(1, new Identity(), weights: new Normal(0, 1)).Build(2);
    }

    /// <summary>The first seed whose iris network starts below 85% of ln 3, which is what always answering the mean has.</summary>
    private static long LuckySeed() =>
        Enumerable.Range(1, 200).First(
            seed => Evaluation.Of(Softmax(4, seed, 3, (6, new Tanh())), new CrossEntropy(), Problems.ScaledIris().Training).Loss is < 0.93 and > 0.6);

    private static DataSet Scaled(DataSet data, Func<double, double> change) =>
        Enumerable.Range(0, data.Inputs.Width).Aggregate(data, (changed, column) => changed.WithInput(column, change));

    private static Network Deep(IActivation activation, IInitializer weights)
    {
        var builder = new NetworkBuilder(3);
        for (int layer = 0; layer < 5; layer++)
            builder = builder.AddLayer(16, activation, weights: weights);
        return builder.AddLayer(1, new Identity()).Build(6);
    }

    /// <summary>z / (1 + |z|), from −1 to 1.</summary>
    private sealed class Softsign : IActivation
    {
        public string Name => "softsign";

        public double Activate(double netInput) => netInput / (1 + Math.Abs(netInput));

        public double Slope(double netInput, double activation) => 1 / ((1 + Math.Abs(netInput)) * (1 + Math.Abs(netInput)));
    }
}
