using NodeNet.Data;

namespace NodeNet.Tests.Data;

public class DataSetTests
{
    [Fact]
    public void A_data_set_is_made_from_arrays_tables_sequences_or_examples()
    {
        DataSet[] sets =
        [
            DataSet.From([[1, 2], [3, 4]], [[5], [6]]),
            DataSet.From(Rows.From([[1, 2], [3, 4]]), Rows.From([[5], [6]])),
            DataSet.From(new List<double[]> { new double[] { 1, 2 }, new double[] { 3, 4 } }, new double[][] { [5], [6] }.Select(row => row)),
            DataSet.From(new Example([1, 2], [5]), new Example([3, 4], [6])),
            DataSet.From(new List<Example> { new([1, 2], [5]), new([3, 4], [6]) }),
        ];
        foreach (DataSet set in sets)
        {
            set.Count.Should().Be(2);
            set.Inputs[1].ToArray().Should().Equal(3, 4);
            set.Targets.Column(0).Should().Equal(5, 6);
            set.ToString().Should().Be("2 examples, 2 inputs, 1 target");
        }
    }

    [Fact]
    public void An_example_can_be_taken_out_and_is_a_copy()
    {
        DataSet set = DataSet.From([[1, 3, 5]], [[1]]);
        Example example = set[0];

        example.ToString().Should().Be("(1, 3, 5) → (1)");
        example.Inputs.Should().Equal(1, 3, 5);
        example.Targets.Should().Equal(1);
        set.Invoking(s => s[1]).Should().Throw<ArgumentOutOfRangeException>();

        double[] inputs = [1];
        var made = new Example(inputs, [2]);
        inputs[0] = 99;
        made.Inputs.Should().Equal(1);
        FluentActions.Invoking(() => new Example(null!, [1])).Should().Throw<ArgumentNullException>().WithParameterName("inputs");
        FluentActions.Invoking(() => new Example([1], null!)).Should().Throw<ArgumentNullException>().WithParameterName("targets");
    }

    [Fact]
    public void Wrong_data_is_refused_with_the_argument_the_row_and_the_column()
    {
        FluentActions.Invoking(() => DataSet.From([[1, 2], [3, double.NaN]], [[1], [2]])).Should().Throw<ArgumentException>()
            .WithMessage("Row 1, column 1 is NaN; data must be finite numbers (row and column count from 0).*").WithParameterName("inputs");
        FluentActions.Invoking(() => DataSet.From([[1], [2]], [[1], [double.NegativeInfinity]])).Should().Throw<ArgumentException>()
            .WithMessage("Row 1, column 0 is -Infinity*").WithParameterName("targets");
        FluentActions.Invoking(() => DataSet.From([[1], [2]], [[1]])).Should().Throw<ArgumentException>()
            .WithMessage("There are 2 rows of inputs and 1 row of targets; each example needs both.*").WithParameterName("targets");
        FluentActions.Invoking(() => DataSet.From(new Example([1], [1]), new Example([1, 2], [1]))).Should().Throw<ArgumentException>()
            .WithMessage("Row 1 has 2 columns; row 0 has 1.*").WithParameterName("inputs");
        FluentActions.Invoking(() => DataSet.From(new Example([1], [1]), null!)).Should().Throw<ArgumentException>()
            .WithMessage("Example 1 is null.*").WithParameterName("examples");
        FluentActions.Invoking(() => DataSet.From(new List<Example>())).Should().Throw<ArgumentException>().WithMessage("There are no rows*");
        FluentActions.Invoking(() => DataSet.From((double[][])null!, [[1]])).Should().Throw<ArgumentNullException>().WithParameterName("inputs");
        FluentActions.Invoking(() => DataSet.From([[1]], (double[][])null!)).Should().Throw<ArgumentNullException>().WithParameterName("targets");
    }

    [Fact]
    public void Targets_name_classes_when_they_are_one_hot_or_single_zeros_and_ones()
    {
        IsClassification([[0], [1], [1]]).Should().BeTrue();
        IsClassification([[0, 1, 0], [1, 0, 0]]).Should().BeTrue();
        IsClassification([[0], [2]]).Should().BeFalse();
        IsClassification([[0.5]]).Should().BeFalse();
        IsClassification([[0, 1], [1, 1]]).Should().BeFalse("two classes at once");
        IsClassification([[0, 1], [0, 0]]).Should().BeFalse("no class at all");
        IsClassification([[0.2, 0.8]]).Should().BeFalse();

        static bool IsClassification(double[][] targets) => DataSet.From(targets, targets).IsClassification;
    }

