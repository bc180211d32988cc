using CsCheck;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>A table in two parts or in folds: every row once, the same by the same seed.</summary>
public class TableSplitTests
{
    private static readonly Table _ten = Table.FromColumns(
        ("id", Enumerable.Range(0, 10)),
        ("kind", new[] { "a", "a", "a", "a", "a", "a", "b", "b", "b", "b" }),
        ("patient", new[] { 1, 1, 2, 2, 2, 3, 3, 4, 5, 5 }),
        ("year", new[] { 2005, 2001, 2001, 2002, 2009, 2003, 2004, 2006, 2008, 2007 }));

    [Theory]
    [InlineData(0.2, 2)]
    [InlineData(0.25, 3)] // 2.5 is rounded up
    [InlineData(0.01, 1)] // never none
    [InlineData(0.99, 9)] // never all
    public void A_random_split_has_the_nearest_number_of_rows_to_test_with(double fraction, int test)
    {
        TableSplit split = _ten.Split(fraction, seed: 1);
        split.Test.RowCount.Should().Be(test);
        Ids(split.Train).Concat(Ids(split.Test)).Should().BeEquivalentTo(Enumerable.Range(0, 10));
        Ids(split.Train).Should().BeInAscendingOrder("rows keep their order");
        Ids(_ten.Split(fraction, seed: 1).Test).Should().Equal(Ids(split.Test));
    }

    [Fact]
    public void Another_seed_gives_other_parts_and_each_row_is_tested_with_as_often_as_any_other()
    {
        var counts = new int[10];
        for (int seed = 0; seed < 2000; seed++)
        {
            foreach (int id in Ids(_ten.Split(0.3, seed).Test))
                counts[id]++;
        }
        counts.Should().OnlyContain(count => Math.Abs(count - 600) < 100, "600 are expected, and 20 is their standard deviation");
    }

    [Fact]
    public void A_stratified_split_has_each_class_by_its_share_and_the_total_as_close_as_can_be()
    {
        (Table train, Table test) = _ten.SplitStratified("kind", 0.5, seed: 3);
        (Count(test, "a"), Count(test, "b")).Should().Be((3, 2));
        (Count(train, "a"), Count(train, "b")).Should().Be((3, 2));

        // Ten pairs: a quarter of 20 rows is 5, though no pair can give half a row.
        Table pairs = Table.FromColumns(("kind", Enumerable.Range(0, 20).Select(i => $"k{i / 2}")));
        pairs.SplitStratified("kind", 0.25, seed: 1).Test.RowCount.Should().Be(5);
    }

    [Fact]
    public void A_class_of_one_is_trained_on_and_told()
    {
        Table table = Table.FromColumns(("kind", new[] { "a", "a", "a", "rare", "a", "b", "b" }));
        for (int seed = 0; seed < 20; seed++)
        {
            TableSplit split = table.SplitStratified("kind", 0.4, seed);
            Count(split.Train, "rare").Should().Be(1);
            split.Notes.Should().Equal("\"rare\" has 1 row, and is not tested with");
            split.ToString().Should().Be("4 rows to train on, 3 to test with; \"rare\" has 1 row, and is not tested with");
        }
        FluentActions.Invoking(() => _ten.SplitStratified("id", 0.2, 1)).Should().Throw<InvalidOperationException>()
            .WithMessage("Every row has a value of its own in column id*");
    }

