using NodeNet.Judging;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tests.Recipes;

namespace NodeNet.Tests.Learning;

/// <summary>How well a learner does on rows it has not seen, part by part.</summary>
public class CrossValidationTests
{
    private static readonly GivenTable _penguins = GivenTable.Penguins();
    private static readonly bool[] _all = [.. Enumerable.Repeat(true, 344)];
    private static readonly Learner _quick = Learner.For("species") with { Epochs = 20, Hidden = [8] };

    [Fact]
    public void Every_row_is_tested_on_once_and_classes_are_dealt_evenly()
    {
        (int[] Training, int[] Test)[] parts = Folds.Of(_penguins, "species", _all, 5, 1);

        parts.SelectMany(part => part.Test).Order().Should().Equal(Enumerable.Range(0, 344));
        parts.Should().OnlyContain(part => part.Training.Length + part.Test.Length == 344 && !part.Training.Intersect(part.Test).Any());
        foreach ((string species, int rows) in new[] { ("Adelie", 152), ("Chinstrap", 68), ("Gentoo", 124) })
        {
            int[] counts = [.. parts.Select(part => part.Test.Count(row => _penguins[row, 0].Text == species))];
            counts.Sum().Should().Be(rows);
            (counts.Max() - counts.Min()).Should().BeLessThanOrEqualTo(1);
        }
        Folds.Of(_penguins, null, _all, 7, 1).Select(part => part.Test.Length).Should().OnlyContain(length => length == 49 || length == 50);
        Folds.Of(_penguins, null, _all, 7, 2)[0].Test.Should().NotEqual(Folds.Of(_penguins, null, _all, 7, 1)[0].Test, "the seed decides");
    }

