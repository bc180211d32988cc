using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Orleans.Tests.Programs;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>One silo in this process, with records in memory.</summary>
public class LocalClusterTests
{
    [Fact]
    public async Task One_network_learns_from_the_rows_of_two_hospitals_of_which_none_gives_its_rows_away()
    {
        int port = Ports.Free();
        DataSet north = Rounds.Points(200, seed: 1);
        DataSet south = Rounds.Points(100, seed: 2);
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(
            silo => silo.UseLocalhost(port).Slots(2).AddShard("north", () => north).AddShard("south", () => south));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseLocalhost(port));
        Network network = new NetworkBuilder(inputs: 2).AddLayer(8, new Tanh()).AddLayer(3, new Softmax()).Build(seed: 1);
        var options = new TrainerOptions { Optimizer = new Adam(), LearningRate = 0.01, BatchSize = 16 };

        AveragedRun run = await cluster.TrainAveragedAsync(
            "wards-1", network, new CrossEntropy(), options, ["north", "south"], new AveragingOptions { Rounds = 30, ScaleRate = true });

        run.Weights.Should().Equal(200.0, 100.0);
        Evaluation.Of(run.Network, new CrossEntropy(), Rounds.Points(500, seed: 3)).Accuracy.Should().BeGreaterThan(0.85);
        Evaluation.Of(network, new CrossEntropy(), Rounds.Points(500, seed: 3)).Accuracy.Should().BeLessThan(0.85, "it was only begun from");
    }

    [Fact]
    public async Task A_program_of_which_a_silo_is_a_part_ends_when_it_is_told_to()
    {
        using TestProcess program = TestProcess.Part($"localhost={Ports.Free()}");
        await program.HasPrintedAsync("is up with");

        program.Signal("TERM");

        await program.WaitForExitAsync();
        program.ExitCode.Should().Be(128 + 15, "the signal is the program's own, and it does nothing about it");
    }

    [Fact]
    public void A_folder_for_rows_that_is_none_is_told_before_any_work()
    {
        string file = Path.GetTempFileName();
        Adding(silo => silo.CacheRows(Path.Combine(file, "rows"))).Should().Throw<IOException>();
        File.Delete(file);
    }

    [Fact]
    public async Task What_cannot_be_a_trial_of_ones_own_is_refused_in_words()
    {
        int port = Ports.Free();
        Adding(silo => silo.AddTrial<int, Task<int>>("a", (x, _) => Task.FromResult(x))).Should().Throw<ArgumentException>()
            .WithMessage("The trial \"a\" returns a task. *");
        Adding(silo => silo.AddTrial<int, ValueTask<int>>("a", (x, _) => new ValueTask<int>(x))).Should().Throw<ArgumentException>();
        Adding(silo => silo.AddTrial<int, int>("nodenet/mine", (x, _) => x)).Should().Throw<ArgumentException>()
            .WithMessage("\"nodenet/mine\" is a name of NodeNet's own trials*");
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(
            one => one.UseLocalhost(port).Slots(1).AddTrial("square", (double x, TrialContext _) => x * x)
                .AddTrial("endless", (int x, TrialContext _) => new Endless()).AddShard("none", () => null!));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseLocalhost(port));

        (await TroubleOf<string, double>("square", "four")).Should().StartWith(
            "InvalidDataException: What the trial \"square\" is given cannot be read as Double: ");
        (await TroubleOf<int, Endless>("endless", 1)).Should().StartWith(
            "NotSupportedException: What the trial returned, Endless, cannot be written as JSON: ");
        Sweep<double, int[]> other = await cluster.StartOrAttachAsync<double, int[]>("squares", "square", [2.0]);
        await other.Awaiting(sweep => sweep.WaitAsync()).Should().ThrowAsync<InvalidDataException>()
            .WithMessage("The result of trial 0 of squares cannot be read as Int32[]: *");
        await Starting("nodenet/shard").Should().ThrowAsync<ArgumentException>().WithMessage("\"nodenet/shard\" is a name of NodeNet's own trials*");
        await Starting(null!).Should().ThrowAsync<ArgumentException>().WithParameterName("trial");
        await Averaging("none").Should().ThrowAsync<InvalidOperationException>().WithMessage("*The shard \"none\" has no rows: its function returned null.");
        await Averaging(" ").Should().ThrowAsync<ArgumentException>().WithMessage("A shard's name is blank.*");
        await silo.DisposeAsync(); // and once more at the end

        Func<Task> Starting(string trial) => () => cluster.StartOrAttachAsync<int, int>("x", trial, [1]);

        Func<Task> Averaging(string shard) => () => cluster.TrainAveragedAsync("x", Rounds.Start(), Rounds.Loss, Rounds.Options, [shard]);

        async Task<string?> TroubleOf<TSpec, TResult>(string trial, TSpec spec) =>
            (await (await cluster.StartOrAttachAsync<TSpec, TResult>("of " + trial, trial, [spec])).WaitAsync())[0].Trouble;
    }

    private sealed class Endless
    {
        public Endless Self => this;
    }

    [Fact]
    public async Task Trials_of_ones_own_are_done_and_their_results_come_once()
    {
        int port = Ports.Free();
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(
            silo => silo.UseLocalhost(port).Slots(2).AddTrial("square", (double x, TrialContext context) => x * x));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseLocalhost(port));

        Sweep<double, double> sweep = await cluster.StartOrAttachAsync<double, double>("squares", "square", [1.0, 2.0, 3.0, 0.1]);
        IReadOnlyList<TrialResult<double>> results = await sweep.WaitAsync();

        results.Select(result => result.Value).Should().Equal(1.0, 4.0, 9.0, 0.1 * 0.1);
    }

    private static Action Adding(Action<NodeNetSiloBuilder> add) => () => add(new NodeNetSiloBuilder());
}
