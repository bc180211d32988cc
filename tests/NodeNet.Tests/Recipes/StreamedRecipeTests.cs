using System.Globalization;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Training;

namespace NodeNet.Tests.Recipes;

/// <summary>A recipe that is fitted in one reading is that of the table in memory, but for the quantiles of many numbers, which say how far they may be
/// off.</summary>
public sealed class StreamedRecipeTests
{
    private static readonly ColumnOptions _median = new() { Missing = MissingRule.Median };

    [Fact]
    public void It_has_the_columns_notes_and_numbers_of_the_recipe_in_memory()
    {
        Table table = Mixed(1500);
        RecipeOptions options = new()
        {
            Targets = ["y"],
            Defaults = _median,
            Columns = new Dictionary<string, ColumnOptions>
            {
                ["robust"] = new() { Scaling = NumberScaling.Robust, Missing = MissingRule.Mean },
                ["log"] = new() { Scaling = NumberScaling.Log, Missing = MissingRule.Constant, MissingConstant = 3.0 },
                ["range"] = new() { Scaling = NumberScaling.MinMax, Missing = MissingRule.MostFrequent },
                ["word"] = new() { Missing = MissingRule.OwnCategory, MinimumCount = 300 },
                ["size"] = new() { Kind = ColumnKind.OrderedCategory, Order = ["small", "middle", "large"], Missing = MissingRule.MostFrequent },
                ["day"] = new() { MarksMissing = true, Missing = MissingRule.Median },
            },
        };

        AreSame(Recipe.Fit(new InPieces(table), options), Recipe.Fit(table, options));
        foreach (MissingRule rule in (MissingRule[])[MissingRule.MostFrequent, MissingRule.Mean, MissingRule.OwnCategory])
        {
            RecipeOptions other = new() { Defaults = new ColumnOptions { Missing = rule }, Targets = ["number"], Ignore = ["y"] };
            AreSame(
                Recipe.Fit(new InPieces(table.DropMissing("number")), other), Recipe.Fit(table.DropMissing("number"), other));
        }
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_where_that_is_said_and_otherwise_refused_with_their_place()
    {
        Table table = Table.ParseCsv("a,y\n1,2.5\n2,\n3,4.5\n5,6.5\n");
        var options = new RecipeOptions { Targets = ["y"], DropsMissingTargets = true };
        var strict = new RecipeOptions { Targets = ["y"] };

        Recipe recipe = Recipe.Fit(new InPieces(table), options);

        AreSame(recipe, Recipe.Fit(table, options));
        recipe.Examples(new InPieces(table)).Read([0]).Sum(piece => piece.Count).Should().Be(3);
        FluentActions.Invoking(() => Recipe.Fit(new InPieces(table), strict))
            .Should().Throw<RecipeException>().WithMessage("line 3, column y: The target is missing*");
    }

    [Theory]
    [InlineData("id,y\n", "{0},{1}", "*Nearly every row has a value of its own*")]
    [InlineData("text,y\n", "word {0},{1}", "*Nearly every row has a value of its own*")]
    [InlineData("a,y\n", ",{1}", "*column a: The value is missing*")]
    [InlineData("a,y\n", "1e300,{1}", "*1E+300 is beyond *the largest number of which means are found*")]
    public void What_a_table_in_memory_refuses_is_refused(string head, string row, string message)
    {
        string text = head + string.Join('\n', Enumerable.Range(0, 50).Select(i => string.Format(CultureInfo.InvariantCulture, row, i, i % 3 * 1.5)));

        FluentActions.Invoking(() => Recipe.Fit(new InPieces(Table.ParseCsv(text)), new RecipeOptions { Targets = ["y"] }))
            .Should().Throw<RecipeException>().WithMessage(message);
    }

    [Fact]
    public void More_than_one_reading_could_count_is_refused_by_name()
    {
        string text = "word,x,day,y\n" + string.Concat(Enumerable.Range(0, 21_000).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"w{i},{i + 0.5},{new DateTime(2000, 1, 1).AddHours(i):yyyy-MM-ddTHH:mm},{i % 2}\n")));
        var source = new InPieces(Table.ParseCsv(text));
        var most = new ColumnOptions { Missing = MissingRule.MostFrequent };
        void Refused(string input, ColumnOptions how, string message) => FluentActions.Invoking(() => Recipe.Fit(
            source, new RecipeOptions { Targets = ["y"], Inputs = [input], Defaults = how })).Should().Throw<RecipeException>().WithMessage(message);

