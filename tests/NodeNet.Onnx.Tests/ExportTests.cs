using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Formulas;
using Xunit.Abstractions;

namespace NodeNet.Onnx.Tests;

/// <summary>What ONNX Runtime makes of NodeNet's files.</summary>
public class ExportTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Five_hundred_networks_of_all_kinds_answer_within_the_bound(Precision precision)
    {
        double largestShare = 0.0;
        double largest = 0.0;
        for (int seed = 1; seed <= 500; seed++)
        {
            Network network = RandomModel.Network(seed);
            double[][] rows = RandomModel.Rows(network, 5, seed);
            using var runtime = new Runtime(Runtime.FileOf(new Model(network), precision));
            double[][] theirs = runtime.Predict(rows, precision);
            for (int row = 0; row < rows.Length; row++)
            {
                double[] ours = network.Predict(rows[row]);
                double[] bounds = Bound.Of(network, rows[row], precision);
                for (int i = 0; i < ours.Length; i++)
                {
                    double difference = Math.Abs(ours[i] - theirs[row][i]);
                    difference.Should().BeLessThanOrEqualTo(bounds[i], "seed {0}, row {1}, {2}", seed, row, network);
                    largestShare = Math.Max(largestShare, difference / bounds[i]);
                    largest = Math.Max(largest, difference);
                }
            }
        }

        output.WriteLine($"{precision}: largest difference {largest:G3}, at most {largestShare:P1} of its bound");
        largest.Should().BePositive("ONNX Runtime has loops of its own");
    }

    [Theory]
    [InlineData(Precision.Double, -53)]
    [InlineData(Precision.Single, -24)]
    public void Every_function_keeps_its_digits_from_the_smallest_net_input_to_the_largest(Precision precision, int exponent)
    {
        double[] netInputs = [-700, -87, -40, -5, -1, -0.3, -1e-3, -1e-9, -1e-30, 0, 1e-30, 1e-9, 1e-3, 0.3, 1, 5, 40, 87, 700];
        Catalogue.Activations.Names.Should().NotBeEmpty();
        foreach (string name in Catalogue.Activations.Names)
        {
            IActivation function = Catalogue.Activations.Create(name);
            Network network = new NetworkBuilder(1).AddLayer(1, function).Build(seed: 1);
            network.Connection("x1", "y1").Weight = 1.0;
            using var runtime = new Runtime(Runtime.FileOf(new Model(network), precision));

            double[][] theirs = runtime.Predict([.. netInputs.Select(z => new[] { (double)(float)z })], precision);

            for (int i = 0; i < netInputs.Length; i++)
            {
                double ours = function.Activate((float)netInputs[i]);
                double bound = 8.0 * Math.ScaleB(1.0, exponent) * Math.Max(Math.Abs(ours), name is "sigmoid" or "tanh" or "silu" or "gelu" ? 1.0 : 0.0)
                    + (precision == Precision.Single ? float.Epsilon * 8.0 + 1.2e-38 : 0.0);
                Math.Abs(theirs[i][0] - ours).Should().BeLessThanOrEqualTo(bound, "{0}({1}): {2} here, {3} there", name, netInputs[i], ours, theirs[i][0]);
            }
        }
    }

    [Fact]
    public void A_function_of_the_users_own_travels_by_its_formula()
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Mish()).AddLayer(2, new Squared()).Build(seed: 4);
        using var runtime = new Runtime(Runtime.FileOf(new Model(network)));

        double[] theirs = runtime.Predict([[0.5, -1.5]], Precision.Double)[0];

        double[] ours = network.Predict([0.5, -1.5]);
        for (int i = 0; i < ours.Length; i++) theirs[i].Should().BeApproximately(ours[i], 1e-14);
    }

    [Fact]
    public void A_function_without_a_formula_is_refused_by_name()
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Tanh()).AddLayer(2, new Sigmoid()).Build(seed: 4);
        network.Node("h2").ActivationFunction = new Mute();

        Action export = () => Runtime.FileOf(new Model(network));

        export.Should().Throw<NotSupportedException>().WithMessage("Node h2 has the activation function mute, which states no formula*");
    }

    [Fact]
    public void Scaling_labels_and_threshold_travel()
    {
        Network network = new NetworkBuilder("height", "weight").AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 2);
        var model = new Model(network)
        {
            InputScaling = Scaler.From([170.0, 70.0], [10.0, 12.0]),
            ClassLabels = ["cat", "dog"],
            Threshold = network.Predict([0.5, -0.5])[0], // that of the second row
        };
        double[][] rows = [[150.0, 80.0], [175.0, 64.0], [190.0, 40.0]];
        using var runtime = new Runtime(Runtime.FileOf(model));

        double[][] outputs = runtime.Predict(rows, Precision.Double);
        string[] labels = runtime.Labels([Runtime.Numbers("inputs", rows, Precision.Double)]);

        for (int row = 0; row < rows.Length; row++)
        {
            outputs[row][0].Should().BeApproximately(model.Predict(rows[row])[0], 1e-14);
            if (row != 1) labels[row].Should().Be(model.Classify(rows[row]).Label); // on the threshold the last bit decides
        }
        labels.Distinct().Should().HaveCount(2);
    }

    [Fact]
    public void Targets_come_back_in_their_own_units()
    {
        Network network = new NetworkBuilder(2).AddLayer(2, new Identity()).Build(seed: 2);
        var model = new Model(network) { TargetScaling = Scaler.From([100.0, -7.0], [3.0, 0.5]) };
        using var runtime = new Runtime(Runtime.FileOf(model));

        double[] theirs = runtime.Predict([[0.25, 4.0]], Precision.Double)[0];

        double[] ours = model.Predict([0.25, 4.0]);
        for (int i = 0; i < 2; i++) theirs[i].Should().BeApproximately(ours[i], 1e-13);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named_and_no_file_beside_it()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        Action save = () => RandomModel.Network(7).SaveOnnx(Path.Combine(folder, "m.onnx"));

        save.Should().Throw<DirectoryNotFoundException>().WithMessage($"There is no folder {folder}.");
    }

    [Fact]
    public void The_network_alone_can_be_saved_as_a_file_in_either_precision()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Network network = RandomModel.Network(7);
        try
        {
            network.SaveOnnx(path);
            long inDouble = new FileInfo(path).Length;
            network.SaveOnnx(path, new OnnxOptions { Precision = Precision.Single, Name = "small" });
            new FileInfo(path).Length.Should().BeLessThan(inDouble);
            using var runtime = new Runtime(File.ReadAllBytes(path));
            runtime.InputNames.Should().Equal("inputs");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_function_of_a_whole_layer_travels_by_its_formula()
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Shares()).Build(seed: 4);
        using var runtime = new Runtime(Runtime.FileOf(new Model(network)));

        double[] theirs = runtime.Predict([[0.5, -1.5]], Precision.Double)[0];

        double[] ours = network.Predict([0.5, -1.5]);
        for (int i = 0; i < ours.Length; i++) theirs[i].Should().BeApproximately(ours[i], 1e-14);
    }

    private sealed class Mish() : Activation<Mish.Formula>("mish", new Formula())
    {
        public readonly struct Formula : IActivationFormula
        {
            public T Activate<T>(T netInput)
                where T : IReal<T> => netInput * T.Tanh(T.Softplus(netInput));

            public T Slope<T>(T netInput, T activation)
                where T : IReal<T> => Derivative.Of(this, netInput);
        }
    }

    /// <summary>Every elementary function once: (z³ + √|z|) · sign z, held between −2 and 2, e^−|z|, and ln(1 + z²) where z is positive.</summary>
    private sealed class Squared() : Activation<Squared.Formula>("squared", new Formula())
    {
        public readonly struct Formula : IActivationFormula
        {
            public T Activate<T>(T netInput)
                where T : IReal<T>
            {
                T odd = T.Clamp((T.Power(netInput, 3) + T.Sqrt(T.Abs(netInput))) * T.Sign(netInput), T.Of(-2.0), T.Of(2.0));
                return odd / (1.0 + T.Exp(-T.Abs(netInput))) + T.IfPositive(netInput, T.LogOnePlus(T.Square(netInput)), T.Log(T.Of(2.0)));
            }

            public T Slope<T>(T netInput, T activation)
                where T : IReal<T> => Derivative.Of(this, netInput);
        }
    }

    private sealed class Shares() : LayerActivation<Shares.Formula>("shares", new Formula())
    {
        public readonly struct Formula : ILayerActivationFormula
        {
            public void Activate<T>(ReadOnlySpan<T> netInputs, Span<T> activations)
                where T : IReal<T>
            {
                for (int i = 0; i < netInputs.Length; i++) activations[i] = T.Softplus(netInputs[i]);
                T sum = T.Sum(activations);
                for (int i = 0; i < netInputs.Length; i++) activations[i] /= sum;
            }

            public void Deltas<T>(ReadOnlySpan<T> netInputs, ReadOnlySpan<T> activations, ReadOnlySpan<T> pushes, Span<T> deltas)
                where T : IReal<T> => pushes.CopyTo(deltas);
        }
    }

    private sealed class Mute : IActivation
    {
        public string Name => "mute";

        public double Activate(double netInput) => netInput;

        public double Slope(double netInput, double activation) => 1.0;
    }
}
