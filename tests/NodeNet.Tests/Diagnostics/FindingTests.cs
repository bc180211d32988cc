using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Training;
using static NodeNet.Diagnostics.FindingCodes;

namespace NodeNet.Tests.Diagnostics;

/// <summary>What a finding says: which nodes and rows, and numbers that can be checked by hand.</summary>
public class FindingTests
{
    private static readonly TrainerOptions _options = new() { LearningRate = 0.05 };

    [Fact]
    public void Unscaled_columns_are_named_with_their_root_mean_square()
    {
        // √((30² + 40²) / 2) = 35.35…; the other column is small.
        Network network = HealthyCases.Net(2, 1, (3, new Tanh()), (1, new Identity()));
        network.Node("x2").Label = "weight";

        Finding finding = Only(Examine(network, new MeanSquaredError(), DataSet.From([[0, 30], [1, -40]], [[0], [1]])), UnscaledInputs);

        finding.Evidence.Should().ContainSingle().Which.Value.ShouldBeWithin(1e-12, Math.Sqrt(1250));
        finding.Nodes.Should().Equal("x2");
        finding.Explanation.Should().Contain("x2 (weight)").And.Contain("from -40 to 30");
        finding.Advice.Should().Contain("Scaler.Standard");
    }

    [Fact]
    public void A_finding_and_its_evidence_can_be_printed_in_a_line()
    {
        Finding finding = Only(
            Examine(HealthyCases.Net(1, 1, (1, new Tanh())), new MeanSquaredError(), DataSet.From([[30], [-40]], [[0], [1]])), UnscaledInputs);

        finding.Evidence[0].ToString().Should().Be("x1: root mean square = 35.355");
        finding.ToString().Should().StartWith("warning NN101, unscaled inputs: ").And.EndWith(finding.Explanation);
    }

    [Fact]
    public void Huge_numbers_have_a_finite_root_mean_square()
    {
        Finding finding = Only(
            Examine(HealthyCases.Net(1, 1, (1, new Sigmoid())), new SumOfSquaredErrors(), DataSet.From([[1e200], [-1e200]], [[0], [1]])), UnscaledInputs);

        finding.Evidence[0].Value.ShouldBeWithin(1e-12, 1e200);
    }

    [Fact]
    public void Leaked_rows_are_paired()
    {
        DataSet training = Problems.Wave(30);
        DataSet validation = Problems.Wave(60).Select([40, 7, 41, 3]); // 7 and 3 are also in the training set

        Finding finding = Only(
            Examine(HealthyCases.Net(3, 3, (8, new Tanh()), (1, new Identity())), new MeanSquaredError(), training, validation: validation), Leakage);

        finding.Rows.Should().Equal(3, 7);
        finding.Explanation.Should().Contain("validation row 1 = training row 7").And.Contain("validation row 3 = training row 3");
        finding.Evidence.Single(e => e.Name == "share").Value.Should().Be(0.5);
    }

    [Fact]
    public void Rows_that_the_options_hold_out_keep_their_numbers()
    {
        DataSet once = Problems.Wave(20);
        DataSet twice = once.Select([.. Enumerable.Range(0, 20), 4]); // rows 4 and 20 are the same
        Network network = HealthyCases.Net(3, 3, (8, new Tanh()), (1, new Identity()));

        // Whichever of the two is held out: over some seeds they fall on different sides, and then the finding names both.
        Finding[] findings = [.. Enumerable.Range(0, 10)
            .Select(seed => Examine(network, new MeanSquaredError(), twice, _options with { ValidationFraction = 0.5, Seed = seed }))
            .SelectMany(diagnosis => diagnosis.Findings).Where(finding => finding.Code == Leakage)];

        findings.Should().NotBeEmpty();
        findings
            .Should()
            .OnlyContain(f => f.Explanation.Contains("validation row 4 = training row 20") || f.Explanation.Contains("validation row 20 = training row 4"));
        findings.Should().OnlyContain(f => f.Rows.Count == 1 && (f.Rows[0] == 4 || f.Rows[0] == 20));
    }

    [Fact]
    public void Zero_and_minus_zero_are_the_same_input()
    {
        DataSet training = DataSet.From([[0.0, 1.0], [1.0, 0.5]], [[0], [1]]);
        DataSet validation = DataSet.From([[-0.0, 1.0]], [[0]]);

        Only(Examine(HealthyCases.Net(2, 3, (1, new Sigmoid())), new BinaryCrossEntropy(), training, validation: validation), Leakage).Rows.Should().Equal(0);
    }

