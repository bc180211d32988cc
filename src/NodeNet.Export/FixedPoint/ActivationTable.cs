namespace NodeNet.Export.FixedPoint;

/// <summary>An activation function as a table, with cubic or linear interpolation between its entries and straight lines beyond them.</summary>
/// <remarks>Cubic: Lagrange's polynomial through the two entries on either side, so that entries may lie h apart where linear interpolation would need h²: the
/// error is 3/128 · h⁴ · |f⁗|, not 1/8 · h² · |f″|. Linear for functions of straight lines, which it gives exactly.</remarks>
internal sealed class ActivationTable
{
    private const int MostEntries = 400;
    private const int SlopeBits = 24;
    private const double MostError = 0.002;

    private readonly Func<double, double> _function;
    private readonly int _bits;

    private ActivationTable(
        Func<double, double> function, int bits, int step, int first, int count, double left, double right, bool isCubic, int? mirror)
    {
        (_function, _bits, Step, IsCubic, Mirror) = (function, bits, step, isCubic, mirror);
        (Low, High) = (first << step, (first + count) << step);
        (Left, Right) = ((int)Factor.Whole(left, SlopeBits), (int)Factor.Whole(right, SlopeBits));
        Entries = [.. Enumerable.Range(first - 1, count + 3).Select(k => (int)Factor.Whole(function(Math.ScaleB((double)k * (1L << step), -bits)), bits))];
    }

    /// <summary>How many bits apart entries lie.</summary>
    public int Step { get; }

    /// <summary>The net input of the second entry; the first serves the polynomial.</summary>
    public int Low { get; }

    /// <summary>The net input of the last entry but one.</summary>
    public int High { get; }

    /// <summary>The slope of the line before the table, with 24 bits behind the point.</summary>
    public int Left { get; }

    /// <summary>The slope of the line after the table.</summary>
    public int Right { get; }

    public bool IsCubic { get; }

    /// <summary>Where the table is for net inputs from 0 on because f(−z) = m − f(z), as tanh (m = 0) and sigmoid (m = 1) have it: m; otherwise null.</summary>
    public int? Mirror { get; }

    public int[] Entries { get; }

    /// <summary>The answers to all net inputs that it was made for.</summary>
    public Interval Range { get; private set; }

    /// <summary>By how much an answer differs at most from the function's, over all these net inputs.</summary>
    public double Error { get; private set; }

    /// <summary>The smallest table that is as good as the numbers' own steps, or else the best that is not too large.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inputs">The net inputs that it is needed for.</param>
    /// <param name="bits">Bits behind the point.</param>
    public static ActivationTable Of(Func<double, double> function, Interval inputs, int bits)
    {
        double step1 = Math.ScaleB(1.0, -bits);
        double enough = 3.0 * step1;
        ActivationTable? best = null;
        double least = double.PositiveInfinity;
        for (int step = bits; step >= Math.Max(1, bits - 7); step--)
        {
            foreach (bool isCubic in (bool[])[false, true])
            {
                if (Make(function, inputs, bits, step, isCubic) is not { } table) continue;
                double error = table.Sampled(inputs);
                if (error >= least) continue;
                (best, least) = (table, error);
                if (error <= enough) return best.Measured(inputs);
            }
        }
        if (best is null || least > Math.Max(MostError, 16.0 * step1))
            throw new NotSupportedException(FormattableString.Invariant($"the best table of {MostEntries} entries is {least:g3} off"));
        return best.Measured(inputs);
    }

    /// <summary>The table's answer.</summary>
    public long At(long z)
    {
        if (z < 0 && Mirror is { } mirror) return mirror - At(-z);
        if (z <= Low) return Entries[1] + Factor.Rounded((z - Low) * Left, SlopeBits);
        if (z >= High) return Entries[^2] + Factor.Rounded((z - High) * Right, SlopeBits);
        long t = (z - Low) & ((1L << Step) - 1);
        ReadOnlySpan<int> y = Entries.AsSpan((int)((z - Low) >> Step), 4);
        if (!IsCubic) return y[1] + Factor.Rounded(((long)y[2] - y[1]) * t, Step);
        // Six times the coefficients of the polynomial, so that they are whole numbers; 43691 / 2^18 is 1/6.
        long third = (long)y[3] - y[0] + 3 * ((long)y[1] - y[2]);
        long second = 3 * ((long)y[0] + y[2]) - 6 * (long)y[1];
        long first = 6 * (long)y[2] - 2 * (long)y[0] - 3 * (long)y[1] - y[3];
        long sixfold = ((((third * t) >> Step) + second) * t >> Step) + first;
        return y[1] + Factor.Rounded(Factor.Rounded(sixfold * t, Step) * 43691, 18);
    }

