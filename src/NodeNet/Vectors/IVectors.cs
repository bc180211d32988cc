using System.Numerics;

namespace NodeNet.Vectors;

/// <summary>What the fast loops need of a vector type: so many numbers at a time. The loops are written once over this interface; the compiler makes a version
/// for every width.</summary>
/// <typeparam name="TVector">The vector: of 512, 256 or 128 bits, or a single number.</typeparam>
/// <typeparam name="T">Its elements: double or float.</typeparam>
internal interface IVectors<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many numbers a vector holds.</summary>
    static abstract int Width { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(ref readonly T source, nint offset);

    static abstract void Store(TVector value, ref T target, nint offset);

    static abstract TVector Broadcast(T value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a / b but for the last digit or two, which the hardware may take far less time for.</summary>
    static abstract TVector Quotient(TVector a, TVector b);

    /// <summary>a · b + c, with a single rounding where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Sqrt(TVector a);

    /// <summary>−a, of −0 and 0 too.</summary>
    static abstract TVector Negate(TVector a);

    static abstract TVector Abs(TVector a);

    /// <summary>By element <paramref name="size"/> where <paramref name="a"/> is positive, −<paramref name="size"/> where it is negative, 0 where it is 0 or
    /// NaN.</summary>
    static abstract TVector Signed(TVector size, TVector a);

    /// <summary><paramref name="a"/>, but 0 where it is smaller by its size than the smallest number with all its digits (2.2e-308, in single 1.2e-38): where
    /// its exponent's bits are 0. Processors take some hundred times as long over such numbers.</summary>
    static abstract TVector WithoutFaded(TVector a);

    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector Min(TVector a, TVector b);

    /// <summary>By element: <paramref name="a"/>, but not below <paramref name="least"/> nor above <paramref name="most"/>; NaN stays NaN.</summary>
    static abstract TVector Clamp(TVector a, TVector least, TVector most);

    /// <summary>By element 2^n, of n + 1.5 · 2^52 (in single, 2^23): whose lowest bits are those of the whole number n. Where n is too small or too large for
    /// an exponent by one, 0 or ∞.</summary>
    static abstract TVector PowerOfTwo(TVector shifted);

    static abstract TVector Log(TVector a);

    /// <summary>By element: <paramref name="whenPositive"/> where <paramref name="a"/> is above 0, otherwise (and for NaN)
    /// <paramref name="otherwise"/>.</summary>
    static abstract TVector IfPositive(TVector a, TVector whenPositive, TVector otherwise);

    /// <summary>A bit for each element that is not 0, the first element's lowest.</summary>
    static abstract uint NotZero(TVector a);

    /// <summary>The sum of the elements.</summary>
    static abstract T Sum(TVector a);

    /// <summary>The largest of the elements, none of which is NaN.</summary>
    static abstract T Largest(TVector a);
}
