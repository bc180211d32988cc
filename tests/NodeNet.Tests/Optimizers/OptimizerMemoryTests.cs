using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Optimizers;

/// <summary>What an optimizer remembers belongs to the trainer, follows the network's structure, and is there for a rule of one's own.</summary>
public class OptimizerMemoryTests
{
    [Fact]
    public void A_rule_of_ones_own_sees_the_step_the_slope_the_value_and_its_memory()
    {
        // One weight at 1, no bias, ½ · (y − ŷ)² with y = 0: downhill = −w.
        var rule = new Diary();
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 1;
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.5, Optimizer = rule });
        trainer.Step([1], [0]);
        trainer.LearningRate = 0.25;
        trainer.Step([1], [0]);

        rule.Lines.Should().Equal(
            "step 1, rate 0.5, bias False: downhill -1, value 1, memory 0 0",
            "step 2, rate 0.25, bias False: downhill -0.75, value 0.75, memory 1 -1");
        network.Connection("x1", "y1").Weight.Should().Be(0.5, "the rule always takes off ¼");
        trainer.Steps.Should().Be(2);
    }

    [Fact]
    public void A_rule_is_told_which_parameters_are_biases_and_is_not_asked_about_frozen_ones()
    {
        var rule = new Diary();
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Identity()).Build(seed: 1);
        network.Connection("x2", "y1").IsFrozen = true;
        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { Optimizer = rule }).Step([1, 1], [0]);
        rule.Lines.Should().HaveCount(2).And.ContainSingle(line => line.Contains("bias True"));
    }

    [Fact]
    public void Two_trainers_may_share_a_rule_and_remember_apart()
    {
        var shared = new Momentum(0.9);
        (Network first, Trainer one) = OneWeight(shared);
        (Network second, Trainer two) = OneWeight(shared);
        one.Step([1], [0]);
        one.Step([1], [0]);
        two.Step([1], [0]);
        two.Step([1], [0]);
        first.Connection("x1", "y1").Weight.ShouldBeWithin(1e-15, 0.72); // v = −1, then −1.8
        second.Connection("x1", "y1").Weight.ShouldBeWithin(1e-15, 0.72);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_weight_that_was_connected_anew_starts_with_an_empty_memory(bool stepInBetween)
    {
        // v = −1 after the first step. Kept, it would make the next v −0.9 − 1 = −1.9 and the weight 0.81; anew it is −1 and 0.9.
        (Network network, Trainer trainer) = OneWeight(new Momentum(0.9));
        trainer.Step([1], [0]);

        network.Disconnect("x1", "y1");
        if (stepInBetween) trainer.Step([1], [0]);
        network.Connect("x1", "y1", weight: 1);

        trainer.Step([1], [0]);
        network.Connection("x1", "y1").Weight.ShouldBeWithin(1e-15, 0.9);
    }

    [Fact]
    public void A_bias_that_was_added_anew_starts_with_an_empty_memory()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 0;
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(0.9) });
        trainer.Step([0], [1]);                                        // v = 1
        network.Node("y1").Bias.ShouldBeWithin(1e-15, 0.1);
        network.Node("y1").HasBias = false;
        network.Node("y1").HasBias = true;
        trainer.Step([0], [1]);                                        // v = 1 again, not 1.9
        network.Node("y1").Bias.ShouldBeWithin(1e-15, 0.1);
    }

    [Fact]
    public void Connecting_one_weight_leaves_the_memory_of_the_others_alone()
    {
        // A skip connection makes a new block, so the parameters grow. x1→h1→y1 with weights 1; h1→y1 keeps its velocity.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.Connection("x1", "h1").Weight = 1;
        network.Connection("x1", "h1").IsFrozen = true;
        network.Connection("h1", "y1").Weight = 1;
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(0.9) });
        trainer.Step([1], [0]);                                        // v = −1, weight 0.9

        network.Connect("x1", "y1", weight: 0);
        trainer.Step([1], [0]);                                        // v = −0.9 − 0.9 = −1.8 for the old, −0.9 for the new
        network.Connection("h1", "y1").Weight.ShouldBeWithin(1e-15, 0.72);
        network.Connection("x1", "y1").Weight.ShouldBeWithin(1e-15, -0.09);
    }

    [Fact]
    public void A_later_change_elsewhere_empties_nothing_that_was_remembered_since_the_first()
    {
        // x1→y1 and x2→y1, both 0; 1 is learned from inputs of 1. Each v and weight worked out with μ = ½ and α = 0.1.
        (Network network, Trainer trainer) = TwoWeights();
        trainer.Step([1, 1], [1]);                                     // δ = 1: v = 1 and 1, weights 0.1 and 0.1
        network.Disconnect("x1", "y1");
        network.Connect("x1", "y1", weight: 0.1);
        trainer.Step([1, 1], [1]);                                     // δ = 0.8: v = 0.8 and 1.3, weights 0.18 and 0.23
        network.Disconnect("x2", "y1");
        network.Connect("x2", "y1", weight: 0.23);
        trainer.Step([1, 1], [1]);                                     // δ = 0.59: v = 0.4 + 0.59 and 0.59
        network.Connection("x1", "y1").Weight.ShouldBeWithin(1e-15, 0.18 + 0.099);
        network.Connection("x2", "y1").Weight.ShouldBeWithin(1e-15, 0.23 + 0.059);
    }

    [Fact]
    public void Two_changes_between_steps_both_count()
    {
        (Network network, Trainer trainer) = TwoWeights();
        trainer.Step([1, 1], [1]);                                     // v = 1 and 1, weights 0.1 and 0.1
        foreach (string input in new[] { "x1", "x2" })
        {
            network.Disconnect(input, "y1");
            network.Connect(input, "y1", weight: 0.1);
        }
        trainer.Step([1, 1], [1]);                                     // δ = 0.8: v = 0.8 and 0.8
        network.OutputLayer.GetWeights()[0][0].ShouldBeWithin(1e-15, 0.18);
        network.OutputLayer.GetWeights()[0][1].ShouldBeWithin(1e-15, 0.18);
    }

    [Fact]
    public void Explaining_remembers_as_the_step_does_even_after_a_connection_was_added()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Adam() });
        trainer.Step([1], [0.5]);
        network.Connect("x1", "y1", weight: 0.25);
        network.Disconnect("x1", "h1");
        network.Connect("x1", "h1", weight: -0.5);

        double[] explained = [.. trainer.Explain([1], [0.5]).Changes.Select(change => change.NewValue)];
        trainer.Step([1], [0.5]);

        explained.Should().Equal(network.Connections.OrderBy(c => c.Target.Layer.Index).Select(c => c.Weight));
    }

    [Fact]
    public void Freezing_keeps_the_memory()
    {
        (Network network, Trainer trainer) = OneWeight(new Momentum(0.9));
        trainer.Step([1], [0]);                                        // v = −1, weight 0.9
        network.Connection("x1", "y1").IsFrozen = true;
        trainer.Step([1], [0]);                                        // nothing moves, v neither
        network.Connection("x1", "y1").IsFrozen = false;
        trainer.Step([1], [0]);                                        // v = −0.9 − 0.9 = −1.8
        network.Connection("x1", "y1").Weight.ShouldBeWithin(1e-15, 0.72);
    }

    [Fact]
    public void A_second_run_goes_on_with_the_memory_of_the_first()
    {
        DataSet data = DataSet.From([[1]], [[0]]);
        (Network network, Trainer trainer) = OneWeight(new Momentum(0.9), epochs: 1);
        trainer.Train(data);
        trainer.Train(data);
        network.Connection("x1", "y1").Weight.ShouldBeWithin(1e-15, 0.72);
    }

    private static (Network Network, Trainer Trainer) OneWeight(IOptimizer rule, int epochs = 100)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 1;
        return (network, new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = rule, Epochs = epochs }));
    }

    private static (Network Network, Trainer Trainer) TwoWeights()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Identity(), weights: NodeNet.Initializers.Constant.Zero, bias: false).Build(seed: 0);
        return (network, new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(0.5) }));
    }

    /// <summary>Takes off ¼ each time, and writes down what it sees.</summary>
    private sealed class Diary : IOptimizer
    {
        public string Name => "diary";

        public int MemoryLength => 2;

        public List<string> Lines { get; } = [];

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            Lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"step {context.Number}, rate {context.LearningRate}, bias {context.IsBias}: downhill {downhill}, value {value}, "
                        + $"memory {memory[0]} {memory[1]}"));
            memory[0] += 1;
            memory[1] = downhill;
            return -0.25;
        }
    }
}
