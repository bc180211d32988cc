using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Tests.Metrics;

/// <summary>What judges takes a model and examples as their users write them. A network knows nothing of scaling and labels.</summary>
public class JudgingModelsTests
{
    // The network says 2x + 1 of a scaled x; in its users' units x = 10 x' + 100 and y = 5 y' − 20. So x = 130 is x' = 3, y' = 7, y = 15.
    private static readonly Model _line = new(Given.Line())
    {
        InputScaling = Scaler.From([100], [10]),
        TargetScaling = Scaler.From([-20], [5]),
        Loss = new SumOfSquaredErrors(),
    };

    [Fact]
    public void Errors_of_a_model_are_in_the_units_of_its_users()
    {
        DataSet raw = DataSet.From([[130], [100]], [[16], [-18]]); // answers: 15 and −15

        RegressionErrors errors = RegressionErrors.Of(_line, raw);

        errors.MeanAbsoluteError.Should().Be((1 + 3) / 2.0);
        errors.RSquared.Should().BeApproximately(1 - (1 + 9) / (2 * 17.0 * 17.0), 1e-15);
        RegressionErrors.Of(_line.Network, raw).MeanAbsoluteError.Should().Be((261 - 16 + 201 + 18) / 2.0, "the network takes 130 for a scaled number");
        RegressionErrors.Of(_line.Network, raw.ScaleInputs(_line.InputScaling!).ScaleTargets(_line.TargetScaling!)).MeanAbsoluteError
            .Should().BeApproximately(2 / 5.0, 1e-15);
    }

    [Fact]
    public void A_models_loss_is_that_of_the_scaled_numbers_as_in_training()
    {
        DataSet raw = DataSet.From([[130], [100]], [[20], [-15]]); // scaled: 8 for 7, and 1 for 1
        Evaluation.Of(_line, raw).Should().Be(new Evaluation(1 / 2.0, null));
        Evaluation.Of(_line, new MeanAbsoluteError(), raw).Loss.Should().Be(1 / 2.0);
        FluentActions.Invoking(() => Evaluation.Of(new Model(Given.Line()), raw)).Should().Throw<InvalidOperationException>()
            .WithMessage("The model does not tell its loss: *");
    }