    [Fact]
    public void No_group_is_in_both_parts()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            TableSplit split = _ten.SplitByGroup("patient", 0.3, seed);
            split.Train.DistinctOf("patient").Should().NotIntersectWith(split.Test.DistinctOf("patient"));
            split.Test.RowCount.Should().BeInRange(2, 4);
            split.Train.RowCount.Should().Be(10 - split.Test.RowCount);
        }
        FluentActions.Invoking(() => _ten.WithColumn("same", new int[10]).SplitByGroup("same", 0.3, 1)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Two_groups_of_any_size_still_make_two_parts()
    {
        Table table = Table.FromColumns(("group", new[] { 1, 1, 1, 1, 1, 1, 1, 2 }));
        for (int seed = 0; seed < 10; seed++)
        {
            foreach (double fraction in (double[])[0.01, 0.5, 0.99])
            {
                TableSplit split = table.SplitByGroup("group", fraction, seed);
                Math.Min(split.Train.RowCount, split.Test.RowCount).Should().Be(1);
            }
        }
    }

    [Fact]
    public void By_time_the_rows_to_test_with_are_later_than_all_others()
    {
        (Table train, Table test) = _ten.SplitByTime("year", 0.3);
        Ids(test).Should().Equal(4, 8, 9); // 2009, 2008, 2007
        train.RowCount.Should().Be(7);
        // Rows of one time stay together: a tenth to train on would part 2001 from 2001, and both are trained on.
        Ids(_ten.SplitByTime("year", 0.9).Train).Should().Equal(1, 2);
        FluentActions.Invoking(() => _ten.SplitByTime("kind", 0.3)).Should().Throw<ArgumentException>().WithMessage("Column kind holds words*");
        FluentActions.Invoking(() => Table.ParseCsv("t\n1\nNA\n\n").SplitByTime("t", 0.5)).Should().Throw<ArgumentException>()
            .WithMessage("line 3, column t: the time is missing.*");
        FluentActions.Invoking(() => Table.ParseCsv("t\n1\n1\n").SplitByTime("t", 0.5)).Should().Throw<InvalidOperationException>();
        Table days = Table.ParseCsv("t\n2024-03-05\n2024-01-01\n2024-02-01\n");
        days.SplitByTime("t", 0.34).Test[0, "t"].Date.Should().Be(new DateTime(2024, 3, 5));
    }

    [Fact]
    public void Each_row_is_tested_with_once_in_folds()
    {
        foreach (IReadOnlyList<TableSplit> folds in (IReadOnlyList<TableSplit>[])
            [_ten.Folds(3, seed: 1), _ten.FoldsStratified("kind", 3, seed: 1), _ten.FoldsByGroup("patient", 3, seed: 1)])
        {
            folds.Should().HaveCount(3);
            folds.SelectMany(fold => Ids(fold.Test)).Should().BeEquivalentTo(Enumerable.Range(0, 10));
            folds.Should().OnlyContain(fold => fold.Train.RowCount + fold.Test.RowCount == 10);
            folds.Select(fold => fold.Test.RowCount).Should().OnlyContain(count => count >= 3 && count <= 4);
        }
        FluentActions.Invoking(() => _ten.Folds(11, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => _ten.Folds(1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => _ten.FoldsByGroup("patient", 6, 1)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("folds is 6; it must be from 2 to the number of groups, 5.*");
    }

    [Fact]
    public void Stratified_folds_have_each_class_by_its_share_and_groups_stay_together()
    {
        _ten.FoldsStratified("kind", 2, seed: 5).Should().OnlyContain(fold => Count(fold.Test, "a") == 3 && Count(fold.Test, "b") == 2);
        foreach (TableSplit fold in _ten.FoldsByGroup("patient", 4, seed: 2))
            fold.Train.DistinctOf("patient").Should().NotIntersectWith(fold.Test.DistinctOf("patient"));
    }

    [Fact]
    public void Folds_by_time_train_on_all_that_is_before()
    {
        IReadOnlyList<TableSplit> folds = _ten.FoldsByTime("year", 4);
        folds.Should().HaveCount(4);
        folds.Select(fold => fold.Test.RowCount).Should().Equal(2, 2, 2, 2);
        folds.Select(fold => fold.Train.RowCount).Should().Equal(2, 4, 6, 8);
        foreach (TableSplit fold in folds)
            fold.Train.NumbersOf("year").ToArray().Max().Should().BeLessThan(fold.Test.NumbersOf("year").ToArray().Min());
        FluentActions.Invoking(() => Table.ParseCsv("t\n1\n1\n1\n2\n").FoldsByTime("t", 3)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => _ten.FoldsByTime("year", 10)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Splits_of_any_table_keep_their_promises()
    {
        Gen.Select(Gen.Int[0, 4].Array[2, 40], Gen.Double[0.01, 0.99], Gen.Long).Sample((kinds, fraction, seed) =>
        {
            Table table = Table.FromColumns(("kind", kinds));
            int wanted = Math.Clamp((int)Math.Round(fraction * kinds.Length, MidpointRounding.AwayFromZero), 1, kinds.Length - 1);
            table.Split(fraction, seed).Test.RowCount.Should().Be(wanted);
            int[] sizes = [.. kinds.GroupBy(kind => kind).Select(group => group.Count())];
            if (sizes.Length < kinds.Length)
            {
                (Table train, Table test) = table.SplitStratified("kind", fraction, seed);
                foreach (IGrouping<int, int> group in kinds.GroupBy(kind => kind))
                {
                    int count = test.NumbersOf("kind").ToArray().Count(kind => kind == group.Key);
                    if (group.Count() > 1) ((double)count).Should().BeInRange(Math.Floor(fraction * group.Count()), Math.Floor(fraction * group.Count()) + 1);
                    else count.Should().Be(0);
                }
                (train.RowCount + test.RowCount).Should().Be(kinds.Length);
            }
            if (sizes.Length > 1) table.SplitByGroup("kind", fraction, seed).Train.RowCount.Should().BeInRange(1, kinds.Length - 1);
        });
    }

    [Fact]
    public void A_split_needs_two_rows_and_a_share()
    {
        foreach (double wrong in (double[])[0.0, 1.0, -0.1, double.NaN])
            FluentActions.Invoking(() => _ten.Split(wrong, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => _ten.Rows(1).Split(0.5, 1)).Should().Throw<InvalidOperationException>().WithMessage("The table has 1 row*");
    }

    private static int[] Ids(Table table) => [.. table.NumbersOf("id").ToArray().Select(id => (int)id)];

    private static int Count(Table table, string kind) => Enumerable.Range(0, table.RowCount).Count(row => table[row, "kind"] == new Cell(kind));
}
