using System.Text.Json;
using NodeNet.Activations;

namespace NodeNet.Onnx.Tests;

/// <summary>The layouts of scikit-learn's converter and of Keras' dense layers.</summary>
public class LayoutTests
{
    [Theory]
    [InlineData("sklearn_three_classes", "4-5-4-3 network: tanh; tanh; softmax; 64 parameters")]
    [InlineData("sklearn_two_classes", "4-4-1 network: relu; sigmoid; 25 parameters")]
    [InlineData("sklearn_regressor", "3-6-1 network: sigmoid; identity; 31 parameters")]
    [InlineData("keras_dense", "4-6-3 network: relu; softmax; 51 parameters")]
    [InlineData("keras_float16", "4-6-3 network: relu; softmax; 51 parameters")]
    public void A_layout_of_others_is_read_and_answers_as_they_do(string name, string network)
    {
        (Model model, LayoutCase theirs) = Load(name);

        model.Network.ToString().Should().Be(network);
        for (int row = 0; row < theirs.Inputs.Length; row++)
        {
            double[] expected = theirs.Answers[row];
            if (expected.Length == 2 && model.Network.OutputLayer.Count == 1) expected = [expected[1]]; // 1 − a and a
            double[] answers = model.Predict(theirs.Inputs[row]);
            for (int i = 0; i < expected.Length; i++) answers[i].Should().BeApproximately(expected[i], 1e-12);
            if (theirs.Labels is { } labels) model.Classify(theirs.Inputs[row]).Label.Should().Be(labels[row]);
        }
    }

    [Fact]
    public void Labels_and_scaling_are_those_of_scikit_learn()
    {
        Model model = Load("sklearn_three_classes").Model;

        model.ClassLabels.Should().Equal("setosa", "versicolor", "virginica");
        model.InputScaling!.Offsets[0].Should().BeApproximately(5.8433, 1e-4, "the mean sepal length");
        Load("sklearn_two_classes").Model.ClassLabels.Should().Equal("0", "1");
    }

    [Fact]
    public void What_was_read_can_be_written_for_ONNX_Runtime_again()
    {
        (Model model, LayoutCase theirs) = Load("sklearn_three_classes");
        using var runtime = new Runtime(Runtime.FileOf(model));

        runtime.Labels([Runtime.Numbers("inputs", theirs.Inputs, Precision.Double)]).Should().Equal(theirs.Labels);
        model.Network.OutputLayer.LayerActivation.Should().BeOfType<Softmax>();
    }

    private static (Model Model, LayoutCase Theirs) Load(string name)
    {
        string path = Path.Combine(Runtime.Golden, "layout_" + name);
        return (OnnxModel.Load(path + ".onnx").Model,
            JsonSerializer.Deserialize<LayoutCase>(File.ReadAllText(path + ".json"), JsonSerializerOptions.Web)!);
    }

    private sealed record LayoutCase(double[][] Inputs, double[][] Answers, string[]? Labels);
}
