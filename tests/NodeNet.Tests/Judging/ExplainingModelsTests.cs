using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Judging;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Judging;

/// <summary>Importance, partial dependence, Shapley values, what would have to change, and residuals: by scikit-learn, by enumeration and by hand.</summary>
public class ExplainingModelsTests
{
    private static readonly JsonElement _all = GivenModels.Explaining;
    private static readonly double[][] _rows = GivenModels.Table(_all, "rows");

    [Fact]
    public void A_column_that_is_not_used_has_no_importance_at_all()
    {
        (Model model, Table table) = GivenModels.Weighted(_rows, [3, 0, 1]);

        PermutationImportance found = PermutationImportance.Of(model, table, repeats: 5, seed: 3);

        found.Score.Should().Be(1, "the model is the sum that made the target");
        found.Columns.Select(column => column.Name).Should().Equal("a", "c", "b");
        found.Columns[2].Drops.Should().AllBeEquivalentTo(0.0);
        (found.Columns[2].Mean, found.Columns[2].Deviation).Should().Be((0, 0));
        found.Columns[0].Drops.Should().HaveCount(5).And.OnlyContain(drop => drop > 0.5);
        found.Columns[0].Mean.Should().BeApproximately(found.Columns[0].Drops.Average(), 1e-15);
        found.ToString().Should().StartWith("score 1; without each column it drops by\n  a  ").And.EndWith("  b  0.0000 ± 0.0000");
        found.Columns[2].ToString().Should().Be("b: 0 ± 0");
        PermutationImportance.Of(model, table, repeats: 5, seed: 3).Columns[0].Drops.Should().Equal(found.Columns[0].Drops, "the seed decides");
    }

    [Fact]
    public void A_drop_is_the_score_before_minus_the_score_after()
    {
        (Model model, Table table) = GivenModels.Weighted(_rows, [3, 0, 1]);
        var scores = new List<double>();

        PermutationImportance found = PermutationImportance.Of(model, table, 2, 1, (same, shuffled) =>
        {
            shuffled.RowCount.Should().Be(40);
            shuffled.ColumnNames.Should().Equal(table.ColumnNames);
            shuffled.PlaceOf(2).Should().Be(((ITable)table).PlaceOf(2));
            shuffled.HintFor(0).Should().BeNull();
            scores.Add(scores.Count);
            return scores[^1];
        });

        found.Score.Should().Be(0);
        found.Columns.Select(column => column.Name).Should().Equal("a", "b", "c");
        found.Columns.SelectMany(column => column.Drops).Should().Equal(-1.0, -2, -3, -4, -5, -6);
    }

    [Fact]
    public void A_shuffled_column_has_the_same_cells()
    {
        (Model model, Table table) = GivenModels.Weighted(_rows, [3, 0, 1]);
        double[] own = [.. _rows.Select(row => row[1]).Order()];

        PermutationImportance.Of(model, table, 1, 1, (_, shuffled) =>
        {
            Enumerable.Range(0, 40).Select(row => shuffled[row, 1].Number).Order().Should().Equal(own);
            return 0;
        });
    }

    [Fact]
    public void Partial_dependence_is_scikit_learns()
    {
        (Model model, Table table) = Learned();

        PartialDependence found = PartialDependence.Of(model, table, "a", points: 6);

        found.Values.Select(value => value.Number).Should().Equal(GivenModels.Numbers(_all, "grid"));
        found.Means.Should().Equal(GivenModels.Numbers(_all, "means"), (a, b) => Math.Abs(a - b) < 1e-12);
        double[][] curves = GivenModels.Table(_all, "curves");
        for (int row = 0; row < curves.Length; row++)
            found.Curves[row].ToArray().Should().Equal(curves[row], (a, b) => Math.Abs(a - b) < 1e-12);
        (found.Column, found.Output).Should().Be(("a", "y"));
        found.ToString().Should().StartWith("y over a: 0 ");
        PartialDependence.Of(model, table, "b", points: 5).Values.Should().HaveCount(5, "of more numbers an even grid");
    }

