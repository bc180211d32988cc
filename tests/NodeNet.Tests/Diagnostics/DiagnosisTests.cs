using CsCheck;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Tests.Diagnostics;

/// <summary>What holds for every diagnosis: it changes nothing, says the same twice, and reads well.</summary>
public class DiagnosisTests
{
    [Fact]
    public void Any_network_may_be_examined_and_stays_as_it_is() => RandomNetworks.Any.Sample(
        plan =>
        {
            Network network = plan.Build();
            DataSet data = plan.Data(count: 12);
            var options = new TrainerOptions { LearningRate = 0.01, Epochs = 5, ValidationFraction = plan.HasSkips ? 0.3 : 0 };

            Diagnosis first = Doctor.Diagnose(network, new MeanSquaredError(), data, options);
            Diagnosis second = Doctor.Diagnose(network, new MeanSquaredError(), plan.Data(count: 12), options);

            return network.HasSameParametersAs(plan.Build()) && first.ToString() == second.ToString();
        },
        iter: 20);

    [Fact]
    public void Diagnosing_between_two_steps_changes_neither_what_nodes_show_nor_how_training_goes_on()
    {
        Network undisturbed = Given.Small();
        Network examined = Given.Small();
        var options = new TrainerOptions { LearningRate = 0.1, Optimizer = new Adam(), Epochs = 3 };
        var trainer = new Trainer(undisturbed, new SumOfSquaredErrors(), options);
        var other = new Trainer(examined, new SumOfSquaredErrors(), options);
        trainer.Train(Given.Xor());
        other.Train(Given.Xor());
        double loss = other.Step([0, 1], [1]);
        trainer.Step([0, 1], [1]);
        double delta = examined.Node("h1").Delta;

        other.Diagnose(Given.Xor(), Given.Xor());

        examined.Node("h1").Delta.Should().Be(delta);
        other.Steps.Should().Be(trainer.Steps);
        trainer.Train(Given.Xor());
        other.Train(Given.Xor());
        examined.FirstParameterDifference(undisturbed).Should().BeNull();
        loss.Should().BePositive();
    }