    [Fact]
    public void Shuffling_gives_a_new_set_and_leaves_the_old()
    {
        DataSet set = Numbered(20);
        DataSet shuffled = set.Shuffled(seed: 1);

        Numbers(set).Should().Equal(Enumerable.Range(0, 20));
        Numbers(shuffled).Should().NotEqual(Numbers(set)).And.BeEquivalentTo(Numbers(set));
        shuffled.Inputs.Column(0).Should().Equal(shuffled.Targets.Column(0), "inputs and targets stay together");
        Numbers(set.Shuffled(seed: 1)).Should().Equal(Numbers(shuffled));
        Numbers(set.Shuffled(seed: 2)).Should().NotEqual(Numbers(shuffled));
    }

    [Theory]
    [InlineData(10, 0.7, 7)]
    [InlineData(10, 0.25, 3)] // 2.5 is rounded away from 0
    [InlineData(10, 0.01, 1)] // never none
    [InlineData(10, 0.99, 9)] // never all
    [InlineData(2, 0.5, 1)]
    public void A_split_divides_the_examples(int count, double fraction, int expected)
    {
        (DataSet first, DataSet second) = Numbered(count).Split(fraction, seed: 3);

        first.Count.Should().Be(expected);
        Numbers(first).Concat(Numbers(second)).Should().BeEquivalentTo(Enumerable.Range(0, count));
        Numbers(Numbered(count).Split(fraction, seed: 3).First).Should().Equal(Numbers(first), "the seed decides");
        (int[] firstRows, int[] secondRows) = Numbered(count).SplitRows(fraction, seed: 3);
        Numbers(Numbered(count).Select(firstRows)).Should().Equal(Numbers(first));
        Numbers(Numbered(count).Select(secondRows)).Should().Equal(Numbers(second));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_split_needs_a_fraction_between_0_and_1(double share)
    {
        Numbered(10)
            .Invoking(s => s.Split(share, seed: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("fraction is *; it must be between 0 and 1.*")
            .WithParameterName("fraction");
        Numbered(10).Invoking(s => s.SplitStratified(share, seed: 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("fraction");
        Numbered(1)
            .Invoking(s => s.Split(0.5, seed: 0))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A single example cannot be divided into two sets.");
    }

    [Fact]
    public void A_stratified_split_keeps_the_shares_of_the_classes()
    {
        // 20 of class 0, 10 of class 1, 5 of class 2; 0.6 of each.
        (DataSet first, DataSet second) = Classes(20, 10, 5).SplitStratified(0.6, seed: 1);

        CountClasses(first).Should().Equal(12, 6, 3);
        CountClasses(second).Should().Equal(8, 4, 2);
        first.Inputs.Column(0).Concat(second.Inputs.Column(0)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_stratified_split_needs_classes_with_enough_examples()
    {
        Numbered(5).Invoking(s => s.SplitStratified(0.5, seed: 0)).Should().Throw<InvalidOperationException>().WithMessage("The targets name no classes*");
    }

    [Fact]
    public void A_stratified_split_of_many_small_classes_is_as_large_as_a_plain_one()
    {
        // A quarter of each of ten pairs is half an example; a quarter of all is five.
        DataSet pairs = Classes([.. Enumerable.Repeat(2, 10)]);
        StratifiedSplit split = pairs.SplitStratified(0.25, seed: 1);
        split.First.Count.Should().Be(5);
        split.Second.Count.Should().Be(15);
        split.ClassesOnlyInFirst.Should().BeEmpty();
        split.ClassesOnlyInSecond.Should().HaveCount(5);
        IReadOnlyList<int>[] lacking = [.. Enumerable.Range(0, 40).Select(seed => pairs.SplitStratified(0.25, seed).ClassesOnlyInSecond)];
        for (int c = 0; c < 10; c++)
            lacking.Count(classes => classes.Contains(c)).Should().BeInRange(8, 32, "which classes are rounded up is drawn, too");
    }

    [Fact]
    public void A_class_of_one_is_told()
    {
        StratifiedSplit split = Classes(9, 1, 10).SplitStratified(0.5, seed: 3);
        split.ClassesOnlyInFirst.Concat(split.ClassesOnlyInSecond).Should().Equal(1);
        split.ToString().Should().EndWith(split.ClassesOnlyInFirst.Count == 1 ? "; class 1 is only in the first" : "; class 1 is only in the second");
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(10, 2)]
    [InlineData(10, 10)]
    public void Every_example_is_held_out_once(int count, int folds)
    {
        IReadOnlyList<(DataSet Training, DataSet HeldOut)> parts = Numbered(count).Folds(folds, seed: 2);

        parts.Should().HaveCount(folds);
        parts.SelectMany(part => Numbers(part.HeldOut)).Should().BeEquivalentTo(Enumerable.Range(0, count)).And.OnlyHaveUniqueItems();
        foreach ((DataSet training, DataSet heldOut) in parts)
        {
            Numbers(training).Concat(Numbers(heldOut)).Should().BeEquivalentTo(Enumerable.Range(0, count));
            heldOut.Count.Should().BeInRange(count / folds, count / folds + 1);
        }
    }

    [Fact]
    public void Stratified_folds_keep_the_shares_of_the_classes()
    {
        DataSet set = Classes(7, 8, 3);
        IReadOnlyList<(DataSet Training, DataSet HeldOut)> parts = set.Folds(3, seed: 2, stratified: true);

        foreach ((DataSet _, DataSet heldOut) in parts)
        {
            int[] counts = CountClasses(heldOut);
            counts[0].Should().BeInRange(2, 3);
            counts[1].Should().BeInRange(2, 3);
            counts[2].Should().Be(1);
            heldOut.Count.Should().Be(6);
        }
        parts.SelectMany(part => Numbers(part.HeldOut)).Should().BeEquivalentTo(Enumerable.Range(0, 18));
    }

    [Fact]
    public void Folds_need_a_sensible_number_and_for_strata_classes()
    {
        Numbered(5)
            .Invoking(s => s.Folds(1, seed: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("folds is 1; it must be from 2 to the number of examples, 5.*")
            .WithParameterName("folds");
        Numbered(5).Invoking(s => s.Folds(6, seed: 0)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("folds is 6*");
        Numbered(5)
            .Invoking(s => s.Folds(2, seed: 0, stratified: true))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The targets name no classes*");
    }

    [Fact]
    public void Examples_can_be_selected()
    {
        Numbers(Numbered(5).Select([4, 0])).Should().Equal(4, 0);
        Numbered(5).Invoking(s => s.Select([])).Should().Throw<ArgumentException>();
        Numbered(5).Invoking(s => s.Select([5])).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>Input and target of example i are both i.</summary>
    private static DataSet Numbered(int count)
    {
        double[][] rows = [.. Enumerable.Range(0, count).Select(i => new double[] { i })];
        return DataSet.From(rows, rows.Select(row => new[] { row[0] + 0.0 }));
    }

    /// <summary>So many examples of each class, numbered through in their inputs.</summary>
    private static DataSet Classes(params int[] counts)
    {
        int[] classes = [.. counts.SelectMany((count, c) => Enumerable.Repeat(c, count))];
        return DataSet.From(Rows.From(Enumerable.Range(0, classes.Length).Select(i => new double[] { i })), OneHot.Encode(classes, counts.Length));
    }

    private static int[] Numbers(DataSet set) => [.. set.Inputs.Column(0).Select(x => (int)x)];

    private static int[] CountClasses(DataSet set) => [.. Enumerable.Range(0, set.Targets.Width).Select(c => (int)set.Targets.Column(c).Sum())];

    [Fact]
    public void An_example_of_a_classification_has_a_class()
    {
        DataSet oneHot = DataSet.From([[1], [2]], [[0, 0, 1], [1, 0, 0]]);
        oneHot.ClassOf(0).Should().Be(2);
        oneHot.ClassOf(1).Should().Be(0);
        Given.Xor().ClassOf(1).Should().Be(1);
        oneHot.Invoking(d => d.ClassOf(2)).Should().Throw<ArgumentOutOfRangeException>();
        Given.PointsOfALine(3).Invoking(d => d.ClassOf(0)).Should().Throw<InvalidOperationException>().WithMessage("The targets name no classes*");
    }
}