    [Fact]
    public void Categories_are_followed_each()
    {
        Table table = Table.ParseCsv("colour,x,y\nred,1,1\nblue,2,3\nred,3,3\ngreen,4,6\nblue,5,6\ngreen,6,8");
        Recipe recipe = Recipe.Fit(table, "y");
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(1, new Identity()).Build(1);
        var model = new Model(network) { Recipe = recipe };

        PartialDependence.Of(model, table, "colour").Values.Select(value => value.Text).Should().Equal("blue", "green", "red");
        model.Invoking(of => PartialDependence.Of(of, table, "color")).Should().Throw<ArgumentException>().WithMessage("*Is \"colour\" meant?*");
        model
            .Invoking(of => PartialDependence.Of(of, table, "x", "z"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The model has no answer \"z\"; it has y.*");
        model.Invoking(of => PartialDependence.Of(of, table, "x", points: 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Of_many_dates_twenty_are_followed_from_the_5_percent_to_the_95_percent()
    {
        var start = new DateTime(2020, 1, 1);
        Table table = Table.ParseCsv("day,y\n" + string.Join('\n', Enumerable.Range(0, 381).Select(i => $"{start.AddDays(i):yyyy-MM-dd},{i}")));
        Recipe recipe = Recipe.Fit(table, "y");
        var model = new Model(new NetworkBuilder(recipe.InputCount).AddLayer(1, new Identity()).Build(1)) { Recipe = recipe };

        Cell[] values = [.. PartialDependence.Of(model, table, "day").Values];

        values.Should().HaveCount(20);
        values[0].Date.Should().Be(start.AddDays(19), "the quantile of 5% of 0 to 380");
        values[1].Date.Should().Be(start.AddDays(37), "every 18 days");
        values[^1].Date.Should().Be(start.AddDays(361));
        Table few = Table.ParseCsv("day,y\n2020-03-01,1\n2020-01-01,2\n2020-03-01,3");
        PartialDependence.Of(model, few, "day").Values.Select(value => value.Date.Month).Should().Equal(1, 3);
    }

    [Fact]
    public void Shapley_values_are_those_of_every_order()
    {
        (Model model, Table table) = Learned();
        Table background = Rows(_rows.Take(12));

        ShapleyValues found = ShapleyValues.Of(model, table, 20, background);

        found.IsExact.Should().BeTrue();
        found.Columns.Select(column => column.Value).Should().Equal(GivenModels.Numbers(_all, "shapley"), (a, b) => Math.Abs(a - b) < 1e-12);
        found.Answer.Should().BeApproximately(GivenModels.Number(_all, "answer"), 1e-12);
        found.MeanAnswer.Should().BeApproximately(GivenModels.Number(_all, "mean"), 1e-12);
        found.Columns.Sum(column => column.Value).Should().BeApproximately(found.Answer - found.MeanAnswer, 1e-12);
        found.Output.Should().Be("y");
        found.ToString().Should().StartWith("y: ").And.Contain("the mean is");
        found.Columns[0].ToString().Should().StartWith("a: ").And.NotContain("±");
    }

    [Fact]
    public void Beyond_twelve_columns_the_values_are_drawn_and_have_an_error()
    {
        double[][] rows = [.. Enumerable.Range(0, 20).Select(row => Enumerable.Range(0, 14).Select(c => (double)(row * (c + 3) % 11)).ToArray())];
        double[] weights = [.. Enumerable.Range(0, 14).Select(c => c - 6.0)];
        (Model model, Table table) = GivenModels.Weighted(rows, weights);

        ShapleyValues found = ShapleyValues.Of(model, table, 3, table, orders: 8, seed: 2);

        // Of a weighted sum every order says the same: w · (x − mean of x).
        found.IsExact.Should().BeFalse();
        found.Columns.Select(column => column.Value).Should().Equal(
            weights.Select((w, c) => w * (rows[3][c] - rows.Average(row => row[c]))), (a, b) => Math.Abs(a - b) < 1e-11);
        found.Columns.Should().OnlyContain(column => column.StandardError < 1e-11);
        found.ToString().Should().Contain("the values are sampled");
        new ColumnContribution("a", 0.5, 0.25).ToString().Should().Be("a: 0.5 ± 0.25");
    }

    [Fact]
    public void Sampled_values_come_near_the_exact_ones_within_their_error()
    {
        double[][] rows = [.. Enumerable.Range(0, 16).Select(row => Enumerable.Range(0, 13).Select(c => (double)((row * (c + 2) + c) % 7 - 3)).ToArray())];
        Table table = GivenModels.Columns(rows, ("y", rows.Select(row => row[0]).ToArray()));
        Recipe recipe = Recipe.Fit(table, "y");
        // Only three columns have weights: those of the others are exactly 0, and of the three those of a model of three.
        Network network = new NetworkBuilder(13).AddLayer(3, new Tanh()).AddLayer(1, new Identity()).Build(4);
        double[][] weights = network.HiddenLayers[0].GetWeights();
        foreach (double[] node in weights) node.AsSpan(3).Clear();
        network.HiddenLayers[0].SetWeights(weights);
        Network small = new NetworkBuilder(3).AddLayer(3, new Tanh()).AddLayer(1, new Identity()).Build(4);
        small.HiddenLayers[0].SetWeights([.. weights.Select(node => node[..3])]);
        small.HiddenLayers[0].SetBiases(network.HiddenLayers[0].GetBiases());
        small.OutputLayer.SetWeights(network.OutputLayer.GetWeights());
        small.OutputLayer.SetBiases(network.OutputLayer.GetBiases());
        var few = new RecipeOptions { Targets = ["y"], Inputs = ["a", "b", "c"] };

        ShapleyValues sampled = ShapleyValues.Of(new Model(network) { Recipe = recipe }, table, 5, table, orders: 400);
        ShapleyValues exact = ShapleyValues.Of(new Model(small) { Recipe = Recipe.Fit(table, few) }, table, 5, table);

        for (int c = 0; c < 13; c++)
        {
            double right = c < 3 ? exact.Columns[c].Value : 0.0;
            Math.Abs(sampled.Columns[c].Value - right).Should().BeLessThanOrEqualTo(5 * sampled.Columns[c].StandardError + 1e-12);
        }
        sampled.Columns.Sum(column => column.Value).Should().BeApproximately(sampled.Answer - sampled.MeanAnswer, 1e-10);
    }

    [Fact]
    public void Of_two_classes_each_has_its_own_score()
    {
        (Model model, Table table) = GivenModels.Passing([[2], [-1], [0.5]], [1, 0, 1]);

        ShapleyValues second = ShapleyValues.Of(model, table, 0, table);
        ShapleyValues first = ShapleyValues.Of(model, table, 0, table, output: "a");

        (second.Output, first.Output).Should().Be(("b", "a"), "what is answered, unless another is named");
        first.Answer.Should().BeApproximately(1 - second.Answer, 1e-15);
        first.Columns[0].Value.Should().BeApproximately(-second.Columns[0].Value, 1e-15);
        model.Invoking(of => ShapleyValues.Of(of, table, 3, table)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("There is no row 3;*");
        model.Invoking(of => ShapleyValues.Of(of, table, 0, table, orders: 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_cheapest_change_of_the_table_is_found()
    {
        // Answered b where a > 0. Of the values −3, −1, 1, 4 the nearest above 0 from −1 is 1: 2 of the range 7.
        (Model model, Table table) = GivenModels.Passing([[-3], [-1], [1], [4]], [0, 0, 1, 1]);

        Counterfactual found = Counterfactual.Find(model, table, 1, "b")!;

        found.Changes.Should().Equal(new CellChange("a", -1.0, 1.0));
        found.Cost.Should().BeApproximately(2.0 / 7, 1e-15);
        found.Answer.Should().Be("b");
        found.ToString().Should().Be("a -1 → 1: b");
        Counterfactual.Find(model, table, 3, "b")!.ToString().Should().Be("no change: b");
        Counterfactual.Find(model, table, 1, "b", "a").Should().BeNull("its only column cannot change");
        model.Invoking(of => Counterfactual.Find(of, table, 1, "c")).Should().Throw<ArgumentException>().WithMessage("There is no class \"c\"*");
        model.Invoking(of => Counterfactual.Find(of, table, 9, "b")).Should().Throw<ArgumentOutOfRangeException>();
        model.Invoking(of => Counterfactual.Find(of, table, 1, "b", "z")).Should().Throw<ArgumentException>().WithMessage("The model has no column \"z\"*");
    }

    [Fact]
    public void Two_columns_change_where_one_is_not_enough()
    {
        Table table = Table.ParseCsv("a,b,y\n0,0,no\n0,1,no\n1,0,no\n1,1,yes\n0,0,no\n1,1,yes\n1,0,no\n0,1,no");
        var plain = new ColumnOptions { Kind = ColumnKind.Number, Scaling = NumberScaling.None };
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], Defaults = plain });
        Network and = new NetworkBuilder(2).AddLayer(1, new Sigmoid()).Build(1);
        and.OutputLayer.SetWeights([[10, 10]]);
        and.OutputLayer.SetBiases(-15);

        Counterfactual found = Counterfactual.Find(new Model(and) { Recipe = recipe }, table, 0, "yes")!;

        found.Changes.Select(change => change.ToString()).Should().Equal("a 0 → 1", "b 0 → 1");
        found.Cost.Should().Be(2);
    }

    [Fact]
    public void Residuals_are_target_minus_prediction()
    {
        Residuals found = Residuals.Of([3, 1, 4.5, 2], [2, 3, 4, 2], "weight");

        found.Values.Should().Equal(1, -2, 0.5, 0);
        found.Predictions.Should().Equal(2, 3, 4, 2);
        (found.Mean, found.Quantile(0), found.Quantile(0.5), found.Quantile(1)).Should().Be((-0.125, -2, 0.25, 1));
        found.Deviation.Should().BeApproximately(Math.Sqrt((1.265625 + 3.515625 + 0.390625 + 0.015625) / 4), 1e-15);
        found.ToString().Should().Be("weight: mean -0.125, deviation 1.138804, half of 4 rows from -0.5 to 0.625");
        (Model model, Table table) = GivenModels.Weighted(_rows, [3, 0, 1]);
        Residuals.Of(model, table, "y").Values.Should().OnlyContain(miss => Math.Abs(miss) < 1e-12);
        model.Invoking(of => Residuals.Of(of, table, "z")).Should().Throw<ArgumentException>().WithMessage("The model has no target \"z\"; it predicts y.*");
        FluentActions.Invoking(() => Residuals.Of([1], [])).Should().Throw<ArgumentException>().WithMessage("There are 1 target and 0 predictions*");
        FluentActions.Invoking(() => Residuals.Of([1], [double.NaN])).Should().Throw<ArgumentException>().WithMessage("Row 0 (from 0): 1 − NaN*");
        FluentActions.Invoking(() => found.Quantile(2)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void What_is_asked_wrongly_is_refused()
    {
        (Model model, Table table) = GivenModels.Weighted(_rows, [3, 0, 1]);

        model.Invoking(of => PermutationImportance.Of(of, table, repeats: 0)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("repeats is 0;*");
        model.Invoking(of => Counterfactual.Find(of, table, 0, "b")).Should().Throw<InvalidOperationException>().WithMessage("*numbers, not classes*");
        new Model(model.Network).Invoking(of => PermutationImportance.Of(of, table)).Should().Throw<InvalidOperationException>().WithMessage("*recipe*");
    }

    /// <summary>scikit-learn's network, as a model of the columns a, b, c.</summary>
    private static (Model Model, Table Table) Learned()
    {
        Table table = Rows(_rows);
        var plain = new ColumnOptions { Kind = ColumnKind.Number, Scaling = NumberScaling.None };
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], Defaults = plain, Columns = { ["y"] = plain } });
        Network network = new NetworkBuilder(3).AddLayer(4, new Tanh()).AddLayer(1, new Identity()).Build(1);
        for (int layer = 0; layer < 2; layer++)
        {
            double[][] bySource = [.. _all.GetProperty("weights")[layer].EnumerateArray().Select(GivenModels.Numbers)];
            Layer target = layer == 0 ? network.HiddenLayers[0] : network.OutputLayer;
            target.SetWeights([.. Enumerable.Range(0, target.Count).Select(j => bySource.Select(source => source[j]).ToArray())]);
            target.SetBiases(GivenModels.Numbers(_all.GetProperty("biases")[layer]));
        }
        return (new Model(network) { Recipe = recipe }, table);
    }

    private static Table Rows(IEnumerable<double[]> rows)
    {
        double[][] all = [.. rows];
        return GivenModels.Columns(all, ("y", all.Select(row => row[1]).ToArray()));
    }
}
