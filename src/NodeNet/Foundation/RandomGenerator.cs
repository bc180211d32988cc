namespace NodeNet.Foundation;

/// <summary>
/// NodeNet's source of random numbers: xoshiro256** seeded by SplitMix64. The same seed gives the same numbers on every machine and in every version (see
/// <see cref="NextNormal"/> for its last bit), and the state can be read and restored.
/// </summary>
/// <remarks>
/// <para>Algorithms: D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators" (2018/2021). <see cref="System.Random"/> is not used because
/// its state cannot be saved and its algorithm is not specified.</para>
/// <para>Not for cryptography, and not thread-safe.</para>
/// </remarks>
public sealed class RandomGenerator
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Creates a generator whose four state words are the first four outputs of SplitMix64 from <paramref name="seed"/>.</summary>
    /// <param name="seed">Any number; equal seeds give equal sequences.</param>
    public RandomGenerator(long seed)
    {
        ulong splitMix = unchecked((ulong)seed);
        _s0 = NextSplitMix64(ref splitMix);
        _s1 = NextSplitMix64(ref splitMix);
        _s2 = NextSplitMix64(ref splitMix);
        _s3 = NextSplitMix64(ref splitMix);
    }

    /// <summary>Creates a generator that continues from a saved <paramref name="state"/>.</summary>
    /// <param name="state">A state read from <see cref="State"/>.</param>
    /// <exception cref="ArgumentException">All four words are zero, the one state xoshiro256** cannot leave.</exception>
    public RandomGenerator(RandomState state) => State = state;

    /// <summary>The whole state: restoring it repeats exactly what followed.</summary>
    /// <exception cref="ArgumentException">On setting: all four words are zero.</exception>
    public RandomState State
    {
        get => new(_s0, _s1, _s2, _s3);
        set
        {
            if (value == default)
                throw new ArgumentException("A state of four zeros yields only zeros; at least one word must differ from 0.", nameof(value));
            (_s0, _s1, _s2, _s3) = value;
        }
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number in [0, 1): the upper 53 of the next 64 bits, times 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number spread evenly over [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">The smallest possible value.</param>
    /// <param name="high">The upper end, not reached.</param>
    public double NextUniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>A normally distributed number with mean 0 and standard deviation 1 (Box–Muller, its cosine half).</summary>
    /// <remarks>Each call uses two uniform numbers and keeps nothing, so that <see cref="State"/> is all there is to save. The logarithm and cosine are the
    /// machine's own, so the last bit may differ from one kind of machine to another; the state never does.</remarks>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble())); // 1 − u is never 0
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), each equally likely.</summary>
    /// <param name="bound">One more than the largest possible value; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // The high half of a 64×64-bit product maps 64 random bits onto the range; rejecting a few low halves removes the bias (Lemire 2019).
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return (int)high;
    }

    /// <summary>Puts <paramref name="items"/> into a random order, each order equally likely (Fisher–Yates).</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items, rearranged in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    internal static ulong NextSplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>The state of a <see cref="RandomGenerator"/>: the four words of xoshiro256**.</summary>
/// <param name="S0">First word.</param>
/// <param name="S1">Second word.</param>
/// <param name="S2">Third word.</param>
/// <param name="S3">Fourth word.</param>
public readonly record struct RandomState(ulong S0, ulong S1, ulong S2, ulong S3);
