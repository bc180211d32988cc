using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Tests.Diagnostics;

/// <summary>Every start of XOR that training leaves where it is gets the finding, and none that learns.</summary>
public class FlatPlaceTests
{
    public static TheoryData<int, string> Networks => new() { { 2, "sigmoid" }, { 2, "tanh" }, { 3, "relu" } };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Of_twenty_starts_of_XOR_those_that_stand_still_are_told_and_no_others(int hidden, string activation)
    {
        int stuck = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            Network network = new NetworkBuilder(inputs: 2).AddLayer(hidden, Catalogue.Activations.Create(activation)).AddLayer(1, new Sigmoid()).Build(seed);
            var trainer = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 5000 });
            trainer.Train(Given.Xor());
            bool hasLearned = Evaluation.Of(network, new BinaryCrossEntropy(), Given.Xor()).Accuracy == 1;
            Diagnosis diagnosis = trainer.Diagnose(Given.Xor());

            // Where training has made both hidden nodes the same node, that is said instead.
            bool isTold = diagnosis.Findings.Any(finding => finding.Code is FindingCodes.FlatPlace or FindingCodes.TwinNodes);
            isTold.Should().Be(!hasLearned, $"that is so for seed {seed}:\n{diagnosis}");
            if (!hasLearned) stuck++;
        }
        stuck.Should().BeInRange(5, 15, "a check that never says anything, or always, is none");
    }

    [Fact]
    public void The_finding_says_what_was_tried_and_what_helps()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 5);
        var trainer = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 5000 });
        trainer.Train(Given.Xor());

        Finding finding = trainer.Diagnose(Given.Xor()).Findings.Should().ContainSingle(finding => finding.Code == FindingCodes.FlatPlace).Which;

        finding.Advice.Should().Contain("another seed").And.Contain("One more hidden node");
        finding.Evidence.Single(evidence => evidence.Name == "new starts").Value.Should().Be(8);
        finding.Evidence.Single(evidence => evidence.Name == "new starts that get below half of the loss").Value.Should().BeInRange(1, 8);
        // Of the four cases two are right and two share what is left: ln 2 for each of them, half of it over all.
        finding.Evidence.Single(evidence => evidence.Name == "loss").Value.Should().BeApproximately(0.5 * Math.Log(2), 0.01);
    }

    [Fact]
    public void What_no_start_can_learn_is_no_flat_place()
    {
        // The same question with two answers: half a unit of error for every network.
        DataSet coin = DataSet.From([[0], [0], [1], [1]], [[0], [1], [0], [1]]);
        Network network = new NetworkBuilder(inputs: 1).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        var trainer = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.1, Epochs = 500 });
        trainer.Train(coin);
        trainer.Diagnose(coin).Findings.Should().NotContain(finding => finding.Code == FindingCodes.FlatPlace);
    }
}
