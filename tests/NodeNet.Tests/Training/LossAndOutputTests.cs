using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>A loss that cannot take the outputs of the last layer is refused before training, with what fits.</summary>
public class LossAndOutputTests
{
    public static TheoryData<ILoss, IActivation, string> Misfits => new()
    {
        { new CrossEntropy(), new Identity(), "cross_entropy takes outputs that are the probabilities of two or more classes and add up to 1; y1 is "
            + "identity. Make the output layer a Softmax *" },
        { new CrossEntropy(), new Sigmoid(), "cross_entropy takes *; y1 is sigmoid. Make the output layer a Softmax of a node for each class; or use "
            + "BinaryCrossEntropy *" },
        { new CrossEntropy(), new ReLU(), "cross_entropy takes *; y1 is relu. *" },
        { new BinaryCrossEntropy(), new Identity(), "binary_cross_entropy takes outputs that are probabilities, each from 0 to 1; y1 is identity. Use "
            + "Sigmoid outputs; or MeanSquaredError *" },
        { new BinaryCrossEntropy(), new Tanh(), "binary_cross_entropy takes *; y1 is tanh. *" },
        { new BinaryCrossEntropy(), new ReLU(), "binary_cross_entropy takes *; y1 is relu. *" },
    };

    [Fact]
    public void The_list_is_not_empty() => Misfits.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Misfits))]
    public void It_is_refused_with_what_fits(ILoss loss, IActivation activation, string message)
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, activation).Build(seed: 1);
        Network before = network.Clone();
        var trainer = new Trainer(network, loss);
        DataSet data = DataSet.From([[0, 1], [1, 0]], [[1, 0], [0, 1]]);

        trainer.Invoking(t => t.Train(data)).Should().Throw<InvalidOperationException>().WithMessage(message);
        trainer.Invoking(t => t.Step(data)).Should().Throw<InvalidOperationException>().WithMessage(message);
        trainer.Invoking(t => t.Step([0, 1], [1, 0])).Should().Throw<InvalidOperationException>().WithMessage(message);
        trainer.Invoking(t => t.Explain([0, 1], [1, 0])).Should().Throw<InvalidOperationException>().WithMessage(message);
        trainer.Diagnose(data).Findings.Should().Contain(finding => finding.Code == "NN203" && finding.Advice == loss.OutputAdvice);
        network.FirstParameterDifference(before).Should().BeNull();
    }

    [Fact]
    public void A_softmax_of_one_node_which_always_answers_1_is_refused_with_cross_entropy()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Softmax()).Build(seed: 1);
        new Trainer(network, new CrossEntropy()).Invoking(t => t.Train(DataSet.From([[0], [1]], [[0], [1]]))).Should().Throw<InvalidOperationException>()
            .WithMessage(
                "cross_entropy takes outputs that are the probabilities of two or more classes and add up to 1; the output layer is softmax of 1 node. *");
    }

    [Fact]
    public void One_node_of_several_is_enough()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Sigmoid()).Build(seed: 1);
        network.Node("y2").ActivationFunction = new Tanh();
        new Trainer(network, new BinaryCrossEntropy())
            .Invoking(t => t.Step([0], [0, 1]))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*; y2 is tanh. *");
    }

    [Fact]
    public void A_function_of_the_users_is_trusted_unless_it_says_its_range()
    {
        Trainer Make(IActivation activation) => new(new NetworkBuilder(inputs: 1).AddLayer(1, activation).Build(seed: 1), new BinaryCrossEntropy());

        Make(new Mine(null)).Step([0], [1]).Should().BeApproximately(Math.Log(2), 1e-12);
        Make(new Mine((0, 1))).Step([0], [1]).Should().BeApproximately(Math.Log(2), 1e-12);
        Make(new Mine((-1, 1))).Invoking(t => t.Step([0], [1])).Should().Throw<InvalidOperationException>().WithMessage("*; y1 is mine. *");
    }

    [Fact]
    public void A_range_holds_every_activation()
    {
        foreach (string name in Catalogue.Activations.Names)
        {
            IActivation function = Catalogue.Activations.Create(name);
            (double low, double high) = function.Range!.Value;
            for (double z = -30; z <= 30; z += 0.01)
                function.Activate(z).Should().BeInRange(low, high, $"{name}({z})");
            low.Should().BeLessThan(high);
        }
    }

    private sealed class Mine((double Low, double High)? range) : IActivation
    {
        public string Name => "mine";

        public (double Low, double High)? Range => range;

        public double Activate(double netInput) => 0.5;

        public double Slope(double netInput, double activation) => 0.0;
    }
}