        Refused("word", most, "column word: There are more than 20000 different words*");
        Refused("x", most, "column x: There are more than 4096 different numbers*");
        Refused("day", most, "column day: There are more than 4096 different dates*");
    }

    [Theory]
    [InlineData("rising")]
    [InlineData("falling")]
    [InlineData("random")]
    [InlineData("in and out")]
    [InlineData("mostly the same")]
    public void A_sketch_says_how_far_its_quantiles_may_be_off_and_they_are_not_farther(string order)
    {
        const int Count = 300_000;
        var random = new RandomGenerator(7);
        double[] values = [.. Enumerable.Range(0, Count).Select(i => order switch
        {
            "rising" => i,
            "falling" => -i,
            "random" => random.NextNormal(),
            "in and out" => i % 2 == 0 ? i : -i,
            _ => i % 100 == 0 ? i : 5.0,
        })];
        var sketch = new QuantileSketch<double>();
        foreach (double value in values) sketch.Add(value);
        (double Value, long Weight)[] kept = sketch.Sorted();
        double[] sorted = [.. values.Order()];

        sketch.RankError.Should().BeGreaterThan(0.0).And.BeLessThan(0.005);
        kept.Sum(one => one.Weight).Should().Be(Count);
        for (int percent = 1; percent < 100; percent++)
        {
            long rank = (long)(Count * (percent / 100.0));
            double found = QuantileSketch<double>.At(kept, rank);
            int first = Array.FindIndex(sorted, value => value >= found);
            int last = Array.FindLastIndex(sorted, value => value <= found);
            double off = rank < first ? first - rank : rank > last ? rank - last : 0;
            (off / Count).Should().BeLessThanOrEqualTo(sketch.RankError);
        }
    }

    [Fact]
    public void Few_values_are_kept_as_they_are()
    {
        var sketch = new QuantileSketch<double>();
        for (int i = 0; i < QuantileSketch<double>.Room - 1; i++) sketch.Add(i * 7 % 2047);

        sketch.RankError.Should().Be(0.0);
        sketch.Sorted().Select(one => one.Value).Should().Equal(Enumerable.Range(0, 2047).Select(i => (double)i));
    }

    [Fact]
    public void Means_and_deviations_are_stable_where_plain_sums_are_not()
    {
        var random = new RandomGenerator(3);
        double[] values = [.. Enumerable.Range(0, 50_000).Select(_ => 1e9 + random.NextDouble())];
        var moments = new Moments();
        foreach (double value in values) moments.Add(value);
        (double mean, double deviation) = Statistics.MeanAndDeviation(values);

        moments.Value.Mean.Should().Be(mean);
        moments.Value.Deviation.Should().BeApproximately(deviation, 1e-14 * deviation);
        double plain = Math.Sqrt(values.Sum(value => value * value) / values.Length - Math.Pow(values.Average(), 2));
        Math.Abs(plain - deviation).Should().BeGreaterThan(0.01 * deviation, "this is where plain sums fail");
    }

    [Theory]
    [InlineData(1000, 0.0)]
    [InlineData(3000, 0.06)]
    [InlineData(200_000, 0.06)]
    public void Different_values_are_counted_and_then_estimated(int different, double tolerance)
    {
        var count = new DistinctCount();
        for (int i = 0; i < 3 * different; i++) count.Add(BitConverter.DoubleToUInt64Bits(i % different));

        count.IsEstimated.Should().Be(tolerance > 0.0);
        ((double)count.Value).Should().BeApproximately(different, tolerance * different);
    }

    [Fact]
    public void What_is_off_is_printed_and_saved_with_the_model()
    {
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 9000).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{(i % 10 == 0 ? "" : $"{i * 37 % 9001 / 8.0}")},{i % 2}\n")));
        Model model = (Learner.For("y") with { Hidden = [2], Epochs = 1 }).Train(new InPieces(Table.ParseCsv(text)));
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;

        ColumnFacts facts = Model.Load(file).Recipe!.Columns[0].Facts;

        facts.Should().Be(model.Recipe!.Columns[0].Facts);
        facts.RankError.Should().BeGreaterThan(0.0).And.BeLessThan(0.01);
        facts.IsDistinctEstimated.Should().BeTrue();
        facts.ToString().Should().Match("9000 rows, 900 missing, about * different, 0.125 to *, quantiles within 0.*% of the rows");
    }

    [Fact]
    public void A_learner_trains_the_bits_that_a_trainer_trains_on_the_recipes_data_set()
    {
        Table table = Mixed(1200);
        Learner learner = Learner.For("y") with { Hidden = [4], Epochs = 3, Defaults = _median, WeightColumn = "weight" };
        var source = new InPieces(table);
        LearnerPlan plan = learner.Plan(source);
        DataSet data = plan.Recipe.DataSet(table).WithWeights(table.NumbersOf("weight").ToArray());
        Network network = plan.BuildNetwork();
        new Trainer(network, plan.Loss, plan.ToOptions(learner, network, checkpoints: null)).Train(data);

        LearnerRun run = learner.Run(source, plan);

        Numbers(run.Model.Network).Should().Equal(Numbers(network));
        run.Model.Origin!.TableHash.Should().Be(TableHash.Of(table));
        run.Model.Origin.Rows.Should().Be(1200);
        Numbers(learner.Train(source).Network).Should().Equal(Numbers(network));
        learner.Run(source).Plan.ToString().Should().Be(plan.ToString());
        plan.Recipe.Examples(source, "weight").Read([0, 1]).First().Weights.Should().NotBeNull();
    }

    [Fact]
    public void A_learner_holds_rows_out_and_refuses_what_needs_all_rows_at_once()
    {
        Learner learner = Learner.For("y") with { Hidden = [4], Epochs = 3, Defaults = _median, ValidationFraction = 0.25, Ignore = ["weight"] };
        var source = new InPieces(Mixed(1200));

        LearnerRun run = learner.Run(source);

        run.Result.ValidationLoss.Should().NotBeNull();
        learner.Run(source).Result.ValidationLoss.Should().Be(run.Result.ValidationLoss);
        (learner with { StartFrom = run.Model, Hidden = null, Ignore = [], Defaults = new ColumnOptions { Missing = MissingRule.Median } }).Train(source)
            .Recipe.Should().BeSameAs(run.Model.Recipe);
        (learner with { BalancesClasses = true }).Invoking(l => l.Plan(source)).Should().Throw<NotSupportedException>().WithMessage("BalancesClasses*");
        (learner with { Minimizer = new NodeNet.Minimizing.LBfgs() }).Invoking(l => l.Train(source)).Should().Throw<NotSupportedException>()
            .WithMessage("*looks at all rows at once*");
    }

    private static double[] Numbers(Network network)
    {
        var numbers = new double[network.ParameterCount];
        network.CopyParametersTo(numbers);
        return numbers;
    }

    private static void AreSame(Recipe streamed, Recipe whole)
    {
        streamed.Notes.Should().Equal(whole.Notes);
        streamed.Summary().Should().Be(whole.Summary());
        streamed.InputNames.Should().Equal(whole.InputNames);
        foreach ((RecipeColumn one, RecipeColumn other) in streamed.Columns.Zip(whole.Columns))
        {
            (one.Facts with { IsDistinctEstimated = false }).Should().Be(other.Facts with { DistinctCount = one.Facts.DistinctCount });
            ((double)one.Facts.DistinctCount).Should().BeApproximately(other.Facts.DistinctCount, 0.06 * other.Facts.DistinctCount);
            if (one.Encoding is NumberEncoding number) AreClose(number, (NumberEncoding)other.Encoding);
        }
        foreach ((NumberTarget one, NumberTarget other) in streamed.Targets.OfType<NumberTarget>().Zip(whole.Targets.OfType<NumberTarget>()))
            AreClose(one.Encoding, other.Encoding);
    }

    private static void AreClose(NumberEncoding one, NumberEncoding other)
    {
        one.Offset.Should().BeApproximately(other.Offset, 1e-14 * Math.Abs(other.Offset));
        one.Factor.Should().BeApproximately(other.Factor, 1e-14 * Math.Abs(other.Factor));
    }

    private static Table Mixed(int rows)
    {
        var text = new System.Text.StringBuilder("number,robust,log,range,word,size,day,truth,weight,y\n");
        var random = new RandomGenerator(11);
        for (int i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Or(i, 7, random.NextNormal() * 100)},{Or(i, 11, random.NextNormal())},")
                .Append(CultureInfo.InvariantCulture, $"{Or(i, 13, Math.Exp(random.NextNormal()))},{Or(i, 17, i % 12)},")
                .Append(CultureInfo.InvariantCulture, $"{(i % 19 == 0 ? "" : "abcde"[i % 5])},")
                .Append(CultureInfo.InvariantCulture, $"{(i % 23 == 0 ? "" : i % 3 == 0 ? "small" : i % 3 == 1 ? "middle" : "large")},")
                .Append(CultureInfo.InvariantCulture, $"{(i % 29 == 0 ? "" : $"{new DateTime(2020, 1, 1).AddDays(i % 900):yyyy-MM-dd}")},")
                .Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "yes" : "no")},")
                .Append(CultureInfo.InvariantCulture, $"{1 + i % 3},{(random.NextDouble() < 0.4 ? "sick" : "well")}\n");
        }
        return Table.ParseCsv(text.ToString());

        static string Or(int i, int gap, double number) => i % gap == 0 ? "" : number.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>A table in groups of 500 rows.</summary>
    private sealed class InPieces(Table table) : ITableSource
    {
        public string Name => "table";

        public IReadOnlyList<string> ColumnNames => table.ColumnNames;

        public int GroupCount => Math.Max(1, (table.RowCount + 499) / 500);

        public IEnumerable<TablePiece> Read(IReadOnlyList<int> groups) => groups.Select(
            group => new TablePiece(group, new RowsOf(table, [.. Enumerable.Range(group * 500, Math.Min(500, table.RowCount - group * 500))])));
    }
}
