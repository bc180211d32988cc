using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Oracle;

/// <summary>NodeNet against PyTorch, number by number: the forward pass, the loss, every slope, and every weight and bias after each step of an
/// optimizer.</summary>
public class OracleTests
{
    private const double ToleranceOfPasses = 1e-10;
    private const double ToleranceOfSteps = 1e-9; // each step starts from the rounding of the one before

    private static readonly IReadOnlyDictionary<string, OracleCase> _cases =
        OracleCase.ReadAll(OracleFiles.Find(Environment.GetEnvironmentVariable(OracleFiles.Variable)));

    public static TheoryData<string> Cases => [.. _cases.Keys];

    public static TheoryData<string, Loops> CasesOnBothLoops
    {
        get
        {
            var data = new TheoryData<string, Loops>();
            foreach (string name in _cases.Keys)
            {
                data.Add(name, Loops.Fast);
                data.Add(name, Loops.Reference);
            }
            return data;
        }
    }

    [Fact]
    public void There_are_cases_and_each_has_examples_and_steps()
    {
        _cases.Should().NotBeEmpty();
        _cases.Values.Should().OnlyContain(c => c.Inputs.Length > 0 && c.Steps.Length > 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Net_inputs_and_activations_agree(string name)
    {
        OracleCase oracle = _cases[name];
        Network network = OracleNetwork.Build(oracle);
        oracle.NetInputs.Should().HaveCount(network.Layers.Count - 1);
        oracle.LayerActivations.Should().HaveCount(network.Layers.Count - 1);

        for (int example = 0; example < oracle.Inputs.Length; example++)
        {
            network.Forward(oracle.Inputs[example]);
            Agreement.ShouldAgree(
                network.Predict(oracle.Inputs[example]), oracle.LayerActivations[^1][example], ToleranceOfPasses, $"predictions of example {example}");
            for (int l = 0; l < oracle.NetInputs.Length; l++)
            {
                Layer layer = network.Layers[l + 1];
                string where = $"{layer.Name}, example {example}";
                Agreement.ShouldAgree(layer.Nodes.Select(n => n.NetInput), oracle.NetInputs[l][example], ToleranceOfPasses, $"net inputs of {where}");
                Agreement.ShouldAgree(layer.Nodes.Select(n => n.Activation), oracle.LayerActivations[l][example], ToleranceOfPasses, $"activations of {where}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_mean_loss_and_its_slopes_agree(string name)
    {
        OracleCase oracle = _cases[name];
        Network network = OracleNetwork.Build(oracle);

        var gradients = Gradients.Of(network, OracleNetwork.Loss(oracle), OracleNetwork.Data(oracle));

        Agreement.ShouldAgree([gradients.Loss], [oracle.MeanLoss], ToleranceOfPasses, "mean loss");
        Agreement.ShouldAgree(
            [Evaluation.Of(network, OracleNetwork.Loss(oracle), OracleNetwork.Data(oracle)).Loss],
            [oracle.MeanLoss],
            ToleranceOfPasses,
            "mean loss that Evaluation measures");
        Compare(network, c => gradients[c], gradients.OfBias, oracle.WeightGradients, oracle.BiasGradients, ToleranceOfPasses, "slopes");
    }

    [Theory]
    [MemberData(nameof(CasesOnBothLoops))]
    public void The_parameters_after_each_step_agree(string name, Loops loops)
    {
        OracleCase oracle = _cases[name];
        Network network = OracleNetwork.Build(oracle);
        DataSet batch = OracleNetwork.Data(oracle);
        ILoss loss = OracleNetwork.Loss(oracle);
        var trainer = new Trainer(network, loss, OracleNetwork.Options(oracle) with { Loops = loops });
        oracle.Steps.Should().NotBeEmpty();

        for (int step = 0; step < oracle.Steps.Length; step++)
        {
            double lossBefore = trainer.Step(batch);

            OracleStep expected = oracle.Steps[step];
            string when = $"step {step + 1}";
            Agreement.ShouldAgree([lossBefore], [expected.LossBefore], ToleranceOfSteps, $"loss before {when}");
            Compare(network, c => c.Weight, n => n.Bias, expected.Weights, expected.Biases, ToleranceOfSteps, $"after {when}");
        }
    }

    /// <summary>Compares a number of every connection and of every bias, layer by layer.</summary>
    private static void Compare(
        Network network, Func<Connection, double> ofWeight, Func<Node, double> ofBias, double[][][] weights, double[][] biases, double tolerance, string what)
    {
        weights.Should().HaveCount(network.Layers.Count - 1);
        biases.Should().HaveCount(network.Layers.Count - 1);
        for (int l = 0; l < weights.Length; l++)
        {
            Layer layer = network.Layers[l + 1];
            // Incoming goes through the sources in their order, as the oracle's rows do.
            Agreement.ShouldAgree(
                layer.Nodes.SelectMany(n => n.Incoming).Select(ofWeight), weights[l].SelectMany(row => row), tolerance, $"{what}: weights into {layer.Name}");
            Agreement.ShouldAgree(layer.Nodes.Select(ofBias), biases[l], tolerance, $"{what}: biases of {layer.Name}");
        }
    }
}