    private static ActivationTable? Make(Func<double, double> function, Interval inputs, int bits, int step, bool isCubic)
    {
        (long least, long most) = ((long)inputs.Least, (long)inputs.Most);
        double Real(long z) => function(Math.ScaleB(z, -bits));
        int? mirror = least < 0 && most > 0 ? MirrorOf(Real, Math.Max(-least, most), bits) : null;
        if (mirror is not null) (least, most) = (0, Math.Max(-least, most));
        long middle = Math.Clamp(0L, least >> step, (most >> step) + 1); // the grid has a point at 0, where kinks are
        if (End(Real, middle, least, step, -1, bits) is not { } left || End(Real, middle, most, step, 1, bits) is not { } right) return null;
        long first = left.Place;
        long last = Math.Max(right.Place, first + 1);
        if (last - first + 3 > MostEntries || Math.Abs(left.Slope) >= 64.0 || Math.Abs(right.Slope) >= 64.0) return null;
        for (long k = first - 1; k <= last + 1; k++)
        {
            if (!(Math.Abs(Real(k << step)) < Math.ScaleB(1.0, 30 - bits))) return null;
        }
        return new ActivationTable(function, bits, step, (int)first, (int)(last - first), left.Slope, right.Slope, isCubic, mirror);
    }

    private static int? MirrorOf(Func<long, double> real, long most, int bits)
    {
        const int Samples = 50;
        double mirror = 2.0 * real(0);
        for (int i = 1; i <= Samples; i++)
        {
            long z = 1 + (long)((most - 1) * Math.Pow((double)i / Samples, 3.0));
            if (!(Math.Abs(mirror - real(z) - real(-z)) <= 1e-9)) return null;
        }
        Int128 whole = Factor.Whole(mirror, bits);
        return Math.Abs(mirror - Math.ScaleB((double)whole, -bits)) <= 1e-9 ? (int)whole : null;
    }

    /// <summary>Where the function has become a straight line, from the middle of the grid outwards, and the line's slope.</summary>
    /// <remarks>A slope of 0 or 1 needs no number of its own, and may begin a little later.</remarks>
    private static (long Place, double Slope)? End(Func<long, double> real, long middle, long limit, int step, int direction, int bits)
    {
        const int Later = 24;
        double unit = Math.ScaleB(1.0, -bits);
        (long Place, double Slope)? plain = End(real, middle, limit, step, direction, unit, _ => [0.0, unit]);
        if (plain is { } near && Math.Abs(near.Place - middle) <= Later) return plain;
        (long Place, double Slope)? any = End(real, middle, limit, step, direction, unit, z => [(real(limit) - real(z)) / (limit - z)]);
        return plain is null || (any is { } other && Math.Abs(other.Place - plain.Value.Place) > Later) ? any : plain;
    }

    private static (long Place, double Slope)? End(
        Func<long, double> real, long middle, long limit, int step, int direction, double unit, Func<long, double[]> slopes)
    {
        for (long place = middle; Math.Abs(place - middle) < MostEntries; place += direction)
        {
            long z = place << step;
            if ((limit - z) * direction <= 0) return (place, 0.0);
            foreach (double slope in slopes(z))
            {
                if (IsStraight(real, z, limit, slope, 0.5 * unit)) return (place, slope / unit);
            }
        }
        return null;
    }

    private static bool IsStraight(Func<long, double> real, long from, long to, double slope, double tolerance)
    {
        const int Samples = 24;
        double start = real(from);
        for (int i = 1; i <= Samples; i++)
        {
            // Close to the beginning more often than far from it.
            long z = from + (long)((to - from) * Math.Pow((double)i / Samples, 4.0));
            if (!(Math.Abs(real(z) - (start + slope * (z - from))) <= tolerance)) return false;
        }
        return true;
    }

    private double ErrorAt(long z) => Math.Abs(Math.ScaleB(At(z), -_bits) - _function(Math.ScaleB(z, -_bits)));

    /// <summary>The largest error at some thousand net inputs.</summary>
    private double Sampled(Interval inputs)
    {
        const int Samples = 4001;
        (long least, long most) = ((long)inputs.Least, (long)inputs.Most);
        double worst = Math.Max(ErrorAt(least), ErrorAt(most));
        (long from, long to) = (Math.Max(least, Mirror is null ? Low : -High), Math.Min(most, High));
        for (int i = 0; i <= Samples && from < to; i++) worst = Math.Max(worst, ErrorAt(from + (to - from) * i / Samples));
        for (int i = 1; i < 64; i++) worst = Math.Max(worst, ErrorAt(least + (most - least) * i / 64));
        return worst;
    }

    /// <summary>Looks at every net input that lies in the table, and at the ends of the lines beyond it.</summary>
    private ActivationTable Measured(Interval inputs)
    {
        (long least, long most) = ((long)inputs.Least, (long)inputs.Most);
        long lowest = Math.Min(At(least), At(most));
        long highest = Math.Max(At(least), At(most));
        double worst = Sampled(inputs);
        for (long z = Math.Max(least, Mirror is null ? Low : -High); z <= Math.Min(most, High); z++)
        {
            long y = At(z);
            (lowest, highest) = (Math.Min(lowest, y), Math.Max(highest, y));
            worst = Math.Max(worst, ErrorAt(z));
        }
        (Range, Error) = (new Interval(lowest, highest), worst);
        return this;
    }
}
