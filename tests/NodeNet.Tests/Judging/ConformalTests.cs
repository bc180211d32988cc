using NodeNet.Foundation;
using NodeNet.Learning;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Judging;

/// <summary>Intervals and sets that keep their promise, and travel in the model's file.</summary>
public class ConformalTests
{
    [Fact]
    public void The_margin_is_the_miss_that_so_many_rows_stay_below()
    {
        // The model says a; the targets are off by 1 … 9. Of 9 rows and 0.9 the place is ⌈10 · 0.9⌉ = 9: the largest miss.
        (Model model, _) = GivenModels.Weighted([[1], [2], [4]], [1]);
        Table off = GivenModels.Columns([.. Enumerable.Range(0, 9).Select(i => new[] { i + 0.5 })], ("y", Enumerable.Range(0, 9).Select(i => i % 2 == 0
            ? i + 0.5 + i + 1 : i + 0.5 - i - 1).ToArray()));

        Conformal.Fit(model, off, 0.9).Margins.Should().Equal(9);
        Conformal.Fit(model, off, 0.5).Margins.Should().Equal(5);
        Model honest = model with { Conformal = Conformal.Fit(model, off, 0.5) };
        honest.PredictIntervals(off)[0].Should().Equal(new PredictionInterval(0.5 - 5, 0.5 + 5));
        honest.PredictIntervals(off)[0][0].ToString().Should().Be("-4.5 to 5.5");
        honest.PredictIntervals(off)[0][0].Contains(5.5).Should().BeTrue();
        honest.Conformal!.ToString().Should().Be("50% of new rows, from 9 rows");
        (honest.Conformal.Coverage, honest.Conformal.RowCount).Should().Be((0.5, 9));
        honest.Conformal.Should().Be(Conformal.Fit(model, off, 0.5)).And.NotBe(Conformal.Fit(model, off, 0.6));
        honest.Conformal.GetHashCode().Should().Be(Conformal.Fit(model, off, 0.5).GetHashCode());
        model.Invoking(of => Conformal.Fit(of, off, 0.95)).Should().Throw<ArgumentException>()
            .WithMessage("The calibration has 9 rows; for a coverage of 0.95 it needs 19.*");
    }

    [Fact]
    public void An_interval_is_in_the_units_of_the_target_however_it_was_scaled()
    {
        Table table = Table.ParseCsv(
            "x,y\n" + string.Join('\n', Enumerable.Range(0, 120).Select(i => $"{i % 12},{Math.Exp(0.3 * (i % 12)) * (1 + i / 40.0):R}")));
        Learner learner = (Learner.For("y") with { Epochs = 5 }).WithColumn("y", new ColumnOptions { Scaling = NumberScaling.Log });
        Model model = learner.Train(table);
        model = model with { Conformal = Conformal.Fit(model, table, 0.8) };

        IReadOnlyList<IReadOnlyList<PredictionInterval>> intervals = model.PredictIntervals(table);

        int hits = Enumerable.Range(0, 120).Count(row => intervals[row][0].Contains(table[row, 1].Number));
        hits.Should().BeInRange(96, 97, "so many rows of the calibration itself, one of them at the very end, where the last bit decides");
        intervals[0][0].Low.Should().BePositive("the logarithm of nothing negative was learned");
    }

    [Theory]
    [InlineData(0.9, 50)]
    [InlineData(0.5, 9)]
    public void Over_ten_thousand_simulated_calibrations_numbers_are_covered_as_promised(double coverage, int rows)
    {
        // Each time a calibration table and one new row, of the same noise. The truth lies within in ⌈(n + 1) · coverage⌉ / (n + 1) of them.
        (Model model, _) = GivenModels.Weighted([[1], [2], [4]], [1]);
        const int Times = 10_000;
        var random = new RandomGenerator(rows);
        int held = 0;
        for (int time = 0; time < Times; time++)
        {
            Model honest = model with { Conformal = Conformal.Fit(model, Noisy(random, rows), coverage) };
            Table fresh = Noisy(random, 1);
            if (honest.PredictIntervals(fresh)[0][0].Contains(fresh[0, 1].Number)) held++;
        }
        double share = Math.Ceiling((rows + 1) * coverage) / (rows + 1);
        Math.Abs(held - Times * share).Should().BeLessThan(4 * Math.Sqrt(Times * share * (1 - share)), "four deviations of the binomial");
    }

