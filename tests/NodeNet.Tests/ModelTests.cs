using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Tests.Persistence;

namespace NodeNet.Tests;

/// <summary>A model answers in the units and words of its users.</summary>
public class ModelTests
{
    // Outputs the scaled inputs: x1 = (celsius − 20) / 10, x2 = (pressure − 1000) / 50.
    private static readonly Scaler _weather = Scaler.From([20, 1000], [10, 50]);

    [Fact]
    public void Inputs_are_taken_in_their_own_units()
    {
        var model = new Model(PassThrough(2)) { InputScaling = _weather };
        model.Predict([25, 900]).Should().Equal(0.5, -2.0);
        model.Predict(Rows.From([[20, 1000], [30, 1050]])).ToArrays().Should().BeEquivalentTo(new double[][] { [0, 0], [1, 1] });
    }

    [Fact]
    public void Predictions_come_back_in_the_units_of_the_targets()
    {
        var model = new Model(PassThrough(2)) { TargetScaling = Scaler.From([100, 0], [10, 0.5]) };
        model.Predict([1, 4]).Should().Equal(110, 2);
        model.Predict(Rows.From([[0, 0]])).ToArrays()[0].Should().Equal(100, 0);
    }

    [Fact]
    public void Without_scaling_it_predicts_as_the_network_does()
    {
        Network network = Given.Small();
        new Model(network).Predict([0.5, 2]).Should().Equal(network.Predict([0.5, 2]));
    }

    [Fact]
    public void It_follows_its_network()
    {
        Network network = Given.Line(); // ŷ = 2x + 1
        var model = new Model(network);
        network.Node("y1").Bias = 5;
        model.Predict([1]).Should().Equal(7);
    }

    [Fact]
    public void A_class_is_told_with_its_share()
    {
        var model = new Model(Softmax3()) { ClassLabels = ["setosa", "versicolor", "virginica"] };

        // e^4 / (e^4 + 1 + 1) = 0.9647
        Classification answer = model.Classify([4, 0, 0]);

        answer.ToString().Should().Be("setosa (96%)");
        answer.Label.Should().Be("setosa");
        answer.Class.Should().Be(0);
        answer.Score.Should().BeApproximately(0.9647, 0.00005);
        answer.Scores.Should().HaveCount(3).And.Subject.Sum().Should().BeApproximately(1, 1e-12);
        answer.Labels.Should().Equal("setosa", "versicolor", "virginica");
        answer.AreProbabilities.Should().BeTrue();
        model.PredictClass([4, 0, 0]).Should().Be(0);
        // e^3 / (e^3 + 2) = 0.9094
        model.Classify(Rows.From([[0, 9, 0], [0, 0, 3]])).Select(c => c.ToString()).Should().Equal("versicolor (>99%)", "virginica (91%)");
    }

