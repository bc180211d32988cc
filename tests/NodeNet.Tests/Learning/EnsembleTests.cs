using NodeNet.Learning;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Tests.Recipes;

namespace NodeNet.Tests.Learning;

/// <summary>Networks that answer together are one network, one model, one file.</summary>
public class EnsembleTests
{
    private static readonly GivenTable _penguins = GivenTable.Penguins();
    private static readonly Learner _quick = Learner.For("species") with { Epochs = 10, Hidden = [6], MaxDegreeOfParallelism = 1 };

    [Fact]
    public void The_answer_is_the_mean_of_the_members_answers()
    {
        Ensemble ensemble = Ensemble.Train(_penguins, _quick, members: 3);
        Model[] members = [.. Enumerable.Range(0, 3).Select(i => (_quick with { Seed = 1 + i }).Train(_penguins))];

        EnsembleAnswers answers = ensemble.Predict(_penguins);

        for (int row = 0; row < 344; row += 7)
        {
            for (int c = 0; c < 3; c++)
            {
                double[] own = [.. members.Select(member => member.Predict(_penguins)[row, c])];
                answers.Means[row, c].Should().BeApproximately(own.Average(), 1e-14);
                answers.Deviations[row, c].Should().BeApproximately(Math.Sqrt(own.Sum(x => Math.Pow(x - own.Average(), 2)) / 3), 1e-14);
            }
        }
        ensemble.MemberCount.Should().Be(3);
        ensemble.ToString().Should().StartWith("ensemble of 3: model of species".Replace("species", "island"));
        answers.ToString().Should().Be("344 rows of 3 answers");
        ensemble.Model.Origin!.Training.Should().StartWith("the mean of 3 networks; learner for species");
    }

    [Fact]
    public void It_is_one_file_and_an_ensemble_again_when_it_is_loaded()
    {
        Ensemble ensemble = Ensemble.Train(_penguins, _quick, members: 2, bootstrap: true);
        using var stream = new MemoryStream();
        ensemble.Model.Save(stream);
        stream.Position = 0;

        Ensemble served = Ensemble.Of(Model.Load(stream));

        served.MemberCount.Should().Be(2);
        served.Predict(_penguins).Means.Values.ToArray().Should().Equal(ensemble.Predict(_penguins).Means.Values.ToArray());
        served.Predict(_penguins).Deviations.Values.ToArray().Should().Equal(ensemble.Predict(_penguins).Deviations.Values.ToArray());
        served.Model.Classify(_penguins)[0].Label.Should().Be("Adelie");
        served.Model.Evaluate(_penguins).Accuracy.Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Rows_drawn_at_random_make_members_differ_more_and_threads_change_nothing()
    {
        Learner numbers = Learner.For("body_mass_g") with { DropsMissingTargets = true, Epochs = 10, Hidden = [6] };

        Ensemble drawn = Ensemble.Train(_penguins, numbers, 4, bootstrap: true, maxDegreeOfParallelism: 1);

        double[] one = drawn.Predict(_penguins).Means.Values.ToArray();
        Ensemble.Train(_penguins, numbers, 4, bootstrap: true, maxDegreeOfParallelism: 4).Predict(_penguins).Means.Values.ToArray().Should().Equal(one);
        Ensemble.Train(_penguins, numbers, 4).Predict(_penguins).Means.Values.ToArray().Should().NotEqual(one);
        drawn.Predict(_penguins).Deviations.Values.ToArray().Should().OnlyContain(deviation => deviation > 0 && deviation < 2000, "in grams");
    }

    [Fact]
    public void What_is_no_ensemble_is_refused()
    {
        Model single = _quick.Train(_penguins);

        single.Invoking(model => Ensemble.Of(model)).Should().Throw<ArgumentException>().WithMessage("The model is no ensemble*");
        _quick.Invoking(learner => Ensemble.Train(_penguins, learner, members: 1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
