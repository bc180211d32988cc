using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Losses;

/// <summary>Targets that a loss can make nothing of are refused before anything is learned from them.</summary>
public class TargetRangeTests
{
    public static TheoryData<string> Names => [.. Catalogue.Losses.Names.Where(name => name != "poisson")]; // which has its own range: LossTests

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_the_cross_entropies_want_probabilities(string name)
    {
        ILoss loss = Catalogue.Losses.Create(name);
        bool wantsProbabilities = name is "binary_cross_entropy" or "cross_entropy";
        foreach (double probability in new[] { 0, 1e-300, 0.5, 1 })
            loss.AcceptsTarget(probability).Should().BeTrue();
        foreach (double other in new[] { -1, -1e-300, 1.0000001, 1e300 })
            loss.AcceptsTarget(other).Should().Be(!wantsProbabilities, $"{name} and {other}");
        loss.TargetRange.Should().Be(wantsProbabilities ? "a probability, 0 to 1" : "any finite number");
    }

    [Fact]
    public void A_step_names_the_output_and_the_range()
    {
        Action step = () => NewTrainer().Step([1], [0.5, 1.5]);
        step.Should().Throw<ArgumentException>().WithMessage("The target for y2 is 1.5; binary_cross_entropy takes a probability, 0 to 1.*");
    }

    [Fact]
    public void A_run_names_the_row_and_the_column_and_changes_nothing()
    {
        Trainer trainer = NewTrainer();
        Network before = trainer.Network.Clone();
        DataSet data = DataSet.From([[1], [2]], [[0, 1], [-1, 1]]);
        Action[] wrong =
        [
            () => trainer.Train(data),
            () => trainer.Step(data),
            () => trainer.Evaluate(data),
            () => trainer.Train(DataSet.From([[1]], [[0, 1]]), validation: data),
        ];
        foreach (Action action in wrong)
            action.Should().Throw<ArgumentException>().WithMessage("The target in row 1, column 0 is -1; binary_cross_entropy takes a probability, 0 to 1*");
        trainer.Network.HasSameParametersAs(before).Should().BeTrue();
    }

    [Fact]
    public void A_loss_of_ones_own_may_have_a_range_too()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        Action step = () => new Trainer(network, new RelativeError()).Step([1], [0]);
        step.Should().Throw<ArgumentException>().WithMessage("The target for y1 is 0; relative_error takes any number but 0.*");
        new Trainer(network, new RelativeError()).Step([1], [2]).Should().BeGreaterThan(0);
    }

    private static Trainer NewTrainer() => new(new NetworkBuilder(inputs: 1).AddLayer(2, new Sigmoid()).Build(seed: 1), new BinaryCrossEntropy());

    /// <summary>((ŷ − y) / y)².</summary>
    private sealed class RelativeError : ILoss
    {
        public string Name => "relative_error";

        public string TargetRange => "any number but 0";

        public double Term(double output, double target) => (output - target) * (output - target) / (target * target);

        public double Slope(double output, double target) => 2.0 * (output - target) / (target * target);

        public bool AcceptsTarget(double target) => target != 0.0;
    }
}