    [Fact]
    public void Over_ten_thousand_simulated_calibrations_classes_are_covered_as_promised()
    {
        (Model model, _) = GivenModels.Passing([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [0, 1, 2]);
        const int Times = 10_000;
        const int Rows = 39;
        var random = new RandomGenerator(8);
        int held = 0;
        for (int time = 0; time < Times; time++)
        {
            Model honest = model with { Conformal = Conformal.Fit(model, Drawn(random, Rows), 0.85) };
            Table fresh = Drawn(random, 1);
            if (honest.PredictSets(fresh)[0].Contains(fresh[0, 3].Text)) held++;
        }
        const double Share = 34.0 / 40;
        Math.Abs(held - Times * Share).Should().BeLessThan(4 * Math.Sqrt(Times * Share * (1 - Share)));
    }

    [Fact]
    public void A_promise_travels_in_the_models_file()
    {
        (Model model, _) = GivenModels.Weighted([[1], [2], [4]], [1]);
        Model honest = model with { Conformal = Conformal.Fit(model, Noisy(new RandomGenerator(1), 20), 0.9) };
        using var stream = new MemoryStream();
        honest.Save(stream);
        stream.Position = 0;

        Model served = Model.Load(stream);

        served.Conformal.Should().Be(honest.Conformal);
        Table fresh = Noisy(new RandomGenerator(2), 3);
        served.PredictIntervals(fresh).Select(row => row[0]).Should().Equal(honest.PredictIntervals(fresh).Select(row => row[0]));
        (honest with { Threshold = 0.4 }).Conformal.Should().BeSameAs(honest.Conformal);
    }

    [Theory]
    [InlineData("\"coverage\": 1.5, \"margins\": [1], \"rows\": 9", "A coverage is above 0 and below 1.")]
    [InlineData("\"coverage\": 0.5, \"margins\": [-1], \"rows\": 9", "A margin is 0 or above.")]
    [InlineData("\"coverage\": 0.5, \"margins\": [1, 2], \"rows\": 9", "one for each target")]
    [InlineData("\"coverage\": 0.5, \"margins\": [1], \"rows\": 0", "1")]
    public void A_file_with_another_promise_is_refused(string members, string message)
    {
        (Model model, _) = GivenModels.Weighted([[1], [2], [4]], [1]);
        using var stream = new MemoryStream();
        (model with { Conformal = Conformal.Fit(model, Noisy(new RandomGenerator(1), 20), 0.5) }).Save(stream);
        string text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        string changed = System.Text.RegularExpressions.Regex.Replace(text, "\"conformal\": *\\{[^}]*\\}", $"\"conformal\": {{ {members} }}");
        changed.Should().NotBe(text);

        FluentActions.Invoking(() => Model.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(changed))))
            .Should().Throw<ModelFileException>().WithMessage($"*{message}*");
    }

    [Fact]
    public void What_cannot_be_promised_is_refused()
    {
        (Model numbers, Table table) = GivenModels.Weighted([[1], [2], [4]], [1]);
        (Model classes, Table rows) = GivenModels.Passing([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [0, 1, 2]);

        foreach (double coverage in new[] { 0.0, 1.0, double.NaN })
        {
            numbers.Invoking(of => Conformal.Fit(of, table, coverage)).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("coverage is *; it must be above 0 and below 1.*");
        }
        numbers.Invoking(of => of.PredictIntervals(table)).Should().Throw<InvalidOperationException>().WithMessage("The model promises nothing*");
        Model promised = classes with { Conformal = Conformal.Fit(classes, rows, 0.5) };
        promised.Invoking(of => of.PredictIntervals(rows)).Should().Throw<InvalidOperationException>().WithMessage("*PredictSets answers those.");
        Model both = numbers with { Conformal = Conformal.Fit(numbers, table, 0.5) };
        both.Invoking(of => of.PredictSets(table)).Should().Throw<InvalidOperationException>().WithMessage("*PredictIntervals answers those.");
        FluentActions.Invoking(() => new Model(numbers.Network) { Conformal = both.Conformal }).Should().Throw<ArgumentException>()
            .WithMessage("A model without a recipe has no intervals.*");
    }

    private static Table Noisy(RandomGenerator random, int rows)
    {
        double[][] inputs = [.. Enumerable.Range(0, rows).Select(_ => new[] { random.NextUniform(-2, 2) })];
        return GivenModels.Columns(inputs, ("y", inputs.Select(row => row[0] + random.NextNormal()).ToArray()));
    }

    private static Table Drawn(RandomGenerator random, int rows)
    {
        double[][] netInputs = [.. Enumerable.Range(0, rows).Select(_ => new[] { random.NextNormal(), random.NextNormal(), random.NextNormal() })];
        return GivenModels.Columns(netInputs, ("class", netInputs.Select(row => "abc"[ClassOf(row)].ToString()).ToArray()));

        int ClassOf(double[] row)
        {
            double[] weights = [.. row.Select(Math.Exp)];
            double at = random.NextDouble() * weights.Sum();
            return at < weights[0] ? 0 : at < weights[0] + weights[1] ? 1 : 2;
        }
    }
}
