namespace NodeNet.Export.Proof;

/// <summary>A kind of floating-point number, as a proof needs to know it.</summary>
internal interface IFloatFormat
{
    /// <summary>The number of this kind that is nearest. A sum, product, quotient or square root that is computed in double precision and then rounded is the
    /// one that floats give: 53 digits are more than twice 24 and 2 more.</summary>
    static abstract double Round(double value);

    /// <summary>The distance from 1 to the next number.</summary>
    static abstract double Epsilon { get; }

    /// <summary>The smallest number above 0.</summary>
    static abstract double Least { get; }

    /// <summary>Elementary functions may say 0 for less.</summary>
    static abstract double Tiny { get; }

    /// <summary>By how many ε the sine or cosine of an angle may differ that is computed by this kind of number.</summary>
    static abstract double Wave { get; }
}

/// <summary>Doubles.</summary>
internal readonly struct DoubleFormat : IFloatFormat
{
    public static double Epsilon => 2.220446049250313e-16; // 2^−52

    public static double Least => double.Epsilon;

    public static double Tiny => 1e-307; // where a database raises an error for e^−709, the export says 0

    public static double Wave => 8.0;

    public static double Round(double value) => value;
}

/// <summary>Floats.</summary>
internal readonly struct SingleFormat : IFloatFormat
{
    public static double Epsilon => 1.1920928955078125e-7; // 2^−23

    public static double Least => float.Epsilon;

    public static double Tiny => 1.2e-38; // some chips take smaller ones as 0

    public static double Wave => 24.0; // three roundings of an angle up to 2π come on top

    public static double Round(double value) => (float)value;
}