    [Theory]
    [InlineData(0.0, "on (50%)")] // from 0.5 on the class is 1
    [InlineData(2.0, "on (88%)")] // 1 / (1 + e^−2) = 0.8808
    [InlineData(-2.0, "off (88%)")]
    [InlineData(-9.0, "off (>99%)")]
    [InlineData(800.0, "on (100%)")] // exactly 1
    public void A_single_output_tells_between_two_classes(double netInput, string answer)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Sigmoid(), weights: new NodeNet.Initializers.Constant(1)).Build(seed: 0);
        new Model(network) { ClassLabels = ["off", "on"] }.Classify([netInput]).ToString().Should().Be(answer);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_are_not_called_percent()
    {
        var model = new Model(PassThrough(2)) { ClassLabels = ["a", "b"] };
        Classification answer = model.Classify([0.25, 1.5]);
        answer.ToString().Should().Be("b (1.5)");
        answer.AreProbabilities.Should().BeFalse();
        model.Classify([0.25, 1.23456789]).ToString().Should().Be("b (1.234568)", "seven digits are enough to read");
    }

    [Fact]
    public void Labels_of_the_network_are_the_names_unless_others_are_given()
    {
        Network network = new NetworkBuilder("length", "width").AddLayer(2, new Softmax()).LabelOutputs("round", "long").Build(seed: 1);
        var model = new Model(network);
        model.InputNames.Should().Equal("length", "width");
        model.OutputNames.Should().Equal("round", "long");
        model.ClassLabels.Should().Equal("round", "long");

        var named = new Model(network) { InputNames = ["l", "w"], OutputNames = ["r", "l"], ClassLabels = ["1", "2"] };
        named.InputNames.Should().Equal("l", "w");
        named.OutputNames.Should().Equal("r", "l");
        named.ClassLabels.Should().Equal("1", "2");

        var plain = new Model(Given.Small());
        plain.InputNames.Should().Equal("x1", "x2");
        plain.OutputNames.Should().Equal("y1");
        plain.ClassLabels.Should().BeNull();
        plain.Invoking(m => m.Classify([1, 2])).Should().Throw<InvalidOperationException>().WithMessage("The model has no class labels*");
        plain.ToString().Should().Be("model of x1, x2 → y1: 2-3-1 network: tanh; sigmoid; 13 parameters");
        named.ToString().Should().StartWith("model of l, w → 1, 2: 2-2 network");
        new Model(Given.Line()) { ClassLabels = null }.ClassLabels.Should().BeNull();
    }

    [Fact]
    public void Labels_of_nodes_are_classes_only_if_several_outputs_all_have_one()
    {
        Network single = Given.Line();
        single.Node("y1").Label = "celsius";
        new Model(single).ClassLabels.Should().BeNull();

        Network three = Softmax3();
        three.Node("y1").Label = "setosa";
        new Model(three).ClassLabels.Should().BeNull();
    }

    [Fact]
    public void What_does_not_fit_the_network_is_refused()
    {
        Network network = Softmax3();
        Refused(() => new Model(null!), "*network*");
        Refused(() => new Model(network) { InputScaling = _weather }, "The scaler was fitted on 2 columns; the input layer has 3 nodes.*");
        Refused(() => new Model(network) { TargetScaling = _weather }, "The scaler was fitted on 2 columns; the output layer has 3 nodes.*");
        Refused(() => new Model(network) { InputNames = ["a", "b"] }, "InputNames has 2 names; there must be 3, one for each input.*");
        Refused(() => new Model(network) { OutputNames = ["a", "b", "a"] }, "OutputNames: The name \"a\" is there twice.*");
        Refused(() => new Model(network) { ClassLabels = ["a", " ", "c"] }, "ClassLabels: Name 1 (from 0) is blank.*");
        Refused(() => new Model(network) { ClassLabels = ["a", "b"] }, "ClassLabels has 2 names; there must be 3, one for each class.*");
        Refused(() => new Model(network) { OutputNames = ["a", "b"] }, "OutputNames has 2 names; there must be 3, one for each output.*");
        Refused(() => new Model(network) { InputNames = null! }, "*InputNames*");
        Refused(() => new Model(network) { OutputNames = null! }, "*OutputNames*");
        Refused(() => new Model(Given.Line()) { ClassLabels = ["yes"] }, "ClassLabels has 1 name; there must be 2, one for each class.*");

        var model = new Model(network) { InputScaling = Scaler.From([1, 2, 3], [1e-300, 1, 1]) };
        Refused(() => model.Predict([1, 2]), "inputs has 2 values; the network has 3 input nodes (x1, x2, x3).*");
        Refused(() => model.Predict([1, double.NaN, 3]), "The input for x2 is NaN; it must be a finite number.*");
        Refused(() => model.Predict([1e300, 2, 3]), "The input for x1 is 1E+300; scaled it would be Infinity, no longer a finite number.*");
        Refused(() => model.Predict(Rows.From([[1e300, 2, 3]])), "*Infinity*");
        Refused(() => model.Predict([1, 2, 3], new double[2]), "outputs has 2 values; the network has 3 output nodes.*");
        Refused(() => model.Predict(Rows.From([[1, 2]])), "inputs has 2 values*");
        Refused(() => model.Predict((Rows)null!), "*inputs*");
        model.Invoking(m => m.Predict(Rows.From([[1, 2, 3]]), 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("maxDegreeOfParallelism");
    }

    [Fact]
    public void A_prediction_too_large_for_a_double_is_infinite_in_every_form()
    {
        var model = new Model(PassThrough(2)) { TargetScaling = Scaler.From([0, 0], [1e305, 1]) };
        model.Predict([-1e10, 3]).Should().Equal(double.NegativeInfinity, 3);
        model.Predict(Rows.From([[1e10, 4], [-1e10, 3]]))
            .ToArrays()
            .SelectMany(row => row)
            .Should()
            .Equal(double.PositiveInfinity, 4, double.NegativeInfinity, 3);
    }

    [Fact]
    public void Nobody_can_change_the_words_of_a_model_or_its_snapshot()
    {
        string[] labels = ["setosa", "versicolor", "virginica"];
        var model = new Model(Softmax3()) { ClassLabels = labels, InputNames = ["a", "b", "c"], OutputNames = ["d", "e", "f"] };
        Predictor predictor = model.Freeze();
        labels[0] = "changed";
        foreach (
            IReadOnlyList<string> words in new[]
            {
                model.ClassLabels,
                model.InputNames,
                model.OutputNames,
                predictor.ClassLabels!,
                predictor.Classify([4, 0, 0]).Labels,
                ModelText.LoadModel(ModelText.Of(model)).ClassLabels!,
            })
        {
            FluentActions.Invoking(() => ((IList<string>)words)[0] = "changed").Should().Throw<NotSupportedException>();
        }

        predictor.Classify([4, 0, 0]).Label.Should().Be("setosa");
    }

    [Fact]
    public void Everything_of_a_model_comes_back_from_its_file()
    {
        using var folder = new TemporaryFolder();
        Model model = ModelText.WithEverything();
        model.Save(folder.File("model.json"));

        Model again = Model.Load(folder.File("model.json"));

        again.Network.ShouldBeIdenticalTo(model.Network);
        again.InputScaling!.Offsets.Should().Equal(10, 20);
        again.InputScaling.Factors.Should().Equal(2, 0.1);
        again.TargetScaling.Should().BeNull();
        again.InputNames.Should().Equal("width in mm", "height in mm");
        again.OutputNames.Should().Equal("y1", "y2");
        again.ClassLabels.Should().Equal("good", "bad");
        again.Loss.Should().BeOfType<CrossEntropy>();
        again.Predict([11, 20.05]).Should().Equal(model.Predict([11, 20.05]));
        again.Classify([11, 20.05]).ToString().Should().Be(model.Classify([11, 20.05]).ToString());
        ModelText.Of(again).Should().Be(ModelText.Of(model));
    }

    [Fact]
    public void A_model_of_a_regression_comes_back_too()
    {
        var model = new Model(Given.Line())
        {
            TargetScaling = Scaler.From([-40], [1.8]),
            OutputNames = ["°F"],
            Loss = new Huber(0.5),
        };
        Model again = ModelText.LoadModel(ModelText.Of(model));
        again.Predict([10]).Should().Equal(model.Predict([10])).And.Equal(21 * 1.8 - 40);
        again.OutputNames.Should().Equal("°F");
        again.Loss!.Name.Should().Be("huber(0.5)");
        again.InputScaling.Should().BeNull();
        again.ClassLabels.Should().BeNull();
    }

    [Fact]
    public void A_network_alone_is_a_model_without_words_but_a_model_is_no_network()
    {
        Network network = Given.Small();
        ModelText.LoadModel(ModelText.Of(network)).Network.ShouldBeIdenticalTo(network);
        ModelText.LoadNetwork(ModelText.Of(new Model(network))).ShouldBeIdenticalTo(network);

        string scaled = ModelText.Of(ModelText.WithEverything());
        FluentActions.Invoking(() => ModelText.LoadNetwork(scaled)).Should().Throw<NodeNet.Persistence.ModelFileException>()
            .WithMessage("line 4, $.inputNames: The file holds a model, of which the network is only a part: load it with Model.Load.");
    }

    [Fact]
    public void Predicting_into_a_span_allocates_nothing()
    {
        var model = new Model(PassThrough(2)) { InputScaling = _weather, TargetScaling = _weather };
        var outputs = new double[2];
        double[] inputs = [21, 950];
        int roundsWithout = 0;
        for (int round = 0; round < 10; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
                model.Predict(inputs, outputs);
            if (GC.GetAllocatedBytesForCurrentThread() == before) roundsWithout++;
        }
        roundsWithout.Should().BeGreaterThan(5);
        outputs.Should().Equal(model.Predict(inputs));
    }

    private static void Refused(Func<Model> creating, string message) => creating.Should().Throw<ArgumentException>().WithMessage(message);

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    /// <summary>Outputs what is put in.</summary>
    private static Network PassThrough(int width)
    {
        Network network = new NetworkBuilder(width).AddLayer(width, new Identity(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights(Unit(width));
        return network;
    }

    private static Network Softmax3()
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(3, new Softmax(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights(Unit(3));
        return network;
    }

    private static double[][] Unit(int width) =>
        [.. Enumerable.Range(0, width).Select(j => Enumerable.Range(0, width).Select(i => i == j ? 1.0 : 0.0).ToArray())];
}
