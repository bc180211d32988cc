namespace NodeNet.Export.FixedPoint;

/// <summary>All whole numbers from one to another: what a number of the code can be for any row that it accepts.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
internal readonly record struct Interval(Int128 Least, Int128 Most)
{
    /// <summary>Whether an int of 32 bits holds each of them and its negative.</summary>
    public bool FitsIn32Bits => Least >= -int.MaxValue && Most <= int.MaxValue;

    /// <summary>Whether an int of 64 bits holds them with a bit to spare.</summary>
    public bool FitsIn63Bits => Least >= -((Int128)1 << 62) && Most <= (Int128)1 << 62;

    public static Interval operator +(Interval left, Interval right) => new(left.Least + right.Least, left.Most + right.Most);

    public static Interval operator *(Int128 factor, Interval of) =>
        factor >= 0 ? new(factor * of.Least, factor * of.Most) : new(factor * of.Most, factor * of.Least);

    /// <summary>The numbers of both, and those between.</summary>
    public Interval With(Interval other) => new(Int128.Min(Least, other.Least), Int128.Max(Most, other.Most));

    /// <summary>What a function that never falls makes of them.</summary>
    public Interval Through(Func<Int128, Int128> rising) => new(rising(Least), rising(Most));
}