    [Fact]
    public void Rows_without_a_target_are_dealt_last_so_that_every_part_has_its_share_of_the_others()
    {
        GivenTable gaps = GivenTable.Of("x,y\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => i < 8 ? $"{i},{i}.5" : $"{i},")));
        Learner drops = Learner.For("y") with { DropsMissingTargets = true, Epochs = 2, Hidden = [2] };

        CrossValidation.Run(gaps, drops, folds: 4).Folds.Should().OnlyContain(fold => fold.Evaluation!.Count == 2);
        gaps.Invoking(table => CrossValidation.Run(table, drops, folds: 9)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("There are 9 parts of 8 rows: 12 rows without a target are left out.*");
        gaps.Invoking(table => CrossValidation.Run(table, drops, folds: 8)).Should().Throw<RecipeException>()
            .WithMessage("column y: Part * of 8 has 1 row, and R² needs two different targets in each part. Take fewer parts.");
        gaps.Invoking(table => (Search.Over(drops).AddStandard() with { Folds = 5, Trials = 1 }).Run(table)).Should().Throw<RecipeException>()
            .WithMessage("*Take fewer parts.");
        gaps.Invoking(table => (Search.Over(drops).AddStandard() with { Folds = 9 }).Run(table)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("There are 9 parts of 8 rows*");
    }

    [Fact]
    public void The_scores_are_those_of_models_trained_and_judged_by_hand()
    {
        CrossValidation found = CrossValidation.Run(_penguins, _quick, folds: 4, seed: 3);

        (int[] Training, int[] Test)[] parts = Folds.Of(_penguins, "species", _all, 4, 3);
        for (int fold = 0; fold < 4; fold++)
        {
            Model model = (_quick with { MaxDegreeOfParallelism = 1 }).Train(_penguins.Where(parts[fold].Training.Contains));
            found.Folds[fold].Score.Should().Be(model.Evaluate(_penguins.Where(parts[fold].Test.Contains)).Accuracy);
        }
        found.Scores.Should().Equal(found.Folds.Select(fold => fold.Score));
        found.MeanScore.Should().BeApproximately(found.Scores.Average(), 1e-15);
        found.StandardError.Should().BeApproximately(Math.Sqrt(found.Scores.Sum(s => Math.Pow(s - found.MeanScore, 2)) / 3) / 2, 1e-15);
        found.Deviation.Should().BeApproximately(found.StandardError * Math.Sqrt(3), 1e-15);
        found.Learner.Should().Be(_quick);
        found.ToString().Should().StartWith($"accuracy {found.MeanScore:0.0000} ± ").And.Contain("\n  part 4: accuracy ");
        PairedComparison.Of([.. found.Scores], [.. found.Scores], 0.25).PValue.Should().Be(1, "a learner is as good as itself");
    }

    [Fact]
    public void The_same_on_one_thread_and_on_eight()
    {
        CrossValidation.Run(_penguins, _quick, maxDegreeOfParallelism: 8).Folds.Select(fold => fold.Evaluation!.Loss)
            .Should().Equal(CrossValidation.Run(_penguins, _quick, maxDegreeOfParallelism: 1).Folds.Select(fold => fold.Evaluation!.Loss));
    }

    [Fact]
    public void A_recipe_is_fitted_without_the_rows_that_are_tested_on()
    {
        // The held-out row alone has the value 1000; whoever reads it for scaling finds another mean.
        int[] test = Folds.Of(_penguins, "species", _all, 5, 1)[0].Test;
        var seen = new HashSet<int>();
        var spy = new SpyTable(_penguins, row => seen.Add(row));

        Learner.For("species").FitRecipe(new RowsOf(spy, Folds.Of(_penguins, "species", _all, 5, 1)[0].Training));

        seen.Should().NotIntersectWith(test).And.HaveCount(344 - test.Length);
    }

    [Fact]
    public void A_planted_leak_is_worth_nothing()
    {
        // A category for each row: with the held-out rows' categories known it would tell the answer; unknown it tells nothing, and each is refused or zero.
        var random = new NodeNet.Foundation.RandomGenerator(4);
        string csv = "id,x,y\n" + string.Join('\n', Enumerable.Range(0, 120).Select(i => $"k{i},{i % 7},{(random.NextDouble() < 0.5 ? "a" : "b")}"));
        Learner leaky = (Learner.For("y") with { Epochs = 60 })
            .WithColumn("id", new ColumnOptions { Kind = ColumnKind.Category, Unknown = UnknownRule.AllZeros });

        CrossValidation.Run(GivenTable.Of(csv), leaky).MeanScore.Should().BeInRange(0.3, 0.7);
    }

    [Fact]
    public void Numbers_are_judged_by_R_squared_and_a_divergence_is_a_result()
    {
        Learner numbers = Learner.For("body_mass_g") with { DropsMissingTargets = true, Epochs = 30, Hidden = [8] };

        CrossValidation.Run(_penguins, numbers).MeanScore.Should().BeInRange(0.7, 0.95);
        CrossValidation wild = CrossValidation.Run(_penguins, numbers with { LearningRate = 1e200, Optimizer = new NodeNet.Optimizers.GradientDescent() });
        wild.MeanScore.Should().Be(double.NaN);
        wild.Folds[0].Evaluation.Should().BeNull();
        wild.Folds[0].ToString().Should().StartWith("diverged after ");
    }

    [Fact]
    public void What_cannot_be_divided_is_refused()
    {
        _quick.Invoking(learner => CrossValidation.Run(_penguins, learner, folds: 1)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("There are 1 parts of 344 rows;*");
        _quick.Invoking(learner => CrossValidation.Run(_penguins, learner, folds: 345)).Should().Throw<ArgumentOutOfRangeException>();
        _quick.Invoking(learner => CrossValidation.Run(_penguins, learner, maxDegreeOfParallelism: 0)).Should().Throw<ArgumentOutOfRangeException>();
        GivenTable rare = GivenTable.Of("x,y\n1,a\n2,a\n3,b\n4,b\n5,c");
        Learner.For("y").Invoking(learner => CrossValidation.Run(rare, learner, folds: 2)).Should().Throw<RecipeException>()
            .WithMessage("*the class \"c\" has this row only*leave the row out*");
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        _quick.Invoking(learner => CrossValidation.Run(_penguins, learner, cancellation: cancelled.Token)).Should().Throw<OperationCanceledException>();
    }

    private sealed class SpyTable(ITable table, Action<int> read) : ITable
    {
        public IReadOnlyList<string> ColumnNames => table.ColumnNames;

        public int RowCount => table.RowCount;

        public Cell this[int row, int column]
        {
            get
            {
                read(row);
                return table[row, column];
            }
        }
    }
}
