using System.Globalization;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>What an observer of one's own sees of a step, when, and what it can do wrong.</summary>
public class StepObserverTests
{
    private static readonly DataSet _xor = Given.Xor();

    private static Trainer TrainerOf(Network network, TrainerOptions? options = null) =>
        new(network, new SumOfSquaredErrors(), (options ?? new TrainerOptions()) with { LearningRate = 0.1 });

    [Fact]
    public void A_step_is_seen_in_its_order()
    {
        var seen = new Protocol();

        TrainerOf(Given.Small()).Step([0, 1], [1], seen);

        seen.Calls.Should().Equal("begin []", "example", "Summed", "Averaged", "Penalized", "Clipped", "changes of step 1");
    }

    [Fact]
    public void A_step_on_a_batch_has_an_example_for_each_of_its_rows()
    {
        var seen = new Protocol();

        TrainerOf(Given.Small()).Step(_xor, seen);

        seen.Calls.Take(5).Should().Equal("begin [0 1 2 3]", "example", "example", "example", "example");
    }

    [Fact]
    public void A_run_is_seen_step_by_step()
    {
        var seen = new Protocol();
        Trainer trainer = TrainerOf(Given.Small(), new TrainerOptions { Epochs = 2, BatchSize = 3, Shuffle = false });

        TrainingResult result = trainer.Train(_xor, null, seen);

        result.Epochs.Should().Be(2);
        seen.Calls.Where(call => call.StartsWith("begin", StringComparison.Ordinal))
            .Should().Equal("begin [0 1 2]", "begin [3]", "begin [0 1 2]", "begin [3]");
        seen.Calls[^1].Should().Be("changes of step 4");
    }

    [Fact]
    public void Nobody_looks_any_more_when_the_call_is_over()
    {
        var seen = new Protocol();
        Trainer trainer = TrainerOf(Given.Small());
        trainer.Step(_xor, seen);
        int calls = seen.Calls.Count;

        trainer.Step(_xor);
        trainer.Train(_xor);

        seen.Calls.Should().HaveCount(calls);
    }

    [Fact]
    public void An_observer_may_be_interested_in_nothing()
    {
        Network network = Given.Small();
        Network other = Given.Small();

        double loss = TrainerOf(network).Step([0, 1], [1], new Unconcerned());

        loss.Should().Be(TrainerOf(other).Step([0, 1], [1]));
        network.HasSameParametersAs(other).Should().BeTrue();
        network.Node("h1").Delta.Should().Be(other.Node("h1").Delta, "the nodes show the step");
    }

    [Fact]
    public void On_a_line_every_number_can_be_followed()
    {
        // ŷ = 2x + 1. At x = 3, y = 5: z = a = 7, loss (5 − 7)² = 4, δ = 2 · (5 − 7) = −4. Downhill: −4 · 3 = −12 for the weight, −4 for the bias.
        Network line = Given.Line();
        Connection w = line.Connection("x1", "y1");
        Node y1 = line.Node("y1");
        int looks = 0;
        var observer = new Looks
        {
            Example = (in ExampleView example) =>
            {
                looks++;
                example.Inputs.ToArray().Should().Equal(3);
                example.Targets.ToArray().Should().Equal(5);
                example.Activation(line.Node("x1")).Should().Be(3);
                example.NetInput(y1).Should().Be(7);
                example.Activation(y1).Should().Be(7);
                example.Loss.Should().Be(4);
                example.LossTerms().Should().Equal(4);
                example.IsFused(y1).Should().BeFalse();
                example.Delta(y1).Should().Be(-4);
            },
            Gradient = (GradientStage stage, in GradientView gradient) =>
            {
                looks++;
                // L2 = 0.5 pulls at the weight 2: −0.5 · 2 = −1, and adds ½ · 0.5 · 2² = 1 to the loss. (−13, −4) is then cut to the length 1.
                gradient.Penalty().Should().Be(1);
                double factor = stage == GradientStage.Clipped ? 1 / Math.Sqrt(13 * 13 + 4 * 4) : 1;
                gradient.ClipFactor.ShouldBeWithin(1e-15, factor);
                gradient[w].ShouldBeWithin(1e-15, (stage < GradientStage.Penalized ? -12 : -13) * factor);
                gradient.OfBias(y1).ShouldBeWithin(1e-15, -4 * factor);
            },
            Changes = (in ChangeView changes) =>
            {
                looks++;
                changes.LearningRate.Should().Be(0.1);
                changes.StepNumber.Should().Be(1);
                changes[w].ShouldBeWithin(1e-15, -0.1 * 13 / Math.Sqrt(185));
                changes.OfBias(y1).ShouldBeWithin(1e-15, -0.1 * 4 / Math.Sqrt(185));
                w.Weight.Should().Be(2, "nothing is added yet");
            },
        };

        TrainerOf(line, new TrainerOptions { L2 = 0.5, ClipNorm = 1 }).Step([3], [5], observer);

        looks.Should().Be(6);
        w.Weight.ShouldBeWithin(1e-15, 2 - 0.1 * 13 / Math.Sqrt(185));
    }

