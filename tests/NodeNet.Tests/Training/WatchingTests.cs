using System.Diagnostics;
using System.Text.RegularExpressions;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.History;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Tests.Recipes;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Training;

/// <summary>What a training tells listeners of .NET's diagnostics while it runs (docs/watching.md).</summary>
[Collection(nameof(Listening))]
public class WatchingTests
{
    private static readonly TrainerOptions _three = new() { Epochs = 3, BatchSize = 3, LearningRate = 0.1, L2 = 0.01 };

    [Fact]
    public void Each_epoch_tells_the_losses_of_its_report()
    {
        using var heard = new Figures();

        TrainingHistory history = Train(_three with { KeepBest = true }, validation: null);

        heard.Of("nodenet.training.loss", "running").Should().Equal(history.Select(epoch => epoch.RunningLoss));
        heard.Of("nodenet.training.loss", "training").Should().Equal(history.Select(epoch => epoch.TrainingLoss!.Value));
        heard.Of("nodenet.training.loss", "validation").Should().BeEmpty("there is no validation set");
        heard.Of("nodenet.training.accuracy", "training").Should().Equal(history.Select(epoch => epoch.TrainingAccuracy!.Value));
        heard.Of("nodenet.training.learning_rate").Should().Equal(0.1, 0.1, 0.1);
        heard.Of("nodenet.training.penalty").Should().Equal(history.Select(epoch => epoch.Penalty));
    }

    [Fact]
    public void Counters_add_up_to_what_was_done()
    {
        using var heard = new Figures();

        Train(_three, Given.Xor());

        heard.Of("nodenet.training.epochs").Sum().Should().Be(3);
        heard.Of("nodenet.training.examples").Sum().Should().Be(3 * 4);
        heard.Of("nodenet.training.steps").Sum().Should().Be(3 * 2, "4 examples in batches of 3 are 2 steps");
        heard.Of("nodenet.training.loss", "validation").Should().HaveCount(3);
        heard.Of("nodenet.training.epoch.duration").Should().HaveCount(3).And.OnlyContain(seconds => seconds > 0.0);
        heard.Of("nodenet.training.speed").Zip(heard.Of("nodenet.training.epoch.duration"), (speed, seconds) => speed * seconds)
            .Should().OnlyContain(examples => Math.Abs(examples - 4.0) < 1e-9);
        heard.Of("nodenet.training.gc.allocated").Should().HaveCount(3).And.OnlyContain(bytes => bytes >= 0.0);
        heard.Of("nodenet.training.gc.pause").Should().HaveCount(3).And.OnlyContain(seconds => seconds >= 0.0);
    }

    [Fact]
    public void Collections_are_counted_once_each_by_the_oldest_generation()
    {
        using var heard = new Figures("nodenet.training.gc.collections");

        Network network = Given.Small();
        int collected = 0;
        var loss = new WatchedLoss(_ =>
        {
            if (collected++ == 0) GC.Collect(1);
        });
        new Trainer(network, loss, _three with { Epochs = 1 }).Train(Given.Xor());

        heard.Of("nodenet.training.gc.collections", "1").Sum().Should().BeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public void The_gradients_length_is_that_of_the_network_at_the_end_of_the_epoch()
    {
        using var heard = new Figures("nodenet.training.gradient_norm");
        Network network = Given.Small();
        var expected = new List<double>();
        var options = _three with { Progress = new AtOnce(_ => expected.Add(Length(network, Given.Xor()))) };

        new Trainer(network, new BinaryCrossEntropy(), options).Train(Given.Xor());

        heard.Names.Should().Equal("nodenet.training.gradient_norm");
        heard.Of("nodenet.training.gradient_norm").Should().HaveCount(3)
            .And.BeEquivalentTo(expected, how => how.WithStrictOrdering().Using<double>(
                each => each.Subject.Should().BeApproximately(each.Expectation, 1e-14)).WhenTypeIs<double>());
    }

    [Fact]
    public void Of_a_large_set_256_examples_are_looked_at_taken_evenly()
    {
        using var heard = new Figures("nodenet.training.gradient_norm");
        Network network = Given.Line();
        DataSet points = Given.PointsOfALine(1024);

        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { Epochs = 1, LearningRate = 0.0 }).Train(points);

        DataSet every4th = points.Select([.. Enumerable.Range(0, Watching.SampledExamples).Select(i => 4 * i)]);
        Gradients gradient = Gradients.Of(network, new HalfSumOfSquaredErrors(), every4th);
        double length = Math.Sqrt(
            Math.Pow(gradient[network.Connection("x1", "y1")], 2) + Math.Pow(gradient.OfBias(network.Node("y1")), 2));
        heard.Of("nodenet.training.gradient_norm").Should().ContainSingle().Which.Should().BeApproximately(length, 1e-9 * length);
    }

