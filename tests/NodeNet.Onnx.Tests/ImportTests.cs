using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Formulas;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Onnx.Tests;

/// <summary>Files of others, and NodeNet's own, as networks.</summary>
public class ImportTests
{
    public static TheoryData<string> TorchFiles =>
        [.. Directory.GetFiles(Runtime.Golden, "torch_*.onnx").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_files_of_PyTorch_with_every_function() => TorchFiles.Count.Should().Be(17);

    [Theory]
    [MemberData(nameof(TorchFiles))]
    public void A_file_of_PyTorch_answers_as_PyTorch_does_and_then_learns_a_step_as_it_does(string name)
    {
        OnnxModel read = OnnxModel.Load(Path.Combine(Runtime.Golden, name + ".onnx"));
        TorchCase torch = JsonSerializer.Deserialize<TorchCase>(
            File.ReadAllText(Path.Combine(Runtime.Golden, name + ".json")), JsonSerializerOptions.Web)!;

        for (int row = 0; row < torch.Inputs.Length; row++) ShouldBe(read.Model.Predict(torch.Inputs[row]), torch.Answers[row], $"row {row}");

        read.Producer.Should().Be("pytorch");
        read.ToString().Should().StartWith("ONNX file of pytorch: model of x");
        if (torch.AfterStep is null) return; // normalization is folded: the weights are no longer those of PyTorch
        new Trainer(read.Network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1 }).Step(torch.Inputs[0], torch.Targets[0]);
        for (int row = 0; row < torch.Inputs.Length; row++) ShouldBe(read.Model.Predict(torch.Inputs[row]), torch.AfterStep[row], $"row {row} after the step");
    }

    [Fact]
    public void What_was_written_in_double_comes_back_to_the_bit()
    {
        for (int seed = 1; seed <= 500; seed++)
        {
            Network network = RandomModel.Network(seed);

            Network again = Again(new Model(network)).Network;

            again.ToString().Should().Be(network.ToString(), "seed {0}", seed);
            again.FirstParameterDifference(network).Should().BeNull("seed {0}", seed);
            foreach (double[] row in RandomModel.Rows(network, 3, seed)) again.Predict(row).Should().Equal(network.Predict(row), "seed {0}", seed);
        }
    }

    [Fact]
    public void What_was_written_in_single_comes_back_as_floats_and_then_stays()
    {
        for (int seed = 1; seed <= 100; seed++)
        {
            Network network = RandomModel.Network(seed);
            byte[] file = Runtime.FileOf(new Model(network), Precision.Single);

            Network again = OnnxModel.Load(new MemoryStream(file)).Network;

            again.Layers.Select(layer => layer.ActivationName).Should().Equal(network.Layers.Select(layer => layer.ActivationName), "seed {0}", seed);
            Network third = OnnxModel.Load(new MemoryStream(Runtime.FileOf(new Model(again), Precision.Single))).Network;
            third.FirstParameterDifference(again).Should().BeNull("seed {0}", seed);
        }
    }

    [Fact]
    public void Scaling_names_labels_threshold_and_loss_come_back()
    {
        Network network = new NetworkBuilder("height", "weight").AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 2);
        var model = new Model(network)
        {
            InputScaling = Scaler.From([170.3, 70.1], [10.7, 12.9]),
            ClassLabels = ["cat", "dog"],
            Threshold = 0.3,
            Loss = new BinaryCrossEntropy(),
        };

        Model again = Again(model);

        again.InputNames.Should().Equal("height", "weight");
        again.InputScaling!.Offsets.Should().Equal(170.3, 70.1);
        again.InputScaling.Factors.Should().Equal(10.7, 12.9);
        again.ClassLabels.Should().Equal("cat", "dog");
        again.Threshold.Should().Be(0.3);
        again.Loss.Should().BeOfType<BinaryCrossEntropy>();
        again.Predict([180.0, 75.0]).Should().Equal(model.Predict([180.0, 75.0]));
    }

    [Fact]
    public void The_targets_scaling_comes_back()
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Tanh()).AddLayer(2, new Identity()).Build(seed: 2);
        var model = new Model(network) { TargetScaling = Scaler.From([100.0, -7.0], [3.0, 0.5]), OutputNames = ["price", "age"] };

        Model again = Again(model);

        again.TargetScaling!.Offsets.Should().Equal(100.0, -7.0);
        again.TargetScaling.Factors.Should().Equal(3.0, 0.5);
        again.OutputNames.Should().Equal("price", "age");
        again.Predict([0.3, 0.4]).Should().Equal(model.Predict([0.3, 0.4]));
    }

    [Fact]
    public void A_function_of_the_users_own_comes_back_once_it_is_registered()
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new Mish()).AddLayer(1, new Mish()).Build(seed: 8);
        byte[] file = Runtime.FileOf(new Model(network));
        Action load = () => OnnxModel.Load(new MemoryStream(file));
        load.Should().Throw<OnnxFileException>().WithMessage("*none of NodeNet's*is found once it is registered (Catalogue.Activations.Register).");

        Catalogue.Activations.Register("own_mish", () => new Mish());

        OnnxModel.Load(new MemoryStream(file)).Network.FirstParameterDifference(network).Should().BeNull();
        OnnxModel.Load(new MemoryStream(file)).Network.OutputLayer.Activation.Should().BeOfType<Mish>();
    }

    [Fact]
    public void A_convolution_is_refused_with_its_nodes_name()
    {
        Action load = () => OnnxModel.Load(Path.Combine(Runtime.Golden, "refused_convolution.onnx"));

        load.Should().Throw<OnnxFileException>()
            .WithMessage("Node \"/0/Conv\": Conv is no part of a feed-forward network*These operators are read: Abs, Add,*")
            .Which.Node.Should().Be("/0/Conv");
    }

    private static Model Again(Model model) => OnnxModel.Load(new MemoryStream(Runtime.FileOf(model))).Model;

    private static void ShouldBe(double[] ours, double[] theirs, string what)
    {
        ours.Should().HaveCount(theirs.Length);
        for (int i = 0; i < ours.Length; i++) ours[i].Should().BeApproximately(theirs[i], 1e-12 * Math.Max(1.0, Math.Abs(theirs[i])), what);
    }

    private sealed class Mish() : Activation<Mish.Formula>("own_mish", new Formula())
    {
        public readonly struct Formula : IActivationFormula
        {
            public T Activate<T>(T netInput)
                where T : IReal<T> => netInput * T.Tanh(T.Softplus(netInput));

            public T Slope<T>(T netInput, T activation)
                where T : IReal<T> => Derivative.Of(this, netInput);
        }
    }

    private sealed record TorchCase(double[][] Inputs, double[][] Targets, double[][] Answers, double[][]? AfterStep);
}
