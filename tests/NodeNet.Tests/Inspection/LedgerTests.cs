using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Inspection;

public class LedgerTests
{
    [Fact]
    public void The_smallest_network_number_by_number()
    {
        Trainer trainer = Given.Trainer(Given.Line(), learningRate: 0.1); // ŷ = 2x + 1

        StepLedger ledger = trainer.Explain([3], [10]);

        ledger.Moments.Select(moment => moment.ToString()).Should().Equal(
            "0 Forward Input x1: 3",
            "1 Forward Bias b_y1: 1",
            "2 Forward Term x1→y1: 6",
            "3 Forward NetInput y1: 7",
            "4 Forward Activation y1: 7",
            "5 Loss LossTerm y1: 9",
            "6 Loss Loss loss: 9",
            "7 Backward LossSlope y1: -6",
            "8 Backward Push y1: 6",
            "9 Backward ActivationSlope y1: 1",
            "10 Backward Delta y1: 6",
            "11 Backward Share b_y1: 6",
            "12 Backward Share x1→y1: 18",
            "13 Update Change b_y1: 0.6",
            "14 Update Change x1→y1: 1.8",
            "15 Update NewValue b_y1: 1.6",
            "16 Update NewValue x1→y1: 3.8");
    }

    [Fact]
    public void In_a_batch_examples_come_one_after_the_other_and_the_update_stage_by_stage()
    {
        var trainer = new Trainer(
            Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, L2 = 0.5, ClipNorm = 1, Optimizer = new Momentum() });

        StepLedger ledger = trainer.Explain(DataSet.From([[3], [1]], [[10], [1]]));