    [Fact]
    public void Frozen_weights_have_no_part_in_the_gradients_length()
    {
        using var heard = new Figures("nodenet.training.gradient_norm");
        Network network = Given.Line();
        network.Connection("x1", "y1").IsFrozen = true;

        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { Epochs = 1, LearningRate = 0.0 }).Train(DataSet.From([[3.0]], [[5.0]]));

        heard.Of("nodenet.training.gradient_norm").Should().Equal(2.0); // ŷ − y = 7 − 5, the slope of the bias alone
    }

    [Fact]
    public void Dead_nodes_are_those_that_the_doctor_finds()
    {
        using var heard = new Figures("nodenet.training.dead_nodes");
        Network network = new NetworkBuilder(inputs: 2).AddLayer(4, new ReLU()).AddLayer(1, new Sigmoid()).Build(seed: 3);
        network.Node("h2").Bias = -100.0;
        var trainer = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { Epochs = 1, LearningRate = 0.0 });
        network.Node("h1").Bias = network.Node("h3").Bias = network.Node("h4").Bias = 100.0;

        trainer.Train(Given.Xor());

        heard.Of("nodenet.training.dead_nodes").Should().Equal(0.25);
        trainer.Diagnose(Given.Xor()).Findings.Single(finding => finding.Code == FindingCodes.DeadNodes).Nodes.Should().ContainSingle()
            .Which.Should().Be("h2");
    }

    [Fact]
    public void A_network_without_hidden_nodes_has_no_share_of_dead_ones()
    {
        using var heard = new Figures("nodenet.training.dead_nodes");

        Given.Trainer(Given.Line(), 0.01).Train(Given.PointsOfALine(5));

        heard.Names.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_computed_for_who_does_not_listen(bool listens)
    {
        int asked = 0;
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(_ => asked++)).Build(seed: 1);
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Epochs = 4, LearningRate = 0.01 });
        using var heard = listens ? new Figures("nodenet.training.gradient_norm") : new Figures("nodenet.training.loss");

        trainer.Train(Given.PointsOfALine(10));

        // 10 examples in each of 4 epochs, and once more at the end for the training loss; the gradient takes them once more an epoch.
        asked.Should().Be(listens ? 50 + 40 : 50);
    }

    [Fact]
    public void Who_watches_changes_no_bit()
    {
        Network alone = Given.Small();
        Network watched = Given.Small();
        new Trainer(alone, new BinaryCrossEntropy(), _three).Train(Given.Xor());
        using var heard = new Figures();
        using var spans = new Spans();

        new Trainer(watched, new BinaryCrossEntropy(), _three).Train(Given.Xor());

        watched.Connections.Select(one => one.Weight).Should().Equal(alone.Connections.Select(one => one.Weight));
    }

    [Fact]
    public void A_run_is_a_span_and_so_is_each_of_its_epochs()
    {
        using var spans = new Spans();

        TrainingHistory history = Train(_three, Given.Xor());

        Activity run = spans.Of("nodenet.train").Should().ContainSingle().Subject;
        run.Status.Should().Be(ActivityStatusCode.Ok);
        run.GetTagItem("nodenet.layers").Should().Be("2-3-1");
        run.GetTagItem("nodenet.loss").Should().Be("binary_cross_entropy");
        run.GetTagItem("nodenet.examples").Should().Be(4L);
        run.GetTagItem("nodenet.reason").Should().Be("EpochsReached");
        Activity[] epochs = spans.Of("nodenet.epoch");
        epochs.Select(epoch => epoch.ParentSpanId).Should().HaveCount(3).And.OnlyContain(parent => parent == run.SpanId);
        epochs.Select(epoch => epoch.GetTagItem("nodenet.running_loss")).Should().Equal(history.Select(epoch => (object)epoch.RunningLoss));
        epochs.Select(epoch => epoch.GetTagItem("nodenet.validation_loss")).Should().Equal(history.Select(epoch => (object)epoch.ValidationLoss!.Value));
        Activity.Current.Should().BeNull();
    }

    [Fact]
    public void A_run_that_diverges_or_throws_ends_its_spans_as_errors()
    {
        using var spans = new Spans();
        Given.Trainer(Given.Line(), 1e200).Train(Given.PointsOfALine(5));
        var thrower = new Trainer(
            Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { Progress = new AtOnce(_ => throw new NotSupportedException("no more")) });

        thrower.Invoking(trainer => trainer.Train(Given.PointsOfALine(5))).Should().Throw<NotSupportedException>();

        Activity[] runs = spans.Of("nodenet.train");
        runs.Select(run => run.Status).Should().Equal(ActivityStatusCode.Error, ActivityStatusCode.Error);
        runs[0].GetTagItem("nodenet.reason").Should().Be("NotFinite");
        runs[1].StatusDescription.Should().Be("no more");
        Activity.Current.Should().BeNull();
    }

    [Fact]
    public void A_search_is_a_span_over_its_trials_and_those_over_their_trainings()
    {
        using var spans = new Spans();
        using var heard = new Figures();
        GivenTable table = GivenTable.Of("a,y\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"{i % 7},{(i % 7 > 3 ? "yes" : "no")}")));
        Search search = (Search.Over(Learner.For("y") with { Hidden = [2], Epochs = 2 }) with { Trials = 2, Folds = 2 })
            .AddLogRange("rate", 1e-3, 0.1, (learner, rate) => learner with { LearningRate = rate });

        SearchResult found = search.Run(table);

        Activity whole = spans.Of("nodenet.search").Should().ContainSingle().Subject;
        Activity[] trials = spans.Of("nodenet.trial");
        trials.Should().HaveCount(4).And.OnlyContain(trial => trial.ParentSpanId == whole.SpanId);
        trials.Select(trial => (double)trial.GetTagItem("nodenet.score")!).Order().Should().Equal(found.Trials.SelectMany(trial => trial.Scores).Order());
        spans.Of("nodenet.train").Select(run => run.ParentSpanId).Should().BeEquivalentTo(trials.Select(trial => trial.SpanId));
        heard.Of("nodenet.search.results", "measured").Sum().Should().Be(4);
        heard.Of("nodenet.search.best_score")[^1].Should().Be(found.Best.MeanScore);
        heard.Of("nodenet.search.result.duration").Should().HaveCount(4);
    }

    [Fact]
    public void The_page_names_every_figure_and_no_other()
    {
        using var heard = new Figures();
        string page = File.ReadAllText(Path.Combine(Readme.ReadmeProgram.RepositoryRoot(), "docs", "watching.md"));
        // The instruments of a search are made when the first search begins.
        Search.Over(Learner.For("y") with { Hidden = [1], Epochs = 1 }).AddChoice("batch", [2], (learner, size) => learner with { BatchSize = size })
            .Invoking(search => (search with { Trials = 1, Folds = 2 }).Run(GivenTable.Of("a,y\n1,2\n2,3\n3,4\n4,5"))).Should().NotThrow();
        Train(_three, null);

        string[] named = [.. Regex.Matches(page, @"^\| `(nodenet\.[a-z_.]+)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
        named.Where(name => heard.Published.Contains(name)).Should().BeEquivalentTo(heard.Published.Distinct());
        named.Except(heard.Published).Should().Equal("nodenet.search", "nodenet.trial", "nodenet.train", "nodenet.epoch");
    }

    private static double Length(Network network, DataSet data)
    {
        Gradients gradient = Gradients.Of(network, new BinaryCrossEntropy(), data);
        IEnumerable<double> slopes = network.Connections.Select(connection => gradient[connection])
            .Concat(network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Select(gradient.OfBias));
        return Math.Sqrt(slopes.Sum(slope => slope * slope));
    }

    private static TrainingHistory Train(TrainerOptions options, DataSet? validation) =>
        new Trainer(Given.Small(), new BinaryCrossEntropy(), options).Train(Given.Xor(), validation).History;
}
