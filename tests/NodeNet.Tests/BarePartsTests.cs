using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests;

/// <summary>A part of one's own that says only what its interface demands trains, is explained and diagnosed; what it does not say is the default.</summary>
public class BarePartsTests
{
    private static readonly DataSet _data = DataSet.From([[0, 1], [1, 0], [1, 1]], [[1, 0], [0, 1], [0.5, 0.5]]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void They_train_with_the_numbers_of_the_parts_that_they_copy(int batchSize)
    {
        double[] Train(ILoss loss, IOptimizer optimizer, ILayerActivation outputs)
        {
            Network network = new NetworkBuilder(2).AddLayer(3, new Tanh()).AddLayer(2, outputs).Build(seed: 4);
            var options = new TrainerOptions { LearningRate = 0.2, Epochs = 30, BatchSize = batchSize, Optimizer = optimizer };
            new Trainer(network, loss, options).Train(_data);
            return network.Predict([0.5, 0.25]);
        }

        double[] bare = Train(new BareLoss(), new BareOptimizer(), new BareSoftmax());
        double[] own = Train(new SumOfSquaredErrors(), new GradientDescent(), new Softmax());

        bare.Should().Equal(own, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public void A_ledger_shows_their_numbers_though_it_cannot_show_their_formulas()
    {
        Network network = new NetworkBuilder(2).AddLayer(2, new BareSoftmax()).Build(seed: 4);
        var trainer = new Trainer(network, new BareLoss(), new TrainerOptions { Optimizer = new BareOptimizer() });

        StepLedger ledger = trainer.Explain([1, 0], [0, 1]);

        ledger.Loss.Should().BeApproximately(new SumOfSquaredErrors().Term(network.Predict([1, 0])[0], 0) * 2, 1e-12);
        ledger.ToString().Should().Contain("bare_loss").And.Contain("bare_optimizer").And.Contain("bare_softmax");
    }

    [Fact]
    public void The_doctor_examines_them()
    {
        Network network = new NetworkBuilder(2).AddLayer(2, new BareSoftmax()).Build(seed: 4);

        new Trainer(network, new BareLoss()).Invoking(trainer => trainer.Diagnose(_data)).Should().NotThrow();
    }

    [Fact]
    public void What_they_do_not_say_is_the_default()
    {
        ILoss loss = new BareLoss();
        loss.AcceptsTarget(1e300).Should().BeTrue();
        loss.AcceptsOutputs(new ReLU()).Should().BeTrue();
        loss.AcceptsOutputs(new Softmax(), 3).Should().BeTrue();
        loss.IsMeanOverOutputs.Should().BeFalse();
        loss.OutputRange.Should().Be("any finite number");
        loss.TargetRange.Should().Be("any finite number");
        loss.OutputAdvice.Should().BeEmpty();
        loss.TermExpression(1.0, 0.0).Should().BeNull();
        loss.SlopeExpression(1.0, 0.0).Should().BeNull();

        IOptimizer optimizer = new BareOptimizer();
        optimizer.MemoryLength.Should().Be(0);
        optimizer.AcceptsMemory(0, -1.5).Should().BeTrue();
        optimizer.AcceptsMemory(0, double.NaN).Should().BeFalse();

        ILayerActivation softmax = new BareSoftmax();
        softmax.ActivationExpressions([1.0, 2.0]).Should().BeNull();
        softmax.DeltaExpressions([1.0, 2.0], [0.5, 0.5], [0.1, 0.2]).Should().BeNull();
    }

    private sealed class BareLoss : ILoss
    {
        public string Name => "bare_loss";

        public double Term(double output, double target) => (target - output) * (target - output);

        public double Slope(double output, double target) => -2 * (target - output);
    }

    private sealed class BareOptimizer : IOptimizer
    {
        public string Name => "bare_optimizer";

        public double Change(double downhill, double value, Span<double> memory, in StepContext context) => context.LearningRate * downhill;
    }

    private sealed class BareSoftmax : ILayerActivation
    {
        private readonly Softmax _softmax = new();

        public string Name => "bare_softmax";

        public void Activate(ReadOnlySpan<double> netInputs, Span<double> activations) => _softmax.Activate(netInputs, activations);

        public void Deltas(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes, Span<double> deltas) =>
            _softmax.Deltas(netInputs, activations, pushes, deltas);
    }
}
