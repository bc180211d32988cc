namespace NodeNet.Export.FixedPoint;

/// <summary>Products of whole numbers with fractions, as the code computes them.</summary>
/// <param name="Multiplier">The fraction's digits.</param>
/// <param name="Shift">How many of them stand behind the binary point; at least 1.</param>
internal readonly record struct Factor(int Multiplier, int Shift)
{
    /// <summary>A factor with 31 digits; 0 has none.</summary>
    public static Factor Of(double value)
    {
        if (value == 0.0) return new(0, 1);
        int shift = 30 - Math.ILogB(value);
        if (shift is < 1 or > 62) throw new NotSupportedException(FormattableString.Invariant($"Fixed point cannot multiply by {value:r}."));
        double digits = Math.Round(Math.ScaleB(value, shift), MidpointRounding.AwayFromZero);
        return Math.Abs(digits) <= int.MaxValue ? new((int)digits, shift) : new((int)(digits / 2.0), shift - 1);
    }

    public long Times(long number) => Rounded(number * Multiplier, Shift);

    /// <summary>number / 2^shift, to the nearest, halves up.</summary>
    public static long Rounded(long number, int shift) => (number + (1L << (shift - 1))) >> shift;

    /// <inheritdoc cref="Rounded(long, int)"/>
    public static Int128 Rounded(Int128 number, int shift) => (number + ((Int128)1 << (shift - 1))) >> shift;

    /// <summary>A real number as a whole one, to the nearest.</summary>
    public static Int128 Whole(double value, int fractionBits) => (Int128)Math.Round(Math.ScaleB(value, fractionBits), MidpointRounding.AwayFromZero);
}
