using System.Globalization;

namespace NodeNet.Export;

/// <summary>Whole numbers with a binary point, for chips that have no floating point: x is kept as x · 2^<see cref="FractionBits"/> in 32 bits. In C alone; see
/// <see cref="FixedModel"/> for what is computed.</summary>
/// <example><code>
/// model.ToCode(Language.C, "fruit", new CodeOptions { Arithmetic = Fixed.Q(16) with { WeightBits = 8 } }).Save("src");
/// </code></example>
public sealed record Fixed : Arithmetic
{
    /// <summary>The fewest bits behind the point.</summary>
    public const int FewestBits = 6;

    /// <summary>The most bits behind the point: ±8192 remain before it.</summary>
    public const int MostBits = 18;

    private Fixed(int fractionBits) => FractionBits = fractionBits;

    /// <summary>How many of a number's 32 bits stand behind the binary point.</summary>
    public int FractionBits { get; }

    /// <summary>How many bits a weight takes: 8 or 16 (the default). Each node's weights share a binary point of their own, as far left as the largest of them
    /// allows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: it is neither.</exception>
    public int WeightBits
    {
        get;
        init => field = value is 8 or 16
            ? value
            : throw new ArgumentOutOfRangeException(nameof(WeightBits), value, $"WeightBits is {value}; a weight takes 8 or 16 bits.");
    }
    = 16;

    /// <summary>Numbers with so many bits behind the point: Q(16) has steps of 1/65536 and reaches ±32768.</summary>
    /// <param name="fractionBits">From <see cref="FewestBits"/> to <see cref="MostBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fractionBits"/> is not.</exception>
    public static Fixed Q(int fractionBits) => fractionBits is >= FewestBits and <= MostBits
        ? new Fixed(fractionBits)
        : throw new ArgumentOutOfRangeException(
            nameof(fractionBits), fractionBits, $"fractionBits is {fractionBits}; it must be from {FewestBits} to {MostBits}.");

    /// <summary>"fixed point Q16 with weights of 8 bits".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"fixed point Q{FractionBits} with weights of {WeightBits} bits");
}
