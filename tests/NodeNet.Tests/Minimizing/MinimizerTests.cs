using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Training;

namespace NodeNet.Tests.Minimizing;

/// <summary>Whole-vector methods find the minimum that scikit-learn and scipy find. minimizers.py made the numbers.</summary>
public class MinimizerTests
{
    private static readonly JsonElement _all =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Minimizing", "minimizers.json"))).RootElement;

    public static TheoryData<string> Methods => ["lbfgs", "scg", "lm"];

    [Theory]
    [InlineData("softmax", "lbfgs")]
    [InlineData("softmax", "scg")]
    [InlineData("sigmoid", "lbfgs")]
    [InlineData("sigmoid", "scg")]
    [InlineData("ridge", "lbfgs")]
    [InlineData("ridge", "scg")]
    [InlineData("ridge", "lm")]
    public void Without_a_hidden_layer_the_weights_are_scikit_learns(string name, string method)
    {
        (Trainer trainer, DataSet data, JsonElement one) = Linear(name);

        MinimizationResult result = trainer.Minimize(
            data, Method(method), new MinimizerLimits { LargestSlope = 1e-12, LeastImprovement = 0, Passes = 5000 });

        double[][] weights = [.. one.GetProperty("weights").EnumerateArray().Select(Numbers)];
        double[] biases = Numbers(one.GetProperty("biases"));
        double[][] found = trainer.Network.OutputLayer.GetWeights();
        double[] foundBiases = trainer.Network.OutputLayer.GetBiases();
        // scikit-learn's biases of a softmax sum to nothing in particular: what counts is how they differ.
        double shift = name == "softmax" ? foundBiases.Average() - biases.Average() : 0.0;
        for (int j = 0; j < weights.Length; j++)
        {
            found[j].Should().Equal(weights[j], (a, b) => Math.Abs(a - b) < 1e-8);
            (foundBiases[j] - shift).Should().BeApproximately(biases[j], 1e-8);
        }
        result.Steps.Zip(result.Steps.Skip(1)).Should().OnlyContain(pair => pair.Second.Value <= pair.First.Value * (1 + 1e-12), "but for the last digits");
        result.Value.Should().Be(result.Steps[^1].Value);
        result.Passes.Should().BeGreaterThanOrEqualTo(result.Steps.Count);
    }