    [Fact]
    public void What_the_optimizer_remembers_is_seen_before_and_after()
    {
        // Momentum 0.5: v = 0.5 · v − gradient; the weight changes by α · v.
        Network line = Given.Line();
        Connection w = line.Connection("x1", "y1");
        var memories = new List<double>();
        var observer = new Looks
        {
            Gradient = (GradientStage stage, in GradientView gradient) =>
            {
                if (stage != GradientStage.Clipped) return;
                memories.Add(gradient.MemoryOf(w)[0]);
                memories.Add(gradient.MemoryOfBias(line.Node("y1"))[0]);
            },
            Changes = (in ChangeView changes) => memories.AddRange([changes.MemoryOf(w)[0], changes.MemoryOfBias(line.Node("y1"))[0]]),
        };
        Trainer trainer = TrainerOf(line, new TrainerOptions { Optimizer = new Momentum(0.5) });

        trainer.Step([3], [5], observer);
        trainer.Preview([0], [line.Node("y1").Bias], observer); // no error: v is only halved

        memories[..2].Should().Equal(0, 0);
        memories[2..4].Should().Equal(memories[4..6]);
        memories[6..].Should().Equal(memories[4] / 2, memories[5] / 2);
        memories[4].Should().BeNegative("the weight goes down");
    }

    [Fact]
    public void A_weight_that_was_frozen_has_taken_fewer_steps()
    {
        Network line = Given.Line();
        Connection w = line.Connection("x1", "y1");
        w.IsFrozen = true;
        (long Step, long OfWeight, long OfBias) counts = default;
        var observer = new Looks
        {
            Changes = (in ChangeView changes) => counts = (changes.StepNumber, changes.StepsOf(w), changes.StepsOfBias(line.Node("y1"))),
        };
        Trainer trainer = TrainerOf(line);
        trainer.Step([3], [5]);
        w.IsFrozen = false;

        trainer.Step([3], [5], observer);

        counts.Should().Be((2L, 1L, 2L));
    }

    [Fact]
    public void A_preview_changes_nothing_and_gives_the_loss()
    {
        Network network = Given.Small();
        Trainer trainer = TrainerOf(network, new TrainerOptions { Optimizer = new Adam() });
        var seen = new Protocol();

        double loss = trainer.Preview(_xor, seen);
        double ofOne = trainer.Preview([0, 1], [1], seen);

        loss.Should().Be(trainer.Evaluate(_xor).Loss);
        ofOne.Should().Be(trainer.Evaluate(_xor.Select([1])).Loss);
        seen.Calls.Count(call => call == "changes of step 1").Should().Be(2, "no step was counted");
        trainer.Steps.Should().Be(0);
        network.HasActivations.Should().BeFalse();
        network.HasSameParametersAs(Given.Small()).Should().BeTrue();
    }

    [Fact]
    public void An_observer_cannot_change_the_network()
    {
        Network network = Given.Small();
        var meddler = new Looks { Example = (in ExampleView _) => network.Connection("x1", "h1").Weight = 9 };
        Trainer trainer = TrainerOf(network);

        trainer.Invoking(t => t.Step([0, 1], [1], meddler)).Should().Throw<InvalidOperationException>();
        trainer.Invoking(t => t.Preview(_xor, meddler)).Should().Throw<InvalidOperationException>();
        trainer.Invoking(t => t.Train(_xor, null, meddler)).Should().Throw<InvalidOperationException>();

        network.HasSameParametersAs(Given.Small()).Should().BeTrue();
        trainer.Invoking(t => t.Step([0, 1], [1])).Should().NotThrow("the step has ended");
    }

