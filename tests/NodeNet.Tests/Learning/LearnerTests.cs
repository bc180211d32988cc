using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Tests.Recipes;
using NodeNet.Training;

namespace NodeNet.Tests.Learning;

/// <summary>From a table to a model in a line, with defaults that can be read and changed.</summary>
public class LearnerTests
{
    private static readonly GivenTable _penguins = GivenTable.Penguins();
    private static readonly GivenTable _training = _penguins.Where(row => row % 5 != 0);
    private static readonly GivenTable _test = _penguins.Where(row => row % 5 == 0);

    [Fact]
    public void Penguins_with_gaps_become_a_model_that_tells_their_species()
    {
        Model model = Learner.For("species").Train(_training);

        model.Evaluate(_test).Accuracy.Should().BeGreaterThan(0.97);
        model.Classify(
            new { island = "Biscoe", bill_length_mm = 45.1, bill_depth_mm = 14.5, flipper_length_mm = 215, body_mass_g = 5000, sex = "female", year = 2008 })
            .Label.Should().Be("Gentoo");
    }

    [Fact]
    public void A_target_of_any_size_is_learned_alike()
    {
        GivenTable Times(double factor) => GivenTable.Of(
            "a,b,y\n" + string.Join(
                '\n', Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{i % 17},{i % 13},{factor * (i % 17 - 0.5 * (i % 13))}"))));

        RSquared(Times(1)).Should().BeGreaterThan(0.98);
        RSquared(Times(1e9)).Should().BeApproximately(RSquared(Times(1)), 1e-6);
        RSquared(Times(1e-9)).Should().BeApproximately(RSquared(Times(1)), 1e-6);

        static double RSquared(GivenTable table) => Learner.For("y").Train(table).Evaluate(table).Errors[0].Errors.RSquared;
    }

    [Fact]
    public void What_the_defaults_chose_can_be_read_before_anything_is_trained()
    {
        LearnerPlan plan = Learner.For("species").Plan(_training);

        plan.Hidden.Should().Equal(32);
        plan.Activation.Name.Should().Be("relu");
        plan.ToString().Should().EndWith("""
            network: 10-32-3, relu; softmax
            training: cross_entropy, adam(0.9,0.999), rate 0.005, batches of 32, at most 200 epochs, L2 0.005454545, seed 1
            no rows are held out; training stops after 10 epochs in which the loss has not become smaller by a ten thousandth

            """.ReplaceLineEndings("\n")).And.Contain("island: category, one of Biscoe, Dream, Torgersen").And.Contain("missing: median, 44.9");
        Learner running = Learner.For("species") with { StopsByRunningLoss = true };
        running.Plan(_training).ToString().Should().Contain("in which the running loss has not become smaller");
        running.ToString().Should().Be("learner for species; stops by the running loss");
        running.Run(_training).Result.History.Should().AllSatisfy(report => report.TrainingLoss.Should().BeNull());
        Learner.For("body_mass_g").Invoking(learner => learner.Plan(_training)).Should().Throw<RecipeException>().WithMessage("*The target is missing.*");
        (Learner.For("body_mass_g") with { DropsMissingTargets = true }).Plan(_training).ToString().Should().Contain("network: 12-32-1, tanh; identity\n");
    }

    [Fact]
    public void Everything_can_be_said_otherwise()
    {
        Learner learner = Learner.For("species") with
        {
            Ignore = ["year"],
            Hidden = [6, 4],
            Activation = new Sigmoid(),
            Optimizer = new RMSProp(),
            LearningRate = 0.02,
            Epochs = 3,
            BatchSize = 5,
            L2 = 0,
            ValidationFraction = 0.25,
            Seed = 9,
        };

        LearnerRun run = learner.Run(_training);

        run.Model.Network.Layers.Select(layer => layer.Count).Should().Equal(9, 6, 4, 3);
        run.Result.Epochs.Should().Be(3);
        run.ToString().Should().StartWith(run.Plan.ToString()).And.EndWith(run.Result.ToString());
        run.Result.ValidationAccuracy.Should().NotBeNull();
        run.Plan.ToString().Should().Contain("25% of the rows are held out").And.Contain("rmsprop").And.Contain("9-6-4-3, sigmoid; softmax");
        run.Model.Origin!.Training.Should().Contain("3 epochs").And.Contain("seed 9");
    }

    [Fact]
    public void A_learner_prints_what_it_was_told()
    {
        Learner.For("a", "b").ToString().Should().Be("learner for a, b");
        (Learner.For("y") with { Hidden = [16, 8], LearningRate = 0.01, L2 = 0 }).ToString().Should().Be("learner for y; hidden 16-8, rate 0.01, L2 0");
    }

    [Fact]
    public void No_hidden_layer_is_a_choice_too() =>
        (Learner.For("species") with { Hidden = [] }).Train(_training).Evaluate(_test).Accuracy.Should().BeGreaterThan(0.95);

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_other_ones()
    {
        Learner learner = Learner.For("species") with { Epochs = 5 };

        double[] first = [.. learner.Train(_training).Predict(_test).Values];

        learner.Train(_training).Predict(_test).Values.ToArray().Should().Equal(first);
        (learner with { Seed = 2 }).Train(_training).Predict(_test).Values.ToArray().Should().NotEqual(first);
    }

    [Fact]
    public void Columns_may_be_called_as_nodes_are()
    {
        GivenTable table = GivenTable.Of("x2,x1,h1,y1\n1,2,3,1\n2,1,5,0\n3,3,1,1\n4,4,2,0");

        Model model = Learner.For("y1").Train(table);

        model.Network.Node("column x2").Name.Should().Be("x1");
        model.Predict(new { h1 = 3, x1 = 2, x2 = 1 })[0].Should().Be(model.Predict(table)[0][0]);
    }

    [Fact]
    public void Several_numbers_are_learned_together()
    {
        GivenTable table = GivenTable.Of(
            "a,u,v\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i % 20},{2 * (i % 20)},{100 - i % 20}"))));

        Model model = Learner.For("u", "v").Train(table);

        double[] answer = model.Predict(new { a = 10 });
        answer[0].Should().BeApproximately(20, 1);
        answer[1].Should().BeApproximately(90, 0.5);
        model.Evaluate(table).ToString().Split('\n').Should().HaveCount(2);
    }

    [Fact]
    public void A_training_that_is_cancelled_gives_the_model_as_far_as_it_has_come()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAfter(3, cancellation);

        LearnerRun run = (Learner.For("species") with { Progress = progress }).Run(_training, cancellation.Token);

        run.Result.Reason.Should().Be(StopReason.Cancelled);
        run.Model.Evaluate(_test).Accuracy.Should().BeGreaterThan(0.3);
    }

    [Fact]
    public void The_model_says_where_it_comes_from()
    {
        ModelOrigin origin = Learner.For("species").Train(_training).Origin!;

        origin.Rows.Should().Be(_training.RowCount);
        origin.TableHash.Should().Be(TableHash.Of(_training)).And.HaveLength(64).And.NotBe(TableHash.Of(_test));
        origin.LearningRate.Should().Be(0.005);
        origin.Scores["training accuracy"].Should().BeGreaterThan(0.97);
        origin.NodeNetVersion.Should().Be("0.1.0");
    }

    private sealed class CancelAfter(int epochs, CancellationTokenSource cancellation) : IProgress<NodeNet.History.EpochReport>
    {
        public void Report(NodeNet.History.EpochReport value)
        {
            if (value.Epoch == epochs) cancellation.Cancel();
        }
    }
}