    [Theory]
    [InlineData("lbfgs")]
    [InlineData("lm")]
    public void With_a_hidden_layer_the_passes_to_a_loss_are_no_more_than_scipys(string method)
    {
        JsonElement sine = _all.GetProperty("sin");
        double[] aims = Numbers(sine.GetProperty("aims"));
        MinimizationResult[] results = [
            .. Enumerable.Range(0, 7).Select(start =>
            {
                (Trainer trainer, DataSet data) = Sine(start: start);
                return trainer.Minimize(data, Method(method), new MinimizerLimits { Passes = 250, LargestSlope = 0, LeastImprovement = 0 });
            }),
        ];
        for (int aim = 0; aim < aims.Length; aim++)
        {
            double[] passes = [
                .. results.Select(result => result.Steps.Where(step => step.Value < aims[aim]).Select(step => (double)step.Passes).FirstOrDefault(9999)),
            ];
            double scipys = Numbers(sine.GetProperty(method)[aim]).Order().ElementAt(3);
            string all = $"to {aims[aim]}, {string.Join(' ', passes)} beside {sine.GetProperty(method)[aim]}";
            passes.Order().ElementAt(3).Should().BeLessThanOrEqualTo(scipys, all);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_value_and_the_slopes_are_those_of_the_gradient_check(string method)
    {
        (Trainer trainer, DataSet data) = Sine(new TrainerOptions { L2 = 0.01 });
        Network before = trainer.Network.Clone();

        var objective = SquaresObjective.Of(trainer, data);
        var slopes = new double[objective.Count];
        double value = objective.Evaluate(objective.Now, slopes);

        NodeNet.Verification.Gradients own = NodeNet.Verification.Gradients.Of(before, trainer.Loss, data);
        double[] weights = [.. before.OutputLayer.GetWeights()[0]];
        double penalty = 0.5 * 0.01 * (weights.Sum(w => w * w) + before.HiddenLayers[0].GetWeights().Sum(w => w[0] * w[0]));
        value.Should().BeApproximately(own.Loss + penalty, 1e-14);
        slopes[^1].Should().BeApproximately(own[before.OutputLayer.Nodes[0].Incoming[^1]] + 0.01 * weights[^1], 1e-14, "the last number is the last weight");
        objective.Passes.Should().Be(1);
        Method(method).Name.Should().StartWith(method);
    }

    [Fact]
    public void The_curvature_is_how_the_slopes_change_where_outputs_are_linear()
    {
        Network network = new NetworkBuilder(2).AddLayer(2, new Identity()).Build(3);
        var trainer = new Trainer(network, new MeanSquaredError(), new TrainerOptions { L2 = 0.1, PenalizeBiases = true });
        DataSet data = DataSet.From([[1, 2], [-1, 0.5], [0.3, -2]], [[1, 0], [0, 2], [1, 1]]);
        var objective = (SquaresObjective)SquaresObjective.Of(trainer, data);
        int count = objective.Count;
        double[] at = objective.Now;
        var curvature = new double[count * count];
        var slopes = new double[count];
        objective.Evaluate(at, slopes, curvature);
        var moved = new double[count];

        for (int i = 0; i < count; i++)
        {
            double[] further = [.. at];
            further[i] += 1;
            objective.Evaluate(further, moved);
            for (int j = 0; j < count; j++) curvature[i * count + j].Should().BeApproximately(moved[j] - slopes[j], 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_same_start_gives_the_same_bits_on_any_number_of_threads(string method)
    {
        double[] Found(int threads)
        {
            (Trainer trainer, DataSet data) = Sine(new TrainerOptions { MaxDegreeOfParallelism = threads });
            trainer.Minimize(data, Method(method), new MinimizerLimits { Passes = 40 });
            var parameters = new double[trainer.Network.ParameterCount];
            trainer.Network.CopyParametersTo(parameters);
            return parameters;
        }

        Found(3).Should().Equal(Found(1));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_is_frozen_stays(string method)
    {
        (Trainer trainer, DataSet data) = Sine();
        Connection frozen = trainer.Network.HiddenLayers[0].Nodes[2].Incoming[0];
        frozen.IsFrozen = true;
        double weight = frozen.Weight;

        MinimizationResult result = trainer.Minimize(data, Method(method), new MinimizerLimits { Passes = 60 });

        frozen.Weight.Should().Be(weight);
        result.Value.Should().BeLessThan(0.1);
    }

    [Fact]
    public void The_weights_that_did_best_on_the_validation_set_are_kept()
    {
        var random = new NodeNet.Foundation.RandomGenerator(5);
        double[][] x = [.. Enumerable.Range(0, 30).Select(_ => new[] { random.NextUniform(-3, 3) })];
        double[][] y = [.. x.Select(row => new[] { Math.Sin(row[0]) + 0.4 * random.NextNormal() })];
        Network network = new NetworkBuilder(1).AddLayer(20, new Tanh()).AddLayer(1, new Identity()).Build(2);
        var trainer = new Trainer(network, new MeanSquaredError());
        DataSet held = DataSet.From(x[15..], y[15..]);

        MinimizationResult result = trainer.Minimize(DataSet.From(x[..15], y[..15]), validation: held);

        result.End.Should().Be(MinimizerEnd.Stopped);
        result.ValidationLoss.Should().BeApproximately(NodeNet.Metrics.Evaluation.Of(network, trainer.Loss, held).Loss, 1e-12);
        result.ToString().Should().StartWith("stopped after ").And.Contain("on the validation set ");
    }

    [Fact]
    public void A_flat_place_no_passes_and_a_cancelled_run_say_so()
    {
        (Trainer trainer, DataSet data) = Sine();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        trainer.Minimize(data, cancellation: cancelled.Token).End.Should().Be(MinimizerEnd.Stopped);
        trainer.Minimize(data, limits: new MinimizerLimits { Passes = 2 }).End.Should().Be(MinimizerEnd.Passes);

        (Trainer linear, DataSet easy, _) = Linear("ridge");
        linear.Minimize(easy, new LevenbergMarquardt(), new MinimizerLimits { LeastImprovement = 0 }).End.Should().Be(MinimizerEnd.Flat);
        MinimizationResult nothing = linear.Minimize(easy, new LevenbergMarquardt(), new MinimizerLimits { LargestSlope = 1 });
        (nothing.End, nothing.Passes, nothing.Value).Should().Be((MinimizerEnd.Flat, 1, double.NaN));
        nothing.ToString().Should().StartWith("flat after 1 pass and 0 steps");
        new MinimizerLimits().ToString().Should().Be("at most 1000 passes, to a slope of 1E-08 or an improvement of 1E-12");
        new MinimizerStep(12, 14, 0.0123, 0.0004).ToString().Should().Be("step 12, 14 passes: 0.0123, largest slope 0.0004");
        trainer.Minimize(data, new LBfgs(), new MinimizerLimits { LeastImprovement = 0.5 }).End.Should().Be(MinimizerEnd.NoProgress);
    }

    [Fact]
    public void A_method_of_your_own_needs_to_know_nothing_of_networks()
    {
        (Trainer trainer, DataSet data, _) = Linear("ridge");

        MinimizationResult result = trainer.Minimize(data, new Steepest(), new MinimizerLimits { Passes = 400 });

        result.Steps.Should().HaveCountGreaterThan(100);
        result.Steps[^1].Value.Should().BeLessThan(result.Steps[0].Value);
    }

    [Fact]
    public void A_place_whose_value_is_not_finite_is_not_gone_to()
    {
        // From 700 on, exp's square overflows: the first long step lands there.
        Network network = new NetworkBuilder(1).AddLayer(1, new Steep()).Build(1);
        network.OutputLayer.SetWeights([[3]]);
        var trainer = new Trainer(network, new SumOfSquaredErrors());

        MinimizationResult result = trainer.Minimize(DataSet.From([[1.0], [100.0]], [[1.0], [1.0]]), new LBfgs(), new MinimizerLimits { Passes = 100 });

        result.Steps.Select(step => step.Value).Should().OnlyContain(value => double.IsFinite(value)).And.BeInDescendingOrder();
        network.OutputLayer.GetWeights()[0][0].Should().BeLessThan(3);
    }

    [Fact]
    public void What_cannot_be_minimized_is_refused()
    {
        (Trainer trainer, DataSet data, _) = Linear("sigmoid");
        trainer.Invoking(of => of.Minimize(data, new LevenbergMarquardt())).Should().Throw<ArgumentException>()
            .WithMessage("Levenberg and Marquardt's method needs a squared loss*L-BFGS takes any.*");
        trainer.Invoking(of => of.Minimize(data, new LBfgs(), new MinimizerLimits { Passes = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new LBfgs(0)).Should().Throw<ArgumentOutOfRangeException>();
        Network large = new NetworkBuilder(100).AddLayer(60, new Tanh()).AddLayer(1, new Identity()).Build(1);
        DataSet wide = DataSet.From([new double[100]], [[1.0]]);
        new Trainer(large, new MeanSquaredError()).Invoking(of => of.Minimize(wide, new LevenbergMarquardt())).Should().Throw<ArgumentException>()
            .WithMessage("6121 weights are too many*");
        foreach (Node node in trainer.Network.OutputLayer.Nodes)
        {
            node.IsBiasFrozen = true;
            foreach (Connection connection in node.Incoming) connection.IsFrozen = true;
        }
        trainer.Invoking(of => of.Minimize(data)).Should().Throw<InvalidOperationException>().WithMessage("Every weight and bias is frozen*");
        trainer.Network.OutputLayer.Nodes[0].IsBiasFrozen = false;
        trainer.Invoking(of => of.Minimize(data)).Should().NotThrow("the network is free again");
    }

    private static IMinimizer Method(string name) => name switch
    {
        "lbfgs" => new LBfgs(),
        "scg" => new ScaledConjugateGradient(),
        _ => new LevenbergMarquardt(),
    };

    private static (Trainer Trainer, DataSet Data, JsonElement One) Linear(string name)
    {
        JsonElement one = _all.GetProperty(name);
        double[][] x = [.. one.GetProperty("x").EnumerateArray().Select(Numbers)];
        double[] y = Numbers(one.GetProperty("y"));
        var builder = new NetworkBuilder(x[0].Length);
        (Network network, ILoss loss, double[][] targets) = name switch
        {
            "softmax" => (builder.AddLayer(3, new Softmax()).Build(1), (ILoss)new CrossEntropy(),
                y.Select(c => Enumerable.Range(0, 3).Select(i => i == c ? 1.0 : 0.0).ToArray()).ToArray()),
            "sigmoid" => (builder.AddLayer(1, new Sigmoid()).Build(1), new BinaryCrossEntropy(), y.Select(c => new[] { c }).ToArray()),
            _ => (builder.AddLayer(1, new Identity()).Build(1), new HalfSumOfSquaredErrors(), y.Select(c => new[] { c }).ToArray()),
        };
        var trainer = new Trainer(network, loss, new TrainerOptions { L2 = one.GetProperty("l2").GetDouble() });
        return (trainer, DataSet.From(x, targets), one);
    }

    private static (Trainer Trainer, DataSet Data) Sine(TrainerOptions? options = null, int start = 0)
    {
        double[] from = Numbers(_all.GetProperty("sin").GetProperty("starts")[start]);
        Network network = new NetworkBuilder(1).AddLayer(5, new Tanh()).AddLayer(1, new Identity()).Build(1);
        network.HiddenLayers[0].SetWeights([.. from[..5].Select(w => new[] { w })]);
        network.HiddenLayers[0].SetBiases(from.AsSpan(5, 5));
        network.OutputLayer.SetWeights([from[10..15]]);
        network.OutputLayer.SetBiases(from[15]);
        double[] x = [.. Enumerable.Range(0, 60).Select(i => -3 + 6.0 * i / 59)];
        DataSet data = DataSet.From([.. x.Select(n => new[] { n })], [.. x.Select(n => new[] { Math.Sin(n) })]);
        return (new Trainer(network, new MeanSquaredError(), options), data);
    }

    private static double[] Numbers(JsonElement of) => [.. of.EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>Small steps straight down.</summary>
    private sealed class Steepest : IMinimizer
    {
        public string Name => "steepest";

        public MinimizerEnd Minimize(IObjective objective, Span<double> at, MinimizerLimits limits, Func<MinimizerStep, bool>? goesOn = null)
        {
            var slopes = new double[objective.Count];
            for (int number = 1; objective.Passes < limits.Passes; number++)
            {
                double value = objective.Evaluate(at, slopes);
                for (int i = 0; i < slopes.Length; i++) at[i] -= 0.01 * slopes[i];
                goesOn?.Invoke(new MinimizerStep(number, objective.Passes, value, slopes.Max(Math.Abs)));
            }
            return MinimizerEnd.Passes;
        }
    }

    private sealed class Steep : IActivation
    {
        public string Name => "exp";

        public double Activate(double netInput) => Math.Exp(netInput);

        public double Slope(double netInput, double activation) => activation;
    }
}
