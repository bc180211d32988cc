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
    public void A_stratified_split_gives_each_class_its_share() =>
        Gen.Select(Gen.Int[2, 20], Gen.Int[2, 20], Gen.Long[0, 1000]).Sample((zeros, ones, seed) =>
        {
            DataSet data = Numbered(zeros + ones, number => number < zeros ? 0 : 1);
            (DataSet first, DataSet second) = data.SplitStratified(0.5, seed);
            Numbers(first).Concat(Numbers(second)).Order().Should().Equal(Enumerable.Range(0, zeros + ones));
            Numbers(first).Count(number => number < zeros).Should().Be((zeros + 1) / 2);
            Numbers(first).Count(number => number >= zeros).Should().Be((ones + 1) / 2);
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
        DataSet.From(Enumerable.Range(0, count).Select(i => new double[] { i }), Enumerable.Range(0, count).Select(i => new[] { target?.Invoke(i) ?? 10.0 * i }));

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
