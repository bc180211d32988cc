using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Orleans.Tests.Programs;
using NodeNet.Tables;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>Three silos in this process.</summary>
public sealed class ThreeSilosTests : IAsyncLifetime, IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource<string> _held = new();
    private readonly TaskCompletionSource[] _begun = [new(), new()];
    private readonly ManualResetEventSlim[] _mayEnd = [new(), new()];
    private InProcessCluster _silos = null!;

    public async Task InitializeAsync() => _silos = await InProcessCluster.StartAsync(3, (silo, name) => TestTrials.AddTo(silo)
        .AddTrial<int, string>("held", (spec, context) => Hold(name, spec, context))
        .AddTrial<int, int>("late", (spec, context) => Late(spec, context))
        .AddTrial<double, double>("root", (x, _) => x >= 0.0 ? Math.Sqrt(x) : throw new ArithmeticException($"{x} has no root"))
        .AddTrial<int, int[]>("large", (count, context) =>
        {
            context.KeepModel(new Model(new NetworkBuilder(2).AddLayer(1, new Activations.Sigmoid()).Build(count)));
            return [.. Enumerable.Range(0, count)];
        }));

    public async Task DisposeAsync()
    {
        _release.Set();
        foreach (ManualResetEventSlim one in _mayEnd) one.Set();
        await _silos.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _release.Dispose();
        foreach (ManualResetEventSlim one in _mayEnd) one.Dispose();
    }

    [Fact]
    public async Task A_trial_in_hand_on_a_silo_that_is_killed_is_done_by_another_in_a_second_attempt()
    {
        Sweep<int, string> sweep = await _silos.Client.StartOrAttachAsync<int, string>("held", "held", [0, 1, 2, 3, 4, 5]);
        string victim = await _held.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await _silos.KillAsync(_silos.Silos.First(silo => silo.Name == victim));

        IReadOnlyList<TrialResult<string>> results = await sweep.WaitAsync();
        results.Select(result => result.Number).Should().Equal(0, 1, 2, 3, 4, 5);
        results[0].Attempts.Should().Be(2);
        results[0].Value.Should().NotBe(victim);
        (await sweep.StatusAsync()).ToString().Should().StartWith("held: 6 of 6 trials done");
    }

    [Fact]
    public async Task What_ends_late_of_a_sweep_that_was_deleted_is_no_result_of_the_next_of_its_name()
    {
        Sweep<int, int> old = await _silos.Client.StartOrAttachAsync<int, int>("again", "late", [0]);
        await _begun[0].Task.WaitAsync(TimeSpan.FromSeconds(60.0));
        await _silos.Client.DeleteAsync("again");
        Sweep<int, int> next = await _silos.Client.StartOrAttachAsync<int, int>("again", "late", [1]);
        await _begun[1].Task.WaitAsync(TimeSpan.FromSeconds(60.0));

        _mayEnd[0].Set();
        await Task.Delay(500); // its end is brought meanwhile
        (await next.StatusAsync()).Done.Should().Be(0);
        _mayEnd[1].Set();

        (await next.WaitAsync()).Should().ContainSingle().Which.Value.Should().Be(1);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30.0));
        while (_silos.StoredNames.Any(name => name.Contains("/model", StringComparison.Ordinal))) await Task.Delay(20, patience.Token); // it was kept late
        (await old.LoadModelAsync(0)).Should().BeNull();
        await old.Awaiting(one => one.WaitAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("There is no sweep \"again\" any more*");
    }

    [Fact]
    public async Task A_trial_that_throws_is_a_result_and_keeps_no_other_from_ending()
    {
        Sweep<double, double> sweep = await _silos.Client.StartOrAttachAsync<double, double>("roots", "root", [4.0, -1.0, 9.0]);

        IReadOnlyList<TrialResult<double>> results = await sweep.WaitAsync();

        results.Select(result => result.Value).Should().Equal(2.0, 0.0, 3.0);
        results[1].Trouble.Should().Be("ArithmeticException: -1 has no root");
        results[1].ToString().Should().StartWith("trial 1: ArithmeticException: -1 has no root, on ").And.EndWith("attempt 1");
        (await _silos.Client.SweepsAsync()).Should().ContainSingle().Which.Should().Match<SweepStatus>(one => one.Troubled == 1 && one.IsFinished);
    }

    [Fact]
    public async Task A_name_attaches_and_other_trials_under_it_are_refused()
    {
        Sweep<double, double> first = await _silos.Client.StartOrAttachAsync<double, double>("same", "root", [4.0]);
        await first.WaitAsync();

        Sweep<double, double> second = await _silos.Client.StartOrAttachAsync<double, double>("same", "root", [4.0]);
        (await second.WaitAsync()).Should().Equal(await first.WaitAsync());

        await _silos.Client.Awaiting(one => one.StartOrAttachAsync<double, double>("same", "root", [5.0])).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("There is a sweep of this name with other trials*");
        await _silos.Client.Awaiting(one => one.StartOrAttachAsync<double, double>("other", "roott", [5.0])).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("No silo has the trial \"roott\"*root*");
    }

    [Fact]
    public async Task Large_results_and_models_are_kept_until_the_sweep_is_deleted()
    {
        Sweep<int, int[]> sweep = await _silos.Client.StartOrAttachAsync<int, int[]>("large", "large", [3, 100_000]);
        IReadOnlyList<TrialResult<int[]>> results = await sweep.WaitAsync();

        results[1].Value.Should().HaveCount(100_000).And.BeInAscendingOrder();
        (await sweep.LoadModelAsync(0))!.Network.HasSameParametersAs(new NetworkBuilder(2).AddLayer(1, new Activations.Sigmoid()).Build(3)).Should().BeTrue();

        await _silos.Client.DeleteAsync("large");

        (await sweep.LoadModelAsync(0)).Should().BeNull();
        (await _silos.Client.SweepsAsync()).Should().BeEmpty();
        await sweep.Awaiting(one => one.StatusAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("There is no sweep \"large\" any more*");
    }

    [Theory]
    [InlineData(SearchMethod.Random)]
    [InlineData(SearchMethod.Halving)]
    public void A_search_finds_in_the_cluster_what_it_finds_here_to_the_bit(SearchMethod method)
    {
        Table table = Iris.Table;
        Search search = Search.Over(Learner.For("species") with { Epochs = 5 }).AddStandard().AddRange("held out", 0.0, 1.2, (one, held) =>
            one with { ValidationFraction = held }) with
        { Trials = 6, Folds = 3, Method = method };

        SearchResult there = search.RunOn(_silos.Client.Named("iris")).Run(table);

        there.ToCsv().Should().Be(search.Run(table).ToCsv());
        search.RunOn(_silos.Client).Run(table).ToCsv().Should().Be(there.ToCsv());
        there.Trials.Should().Contain(trial => trial.Trouble != null, "some trials hold out too much, which is a result, too");
    }

    [Fact]
    public void A_cross_validation_and_an_ensemble_are_in_the_cluster_what_they_are_here_to_the_bit()
    {
        Table table = Iris.Table;
        Learner learner = Learner.For("species") with { Epochs = 5 };

        CrossValidation here = CrossValidation.Run(table, learner, folds: 3);
        CrossValidation there = CrossValidation.Run(table, learner, folds: 3, runOn: _silos.Client);
        there.Scores.Should().Equal(here.Scores);
        there.ToString().Should().Be(here.ToString());

        Ensemble own = Ensemble.Train(table, learner, members: 3, bootstrap: true);
        Ensemble sent = Ensemble.Train(table, learner, members: 3, bootstrap: true, runOn: _silos.Client);
        sent.Model.Network.HasSameParametersAs(own.Model.Network).Should().BeTrue();
    }

    [Fact]
    public async Task A_long_trial_that_nothing_interrupts_begins_at_its_first_epoch()
    {
        var spec = new TrainingSpec(0.01, 20, 1);
        var options = new SweepOptions { MaxAttempts = 2, LeaseLife = TimeSpan.FromSeconds(30.0) };

        Sweep<TrainingSpec, LongResult> sweep = await _silos.Client.StartOrAttachAsync<TrainingSpec, LongResult>("long", "long", [spec], options);

        (await sweep.WaitAsync())[0].Value.Should().Be(new LongResult(TestTrials.Train(spec), FirstEpoch: 1, Attempt: 1));
        await _silos.Client.Awaiting(one => one.StartOrAttachAsync<TrainingSpec, LongResult>("none", "long", [spec], options with { MaxAttempts = 0 })).Should()
            .ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Silos_say_what_they_are_and_that_they_are_healthy()
    {
        IReadOnlyList<SiloInfo> silos = [];
        for (int i = 0; i < 200 && silos.Count < 3; i++)
        {
            silos = await _silos.Client.SilosAsync();
            await Task.Delay(50);
        }
        silos.Should().HaveCount(3).And.OnlyContain(silo => silo.Slots == 1);
        silos[0].ToString().Should().Contain("1 slot, build ").And.EndWith(Training.Trainer.Arithmetic);

        HealthCheckService health = InProcessCluster.ServicesOf(_silos.Silos[0]).GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task What_silos_do_can_be_measured()
    {
        var figures = new System.Collections.Concurrent.ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (one, to) =>
        {
            if (one.Meter.Name == "NodeNet.Orleans") to.EnableMeasurementEvents(one);
        };
        listener.SetMeasurementEventCallback<long>((one, value, _, _) => figures.AddOrUpdate(one.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((one, value, _, _) => figures.AddOrUpdate(one.Name, value, (_, sum) => sum + value));
        listener.Start();

        await (await _silos.Client.StartOrAttachAsync<double, double>("measured", "root", [4.0, -1.0])).WaitAsync();

        figures["nodenet.trials.done"].Should().BeGreaterThanOrEqualTo(2.0);
        figures["nodenet.trials.troubled"].Should().BeGreaterThanOrEqualTo(1.0);
        figures["nodenet.trial.duration"].Should().BePositive();
    }

    private int Late(int spec, TrialContext context)
    {
        _begun[spec].TrySetResult();
        _mayEnd[spec].Wait();
        if (spec == 0) context.KeepModel(new Model(new NetworkBuilder(2).AddLayer(1, new Activations.Sigmoid()).Build(1)));
        return spec;
    }

    private string Hold(string silo, int spec, TrialContext context)
    {
        if (spec == 0 && context.Attempt == 1)
        {
            _held.TrySetResult(silo);
            _release.Wait(); // the killed silo's thread lives on in this process, and must not end the trial
        }
        return silo;
    }
}
