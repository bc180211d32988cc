using NodeNet.Data;
using NodeNet.FastTraining;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>What an optimizer remembers of a weight without gradients fades to 0, and not to numbers over which processors take ten times as long.</summary>
public class FadingMemoryTests
{
    [Theory]
    [InlineData(Precision.Double, 1)]
    [InlineData(Precision.Double, 4)]
    [InlineData(Precision.Single, 1)]
    [InlineData(Precision.Single, 4)]
    public void A_velocity_fades_to_0(Precision precision, int batch)
    {
        Network network = FastNetworks.Dense(1, 1);
        StepOptions options = new TrainerOptions { Optimizer = new Momentum(), Precision = precision }.ForSteps();
        var memory = new OptimizerMemory(network, 1);
        IStepper steps = FastTrainer.Create(network, new SumOfSquaredErrors(), options, memory, batch);
        int weight = network.ParameterRows.First(row => !row.IsBias).Start;

        Run(steps, input: 1, batch);
        memory.Planes[0][weight].Should().NotBe(0);
        Run(steps, input: 0, 10_000 * batch); // 0.9^10,000 is 10^−458

        memory.Planes[0][weight].Should().Be(0, "0.9 times the smallest number there is would be rounded to itself, for ever");

        void Run(IStepper loops, double input, int examples)
        {
            int right = 0;
            loops.Load();
            loops.Run(
                DataSet.From(Enumerable.Repeat(new[] { input }, examples), Enumerable.Repeat(new[] { 0.25 }, examples)),
                [.. Enumerable.Range(0, examples)], batch, 0.01, ref right, default);
            loops.WriteBack();
        }
    }
}
