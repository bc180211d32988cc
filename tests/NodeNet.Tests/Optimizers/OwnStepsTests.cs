using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Optimizers;

/// <summary>An optimizer counts a parameter's own steps: what was frozen or missing begins at step 1, however long the trainer has been at work. So Adam's
/// correction for its start is that of
/// PyTorch, where a parameter without a gradient takes no step.</summary>
/// <remarks>One output, ŷ = w₁ + w₂, far below its target, and the mean absolute error: downhill is 1 at every step. Then Adam's change is α, at its first step
/// and at every other:
/// mean / (1 − β₁ᵗ) = 1 and square / (1 − β₂ᵗ) = 1. Corrected by the trainer's 1,001 steps instead, the first change would be 0.1 / √0.001 = 3.2 α.</remarks>
public class OwnStepsTests
{
    private const double Rate = 0.001;
    private const double Decay = 0.01;
    private const int StepsBefore = 1000;

    public static TheoryData<Loops, Precision, int> Ways
    {
        get
        {
            var ways = new TheoryData<Loops, Precision, int>();
            foreach (int batch in new[] { 1, 3 })
            {
                ways.Add(Loops.Reference, Precision.Double, batch);
                ways.Add(Loops.Fast, Precision.Double, batch);
                ways.Add(Loops.Fast, Precision.Single, batch);
            }
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_weight_that_was_frozen_for_1000_steps_of_Adam_moves_by_1_α_as_in_PyTorch(Loops loops, Precision precision, int batch)
    {
        var run = new Run(new Adam(), loops, precision, batch);
        run.Network.Connection("x2", "y1").IsFrozen = true;
        run.Take(StepsBefore);
        run.Weight("x2").Should().Be(0.0);

        run.Network.Connection("x2", "y1").IsFrozen = false;

        run.ChangesOf("x2", 20).Should().OnlyContain(change => run.IsNear(change, 1.0));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_bias_too(Loops loops, Precision precision, int batch)
    {
        var run = new Run(new Adam(), loops, precision, batch);
        Node y1 = run.Network.Node("y1");
        y1.IsBiasFrozen = true;
        run.Take(StepsBefore);
        y1.Bias.Should().Be(0.0);

        y1.IsBiasFrozen = false;
        run.Take(1);

        run.IsNear(y1.Bias, 1.0).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void With_AdamW_it_moves_by_1_α_less_the_decay(Loops loops, Precision precision, int batch)
    {
        var run = new Run(new AdamW(decay: Decay), loops, precision, batch);
        run.Network.Connection("x2", "y1").IsFrozen = true;
        run.Take(StepsBefore);
        run.Network.Connection("x2", "y1").IsFrozen = false;

        for (int step = 0; step < 20; step++)
        {
            double weight = run.Weight("x2");
            run.IsNear(run.ChangesOf("x2", 1)[0], 1.0 - Decay * weight).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_connection_that_was_missing_begins_at_step_1(Loops loops, Precision precision, int batch)
    {
        foreach (IOptimizer optimizer in new IOptimizer[] { new Adam(), new AdamW(decay: 0.0) })
        {
            var run = new Run(optimizer, loops, precision, batch);
            run.Network.Disconnect("x2", "y1");
            run.Take(StepsBefore);

            run.Network.Connect("x2", "y1", 0.0);

            run.ChangesOf("x2", 20).Should().OnlyContain(change => run.IsNear(change, 1.0), optimizer.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_connection_that_comes_back_is_a_new_one(Loops loops, Precision precision, int batch)
    {
        var run = new Run(new StepCounter(), loops, precision, batch);
        run.Take(5);
        run.Network.Disconnect("x2", "y1");
        run.Network.Connect("x2", "y1", 0.0);

        double[] changes = run.ChangesOf("x2", 3);

        run.IsNear(changes[0], 1.0).Should().BeTrue();
        run.IsNear(changes[1], 2.0).Should().BeTrue();
        run.IsNear(changes[2], 3.0).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_rule_of_ones_own_is_told_the_number_of_the_parameters_step(Loops loops, Precision precision, int batch)
    {
        // It has trained for 4 steps, then was frozen for 6: its next step is its 5th, while its neighbour takes the 11th.
        var run = new Run(new StepCounter(), loops, precision, batch);
        run.Take(4);
        run.Network.Connection("x2", "y1").IsFrozen = true;
        run.Take(6);
        run.Network.Connection("x2", "y1").IsFrozen = false;

        double neighbour = run.Weight("x1");
        run.IsNear(run.ChangesOf("x2", 1)[0], 5.0).Should().BeTrue();
        run.IsNear(run.Weight("x1") - neighbour, 11.0).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_layer_that_was_frozen_for_1000_steps_is_fine_tuned_with_steps_of_1_α(Loops loops, Precision precision, int batch)
    {
        // Hidden nodes h = 0.5 · x1 + 0.25 · x2; their gradients grow slowly with the output weights, so Adam's steps stay near α.
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Identity(), biases: Constant.Zero)
            .AddLayer(1, new Identity(), biases: Constant.Zero)
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, 0.25], [0.5, 0.25]]);
        network.OutputLayer.SetWeights([[0.5, 0.5]]);
        network.HiddenLayers[0].Freeze();
        var run = new Run(new Adam(), loops, precision, batch, network);
        run.Take(StepsBefore);
        network.Connection("x1", "h1").Weight.Should().Be(0.5);

        network.HiddenLayers[0].Unfreeze();
        for (int step = 1; step <= 10; step++)
        {
            run.Take(1);
            foreach (Node hidden in network.HiddenLayers[0].Nodes)
            {
                (hidden.Incoming[0].Weight - 0.5).Should().BeApproximately(step * Rate, 0.01 * step * Rate);
                hidden.Bias.Should().BeApproximately(step * Rate, 0.01 * step * Rate);
            }
        }
    }

    /// <summary>A training that goes on step by step.</summary>
    private sealed class Run
    {
        private readonly Trainer _trainer;
        private readonly DataSet _data;
        private readonly double _tolerance;

        public Run(IOptimizer optimizer, Loops loops, Precision precision, int batch, Network? network = null)
        {
            Network = network ?? new NetworkBuilder(inputs: 2).AddLayer(1, new Identity(), weights: Constant.Zero, biases: Constant.Zero).Build(seed: 0);
            _data = DataSet.From(Enumerable.Repeat(new[] { 1.0, 1.0 }, batch), Enumerable.Repeat(new[] { 1000.0 }, batch));
            _tolerance = precision == Precision.Single ? 1e-3 : 1e-7; // a single weight of 0.02 has steps of 2e-9, 2e-6 of α
            _trainer = new Trainer(Network, new MeanAbsoluteError(), new TrainerOptions
            {
                LearningRate = Rate,
                Optimizer = optimizer,
                Loops = loops,
                Precision = precision,
                BatchSize = batch,
                Epochs = 1,
            });
        }

        public Network Network { get; }

        public double Weight(string input) => Network.Connection(input, "y1").Weight;

        /// <summary>Takes so many steps.</summary>
        public void Take(int steps)
        {
            for (int step = 0; step < steps; step++)
                _trainer.Train(_data);
        }

        /// <summary>The changes of a weight in the next steps.</summary>
        public double[] ChangesOf(string input, int steps) => [.. Enumerable.Range(0, steps).Select(_ =>
        {
            double before = Weight(input);
            Take(1);
            return Weight(input) - before;
        })];

        /// <summary>Whether a change is so many α, up to the rounding of the weight and Adam's ε.</summary>
        public bool IsNear(double change, double rates) => Math.Abs(change - rates * Rate) <= _tolerance * rates * Rate;
    }

    /// <summary>Change = α · the number of the step.</summary>
    private sealed class StepCounter : IOptimizer
    {
        public string Name => "step_counter";

        public double Change(double downhill, double value, Span<double> memory, in StepContext context) => context.LearningRate * context.Number;
    }
}