    [Fact]
    public void Contradictory_rows_are_listed()
    {
        DataSet data = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1], [0, 1]], [[0], [1], [1], [0], [0]]);

        Finding finding = Only(Examine(HealthyCases.Net(2, 6, (2, new Tanh()), (1, new Sigmoid())), new BinaryCrossEntropy(), data), ContradictoryExamples);

        finding.Rows.Should().Equal(1, 4);
    }

    [Fact]
    public void The_examples_of_each_class_are_counted()
    {
        Case sick = SickCases.All["a class without examples"]();
        int second = sick.Training.Targets.Column(1).Count(y => y == 1);

        Finding finding = Only(sick.Diagnose(), ClassImbalance);

        finding.Evidence.Select(e => e.Value).Take(3).Should().Equal(0, second, 60 - second);
        finding.Nodes.Should().Equal("y1");
        finding.Explanation.Should().Contain("y1 has none");
    }

    [Fact]
    public void Targets_out_of_range_are_listed_with_the_range()
    {
        DataSet data = DataSet.From([[0, 0], [0, 1], [1, 0]], [[0], [5], [1]]);

        Finding finding = Only(Examine(HealthyCases.Net(2, 6, (1, new Sigmoid())), new SumOfSquaredErrors(), data), TargetsOutOfRange);

        finding.Rows.Should().Equal(1);
        finding.Explanation.Should().Contain("from 0 to 1").And.Contain("run from 0 to 5");
    }

    [Fact]
    public void Targets_that_only_rounding_puts_out_of_range_are_left_alone()
    {
        DataSet data = DataSet.From([[0, 0], [0, 1]], [[0], [1.0000001]]);

        Examine(HealthyCases.Net(2, 6, (1, new Sigmoid())), new SumOfSquaredErrors(), data).Has(TargetsOutOfRange).Should().BeFalse();
    }

    [Fact]
    public void Dead_nodes_are_named()
    {
        Finding finding = Only(SickCases.All["one of sixteen dead"]().Diagnose(), DeadNodes);

        finding.Nodes.Should().Equal("h6");
        finding.Evidence.Select(e => e.Value).Should().Equal(1, 16, 60);
    }

    [Fact]
    public void Nodes_that_are_alike_are_named()
    {
        Only(SickCases.All["two of five nodes alike, with skips"]().Diagnose(), TwinNodes).Nodes.Should().Equal("h2", "h4");
    }

    [Fact]
    public void Nodes_that_differ_only_in_what_leaves_them_are_no_twins()
    {
        Network network = new NetworkBuilder(3).AddLayer(5, new Tanh(), weights: new Constant(0.3)).AddLayer(1, new Identity()).Build(1);
        Examine(network, new MeanSquaredError(), Problems.Wave()).Has(TwinNodes).Should().BeFalse();

        // And rightly so: one step, and they differ.
        new Trainer(network, new MeanSquaredError(), _options).Step([0.2, 0.4, -0.3], [1]);
        network.Connection("x1", "h1").Weight.Should().NotBe(network.Connection("x1", "h2").Weight);
    }

    [Fact]
    public void Twins_stay_twins_however_long_they_learn()
    {
        Case sick = SickCases.All["two of five nodes alike, with skips"]().Trained();

        Only(sick.Diagnose(), TwinNodes).Nodes.Should().Equal("h2", "h4");
    }

    [Fact]
    public void The_deltas_of_a_layer_are_those_that_a_step_shows()
    {
        Case sick = SickCases.All["ten layers of sigmoid"]();
        Finding finding = Only(sick.Diagnose(), VanishingDeltas);

        var trainer = new Trainer(sick.Network, sick.Loss, sick.Options with { LearningRate = 0 }); // looks, changes nothing
        double squares = 0;
        for (int row = 0; row < sick.Training.Count; row++)
        {
            trainer.Step(sick.Training.Inputs[row], sick.Training.Targets[row]);
            squares += sick.Network.HiddenLayers[0].Nodes.Sum(h => h.Delta * h.Delta);
        }

        Number(finding, "hidden 1: root mean square of δ").ShouldBeWithin(1e-12, Math.Sqrt(squares / (60 * 8)));
        Number(finding, "largest shrinkage").ShouldBeWithin(
            1e-12, Number(finding, "output: root mean square of δ") / Number(finding, "hidden 1: root mean square of δ"));
    }

    [Theory]
    [InlineData("α = 30 for penguins", true)]
    [InlineData("α = 300 for sigmoid and SSE", true)]
    [InlineData("α = 10⁹ for a sigmoid", true)]
    [InlineData("α = 10²⁰ for a line", true)]
    [InlineData("α = 0.00001 for iris", false)]
    [InlineData("α = 10⁻⁹ for a line", false)]
    [InlineData("α = 10⁻³⁰⁰ for iris", false)]
    public void The_rate_that_is_advised_cures(string name, bool isTooHigh)
    {
        Case sick = SickCases.All[name]();
        Finding finding = Only(sick.Diagnose(), isTooHigh ? RateTooHigh : RateTooLow);
        string last = finding.Evidence.Last(e => e.Name.StartsWith("loss at the rate ", StringComparison.Ordinal)).Name;
        double advised = double.Parse(last["loss at the rate ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        (advised < sick.Options.LearningRate).Should().Be(isTooHigh);
        finding.Advice.Should().Contain(last["loss at the rate ".Length..]);

        Case cured = sick with { Options = sick.Options with { LearningRate = advised } };

        cured.Diagnose().Findings.Should().BeEmpty();
    }

    [Fact]
    public void The_rate_is_tested_only_when_nothing_else_stands_in_the_way()
    {
        Diagnosis diagnosis = SickCases.All["penguins in millimetres"]().Diagnose();

        diagnosis.Remarks.Should().ContainSingle().Which.Should().Be("The learning rate was not tested: NN101, NN302 would decide the outcome.");
    }

    private static Diagnosis Examine(Network network, ILoss loss, DataSet training, TrainerOptions? options = null, DataSet? validation = null) =>
        Doctor.Diagnose(network, loss, training, options ?? _options, validation);

    private static Finding Only(Diagnosis diagnosis, string code) =>
        diagnosis.Findings.Should().ContainSingle(finding => finding.Code == code, diagnosis.ToString()).Which;

    private static double Number(Finding finding, string name) => finding.Evidence.Single(e => e.Name == name).Value;
}
