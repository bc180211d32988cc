using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>Keys of steps with net inputs where e^z overflows, 1 − a is 0 and ln 0 waits: no cell is an error, and each has the key's number.</summary>
public class ExtremeKeyTests
{
    private static readonly IActivation[] _activations = [new Sigmoid(), new Tanh(), new ReLU(), new LeakyReLU(), new ELU(), new SiLU(), new Softplus(),
        new GELU(), new Identity()];

    /// <summary>One node of a bias and no connections that count: its net input is the bias.</summary>
    private static Trainer OneNode(IActivation activation, double netInput, ILoss loss, TrainerOptions? options = null)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, activation).Build(seed: 1);
        network.OutputLayer.SetWeights([[0]]);
        network.OutputLayer.Nodes[0].Bias = netInput;
        return new Trainer(network, loss, options ?? new TrainerOptions());
    }

    [Fact]
    public void The_fruit_of_the_README_unscaled()
    {
        DataSet fruit = DataSet.From([[130, 6.5], [150, 7], [170, 8], [1200, 17], [1500, 18], [1800, 20]], [[0], [0], [0], [1], [1], [1]]);
        for (long seed = 1; seed <= 4; seed++)
        {
            Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed);
            CheckKey(new Trainer(network, new BinaryCrossEntropy()).Explain(fruit));
            Network line = new NetworkBuilder(inputs: 2).AddLayer(1, new Sigmoid()).Build(seed);
            CheckKey(new Trainer(line, new BinaryCrossEntropy()).Explain(fruit));
        }
    }

    [Theory]
    [InlineData(75, 0)]
    [InlineData(75, 1)]
    [InlineData(-75, 1)]
    [InlineData(-1339, 0)]
    [InlineData(1339, 0.5)]
    [InlineData(1e100, 0)]
    public void A_sigmoid_far_out_with_binary_cross_entropy(double netInput, double target) =>
        CheckKey(OneNode(new Sigmoid(), netInput, new BinaryCrossEntropy()).Explain([1], [target]));

    [Theory]
    [InlineData(800, -800)]
    [InlineData(-800, 800)]
    [InlineData(-800, -1500)]
    [InlineData(2, 1)]
    public void Softmax_far_out(double first, double second)
    {
        foreach (double[] targets in new double[][] { [1, 0, 0], [0, 1, 0], [0.2, 0.3, 0.5] })
        {
            Network network = new NetworkBuilder(inputs: 1).AddLayer(3, new Softmax()).Build(seed: 1);
            network.OutputLayer.SetWeights([[first], [second], [0.5]]);
            foreach (ILoss loss in new ILoss[] { new CrossEntropy(), new SumOfSquaredErrors() })
                CheckKey(new Trainer(network, loss).Explain([1], targets));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1339)]
    [InlineData(1339)]
    [InlineData(-40)]
    [InlineData(40)]
    [InlineData(1e160)]
    [InlineData(-1e160)]
    public void Every_activation_function_far_out(double netInput)
    {
        foreach (IActivation activation in _activations)
            CheckKey(OneNode(activation, netInput, new MeanAbsoluteError(), new TrainerOptions { LearningRate = 1e-3 }).Explain([1], [0.5]));
    }

    [Fact]
    public void Clipping_a_gradient_of_0() =>
        CheckKey(OneNode(new Identity(), 0.5, new SumOfSquaredErrors(), new TrainerOptions { ClipNorm = 0.1 }).Explain([1], [0.5]));

    [Fact]
    public void The_evaluator_knows_the_errors_of_a_spreadsheet()
    {
        foreach (string error in new[] { "EXP(710)", "LN(0)", "1/0", "1E200*1E200", "MAX(1,LN(0))", "IF(LN(0)>0,1,2)", "0*(1/0)" })
            new CellEvaluator($"1,a,,\"={error}\"").Value(1).Should().Be(double.NaN, error);
        new CellEvaluator("1,a,,\"=IF(1>0,EXP(-800),LN(0))\"").Value(1).Should().Be(0);
    }

    /// <summary>Every live cell has the number of the step, to 12 digits or 10⁻¹².</summary>
    private static void CheckKey(StepLedger ledger)
    {
        var facts = new StepFacts(ledger);
        var right = new StepCalculation(facts);
        Dictionary<string, Quantity> byName = QuantityLists.Forward(facts).Concat(QuantityLists.Backward(facts)).Concat(QuantityLists.Update(facts))
            .ToDictionary(quantity => quantity.ToString());
        var key = new CellEvaluator(Worksheet.From(ledger, new WorksheetOptions { Blanks = WorksheetBlanks.Everything }).KeyToCsv());
        int checkedCells = 0;
        foreach ((string name, string content, int row) in key.Values)
        {
            if (!byName.TryGetValue(name, out Quantity? quantity)) continue;
            content.Should().StartWith("=", name);
            key.Value(row).Should().BeApproximately(right[quantity], 1e-12 * Math.Max(1, Math.Abs(right[quantity])), $"{name} is {content}");
            checkedCells++;
        }
        checkedCells.Should().Be(byName.Count);
    }
}
