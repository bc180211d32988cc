using System.Numerics;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Growing;

namespace NodeNet.Tests.Growing;

/// <summary>Cascade-correlation grows networks for what a single hidden layer finds hard.</summary>
public class CascadeTests
{
    [Fact]
    public void Xor_takes_one_or_two_hidden_nodes()
    {
        CascadeResult result = Cascade.Train(Given.Xor());

        result.IsSolved.Should().BeTrue();
        result.Nodes.Should().BeInRange(1, 2);
        result.Network.HiddenLayers.Should().OnlyContain(layer => layer.Count == 1);
        result.Steps[0].Nodes.Should().Be(0);
        result.Steps[0].Accuracy.Should().BeLessThan(1, "no straight line divides it");
        result.ToString().Should().StartWith("solved with ").And.EndWith("accuracy 100%");
    }

    // 194 points on two arms that wind three times around each other (Lang and Witbrock 1988). FANN 2.2 takes 10 to 25 nodes: docs/growing.md.
    [Fact]
    public void Two_spirals_are_told_apart_by_a_few_nodes()
    {
        CascadeResult result = Cascade.Train(TwoSpirals(), new CascadeOptions { Seed = 1 });

        result.IsSolved.Should().BeTrue();
        result.Nodes.Should().BeInRange(5, 25);
    }

    [Fact]
    public void The_parity_of_8_bits_is_learned_by_a_few_nodes()
    {
        CascadeResult result = Cascade.Train(Parity(8), new CascadeOptions { Seed = 1 });

        result.IsSolved.Should().BeTrue();
        result.Nodes.Should().BeInRange(3, 16);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_each_step_keeps_what_was_there()
    {
        var seen = new List<CascadeStep>();
        var options = new CascadeOptions { Seed = 3, MostNodes = 4, Progress = new Reports(seen.Add) };

        CascadeResult first = Cascade.Train(TwoSpirals(), options);
        CascadeResult second = Cascade.Train(TwoSpirals(), options);

        second.Network.FirstParameterDifference(first.Network).Should().BeNull();
        first.IsSolved.Should().BeFalse();
        first.Steps.Should().HaveCount(5);
        seen.Take(5).Should().Equal(first.Steps);
        for (int nodes = 1; nodes <= 4; nodes++)
        {
            CascadeStep step = first.Steps[nodes];
            step.Correlation.Should().BeInRange(0, 1);
            step.Loss.Should().BeLessThanOrEqualTo(first.Steps[nodes - 1].Loss * (1 + 1e-3), "a new node can only help");
            for (int h = 1; h <= nodes; h++)
            {
                string name = h == 1 ? "h1" : $"h1.{h}";
                first.Network.Connection("x1", name).Weight.Should().Be(step.Network.Connection("x1", name).Weight, "hidden weights stay");
            }
        }
    }

    [Fact]
    public void Numbers_and_several_classes_grow_too()
    {
        DataSet wave = DataSet.From(
            Enumerable.Range(0, 50).Select(i => new[] { i / 25.0 - 1 }), Enumerable.Range(0, 50).Select(i => new[] { Math.Sin(4 * (i / 25.0 - 1)) }));
        Cascade.Train(wave, new CascadeOptions { LossToReach = 0.001, Activations = [new Tanh(), new Sigmoid()] }).IsSolved.Should().BeTrue();
        DataSet rings = DataSet.From(
            Enumerable.Range(0, 60).Select(i => new[] { (1 + i % 3) / 3.0 * Math.Sin(i), (1 + i % 3) / 3.0 * Math.Cos(i) }),
            Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 3).Select(k => k == i % 3 ? 1.0 : 0.0).ToArray()));
        CascadeResult classes = Cascade.Train(rings);
        classes.IsSolved.Should().BeTrue();
        classes.Network.OutputLayer.LayerActivation.Should().BeOfType<Softmax>();
    }

    [Fact]
    public void It_ends_when_it_is_cancelled_and_refuses_what_cannot_be()
    {
        Cascade.Train(TwoSpirals(), cancellation: new CancellationToken(canceled: true)).Nodes.Should().Be(0);
        Refused(new CascadeOptions { Candidates = 0 }, "*Candidates*");
        Refused(new CascadeOptions { MostNodes = -1 }, "*MostNodes*");
        Refused(new CascadeOptions { Activations = [] }, "Activations must hold at least one*");
        Refused(new CascadeOptions { Activations = [new ReLU()] }, "Activations has relu, which is unbounded*");
        new CascadeOptions().ToString().Should().StartWith("CascadeOptions { MostNodes = 30, Candidates = 8").And.Contain("L2 = 1E-05");

        static void Refused(CascadeOptions options, string message)
        {
            Action train = () => Cascade.Train(Given.Xor(), options);
            train.Should().Throw<ArgumentException>().WithMessage(message);
        }
    }

    private static DataSet TwoSpirals()
    {
        var inputs = new List<double[]>();
        var targets = new List<double[]>();
        for (int i = 0; i < 97; i++)
        {
            double angle = i * Math.PI / 16, radius = (104 - i) / 104.0;
            inputs.Add([radius * Math.Sin(angle), radius * Math.Cos(angle)]);
            inputs.Add([-radius * Math.Sin(angle), -radius * Math.Cos(angle)]);
            targets.Add([1]);
            targets.Add([0]);
        }
        return DataSet.From(inputs, targets);
    }

    private static DataSet Parity(int bits) => DataSet.From(
        Enumerable.Range(0, 1 << bits).Select(i => Enumerable.Range(0, bits).Select(bit => (i >> bit & 1) == 1 ? 1.0 : -1.0).ToArray()),
        Enumerable.Range(0, 1 << bits).Select(i => new[] { (double)(BitOperations.PopCount((uint)i) & 1) }));

    private sealed class Reports(Action<CascadeStep> action) : IProgress<CascadeStep>
    {
        public void Report(CascadeStep value) => action(value);
    }
}