    [Fact]
    public void A_model_that_scales_counts_what_it_answers_and_not_what_its_network_would()
    {
        // Class 1 from a scaled x of −0.25 on: from 97.5 on.
        var model = new Model(Given.Line()) { InputScaling = Scaler.From([100], [10]), ClassLabels = ["cold", "hot"] };
        DataSet raw = DataSet.From([[98], [97], [96]], [[1], [0], [1]]);

        ConfusionMatrix matrix = ConfusionMatrix.Of(model, raw);

        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]).Should().Be((1, 0, 1, 1));
        matrix.Accuracy.Should().Be(2 / 3.0);
        Evaluation.Of(model, new SumOfSquaredErrors(), raw).Accuracy.Should().Be(2 / 3.0);
        ConfusionMatrix.Of(model.Network, raw).Accuracy.Should().Be(2 / 3.0, "two of three are hot, and the network takes all for it");
        matrix.ClassLabels.Should().Equal("cold", "hot");
        matrix.ToString().Should().StartWith(@"actual \ predicted cold hot");
    }

    [Fact]
    public void A_model_whose_targets_are_scaled_names_classes_in_their_own_units()
    {
        // y = 0.5 y' + 0.25 of y' = 2x + 1: from x = −0.25 on 0.5 or more.
        var model = new Model(Given.Line()) { TargetScaling = Scaler.From([0.25], [0.5]) };
        Evaluation.Of(model, new SumOfSquaredErrors(), DataSet.From([[-0.25], [-0.26], [1]], [[1], [0], [0]])).Accuracy.Should().Be(2 / 3.0);
    }

    [Fact]
    public void Examples_that_name_other_classes_are_noticed()
    {
        var model = new Model(Given.Line()) { ClassLabels = ["cat", "dog"], Loss = new SumOfSquaredErrors() };
        DataSet test = DataSet.From([[1], [2]], [[0], [1]]).WithNames(null, ["dog", "emu"]);
        const string Message = "The classes of data are dog, emu; the model knows cat, dog, in this order.*";

        FluentActions.Invoking(() => ConfusionMatrix.Of(model, test)).Should().Throw<ArgumentException>().WithMessage(Message).WithParameterName("data");
        FluentActions.Invoking(() => Evaluation.Of(model, test)).Should().Throw<ArgumentException>().WithMessage(Message);
        FluentActions.Invoking(() => RegressionErrors.Of(model, test)).Should().Throw<ArgumentException>().WithMessage(Message);
        ConfusionMatrix.Of(model, test.WithNames(null, ["cat", "dog"])).Count.Should().Be(2);
        ConfusionMatrix.Of(model, test.WithNames(null, null)).Count.Should().Be(2);
    }

    [Fact]
    public void A_validation_set_has_the_columns_and_classes_of_the_training_set()
    {
        DataSet training = Given.Xor().WithNames(["a", "b"], ["cat", "dog"]);
        Trainer trainer = Given.Trainer(Given.Small(), 0.1);

        trainer.Invoking(t => t.Train(training, Given.Xor().WithNames(null, ["dog", "emu"]))).Should().Throw<ArgumentException>()
            .WithMessage("The classes of validation are dog, emu; the training set knows cat, dog, in this order.*").WithParameterName("validation");
        trainer.Invoking(t => t.Train(training, Given.Xor().WithNames(["b", "a"], null))).Should().Throw<ArgumentException>()
            .WithMessage("The inputs of validation are b, a; the training set has a, b, in this order.*").WithParameterName("validation");
        trainer.Invoking(t => t.Train(training, training.Shuffled(1))).Should().NotThrow("what is made of a set keeps its names");
    }

    [Fact]
    public void Rows_of_the_wrong_width_are_refused_by_the_models_own_names()
    {
        var model = new Model(Given.Small()) { InputNames = ["height", "weight"], ClassLabels = ["cat", "dog"] };
        const string Message = "inputs has 3 values; the network has 2 input nodes (height, weight).*";

        model.Invoking(m => m.Predict(Rows.From([[1, 2, 3]]))).Should().Throw<ArgumentException>().WithMessage(Message);
        model.Invoking(m => m.Classify(Rows.From([[1, 2, 3]]))).Should().Throw<ArgumentException>().WithMessage(Message);
        model.Freeze().Invoking(m => m.Predict(Rows.From([[1, 2, 3]]), 1)).Should().Throw<ArgumentException>().WithMessage(Message);
        model.Invoking(m => m.Predict([1, 2, 3])).Should().Throw<ArgumentException>().WithMessage(Message);
        var scaled = new Model(Given.Small()) { InputNames = ["height", "weight"], InputScaling = Scaler.From([0, 0], [1, 1e-10]) };
        scaled.Invoking(m => m.Predict(Rows.From([[1, 2], [1, 1e300]]))).Should().Throw<ArgumentException>()
            .WithMessage("Row 1 (from 0): the input for weight is 1E+300; scaled it would be Infinity, no longer a finite number.*");
    }

    [Fact]
    public void Two_targets_for_one_node_are_told_both_ways_to_learn_a_yes_or_no()
    {
        DataSet oneHot = DataSet.From([[0, 0], [1, 1]], [[1, 0], [0, 1]]);
        const string Ways = "* A yes or no is learned in one of two ways: by one target of 0 or 1 and one Sigmoid node with BinaryCrossEntropy, " +
            "or by two one-hot targets (OneHot.Encode) and a Softmax of two nodes*";

        Given.Trainer(Given.Small(), 0.1).Invoking(t => t.Train(oneHot)).Should().Throw<ArgumentException>()
            .WithMessage("training has 2 inputs and 2 targets; the network has 2 input nodes and 1 output node." + Ways);
        Network two = new NetworkBuilder(inputs: 2).AddLayer(2, new Softmax()).Build(seed: 1);
        new Trainer(two, new CrossEntropy()).Invoking(t => t.Train(Given.Xor())).Should().Throw<ArgumentException>().WithMessage(Ways);
    }

    [Fact]
    public void Results_are_printed_rounded_and_alike_in_every_culture()
    {
        using var german = new DecimalComma();
        new RegressionErrors(0.5, 0.123456789012345678, double.NegativeInfinity).ToString()
            .Should().Be("MAE 0.5, RMSE 0.1234568, no R², which needs two different targets");
        new Evaluation(1 / 3.0, 0.97333).ToString().Should().Be("loss 0.3333333, accuracy 97.33%");
        new Evaluation(0.25, null).ToString().Should().Be("loss 0.25");
    }

    [Fact]
    public void Errors_of_any_size_are_measured()
    {
        // Errors 1, −1 around a mean of 2: R² = 0, in every unit.
        foreach (double unit in new[] { 1e200, 1e-200, 1, 5e307 })
        {
            RegressionErrors errors = RegressionErrors.Of(Rows.From([[2 * unit], [2 * unit]]), Rows.From([[unit], [3 * unit]]));
            (errors.MeanAbsoluteError / unit).Should().BeApproximately(1, 1e-14);
            (errors.RootMeanSquaredError / unit).Should().BeApproximately(1, 1e-14);
            errors.RSquared.Should().BeApproximately(0, 1e-14);
        }
        // Twice the largest double is none, but its share is: errors of 2 where the deviations are 1.
        RegressionErrors opposite = RegressionErrors.Of(Rows.From([[double.MaxValue], [-double.MaxValue]]), Rows.From([[-double.MaxValue], [double.MaxValue]]));
        opposite.RSquared.Should().BeApproximately(-3, 1e-14);
        opposite.MeanAbsoluteError.Should().Be(double.PositiveInfinity);
    }
}
