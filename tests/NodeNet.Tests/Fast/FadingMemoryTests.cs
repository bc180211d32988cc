using NodeNet.Data;
using NodeNet.FastTraining;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>What an optimizer remembers of a weight without gradients fades to 0, and not to numbers over which processors take a hundred times as long: by
/// whatever loops, and in all of them with the same step.</summary>
public class FadingMemoryTests
{
    private const double Smallest = 2.2250738585072014e-308; // the smallest numbers with all their digits
    private const double SmallestSingle = 1.1754943508222875e-38;

    private static readonly Dictionary<string, IOptimizer> _fading = new()
    {
        ["momentum"] = new Momentum(),
        ["nesterov"] = new Nesterov(),
        ["rmsprop"] = new RMSProp(),
        ["adam"] = new Adam(0.9, 0.9),
        ["adamw"] = new AdamW(0.9, 0.9),
        ["a user's own, parameter by parameter"] = new OwnMomentum(),
    };

    /// <summary>The optimizer, the loops, and whether another weight is frozen, so that passes over the gradient make the changes.</summary>
    public static TheoryData<string, string, Precision, int, bool> Ways
    {
        get
        {
            var all = new TheoryData<string, string, Precision, int, bool>();
            foreach (string optimizer in _fading.Keys)
            {
                all.Add(optimizer, "reference", Precision.Double, 4, false);
                foreach (int batch in new[] { 1, 4 })
                {
                    all.Add(optimizer, "fast", Precision.Double, batch, false);
                    all.Add(optimizer, "fast", Precision.Single, batch, true);
                    all.Add(optimizer, "fast", Precision.Single, batch, false);
                }
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_remembered_fades_to_0(string optimizer, string loops, Precision precision, int batch, bool isFrozen)
    {
        var run = new Run(_fading[optimizer], loops, precision, batch, isFrozen);
        double least = precision == Precision.Double ? Smallest : SmallestSingle;

        run.Take(steps: 1, input: 1);
        run.Remembered.Should().NotContain(0);
        for (int steps = 0; steps < 8_000; steps += 400) // 0.9^8000 is 10^−366
        {
            run.Take(steps: 400, input: 0);
            run.Remembered.Should().OnlyContain(number => number == 0 || Math.Abs(number) >= least);
        }
        run.Remembered.Should().OnlyContain(number => number == 0, "0.9 times the smallest number there is would be rounded to itself, for ever");
    }

    [Fact]
    public void The_loops_forget_in_the_same_step()
    {
        Run[] runs =
        [
            new(new Momentum(), "reference", Precision.Double, 4, isFrozen: false), new(new Momentum(), "fast", Precision.Double, 4, isFrozen: false),
            new(new Momentum(), "fast", Precision.Double, 1, isFrozen: false), new(new Momentum(), "fast", Precision.Double, 4, isFrozen: true),
            new(new OwnMomentum(), "reference", Precision.Double, 4, isFrozen: false), new(new OwnMomentum(), "fast", Precision.Double, 4, isFrozen: false),
        ];

        foreach (Run run in runs)
            run.Take(steps: 1, input: 1);
        int[] forgotten = [.. runs.Select(run => run.StepsUntilForgotten())];

        forgotten.Should().OnlyContain(steps => steps == forgotten[0]);
        forgotten[0].Should().BeInRange(6_600, 6_800); // 0.9^6723 is 2.2e−308
    }

    /// <summary>Momentum as somebody writes it who does not know formulas.</summary>
    private sealed class OwnMomentum : IOptimizer
    {
        public string Name => "own";

        public int MemoryLength => 1;

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            memory[0] = 0.9 * memory[0] + downhill;
            return context.LearningRate * memory[0];
        }
    }

    private sealed class Run
    {
        private readonly OptimizerMemory _memory;
        private readonly IStepper _steps;
        private readonly int _batch;
        private readonly int _weight;

        public Run(IOptimizer optimizer, string loops, Precision precision, int batch, bool isFrozen)
        {
            Network network = FastNetworks.Dense(2, 1);
            if (isFrozen) network.Connection("x2", "y1").IsFrozen = true;
            StepOptions options = new TrainerOptions { Optimizer = optimizer, Precision = precision }.ForSteps();
            _memory = new OptimizerMemory(network, optimizer.MemoryLength);
            _steps = loops == "reference"
                ? new StepLoop(network, new SumOfSquaredErrors(), options, _memory)
                : FastTrainer.Create(network, new SumOfSquaredErrors(), options, _memory, batch);
            _batch = batch;
            _weight = network.ParameterRows.First(row => !row.IsBias).Start;
        }

        /// <summary>What the rule remembers of the weight from x1.</summary>
        public double[] Remembered => _memory.Of(_weight);

        public void Take(int steps, double input)
        {
            int examples = steps * _batch;
            double right = 0;
            _steps.Load();
            _steps.Run(
                DataSet.From(Enumerable.Repeat(new[] { input, 0.0 }, examples), Enumerable.Repeat(new[] { 0.25 }, examples)),
                [.. Enumerable.Range(0, examples)], _batch, 0.01, ref right, default);
            _steps.WriteBack();
        }

        public int StepsUntilForgotten()
        {
            Take(steps: 6_600, input: 0);
            int steps = 6_600;
            for (; Remembered[0] != 0 && steps < 7_000; steps++)
                Take(steps: 1, input: 0);
            return steps;
        }
    }
}
