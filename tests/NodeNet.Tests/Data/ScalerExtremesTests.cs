using System.Numerics;
using CsCheck;
using NodeNet.Data;

namespace NodeNet.Tests.Data;

/// <summary>Scaling numbers of every size, up to the largest and down to the smallest that doubles hold. The oracle computes with whole numbers of any
/// length, so without rounding.</summary>
public class ScalerExtremesTests
{
    private const double Smallest = double.Epsilon; // 2^−1074: every double is a whole multiple of it

    private static readonly Gen<double> _anyNumber = Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite);

    /// <summary>Numbers of all sizes; of one size; whole ones; and those that differ in their last digits only.</summary>
    private static readonly Gen<double[]> _columns = Gen.OneOf(
        _anyNumber.Array[2, 12],
        Gen.Select(Gen.Int[-1074, 1015], Gen.Double[-64, 64].Array[2, 12], (exponent, values) => Array.ConvertAll(values, x => Math.ScaleB(x, exponent))),
        Gen.Int[-5, 5].Select(i => (double)i).Array[2, 12],
        Gen.Select(_anyNumber, Gen.Int[0, 9].Array[2, 12], (start, steps) => Array.ConvertAll(steps, step => Near(start, step))));

    [Theory]
    [InlineData(638000000123456789.0, 1000)] // ticks of a clock; the rounded sum of a thousand is not a thousand times it
    [InlineData(1e17 / 3, 7)]
    [InlineData(0.1, 3)]
    [InlineData(double.MaxValue, 5)]
    [InlineData(-double.Epsilon, 4)]
    public void A_constant_column_scales_to_exactly_0(double value, int rows)
    {
        Rows constant = Rows.From(Enumerable.Repeat(value, rows).ToArray(), 1);

        Scaler.Standard(constant).Scale(constant).Column(0).Should().AllBeEquivalentTo(0.0);
        Scaler.MinMax(constant).Scale(constant).Column(0).Should().AllBeEquivalentTo(0.0);
        Scaler.Standard(constant).Restore([0.0]).Should().Equal(value);
    }

    [Theory]
    [InlineData(1e17)]
    [InlineData(-3.7)]
    [InlineData(0.0)]
    [InlineData(123456.789)]
    public void A_constant_column_becomes_the_low_end_of_a_range(double value)
    {
        Rows constant = Rows.From([[value], [value]]);
        Scaler.MinMax(constant, low: -1, high: 1).Scale([value])[0]
            .Should().BeApproximately(-1, 1e-15 * Math.Max(1, Math.Abs(value) < 1e6 ? Math.Abs(value) : 1));
    }

    [Fact]
    public void The_largest_double_beside_small_numbers_is_scaled_like_any_column()
    {
        // Beside it 1, 2 and 3 are as good as 0: of 0, 0, 0, 1 the mean is 1/4 and the deviation √3 / 4.
        Rows rows = Rows.From([[1], [2], [3], [double.MaxValue]]);

        double[] scaled = Scaler.Standard(rows).Scale(rows).Column(0);

        double[] expected = [-1 / Math.Sqrt(3), -1 / Math.Sqrt(3), -1 / Math.Sqrt(3), Math.Sqrt(3)];
        for (int row = 0; row < 4; row++)
            scaled[row].Should().BeApproximately(expected[row], 1e-15);
    }

    [Fact]
    public void Squares_beyond_the_range_of_doubles_do_no_harm()
    {
        // Deviations from the mean of 1, −1, 3, which is 1: 0, −2, 2; so √(8/3). Those of 1, 2, 3: √(2/3).
        Scaler large = Scaler.Standard(Rows.From([[1e154], [-1e154], [3e154]]));
        large.Offsets[0].Should().BeApproximately(1e154, 1e139);
        large.Factors[0].Should().BeApproximately(Math.Sqrt(8.0 / 3.0) * 1e154, 1e139);
        Scaler small = Scaler.Standard(Rows.From([[1e-200], [2e-200], [3e-200]]));
        small.Factors[0].Should().BeApproximately(Math.Sqrt(2.0 / 3.0) * 1e-200, 1e-215);
        small.Scale([3e-200])[0].Should().BeApproximately(Math.Sqrt(1.5), 1e-15);
    }

    [Fact]
    public void Differences_beyond_the_range_of_doubles_do_no_harm()
    {
        Rows far = Rows.From([[1.7e308], [-1.7e308], [-1.7e308]]);
        Scaler scaler = Scaler.Standard(far); // in units of 1.7e308, mean −1/3, differences 4/3, −2/3, −2/3: a deviation of √(8/9)

        scaler.Scale(far)[0, 0].Should().BeApproximately(Math.Sqrt(2), 1e-15);
        scaler.Restore(scaler.Scale(far))[0, 0].Should().BeApproximately(1.7e308, 1e293);
        Rows wide = Rows.From([[-1e308], [0], [1e308]]);
        Scaler.MinMax(wide, low: -1, high: 1).Scale(wide).Column(0).Should().Equal(-1, 0, 1);
    }

    [Fact]
    public void What_no_scaler_can_do_is_refused_when_it_is_made()
    {
        Rows wide = Rows.From([[7, -1e308], [7, 1e308]]);
        FluentActions.Invoking(() => Scaler.MinMax(wide)).Should().Throw<ArgumentException>()
            .WithMessage("Column 1 runs from -1E+308 to 1E+308; these numbers are too far apart or too large to be scaled: *").WithParameterName("training");
        Rows tiny = Rows.From([[0], [Smallest]]);
        FluentActions.Invoking(() => Scaler.Standard(tiny)).Should().Throw<ArgumentException>()
            .WithMessage("Column 0 runs from 0 to 5E-324; these numbers are too close together to be scaled: *").WithParameterName("training");
        FluentActions.Invoking(() => Scaler.MinMax(tiny)).Should().Throw<ArgumentException>().WithMessage("Column 0 runs from 0 to 5E-324; *");
        FluentActions.Invoking(() => Scaler.MinMax(Rows.From([[1e308], [1.5e308]]), low: -1e200, high: 1)).Should().NotThrow();
        FluentActions.Invoking(() => Scaler.MinMax(Rows.From([[1e308], [1.5e308]]), low: 100, high: 101)).Should().Throw<ArgumentException>()
            .WithMessage("Column 0 runs from 1E+308 to 1.5E+308; *");
    }

    [Fact]
    public void Mean_and_deviation_are_those_of_exact_arithmetic() => _columns.Sample(column =>
    {
        Rows rows = Rows.From(column, 1);
        BigInteger[] whole = [.. column.Select(Whole)];
        BigInteger n = column.Length;
        BigInteger sum = whole.Aggregate(BigInteger.Zero, (a, b) => a + b);
        BigInteger spread = n * whole.Aggregate(BigInteger.Zero, (a, b) => a + b * b) - sum * sum; // (n · deviation)²
        bool isConstant = column.Min() == column.Max();
        // The deviation is below the smallest normal number, 2^52 units (2^−1022)? Rounding decides within one unit.
        if (!isConstant && spread < (n << 53) * (n << 53))
        {
            try { Scaler.Standard(rows); } catch (ArgumentException) { }
            return;
        }
        Scaler scaler = Scaler.Standard(rows);

        BigInteger mistake = BigInteger.Abs(Whole(scaler.Offsets[0]) * n - sum);
        (mistake * BigInteger.Pow(2, 52) <= BigInteger.Abs(sum) + n * BigInteger.Pow(2, 53) + (n * Largest(whole) >> 38))
            .Should().BeTrue($"{scaler.Offsets[0]:R} is the mean to the last digit");
        if (isConstant)
        {
            scaler.Factors[0].Should().Be(1);
            return;
        }
        BigInteger factor = Whole(scaler.Factors[0]) * n;
        (BigInteger.Abs(factor * factor - spread) * BigInteger.Pow(10, 12) <= spread).Should().BeTrue($"{scaler.Factors[0]:R} is the deviation");
        scaler.Scale(rows).Column(0).Should().OnlyContain(x => Math.Abs(x) <= 2 * Math.Sqrt(column.Length) + 1);
    }, iter: 2000);

    [Fact]
    public void Whatever_a_scaler_accepts_it_spreads_over_the_range() => Gen.Select(_columns, Gen.Bool).Sample((column, isSymmetric) =>
    {
        Rows rows = Rows.From(column, 1);
        Scaler scaler;
        try
        {
            scaler = isSymmetric ? Scaler.MinMax(rows, -1, 1) : Scaler.MinMax(rows);
        }
        catch (ArgumentException refused)
        {
            double half = 0.5 * column.Max() - 0.5 * column.Min();
            (half < 1.2e-307 || half > 0.49 * double.MaxValue).Should().BeTrue(refused.Message);
            return;
        }
        double[] scaled = scaler.Scale(rows).Column(0);
        if (!isSymmetric)
        {
            scaled.Min().Should().Be(0);
            if (column.Min() < column.Max()) scaled.Max().Should().Be(1);
        }
        else if (column.Max() - column.Min() > 1e-6 * Math.Max(Math.Abs(column.Max()), Math.Abs(column.Min())))
        {
            scaled.Min().Should().BeApproximately(-1, 1e-9);
            scaled.Max().Should().BeApproximately(1, 1e-9);
        }
        double largest = Math.Max(Math.Abs(column.Max()), Math.Abs(column.Min()));
        if (largest > 0.99 * double.MaxValue) return; // rounding may restore the largest double beyond itself
        for (int row = 0; row < column.Length; row++)
            scaler.Restore([scaled[row]])[0].Should().BeApproximately(column[row], 4e-15 * largest + 1e-15 * scaler.Factors[0] + 4 * Smallest);
    }, iter: 2000);

    /// <summary>A double in units of the smallest one.</summary>
    private static BigInteger Whole(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger digits = bits & 0xFFFFFFFFFFFFF;
        if (exponent > 0) digits = (digits + (1L << 52)) << (exponent - 1);
        return bits < 0 ? -digits : digits;
    }

    private static BigInteger Largest(BigInteger[] numbers) => numbers.Max(BigInteger.Abs);

    /// <summary>So many doubles away, towards 0.</summary>
    private static double Near(double start, int steps)
    {
        for (int i = 0; i < steps && start != 0; i++)
            start = start > 0 ? Math.BitDecrement(start) : Math.BitIncrement(start);
        return start;
    }
}