    [Fact]
    public void A_trainer_is_examined_with_the_learning_rate_that_it_has_now()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.5, Epochs = 2000 });
        trainer.Diagnose(Given.Xor()).Findings.Should().BeEmpty();

        trainer.LearningRate = 0;

        trainer.Diagnose(Given.Xor()).Findings.Should().ContainSingle().Which.Code.Should().Be(FindingCodes.RateTooLow);
    }

    [Fact]
    public void No_report_or_rule_of_the_options_is_called()
    {
        var options = new TrainerOptions
        {
            LearningRate = 0.5,
            Progress = new AtOnce(_ => throw new UserTroubleException()),
            StopWhen = new LossBelow(1000),
            KeepBest = true,
        };

        Doctor.Diagnose(Given.Small(), new SumOfSquaredErrors(), Given.Xor(), options).Remarks.Should().ContainSingle(remark => remark.Contains("1000 steps"));
    }

    [Fact]
    public void What_the_users_own_code_throws_comes_out_as_it_is()
    {
        var loss = new WatchedLoss(_ => throw new UserTroubleException());

        FluentActions.Invoking(() => Doctor.Diagnose(Given.Small(), loss, Given.Xor())).Should().Throw<UserTroubleException>();
    }

    [Fact]
    public void Data_of_another_width_are_refused()
    {
        DataSet wide = DataSet.From([[1, 2, 3]], [[1]]);

        FluentActions
            .Invoking(() => Doctor.Diagnose(Given.Small(), new SumOfSquaredErrors(), wide))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("training has 3 inputs*");
        FluentActions
            .Invoking(() => Doctor.Diagnose(Given.Small(), new SumOfSquaredErrors(), Given.Xor(), validation: wide))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("validation has 3 inputs*");
    }

    [Fact]
    public void Of_large_data_some_are_looked_at_and_the_report_says_so()
    {
        // 100 · 200 + 200 · 300 weights and 500 biases: 20 million allow 248 examples.
        DataSet data = Problems.From(260, 100, x => [.. Enumerable.Repeat(0.5 * x[0], 300)]);
        Network network = HealthyCases.Net(100, 1, (200, new ReLU()), (300, new Identity()));
        network.HiddenLayers[0].SetBiases([.. Enumerable.Repeat(-100.0, 200)]); // dead, so that the rate need not be tested

        Diagnosis diagnosis = Doctor.Diagnose(network, new MeanSquaredError(), data);

        diagnosis.Remarks[0].Should().Be("Nodes and δs were looked at on 248 of the 260 training examples, chosen at random with a fixed seed.");
        diagnosis.Findings.Should().ContainSingle().Which.Evidence[^1].Value.Should().Be(248);
    }

    [Fact]
    public void The_report_reads_well()
    {
        // Two rows are enough for a mean that can be checked: √((300² + 400²) / 2) = 353.55.
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new ReLU()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, -0.1], [0.1, 0.4]]);
        network.OutputLayer.SetWeights([[0.01, -0.01]]);
        DataSet data = DataSet.From([[300, 0], [400, 1]], [[0], [5]]);

        string report = Doctor.Diagnose(network, new SumOfSquaredErrors(), data).ToString();

        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "doctor.md")).Should().Contain("```text\n" + report + "\n```", "the documentation shows it");
        report.Should().Be("""
            Not healthy: 1 error, 1 warning.
              2-2-1 network: relu; sigmoid; 9 parameters; sse; 2 examples, 2 inputs, 1 target

            ERROR NN201: targets outside the output's range
              y1 (sigmoid) can answer from 0 to 1, but its targets run from 0 to 5. 1 example cannot be met, in
              row 1; learning drives the node as far out as it goes, where it is flat.
              Measured: examples that cannot be met = 1, y1: smallest target = 0, y1: largest target = 5
              What to do: Scale the targets into the range (Scaler.MinMax), or use an output that reaches them:
                Identity for any number.

            WARNING NN101: unscaled inputs
              The numbers of an input column are large: x1. x1 runs from 300 to 400. Starting weights and usual
              learning rates are made for inputs of about 1; larger ones push net inputs to where activation
              functions are flat, or make steps overshoot.
              Measured: x1: root mean square = 353.55
              What to do: Scale the inputs: Scaler.Standard(training.Inputs) fitted on the training set, the
                same scaler for all other data.

            - The learning rate was not tested: NN101, NN201 would decide the outcome.
            """);
    }

    [Fact]
    public void A_healthy_report_is_short()
    {
        string report = HealthyCases.All["the README's XOR"]().Diagnose().ToString();

        report
            .Should()
            .StartWith(
                "Healthy: nothing was found.\n  2-3-1 network: sigmoid; sigmoid; 13 parameters; sse; 4 examples, 2 inputs, 1 target\n\n- At the learning "
                    + "rate 0.5, 12000 steps");
    }

    [Fact]
    public void Lines_are_at_most_100_characters_long() =>
        HealthyCases.All.Keys.Take(4)
            .Select(name => HealthyCases.All[name])
            .Append(SickCases.All["ten layers of sigmoid"])
            .Append(SickCases.All["one in thirty leaked"])
            .SelectMany(create => create().Diagnose().ToString().Split('\n'))
            .Should()
            .NotBeEmpty().And.OnlyContain(line => line.Length <= 100);

    [Fact]
    public void An_unknown_code_is_refused()
    {
        Diagnosis diagnosis = HealthyCases.All["the handout"]().Diagnose();

        diagnosis.Invoking(d => d.Has("NN999")).Should().Throw<ArgumentException>().WithMessage("No finding has the code \"NN999\"; there are NN101*");
        diagnosis.Has(FindingCodes.DeadNodes).Should().BeFalse();
    }
}