    [Theory]
    [InlineData("example", 1)]
    [InlineData("Clipped", 1)]
    [InlineData("changes", 0)] // the optimizer has counted a step that is not taken, so it starts anew
    public void An_observer_that_throws_ends_the_step_before_anything_changes(string when, long steps)
    {
        Network network = Given.Small();
        Trainer trainer = TrainerOf(network, new TrainerOptions { Optimizer = new Adam() });
        trainer.Step([0, 1], [1]);
        Network before = network.Clone();

        trainer.Invoking(t => t.Step(_xor, new Protocol(throwsAt: when))).Should().Throw<UserTroubleException>();

        network.HasSameParametersAs(before).Should().BeTrue();
        trainer.Steps.Should().Be(steps);
        trainer.Invoking(t => t.Step(_xor)).Should().NotThrow();
    }

    [Fact]
    public void Views_know_the_parts_of_their_own_network_only()
    {
        Network line = Given.Line();
        Network other = Given.Small();
        int looks = 0;
        var observer = new Looks
        {
            Example = (in ExampleView example) =>
            {
                looks++;
                Refused(example, "h1 is a node of another network*", static (in e, node) => e.Delta(node), other.Node("h1"));
                Refused(example, "x1 is an input; it has an activation only.*", static (in e, node) => e.NetInput(node), line.Node("x1"));
                Refused(example, "x1 is no output node.*", static (in e, node) => e.IsFused(node) ? 1 : 0, line.Node("x1"));
            },
            Changes = (in ChangeView changes) =>
            {
                looks++;
                string message = "";
                try
                {
                    _ = changes[other.Connection("x1", "h1")];
                }
                catch (ArgumentException refused)
                {
                    message = refused.Message;
                }
                message.Should().StartWith("x1→h1 is a connection of another network");
            },
        };

        TrainerOf(line).Step([3], [5], observer);

        looks.Should().Be(2);

        static void Refused(in ExampleView example, string expected, AskedOf ask, Node node)
        {
            ArgumentException? thrown = null;
            try
            {
                ask(example, node);
            }
            catch (ArgumentException refused)
            {
                thrown = refused;
            }
            thrown!.Message.Should().Match(expected);
        }
    }

    private delegate double AskedOf(in ExampleView example, Node node);

    /// <summary>Writes down which calls there are.</summary>
    private sealed class Protocol(string? throwsAt = null) : IStepObserver
    {
        public List<string> Calls { get; } = [];

        public void OnBegin(ReadOnlySpan<int> rows) => Note($"begin [{string.Join(' ', rows.ToArray())}]");

        public void OnExample(in ExampleView example) => Note("example");

        public void OnGradient(GradientStage stage, in GradientView gradient) => Note(stage.ToString());

        public void OnChanges(in ChangeView changes) => Note(string.Create(CultureInfo.InvariantCulture, $"changes of step {changes.StepNumber}"));

        private void Note(string call)
        {
            if (throwsAt is not null && call.StartsWith(throwsAt, StringComparison.Ordinal)) throw new UserTroubleException();
            Calls.Add(call);
        }
    }

    /// <summary>Looks as a test says.</summary>
    private sealed class Looks : IStepObserver
    {
        public delegate void AtExample(in ExampleView example);

        public delegate void AtGradient(GradientStage stage, in GradientView gradient);

        public delegate void AtChanges(in ChangeView changes);

        public AtExample? Example { get; init; }

        public AtGradient? Gradient { get; init; }

        public AtChanges? Changes { get; init; }

        public void OnExample(in ExampleView example) => Example?.Invoke(example);

        public void OnGradient(GradientStage stage, in GradientView gradient) => Gradient?.Invoke(stage, gradient);

        public void OnChanges(in ChangeView changes) => Changes?.Invoke(changes);
    }
}
