using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.FastTraining;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>The plain loops, which run where code is interpreted, compute what the reference loops do.</summary>
public class PlainStepsTests
{
    public static TheoryData<string> Kinds => [.. FastNetworks.Kinds.Where(kind => PlainSteps.Fit(FastNetworks.Build(kind), new TrainerOptions().ForSteps()))];

    public static TheoryData<string, string> LossesAndOutputs => FastAgainstReferenceTests.LossesAndOutputs;

    [Fact]
    public void The_lists_are_not_empty()
    {
        Kinds.Count.Should().BeGreaterThan(8);
        LossesAndOutputs.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_network(string kind) => Compare(() => FastNetworks.Build(kind), new SumOfSquaredErrors());

    [Theory]
    [MemberData(nameof(LossesAndOutputs))]
    public void Every_loss(string loss, string output)
    {
        Network Build()
        {
            NetworkBuilder hidden = new NetworkBuilder(5).AddLayer(4, new GELU()).AddLayer(6, new Sigmoid());
            return (output == "softmax" ? hidden.AddLayer(3, new Softmax()) : hidden.AddLayer(3, Catalogue.Activations.Create(output))).Build(seed: 2);
        }

        Compare(Build, Catalogue.Losses.Create(loss));
        Compare(Build, Catalogue.Losses.Create(loss), isWeighted: true);
    }

    [Fact]
    public void What_needs_more_than_plain_gradient_descent_goes_to_the_other_loops()
    {
        Network network = FastNetworks.Dense(3, 2);
        var plain = new TrainerOptions();
        PlainSteps.Fit(network, plain.ForSteps()).Should().BeTrue();
        PlainSteps.Fit(network, (plain with { Optimizer = new Momentum() }).ForSteps()).Should().BeFalse();
        PlainSteps.Fit(network, (plain with { L2 = 0.1 }).ForSteps()).Should().BeFalse();
        PlainSteps.Fit(network, (plain with { ClipNorm = 1 }).ForSteps()).Should().BeFalse();
        PlainSteps.Fit(network, (plain with { Precision = Precision.Single }).ForSteps()).Should().BeFalse();
        network.Node("y1").IsBiasFrozen = true;
        PlainSteps.Fit(network, plain.ForSteps()).Should().BeFalse();
    }

    [Fact]
    public void A_step_that_would_make_a_weight_overflow_changes_nothing_and_names_it()
    {
        Network network = Given.Line();
        IStepper steps = new PlainSteps(
            network, new MeanAbsoluteError(), new TrainerOptions().ForSteps(), new OptimizerMemory(network, 0));
        DataSet data = DataSet.From([[1e10]], [[0.0]]);

        double right = 0;
        FluentActions.Invoking(() => steps.Run(data, [0], 1, 1e300, ref right, default)).Should().Throw<StepDivergedException>()
            .Which.Place.Should().Be("x1→y1");
        network.FirstParameterDifference(Given.Line()).Should().BeNull();
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_steps_with_its_example()
    {
        Network network = Given.Line();
        IStepper steps = new PlainSteps(
            network, new SumOfSquaredErrors(), new TrainerOptions().ForSteps(), new OptimizerMemory(network, 0));
        double right = 0;
        FluentActions.Invoking(() => steps.Run(DataSet.From([[1], [1e300]], [[0.0], [0]]), [0, 1], 2, 0.1, ref right, default))
            .Should()
            .Throw<StepDivergedException>()
            .WithMessage("*1*");
        network.FirstParameterDifference(Given.Line()).Should().BeNull();
    }

    [Fact]
    public void Cancelled_steps_end_after_the_current_one()
    {
        Network network = Given.Line();
        IStepper steps = new PlainSteps(
            network, new SumOfSquaredErrors(), new TrainerOptions().ForSteps(), new OptimizerMemory(network, 0));
        double right = 0;
        steps.Run(DataSet.From([[1]], [[0]]), [0], 1, 0.1, ref right, new CancellationToken(canceled: true)).Should().Be(0);
        steps.Load();
        steps.WriteBack();
        steps.Release();
        network.FirstParameterDifference(Given.Line()).Should().BeNull();
    }

    private static void Compare(Func<Network> build, ILoss loss, bool isWeighted = false)
    {
        foreach (int batch in new[] { 1, 7, 35 })
        {
            foreach (BatchReduction reduction in Enum.GetValues<BatchReduction>())
            {
                StepOptions options = new TrainerOptions { BatchReduction = reduction }.ForSteps();
                Network expected = build();
                Network actual = build();
                DataSet data = FastNetworks.Data(expected, 35);
                if (isWeighted) data = data.WithWeights([.. Enumerable.Range(0, 35).Select(row => 0.75 * (row % 4))]);
                int[] order = [.. Enumerable.Range(0, data.Count)];
                double expectedRight = 0;
                double right = 0;
                var memory = new OptimizerMemory(actual, 0);

                double expectedLoss = ((IStepper)new StepLoop(expected, loss, options)).Run(data, order, batch, 0.02, ref expectedRight, default);
                double sum = ((IStepper)new PlainSteps(actual, loss, options, memory)).Run(data, order, batch, 0.02, ref right, default);

                sum.Should().BeApproximately(expectedLoss, 1e-12 * Math.Abs(expectedLoss));
                right.Should().Be(expectedRight);
                memory.Steps.Should().Be((data.Count - 1) / batch + 1);
                actual.ShouldAgreeWith(expected);
            }
        }
    }
}
