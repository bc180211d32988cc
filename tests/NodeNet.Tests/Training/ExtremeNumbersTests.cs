using CsCheck;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Tests.Persistence;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Weights, data, rates and penalties up to the largest numbers that there are, in any combination with networks, losses, optimizers and loops: a run
/// may end, but in good order.</summary>
public class ExtremeNumbersTests
{
    private sealed record Case(RandomNetworks.Plan Plan, double Weights, double Inputs, double Targets, string Loss, TrainerOptions Options)
    {
        public Network Network()
        {
            Network network = (Plan with { EndsInSoftmax = Plan.EndsInSoftmax || Loss == "cross_entropy" }).Build();
            var random = new RandomGenerator(Plan.Seed);
            foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
                node.HasBias = random.NextUniform(0, 1) < 0.7;
            foreach (Connection connection in network.Connections)
            {
                connection.Weight *= Weights;
                connection.IsFrozen = random.NextUniform(0, 1) < 0.2;
            }
            return network;
        }

        public DataSet Data(int count)
        {
            DataSet data = Plan.Data(count);
            double[][] inputs = Scaled(data.Inputs, Inputs / 2);
            if (Loss == "cross_entropy")
            {
                return DataSet.From(inputs, OneHot.Encode([.. Enumerable.Range(0, count).Select(i => i % Plan.Sizes[^1])], Plan.Sizes[^1]).ToArrays());
            }
            return DataSet.From(inputs, Scaled(data.Targets, Loss == "binary_cross_entropy" ? 1 : Targets));

            static double[][] Scaled(Rows rows, double factor) => [.. rows.ToArrays().Select(row => Array.ConvertAll(row, x => factor * x))];
        }
    }

    private static readonly Gen<double> _factors = Gen.OneOf(1, 1, 1, 1e-300, 1e10, 1e38, 1e100, 1e154, 1e200, 1e300, double.MaxValue);

    private static readonly Gen<TrainerOptions> _options =
        from rate in Gen.OneOf(0.01, 0.01, 1, 1e10, 1e39, 1e100, 1e300)
        from optimizer in Gen.OneOf([.. Catalogue.Optimizers.Names])
        from batch in Gen.Int[1, 9]
        from reduction in Gen.Bool
        from keepBest in Gen.Bool
        from penalty in Gen.OneOf(0, 0, 0.01, 1e40, 1e200)
        from clips in Gen.Bool
        from way in Gen.OneOf<(Loops Loops, Precision Precision)>(
            (Loops.Reference, Precision.Double), (Loops.Fast, Precision.Double), (Loops.Fast, Precision.Single))
        from threads in Gen.Int[1, 3]
        select new TrainerOptions
        {
            LearningRate = rate,
            Optimizer = Catalogue.Optimizers.Create(optimizer),
            BatchSize = batch,
            BatchReduction = reduction ? BatchReduction.Mean : BatchReduction.Sum,
            KeepBest = keepBest,
            L1 = penalty,
            L2 = penalty / 2,
            PenalizeBiases = clips,
            ClipNorm = clips ? 1.0 : null,
            Loops = way.Loops,
            Precision = way.Precision,
            MaxDegreeOfParallelism = threads,
            Epochs = 4,
        };

    private static readonly Gen<Case> _cases =
        from plan in RandomNetworks.Any
        from weights in _factors.Select(factor => Math.Min(factor, 1e300))
        from inputs in _factors
        from targets in _factors
        from loss in Gen.OneOf([.. Catalogue.Losses.Names])
        from options in _options
        select new Case(plan, weights, inputs, targets, loss, options);

    [Fact]
    public void A_run_ends_in_good_order()
    {
        int ended = 0, diverged = 0;
        _cases.Sample(@case =>
        {
            Network network = @case.Network();

            TrainingResult result = Trainer(@case, network, @case.Options).Train(@case.Data(7));

            if (result.Reason == StopReason.NotFinite) Interlocked.Increment(ref diverged);
            else Interlocked.Increment(ref ended);
            (result.Divergence is not null).Should().Be(result.Reason == StopReason.NotFinite);
            network.Parameters().Should().OnlyContain(value => double.IsFinite(value));
            if (result.Divergence is { Place: { } place }) Names(network).Should().Contain(place);
            result.History.All(epoch => double.IsFinite(epoch.RunningLoss)).Should().BeTrue();
        });
        ended.Should().BePositive();
        diverged.Should().BePositive();
    }

    [Fact]
    public void A_run_that_was_interrupted_ends_as_one_that_was_not()
    {
        using var folder = new TemporaryFolder();
        int files = 0, resumed = 0;
        _cases.Sample(@case =>
        {
            string path = folder.File($"{Interlocked.Increment(ref files)}.checkpoint");
            DataSet data = @case.Data(7);
            Network whole = @case.Network();
            TrainingResult ofWhole = Trainer(@case, whole, @case.Options).Train(data);

            Network network = @case.Network();
            TrainingResult first = Trainer(@case, network, @case.Options with { Epochs = 2, Checkpoints = new CheckpointOptions(path) }).Train(data);
            if (first.Reason == StopReason.NotFinite) return; // and has saved nothing
            Network other = @case.Network();
            TrainingResult second = Trainer(@case, other, @case.Options).Resume(path, data);

            second.Reason.Should().Be(ofWhole.Reason);
            other.FirstParameterDifference(whole).Should().BeNull();
            Interlocked.Increment(ref resumed);
        });
        resumed.Should().BePositive();
    }

    [Fact]
    public void The_doctor_examines_it_and_changes_nothing() => _cases.Sample(@case =>
    {
        Network network = @case.Network();
        Network before = network.Clone();

        Trainer(@case, network, @case.Options).Diagnose(@case.Data(12)).ToString().Should().NotBeEmpty();

        network.FirstParameterDifference(before).Should().BeNull();
    });

    private static Trainer Trainer(Case @case, Network network, TrainerOptions options) => new(network, RandomNetworks.LossFor(network, @case.Loss), options);

    /// <summary>Of nodes, connections and biases.</summary>
    private static IEnumerable<string> Names(Network network) =>
        network.Layers.SelectMany(layer => layer.Nodes).Select(node => node.Name).Concat(network.ParameterNames());
}
