using CsCheck;
using NodeNet.Data;

namespace NodeNet.Tests.Data;

/// <summary>Scaling and dividing data: nothing is lost, doubled or bent.</summary>
public class DataPropertyTests
{
    private static readonly Gen<Rows> _tables =
        from width in Gen.Int[1, 4]
        from rows in Gen.Double[-1000, 1000].Array[width].Array[1, 20]
        select Rows.From(rows);

    [Fact]
    public void Restoring_what_was_scaled_gives_back_the_numbers() => _tables.Sample(table =>
    {
        foreach (Scaler scaler in new[] { Scaler.Standard(table), Scaler.MinMax(table), Scaler.MinMax(table, -1, 1) })
        {
            Rows restored = scaler.Restore(scaler.Scale(table));
            for (int row = 0; row < table.Count; row++)
            {
                for (int column = 0; column < table.Width; column++)
                    restored[row, column].Should().BeApproximately(table[row, column], 1e-10);
            }
        }
    });

    [Fact]
    public void Standard_gives_each_column_mean_0_and_deviation_1() => _tables.Sample(table =>
    {
        Rows scaled = Scaler.Standard(table).Scale(table);
        for (int column = 0; column < table.Width; column++)
        {
            double[] raw = table.Column(column);
            if (raw.Max() - raw.Min() < 1e-6) continue; // (nearly) constant
            double[] values = scaled.Column(column);
            values.Average().Should().BeApproximately(0, 1e-8);
            Math.Sqrt(values.Average(x => x * x)).Should().BeApproximately(1, 1e-8);
        }
    });

    [Fact]
    public void MinMax_spreads_each_column_over_its_range() => _tables.Sample(table =>
    {
        Rows scaled = Scaler.MinMax(table, -1, 3).Scale(table);
        for (int column = 0; column < table.Width; column++)
        {
            double[] raw = table.Column(column);
            if (raw.Max() - raw.Min() < 1e-6) continue;
            scaled.Column(column).Min().Should().BeApproximately(-1, 1e-8);
            scaled.Column(column).Max().Should().BeApproximately(3, 1e-8);
        }
    });

    [Fact]
    public void A_split_loses_and_doubles_no_example() =>
        Gen.Select(Gen.Int[2, 60], Gen.Double[0.01, 0.99], Gen.Long[0, 1000]).Sample((count, fraction, seed) =>
        {
            (DataSet first, DataSet second) = Numbered(count).Split(fraction, seed);
            Numbers(first).Concat(Numbers(second)).Order().Should().Equal(Enumerable.Range(0, count));
            first.Count.Should().Be(Math.Clamp((int)Math.Round(fraction * count, MidpointRounding.AwayFromZero), 1, count - 1));
        });

    [Fact]
    public void A_stratified_split_gives_each_class_its_share_and_the_sets_their_sizes() =>
        Gen.Select(Gen.Int[1, 12].Array[2, 12], Gen.Double[0.01, 0.99], Gen.Long[0, 1000]).Sample((sizes, fraction, seed) =>
        {
            int[] classes = [.. sizes.SelectMany((size, c) => Enumerable.Repeat(c, size))];
            DataSet data = DataSet.From(Rows.From([.. classes.Select((_, i) => (double)i)], 1), OneHot.Encode(classes, sizes.Length));
            StratifiedSplit split = data.SplitStratified(fraction, seed);

            split.First.Inputs.Column(0).Concat(split.Second.Inputs.Column(0)).Order()
                .Should().Equal(Enumerable.Range(0, classes.Length).Select(i => (double)i));
            split.First.Count.Should().Be(Math.Clamp((int)Math.Round(fraction * classes.Length, MidpointRounding.AwayFromZero), 1, classes.Length - 1));
            int[] first = [.. Enumerable.Range(0, sizes.Length).Select(c => Enumerable.Range(0, split.First.Count).Count(i => split.First.ClassOf(i) == c))];
            bool isClamped = fraction * classes.Length is < 0.5 || (1 - fraction) * classes.Length <= 0.5;
            for (int c = 0; c < sizes.Length && !isClamped; c++)
                first[c].Should().BeInRange((int)Math.Floor(fraction * sizes[c]), (int)Math.Ceiling(fraction * sizes[c]));
            split.ClassesOnlyInFirst.Should().Equal(Enumerable.Range(0, sizes.Length).Where(c => first[c] == sizes[c]));
            split.ClassesOnlyInSecond.Should().Equal(Enumerable.Range(0, sizes.Length).Where(c => first[c] == 0));
        });

    [Fact]
    public void Each_example_is_held_out_in_exactly_one_fold() =>
        Gen.Select(Gen.Int[2, 10], Gen.Int[0, 40], Gen.Bool, Gen.Long[0, 1000]).Sample((folds, more, stratified, seed) =>
        {
            int count = folds + more;
            DataSet data = Numbered(count, number => number % 2);
            IReadOnlyList<(DataSet Training, DataSet HeldOut)> parts = data.Folds(folds, seed, stratified);
            parts.Should().HaveCount(folds);
            parts.SelectMany(part => Numbers(part.HeldOut)).Order().Should().Equal(Enumerable.Range(0, count));
            foreach ((DataSet training, DataSet heldOut) in parts)
            {
                Numbers(training).Concat(Numbers(heldOut)).Order().Should().Equal(Enumerable.Range(0, count));
                heldOut.Count.Should().BeInRange(count / folds, count / folds + 1);
                int odd = Numbers(heldOut).Count(number => number % 2 == 1);
                if (stratified) odd.Should().BeInRange(count / 2 / folds, count / 2 / folds + 1);
            }
        });

    [Fact]
    public void Shuffling_keeps_the_examples_and_the_set_it_came_from() => Gen.Select(Gen.Int[1, 40], Gen.Long[0, 1000]).Sample((count, seed) =>
    {
        DataSet data = Numbered(count);
        DataSet shuffled = data.Shuffled(seed);
        Numbers(shuffled).Order().Should().Equal(Enumerable.Range(0, count));
        Numbers(data).Should().Equal(Enumerable.Range(0, count));
        Numbers(data.Shuffled(seed)).Should().Equal(Numbers(shuffled));
    });

    /// <summary>Examples 0, 1, 2, … with their number as the input; each example's target is that of its number, which a mix-up would show.</summary>
    private static DataSet Numbered(int count, Func<int, double>? target = null) =>
        DataSet.From(
            Enumerable.Range(0, count).Select(i => new double[] { i }), Enumerable.Range(0, count).Select(i => new[] { target?.Invoke(i) ?? 10.0 * i }));

    private static int[] Numbers(DataSet data)
    {
        for (int row = 0; row < data.Count; row++)
        {
            double number = data.Inputs[row, 0];
            double target = data.Targets[row, 0];
            (target == 10 * number || target is 0 or 1).Should().BeTrue("inputs and targets stay together");
        }
        return [.. data.Inputs.Column(0).Select(x => (int)x)];
    }
}