        ledger.Moments.Where(moment => moment.Kind == MomentKind.Delta).Select(moment => moment.Example).Should().Equal(0, 1);
        ledger.Moments.Where(moment => moment.Phase == LedgerPhase.Update).Select(moment => $"{moment.Kind} {moment.Subject}").Should().Equal(
            "Sum b_y1", "Sum x1→y1", "Mean b_y1", "Mean x1→y1", "Penalty x1→y1", "Clip b_y1", "Clip x1→y1",
            "Memory b_y1", "Change b_y1", "Memory x1→y1", "Change x1→y1", "NewValue b_y1", "NewValue x1→y1");
        ParameterChange weight = ledger.Change("x1", "y1");
        weight.Shares.Should().Equal(18, -4); // δ · x = 6 · 3 and −4 · 1
        weight.Reduced.Should().Be((18 - 4) / 2.0);
        weight.PenaltyPart.Should().Be(-0.5 * 2);
        weight.Penalized.Should().Be(6);
    }

    [Fact]
    public void Explain_leaves_the_network_its_nodes_and_the_optimizer_as_they_were()
    {
        Network network = Given.Small();
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Adam() });
        trainer.Step([1, 2], [1]);
        Network before = network.Clone();
        double activation = network.Node("h1").Activation;
        double delta = network.Node("h1").Delta;

        StepLedger first = trainer.Explain([0.5, -1], [0]);
        trainer.Explain(Given.Xor());
        StepLedger again = trainer.Explain([0.5, -1], [0]);

        network.FirstParameterDifference(before).Should().BeNull();
        network.Node("h1").Activation.Should().Be(activation, "the nodes still show the step on (1, 2)");
        network.Node("h1").Delta.Should().Be(delta);
        trainer.Steps.Should().Be(1);
        again.ToJson().Should().Be(first.ToJson(), "the second explanation finds what the first one found");
        first.Setup.StepNumber.Should().Be(2, "it would be the second step");
        first.Setup.IsApplied.Should().BeFalse();
    }

    [Fact]
    public void Explaining_in_between_does_not_change_how_training_shuffles()
    {
        Trainer plain = Given.Trainer(Given.Small(), 0.3);
        Trainer explained = Given.Trainer(Given.Small(), 0.3);

        plain.Train(Given.Xor());
        explained.Explain(Given.Xor());
        explained.Train(Given.Xor());

        explained.Network.FirstParameterDifference(plain.Network).Should().BeNull();
    }

    [Fact]
    public void After_StepExplained_the_nodes_show_the_step()
    {
        Network network = Given.Small();
        StepLedger ledger = Given.Trainer(network, 0.3).StepExplained([0.3, 0.7], [1]);

        foreach (NodeForward record in ledger.Examples[0].Forward)
            network.Node(record.Node.Name).Activation.Should().Be(record.Activation);
        network.Node("h2").Delta.Should().Be(ledger.Examples[0].DeltaOf("h2").Delta);
        network.Connection("x1", "h2").Weight.Should().Be(ledger.Change("x1", "h2").NewValue);
    }

    [Fact]
    public void After_StepExplained_the_trainer_goes_on_as_after_a_step()
    {
        DataSet batch = Given.Xor();
        Trainer explained = ReferenceTrainer();
        Trainer plain = ReferenceTrainer();

        StepLedger first = explained.StepExplained([0.3, 0.7], [1]);
        StepLedger second = explained.StepExplained(batch);
        explained.Step([0.1, 0.2], [0]);
        explained.Step(batch);
        plain.Step([0.3, 0.7], [1]);
        plain.Step(batch);
        plain.Step([0.1, 0.2], [0]);
        plain.Step(batch);

        explained.Network.FirstParameterDifference(plain.Network).Should().BeNull();
        explained.Steps.Should().Be(4);
        first.Setup.IsApplied.Should().BeTrue();
        second.Setup.IsApplied.Should().BeTrue();
        second.Setup.StepNumber.Should().Be(2);
        second.Examples.Should().HaveCount(4, "the ledger ended with its step");

        static Trainer ReferenceTrainer() =>
            new(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.3, Optimizer = new Momentum(), Loops = Loops.Reference });
    }

    [Fact]
    public void A_step_on_one_example_that_fails_leaves_nodes_that_show_nothing()
    {
        Network network = Given.Line();
        Trainer trainer = Given.Trainer(network, 0.1);
        Action[] failing =
        [
            () => trainer.Step([1e200], [1]),
            () => trainer.StepExplained([1e200], [1]),
        ];
        foreach (Action fails in failing)
        {
            trainer.Step([1], [1]);
            fails.Should().Throw<NotFiniteNumberException>().WithMessage("The loss*is Infinity*the network stays as it was*");
            network.HasDeltas.Should().BeFalse();
        }
        network.HasActivations.Should().BeFalse();
        trainer.Invoking(t => t.StepExplained(DataSet.From([[1e200]], [[1]]))).Should().Throw<NotFiniteNumberException>();
        trainer.Steps.Should().Be(2);
    }

    [Fact]
    public void A_ledger_does_not_hang_on_the_network()
    {
        Network network = Given.Small();
        network.Node("x1").Label = "petal";
        StepLedger ledger = Given.Trainer(network, 0.3).Explain([0.3, 0.7], [1]);
        string before = ledger.ToJson() + ledger.ToText();

        network.Disconnect("x1", "h1");
        network.Node("x1").Label = "sepal";
        network.HiddenLayers[0].Activation = new ReLU();
        network.Node("y1").HasBias = false;

        (ledger.ToJson() + ledger.ToText()).Should().Be(before);
        ledger.Change("petal", "h1").Parameter.Name.Should().Be("x1→h1");
    }

    [Fact]
    public void A_network_that_grew_a_connection_is_explained_with_it()
    {
        Network network = Given.Small();
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum() });
        trainer.Step([1, 2], [1]);
        network.Connect("x2", "y1", 0.7);

        StepLedger ledger = trainer.Explain([1, 2], [1]);
        trainer.Step([1, 2], [1]);

        ledger.Change("x2", "y1").OldValue.Should().Be(0.7);
        ledger.Change("x2", "y1").NewValue.Should().Be(network.Connection("x2", "y1").Weight);
        ledger.Change("x2", "y1").MemoryBefore.Should().Equal(0);
    }

    [Fact]
    public void What_is_frozen_shows_what_it_would_be_told_but_does_not_change()
    {
        Network network = Given.Small();
        network.Connection("x1", "h1").IsFrozen = true;
        ParameterChange change = Given.Trainer(network, 0.3).Explain([1, 2], [1]).Change("x1", "h1");

        change.Sum.Should().NotBe(0);
        change.Change.Should().Be(0);
        change.NewValue.Should().Be(change.OldValue);
    }

    [Fact]
    public void A_step_that_Step_would_refuse_is_refused_and_changes_nothing()
    {
        var trainer = new Trainer(Given.Small(), new BinaryCrossEntropy());

        trainer.Invoking(t => t.Explain([1], [1])).Should().Throw<ArgumentException>().WithMessage("inputs has 1 value*").WithParameterName("inputs");
        trainer.Invoking(t => t.StepExplained([1, 2], [2])).Should().Throw<ArgumentException>().WithMessage("The target for y1 is 2*");
        trainer.Invoking(t => t.Explain(DataSet.From([[1]], [[1]]))).Should().Throw<ArgumentException>().WithParameterName("batch");
        trainer.Invoking(t => t.StepExplained(DataSet.From([[1]], [[1]]))).Should().Throw<ArgumentException>().WithParameterName("batch");
        Network huge = Given.Line();
        huge.Node("y1").Bias = 1e300;
        Trainer exploding = Given.Trainer(huge, 0.1);
        exploding.Invoking(t => t.Explain([1], [1])).Should().Throw<NotFiniteNumberException>().WithMessage("The loss is Infinity*");
        exploding.Invoking(t => t.StepExplained([1], [1])).Should().Throw<NotFiniteNumberException>();
        huge.Node("y1").Bias.Should().Be(1e300);
    }

    [Fact]
    public void Unknown_names_are_refused_and_the_known_ones_listed()
    {
        StepLedger ledger = Given.Trainer(Given.Small(), 0.3).Explain([0.3, 0.7], [1]);

        ledger
            .Invoking(l => l.Change("x9", "h1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("No node is called \"x9\"; there are x1, x2, h1, h2, h3, y1.*");
        ledger
            .Invoking(l => l.Change("x1", "y1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x1 is not connected to y1; connections lead to it from h1, h2, h3.*");
        ledger.Invoking(l => l.ChangeOfBias("x1")).Should().Throw<ArgumentException>().WithMessage("x1 has no bias.*");
        ledger.Examples[0]
            .Invoking(e => e.DeltaOf("x1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("No computed node is called \"x1\"; there are h1, h2, h3, y1.*");
        ledger.Examples[0].Invoking(e => e.ForwardOf("z")).Should().Throw<ArgumentException>().WithMessage("No computed node is called \"z\"*");
    }

    [Fact]
    public void Every_optimizer_names_what_it_remembers()
    {
        Catalogue.Optimizers.Names.Should().NotBeEmpty();
        foreach (string name in Catalogue.Optimizers.Names)
        {
            IOptimizer rule = Catalogue.Optimizers.Create(name);
            rule.MemoryNames.Should().HaveCount(rule.MemoryLength).And.OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public void A_rule_that_names_nothing_is_shown_by_number()
    {
        var trainer = new Trainer(Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { Optimizer = new Nameless() });

        StepLedger ledger = trainer.Explain([1], [1]);

        ledger.Setup.MemoryNames.Should().Equal("memory 1", "memory 2");
        ledger.ToText().Should().Contain("memory 2_x1→y1 = 5").And.Contain("Δw_x1→y1 = nameless(−4) = 0.25");
    }

    private sealed class Nameless : IOptimizer
    {
        public string Name => "nameless";

        public int MemoryLength => 2;

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            memory[1] = 5;
            return 0.25;
        }
    }

    [Fact]
    public void Every_part_says_what_it_is()
    {
        // ŷ = 2 · 3 + 1 = 7, SSE (10 − 7)² = 9, δ = 2 · (10 − 7) = 6
        StepLedger ledger = Given.Trainer(Given.Line(), learningRate: 0.1).Explain([3], [10]);
        ExampleLedger example = ledger.Examples[0];

        example.ToString().Should().Be("example 1: loss 9");
        example.ForwardOf("y1").ToString().Should().Be("y1: net input 7, activation 7");
        example.DeltaOf("y1").ToString().Should().Be("y1: δ 6");
        ledger.Setup.ToString().Should().Be("step 1: sse, gradient_descent, α = 0.1");
        ledger.Network.ToString().Should().Be("1-1");
        ledger.Network.Layers.Select(layer => layer.ToString()).Should().Equal("input", "output");
        ledger.Changes.Select(change => change.Parameter.ToString()).Should().BeEquivalentTo("b_y1", "x1→y1");
    }
}
